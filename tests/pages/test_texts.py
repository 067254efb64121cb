"""The words of the pages: both languages have every one, and every one is used."""

import re
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from clustergraph import pages
from clustergraph.model import STATEMENTS
from clustergraph.namespaces import ID, PREFIXES
from clustergraph.pages import texts, wording
from clustergraph.pages.graph import kind
from clustergraph.pages.texts import Texts
from clustergraph.pages.views.labels import readable
from clustergraph.pages.views.query import shown_columns
from clustergraph.queries import catalogue
from tests.pages.conftest import shipped

FOLDER = Path(pages.__file__).parent
SOURCES = "\n".join(path.read_text("utf-8") for path in [*FOLDER.rglob("*.html"), *FOLDER.rglob("*.py")])
# Sections whose keys are made from names in the graph or in tables of the code.
BY_NAME = (
    "property",
    "class",
    "stage",
    "relation",
    "kind",
    "tag",
    "tie",
    "nav",
    "count",
    "recurrence",
    "duration",
    "timeline",
    "error",
    "positions.filter",
    "column",
    "steward.of",
    "strategy.kind",
    "resource.",
    "words.true",
    "words.false",
)
SV, EN = Texts("sv"), Texts("en")


def test_every_text_is_there_in_both_languages() -> None:
    import tomllib

    content = tomllib.loads((FOLDER / "texts.toml").read_text("utf-8"))
    for section, entries in content.items():
        for name, entry in entries.items():
            assert entry.keys() <= {"sv", "en", "sv_one", "en_one"}, f"{section}.{name}"
            fields = [set(re.findall(r"\{(\w+)\}", entry[lang])) for lang in texts.LANGUAGES]
            assert fields[0] == fields[1], f"{section}.{name}"
            assert entry["sv"].strip() and entry["en"].strip()


def test_every_text_that_is_asked_for_is_there() -> None:
    asked = set(re.findall(r"""\bt\(["']([a-z_]+\.[a-z_0-9]*[a-z0-9])["'][,)]""", SOURCES))
    assert asked
    assert asked <= texts.keys()


def test_no_text_is_left_over() -> None:
    asked = set(re.findall(r"""["']([a-z_]+\.[a-z_0-9]+)["']""", SOURCES))
    assert [key for key in texts.keys() - asked if not key.startswith(BY_NAME)] == []


def test_every_kind_of_statement_has_a_word() -> None:
    assert {f"kind.{record.kind}" for record in STATEMENTS} <= texts.keys()


@pytest.mark.parametrize(
    ("value", "sv", "en"),
    [
        ("2025-03-05", "5 mars 2025", "5 March 2025"),
        ("2024-06", "juni 2024", "June 2024"),
        ("2024", "2024", "2024"),
        ("2025-12-31Z", "31 december 2025", "31 December 2025"),
        ("i våras", "i våras", "i våras"),
        ("", "", ""),
    ],
)
def test_dates(value: str, sv: str, en: str) -> None:
    assert (wording.date(value, SV), wording.date(value, EN)) == (sv, en)


@pytest.mark.parametrize(
    ("value", "sv", "en"),
    [
        ("P1Y", "varje år", "every year"),
        ("P2Y", "vartannat år", "every second year"),
        ("P3Y", "vart 3:e år", "every 3 years"),
        ("P6M", "var 6:e månad", "every 6 months"),
        ("P1Y6M", "P1Y6M", "P1Y6M"),
        ("ofta", "ofta", "ofta"),
    ],
)
def test_recurrence(value: str, sv: str, en: str) -> None:
    assert (wording.recurrence(value, SV), wording.recurrence(value, EN)) == (sv, en)


@pytest.mark.parametrize(
    ("value", "sv", "en"),
    [
        ("P8Y", "8 år", "8 years"),
        ("P1Y6M", "1 år och 6 månader", "1 year and 6 months"),
        ("P1M", "1 månad", "1 month"),
    ],
)
def test_durations(value: str, sv: str, en: str) -> None:
    assert (wording.duration(value, SV), wording.duration(value, EN)) == (sv, en)


