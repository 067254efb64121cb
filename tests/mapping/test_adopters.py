"""Who has adopted an agreement, in running text, lists and tables (adopters.yaml)."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.mapping.conftest import mapped

CASES = yaml.load(Path(__file__).with_name("adopters.yaml").read_text("utf-8"), yaml.BaseLoader)


@pytest.mark.parametrize("case", CASES, ids=[case["layout"] for case in CASES])
def test_who_has_adopted(case: dict[str, Any]) -> None:
    (document,) = mapped(case["text"])
    found = {one["actor"]: one["date"] or "null" for one in document["adoptions"]}
    assert found == case["adoptions"]
