"""A change told in domain words: «1 adoption added: Solna stad antar avsiktsförklaringen»."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from pyoxigraph import Literal, NamedNode, Triple

from clustergraph import resources
from clustergraph.namespaces import NS, ONTOLOGY_GRAPH, expand
from clustergraph.rdf import stored_form, turtle_quads

# What describes the mapping, not what the document says.
_AROUND = {expand("cg:SourceText"), expand("cg:MappingRun"), expand("cg:ReviewRun")}
# The classes of other vocabularies that name a statement, which our ontology does not label.
_REUSED = {
    "org:Organization": {"sv": "organisation", "en": "organisation"},
    "org:Membership": {"sv": "uppdrag", "en": "membership"},
    "org:Post": {"sv": "befattning", "en": "post"},
    "foaf:Person": {"sv": "person", "en": "person"},
}
_TYPE = NamedNode(expand("rdf:type"))
_LABEL = NamedNode(expand("skos:prefLabel"))
_SHOWN = 20  # names in one line


def describe(before: Iterable[Triple], after: Iterable[Triple]) -> list[str]:
    """What a change adds, removes and alters, one line a kind of thing and way of change, in order.

    `before` and `after` are the whole graph on each side of the change. What touches no statement, such as the words
    of a concept, is counted in triples; no line means no change.
    """
    old, new = stored_form(before), stored_form(after)
    told = [
        f"{len(names)} {kind if len(names) == 1 else _plural(kind)} {way}: {_listed(names)}"
        for (kind, way), names in by_kind(old, new).items()
    ]
    added, removed = len(new - old), len(old - new)
    if told or not added + removed:
        return told
    return [f"no statement changed; triples that say other things: {added:,} added, {removed:,} removed"]


def by_kind(
    before: Iterable[Triple], after: Iterable[Triple], lang: str = "en"
) -> dict[tuple[str, str], list[str]]:
    """The names of the things that a change touches, by kind (in the language) and way: added, removed, altered."""
    old, new = _by_subject(stored_form(before)), _by_subject(stored_form(after))
    ways: dict[tuple[str, str], list[str]] = defaultdict(list)
    for subject in old.keys() | new.keys():
        was, becomes = old.get(subject, set()), new.get(subject, set())
        kind = _kind(becomes or was, lang)
        if kind and was != becomes:
            way = "altered" if was and becomes else "added" if becomes else "removed"
            ways[kind, way].append(_name(subject, becomes or was))
    return {key: sorted(names) for key, names in sorted(ways.items())}


def _by_subject(triples: Iterable[Triple]) -> dict[object, set[Triple]]:
    groups: dict[object, set[Triple]] = defaultdict(set)
    for triple in triples:
        groups[triple.subject].add(triple)
    return groups


def _kind(triples: Iterable[Triple], lang: str) -> str | None:
    """The label of the class that says most; None for the evidence around statements."""
    own = sorted(
        triple.object.value
        for triple in triples
        if triple.predicate == _TYPE
        and isinstance(triple.object, NamedNode)
        and triple.object.value in _classes(lang)
    )
    return _classes(lang)[own[-1]] if own else None


def _name(subject: object, triples: Iterable[Triple]) -> str:
    labels = [t.object for t in triples if t.predicate == _LABEL and isinstance(t.object, Literal)]
    swedish = sorted(labels, key=lambda label: (label.language != "sv", label.value))
    return swedish[0].value if swedish else getattr(subject, "value", str(subject))


def _listed(names: Sequence[str]) -> str:
    """The names, or the first of so many that nobody reads them in a line."""
    more = len(names) - _SHOWN
    return "; ".join(names) if more <= 0 else f"{'; '.join(names[:_SHOWN])}; and {more} more"


def _plural(kind: str) -> str:
    """«letters of intent», «strategies»."""
    noun, of, rest = kind.partition(" of ")
    return (f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s") + of + rest


@cache
def _classes(lang: str) -> dict[str, str]:
    """Each class that names a statement → its label in lower case."""
    quads = list(turtle_quads(resources.ontology() / "clustergraph.ttl", ONTOLOGY_GRAPH))
    classes = {
        q.subject for q in quads if q.predicate == _TYPE and q.object == NamedNode(expand("owl:Class"))
    }
    labels = NamedNode(expand("rdfs:label"))
    reused = {expand(name): label[lang] for name, label in _REUSED.items()}
    return reused | {
        q.subject.value: q.object.value.lower()
        for q in quads
        if q.predicate == labels
        and q.subject in classes
        and isinstance(q.subject, NamedNode)
        and q.subject.value.startswith(NS)
        and q.subject.value not in _AROUND
        and isinstance(q.object, Literal)
        and q.object.language == lang
    }
