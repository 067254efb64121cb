"""What the graph says of one thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from clustergraph.namespaces import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from clustergraph.store import Store

# The evidence of a thing: the annotation, its target and the two selectors.
_EVIDENCE = """CONSTRUCT {{ ?node ?property ?value }} WHERE {{
  {{ {thing} <{cg}evidence> ?node }}
  UNION {{ {thing} <{cg}evidence>/<{oa}hasTarget> ?node }}
  UNION {{ {thing} <{cg}evidence>/<{oa}hasTarget>/<{oa}hasSelector> ?node }}
  ?node ?property ?value
}}"""


@dataclass(frozen=True, slots=True)
class Description:
    """A thing with the triples about it and those about its evidence; each triple once."""

    iri: str
    triples: tuple[Triple, ...]
    evidence: tuple[Triple, ...]


def describe(store: Store, iri: str) -> Description | None:
    """The description of a thing; None where the graph says nothing of it, or the text is no IRI."""
    try:
        thing = NamedNode(iri)
    except ValueError:
        return None
    triples = _once(
        store.construct(f"CONSTRUCT {{ {thing} ?property ?value }} WHERE {{ {thing} ?property ?value }}")
    )
    if not triples:
        return None
    evidence = store.construct(_EVIDENCE.format(thing=thing, cg=PREFIXES["cg"], oa=PREFIXES["oa"]))
    return Description(iri, triples, _once(evidence))


def _once(triples: list[Triple]) -> tuple[Triple, ...]:
    return tuple(sorted(set(triples), key=str))
