"""Facts that stand in the shipped documents, read by hand."""

from pathlib import Path

import pytest

from clustergraph.mapping import map_file

DOCUMENTS = Path(__file__).parents[2] / "data" / "documents"


@pytest.fixture(scope="module", name="stockholm")
def _stockholm():
    return map_file(DOCUMENTS / "stockholm-2026-remissvar.txt")[0]


@pytest.fixture(scope="module", name="uppsala")
def _uppsala():
    return map_file(DOCUMENTS / "uppsala-2026-tjansteskrivelse-yttrande-och-strategi.txt")


def test_a_file_with_three_documents_gives_three(uppsala):
    assert [one["document"]["type"] for one in uppsala] == ["memo", "consultation-response", "strategy"]


def test_numbers_of_both_sides(stockholm, uppsala):
    assert stockholm["document"]["foreign_case_numbers"] == [
        {"number": "RS 2025-0671", "owner": "Region Stockholm"}
    ]
    assert [one["document"]["case_numbers"] for one in uppsala] == [["KSN-2026-00942"], [], ["RS2026-00072"]]
    assert uppsala[1]["document"]["foreign_case_numbers"] == [
        {"number": "RS2026-00072", "owner": "Region Uppsala"}
    ]


def test_the_strategy_has_five_aspects_thirteen_areas_and_every_priority(uppsala):
    elements = uppsala[2]["elements"]
    kinds = [one["kind"] for one in elements]
    assert kinds.count("aspect") == 5
    assert kinds.count("development-area") == 13
    assert kinds.count("priority") == 34
    by_number = {one["number"]: one for one in elements}
    assert by_number["3.1.2"]["label"] == "Tydlig identitet och en god internationell tillgänglighet"
    assert by_number["3.1.2.1"]["parent"] == "3.1.2"


def test_stances_of_stockholm(stockholm):
    found = {
        " ".join(one["quote"].replace("*", "").split())[:60]: one["stance"] for one in stockholm["positions"]
    }
    assert (
        found["Stockholms stad framhåller att kommunernas roll, mandat och g"[:60]] == "request-clarification"
    )
    assert found["Stockholms stad anser att avsnittet om miljö och klimat kan b"[:60]] == "propose"
    assert found["Stockholms stad betonar vikten av att ta vara på befintliga p"[:60]] == "emphasise"
    assert found["Stockholms stad noterar att strategin ska följas av ett antal"[:60]] == "note"
    assert {one["actor"] for one in stockholm["positions"]} == {"Stockholms stad"}


def test_who_has_adopted_the_letter_of_intent():
    memo = map_file(DOCUMENTS / "uppsala-2025-tjansteskrivelse-och-avsiktsforklaring.txt")[0]
    assert {(one["actor"], one["date"]) for one in memo["adoptions"]} == {
        ("Region Stockholm", "2024-06"),
        ("Region Uppsala", "2024-06"),
        ("Uppsala universitet", None),
        ("Karolinska Institutet", None),
        ("Stockholms stad", None),
        ("Huddinge kommun", None),
        ("Solna stad", None),
        ("Södertälje kommun", None),
    }


def test_the_decision_of_huddinge_and_who_moved_it():
    excerpt = map_file(DOCUMENTS / "huddinge-2024-protokollsutdrag.txt")[0]
    assert [
        (
            one["status"],
            one["body"],
            one["organisation"],
            one["paragraph"],
            one["outcome"],
            one["motion_by"],
            one["date"],
        )
        for one in excerpt["decisions"]
    ] == [("taken", "Kommunstyrelsen", "Huddinge kommun", "§ 3", "adopt", ["Tomas Selin"], None)]
    assert [(one["name"], one["party"]) for one in excerpt["persons"]] == [("Tomas Selin", "C")]


def test_a_decision_mentioned_in_running_text(uppsala):
    earlier = [one for one in uppsala[0]["decisions"] if one["status"] == "taken"]
    assert [(one["body"], one["date"], one["paragraph"], one["outcome"]) for one in earlier] == [
        ("Kommunstyrelsen", "2025-03-05", "§ 70", "adopt")
    ]
