"""The title among the lines of a head (titles.yaml)."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.mapping.conftest import mapped

CASES = yaml.load(Path(__file__).with_name("titles.yaml").read_text("utf-8"), yaml.BaseLoader)


@pytest.mark.parametrize("case", CASES, ids=[case["layout"] for case in CASES])
def test_a_title(case: dict[str, Any]) -> None:
    (one,) = mapped(case["text"], case.get("name", "text.txt"))
    right = case["title"]
    assert (one["document"]["title"] or "") in (right if isinstance(right, list) else [right])
