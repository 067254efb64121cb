"""Reads the W3C manifests of HTTP tests: what to send, and what must come back."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import RDF, RDFS, Graph, Namespace
from rdflib.collection import Collection
from rdflib.term import Node

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
HTS = "http://www.w3.org/2011/http-statusCodes#"
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")

_STATUS = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}


def folder() -> Path | None:
    """The folder `sparql11` of the W3C tests: from CLUSTERGRAPH_W3C, or beside the checkout."""
    given = os.environ.get("CLUSTERGRAPH_W3C")
    root = Path(given) if given else Path(__file__).resolve().parents[3] / "shared" / "w3c"
    for candidate in (root / "sparql" / "sparql11", root / "sparql11", root):
        if (candidate / "protocol" / "manifest.ttl").is_file():
            return candidate
    return None


@dataclass
class Expected:
    """What one response must be; statuses are numbers or, for a class, its first digit."""

    statuses: set[int] = field(default_factory=set)
    classes: set[int] = field(default_factory=set)
    boolean: bool | None = None
    format: str | None = None
    content_type: str | None = None
    body: str | None = None
    location: str | None = None

    def allows(self, status: int) -> bool:
        return status in self.statuses or status // 100 in self.classes


@dataclass
class Request:
    """One request of a test and the response it must get."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None
    expected: Expected


@dataclass
class Test:
    """One test: the graphs it starts from (IRI to file), and its requests in order."""

    name: str
    kind: str
    data: dict[str, Path]
    requests: list[Request]


def tests(manifest: Path) -> list[Test]:
    """The tests that a manifest lists, with those it describes and forgets to list, in the order of their names."""
    graph = Graph().parse(manifest, format="turtle", publicID=manifest.as_uri())
    return sorted(
        (_test(graph, subject, manifest.parent) for subject in set(graph.subjects(MF.name))),
        key=lambda t: t.name,
    )


def _test(graph: Graph, subject: Node, beside: Path) -> Test:
    data = {}
    for each in graph.objects(subject, UT.graphData):
        file = Path(str(graph.value(each, UT.graph)).removeprefix("file://"))
        data[str(graph.value(each, RDFS.label))] = beside / file.name
    action = graph.value(subject, MF.action)
    listed = graph.value(action, HT.requests) if action is not None else None
    requests = [_request(graph, node) for node in Collection(graph, listed)] if listed is not None else []
    kind = str(graph.value(subject, RDF.type)).rpartition("#")[2]
    return Test(str(subject).rpartition("#")[2], kind, data, requests)


def _request(graph: Graph, node: Node) -> Request:
    response = graph.value(node, HT.resp)
    assert response is not None
    body = _body(graph, node)
    encoding = "utf-8"
    headers = _headers(graph, node)
    if "utf-16" in headers.get("content-type", "").lower():
        encoding = "utf-16"
    return Request(
        str(graph.value(node, HT.methodName)),
        str(graph.value(node, HT.absolutePath)),
        headers,
        None if body is None else body.encode(encoding),
        _expected(graph, response),
    )


def _expected(graph: Graph, response: Node) -> Expected:
    expected = Expected()
    for status in graph.objects(response, MF.expectedStatus):
        name = str(status).removeprefix(HTS)
        if name.startswith("StatusCode"):
            expected.classes.add(int(name.removeprefix("StatusCode")[0]))
        else:
            expected.statuses.add(_STATUS[name])
    boolean = graph.value(response, MF.expectedBoolean)
    expected.boolean = None if boolean is None else str(boolean) == "true"
    form = graph.value(response, MF.expectedFormat)
    expected.format = None if form is None else str(form)
    location = graph.value(response, MF.expectedLocation)
    expected.location = None if location is None else str(location)
    expected.content_type = _headers(graph, response).get("content-type")
    expected.body = _body(graph, response)
    return expected


def _headers(graph: Graph, node: Node) -> dict[str, str]:
    listed = graph.value(node, HT.headers)
    if listed is None:
        return {}
    return {
        str(graph.value(header, HT.fieldName)).lower(): str(graph.value(header, HT.fieldValue))
        for header in Collection(graph, listed)
    }


def _body(graph: Graph, node: Node) -> str | None:
    body = graph.value(node, HT.body)
    chars = graph.value(body, CNT.chars) if body is not None else None
    return None if chars is None else str(chars)
