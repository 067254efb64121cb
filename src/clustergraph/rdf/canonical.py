"""One digest for equal graphs, whatever their order and blank node labels, in constant memory."""

import hashlib
import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import lru_cache
from itertools import groupby, islice

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    Triple,
    parse,
    serialize,
)

from clustergraph.namespaces import expand

_AT_ONCE = 100_000
_KEPT_AS_IS = {NamedNode(expand(name)) for name in ("xsd:string", "rdf:langString")}
_ANY = NamedNode("urn:clustergraph:any")


def canonical_hash(quads: Iterable[Quad], *, stored: bool = False) -> str:
    """SHA-256 of the canonical N-Quads (RDFC-1.0, section 4) of a dataset, as Oxigraph keeps it.

    Canonical labels follow from the quads with blank nodes alone, so only those are held together; the others are
    sorted in portions, on disk where there are several. `stored` says that the quads come from the engine.
    """
    digest = hashlib.sha256()
    blank = Dataset()
    rest = iter(quads)
    with ExitStack() as stack:
        portions: list[Iterable[bytes]] = []
        while portion := list(islice(rest, _AT_ONCE)):
            lines = _lines(portion if stored else as_stored(portion))
            for quad in parse(b"".join(line for line in lines if b"_:" in line), RdfFormat.N_QUADS):
                blank.add(quad)
            plain = sorted(line for line in lines if b"_:" not in line)
            portions.append(plain if len(portion) < _AT_ONCE else _on_disk(plain, stack))
        blank.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        portions.append(sorted(_lines(blank)))
        for line, _ in groupby(heapq.merge(*portions)):
            digest.update(line)
    return digest.hexdigest()


def text_hash(text: bytes) -> str:
    """`canonical_hash` of the N-Quads that Oxigraph has written of what a store holds, without parsing them again."""
    if b"_:" in text:  # a blank node, or words that look like one
        return canonical_hash(parse(text, RdfFormat.N_QUADS), stored=True)
    return hashlib.sha256(b"".join(sorted(set(text.splitlines(keepends=True))))).hexdigest()


def dataset_digest(graphs: Iterable[tuple[str, str]]) -> str:
    """SHA-256 of named graphs, from the name and the `canonical_hash` of each: equal where all the graphs are equal.

    The graphs can be digested apart and at the same time. A blank node that two graphs share counts as one in each.
    """
    lines = sorted(f"{digest}  {name}\n" for name, digest in graphs)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _lines(quads: Iterable[Quad]) -> list[bytes]:
    return (serialize(quads, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)


def _on_disk(lines: list[bytes], stack: ExitStack) -> Iterator[bytes]:
    file = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
    file.writelines(lines)
    file.seek(0)
    return iter(file)


def as_stored(quads: Iterable[Quad]) -> list[Quad]:
    """The quads, each once, with numbers and dates in the form that Oxigraph keeps: `"007"^^xsd:int` as `7`.

    A graph and what comes back after it was stored can differ in form; both compare equal through this.
    """
    return list(dict.fromkeys(_as_stored(quad) for quad in quads))


def stored_form(triples: Iterable[Triple]) -> set[Triple]:
    """The triples of one graph as the engine gives them back (`as_stored`)."""
    quads = (Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    return {quad.triple for quad in as_stored(quads)}


def _as_stored(quad: Quad) -> Quad:
    term = quad.object
    if isinstance(term, NamedNode | BlankNode) or (
        isinstance(term, Literal) and term.datatype in _KEPT_AS_IS
    ):
        return quad
    return Quad(quad.subject, quad.predicate, _form(term), quad.graph_name)


@lru_cache(maxsize=50_000)
def _form(term: Literal | Triple) -> Literal | Triple:
    """The term as it comes back from the engine; the few that a graph has come again and again."""
    store = Store()
    store.add(Quad(_ANY, _ANY, term))
    form: Literal | Triple = next(iter(store)).object
    return form
