"""A file of reviewed statements becomes typed records, or one sentence with file and line."""

import hashlib
from pathlib import Path

import pytest

from clustergraph.errors import InputError
from clustergraph.model import Adoption, Text
from clustergraph.reviewing import ReviewedFile, load

TEXT = (
    "Protokoll\n\nKommunstyrelsen beslutade den 5 mars 2025\natt anta planen. Planen antas. Planen antas.\n"
)

HEAD = """\
document: protokoll-2025
file: protokoll.txt
sha256: {sha256}
span: [0, {length}]
review: {{by: A Steward, date: 2026-11-21}}
"""

ADOPTION = """\
adoptions:
  - slug: solna-stad-planen
    actor: solna-stad
    agreement: planen
    date: 2025-03-05
"""


@pytest.fixture
def reviewed(tmp_path: Path):
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "protokoll.txt").write_text(TEXT, encoding="utf-8")
    digest = hashlib.sha256(TEXT.encode()).hexdigest()

    def write(body: str, head: str = HEAD) -> ReviewedFile:
        path = tmp_path / "protokoll-2025.yaml"
        path.write_text(head.format(sha256=digest, length=len(TEXT)) + body, encoding="utf-8")
        return load(path, documents)

    return write


def test_an_item_becomes_the_record_of_its_section(reviewed) -> None:
    (adoption,) = reviewed(
        ADOPTION + "    label: {sv: Solna antar, en: Solna adopts}\n    quote: anta planen.\n"
    ).graph.statements
    assert isinstance(adoption, Adoption)
    assert (adoption.actor, adoption.date) == ("solna-stad", "2025-03-05")
    assert adoption.label == Text(sv="Solna antar", en="Solna adopts")


def test_a_day_that_does_not_exist_is_left_for_the_shapes_to_tell(reviewed) -> None:
    (adoption,) = reviewed(ADOPTION.replace("03-05", "13-45") + "    quote: anta planen.\n").graph.statements
    assert adoption.date == "2025-13-45"


def test_a_quote_may_be_folded_and_is_stored_verbatim(reviewed) -> None:
    (adoption,) = reviewed(ADOPTION + "    quote: den 5 mars 2025 att\n      anta planen\n").graph.statements
    (evidence,) = adoption.evidence
    assert evidence.quote == "den 5 mars 2025\natt anta planen"
    assert TEXT[evidence.start : evidence.end] == evidence.quote


def test_a_repeated_quote_is_told_apart_by_its_occurrence(reviewed) -> None:
    body = ADOPTION + "    quotes:\n      - {text: Planen antas., occurrence: 2}\n"
    (evidence,) = reviewed(body).graph.statements[0].evidence
    assert evidence.start == TEXT.rindex("Planen antas.")


