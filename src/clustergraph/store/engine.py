"""Work on one Oxigraph store, whichever process holds it: queries, changes, and what an update would change.

Queries see the merge of all graphs as their default graph. Oxigraph's own union of graphs matches a triple once for
each graph that states it, so that counts come out wrong; the merge therefore stands in the engine's default graph,
where a triple is once, and `replace_graph` keeps it. What a client writes to the unnamed graph stands in UNNAMED.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from clustergraph.errors import QueryError, StoreError
from clustergraph.namespaces import PREFIXES
from clustergraph.serialising import serialised, well_formed
from clustergraph.store import sparql_text
from clustergraph.store.formats import GRAPHS, RESULTS
from clustergraph.store.interface import UNION, Dataset, GraphChange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from clustergraph.store.interface import Term

_POSITION = re.compile(r"error at (\d+):(\d+): ?")
# The parser lists all that it expected, with classes of characters and some of the keywords, which mislead more than
# they help, and among them what is wrong beyond grammar.
_CHARACTER_CLASSES = re.compile(r"""(?<!")\[(?:'(?:[^'\\]|\\.)*'|[^]'])*\](, )?""")
_MARK = re.compile(r'"(?:[^"\\]|\\.)*"')
_BEYOND_GRAMMAR = re.compile(r"IRI parsing failed|The SELECT contains [a-z ]+")
_IN_WORDS = {"IRI parsing failed": "the IRI before it is not valid"}
_LONGEST_REASON = 300
_AT_ONCE = 50_000
_NO_QUERY = "it has none of SELECT, ASK, CONSTRUCT and DESCRIBE (an update goes to /update)"
UNNAMED = ox.NamedNode("urn:clustergraph:unnamed-graph")
_MERGE = ox.DefaultGraph()


class ParseError(QueryError):
    """A query or update that is not SPARQL; `line` and `column` count from 1 and are None where not known."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column

    @classmethod
    def of(cls, what: str, reason: str, instead: str = "") -> ParseError:
        """The error that the engine's parser gave this reason for; `instead` says it better, if we can."""
        found = _POSITION.match(reason)
        rest = instead or " ".join(reason[found.end() :].split() if found else reason.split())
        if beyond := _BEYOND_GRAMMAR.search(rest):
            rest = _IN_WORDS.get(beyond.group(), beyond.group())
        elif rest.startswith("expected "):
            marks = _MARK.findall(_CHARACTER_CLASSES.sub("", rest))
            one_of = "one of " if len(marks) > 1 else ""
            rest = f"expected {one_of}{', '.join(marks)}" if marks else "it does not go on here"
        if len(rest) > _LONGEST_REASON:
            rest = rest[:_LONGEST_REASON] + " …"
        if found is None:
            return cls(f"The {what} cannot be read: {rest}.")
        line, column = int(found.group(1)), int(found.group(2))
        return cls(f"The {what} cannot be read at line {line}, column {column}: {rest}.", line, column)


def _undeclared(text: str) -> str:
    prefix = sparql_text.undeclared_prefix(text)
    if prefix is None:
        return ""
    return f"the prefix {prefix}: is not declared, add PREFIX {prefix}: <{PREFIXES.get(prefix, '…')}>"


def graph_name(graph: str | None) -> ox.NamedNode:
    """The name under which the engine keeps a graph; None is the unnamed one.

    Raises:
        QueryError: the text is not an absolute IRI.
    """
    return UNNAMED if graph is None else named_node(graph)


def is_iri(text: str) -> bool:
    """Whether a text can be the name of a thing: an absolute IRI."""
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


def named_node(iri: str) -> ox.NamedNode:
    """The IRI as a term.

    Raises:
        QueryError: the text is not an absolute IRI.
    """
    try:
        return ox.NamedNode(iri)
    except ValueError:
        raise QueryError(
            f"{iri[:200]!r} is not an IRI: give an absolute IRI such as https://example.org/graph."
        ) from None


