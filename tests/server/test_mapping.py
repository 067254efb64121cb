"""`POST /map` and `GET /history` on a real server."""

import httpx
import pyoxigraph as ox
import pytest
from tests.changes.samples import GRAPH, graph_of
from tests.server.serving import served

from clustergraph.changes import Gate, because
from clustergraph.server.settings import Settings
from clustergraph.store import GraphChange, open_store

MEMO = (
    "Solna stad\n\nYttrande\n\nDnr KS 2025/17\n\nTill Region Stockholm\n\nSolna stad välkomnar strategin.\n"
)


@pytest.fixture(scope="module")
def server():
    with (
        served(open_store(":memory:"), Settings(query_seconds=20)) as address,
        httpx.Client(base_url=address) as client,
    ):
        yield client


def test_a_document_comes_back_as_candidate_statements_with_verbatim_words(server: httpx.Client) -> None:
    answer = server.post(
        "/map", content=MEMO.encode(), headers={"Content-Type": "text/plain; charset=utf-8"}, timeout=30
    )
    assert answer.status_code == 200
    found = answer.json()
    assert found["document"]["case_numbers"] == ["KS 2025/17"]
    (position,) = found["positions"]
    assert (position["actor"], position["stance"]) == ("Solna stad", "support")
    assert MEMO[position["start"] : position["end"]] == position["quote"]


def test_a_file_is_taken_from_a_form(server: httpx.Client) -> None:
    answer = server.post(
        "/map", files={"document": ("yttrande.txt", MEMO.encode(), "text/plain")}, timeout=30
    )
    assert answer.json()["document"]["case_numbers"] == ["KS 2025/17"]


@pytest.mark.parametrize(
    ("form", "media_type"),
    [("trig", "application/trig"), ("jsonld", "application/ld+json"), ("ttl", "text/turtle; charset=utf-8")],
)
def test_candidates_come_as_rdf_too(server: httpx.Client, form: str, media_type: str) -> None:
    answer = server.post(
        "/map",
        params={"format": form},
        content=MEMO.encode(),
        headers={"Content-Type": "text/plain"},
        timeout=30,
    )
    assert answer.headers["Content-Type"] == media_type
    syntax = ox.RdfFormat.from_media_type(media_type)
    positions = [
        quad
        for quad in ox.parse(answer.content, format=syntax)
        if quad.object == ox.NamedNode("https://w3id.org/clustergraph/ns#Position")
    ]
    assert len(positions) == 1
    assert isinstance(positions[0].graph_name, ox.DefaultGraph) == (form == "ttl")


@pytest.mark.parametrize(
    ("content", "media_type", "status", "words"),
    [
        (b"", "text/plain", 400, "document.txt is empty"),
        (b"\xff\xfe\x00", "text/plain", 400, "document.txt"),
        (b"%PDF-1.4 nothing", "application/pdf", 400, "document.pdf"),
        (b"x", "image/png", 415, "Say in Content-Type which kind of document"),
    ],
)
def test_what_cannot_be_mapped_is_a_problem_document(
    server: httpx.Client, content: bytes, media_type: str, status: int, words: str
) -> None:
    answer = server.post("/map", content=content, headers={"Content-Type": media_type}, timeout=30)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert words in answer.json()["detail"]


def test_the_history_tells_every_change_newest_first(tmp_path) -> None:
    store = open_store(str(tmp_path / "store"), gate=Gate())
    for year in ("2023", "2024"):
        with because("stina", f"add {year}"):
            store.apply([GraphChange(GRAPH, graph_of(year))])
    with served(store) as address:
        found = httpx.get(f"{address}/history?limit=1").json()
        assert [change["what"] for change in found["changes"]] == ["add 2024"]
        assert found["total"] == 2
        earlier = httpx.get(f"{address}/history?before=2").json()
    assert [(change["number"], change["who"]) for change in earlier["changes"]] == [(1, "stina")]


def test_rdf_is_no_document(server: httpx.Client) -> None:
    answer = server.post("/map", files={"document": ("graf.ttl", b"<urn:a> <urn:b> <urn:c> .")})
    assert answer.status_code == 400
    assert "is RDF, not a document" in answer.json()["detail"]