def test_the_review_and_its_rejections_are_kept(reviewed) -> None:
    file = reviewed("rejected:\n  - {section: positions, quote: Planen antas., reason: not a position}\n")
    assert (file.graph.review.by, file.graph.review.date) == ("A Steward", "2026-11-21")
    assert (file.rejected[0].section, file.rejected[0].reason) == ("positions", "not a position")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (ADOPTION, r"protokoll-2025.yaml:7: adoptions solna-stad-planen: there is no quote"),
        (ADOPTION + "    quote: Planen avslås.\n", r"yaml:7: .* does not hold the words «Planen avslås.»"),
        (
            ADOPTION + "    quote: ”Planen ANTAS.”\n",
            r"yaml:7: .* does not hold the words «”Planen ANTAS.”»$",
        ),
        (
            ADOPTION + "    quote: ANTA planen.\n",
            r"yaml:7: .* words «ANTA planen.» in these signs: it writes «anta planen.»; copy them from there",
        ),
        (
            ADOPTION + "    quote: {text: anta planen., occurrence: 2}\n",
            r"stand once, so there is no occurrence 2",
        ),
        (ADOPTION + "    quote: Planen antas.\n", r"yaml:7: .* stand 2 times; add `occurrence: 1`"),
        (ADOPTION + "    quote: {text: Planen antas., occurrence: 3}\n", r"there is no occurrence 3"),
        (
            ADOPTION + "    signed: yes\n    quote: anta planen.\n",
            r"there is no field 'signed'; the fields are actor,",
        ),
        (
            "adoptions:\n  - {slug: x, quote: anta planen.}\n",
            r"yaml:7: adoptions x: missing fields 'actor' and 'agreement': write what the document says",
        ),
        (ADOPTION.replace("2025-03-05", "5 mars"), r"yaml:7: .* '5 mars' is not a day, a month or a year"),
        (ADOPTION.replace("2025-03-05", "[2025]"), r"yaml:7: .* stands where a single value is expected"),
        (ADOPTION.replace("solna-stad\n", "Solna stad\n"), r"yaml:7: .* 'Solna stad' is no short name"),
        (ADOPTION + "    label: {de: Solna}\n", r"yaml:7: .* de is no language here"),
        ("adoptions:\n  slug: x\n", r"yaml:6: adoptions is no list: begin each item with a dash"),
        ("rejected: Planen antas.\n", r"yaml:6: rejected is no list"),
        (
            "rejected:\n  - Planen antas.\n",
            r"yaml:7: under `rejected`, 'Planen antas.' has no section or no quote",
        ),
        (ADOPTION + "    quote: {words: Planen}\n", r"yaml:7: .* is not `text` with the number of its"),
        (
            ADOPTION + "    quote: {text: Planen antas., occurrence: andra}\n",
            r"yaml:7: .* is not `text` with",
        ),
        (ADOPTION + "    quotes: Planen avslås.\n", r"yaml:7: .* does not hold the words «Planen avslås.»"),
        (ADOPTION + "    quote: {text: Planen antas.}\n", r"yaml:7: .* stand 2 times; add `occurrence: 1`"),
        (
            ADOPTION + "    quote: {text: Planen antas., ocurrence: 2}\n",
            r"yaml:7: .* is not `text` with the number of its `occurrence`",
        ),
        (
            ADOPTION + "    quote: anta planen.\n    quotes: [Protokoll]\n",
            r"yaml:7: .* it has both `quote` and `quotes`",
        ),
        (
            ADOPTION.replace("solna-stad-planen", "Planen på Solna"),
            r"yaml:7: .* slug: 'Planen på Solna' is no short name",
        ),
        (ADOPTION.replace("solna-stad-planen", "solna-på-plan"), r"yaml:7: .* å and ä as a, ö as o"),
        (ADOPTION.replace("solna-stad-planen", "a/../b"), r"yaml:7: .* 'a/../b' is no short name"),
        (ADOPTION + "    quote:\n", r"yaml:7: .* nothing stands there"),
        (
            ADOPTION + "    inferred_from:\n      -\n    quote: Protokoll\n",
            r"yaml:7: .* inferred_from: nothing stands there; write it, or take out the line",
        ),
        (ADOPTION.replace("2025-03-05", "[2025]"), r"yaml:7: .* date: \[2025\] stands where"),
        (
            ADOPTION + '    note: "\\ud800"\n    quote: Protokoll\n',
            r"yaml:7: .* note: .* holds half a character",
        ),
        ("adoptions: " + "[" * 5000, r"protokoll-2025.yaml: nested too deeply"),
        ("rejected:\n  - {section: positions, quote: }\n", r"yaml:7: under `rejected`, nothing stands there"),
        (
            "adoption:\n  - {slug: x}\n",
            r"yaml:6: there is no section 'adoption'; the sections are documents,",
        ),
        (ADOPTION + "    paragraph: [\n", r"yaml:1\d: not valid YAML"),
        (
            ADOPTION
            + "    quote: anta planen.\n"
            + ADOPTION.removeprefix("adoptions:\n")
            + "    quote: Protokoll\n",
            r"yaml:12: adoptions solna-stad-planen: the slug stands twice",
        ),
        (
            "elements:\n  - {slug: a, number: 3.10, quote: Protokoll}\n",
            r"write the number 3.1 in quotation marks",
        ),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(reviewed, body: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        reviewed(body)


@pytest.mark.parametrize(
    ("head", "message"),
    [
        (HEAD.replace("{sha256}", "0" * 64), "yaml:3: protokoll.txt has changed since the review"),
        (HEAD.replace("protokoll.txt", "annat.txt"), "annat.txt does not exist"),
        (HEAD.replace("{length}", "9999"), r"yaml:4: span \[0, 9999\] is outside the text of \d+ characters"),
        ("document: x\nfile: protokoll.txt\nsha256: {sha256}\n", "'span' is missing at the top of the file"),
        (HEAD.replace("[0, {length}]", "0-98"), r"span '0-98' is not two numbers: write \[start, end\]"),
        (HEAD.replace("{{by: A Steward, date: 2026-11-21}}", "A Steward"), "does not say who and when"),
        (HEAD.replace("2026-11-21", "igår"), r"yaml:5: 'igår' is not a day, a month or a year"),
        (HEAD.replace("protokoll-2025", "Protokoll 2025"), r"'Protokoll 2025' is no short name"),
        (HEAD.replace(", date: 2026-11-21", ""), "'date' is missing at the top of the file"),
        ("- a list\n", "not a file of reviewed statements"),
    ],
)
def test_a_wrong_head_is_said_plainly(reviewed, head: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        reviewed("", head)


def test_a_document_that_is_not_there_is_told_with_the_line_that_names_it(reviewed) -> None:
    with pytest.raises(
        InputError, match=r"protokoll-2025.yaml:2: .*annat.txt does not exist; check the name"
    ):
        reviewed("", HEAD.replace("protokoll.txt", "annat.txt"))