def run(
    engine: ox.Store,
    query: str,
    *,
    dataset: Dataset = UNION,
    substitutions: Mapping[str, Term] | None = None,
    base_iri: str | None = None,
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """Evaluate a query; without a dataset of its own its default graph is the merge of all graphs.

    Oxigraph matches a triple once for each graph of a dataset that states it, so that several are merged here first.

    Raises:
        ParseError: the query is not SPARQL.
        QueryError: a term or graph is wrong, or evaluation failed.
        StoreError: the store's files cannot be read.
    """
    graphs: dict[str, object] = {}
    dataset = dataset or sparql_text.own_dataset(query, base_iri)
    if dataset:
        default_graphs = dict.fromkeys(named_node(iri) for iri in dataset.default_graphs)
        named_graphs = [named_node(iri) for iri in dataset.named_graphs]
        if len(default_graphs) > 1:
            engine = _merged(engine, default_graphs, named_graphs)
            graphs = {"default_graph": _MERGE, "named_graphs": named_graphs}
        else:
            graphs = {"default_graph": [*default_graphs], "named_graphs": named_graphs}
    bound = {ox.Variable(name): term for name, term in (substitutions or {}).items()}
    try:
        return engine.query(query, base_iri=base_iri, substitutions=bound or None, **graphs)  # type: ignore[arg-type]
    except SyntaxError as error:
        instead = _undeclared(query) if sparql_text.is_query(query) else _NO_QUERY
        raise ParseError.of("query", str(error), instead) from None
    except (RuntimeError, ValueError, OSError) as error:
        raise _unanswered(error) from None


def _merged(
    engine: ox.Store, default_graphs: Iterable[ox.NamedNode], named_graphs: Iterable[ox.NamedNode]
) -> ox.Store:
    """These graphs in memory, the merge of the first as the default graph (SPARQL 1.1, section 13.2.1)."""
    made = ox.Store()
    for name in default_graphs:
        made.extend(_quad(quad.triple, _MERGE) for quad in engine.quads_for_pattern(None, None, None, name))
    for name in named_graphs:
        made.extend(engine.quads_for_pattern(None, None, None, name))
    return made


def serialise(
    results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples,
    media_type: str,
    output: BinaryIO | None = None,
) -> bytes | None:
    """Write results in a media type, to `output` or as bytes.

    Raises:
        QueryError: the media type does not fit the form of the query, or evaluation failed on the way.
        NotInSyntaxError: the media type cannot hold one of the terms; rows that go to `output` are not looked at.
    """
    formats: Mapping[str, object] = GRAPHS if isinstance(results, ox.QueryTriples) else RESULTS
    if media_type not in formats:
        raise QueryError(f"{media_type} cannot hold the answer: ask for one of {', '.join(formats)}.")
    try:
        if isinstance(results, ox.QueryTriples):
            return serialised(results, GRAPHS[media_type], output)
        written = results.serialize(output, RESULTS[media_type])
        return None if written is None else well_formed(written, media_type)
    except (RuntimeError, ValueError) as error:
        raise _unanswered(error) from None


def _unanswered(error: Exception) -> QueryError | StoreError:
    """Whether the query is at fault or the files under it."""
    if isinstance(error, OSError) or str(error).startswith(("Corruption", "IO error")):
        return StoreError(f"The store cannot be read ({error}): check its disk, or restore a backup.")
    return QueryError(f"The query cannot be answered: {error}.")


def named_graphs(engine: ox.Store) -> list[str]:
    """The IRIs of the named graphs that hold a triple, sorted."""
    return sorted(
        name.value
        for name in engine.named_graphs()
        if isinstance(name, ox.NamedNode) and name != UNNAMED and has_triples(engine, name)
    )


def has_triples(engine: ox.Store, name: ox.NamedNode) -> bool:
    """Whether a graph holds a triple."""
    return next(iter(engine.quads_for_pattern(None, None, None, name)), None) is not None


def replace_graph(engine: ox.Store, change: GraphChange) -> set[ox.Triple]:
    """Carry out one change in several steps, for an engine that nobody reads yet; gives what came to the merge or left it."""
    name = graph_name(change.graph)
    before = _content(engine, name)
    after = set(change.triples or ())
    engine.remove_graph(name)
    _extend(engine, [_quad(triple, name) for triple in after])
    gone = {triple for triple in before - after if not _stated(engine, triple)}
    for triple in gone:
        engine.remove(_quad(triple, _MERGE))
    come = _not_in_merge(engine, after - before)
    _extend(engine, [_quad(triple, _MERGE) for triple in come])
    return gone | come


def _not_in_merge(engine: ox.Store, triples: set[ox.Triple]) -> set[ox.Triple]:
    """Those that the merge has not; most subjects of a new graph are new, and then none of their triples is looked up."""
    known = {
        subject
        for subject in {triple.subject for triple in triples}
        if next(iter(engine.quads_for_pattern(subject, None, None, _MERGE)), None) is not None
    }
    return {
        triple for triple in triples if triple.subject not in known or _quad(triple, _MERGE) not in engine
    }


def content(engine: ox.Store, graph: str | None) -> Iterator[ox.Triple]:
    """The triples of one graph."""
    return (quad.triple for quad in engine.quads_for_pattern(None, None, None, graph_name(graph)))


def with_merge(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """The quads as the engine keeps them: each in its graph and in the merge."""
    for quad in quads:
        yield _quad(quad.triple, UNNAMED) if isinstance(quad.graph_name, ox.DefaultGraph) else quad
        yield _quad(quad.triple, _MERGE)


def without_merge(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """The quads as clients know them, from an engine that keeps the merge."""
    for quad in quads:
        if quad.graph_name == UNNAMED:
            yield _quad(quad.triple, _MERGE)
        elif not isinstance(quad.graph_name, ox.DefaultGraph):
            yield quad


def _quad(triple: ox.Triple, name: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, name)


def _extend(engine: ox.Store, quads: list[ox.Quad]) -> None:
    (engine.bulk_extend if len(quads) > _AT_ONCE else engine.extend)(quads)


def _stated(engine: ox.Store, triple: ox.Triple) -> bool:
    """Whether a graph states the triple, the merge aside."""
    found = engine.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    return any(not isinstance(quad.graph_name, ox.DefaultGraph) for quad in found)


def update_text(changes: Iterable[GraphChange]) -> str:
    """The changes as one SPARQL Update request, which engines carry out as a whole.

    The graphs are emptied first and then filled by one operation, in which a blank node keeps its identity across graphs.
    """
    drops: list[str] = []
    blocks: list[str] = []
    for change in changes:
        name = "DEFAULT" if change.graph is None else f"GRAPH {named_node(change.graph)}"
        drops.append(f"DROP SILENT {name}")
        if change.triples:
            body = "".join(f"{triple} .\n" for triple in change.triples)
            blocks.append(body if change.graph is None else f"{name} {{\n{body}}}\n")
    inserts = ["INSERT DATA {\n" + "".join(blocks) + "}"] if blocks else []
    return " ;\n".join([*drops, *inserts])


def apply_update(
    engine: ox.Store, update: str, *, dataset: Dataset = UNION, base_iri: str | None = None
) -> None:
    """Run a SPARQL Update on an engine.

    Raises:
        ParseError: the update is not SPARQL.
        QueryError: it cannot be carried out.
    """
    try:
        engine.update(sparql_text.with_using(update, dataset), base_iri=base_iri)
    except SyntaxError as error:
        raise ParseError.of("update", str(error), _undeclared(update)) from None
    except (RuntimeError, ValueError) as error:
        raise QueryError(f"The update cannot be carried out: {str(error).rstrip('.')}.") from None
    except OSError as error:
        raise StoreError(f"The store cannot be written ({error}): check its disk.") from None


def altering(
    changes: Sequence[GraphChange],
    graph: Callable[[str | None], Iterable[ox.Triple]],
    form: Callable[[Iterable[ox.Triple]], Iterable[ox.Triple]] = iter,
) -> list[GraphChange]:
    """The changes after which something is other than it was.

    Args:
        changes: what is to be done, in this order.
        graph: what a graph holds now.
        form: the triples as the store will give them back.
    """
    if len({change.graph for change in changes}) < len(changes):
        return list(changes)
    return [one for one in changes if set(form(one.triples or ())) != set(graph(one.graph))]


def changes_between(
    before: ox.Store, after: ox.Store, written: AbstractSet[ox.Triple] = frozenset()
) -> list[GraphChange]:
    """The graphs whose triples differ, each with its content afterwards.

    written: triples for the unnamed graph, of which those are taken that the merge held before.
    """
    changes = []
    for graph in sorted({*named_graphs(before), *named_graphs(after)}):
        content = _content(after, graph_name(graph))
        if content != _content(before, graph_name(graph)):
            changes.append(GraphChange(graph, tuple(content) or None))
    # What an update does to its default graph, which is the merge, it means for the unnamed graph.
    merged_before, merged_after = _content(before, _MERGE), _content(after, _MERGE)
    # It may name the unnamed graph too, by the name that queries give it.
    content = (_content(after, UNNAMED) | (merged_after - merged_before)) - (merged_before - merged_after)
    content |= written & merged_before
    if content != _content(before, UNNAMED):
        changes.insert(0, GraphChange(None, tuple(content) or None))
    return changes


def _content(engine: ox.Store, name: ox.NamedNode | ox.DefaultGraph) -> set[ox.Triple]:
    return {quad.triple for quad in engine.quads_for_pattern(None, None, None, name)}
