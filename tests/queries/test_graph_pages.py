"""A large graph over HTTP: whole in every syntax, and in pages that together are the whole."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from clustergraph.namespaces import ID, NS, expand
from clustergraph.store import Store, open_store
from tests.server.serving import served

LINK = re.compile(r'<([^>]+)>; rel="(\w[\w-]*)"')
ADDRESS = "/queries/graph-of-actor"
HUB = {"actor": "hub", "format": "nt"}
STATEMENTS = 700
SYNTAXES = {
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
}


def actor(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{ID}actor/{name}")


def described(name: str) -> set[ox.Triple]:
    label = ox.Literal(f'Bolaget "{name}"\nÅ & Ö <AB>', language="sv")
    kind = ox.NamedNode("http://www.w3.org/ns/org#Organization")
    return {
        ox.Triple(actor(name), ox.NamedNode(expand("rdf:type")), kind),
        ox.Triple(actor(name), ox.NamedNode(expand("skos:prefLabel")), label),
    }


def stated(number: int, name: str) -> set[ox.Triple]:
    """A statement about an actor: two triples, and two values of one property."""
    statement = ox.NamedNode(f"{ID}position/{number:04}")
    note = ox.NamedNode(f"{NS}note")
    return {
        ox.Triple(statement, ox.NamedNode(f"{NS}actor"), actor(name)),
        ox.Triple(statement, note, ox.Literal(f"{number} a")),
        ox.Triple(statement, note, ox.Literal(f"{number} b")),
    }


GRAPH = described("hub").union(*(stated(number, "hub") for number in range(STATEMENTS)))
SMALL = described("small") | stated(STATEMENTS, "small")


@contextmanager
def serving(location: str) -> Iterator[tuple[Store, httpx.Client]]:
    store = open_store(location)
    store.replace_graph("https://example.org/hub", GRAPH)
    store.replace_graph("https://example.org/small", SMALL)
    with served(store) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield store, client


@pytest.fixture(scope="module", params=["in memory", "in a folder"])
def client(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("graphs") / "store"
    with serving(":memory:" if request.param == "in memory" else str(folder)) as (_, client):
        yield client


@pytest.fixture
def changing(tmp_path: Path) -> Iterator[tuple[Store, httpx.Client]]:
    with serving(str(tmp_path / "store")) as both:
        yield both


def triples(response: httpx.Response, syntax: str = "nt") -> list[ox.Triple]:
    assert response.status_code == 200
    assert response.headers["content-type"].startswith(SYNTAXES[syntax].media_type)
    return [quad.triple for quad in ox.parse(response.content, SYNTAXES[syntax])]


def links(response: httpx.Response) -> dict[str, str]:
    return {relation: address for address, relation in LINK.findall(response.headers["link"])}


def walk(client: httpx.Client, **asked: str | int) -> list[httpx.Response]:
    pages = [client.get(ADDRESS, params={**HUB, **asked})]
    while "next" in links(pages[-1]):
        pages.append(client.get(links(pages[-1])["next"]))
    return pages


@pytest.mark.parametrize("syntax", SYNTAXES)
@pytest.mark.parametrize(("name", "graph"), [("hub", GRAPH), ("small", SMALL)])
def test_without_limit_the_answer_is_the_whole_graph(
    client: httpx.Client, name: str, graph: set[ox.Triple], syntax: str
) -> None:
    for _ in range(2):
        found = triples(client.get(ADDRESS, params={"actor": name, "format": syntax}), syntax)
        assert len(found) == len(graph)
        assert set(found) == graph


@pytest.mark.parametrize(("syntax", "limit"), [("nt", 1), ("nt", 700), *((each, 999) for each in SYNTAXES)])
def test_the_pages_are_disjoint_and_together_the_whole_graph(
    client: httpx.Client, syntax: str, limit: int
) -> None:
    name, graph = ("small", SMALL) if limit == 1 else ("hub", GRAPH)
    pages = [triples(each, syntax) for each in walk(client, actor=name, format=syntax, limit=limit)]
    assert all(len(page) == limit for page in pages[:-1])
    assert 1 <= len(pages[-1]) <= limit
    found = [triple for page in pages for triple in page]
    assert len(found) == len(graph)
    assert set(found) == graph


def test_the_order_is_the_same_whatever_the_size_of_the_pages(client: httpx.Client) -> None:
    by_size = [
        [line for page in walk(client, limit=size) for line in page.text.splitlines()] for size in (400, 1000)
    ]
    assert by_size[0] == by_size[1] == client.get(ADDRESS, params=HUB).text.splitlines()
    subjects = [line.split()[0] for line in by_size[0]]
    assert subjects == sorted(subjects)


def test_the_links_of_the_first_a_middle_the_last_and_the_only_page(client: httpx.Client) -> None:
    first, second, third = walk(client, limit=1000)
    assert set(links(first)) == {"first", "next", "last", "service-desc"}
    assert set(links(second)) == {"first", "prev", "next", "last", "service-desc"}
    assert set(links(third)) == {"first", "prev", "last", "service-desc"}
    assert client.get(links(second)["prev"]).text == client.get(links(third)["first"]).text == first.text
    assert client.get(links(third)["prev"]).text == second.text
    assert client.get(links(first)["last"]).text == third.text
    assert set(links(client.get(ADDRESS, params={**HUB, "limit": 10_000}))) == {
        "first",
        "last",
        "service-desc",
    }


def test_a_short_name_an_iri_and_a_posted_object_ask_for_the_same_page(client: httpx.Client) -> None:
    page = client.get(ADDRESS, params={**HUB, "limit": 1000})
    assert client.get(ADDRESS, params={**HUB, "actor": actor("hub").value, "limit": 1000}).text == page.text
    posted = client.post(ADDRESS, json={**HUB, "limit": 1000})
    assert posted.text == page.text
    assert links(posted)["next"] == links(page)["next"]


@pytest.mark.parametrize("asked", [{}, {"limit": 1000}])
def test_what_has_not_changed_is_not_sent_again(client: httpx.Client, asked: dict[str, int]) -> None:
    tag = client.get(ADDRESS, params={**HUB, **asked}).headers["etag"]
    assert client.get(ADDRESS, params={**HUB, **asked}, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(
    ("asked", "status", "parameter"),
    [
        ({"limit": "0"}, 422, "limit"),
        ({"limit": "10001"}, 422, "limit"),
        ({"after": "nothing"}, 404, "after"),
        ({"fields": "subject"}, 422, "fields"),
        ({"limit": "10", "actor": "nobody"}, 404, "actor"),
    ],
)
def test_what_cannot_be_had_is_told(
    client: httpx.Client, asked: dict[str, str], status: int, parameter: str
) -> None:
    response = client.get(ADDRESS, params={**HUB, **asked})
    assert response.status_code == status
    assert response.json()["parameter"] == parameter


def test_a_walk_goes_on_where_it_was_when_the_store_has_changed(changing: tuple[Store, httpx.Client]) -> None:
    store, client = changing
    first = client.get(ADDRESS, params={**HUB, "limit": 1000})
    before, after = set(triples(first)), stated(STATEMENTS + 1, "hub")
    gone = stated(0, "hub") | stated(STATEMENTS - 1, "hub")
    store.replace_graph("https://example.org/hub", (GRAPH - gone) | after)
    rest: list[ox.Triple] = []
    page = first
    while "next" in links(page):
        page = client.get(links(page)["next"])
        rest += triples(page)
    assert len(rest) == len(set(rest))
    assert set(rest) == ((GRAPH - gone) | after) - before
    whole = client.get(ADDRESS, params=HUB)
    assert set(triples(whole)) == (GRAPH - gone) | after
    assert whole.headers["etag"] != first.headers["etag"]
