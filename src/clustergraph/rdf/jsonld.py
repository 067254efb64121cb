"""JSON-LD of things under the field names of their records, by the published context (`ontology/context.jsonld`)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from clustergraph.model import STATEMENTS, Link, Statement, Words
from clustergraph.namespaces import expand
from clustergraph.rdf.terms import FIELDS, Annotation, node

_EVIDENCE = Link("cg:evidence", "evidence")


def json_ld(triples: Iterable[Triple], first: str, context: str) -> dict[str, Any]:
    """The triples as one JSON-LD document that gives the same triples back.

    first: the IRI of the thing that the document is about; it stands before all others.
    context: the address of the context.
    """
    of: defaultdict[str, list[Triple]] = defaultdict(list)
    for triple in triples:
        of[_id(triple.subject)].append(triple)
    order = sorted(of, key=lambda subject: (subject != first, subject))
    nodes = [_node(subject, of[subject]) for subject in order]
    return {"@context": context, **(nodes[0] if len(nodes) == 1 else {"@graph": nodes})}


def _node(subject: str, triples: Sequence[Triple]) -> dict[str, Any]:
    types = {
        triple.object.value for triple in triples if _is_type(triple) and isinstance(triple.object, NamedNode)
    }
    record = next((each for each in STATEMENTS if expand(each.types[0]) in types), None)
    values: defaultdict[str, list[Any]] = defaultdict(list)
    for triple in triples:
        values[triple.predicate.value].append(triple.object)
    known = _fields(record) if record else {}
    made: dict[str, Any] = {"id": subject}
    for name, objects in sorted(values.items()):
        if name == node("rdf:type").value:
            made["class"] = _classes(types, record)
            continue
        field, annotation = known.get(name, ("", None))
        short = None if annotation is None else _short(annotation, objects)
        if short is None:
            made[name] = _one_or_many([_expanded(term) for term in objects])
        else:
            made[field] = short
    return made


def _fields(record: type[Statement]) -> dict[str, tuple[str, Annotation]]:
    """The properties of a record, each with the name and the annotation of its field."""
    fields = {expand(annotation.property): (field, annotation) for field, annotation in FIELDS[record]}
    return {**fields, expand(_EVIDENCE.property): ("evidence", _EVIDENCE)}


def _classes(types: set[str], record: type[Statement] | None) -> Any:
    named = [] if record is None else [record.__name__]
    return _one_or_many([*named, *sorted(types - ({expand(record.types[0])} if record else set()))])


def _short(annotation: Annotation, objects: Sequence[Any]) -> Any:
    """The values as the context abbreviates them; None where it cannot hold one of them."""
    if isinstance(annotation, Link):
        if not all(isinstance(term, NamedNode) for term in objects):
            return None
        return _one_or_many(sorted(term.value for term in objects))
    if not all(isinstance(term, Literal) for term in objects):
        return None
    if isinstance(annotation, Words):
        if not all(term.language for term in objects):
            return None
        by_language: defaultdict[str, list[str]] = defaultdict(list)
        for term in objects:
            by_language[term.language].append(term.value)
        return {language: _one_or_many(sorted(words)) for language, words in sorted(by_language.items())}
    if annotation.language and all(term.language == annotation.language for term in objects):
        return _one_or_many(sorted(term.value for term in objects))
    return _one_or_many([_value(term) for term in objects])


def _value(term: Literal) -> Any:
    """A literal as JSON: a number or truth value where that gives the same literal back."""
    datatype, text = term.datatype.value, term.value
    if datatype == expand("xsd:integer") and text == str(int(text)):
        return int(text)
    if datatype == expand("xsd:boolean") and text in ("true", "false"):
        return text == "true"
    return text if datatype == expand("xsd:string") else _expanded(term)


def _expanded(term: Any) -> Any:
    if not isinstance(term, Literal):
        return {"@id": _id(term)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype.value == expand("xsd:string"):
        return {"@value": term.value}
    return {"@value": term.value, "@type": term.datatype.value}


def _is_type(triple: Triple) -> bool:
    return triple.predicate == node("rdf:type")


def _id(term: Any) -> str:
    return f"_:{term.value}" if isinstance(term, BlankNode) else str(term.value)


def _one_or_many(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values
