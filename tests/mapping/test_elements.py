"""The elements of strategies and plans in their layouts (plans.yaml): number, label, kind, parent."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from clustergraph.mapping.pipeline import map_file

CASES = yaml.load((Path(__file__).with_name("plans.yaml")).read_text("utf-8"), yaml.BaseLoader)


@pytest.mark.parametrize("case", CASES, ids=[case["layout"] for case in CASES])
def test_elements(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / case.get("name", "text.txt")
    path.write_text(case["text"], encoding="utf-8")
    (mapped,) = map_file(path)
    found = mapped["elements"]
    assert [one["label"].rstrip(".") for one in found] == [label for _, label, _, _ in case["elements"]]
    labels = {one["number"]: one["label"] for one in found}
    for one, (number, _, kinds, parent) in zip(found, case["elements"], strict=True):
        assert number == "null" or one["number"] == number
        assert one["kind"] in (kinds if isinstance(kinds, list) else [kinds])
        assert parent in (one["parent"] or "null", labels.get(one["parent"]))
