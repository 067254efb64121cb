"""The named graph of one document: its statements, the words behind each, and how they were found."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from clustergraph import __version__
from clustergraph.model import Actor, Case, Document, DocumentGraph, Evidence, SourceText, Statement
from clustergraph.namespaces import graph, slugify, thing
from clustergraph.rdf.reference import instance_class
from clustergraph.rdf.terms import FIELDS, date, node, objects

_CONTEXT = 32  # characters of prefix and suffix, so that a quote is found again in a changed text

Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]


def document_quads(document: DocumentGraph) -> Iterator[Quad]:
    """The quads of the graph `graph/{slug}`, the same in every run for the same input."""
    name = NamedNode(graph(document.slug))
    seen: set[Triple] = set()
    for triple in _triples(document, name):
        if triple not in seen:
            seen.add(triple)
            yield Quad(*triple, name)


def _triples(document: DocumentGraph, name: NamedNode) -> Iterator[Triple]:
    yield from _provenance(document, name)
    yield from _source(document.source)
    for statement in document.statements:
        yield from _statement(statement)
        for number, evidence in enumerate(statement.evidence, start=1):
            yield from _evidence(document, statement, evidence, number)


def _statement(statement: Statement) -> Iterator[Triple]:
    subject = NamedNode(thing(statement.kind, statement.slug))
    for name in statement.types:
        yield subject, node("rdf:type"), node(name)
    for field, annotation in FIELDS[type(statement)]:
        value = statement.pref_label() if field == "label" else getattr(statement, field)
        for term in objects(annotation, value):
            yield subject, node(annotation.property), term
    if isinstance(statement, Document | Actor):
        yield subject, node("rdf:type"), instance_class(statement)
    if isinstance(statement, Case):
        yield from _identifier(subject, statement)


def _identifier(case: NamedNode, statement: Case) -> Iterator[Triple]:
    """The registry number as ADMS describes an identifier, with the authority that issued it."""
    identifier = NamedNode(thing("identifier", statement.slug))
    yield case, node("adms:identifier"), identifier
    yield identifier, node("rdf:type"), node("adms:Identifier")
    yield identifier, node("skos:notation"), Literal(statement.number)
    if statement.authority:
        yield identifier, node("dcterms:creator"), NamedNode(thing("actor", statement.authority))


def _source(source: SourceText) -> Iterator[Triple]:
    subject = NamedNode(thing("source", source.slug))
    yield subject, node("rdf:type"), node("cg:SourceText")
    yield subject, node("dcterms:title"), Literal(source.name)
    yield subject, node("dcterms:format"), Literal(source.media_type)
    yield subject, node("cg:sha256"), Literal(source.sha256)
    yield subject, node("cg:textSha256"), Literal(source.text_sha256)
    yield subject, node("cg:text"), Literal(source.text)


def _evidence(
    document: DocumentGraph, statement: Statement, evidence: Evidence, number: int
) -> Iterator[Triple]:
    """Web Annotation: the statement is the body, the words of the document are the target."""
    iri = thing("evidence", f"{document.slug}/{statement.reference}/{number}")
    annotation, target = NamedNode(iri), NamedNode(f"{iri}/target")
    quote, position = NamedNode(f"{iri}/quote"), NamedNode(f"{iri}/position")
    subject = NamedNode(thing(statement.kind, statement.slug))
    yield subject, node("cg:evidence"), annotation
    yield annotation, node("rdf:type"), node("oa:Annotation")
    yield annotation, node("oa:motivatedBy"), node("oa:identifying")
    yield annotation, node("oa:hasBody"), subject
    yield annotation, node("cg:order"), Literal(str(number), datatype=node("xsd:integer"))
    yield annotation, node("oa:hasTarget"), target
    yield from _generated(document, annotation, evidence)
    yield target, node("rdf:type"), node("oa:SpecificResource")
    yield target, node("oa:hasSource"), NamedNode(thing("document", document.slug))
    yield target, node("oa:hasSelector"), quote
    yield target, node("oa:hasSelector"), position
    text = document.source.text
    yield quote, node("rdf:type"), node("oa:TextQuoteSelector")
    yield quote, node("oa:exact"), Literal(evidence.quote)
    yield quote, node("oa:prefix"), Literal(text[max(0, evidence.start - _CONTEXT) : evidence.start])
    yield quote, node("oa:suffix"), Literal(text[evidence.end : evidence.end + _CONTEXT])
    yield position, node("rdf:type"), node("oa:TextPositionSelector")
    yield position, node("oa:start"), _integer(evidence.start)
    yield position, node("oa:end"), _integer(evidence.end)


def _generated(document: DocumentGraph, annotation: NamedNode, evidence: Evidence) -> Iterator[Triple]:
    if evidence.rule:
        yield (
            annotation,
            node("prov:wasGeneratedBy"),
            NamedNode(thing("activity", f"{document.slug}-mapping")),
        )
        yield annotation, node("cg:rule"), Literal(evidence.rule)
    if evidence.confidence is not None:
        yield (
            annotation,
            node("cg:confidence"),
            Literal(str(evidence.confidence), datatype=node("xsd:decimal")),
        )
    if document.review:
        yield annotation, node("prov:wasGeneratedBy"), NamedNode(thing("activity", f"{document.slug}-review"))


def _provenance(document: DocumentGraph, name: NamedNode) -> Iterator[Triple]:
    """The graph as a PROV bundle, and the runs that made it; when it was loaded is in the journal."""
    source = NamedNode(thing("source", document.source.slug))
    yield name, node("rdf:type"), node("prov:Bundle")
    yield name, node("foaf:primaryTopic"), NamedNode(thing("document", document.slug))
    yield name, node("prov:wasDerivedFrom"), source
    mapping, software = (
        NamedNode(thing("activity", f"{document.slug}-mapping")),
        NamedNode(thing("agent", "clustergraph")),
    )
    yield mapping, node("rdf:type"), node("cg:MappingRun")
    yield mapping, node("prov:used"), source
    yield mapping, node("prov:wasAssociatedWith"), software
    yield software, node("rdf:type"), node("prov:SoftwareAgent")
    yield software, node("skos:prefLabel"), Literal("clustergraph", language="sv")
    yield software, node("cg:softwareVersion"), Literal(__version__)
    if document.review:
        review = NamedNode(thing("activity", f"{document.slug}-review"))
        reviewer = NamedNode(thing("agent", f"reviewer-{slugify(document.review.by)}"))
        yield review, node("rdf:type"), node("cg:ReviewRun")
        yield review, node("prov:used"), source
        yield review, node("prov:wasAssociatedWith"), reviewer
        yield review, node("dcterms:date"), date(document.review.date)
        yield reviewer, node("rdf:type"), node("prov:Agent")
        yield reviewer, node("skos:prefLabel"), Literal(document.review.by, language="sv")


def _integer(value: int) -> Literal:
    return Literal(str(value), datatype=node("xsd:integer"))
