"""Every IRI of the project resolves on the server."""

import json
import re
from typing import Any

import httpx
import pytest
import rdflib
from pyoxigraph import NamedNode, RdfFormat, Triple, parse
from rdflib.compare import isomorphic

from clustergraph import resources
from clustergraph.namespaces import ID, expand
from clustergraph.rdf.jsonld import json_ld
from clustergraph.server.descriptions import describe
from clustergraph.store import Store

XSD = "http://www.w3.org/2001/XMLSchema#"
# rdflib's own JSON-LD parser uses a class that rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

ADOPTION = "adoption/uppsala-kommun-avsiktsforklaring-life-science"
THINGS = [
    ADOPTION,
    "actor/uppsala-kommun",
    "agreement/avsiktsforklaring-life-science",
    "element/strategi-life-science/3.1.1",
    "position/stockholm-2026-remissvar-02",
    "stance/support-with-reservation",
    "stance",
    "document/uppsala-2026-yttrande",
    f"evidence/uppsala-2026-tjansteskrivelse/{ADOPTION}/1",
    "case/rs2026-00072",
]
SYNTAXES = {
    "text/turtle": RdfFormat.TURTLE,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
}


def cg(name: str) -> str:
    return expand(f"cg:{name}")


def oa(name: str) -> str:
    return expand(f"oa:{name}")


def known(store: Store) -> list[str]:
    """Those of the things that the graph has; an element's slug is the steward's choice."""
    return [each for each in THINGS if describe(store, ID + each)]


def test_a_thing_leads_to_its_description(client: httpx.Client, store: Store) -> None:
    things = known(store)
    assert len(things) >= 9
    for thing in things:
        response = client.get(f"/id/{thing}")
        assert response.status_code == 303
        assert response.headers["location"].endswith(f"/data/{thing}")
        assert client.get(response.headers["location"]).status_code == 200


@pytest.mark.parametrize("media_type", [each for each in SYNTAXES if each != "application/ld+json"])
def test_every_syntax_says_the_same(client: httpx.Client, store: Store, media_type: str) -> None:
    response = client.get(f"/data/{ADOPTION}", headers={"Accept": media_type})
    assert response.headers["content-type"].startswith(media_type)
    found = describe(store, ID + ADOPTION)
    assert found is not None
    triples = {quad.triple for quad in parse(response.content, format=SYNTAXES[media_type])}
    assert triples == {*found.triples, *found.evidence}


def test_a_browser_gets_the_words(client: httpx.Client) -> None:
    page = client.get(f"/data/{ADOPTION}", headers={"Accept": "text/html"})
    assert "Kommunstyrelsen beslutade den 5 mars 2025" in page.text


def test_alternates_are_linked(client: httpx.Client) -> None:
    link = client.get(f"/data/{ADOPTION}").headers["link"]
    for media_type in ("text/html", *SYNTAXES):
        assert f'rel="alternate"; type="{media_type}"' in link
    assert f'<{ID}{ADOPTION}>; rel="describes"' in link


