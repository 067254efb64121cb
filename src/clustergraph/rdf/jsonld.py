"""JSON-LD of things under the field names of their records, by the published context (`ontology/context.jsonld`)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from clustergraph.model import STATEMENTS, Link, Value, Words
from clustergraph.namespaces import expand
from clustergraph.rdf.terms import FIELDS, Annotation, node
from clustergraph.serialising import in_json_ld

_INTEGER = re.compile(r"0|-?[1-9][0-9]*")
_EVIDENCE: Mapping[str, Annotation] = {"evidence": Link("cg:evidence", "evidence")}
# The words behind a statement, under the names that Web Annotation gives them in JSON.
_WORDS: Mapping[str, Mapping[str, Annotation]] = {
    "oa:Annotation": {
        "body": Link("oa:hasBody"),
        "target": Link("oa:hasTarget"),
        "motivation": Link("oa:motivatedBy"),
        "generated_by": Link("prov:wasGeneratedBy"),
        "order": Value("cg:order", "integer"),
        "rule": Value("cg:rule"),
        "confidence": Value("cg:confidence", "decimal"),
    },
    "oa:SpecificResource": {"source": Link("oa:hasSource"), "selector": Link("oa:hasSelector")},
    "oa:TextQuoteSelector": {
        "exact": Value("oa:exact"),
        "prefix": Value("oa:prefix"),
        "suffix": Value("oa:suffix"),
    },
    "oa:TextPositionSelector": {"start": Value("oa:start", "integer"), "end": Value("oa:end", "integer")},
}
# Where a class is named by the context: its name there, and the field of each property.
_CLASSES: Mapping[str, tuple[str, Mapping[str, tuple[str, Annotation]]]] = {
    expand(types): (
        name,
        {expand(annotation.property): (field, annotation) for field, annotation in fields.items()},
    )
    for types, name, fields in (
        *((each.types[0], each.__name__, {**dict(FIELDS[each]), **_EVIDENCE}) for each in STATEMENTS),
        *((types, types.partition(":")[2], fields) for types, fields in _WORDS.items()),
    )
}
# What stands inside another thing, once, in place of its IRI: by field, the classes.
_INSIDE = {
    "evidence": {"Annotation"},
    "target": {"SpecificResource"},
    "selector": {"TextQuoteSelector", "TextPositionSelector"},
}


def json_ld(triples: Iterable[Triple], first: str, context: str) -> dict[str, Any]:
    """The triples as one JSON-LD document that gives the same triples back, each statement around its evidence.

    first: the IRI of the thing that the document is about; it stands before all others.
    context: the address of the context.

    Raises NotInSyntaxError for a term of RDF 1.2.
    """
    of: defaultdict[str, list[Triple]] = defaultdict(list)
    for triple in triples:
        in_json_ld(triple)
        of[_id(triple.subject)].append(triple)
    order = sorted(of, key=lambda subject: (subject != first, subject))
    nodes = {subject: _node(subject, of[subject]) for subject in order}
    inside = _framed(nodes)
    outermost = [each for subject, each in nodes.items() if subject not in inside]
    return {"@context": context, **(outermost[0] if len(outermost) == 1 else {"@graph": outermost})}


def _framed(nodes: Mapping[str, dict[str, Any]]) -> set[str]:
    """Put evidence into the statement that has it; gives the subjects that stand inside another.

    Each class of `_INSIDE` stands only in the one before it, so that nothing comes to stand in itself.
    """
    inside: set[str] = set()
    for each in nodes.values():
        for field, classes in _INSIDE.items():
            held: list[Any] = []
            for value in _many(each.get(field, [])):
                within = (
                    isinstance(value, str)
                    and value not in inside
                    and _many(nodes.get(value, {}).get("class"))[0] in classes
                )
                if within:
                    inside.add(value)
                held.append(nodes[value] if within else value)
            if held:
                each[field] = _one_or_many(held)
    return inside


def _node(subject: str, triples: Sequence[Triple]) -> dict[str, Any]:
    types = {
        triple.object.value for triple in triples if _is_type(triple) and isinstance(triple.object, NamedNode)
    }
    record = next((iri for iri in _CLASSES if iri in types), None)
    name, known = _CLASSES[record] if record else ("", {})
    values: defaultdict[str, list[Any]] = defaultdict(list)
    for triple in triples:
        values[triple.predicate.value].append(triple.object)
    made: dict[str, Any] = {"id": subject}
    if types:
        made["class"] = _one_or_many([*([name] if record else []), *sorted(types - {record})])
    for iri, objects in sorted(values.items()):
        if iri == node("rdf:type").value:
            continue
        field, annotation = known.get(iri, ("", None))
        short = None if annotation is None else _short(annotation, objects)
        if short is None:
            made[iri] = _one_or_many([_expanded(term) for term in objects])
        else:
            made[field] = short
    return made


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
    return _one_or_many([_value(term, annotation) for term in objects])


def _value(term: Literal, annotation: Value) -> Any:
    """A literal as JSON: a number or truth value where that gives the same literal back."""
    datatype, text = term.datatype.value, term.value
    if datatype == expand("xsd:decimal") and annotation.datatype == "decimal":
        return text  # the context says that it is one
    if datatype == expand("xsd:integer") and _INTEGER.fullmatch(text):
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


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _one_or_many(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values
