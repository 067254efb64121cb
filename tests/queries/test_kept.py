"""Kept answers: the same rows as a query bound to its values gives, made once a version, whoever asks."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from clustergraph.errors import StoreError
from clustergraph.namespaces import ID, expand
from clustergraph.queries import canned, catalogue, making
from clustergraph.queries.answering import answer, page
from clustergraph.queries.formats import as_objects
from clustergraph.queries.kept import Tables
from clustergraph.server.preparing import prepare_tables
from clustergraph.store import Store, open_store

TABLES = [name for name, query in catalogue().items() if not query.constructs]
PARAMETERS = [(name, each) for name in TABLES for each in canned(name).parameters]
GRAPH = "https://example.org/g"


@pytest.fixture(scope="module")
def tables(store: Store) -> Tables:
    return Tables(store)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(str(tmp_path / "store"))) as store:
        store.replace_graph(GRAPH, [actor("a")])
        in_scheme = ox.NamedNode("http://www.w3.org/2004/02/skos/core#inScheme")
        concept, scheme = ox.NamedNode(f"{ID}actor-type/company"), ox.NamedNode(f"{ID}actor-type")
        store.replace_graph(f"{GRAPH}/thesaurus", [ox.Triple(concept, in_scheme, scheme)])
        yield store


def actor(name: str) -> ox.Triple:
    kind = ox.NamedNode("https://w3id.org/clustergraph/ns#actorType")
    return ox.Triple(ox.NamedNode(f"{ID}actor/{name}"), kind, ox.NamedNode(f"{ID}actor-type/company"))


def rows(tables: Tables, name: str, values: dict[str, str]) -> list[dict[str, Any]]:
    return [json.loads(row.object) for row in tables.table(canned(name), values).rows[:]]


def bound(store: Store, name: str, values: dict[str, str]) -> list[dict[str, Any]]:
    table = answer(store, canned(name), values)
    return as_objects(table.columns, table.rows)


def required(name: str) -> dict[str, str]:
    return {each.name: each.example for each in canned(name).parameters.values() if each.required}


def candidates(store: Store, name: str, parameter: str) -> set[str]:
    """Every value that the whole answer shows for a parameter, the example, and some that nothing has."""
    query = canned(name)
    each = query.parameters[parameter]
    found = {each.example}
    if each.type == "language":
        return {"sv", "en"}
    if each.type == "boolean":
        return {"true", "false"}
    if each.selects:
        shown = {str(row[each.selects.column]) for row in bound(store, name, required(name))}
        found |= {value for value in shown if each.selects.column == parameter and value != "None"}
    more = {
        "topic": {"municipal-role", "climate-environment", "leadership"},
        "element": {"3.1", "3.1.3", "5", "no such number", f"{ID}element/strategi-life-science/3.1.3"},
        "min_actors": {"1", "3", "900"},
        "status": {"proposed", "pending"},
    }
    return found | more.get(parameter, set())


@pytest.mark.parametrize("name", TABLES)
def test_the_whole_answer(store: Store, tables: Tables, name: str) -> None:
    values = required(name)
    assert rows(tables, name, values) == bound(store, name, values)
    assert list(tables.table(canned(name), values).places) == list(answer(store, canned(name), values).places)


@pytest.fixture(scope="module")
def with_all_anchors(store: Store) -> Iterator[Store]:
    """With anchors of every kind: some without a name, some of two classes, some that no row hangs on."""
    classes = {ox.NamedNode(expand(f"cg:{each}")) for each in ("Position", "Document", "Adoption")}
    a, other = ox.NamedNode(expand("rdf:type")), ox.NamedNode(f"{ID}document/other")
    things = sorted({q.subject for q in store.quads() if q.predicate == a and q.object in classes}, key=str)
    without_name = {thing: ox.BlankNode(f"b{number}") for number, thing in enumerate(things[::5])}
    with closing(open_store(":memory:")) as changed:
        changed.replace_all(
            [
                *(ox.Quad(without_name.get(q.subject, q.subject), *list(q)[1:]) for q in store.quads()),  # type: ignore[arg-type]
                *(ox.Quad(other, a, each, ox.NamedNode(GRAPH)) for each in classes),
            ]
        )
        yield changed


@pytest.mark.parametrize("name", [name for name in TABLES if canned(name).portions])
@pytest.mark.parametrize("size", [1, 7])
def test_an_answer_asked_for_in_portions_is_the_whole_one(
    with_all_anchors: Store, monkeypatch: pytest.MonkeyPatch, name: str, size: int
) -> None:
    monkeypatch.setattr(making, "_PORTION", size)
    assert rows(Tables(with_all_anchors), name, {}) == bound(with_all_anchors, name, {})


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS, ids=lambda each: each)
def test_a_value_selects_the_rows_that_the_bound_query_gives(
    store: Store, tables: Tables, name: str, parameter: str
) -> None:
    for value in candidates(store, name, parameter):
        values = required(name) | {parameter: value}
        assert rows(tables, name, values) == bound(store, name, values), value


@pytest.mark.parametrize(
    "values",
    [
        {"actor": "stockholms-stad", "element": "3.1.3"},
        {"actor": "stockholms-stad", "stance": "propose", "topic": "climate-environment"},
        {"actor": "uppsala-kommun", "topic": "municipal-role", "lang": "en"},
        {"element": "3.1", "stance": "oppose"},
    ],
)
def test_several_values_select_the_rows_that_have_all(
    store: Store, tables: Tables, values: dict[str, str]
) -> None:
    assert rows(tables, "positions", values) == bound(store, "positions", values)


@pytest.mark.parametrize("limit", [1, 7, 1000])
def test_pages_of_selected_rows(store: Store, tables: Tables, limit: int) -> None:
    values = {"actor": "stockholms-stad"}
    whole = tables.table(canned("positions"), values)
    walked: list[Any] = []
    after = None
    while True:
        cut = page(whole, limit, after)
        walked += cut.rows
        if (after := cut.next) is None:
            break
    assert walked == list(whole.rows)
    assert page(whole, limit).next == page(answer(store, canned("positions"), values), limit).next


def test_an_answer_is_made_once_a_version(folder: Store) -> None:
    query = canned("actors")
    tables = Tables(folder)
    assert not tables.is_ready(query, {})
    tables.table(query, {})
    assert tables.is_ready(query, {})
    assert Tables(folder).is_ready(query, {}), "another process sees it"
    (file,) = tables.folder.glob("*/*.sqlite")
    made = file.stat().st_mtime_ns
    assert rows(tables, "actors", {"type": "company"}) == rows(tables, "actors", {})
    assert file.stat().st_mtime_ns == made


def test_a_change_makes_it_anew(folder: Store) -> None:
    tables = Tables(folder)
    assert len(rows(tables, "actors", {})) == 1
    old = tables.table(canned("actors"), {})
    folder.replace_graph(GRAPH, [actor("a"), actor("b")])
    assert not tables.is_ready(canned("actors"), {})
    assert len(rows(tables, "actors", {})) == 2
    assert len(old.rows[:]) == 1, "who reads the old one reads it to its end"
    assert len(list(tables.folder.glob("*/*.sqlite"))) == 1, "the old one takes no room"


def test_a_store_that_changes_all_the_time_is_answered_all_the_same(folder: Store) -> None:
    tables = Tables(folder)

    def write() -> None:
        for number in range(20):
            folder.replace_graph(GRAPH, [actor("a"), actor(f"b{number}")])

    with ThreadPoolExecutor(1) as threads:
        writing = threads.submit(write)
        while not writing.done():
            assert len(rows(tables, "actors", {"type": "company"})) in {1, 2}
        writing.result()


def test_all_are_prepared(folder: Store) -> None:
    tables = Tables(folder)
    tables.prepare()
    for name in TABLES:
        for lang in ("sv", "en"):
            values = {"lang": lang} if "lang" in canned(name).parameters else {}
            assert tables.is_ready(canned(name), values)


def test_a_large_graph_that_was_asked_for_is_prepared_anew(folder: Store) -> None:
    def graph_of(name: str, notes: int) -> list[ox.Triple]:
        it = ox.NamedNode(f"{ID}actor/{name}")
        kind = ox.Triple(it, ox.NamedNode(expand("rdf:type")), ox.NamedNode(expand("org:Organization")))
        note = ox.NamedNode(expand("skos:note"))
        return [kind, *(ox.Triple(it, note, ox.Literal(str(number))) for number in range(notes))]

    query, tables = canned("graph-of-actor"), Tables(folder)
    for name in ("asked", "gone", "unasked"):
        folder.replace_graph(f"{GRAPH}/{name}", graph_of(name, 1500))
    for name in ("asked", "gone"):
        tables.graph(query, {"actor": name})
    folder.remove_graph(f"{GRAPH}/gone")
    folder.replace_graph(f"{GRAPH}/asked", graph_of("asked", 2000))
    assert not tables.is_ready(query, {"actor": "asked"})
    tables.prepare()
    ready = {name: tables.is_ready(query, {"actor": name}) for name in ("asked", "gone", "unasked")}
    assert ready == {"asked": True, "gone": False, "unasked": False}
    assert len(tables.graph(query, {"actor": "asked"}).rows) == 2001


def test_threads_that_ask_at_once_get_one_answer(folder: Store) -> None:
    tables = Tables(folder)
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: rows(tables, "actors", {}), range(8)))
    assert found == [found[0]] * 8
    assert not list(tables.folder.glob("*/*.new"))


def test_a_maker_that_died_is_no_hindrance(folder: Store) -> None:
    tables = Tables(folder)
    tables.table(canned("actors"), {})
    (file,) = tables.folder.glob("*/*.sqlite")
    file.with_suffix(".new").write_bytes(b"half of an answer")
    file.unlink()
    assert len(rows(tables, "actors", {})) == 1


def test_a_folder_that_takes_no_files_is_named(folder: Store) -> None:
    tables = Tables(folder)
    tables.folder.rmdir()
    tables.folder.write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreError, match=r"The answer of actors cannot be kept under .*: make room there"):
        tables.table(canned("actors"), {})


def test_the_server_prepares_each_version_that_lasts(folder: Store) -> None:
    tables = Tables(folder)

    async def until_ready() -> None:
        preparing = asyncio.create_task(prepare_tables(tables, folder))
        while not tables.is_ready(canned("uncommented-areas"), {"lang": "en"}):
            assert not preparing.done()
            await asyncio.sleep(0.05)
        preparing.cancel()
        with suppress(asyncio.CancelledError):
            await preparing

    asyncio.run(asyncio.wait_for(until_ready(), 120))
    assert rows(tables, "actors", {})[0]["actor"] == f"{ID}actor/a"


def test_the_process_that_prepares_says_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("no store", encoding="utf-8")
    command = [sys.executable, "-m", "clustergraph.server.preparing", str(tmp_path / "a file")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("The answers of the canned queries are not prepared: ")
    assert "Traceback" not in done.stderr
