"""Heads in the layouts of many authorities (heads.yaml, misleading_heads.yaml): type, title, date, sender, receiver, registry numbers."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from clustergraph.mapping.pipeline import map_file


def cases(name: str) -> list[dict[str, Any]]:
    return list(yaml.load(Path(__file__).with_name(name).read_text("utf-8"), yaml.BaseLoader))


CASES = [*cases("heads.yaml"), *cases("misleading_heads.yaml")]
SENDERS = cases("senders.yaml")
SPEAKING = cases("speaking.yaml")
ENCLOSED = cases("enclosed.yaml")
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
    people = {(one["name"], (one["role"] or "").lower()) for one in mapped["persons"]}
    assert {(name, title) for name, title in case.get("persons", [])} <= people
    if "paragraph" in case:
        assert case["paragraph"] in [one["paragraph"] for one in mapped["decisions"]]


@pytest.mark.parametrize("case", SENDERS, ids=[case["layout"] for case in SENDERS])
def test_who_sends_and_who_receives(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text(case["text"], encoding="utf-8")
    (mapped,) = map_file(path)
    for key in ("issuer", "recipient", *(key for key in ("type", "title") if key in case)):
        right = case.get(key)
        assert mapped["document"][key] in (right if isinstance(right, list) else [right]), key


@pytest.mark.parametrize("case", ENCLOSED, ids=[case["layout"] for case in ENCLOSED])
def test_a_document_and_the_one_it_encloses(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / case["name"]
    path.write_text(case["text"], encoding="utf-8")
    documents = map_file(path)
    heads = [mapped["document"] for mapped in documents]
    found = [[head[key] or "null" for key in ("type", "date", "issuer", "recipient")] for head in heads]
    assert found == case["documents"]
    if "paragraphs" in case:
        decided = {one["paragraph"] for mapped in documents for one in mapped["decisions"]}
        assert decided == set(case["paragraphs"])


@pytest.mark.parametrize("case", SPEAKING, ids=[case["layout"] for case in SPEAKING])
def test_who_speaks_among_others(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text(case["text"], encoding="utf-8")
    (mapped,) = map_file(path)
    for key in ("issuer", "recipient"):
        right = case[key] if isinstance(case[key], list) else [case[key]]
        assert (mapped["document"][key] or "null") in right, key
    takes = [(one["actor"], " ".join(one["quote"].split())) for one in mapped["positions"]]
    if "holders" in case:
        assert takes
        assert {actor for actor, _ in takes} <= set(case["holders"])
    for words, holder in case.get("asks", {}).items():
        assert {actor for actor, quote in takes if words in quote} == {holder} - {"nobody"}, words


def test_lines_of_a_list_of_receivers_are_organisations(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    lines = [
        "Arvika kommun",
        "Länsstyrelsen Värmland",
        "Kanotisterna i Klarälven",
        "Paddlarna",
        "Registrator",
        "Sakägare",
    ]
    head = "Remissmissiv\n\nRegion Värmland\n2025-05-12\n\nRemiss av plan\n\nRemissinstanser\n"
    path.write_text(head + "\n".join(lines), encoding="utf-8")
    (mapped,) = map_file(path)
    names = {one["name"] for one in mapped["actors"]}
    assert names == {
        "Region Värmland",
        "Arvika kommun",
        "Länsstyrelsen i Värmlands län",
        "Kanotisterna i Klarälven",
        "Paddlarna",
    }
