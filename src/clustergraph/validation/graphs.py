"""Checks a graph in memory."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from clustergraph.validation import engines
from clustergraph.validation.bare import without_evidence
from clustergraph.validation.context import Context, in_memory
from clustergraph.validation.datatypes import ill_typed
from clustergraph.validation.explain import Explainer
from clustergraph.validation.languages import regional_languages
from clustergraph.validation.neighbourhood import Known, Surroundings
from clustergraph.validation.report import Report
from clustergraph.validation.rulebook import shipped
from clustergraph.validation.vocabulary import unknown_terms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from clustergraph.validation.engines import Engine, Finding
    from clustergraph.validation.report import Term
    from clustergraph.validation.rulebook import Rulebook

_CHUNK = 4000  # triples; above this the engine's cost grows faster than the graph
_MISSING = ("MinCountConstraintComponent", "QualifiedMinCountConstraintComponent")


def validate_quads(
    quads: Iterable[ox.Quad],
    context: Context | Iterable[ox.Quad] | None = None,
    *,
    rulebook: Rulebook | None = None,
    engine: Engine = engines.fast,
) -> Report:
    """Check a new graph, with what it refers to in the context.

    Args:
        quads: what is new. Named graphs that occur in it replace those of the context.
        context: what is already known beside the ontology, the thesaurus and the register of actors. None means
            that nothing can be known, so that a thing described nowhere is information and not a violation.
        rulebook: the rules; those of `shapes/` unless others are given.
        engine: what runs the shapes.

    Returns:
        The results whose focus node the new graph describes, without locations.
    """
    new = list(quads)
    rulebook = rulebook or shipped()
    known = _context(context)
    replaced = {quad.graph_name.value for quad in new if isinstance(quad.graph_name, ox.NamedNode)}
    # Triple terms (RDF 1.2) are outside SHACL; a statement about a statement is an annotation here.
    triples = list(dict.fromkeys(quad.triple for quad in new if not isinstance(quad.object, ox.Triple)))
    contexts = [] if known is None else [Known(known, replaced)]
    chunks = [triples]
    # In portions only by rules that are known to look no further than a thing and what it mentions.
    if len(triples) > _CHUNK and not rulebook.own:
        contexts.append(Known(in_memory(ox.Quad(*triple) for triple in triples)))
        chunks = list(_chunks(triples))
    surroundings = Surroundings(rulebook, contexts)
    explainer = Explainer(rulebook, alone=context is None)
    unknown = [*unknown_terms(triples, known, rulebook), *regional_languages(triples, rulebook)]
    places = {(result.focus, result.path, result.value) for result in unknown}
    found = [
        result
        for chunk in chunks
        for result in explainer.results(*check(chunk, rulebook, surroundings, engine))
        if (result.focus, result.path, result.value) not in places  # that the term is unknown says it all
    ]
    places |= {(result.focus, result.path, result.value) for result in found}
    of_no_type = [
        result
        for result in ill_typed(triples, rulebook)
        if (result.focus, result.path, result.value) not in places  # a rule about the property says more
    ]
    results = [*unknown, *without_evidence(new, rulebook), *found, *of_no_type]
    # Two constraints of a user's shape may say the same of the same value: two results by the standard.
    return Report(tuple(results if rulebook.own else dict.fromkeys(results)))


def check(
    new: Sequence[ox.Triple], rulebook: Rulebook, surroundings: Surroundings, engine: Engine
) -> tuple[list[Finding], list[ox.Triple]]:
    """The findings about what the new triples describe, and the triples that were looked at.

    What the new triples leave out of a thing may be known already: where something seems to be missing,
    the surroundings are asked for it and the thing is looked at again.
    """
    around = surroundings.of(new)
    seen = [*new, *around]
    focus = {triple.subject for triple in new}
    # A target of the user's own may be an object, or stand nowhere (sh:targetNode), but no fault of what is known already.
    others = {triple.subject for triple in around} - focus if rulebook.own else None
    found = _about(focus, others, engine(rulebook, seen))
    incomplete = {
        f.focus for f in found if f.component.endswith(_MISSING) and isinstance(f.focus, ox.NamedNode)
    }
    if incomplete:
        stated = {(triple.subject, triple.predicate) for triple in new}
        known = [
            triple
            for triple in surroundings.everything_about(sorted(incomplete, key=str))
            if (triple.subject, triple.predicate) not in stated
        ]
        if known:
            seen = [*dict.fromkeys([*seen, *known, *surroundings.of(known)])]
            found = _about(focus, others, engine(rulebook, seen))
    return found, seen


def _context(context: Context | Iterable[ox.Quad] | None) -> Context | None:
    if context is None or isinstance(context, Context):
        return context
    return in_memory(context)


def _about(
    focus: Collection[Term], others: Collection[Term] | None, findings: list[Finding]
) -> list[Finding]:
    """The findings about these nodes; where `others` are given, about all but them."""
    return [one for one in findings if (one.focus in focus if others is None else one.focus not in others)]


def _chunks(triples: Sequence[ox.Triple]) -> Iterator[list[ox.Triple]]:
    """The triples in portions that keep each subject, and the blank nodes it mentions, whole."""
    by_subject: dict[Term, list[ox.Triple]] = defaultdict(list)
    for triple in triples:
        by_subject[triple.subject].append(triple)
    chunk: list[ox.Triple] = []
    while by_subject:
        waiting: list[Term] = [next(iter(by_subject))]
        while waiting:
            about = by_subject.pop(waiting.pop(), [])
            chunk += about
            waiting += [triple.object for triple in about if isinstance(triple.object, ox.BlankNode)]
        if len(chunk) >= _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