@pytest.mark.parametrize(
    ("least", "most", "sv", "en"),
    [
        ("P6Y", "P8Y", "6–8 år", "6–8 years"),
        ("P8Y", "P8Y", "8 år", "8 years"),
        ("P6M", "P2Y", "6 månader till 2 år", "6 months to 2 years"),
        ("P1Y6M", "P2Y", "1 år och 6 månader till 2 år", "1 year and 6 months to 2 years"),
    ],
)
def test_a_length_of_time_between_two(least: str, most: str, sv: str, en: str) -> None:
    assert (wording.durations(least, most, SV), wording.durations(least, most, EN)) == (sv, en)


@pytest.mark.parametrize(
    ("given", "earliest", "latest", "expected"),
    [
        ("2025-03-05", "2024", "2026", "5 mars 2025"),
        ("", "2024-06-01", "2025-02-03", "mellan 1 juni 2024 och 3 februari 2025"),
        ("", "2024-06", "2024-06", "juni 2024"),
        ("", "2024-09-25", "", "tidigast 25 september 2024"),
        ("", "", "2025", "senast 2025"),
        ("", "", "", "datum saknas"),
    ],
)
def test_what_is_known_of_a_date(given: str, earliest: str, latest: str, expected: str) -> None:
    assert wording.when(given, earliest, latest, SV) == expected


def test_the_swedish_alphabet_ends_with_å_ä_ö_and_numbers_count() -> None:
    given = ["Örebro", "Ängelholm", "Åmål", "Ale", "Zinkgruvan", "Ystad", "3.1.10", "3.1.9", "Édouard"]
    assert wording.in_order(given, str) == [
        "3.1.9", "3.1.10", "Ale", "Édouard", "Ystad", "Zinkgruvan", "Åmål", "Ängelholm", "Örebro",
    ]  # fmt: skip


def test_numbers_have_their_thousands_apart() -> None:
    assert SV("search.hits", n=12345) == "12\u202f345 träffar"
    assert EN("search.hits", n=12345) == "12,345 results"
    assert (SV("search.hits", n=1), EN("search.hits", n=1)) == ("1 träff", "1 result")


def test_every_column_of_an_answer_has_words_for_its_head() -> None:
    columns = {
        column.removesuffix("_label")
        for query in catalogue().values()
        for column in shown_columns(query.columns)
    }
    assert {f"column.{column}" for column in columns} - texts.keys() == set()


def test_every_term_and_kind_that_a_page_shows_has_a_word() -> None:
    """The graph names its own terms; those that it borrows, and the kinds of things, have a word of the site."""
    rdfs, owl = PREFIXES["rdfs"], PREFIXES["owl"]
    quads = shipped()
    named = {quad.subject.value for quad in quads if quad.predicate.value == rdfs + "label"}  # type: ignore[union-attr]
    schemes = {quad.object.value for quad in quads if quad.predicate.value.endswith("#inScheme")}  # type: ignore[union-attr]
    known, terms, kinds = texts.keys(), set[str](), set[str]()
    for quad in quads:
        about, said = quad.predicate.value, getattr(quad.object, "value", "")
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(ID):
            terms |= {about, said} if about.endswith("#type") else {about}
            kinds.add(kind(quad.subject.value))
        elif isinstance(quad.object, NamedNode) and about in {rdfs + "domain", rdfs + "range"}:
            terms.add(said)
    borrowed = {readable(term) for term in terms - named if not term.startswith(owl)}
    assert [name for name in borrowed if not {f"property.{name}", f"class.{name}"} & known] == []
    of_things = {name for name in kinds if ID + name not in schemes}
    assert [name for name in of_things if f"kind.{name}" not in known] == []
