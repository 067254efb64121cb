"""Documents as the web publishes and transcribes them: how many a file holds, and what their heads say (published.yaml)."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.mapping.conftest import mapped

CASES = yaml.load(Path(__file__).with_name("published.yaml").read_text("utf-8"), yaml.BaseLoader)


@pytest.mark.parametrize("case", CASES, ids=[case["layout"] for case in CASES])
def test_a_published_document(case: dict[str, Any]) -> None:
    heads = [one["document"] for one in mapped(case["text"])]
    assert len(heads) == len(case["documents"])
    for head, right in zip(heads, case["documents"], strict=True):
        for key, value in right.items():
            found = head["case_numbers"] if key == "numbers" else head[key] or "null"
            assert found == value or (isinstance(value, list) and found in value), key
