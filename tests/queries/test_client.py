"""The Python client against a real server."""

import asyncio
import json
from typing import Any

import httpx
import pytest
import rdflib

from clustergraph.client import ApiError, AsyncClient, Client
from clustergraph.namespaces import expand, thing
from clustergraph.queries import catalogue


def test_rows_of_all_pages(address: str) -> None:
    with Client(address) as graph:
        whole = graph.rows("adoptions")
        assert len(whole) == 9
        assert graph.rows("adoptions", limit=2) == whole
        assert [page.count for page in graph.pages("adoptions", limit=4)] == [9, 9, 9]
        assert (
            graph.query("positions", actor="uppsala-kommun", limit=1).rows[0]["actor_label"]
            == "Uppsala kommun"
        )
        assert {entry["name"] for entry in graph.catalogue()} >= {"adoptions"}


def test_what_has_not_changed_is_not_sent_again(address: str) -> None:
    seen: list[int] = []
    http = httpx.Client(event_hooks={"response": [lambda response: seen.append(response.status_code)]})
    with Client(address, http=http) as graph:
        assert graph.rows("adoptions") == graph.rows("adoptions")
    assert seen == [200, 304]


def test_a_problem_is_an_error_with_what_is_allowed(address: str) -> None:
    with Client(address) as graph, pytest.raises(ApiError, match="stance='x' is not one of") as error:
        graph.rows("positions", stance="x")
    assert (error.value.status, error.value.parameter) == (422, "stance")
    assert "propose" in error.value.allowed


def test_a_server_that_is_not_there() -> None:
    with Client("http://127.0.0.1:9") as graph, pytest.raises(ApiError, match="cannot be reached"):
        graph.rows("adoptions")


def test_for_asyncio(address: str) -> None:
    async def ask() -> tuple[int, int, int]:
        async with AsyncClient(address) as graph:
            rows = await graph.rows("adoptions", limit=2)
            page = await graph.query("positions", limit=5)
            return len(rows), len(page.rows), len(await graph.catalogue())

    assert asyncio.run(ask()) == (9, 5, len(catalogue()))


def test_data_frames(address: str) -> None:
    with Client(address) as graph:
        frame = graph.frame("adoptions", limit=4)
        assert list(frame.columns) == list(graph.query("adoptions").columns)
        assert frame.set_index("actor_label")["date"].to_dict()["Uppsala kommun"] == "2025-03-05"
        assert len(frame) == 9
        none = graph.frame("positions", actor="solna-stad")
        assert (len(none), "quote" in none.columns) == (0, True)

    async def ask() -> bool:
        async with AsyncClient(address) as graph:
            return bool(frame.equals(await graph.frame("adoptions", limit=2)))

    assert asyncio.run(ask())


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_a_graph(address: str) -> None:
    async def ask() -> list[dict[str, Any]]:
        async with AsyncClient(address) as graph:
            return await graph.graph("graph-of-actor", actor="solna-stad")

    with Client(address) as graph:
        found = graph.graph("graph-of-actor", actor="solna-stad")
    assert asyncio.run(ask()) == found
    triples = set(rdflib.Graph().parse(data=json.dumps(found), format="json-ld"))
    solna, label = rdflib.URIRef(thing("actor", "solna-stad")), rdflib.URIRef(expand("skos:prefLabel"))
    assert (solna, label, rdflib.Literal("Solna stad", lang="sv")) in triples


def test_the_words_behind_a_statement(address: str) -> None:
    async def ask() -> str:
        async with AsyncClient(address) as graph:
            [row] = await graph.evidence("adoption/uppsala-kommun-avsiktsforklaring-life-science")
            return str(row["quote"])

    assert asyncio.run(ask()).startswith("Kommunstyrelsen beslutade den 5 mars 2025")
