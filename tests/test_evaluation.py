"""The evaluator: what counts as right, wrong and missed, and how gold files are read."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from clustergraph import evaluation
from clustergraph.commands.evaluate import command
from clustergraph.errors import InputError
from clustergraph.evaluation import Counts, Score, gold

HERE = Path(__file__).parent / "evaluation"
GOLD_FILES = sorted(HERE.glob("*/*.gold.yaml"))


def position(start: int, end: int, **given: object) -> dict[str, object]:
    return {
        "actor": "Exempelby kommun",
        "stance": "support",
        "quote": "x" * (end - start),
        "start": start,
        "end": end,
        **given,
    }


def counts(predicted: dict[str, object], expected: dict[str, object], kind: str) -> Counts:
    return evaluation.score(predicted, expected).counts.get(kind, Counts())


def test_precision_recall_and_f1_are_shares_of_given_and_of_there() -> None:
    measured = Counts(correct=6, spurious=2, missed=4)
    assert (measured.precision, measured.recall, measured.f1) == (0.75, 0.6, pytest.approx(2 / 3))


def test_nothing_to_find_and_nothing_given_has_no_score() -> None:
    assert (Counts().precision, Counts().recall, Counts().f1) == (None, None, None)


@pytest.mark.parametrize(
    ("found", "expected", "right"),
    [
        ("Dnr-free 2024/12", "dnr-free 2024/12", True),
        ("KS‑2024/1082", "KS-2024/1082", True),
        ("KS  2018/14", "KS 2018/14", True),
        ("KS 2018/14-2", "KS 2018/14 - 2", True),
        ("KS2018/14", "KS 2018/14", False),
    ],
)
def test_a_registry_number_is_the_same_but_for_typography(found: str, expected: str, right: bool) -> None:
    result = counts(
        {"document": {"case_numbers": [found]}},
        {"document": {"case_numbers": [expected]}},
        "registry numbers",
    )
    assert result == (Counts(correct=1) if right else Counts(spurious=1, missed=1))


def test_what_is_missed_and_spurious_is_told_in_the_order_of_the_alphabet() -> None:
    given = {"document": {"case_numbers": ["KS 9/2024", "KS 1/2024", "KS 5/2024"]}}
    there = {"document": {"case_numbers": ["RS 8/2024", "RS 2/2024", "RS 6/2024"]}}
    findings = evaluation.score(given, there).findings
    assert [one.expected for one in findings if one.problem == "missed"] == [
        f"RS {serial}/2024 (own)" for serial in (2, 6, 8)
    ]
    assert [one.found for one in findings if one.problem == "spurious"] == [
        f"KS {serial}/2024 (own)" for serial in (1, 5, 9)
    ]


def test_a_foreign_registry_number_given_as_own_is_wrong() -> None:
    found = {"document": {"case_numbers": ["U2024/01234"]}}
    expected = {"document": {"foreign_case_numbers": [{"number": "U2024/01234"}]}}
    assert counts(found, expected, "registry numbers") == Counts(spurious=1, missed=1)


@pytest.mark.parametrize(
    ("found", "expected", "measured"),
    [
        ("exempelby-kommun", "Exempelby kommun", Counts(correct=1)),
        ("Exempelby", "Exempelby kommun", Counts(correct=1)),
        ("Region Exempel", "Exempelby kommun", Counts(spurious=1, missed=1)),
        (None, "Exempelby kommun", Counts(missed=1)),
        ("Exempelby kommun", None, Counts(spurious=1)),
        ("Region Exempel", ["Exempelby kommun", "Region Exempel"], Counts(correct=1)),
    ],
)
def test_an_issuer_may_be_named_or_identified(found: object, expected: object, measured: Counts) -> None:
    actors = [
        {"name": "Exempelby kommun", "id": "exempelby-kommun", "also": "Exempelby", "quote": "", "start": 0}
    ]
    assert (
        counts(
            {"document": {"issuer": found}}, {"document": {"issuer": expected}, "actors": actors}, "issuer"
        )
        == measured
    )


def test_an_actor_counts_once_however_often_it_is_given() -> None:
    found = {
        "actors": [
            {"name": "Sveriges Kommuner och Regioner", "id": "skr", "start": 0},
            {"name": "SKR", "id": "skr", "start": 40},
            {"name": "Något annat", "id": "nagot-annat", "start": 60},
        ]
    }
    expected = {"actors": [{"name": "Sveriges Kommuner och Regioner", "also": "SKR", "start": 0}]}
    assert counts(found, expected, "organisations") == Counts(correct=1, spurious=1)


def test_what_is_optional_is_neither_rewarded_nor_missed() -> None:
    optional = {"actors": [{"name": "EU", "start": 0, "optional": True}]}
    assert counts({"actors": [{"name": "EU", "start": 0}]}, optional, "organisations") == Counts()
    assert counts({}, optional, "organisations") == Counts()


@pytest.mark.parametrize(
    ("given", "printed", "measured"),
    [
        ("ordförande", "Kommunstyrelsens ordförande", Counts(correct=1)),
        ("Stadsdirektör", "stadsdirektör", Counts(correct=1)),
        ("sekreterare", "ordförande", Counts(spurious=1, missed=1)),
        (None, "ordförande", Counts(missed=1)),
        ("yrkande", None, Counts()),
    ],
)
def test_a_person_is_right_with_the_printed_role(
    given: str | None, printed: str | None, measured: Counts
) -> None:
    found = {"persons": [{"name": "Test Testsson", "role": given, "start": 0}]}
    expected = {"persons": [{"name": "Test Testsson", "role": printed, "start": 0}]}
    assert counts(found, expected, "persons with role") == measured
    assert counts(found, expected, "persons") == Counts(correct=1)


@pytest.mark.parametrize(
    ("given", "measured"),
    [
        (["ordförande"], Counts(correct=1)),
        (["justerare", "ordförande"], Counts(correct=1)),
        (["ordförande", "sekreterare"], Counts(correct=1, spurious=1)),
    ],
)
def test_of_two_printed_roles_either_is_right_and_both_are(given: list[str], measured: Counts) -> None:
    found = {"persons": [{"name": "Test Testsson", "role": role, "start": 0} for role in given]}
    expected = {"persons": [{"name": "Test Testsson", "role": ["ordförande", "justerare"], "start": 0}]}
    assert counts(found, expected, "persons with role") == measured


def test_positions_pair_one_to_one_by_best_overlap() -> None:
    found = {"positions": [position(0, 100)]}
    expected = {"positions": [position(0, 40, stance="oppose"), position(40, 100)]}
    result = evaluation.score(found, expected)
    assert result.counts["positions"] == Counts(correct=1, missed=1)
    assert result.counts["stance"] == Counts(correct=1)


def test_quotes_that_only_touch_do_not_overlap() -> None:
    found, expected = {"positions": [position(0, 40)]}, {"positions": [position(40, 80)]}
    assert counts(found, expected, "positions") == Counts(spurious=1, missed=1)


def test_a_position_of_another_actor_is_wrong() -> None:
    found = {"positions": [position(0, 40)]}
    expected = {"positions": [position(0, 40, actor="Region Exempel")]}
    assert counts(found, expected, "positions") == Counts(spurious=1, missed=1)


@pytest.mark.parametrize("stance", ["note", ["emphasise", "note"]])
def test_stance_is_scored_among_positions_found(stance: object) -> None:
    found = {"positions": [position(0, 40, stance="note"), position(50, 60)]}
    expected = {"positions": [position(0, 40, stance=stance), position(70, 90)]}
    assert counts(found, expected, "stance") == Counts(correct=1)


def test_topics_are_scored_one_by_one() -> None:
    found = {"positions": [position(0, 40, topics=["preparedness", "leadership"])]}
    expected = {"positions": [position(0, 40, topics=["preparedness", "municipal-role"])]}
    assert counts(found, expected, "topics") == Counts(correct=1, spurious=1, missed=1)


@pytest.mark.parametrize(
    ("found", "expected", "right"),
    [
        ("3.1.1 Forskning", "Forskning", True),
        ("3.1.1", "3.1.1 Forskning", True),
        ("Avsnitt 4 Ansvar", "4. Ansvar", True),
        ("A. Forskning och innovation", "Forskning och innovation", True),
        ("3.1 Forskning", "3.2 Utbildning", False),
        ("3.1", "3.1.1", False),
    ],
)
def test_a_section_is_the_same_by_its_words_or_its_number(found: str, expected: str, right: bool) -> None:
    result = counts(
        {"positions": [position(0, 40, section_label=found)]},
        {"positions": [position(0, 40, section_label=expected)]},
        "section",
    )
    assert result == (Counts(correct=1) if right else Counts(spurious=1, missed=1))


def test_the_fields_of_a_decision_are_scored_apart() -> None:
    decision = {"quote": "att anta planen", "start": 10, "end": 25, "organisation": "Exempelby kommun"}
    found = {
        **decision,
        **{"body": "exempelby-kommun-kommunstyrelsen", "paragraph": "63/20", "date": "2024-09-25"},
        **{"outcome": "approve", "motion_by": "Test Testsson (C)"},
    }
    expected = {
        **decision,
        **{"body": "Kommunstyrelsen", "paragraph": ["§ 12", "§ 63/20"], "date": "2024-09-25"},
        **{"outcome": "adopt", "motion_by": ["Test Testsson", "Ytterligare Person"]},
    }
    result = evaluation.score({"decisions": [found]}, {"decisions": [expected]}).counts
    assert (
        result["decisions"] == result["body"] == result["paragraph"] == result["dates"] == Counts(correct=1)
    )
    assert result["outcome"] == Counts(spurious=1, missed=1)
    assert result["motions"] == Counts(correct=1, missed=1)


def test_adoptions_need_the_actor_and_the_words() -> None:
    adoption = {
        "actor": "Exempelby kommun",
        "agreement": "A",
        "date": "2024-12",
        "quote": "q",
        "start": 0,
        "end": 9,
    }
    other = {**adoption, "actor": "Annanby kommun", "date": "2024"}
    result = evaluation.score({"adoptions": [adoption, other]}, {"adoptions": [adoption]}).counts
    assert result["adoptions"] == Counts(correct=1, spurious=1)
    assert result["dates"] == Counts(correct=1, spurious=1)


def test_the_fields_of_a_missed_decision_are_missed() -> None:
    gold_decision = {"body": "Kommunstyrelsen", "paragraph": "§ 3", "quote": "q", "start": 0, "end": 9}
    result = evaluation.score({}, {"decisions": [gold_decision]}).counts
    assert result["decisions"] == result["body"] == result["paragraph"] == Counts(missed=1)
    assert result["dates"] == Counts()


def test_an_unnumbered_element_is_found_whatever_number_it_is_given() -> None:
    printed = {"number": "3.1", "label": "Uppkoppling", "kind": "section", "start": 0}
    bullet = {"label": "Bygga ut fiber", "kind": "priority", "parent": "3.1 Uppkoppling", "start": 20}
    found = [printed, {**bullet, "number": "3.1-1", "parent": "3.1"}]
    result = evaluation.score({"elements": found}, {"elements": [printed, bullet]}).counts
    assert result["elements"] == Counts(correct=2)
    assert result["element parent"] == Counts(correct=1)


def test_findings_say_what_was_expected_and_found() -> None:
    found = {"positions": [position(0, 40)]}
    expected = {"positions": [position(0, 40, stance="oppose"), position(50, 60)]}
    findings = evaluation.score(found, expected).findings
    assert [(f.kind, f.problem, f.expected, f.found, f.start) for f in findings] == [
        ("positions", "missed", "Exempelby kommun, support: xxxxxxxxxx", "", 50),
        ("stance", "different", "oppose", "support", 0),
    ]


def test_scores_of_documents_add_up() -> None:
    total, part = Score(), Score()
    total.add("positions", correct=2, missed=1)
    part.add("positions", correct=1, spurious=1)
    total.include(part)
    assert total.counts["positions"] == Counts(correct=3, spurious=1, missed=1)


def test_quotes_that_are_verbatim_are_counted() -> None:
    document = {"positions": [{"quote": "förslaget", "start": 3, "end": 12}], "actors": []}
    assert evaluation.check_quotes(document, "Om förslaget", Path("svar.txt")) == 1


def test_a_quote_that_is_not_verbatim_is_an_error() -> None:
    document = {"positions": [{"quote": "Förslaget", "start": 4, "end": 13}]}
    with pytest.raises(evaluation.QuoteError) as error:
        evaluation.check_quotes(document, "Om\n\nförslaget", Path("svar.txt"))
    assert str(error.value) == (
        "svar.txt:3: the quote «Förslaget» under positions is not what the document says from 4 to 13; "
        "mend the mapping rule that gave it"
    )


# Gold files


TEXT = "Exempelby kommun\nYTTRANDE\n\nKommunen tillstyrker\nförslaget. Kommunen tillstyrker\nförslaget.\n"


def write(folder: Path, written: str, text: str = TEXT) -> Path:
    (folder / "svar.txt").write_text(text, "utf-8")
    path = folder / "svar.gold.yaml"
    path.write_text(written, "utf-8")
    return path


def test_offsets_are_computed_from_the_words_whatever_the_line_breaks(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "document: {issuer: Exempelby kommun}\n"
        "positions: [{stance: support, verb: tillstyrka, quote: Kommunen tillstyrker förslaget, occurrence: 2}]\n",
    )
    document = gold.load(path).documents[0]
    found = document["positions"][0]
    assert (found["start"], found["end"]) == (59, 89)
    assert found["quote"] == "Kommunen tillstyrker\nförslaget" == TEXT[59:89]
    assert found["actor"] == "Exempelby kommun"


def test_a_gold_file_may_be_json_and_hold_several_documents(tmp_path: Path) -> None:
    (tmp_path / "svar.txt").write_text("Ett Exempelby\nTvå Exempelby\n", "utf-8")
    path = tmp_path / "svar.gold.json"
    documents = [
        {"document": {"title": "Ett"}, "actors": [{"name": "Exempelby"}]},
        {"document": {"title": None}, "begins": "Två", "actors": [{"name": "Exempelby", "optional": True}]},
    ]
    path.write_text(json.dumps(documents), "utf-8")
    first, second = gold.load(path).documents
    assert (first["actors"][0]["start"], second["actors"][0]["start"]) == (4, 18)
    assert second["actors"][0]["optional"] is True
    assert second["document"] == {}


def test_a_section_number_stays_as_printed(tmp_path: Path) -> None:
    path = write(
        tmp_path, "document: {date: 2024-09-25}\nelements: [{number: 3.10, label: YTTRANDE, kind: section}]\n"
    )
    document = gold.load(path).documents[0]
    assert (document["document"]["date"], document["elements"][0]["number"]) == ("2024-09-25", "3.10")


@pytest.mark.parametrize(
    ("written", "line", "message"),
    [
        ("document: {a: [}\n", 1, "is not YAML or JSON; mend the syntax there"),
        ("", 1, "holds no document; write one mapping, or a list with one for each document"),
        ("title: x\n", 1, "each document needs the key `document` with its metadata; add it"),
        (
            "document: {}\nposition: []\n",
            2,
            "the key `position` is not known; use actors, persons, decisions, adoptions, positions, elements",
        ),
        (
            "document: {}\nactors:\n  - {name: Annanby kommun}\n",
            3,
            "occurrence 1 of «Annanby kommun» is not in the document; copy its words exactly",
        ),
        (
            "document: {}\npositions:\n  - {stance: support, quote: Kommunen}\n",
            3,
            "an entry under positions lacks `verb`; add it",
        ),
        (
            "document: {}\npositions:\n  - {stance: yes, verb: anse, quote: Kommunen}\n",
            3,
            "«yes» is not a stance; use criticise, emphasise, note, oppose, propose, request-clarification, "
            "support, support-with-reservation",
        ),
        (
            "document: {}\nactors:\n  - {name: Kommunen, kind: x}\n",
            3,
            "`kind` is not a key of actors; see docs/gold-format.md",
        ),
        (
            "document: {}\npositions:\n  - {stance: support, verb: anse, quote: Kommunen}\n"
            "  - {stance: oppose, verb: anse, quote: Kommunen}\n",
            3,
            "two positions have the same quote; shorten one or give `occurrence`",
        ),
    ],
)
def test_a_gold_file_that_cannot_be_used_is_said_with_its_line(
    tmp_path: Path, written: str, line: int, message: str
) -> None:
    path = write(tmp_path, written)
    with pytest.raises(InputError) as error:
        gold.load(path)
    assert str(error.value) == f"{path}:{line}: {message}"


def test_a_gold_file_needs_its_document_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "svar.gold.yaml"
    path.write_text("document: {}\n", "utf-8")
    with pytest.raises(InputError, match=r"there is no document svar.txt .* beside it; add it"):
        gold.load(path)


def test_a_folder_without_gold_files_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the folder holds no gold file"):
        gold.files((tmp_path,))


def test_a_path_that_does_not_exist_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file or folder; check the path"):
        gold.files((tmp_path / "saknas.gold.yaml",))


# The evaluation documents


def test_each_half_has_its_documents() -> None:
    halves = [path.parent.name for path in GOLD_FILES]
    assert min(halves.count("development"), halves.count("heldout")) >= 12


@pytest.mark.parametrize("path", GOLD_FILES, ids=lambda path: path.name)
def test_every_gold_quote_is_in_its_document(path: Path) -> None:
    read = gold.load(path)
    statements = [s for document in read.documents for section in gold.LISTS for s in document[section]]
    assert statements
    assert all(read.text[s["start"] : s["end"]] == s["quote"] for s in statements)


@pytest.mark.parametrize("path", GOLD_FILES, ids=lambda path: path.name)
def test_gold_scores_full_marks_against_itself(path: Path) -> None:
    for document in gold.load(path).documents:
        # An answer gives one value where the gold allows several, and no optional statement.
        answer = {
            key: [
                {k: v[0] if isinstance(v, list) and k in CHOICES else v for k, v in s.items()} for s in value
            ]
            if isinstance(value, list)
            else {k: v[0] if isinstance(v, list) and k in CHOICES else v for k, v in value.items()}
            for key, value in document.items()
        }
        assert evaluation.score(answer, document).findings == []


CHOICES = {
    "date",
    "title",
    "type",
    "issuer",
    "recipient",
    "role",
    "organisation",
    "body",
    "paragraph",
    "outcome",
    "status",
    "actor",
    "stance",
    "verb",
    "target",
    "section_label",
    "number",
    "kind",
    "parent",
}


# The command


def test_the_command_prints_counts_for_each_kind(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "document: {issuer: Exempelby kommun}\n"
        "positions: [{stance: support, verb: tillstyrka, quote: Kommunen tillstyrker förslaget}]\n",
    )
    result = CliRunner().invoke(command, [str(path), "--format", "json"], catch_exceptions=False)
    assert result.exit_code == 0
    kinds = json.loads(result.output)["kinds"]
    assert set(kinds["positions"]) == {"correct", "spurious", "missed", "precision", "recall", "f1"}


def test_the_command_lists_misses_with_file_and_line(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "document: {issuer: Exempelby kommun}\n"
        "elements: [{label: förslaget, kind: section, quote: förslaget, occurrence: 2}]\n",
    )
    result = CliRunner().invoke(command, [str(path), "--misses"], catch_exceptions=False)
    assert f"{tmp_path / 'svar.txt'}:6: elements missed: förslaget" in result.output.splitlines()


def test_the_command_sets_the_scores_of_each_argument_side_by_side(tmp_path: Path) -> None:
    halves = [tmp_path / "ena", tmp_path / "andra"]
    for half, actor in zip(halves, ("Exempelby kommun", "Region Exempel"), strict=True):
        half.mkdir()
        write(half, f"document: {{}}\nelements: [{{label: {actor}, kind: section, quote: förslaget}}]\n")
    result = CliRunner().invoke(command, [*map(str, halves), "--format", "markdown"], catch_exceptions=False)
    head, rule, *rows = result.output.splitlines()
    assert head == "| kind | ena P | R | F1 | andra P | R | F1 |"
    assert rule == "|---|---|---|---|---|---|---|"
    assert "| elements | – | 0.000 | 0.000 | – | 0.000 | 0.000 |" in rows


def test_the_command_lists_misses_along_the_text(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "document: {issuer: Exempelby kommun}\n"
        "elements: [{label: x, kind: section, quote: förslaget, occurrence: 2}]\n"
        "adoptions: [{actor: Exempelby kommun, agreement: x, quote: Kommunen}]\n"
        "decisions: [{status: taken, outcome: adopt, quote: förslaget}]\n",
    )
    result = CliRunner().invoke(command, [str(path), "--format", "json"], catch_exceptions=False)
    lines = [finding["line"] or 0 for finding in json.loads(result.output)["findings"]]
    assert len(set(lines)) > 1
    assert lines == sorted(lines)