def parsed(document: dict[str, Any]) -> set[tuple[Any, ...]]:
    """The triples of a JSON-LD document, by an independent reader with the published context."""
    context = json.loads((resources.ontology() / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    graph = rdflib.Graph().parse(data=json.dumps({**document, "@context": context}), format="json-ld")
    return set(graph)


def expected(triples: list[Triple]) -> set[tuple[Any, ...]]:
    text = "".join(f"{triple} .\n" for triple in triples)
    return set(rdflib.Graph().parse(data=text, format="nt"))


def test_json_ld_gives_the_same_triples_back(client: httpx.Client, store: Store) -> None:
    for thing in known(store):
        found = describe(store, ID + thing)
        assert found is not None
        document = client.get(f"/data/{thing}?format=jsonld").json()
        assert document["@context"].endswith("/context.jsonld")
        assert parsed(document) == expected([*found.triples, *found.evidence]), thing


@pytest.mark.parametrize(
    "graph", ["uppsala-2026-yttrande", "huddinge-2024-protokollsutdrag", "reference/thesaurus"]
)
def test_json_ld_of_every_thing_of_a_graph(store: Store, graph: str) -> None:
    """Not over HTTP: all things of a graph at once."""
    triples = list(store.graph(f"https://w3id.org/clustergraph/graph/{graph}"))
    document = json_ld(triples, ID + "document/uppsala-2026-yttrande", "x")
    assert parsed(document) == expected(triples)


def test_the_document_is_about_its_thing(store: Store) -> None:
    triples = list(store.graph("https://w3id.org/clustergraph/graph/uppsala-2026-yttrande"))
    document = json_ld(triples, ID + "document/uppsala-2026-yttrande", "x")
    assert document["@graph"][0]["id"] == ID + "document/uppsala-2026-yttrande"


def test_a_statement_stands_around_its_words_under_the_names_of_the_records(client: httpx.Client) -> None:
    adoption = client.get(f"/data/{ADOPTION}?format=jsonld").json()
    assert adoption["id"] == ID + ADOPTION
    assert adoption["actor"] == ID + "actor/uppsala-kommun"
    assert "Adoption" in adoption["class"]
    assert adoption["label"]["en"]
    target = adoption["evidence"]["target"]
    assert target["source"] == ID + "document/uppsala-2026-tjansteskrivelse"
    position, quote = target["selector"]
    assert quote["exact"].startswith("Kommunstyrelsen beslutade den 5 mars 2025 (§ 70) att anta")
    assert position["end"] - position["start"] == len(quote["exact"])


NODE = "https://example.org/"


@pytest.mark.parametrize(
    "lines",
    [
        # One annotation of two statements stands in the first and is named in the second.
        [f"<{NODE}{each}> <{cg('evidence')}> <{NODE}e>" for each in "ab"]
        + [f"<{NODE}e> a <{oa('Annotation')}>"],
        # Evidence of itself, a target without a class, a target that is a text.
        [f"<{NODE}e> a <{oa('Annotation')}>", f"<{NODE}e> <{cg('evidence')}> <{NODE}e>"],
        [
            f"<{NODE}e> a <{oa('Annotation')}>",
            f"<{NODE}e> <{oa('hasTarget')}> <{NODE}t>",
            f"<{NODE}t> <{NODE}p> 1",
        ],
        [f"<{NODE}e> a <{oa('Annotation')}>", f'<{NODE}e> <{oa("hasTarget")}> "text"'],
        # Of two classes; of numbers as nobody writes them.
        [f"<{NODE}e> a <{oa('Annotation')}>, <{NODE}C>", f"<{NODE}b> <{cg('evidence')}> <{NODE}e>"],
        [f"<{NODE}s> a <{oa('TextPositionSelector')}>", f'<{NODE}s> <{oa("start")}> "01"^^<{XSD}integer>, 2'],
    ],
)
def test_odd_graphs_come_back_too(lines: list[str]) -> None:
    triples = [quad.triple for quad in parse(" .\n".join(lines) + " .", format=RdfFormat.TURTLE)]
    assert parsed(json_ld(triples, f"{NODE}a", "x")) == expected(triples)


@pytest.mark.parametrize("media_type", [*SYNTAXES, "application/trig", "application/n-quads", "text/html"])
def test_a_named_graph_is_a_document(client: httpx.Client, media_type: str) -> None:
    response = client.get("/graph/huddinge-2024-protokollsutdrag", headers={"Accept": media_type})
    assert response.status_code == 200
    assert response.headers["content-type"].startswith(media_type)
    assert "tomas-selin" in response.text


def test_every_kind_of_iri_in_the_store_resolves(client: httpx.Client, store: Store) -> None:
    """One of each kind: what the graphs name, and the graphs themselves."""
    base = "https://w3id.org/clustergraph"
    named = {term.value for quad in store.quads() for term in quad if isinstance(term, NamedNode)}
    paths = sorted(iri.removeprefix(base) for iri in named if iri.startswith(f"{base}/"))
    one_each = {re.sub(r"[^/]*$", "", path.partition("#")[0]): path for path in paths}
    assert {"/id/actor/", "/id/stance/", "/id/activity/", "/graph/", "/ns/"} <= set(one_each)
    for path in [path for path in one_each.values() if path.count("/") < 5]:
        response = client.get(path, headers={"Accept": "text/turtle"}, follow_redirects=True)
        assert response.status_code == 200, path


@pytest.mark.parametrize("path", ["/graph/huddinge-2024-protokollsutdrag", "/ns"])
def test_json_ld_of_a_graph_over_http(client: httpx.Client, path: str) -> None:
    document = client.get(path, params={"format": "jsonld"}).json()
    turtle = rdflib.Graph().parse(data=client.get(path, params={"format": "ttl"}).text, format="turtle")
    found = rdflib.Graph()
    for triple in parsed(document):
        found.add(triple)
    assert isomorphic(found, turtle)


@pytest.mark.parametrize("graph", ["ontology", "thesaurus", "actors"])
def test_the_reference_graphs(client: httpx.Client, graph: str) -> None:
    assert client.get(f"/graph/reference/{graph}").status_code == 200


def test_the_ontology(client: httpx.Client) -> None:
    assert "Adoption" in client.get("/ns").text
    page = client.get("/ns", params={"lang": "sv"}, headers={"Accept": "text/html"}).text
    for words in (
        "Händelsen att en aktör antar en överenskommelse.",
        "Ett slags",
        "aktivitet</a>.",
        "i juni 2024",
    ):
        assert words in page
    assert client.get("/context.jsonld").json()["@context"]


@pytest.mark.parametrize("media_type", SYNTAXES)
def test_the_shapes(client: httpx.Client, media_type: str) -> None:
    response = client.get("/shapes", headers={"Accept": media_type})
    assert response.headers["content-type"].startswith(media_type)
    triples = {quad.triple for quad in parse(response.content, format=SYNTAXES[media_type])}
    shape = NamedNode("https://w3id.org/clustergraph/shapes#Agreement-expressedIn")
    assert {each.object.value for each in triples if each.subject == shape} >= {
        "CG501",
        expand("cg:expressedIn"),
    }


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("sv", ("En avsiktsförklaring anger högst ett dokument", "Råd", "fel")),
        ("en", ("An agreement gives at most one document", "Hint", "violation")),
    ],
)
def test_the_shapes_as_a_page(client: httpx.Client, lang: str, words: tuple[str, ...]) -> None:
    page = client.get("/shapes", params={"lang": lang}, headers={"Accept": "text/html"}).text
    assert 'id="Agreement-expressedIn"' in page
    assert all(each in page for each in words)
    ontology = client.get("/ns", params={"lang": lang}, headers={"Accept": "text/html"}).text
    assert 'href="/shapes' in ontology


@pytest.mark.parametrize(
    "path",
    [
        "/id/actor/nobody",
        "/data/actor/nobody",
        "/graph/nothing",
        "/ns/0.0.1",
        "/id/a%3Eb",
        "/id/",
        "/graph/a b",
    ],
)
def test_what_is_not_there(client: httpx.Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


def test_an_unknown_form(client: httpx.Client) -> None:
    assert client.get(f"/data/{ADOPTION}?format=docx").status_code == 406
