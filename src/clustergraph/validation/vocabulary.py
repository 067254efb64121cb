"""Terms that do not exist: in our own namespaces a fault, in the vocabularies we reuse a likely slip."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from clustergraph import resources
from clustergraph.model import Text
from clustergraph.namespaces import GRAPH, ID, NS, expand
from clustergraph.rdf import turtle_quads
from clustergraph.validation.neighbourhood import shipped_reference
from clustergraph.validation.report import Result, Suggestion, broken
from clustergraph.validation.rulebook import SHAPES
from clustergraph.validation.suggestions import similar
from clustergraph.validation.turtle import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from clustergraph.validation.context import Context
    from clustergraph.validation.report import Term
    from clustergraph.validation.rulebook import Rulebook

# The SHACL components that would say the same: a closed shape, a class, an enumeration.
_COMPONENTS = {
    "property": expand("sh:ClosedConstraintComponent"),
    "class": expand("sh:ClassConstraintComponent"),
    "concept": expand("sh:InConstraintComponent"),
}
_TYPE = ox.NamedNode(expand("rdf:type"))
_LABELS = {expand("skos:prefLabel"), expand("skos:altLabel")}
_ACTORS = f"{ID}actor/"
_HOST = "w3id.org/clustergraph"
_BASE = "https://w3id.org/clustergraph/"
# The namespaces, the documents they are in, and the versions of those.
_OWN = re.compile(
    rf"({NS}|{ID}|{GRAPH}|{SHAPES}|{_BASE}(ns(/alignments)?|shapes)(/[0-9.]+)?$|{_BASE}(id|graph)?$)"
)


def unknown_terms(
    triples: Sequence[ox.Triple], context: Context | None, rulebook: Rulebook
) -> Iterator[Result]:
    """A result for each place where a property, a class or a concept is named that does not exist.

    What the triples themselves declare exists, and so does what the context describes.
    """
    if f"{SHAPES}unknown-property" not in rulebook.rules:
        return  # rules of the user's own
    declared = {
        t.subject.value for t in triples if t.predicate == _TYPE and isinstance(t.subject, ox.NamedNode)
    }
    terms = _terms()
    verdicts: dict[tuple[str, ox.NamedNode], tuple[str, Suggestion | None]] = {}
    for role, term in {named for triple in triples for named in _named(triple)}:
        if term.value not in declared and term.value not in terms:
            verdict = _verdict(term.value, role)
            if verdict and not (context is not None and _in_context(context, term)):
                verdicts[role, term] = verdict
    if not verdicts:
        return
    for triple in triples:
        for role, term in _named(triple):
            if verdict := verdicts.get((role, term)):
                yield _result(rulebook, verdict, role, term, triple)


def _named(triple: ox.Triple) -> Iterator[tuple[str, ox.NamedNode]]:
    yield "property", triple.predicate
    if isinstance(triple.object, ox.NamedNode):
        yield "class" if triple.predicate == _TYPE else "concept", triple.object


def _verdict(iri: str, role: str) -> tuple[str, Suggestion | None] | None:
    """The rule that an unknown IRI breaks, and what was probably meant."""
    if _HOST in iri and not _OWN.match(iri):
        return "wrong-namespace", _suggest(iri, role, _candidates(role))
    if iri.startswith(NS):
        return f"unknown-{role}", _suggest(iri, role, _candidates(role))
    if role == "concept" and _namespace(iri) in _concept_namespaces():
        return "unknown-concept", _suggest(iri, role, _by_namespace()[_namespace(iri)])
    if role != "concept" and not iri.startswith(expand("rdf:")):
        suggestion = _suggest(iri, role, _in_role(role, _vendored().get(_namespace(iri), [])))
        return ("misspelt-term", suggestion) if suggestion and suggestion.safe else None
    return None


def _suggest(iri: str, role: str, candidates: Sequence[str]) -> Suggestion | None:
    found = similar(iri, candidates)
    if found is None and role == "property" and _HOST in iri:
        found = similar(iri, [name for names in _by_namespace().values() for name in names])
    if found is None:
        return None
    name, sure = found
    return _offered(name, sure=sure)


def _result(
    rulebook: Rulebook,
    verdict: tuple[str, Suggestion | None],
    role: str,
    term: ox.NamedNode,
    triple: ox.Triple,
) -> Result:
    name, suggestion = verdict
    rule = rulebook.rules[SHAPES + name]
    short = shortened(term)
    return replace(
        broken(rule),
        message=Text(
            *(
                f"{short}: {said[0].lower()}{said[1:]}"
                for said in (rule.message.sv or " ", rule.message.en or " ")
            )
        ),
        focus=triple.subject,
        path=triple.predicate.value,
        value=triple.object,
        component=_COMPONENTS[role],
        suggestion=suggestion,
    )


def thing_meant(value: Term) -> Suggestion | None:
    """The actor or concept that a name, or an IRI which nothing describes, probably stands for."""
    if isinstance(value, ox.Literal):
        named = _by_label().get(value.value.strip().casefold(), set())
        return _offered(*named, sure=False) if len(named) == 1 else None
    if isinstance(value, ox.NamedNode) and value.value.startswith(_ACTORS):
        found = similar(value.value, _actors())
        return _offered(found[0], sure=False) if found else None
    return None


def _offered(iri: str, *, sure: bool) -> Suggestion:
    short = shortened(iri)
    return Suggestion(Text(sv=f"Menas {short}?", en=f"Is {short} meant?"), ox.NamedNode(iri), sure)


def _in_context(context: Context, term: ox.NamedNode) -> bool:
    return bool(context.select(f"SELECT ?type {{ {term} a ?type }} LIMIT 1"))


@cache
def _terms() -> Mapping[str, frozenset[str]]:
    """Every declared term → its types."""
    types: dict[str, set[str]] = defaultdict(set)
    for subject, triples in shipped_reference().items():
        types[subject.value] |= {
            t.object.value for t in triples if t.predicate == _TYPE and isinstance(t.object, ox.NamedNode)
        }
    for names in _vendored().values():
        types.update({name: types.get(name, set()) for name in names})
    return {iri: frozenset(names) for iri, names in types.items()}


def _namespace(iri: str) -> str:
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]


@cache
def _concept_namespaces() -> frozenset[str]:
    concept = expand("skos:Concept")
    return frozenset(_namespace(iri) for iri, types in _terms().items() if concept in types)


@cache
def _actors() -> Sequence[str]:
    return [iri for iri in _terms() if iri.startswith(_ACTORS)]


@cache
def _by_label() -> Mapping[str, set[str]]:
    """Name in lower case → the actors and concepts that have it."""
    labels: dict[str, set[str]] = defaultdict(set)
    for subject, triples in shipped_reference().items():
        for triple in triples:
            if triple.predicate.value in _LABELS and isinstance(triple.object, ox.Literal):
                labels[triple.object.value.casefold()].add(subject.value)
    return labels


@cache
def _by_namespace() -> Mapping[str, Sequence[str]]:
    spaces: dict[str, list[str]] = defaultdict(list)
    for iri in _terms():
        if not iri.startswith(_ACTORS):
            spaces[_namespace(iri)].append(iri)
    return spaces


@cache
def _candidates(role: str) -> Sequence[str]:
    """The terms of ours that can stand in this role."""
    if role == "concept":
        return [iri for space in sorted(_concept_namespaces()) for iri in _by_namespace()[space]]
    return _in_role(role, _by_namespace().get(NS, []))


def _in_role(role: str, terms: Sequence[str]) -> Sequence[str]:
    """The classes or the properties among terms: a class begins with a capital letter."""
    upper = role == "class"
    return [iri for iri in terms if iri[len(_namespace(iri)) :][:1].isupper() == upper]


@cache
def _vendored() -> Mapping[str, Sequence[str]]:
    """Namespace → the terms of other vocabularies that the graph may use."""
    spaces: dict[str, set[str]] = defaultdict(set)
    for quad in turtle_quads(resources.ontology() / "vendored-terms.ttl", GRAPH):
        if isinstance(quad.subject, ox.NamedNode):
            spaces[_namespace(quad.subject.value)].add(quad.subject.value)
    return {space: sorted(names) for space, names in spaces.items()}
