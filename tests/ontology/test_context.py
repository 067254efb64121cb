"""The JSON-LD context: a record as JSON under its field names becomes the triples of the RDF layer."""

import json
from typing import Any

import pytest
from ontology_files import ONTOLOGY
from rdflib import Graph, URIRef

from clustergraph.model import STATEMENTS, Link, Value, Words
from clustergraph.namespaces import expand
from clustergraph.rdf.terms import FIELDS

# rdflib's own JSON-LD parser uses a class that rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

CONTEXT = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"]
THING = "https://w3id.org/clustergraph/id/thing/1"
OTHER = "https://w3id.org/clustergraph/id/thing/2"


def parsed(record: type, **fields: Any) -> Graph:
    document = {"@context": CONTEXT, "id": THING, "class": record.__name__, **fields}
    return Graph().parse(data=json.dumps(document), format="json-ld")


@pytest.mark.parametrize("record", STATEMENTS, ids=lambda r: r.__name__)
def test_every_field_is_its_property(record: type) -> None:
    for field, annotation in FIELDS[record]:
        value = {
            Link: lambda: OTHER,
            Words: lambda: {"sv": "ord", "en": "word"},
            Value: lambda: "1",
        }[type(annotation)]()
        graph = parsed(record, **{field: value})
        found = list(graph.objects(URIRef(THING), URIRef(expand(annotation.property))))
        assert len(found) == (2 if isinstance(annotation, Words) else 1), (field, annotation.property)
        assert isinstance(found[0], URIRef) == isinstance(annotation, Link), field
        if isinstance(annotation, Value) and annotation.language:
            assert found[0].language == annotation.language


def test_keys_carry_no_prefix() -> None:
    def keys(context: dict[str, Any]) -> list[str]:
        inner = [v["@context"] for v in context.values() if isinstance(v, dict) and "@context" in v]
        return [*context, *(k for c in inner for k in keys(c))]

    assert [k for k in keys(CONTEXT) if ":" in k] == []
