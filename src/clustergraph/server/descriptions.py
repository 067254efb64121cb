"""What the graph says of one thing, and how the server shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from clustergraph.namespaces import PREFIXES, expand

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from clustergraph.store import Store

_MOST_REFERENCES = 500
_NAMES = tuple(map(expand, ("skos:prefLabel", "dcterms:title", "foaf:name", "rdfs:label")))
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

    def title(self, lang: str) -> str:
        """Its label in a language, else in Swedish, else the last part of its IRI."""
        labels = {
            (triple.object.language or "", triple.predicate.value): triple.object.value
            for triple in self.triples
            if isinstance(triple.object, Literal)
        }
        found = (
            labels[language, name]
            for language in (lang, "sv", "")
            for name in _NAMES
            if (language, name) in labels
        )
        return next(found, self.iri.rstrip("/").rpartition("/")[2])

    def quotes(self) -> list[tuple[str, str]]:
        """The words behind it, each with the IRI of its document."""
        of: dict[tuple[str, str], list[str]] = {}
        for triple in self.evidence:
            of.setdefault((_text(triple.subject), triple.predicate.value), []).append(_text(triple.object))
        source, selector, exact = map(expand, ("oa:hasSource", "oa:hasSelector", "oa:exact"))
        return [
            (quote, document)
            for (target, name), documents in sorted(of.items())
            if name == source
            for document in documents
            for each in of.get((target, selector), [])
            for quote in of.get((each, exact), [])
        ]


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


def references(store: Store, iri: str) -> list[tuple[str, str]]:
    """The things that point to this one, each with the property; at most 500."""
    rows = store.select(
        "SELECT DISTINCT ?subject ?property WHERE { ?subject ?property "
        f"{NamedNode(iri)} }} ORDER BY ?property ?subject LIMIT {_MOST_REFERENCES}"
    )
    return [(_text(row["subject"]), _text(row["property"])) for row in rows]


def _once(triples: list[Triple]) -> tuple[Triple, ...]:
    return tuple(sorted(set(triples), key=str))


def _text(term: object) -> str:
    return str(getattr(term, "value", term))
