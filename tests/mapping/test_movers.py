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


@pytest.mark.parametrize("apart", range(0, 60, 3))
def test_both_authors_of_a_motion_wherever_their_names_stand(apart: int) -> None:
    (document,) = mapped(
        "Vara kommun\nTjänsteskrivelse\n2024-02-09\n\nYttrande över motion om fixartjänst\n\nFörslag till beslut\n"
        f"Motionen avslås.\n\nSammanfattning\n{'Ärendet avser hemtjänsten. ' * 3}{'x' * apart} är en kod. "
        "Hans Wall (KD) och Rut Ek (KD) har i en motion 2023-10-02 föreslagit en fixartjänst.\n"
    )
    assert document["decisions"][0]["motion_by"] == ["Hans Wall", "Rut Ek"]


@pytest.mark.parametrize(
    ("requests", "movers"),
    [
        ("Karin Ek (S), kommunstyrelsens ordförande, yrkar bifall till förslaget.", ["Karin Ek"]),
        ("Karin Ek (S) yrkar, med instämmande av Olle Berg (M), att elplanen antas.", ["Karin Ek", "Olle Berg"]),
        ("Karin Ek (S) yrkar bifall till förslaget och Olle Berg (M) yrkar återremiss.", ["Karin Ek"]),
        ("Olle Berg (M) yrkar avslag. Karin Ek (S) yrkar bifall till förslaget.", ["Karin Ek"]),
    ],
)  # fmt: skip
def test_who_moved_what_was_decided_in_other_words(requests: str, movers: list[str]) -> None:
    (document,) = mapped(
        "Trosa kommun\nKommunstyrelsen\nSAMMANTRÄDESPROTOKOLL\nSammanträdesdatum 2025-05-21\n\n§ 61 Elplan\n\n"
        f"Beslut\nKommunstyrelsen beslutar att anta elplanen för 2026–2030.\n\nYrkanden\n{requests}\n"
    )
    assert [one["motion_by"] for one in document["decisions"]] == [movers]
