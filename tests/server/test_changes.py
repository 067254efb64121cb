"""`POST /add` and `POST /undo`: what would change is told to anyone, changes are made with the token and taken back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from tests.server.serving import served

from clustergraph.changes import Gate
from clustergraph.rdf import reference_quads
from clustergraph.server.settings import Settings
from clustergraph.store import open_store

TOKEN = {"Authorization": "Bearer nyckel"}
TURTLE = {"Content-Type": "text/turtle"}
GRAPH = "https://w3id.org/clustergraph/graph/prov"
ACTOR = (
    "<https://w3id.org/clustergraph/id/actor/{0}> "
    "a <http://www.w3.org/ns/org#Organization> ; "
    "<https://w3id.org/clustergraph/ns#actorType> <https://w3id.org/clustergraph/id/actor-type/municipality> ;"
    ' <http://www.w3.org/2004/02/skos/core#prefLabel> "{0}"@sv .'
)


@contextmanager
def asked(folder: Path) -> Iterator[httpx.Client]:
    store = open_store(str(folder / "store"), gate=Gate())
    store.replace_all(list(reference_quads()))
    with (
        served(store, Settings(token="nyckel")) as address,
        httpx.Client(base_url=address, timeout=30) as client,
    ):
        yield client


@pytest.fixture
def client(tmp_path: Path) -> Iterator[httpx.Client]:
    """Of a server of its own, for what is written."""
    with asked(tmp_path) as client:
        yield client


@pytest.fixture(scope="module")
def refusing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Of a server that is only asked for what it refuses."""
    with asked(tmp_path_factory.mktemp("refusing")) as client:
        yield client


def names(client: httpx.Client) -> set[str]:
    answer = client.get("/rdf-graph-store", params={"graph": GRAPH}, headers={"Accept": "text/turtle"})
    return (
        {name for name in ("solna", "nacka") if name in answer.text} if answer.status_code == 200 else set()
    )


def add(client: httpx.Client, body: str, headers: dict[str, str], **params: str) -> tuple[int, dict]:  # type: ignore[type-arg]
    answer = client.post("/add", params={"graph": GRAPH, **params}, content=body, headers=headers)
    return answer.status_code, answer.json()


def test_a_dry_run_tells_and_changes_nothing(client: httpx.Client) -> None:
    status, told = add(client, ACTOR.format("solna"), TURTLE, dry_run="true")
    (change,) = told["changes"]
    assert (status, change["graph"], change["added"], change["removed"]) == (200, GRAPH, 3, 0)
    assert names(client) == set()


def test_a_graph_takes_the_place_of_what_it_held_and_comes_back(client: httpx.Client) -> None:
    assert add(client, ACTOR.format("solna"), {**TURTLE, **TOKEN})[0] == 200
    status, told = add(client, ACTOR.format("nacka"), {**TURTLE, **TOKEN})
    assert (status, told["changes"][0]["added"], told["changes"][0]["removed"]) == (200, 3, 3)
    assert names(client) == {"nacka"}
    assert client.post("/undo", headers=TOKEN).json()["graph"] == GRAPH
    assert names(client) == {"solna"}
    assert client.post("/undo", headers=TOKEN).status_code == 200
    assert names(client) == set()
    assert client.post("/undo", headers=TOKEN).status_code == 404


def test_graphs_of_trig_keep_their_names(client: httpx.Client) -> None:
    body = f"<{GRAPH}> {{ {ACTOR.format('solna')} }}"
    answer = client.post("/add", content=body, headers={"Content-Type": "application/trig", **TOKEN})
    assert answer.status_code == 200
    assert names(client) == {"solna"}


def test_json_ld_goes_back_in_as_the_server_gave_it(client: httpx.Client) -> None:
    assert add(client, ACTOR.format("solna"), {**TURTLE, **TOKEN})[0] == 200
    given = client.get("/graph/prov?format=jsonld")
    assert "context.jsonld" in given.text
    edited = given.text.replace("solna", "nacka")
    report = client.post("/validate", content=edited, headers={"Content-Type": "application/ld+json"})
    assert report.json()["counts"] == {"violation": 0, "warning": 0, "info": 0}
    status, _ = add(client, edited, {"Content-Type": "application/ld+json", **TOKEN})
    assert (status, names(client)) == (200, {"nacka"})


