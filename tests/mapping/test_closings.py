"""The formula at the end of an answer that names body, date and paragraph, as text and as a page (closings.yaml)."""

from pathlib import Path

import pytest
import yaml

from clustergraph.mapping.pipeline import map_file

FORMULAS = yaml.safe_load(Path(__file__).with_name("closings.yaml").read_text("utf-8"))
TITLE = "Yttrande över förslag till kulturplan"
BODY = "Mora kommun tillstyrker förslaget i huvudsak. Kommunen anser att tiden är alltför kort."
TEXT = f"Mora kommun\nYttrande\nDnr KS 2024/118\n\nRegion Dalarna\n\n{TITLE}\n\n{BODY}\n\n%s\n"
PAGE = (
    f"<html lang='sv'><body><header><p>Mora kommun</p></header><main><h1>{TITLE}</h1><p>Till Region Dalarna</p>"
    f"<p>Dnr KS 2024/118</p><p>{BODY}</p>%s</main></body></html>"
)
LAYOUTS = {
    "a.txt": TEXT,
    "b.html": PAGE % "<p>%s</p>",
    "c.html": PAGE % "<p><em>%s</em></p>",
    "d.html": PAGE % "<p>Anna Ek<br>Kommunstyrelsens ordförande</p><p>%s</p>",
}


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("name", LAYOUTS)
def test_a_closing_formula(name: str, formula: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(LAYOUTS[name] % formula, encoding="utf-8")
    (mapped,) = map_file(path)
    assert mapped["document"]["date"] == "2024-05-14"
    (decision,) = mapped["decisions"]
    assert (decision["body"], decision["date"], decision["paragraph"]) == (
        "Kommunstyrelsen",
        "2024-05-14",
        "§ 61",
    )
