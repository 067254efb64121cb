"""What every store does, whatever holds it."""

import csv
import io
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest

from clustergraph.errors import ClustergraphError, NotFoundError, QueryError
from clustergraph.store import Dataset, GraphChange, Store, open_store
from clustergraph.store.backups import backed_up

A, B, C = (f"https://example.org/graph/{name}" for name in "abc")
P = ox.NamedNode("https://example.org/p")


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"https://example.org/{name}")


def says(subject: str, value: str) -> ox.Triple:
    return ox.Triple(node(subject), P, ox.Literal(value))


def values(store: Store, pattern: str) -> set[str]:
    return {str(row["o"].value) for row in store.select(f"SELECT ?o {{ {pattern} }}")}


def test_a_new_store_is_empty(store: Store) -> None:
    assert store.graphs() == []
    assert list(store.quads()) == []
    assert store.ask("ASK { ?s ?p ?o FILTER(?p != <urn:clustergraph:version>) }") is False


def test_the_default_graph_is_the_union_and_graph_tells_which_document_says_it(store: Store) -> None:
    store.replace_graph(A, [says("s", "one")])
    store.replace_graph(B, [says("s", "two")])
    assert values(store, f"?s {P} ?o") == {"one", "two"}
    rows = store.select(f"SELECT ?g {{ GRAPH ?g {{ ?s {P} 'two' }} }}")
    assert rows == [{"g": ox.NamedNode(B)}]
    assert store.graphs() == [A, B]


def test_what_two_graphs_state_is_one_triple_of_the_default_graph(
    store: Store, request: pytest.FixtureRequest
) -> None:
    # The union of these servers matches a triple once for each graph that states it (docs/stores.md).
    multiplies = any(f"[{engine}]" in request.node.name for engine in ("oxigraph", "virtuoso"))
    expected = "4" if multiplies else "1"
    count = f"SELECT (COUNT(*) AS ?n) {{ ?s {P} ?o ; {P} ?same }}"
    store.replace_graph(A, [says("s", "one")])
    store.replace_graph(B, [says("s", "one")])
    assert [row["n"].value for row in store.select(count)] == [expected]
    store.remove_graph(A)
    assert values(store, f"?s {P} ?o") == {"one"}
    store.remove_graph(B)
    assert values(store, f"?s {P} ?o") == set()


def test_replacing_a_graph_leaves_nothing_of_what_it_held_and_all_of_the_others(store: Store) -> None:
    store.replace_graph(A, [says("s", "old"), says("t", "old too")])
    store.replace_graph(B, [says("s", "other")])
    store.replace_graph(A, [says("s", "new")])
    assert set(store.graph(A)) == {says("s", "new")}
    assert set(store.graph(B)) == {says("s", "other")}


def test_removing_a_graph(store: Store) -> None:
    store.replace_graph(A, [says("s", "one")])
    store.remove_graph(A)
    assert not store.has_graph(A)
    assert store.graphs() == []
    with pytest.raises(NotFoundError, match=f"There is no graph {A} in the store"):
        store.remove_graph(A)


def test_several_changes_are_one_commit(store: Store) -> None:
    store.replace_graph(A, [says("s", "one")])
    store.apply(
        [GraphChange(A, None), GraphChange(B, (says("s", "two"),)), GraphChange(None, (says("s", "bare"),))]
    )
    assert store.graphs() == [B]
    assert values(store, f"?s {P} ?o") == {"two", "bare"}
    assert set(store.graph(None)) == {says("s", "bare")}