@pytest.mark.parametrize(
    ("path", "body", "headers", "status", "says"),
    [
        (f"/add?graph={GRAPH}", ACTOR.format("solna"), TURTLE, 401, "token"),
        ("/undo", "", {}, 401, "token"),
        ("/add", ACTOR.format("solna"), {**TURTLE, **TOKEN}, 422, "?graph="),
        (f"/add?graph={GRAPH}", "", {**TURTLE, **TOKEN}, 422, "no triples"),
        (f"/add?graph={GRAPH}", "x", {"Content-Type": "text/plain", **TOKEN}, 415, "text/turtle"),
        (f"/add?graph={GRAPH}", "<a> <b> .", {**TURTLE, **TOKEN}, 400, "line 1"),
    ],
)
def test_what_is_refused(
    refusing: httpx.Client, path: str, body: str, headers: dict[str, str], status: int, says: str
) -> None:
    answer = refusing.post(path, content=body, headers=headers)
    assert answer.status_code == status
    assert says in answer.json()["detail"]
    assert names(refusing) == set()


@pytest.mark.parametrize(
    ("path", "parameter", "allowed", "says"),
    [
        (
            "/validate?format=xx",
            "format",
            ["json", "turtle", "jsonld", "sarif", "text"],
            "format='xx' is not one of json",
        ),
        ("/validate?alone=maybe", "alone", ["true", "false"], "alone='maybe' is not one of true, false"),
        ("/add?lang=de", "lang", ["sv", "en"], "lang='de' is not one of sv, en"),
        ("/map?format=csv", "format", ["json", "trig", "jsonld", "ttl"], "format='csv' is not one of json"),
        # Misspelt, it would write.
        (
            "/add?dryrun=true",
            "dryrun",
            ["graph", "dry_run", "lang"],
            "/add has no parameter 'dryrun'; its parameters",
        ),
        ("/validate?fromat=json", "fromat", ["format", "lang", "alone"], "no parameter 'fromat'"),
        ("/undo?number=1", "number", None, "/undo has no parameter 'number'; it takes none"),
        ("/add?dry_run=false&dry_run=true", "dry_run", None, "dry_run is given twice: send it once"),
        ("/add", "graph", None, "?graph="),
    ],
)
def test_a_wrong_parameter_is_named_with_what_it_takes(
    refusing: httpx.Client, path: str, parameter: str, allowed: list[str] | None, says: str
) -> None:
    answer = refusing.post(path, content=ACTOR.format("solna"), headers={**TURTLE, **TOKEN})
    told = answer.json()
    assert answer.status_code == 422, told
    assert told["type"] == "https://w3id.org/clustergraph/problem/invalid-parameter"
    assert (told["parameter"], told.get("allowed")) == (parameter, allowed)
    assert says in told["detail"]
    assert names(refusing) == set()


@pytest.mark.parametrize(
    ("params", "accepted", "language", "says"),
    [
        ({}, None, "en", "refused with 1 violation, first CG001: cg:nix: the property does not exist"),
        ({"lang": "sv"}, "en", "sv", "avvisat med 1 fel, det första CG001: cg:nix: egenskapen finns inte"),
        ({}, "sv, en;q=0.5", "sv", "avvisat med 1 fel"),
        ({}, "*", "en", "refused with 1 violation"),
        ({}, "de", "en", "refused with 1 violation"),
    ],
)
def test_what_is_refused_is_told_in_the_language_asked_for(
    refusing: httpx.Client, params: dict[str, str], accepted: str | None, language: str, says: str
) -> None:
    body = ACTOR.format("solna").replace(" .", " ; <https://w3id.org/clustergraph/ns#nix> 1 .")
    headers = {**TURTLE, **TOKEN, **({"Accept-Language": accepted} if accepted else {})}
    answer = refusing.post("/add", params={"graph": GRAPH, **params}, content=body, headers=headers)
    assert (answer.status_code, answer.headers["Content-Language"]) == (422, language)
    assert names(refusing) == set()
    told = answer.json()
    assert told["detail"].startswith(says)
    assert ".;" not in told["detail"]
    (result,) = [one for one in told["report"]["results"] if one["severity"] == "violation"]
    assert ("egenskapen" if language == "sv" else "property") in result["message"]


def test_other_problems_say_that_they_are_english(refusing: httpx.Client) -> None:
    answer = refusing.get("/nothing/here", headers={"Accept": "application/json", "Accept-Language": "sv"})
    assert (answer.status_code, answer.headers["Content-Language"]) == (404, "en")
