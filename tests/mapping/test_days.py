"""The day of a meeting, which its decisions have too, and the last day of those who sign (days.yaml)."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.mapping.conftest import mapped

CASES = yaml.load(Path(__file__).with_name("days.yaml").read_text("utf-8"), yaml.BaseLoader)
KEYS = ("status", "body", "date", "paragraph")


@pytest.mark.parametrize("case", CASES, ids=[case["layout"] for case in CASES])
def test_a_day(case: dict[str, Any]) -> None:
    (one,) = mapped(case["text"])
    assert one["document"]["date"] == case["date"]
    if "decisions" in case:
        assert [[found[key] or "null" for key in KEYS] for found in one["decisions"]] == case["decisions"]
