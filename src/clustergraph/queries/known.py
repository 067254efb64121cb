"""What a parameter takes in one store: the concepts of a scheme, the things of a kind."""

from collections.abc import Mapping

from pyoxigraph import NamedNode

from clustergraph.model import STATEMENTS
from clustergraph.namespaces import ID, expand, thing
from clustergraph.queries.binding import ParameterError, UnknownValueError, term
from clustergraph.queries.catalogue import CannedQuery, Parameter
from clustergraph.store import Store

# Names that are compared with one that nobody has: reading all would take seconds in a large store.
_MOST = 10_000


def check(store: Store, query: CannedQuery, values: Mapping[str, str]) -> None:
    """Raise ParameterError for a concept that is not in its scheme, UnknownValueError for a thing the store does not know."""
    for name, value in values.items():
        parameter = query.parameters.get(name)
        if parameter is None or parameter.type not in ("iri", "concept"):
            continue
        node = term(parameter, value)
        if parameter.scheme:
            allowed = concepts(store, parameter.scheme)
            if node.value.removeprefix(f"{ID}{parameter.scheme}/") not in allowed:
                raise ParameterError(f"{name}={value!r} is not one of {', '.join(allowed)}", name, allowed)
        elif not store.ask(f"ASK {{ {node} ?property ?value }}"):
            near = _nearest(store, parameter, node.value)
            hint = f"; did you mean {' or '.join(near)}?" if near else ""
            raise UnknownValueError(f"the graph knows no {name} {value!r}{hint}", name, near)


def concepts(store: Store, scheme: str) -> list[str]:
    """The short names of the concepts of a scheme of the thesaurus, sorted."""
    start = f"{ID}{scheme}/"
    in_scheme = NamedNode(expand("skos:inScheme"))
    return _names(store, f"?thing {in_scheme} {NamedNode(ID + scheme)}", start)


def _names(store: Store, pattern: str, start: str) -> list[str]:
    """The things of a pattern whose IRIs begin with `start`, which is left out; sorted, at most `_MOST`."""
    rows = store.select(f"SELECT DISTINCT ?thing {{ {pattern} }} LIMIT {_MOST}")
    iris = (row["thing"].value for row in rows if isinstance(row["thing"], NamedNode))
    return sorted(iri.removeprefix(start) for iri in iris if iri.startswith(start))


def _nearest(store: Store, parameter: Parameter, iri: str) -> list[str]:
    """The short names of the things whose names come nearest, at most five."""
    from rapidfuzz import process

    kind = parameter.kind or iri.removeprefix(ID).partition("/")[0]
    types = {statement.kind: statement.types[0] for statement in STATEMENTS}
    if kind not in types:
        return []
    start = thing(kind, "") if parameter.kind else ID
    names = _names(store, f"?thing a {NamedNode(expand(types[kind]))}", start)
    return [name for name, _, _ in process.extract(iri.removeprefix(start), names, limit=5, score_cutoff=60)]
