"""Search: what a person types is found in spite of slips, and å, ä, ö are letters of their own."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from clustergraph.pages.search import SearchIndexes
from clustergraph.pages.search.index import MOST, Entry, SearchIndex
from clustergraph.pages.search.versions import make
from clustergraph.store import open_store

ID = "https://w3id.org/clustergraph/id/"


def entry(reference: str, *names: str, quote: str = "") -> Entry:
    quotes = ((quote, f"{ID}document/d", 1),) if quote else ()
    return Entry(ID + reference, reference.partition("/")[0], names, quotes)


INDEX = SearchIndex.of(
    [
        entry("actor/uppsala-kommun", "Uppsala kommun", "Uppsala Municipality"),
        entry("actor/sodertalje-kommun", "Södertälje kommun"),
        entry("actor/mala-kommun", "Malå kommun"),
        entry("actor/mala-gard", "Mala gård"),
        entry("actor/orsa-stad", "Orsa stad"),
        entry("actor/orsa-stadsteater", "Orsa stadsteater"),
        entry("element/s/3.1.1", "Forskning och innovation", "3.1.1"),
        entry("element/s/3.1", "En ledande miljö", "3.1"),
        entry("element/s/31", "Något annat", "31.1"),
        entry("case/ksn", "KSN-2024-01748"),
        entry("case/rs", "RS2026-00072"),
        entry("document/strategi", "Strategi, förslag (RS2026-00072)"),
        entry("decision/d", "Nämnden i Orsa stad § 3, avtalet antas", "§ 3", "2025-03-05"),
        entry("governance-body/g", "arbetsgruppen för avtalet", quote="en arbetsgrupp bildas"),
        entry(
            "position/2",
            "Kommuner saknas i arbetsgruppen för avtalet",
            "Orsa stads arbetsgruppen för avtalet",
        ),
        *(entry(f"initiative/{number}", f"Orsa stads program {number}") for number in "abc"),
        entry(
            "position/1",
            "Bygger vidare",
            quote="att strategin bygger vidare på befintliga samverkansstrukturer",
        ),
        entry("document/d", "Tjänsteskrivelse", quote="Uppsala kommun välkomnar strategin"),
    ]
)


def found(text: str, **more: Any) -> list[str]:
    return [hit.iri.removeprefix(ID) for hit in INDEX.search(text, **more).hits]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Uppsala", "actor/uppsala-kommun"),
        ("UPPSALA KOMMUN", "actor/uppsala-kommun"),
        ("upps", "actor/uppsala-kommun"),
        ("uppsla komun", "actor/uppsala-kommun"),
        ("municipality", "actor/uppsala-kommun"),
        ("södertälje", "actor/sodertalje-kommun"),
        ("sodertalje", "actor/sodertalje-kommun"),
        ("södertalje", "actor/sodertalje-kommun"),
        ("malå", "actor/mala-kommun"),
        ("mala", "actor/mala-gard"),
        ("3.1.1", "element/s/3.1.1"),
        ("ksn-2024-01748", "case/ksn"),
        ("befintliga", "position/1"),
        ("strukturer", "position/1"),
        ("välkomnar", "document/d"),
        ("Orsas", "actor/orsa-stad"),
        ("orsa stads", "actor/orsa-stad"),
        ("Malås kommuns", "actor/mala-kommun"),
        ("Orsa stads", "actor/orsa-stad"),
        ("arbetsgruppen för avtalet", "governance-body/g"),
        ("”arbetsgruppen för avtalet”", "governance-body/g"),
        ("§ 3", "decision/d"),
        ("2025-03-05", "decision/d"),
        ("RS 2026-00072", "case/rs"),
        ("rs 2026/00072", "case/rs"),
        ("ksn 2024 01748", "case/ksn"),
        ("3.1", "element/s/3.1"),
    ],
)
def test_what_is_found_first(text: str, first: str) -> None:
    assert found(text)[0] == first


def test_a_number_written_otherwise_finds_what_names_it_too() -> None:
    assert found("RS 2026-00072") == ["case/rs", "document/strategi"]
    assert INDEX.search("RS 2026-00072").total == {"case": 1, "document": 1}


def test_pages_of_hits_hold_each_once() -> None:
    all_of_them = found("orsa")
    assert len(all_of_them) > 5
    in_turn = [found("orsa", limit=2, offset=place)[:2] for place in range(0, len(all_of_them), 2)]
    assert [one for page in in_turn for one in page] == all_of_them


def test_å_is_not_a() -> None:
    assert "actor/mala-gard" not in found("malå")


def test_a_slip_is_told() -> None:
    assert INDEX.search("uppsla").read_as == {"uppsla": ("uppsala",)}
    assert INDEX.search("uppsala").read_as == {}


@pytest.mark.parametrize("text", ["Orsas", "stads", "Uppsalas"])
def test_a_genitive_is_no_slip(text: str) -> None:
    assert INDEX.search(text).read_as == {}


def test_what_documents_speak_of_comes_first() -> None:
    names = ("Näsbyhem", "Näsby Homes"), ("Näsby kommun", "Näsby Municipality", "Näsby och Viks kommun")
    for spoken_of in (0, 1):
        things = (
            Entry(f"{ID}actor/{number}", "actor", name, documents=int(number == spoken_of))
            for number, name in enumerate(names)
        )
        assert SearchIndex.of(things).search("näsby").hits[0].iri == f"{ID}actor/{spoken_of}"


def test_all_words_must_be_there() -> None:
    assert found("uppsala södertälje") == []


def test_one_kind_alone() -> None:
    assert found("uppsala", kind="document") == ["document/d"]
    assert INDEX.search("uppsala").total == {"actor": 1, "document": 1}


def test_the_quote_that_fits_is_given() -> None:
    (hit,) = INDEX.search("samverkansstrukturer").hits
    assert "befintliga samverkansstrukturer" in hit.quote
    assert hit.document == ID + "document/d"


def test_very_many_are_counted_no_further() -> None:
    index = SearchIndex.of(entry(f"position/{number}", quote="samma ord") for number in range(MOST + 500))
    result = index.search("ord", limit=30)
    assert (sum(result.total.values()), len(result.hits)) == (MOST, 30)


@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    INDEX.search(text)


def test_a_store_in_a_folder_keeps_its_index_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    store = open_store(str(folder))
    label = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    graph = NamedNode("https://w3id.org/clustergraph/graph/prov")

    def put(name: str) -> None:
        store.replace_all([Quad(NamedNode(ID + "actor/x"), label, Literal(name, language="sv"), graph)])

    put("Solna stad")
    index, fresh = SearchIndexes().of(store)
    assert index is not None and fresh
    assert [hit.iri for hit in index.search("solna").hits] == [ID + "actor/x"]
    assert len(list((folder / "search").glob("*.sqlite"))) == 1

    put("Nacka kommun")
    make(store, folder / "search")
    index, fresh = SearchIndexes().of(store)
    assert index is not None and fresh
    assert index.search("solna").hits == ()
    assert [hit.iri for hit in index.search("nacka").hits] == [ID + "actor/x"]
    assert len(list((folder / "search").glob("*.sqlite"))) == 1
    store.close()


def test_a_store_in_memory_is_indexed_at_once() -> None:
    store = open_store(":memory:")
    indexes = SearchIndexes()
    indexes.prepare(store)
    index, fresh = indexes.of(store)
    assert index is not None and fresh
    assert index.search("solna").hits == ()
    store.close()