@pytest.mark.parametrize(
    "term",
    [
        ox.Literal('citat: "Å ä ö" \\ slut\nny rad\ttabb \U0001f600'),
        ox.Literal("hej", language="sv"),
        ox.Literal("2025-03", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#gYearMonth")),
        ox.Literal("} } ; DROP ALL #"),
        ox.NamedNode("https://example.org/å"),
    ],
)
def test_terms_come_back_as_they_went_in(store: Store, term: ox.Literal | ox.NamedNode) -> None:
    store.replace_graph(A, [ox.Triple(node("s"), P, term)])
    store.replace_graph(A, [ox.Triple(node("s"), P, term)])
    assert [triple.object for triple in store.graph(A)] == [term]


def test_blank_nodes_keep_their_structure(store: Store) -> None:
    blank = ox.BlankNode()
    store.replace_graph(A, [says("s", "before")])
    store.replace_graph(A, [ox.Triple(node("s"), P, blank), ox.Triple(blank, P, ox.Literal("inside"))])
    assert values(store, f"{node('s')} {P}/{P} ?o") == {"inside"}


def test_a_version_is_new_after_every_commit_and_only_then(store: Store) -> None:
    seen = [store.version()]
    store.select("SELECT * { ?s ?p ?o }")
    assert store.version() == seen[0]
    for action in (
        lambda: store.replace_graph(A, [says("s", "one")]),
        lambda: store.update(f"INSERT DATA {{ GRAPH <{B}> {{ {node('s')} {P} 'two' }} }}"),
        lambda: store.remove_graph(A),
        lambda: store.replace_all([]),
    ):
        given = action()
        assert given == store.version()
        seen.append(given)
    assert len(set(seen)) == len(seen)


def test_what_alters_nothing_is_no_version(store: Store) -> None:
    """Whoever keeps an answer by its version keeps it rightly."""
    content = [says("s", "one"), says("s", "two")]
    store.replace_graph(A, content)
    version = store.version()
    same = [GraphChange(A, tuple(reversed(content))), GraphChange(B, ()), GraphChange(C, None)]
    assert store.replace_graph(A, [*content, *content]) == version
    assert store.apply(same) == store.version() == version
    assert store.apply([*same[:2], GraphChange(C, (says("s", "one"),))]) != version
    assert set(store.graph(A)) != set()
    # Of two changes of one graph the last counts, also where it is what the graph held before.
    store.apply([GraphChange(A, None), GraphChange(A, tuple(content))])
    assert store.has_graph(A)


@pytest.mark.parametrize(
    ("media_type", "read"),
    [
        (
            "application/sparql-results+json",
            lambda body: [row["o"]["value"] for row in json.loads(body)["results"]["bindings"]],
        ),
        ("text/csv", lambda body: [row["o"] for row in csv.DictReader(io.StringIO(body.decode()))]),
        (
            "text/tab-separated-values",
            lambda body: [line.strip('"') for line in body.decode().split("\n")[1:-1]],
        ),
        (
            "application/sparql-results+xml",
            lambda body: [row["o"].value for row in ox.parse_query_results(body, ox.QueryResultsFormat.XML)],
        ),
    ],
)
def test_rows_in_every_format(store: Store, media_type: str, read: object) -> None:
    store.replace_graph(A, [says("s", "hej")])
    body = store.query(f"SELECT ?o {{ ?s {P} ?o }}", media_type)
    assert read(body) == ["hej"]  # type: ignore[operator]


@pytest.mark.parametrize("media_type", ["text/turtle", "application/n-triples", "application/rdf+xml"])
def test_graphs_in_every_format(store: Store, media_type: str) -> None:
    store.replace_graph(A, [says("s", "hej")])
    body = store.query(f"CONSTRUCT WHERE {{ ?s {P} ?o }}", media_type)
    syntax = ox.RdfFormat.from_media_type(media_type)
    assert syntax is not None
    assert [quad.triple for quad in ox.parse(body, syntax)] == [says("s", "hej")]


def test_an_answer_can_be_written_out_as_it_is_made(store: Store, tmp_path: Path) -> None:
    store.replace_graph(A, [says(f"s{number}", "hej") for number in range(2000)])
    with (tmp_path / "out.csv").open("wb") as output:
        store.query_to(output, f"SELECT ?s {{ ?s {P} ?o }}", "text/csv")
    assert len((tmp_path / "out.csv").read_text().splitlines()) == 2001


def test_parameters_are_bound_as_terms(store: Store) -> None:
    store.replace_graph(A, [says("s", "one"), says("t", "two")])
    hostile = ox.Literal('" } DROP ALL #')
    query = f"SELECT ?s ?o WHERE {{ ?s {P} ?o OPTIONAL {{ ?s {P} ?s2 }} }}"
    assert store.select(query, {"s": node("t")}) == [{"s": node("t"), "o": ox.Literal("two")}]
    assert store.select(query, {"o": hostile}) == []


def test_a_dataset_chosen_by_the_protocol_or_by_from(store: Store) -> None:
    for graph, value in ((A, "one"), (B, "two"), (C, "three")):
        store.replace_graph(graph, [says("s", value)])
    query = f"SELECT ?o {{ ?s {P} ?o }} ORDER BY ?o"
    assert store.query(query, "text/csv", dataset=Dataset((A,), ())) == b"o\r\none\r\n"
    assert store.query(query, "text/csv", dataset=Dataset((A, B), (C,))) == b"o\r\none\r\ntwo\r\n"
    named = f"SELECT ?o {{ GRAPH ?g {{ ?s {P} ?o }} }} ORDER BY ?o"
    assert store.query(named, "text/csv", dataset=Dataset((A,), (C,))) == b"o\r\nthree\r\n"
    for prologue, clause, answer in (
        ("", f"FROM <{B}>", b"o\r\ntwo\r\n"),
        ("PREFIX g: <https://example.org/graph/> ", "FROM g:b", b"o\r\ntwo\r\n"),
        ("BASE <https://example.org/graph/> ", "FROM <a> FROM <b>", b"o\r\none\r\ntwo\r\n"),
    ):
        chosen = prologue + query.replace("{", f"{clause} {{", 1)
        assert store.query(chosen, "text/csv") == answer


def test_the_graphs_of_a_dataset_are_merged(store: Store, request: pytest.FixtureRequest) -> None:
    # SPARQL 1.1, section 13.2.1: what two of them state is one triple. These servers count it twice (docs/stores.md).
    multiplies = any(f"[{engine}]" in request.node.name for engine in ("oxigraph", "virtuoso"))
    store.replace_graph(A, [says("s", "one"), ox.Triple(node("s"), P, ox.BlankNode("b"))])
    store.replace_graph(B, [says("s", "one")])
    store.replace_graph(C, [says("s", "three")])
    pattern = f"{{ ?s {P} ?o FILTER isLiteral(?o) }}"
    count = f"SELECT (COUNT(*) AS ?n) FROM <{A}> FROM <{B}> FROM <{A}> FROM NAMED <{C}> {pattern}"
    expected = "2" if multiplies else "1"
    assert [row["n"].value for row in store.select(count)] == [expected]
    dataset = Dataset((A, B, A), (C,))
    protocol = store.query(f"SELECT (COUNT(*) AS ?n) {pattern}", "text/csv", dataset=dataset)
    assert protocol in ((b"n\r\n2\r\n", b"n\r\n3\r\n") if multiplies else (b"n\r\n1\r\n",))
    named = store.query(f"SELECT ?o {{ GRAPH ?g {{ ?s {P} ?o }} }}", "text/csv", dataset=dataset)
    assert named == b"o\r\nthree\r\n"


def test_an_update_with_the_protocol_dataset(store: Store) -> None:
    store.replace_graph(A, [says("s", "one")])
    store.replace_graph(B, [says("s", "two")])
    store.update(
        f"INSERT {{ GRAPH <{C}> {{ ?s {P} ?o }} }} WHERE {{ ?s {P} ?o }} ;", dataset=Dataset((A,), ())
    )
    assert set(store.graph(C)) == {says("s", "one")}


@pytest.mark.parametrize(
    ("update", "unnamed"),
    [
        (f"INSERT DATA {{ {says('s', 'one')} }}", {"one"}),
        (f"INSERT DATA {{ {says('s', 'one')} }} ; DELETE DATA {{ {says('s', 'one')} }}", set()),
        (f"DELETE DATA {{ {says('s', 'one')} }} ; INSERT DATA {{ {says('s', 'one')} }}", {"one"}),
        (f"INSERT DATA {{ {says('s', 'one')} . {says('s', 'new')} }}", {"one", "new"}),
        (f"ADD <{A}> TO DEFAULT", {"one"}),
        (f"COPY <{A}> TO DEFAULT", {"one"}),
        (f"INSERT {{ ?s {P} ?o }} WHERE {{ GRAPH <{A}> {{ ?s {P} ?o }} }}", {"one"}),
    ],
)
def test_an_update_keeps_in_the_unnamed_graph_what_a_named_graph_has_too(
    update: str, unnamed: set[str]
) -> None:
    with closing(open_store(":memory:")) as store:
        store.replace_graph(A, [says("s", "one")])
        store.update(update)
        assert {triple.object.value for triple in store.graph(None)} == unnamed
        store.remove_graph(A)
        assert values(store, f"?s {P} ?o") == unnamed


def test_an_update_finds_in_its_default_graph_what_queries_find(store: Store) -> None:
    store.replace_graph(A, [says("s", "one")])
    store.update(f"INSERT {{ GRAPH <{C}> {{ ?s {P} ?o }} }} WHERE {{ ?s {P} ?o }}")
    assert set(store.graph(C)) == {says("s", "one")}


@pytest.mark.parametrize(
    ("held", "asked", "says"),
    [
        (
            ["graph/solna-2025", "graph/nacka"],
            "graph/solna-2024",
            "; did you mean https://x/graph/solna-2025?",
        ),
        (
            ["graph/solna", "graph/nacka"],
            "graph/uppsala",
            "; it holds https://x/graph/nacka, https://x/graph/solna",
        ),
        ([], "graph/uppsala", "; it holds none"),
        (
            [f"graph/{number}" for number in range(11)],
            "graph/uppsala",
            "; SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } lists its 11 graphs",
        ),
    ],
)
def test_a_graph_that_is_not_there_is_told_with_those_that_are(
    held: list[str], asked: str, says: str
) -> None:
    store = open_store(":memory:")
    store.apply(
        [GraphChange(f"https://x/{name}", (ox.Triple(node("s"), P, ox.Literal("one")),)) for name in held]
    )
    with pytest.raises(NotFoundError) as told:
        store.remove_graph(f"https://x/{asked}")
    assert str(told.value) == f"There is no graph https://x/{asked} in the store{says}"


def test_an_update_that_fails_changes_nothing(store: Store) -> None:
    store.replace_graph(A, [says("s", "one")])
    before = store.version()
    with pytest.raises(QueryError):
        store.update(f"DROP GRAPH <{A}> ; NONSENSE")
    assert set(store.graph(A)) == {says("s", "one")}
    assert store.version() == before


@pytest.mark.parametrize("query", ["SELECT * {", "ASK { ?s }", "INSERT DATA {}", ""])
def test_a_wrong_query_is_one_plain_sentence(store: Store, query: str) -> None:
    with pytest.raises(QueryError, match=r"^The (query|engine) .*"):
        store.query(query, "text/csv")


def test_a_graph_name_that_is_no_iri_is_refused_before_anything_is_written(store: Store) -> None:
    for name in ("no iri", "https://example.org/> } ; DROP ALL #"):
        with pytest.raises(QueryError, match="is not an IRI"):
            store.apply([GraphChange(A, (says("s", "x"),)), GraphChange(name, (says("s", "x"),))])
    assert store.graphs() == []


def test_replace_all_puts_new_content_in_place_of_everything(store: Store) -> None:
    store.replace_graph(A, [says("s", "one")])
    store.replace_all(
        [ox.Quad(node("s"), P, ox.Literal(str(number)), ox.NamedNode(B)) for number in range(100)]
    )
    assert store.graphs() == [B]
    assert len(list(store.graph(B))) == 100


def test_a_backup_holds_what_the_store_held(store: Store, tmp_path: Path) -> None:
    store.replace_graph(A, [says("s", "one")])
    store.backup(tmp_path / "copy")
    with pytest.raises(ClustergraphError, match="exists already"):
        store.backup(tmp_path / "copy")
    dump = tmp_path / "copy" / "store.nq"
    held = list(ox.parse(path=dump)) if dump.exists() else list(backed_up(tmp_path / "copy"))
    assert [quad.triple for quad in held] == [says("s", "one")]


def test_read_modify_write_by_many_threads_loses_nothing(store: Store) -> None:
    def add_five(thread: int) -> None:
        for number in range(5):
            with store.writing():
                store.replace_graph(A, [*store.graph(A), says(f"s{thread}-{number}", "x")])

    threads = [threading.Thread(target=add_five, args=(thread,)) for thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list(store.graph(A))) == 20


def test_readers_see_a_change_whole_or_not_at_all(store: Store) -> None:
    store.replace_graph(A, [says(f"s{number}", "0") for number in range(50)])
    seen: set[tuple[tuple[str, ...], int]] = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            found = [triple.object.value for triple in store.graph(A)]
            seen.add((tuple(sorted(set(found))), len(found)))

    reader = threading.Thread(target=read)
    reader.start()
    for turn in range(1, 8):
        store.replace_graph(A, [says(f"s{number}", str(turn)) for number in range(50)])
    done.set()
    reader.join()
    assert all(len(kinds) == 1 and count == 50 for kinds, count in seen), seen


def test_the_gate_sees_the_change_and_the_store_before_it_and_can_refuse() -> None:
    looked: list[tuple[list[str], list[GraphChange]]] = []

    @contextmanager
    def gate(store: Store, changes: Sequence[GraphChange]) -> Iterator[None]:
        looked.append((store.graphs(), list(changes)))
        if any("refuse" in str(triple) for change in changes for triple in change.triples or ()):
            raise QueryError("Refused: the graph breaks a rule.")
        yield

    store = open_store(":memory:", gate=gate)
    store.replace_graph(A, [says("s", "fine")])
    with pytest.raises(QueryError, match="Refused"):
        store.update(f"INSERT DATA {{ GRAPH <{B}> {{ {node('s')} {P} 'refuse' }} }}")
    assert store.graphs() == [A]
    assert looked == [
        ([], [GraphChange(A, (says("s", "fine"),))]),
        ([A], [GraphChange(B, (says("s", "refuse"),))]),
    ]
