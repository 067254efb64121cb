"""Heads in the layouts of many authorities (heads.yaml): type, title, date, sender, receiver, registry numbers."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from clustergraph.mapping.pipeline import map_file

CASES = yaml.load((Path(__file__).with_name("heads.yaml")).read_text("utf-8"), yaml.BaseLoader)
BODY = (
    "Vi har tagit del av förslaget. Vi tillstyrker förslaget i huvudsak men anser att tiden för genomförandet är"
    " alltför kort.\n\nFörslaget bör kompletteras med en analys av kostnaderna."
)


@pytest.mark.parametrize("case", CASES, ids=[case["layout"] for case in CASES])
def test_a_head(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / case.get("name", "text.txt")
    path.write_text(case["text"].replace("{response}", BODY), encoding="utf-8")
    (mapped,) = map_file(path)
    head = mapped["document"]
    for key in ("type", "date", "issuer", "recipient", *(["title"] if "title" in case else [])):
        right = case.get(key)
        assert head[key] in (right if isinstance(right, list) else [right]), key
    assert head["case_numbers"] == case.get("numbers", [])
    assert [one["number"] for one in head["foreign_case_numbers"]] == case.get("foreign", [])
