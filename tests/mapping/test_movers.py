"""Who moved each point that was decided, and who reserved themselves against it (movers.yaml)."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.mapping.conftest import mapped

CASES = yaml.load(Path(__file__).with_name("movers.yaml").read_text("utf-8"), yaml.BaseLoader)


@pytest.mark.parametrize("case", CASES, ids=[case["layout"] for case in CASES])
def test_who_moved_and_who_reserved(case: dict[str, Any]) -> None:
    (document,) = mapped(case["text"])
    found = document["decisions"]
    assert len(found) == len(case["decisions"]), [one["quote"] for one in found]
    for decision, (words, movers, reservers) in zip(found, case["decisions"], strict=True):
        assert words in decision["quote"]
        assert sorted(decision["motion_by"]) == sorted(movers), words
        assert sorted(decision["reservation_by"]) == sorted(reservers), words
