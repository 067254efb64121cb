"""The fast engine on the W3C's SHACL test suite (core)."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

from clustergraph.namespaces import expand
from clustergraph.validation.engines import fast
from clustergraph.validation.rulebook import Rulebook

HERE = Path(__file__).parent / "w3c"
SHT = "http://www.w3.org/ns/shacl-test#"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"

# The engine also descends into the blank nodes of SHACL's own shapes here, and reports the inner failures. Shapes of
# ours do not look like that, and a user's own shapes go to pySHACL.
KNOWN_DIFFERENCES = {"core/complex/shacl-shacl.ttl"}

Graph = dict[ox.NamedNode | ox.BlankNode, dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]]]


def load(path: Path) -> list[ox.Triple]:
    return [q.triple for q in ox.parse(path=path, format=ox.RdfFormat.TURTLE, base_iri=path.as_uri())]


def index(triples: list[ox.Triple]) -> Graph:
    graph: Graph = defaultdict(lambda: defaultdict(list))
    for subject, predicate, object_ in triples:
        graph[subject][predicate.value].append(object_)
    return graph


def comparable(term: object) -> str:
    """Blank nodes have other names in each run."""
    return "_" if isinstance(term, ox.BlankNode) else str(term)


def files() -> list[Path]:
    return sorted(path for path in HERE.rglob("*.ttl") if f"{SHT}Validate" in _types(path))


def _types(path: Path) -> set[str]:
    return {
        t.object.value
        for t in load(path)
        if t.predicate.value == expand("rdf:type") and isinstance(t.object, ox.NamedNode)
    }


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(HERE)))
def test_core(path: Path) -> None:
    if f"core/{path.relative_to(HERE)}" in KNOWN_DIFFERENCES:
        pytest.xfail("see KNOWN_DIFFERENCES")
    graph = index(load(path))
    (test,) = [s for s, about in graph.items() if ox.NamedNode(f"{SHT}Validate") in about[expand("rdf:type")]]
    action = graph[graph[test][f"{MF}action"][0]]  # type: ignore[index]
    shapes, data = (
        Path(action[f"{SHT}{name}"][0].value.removeprefix("file://")) for name in ("shapesGraph", "dataGraph")
    )
    expected = Counter(
        tuple(
            comparable(next(iter(graph[result][expand(f"sh:{name}")]), None))
            for name in ("focusNode", "value", "sourceConstraintComponent", "resultSeverity")
        )  # type: ignore[index]
        for result in graph[graph[test][f"{MF}result"][0]][expand("sh:result")]  # type: ignore[index]
    )
    found = Counter(
        (comparable(f.focus), comparable(f.value), f"<{f.component}>", f"<{f.severity}>")
        for f in fast(Rulebook(load(shapes)), load(data))
    )
    assert found == expected
