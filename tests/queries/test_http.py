"""The canned queries over HTTP."""

import csv
import io
import re
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from pyoxigraph import RdfFormat, parse

from clustergraph.queries import catalogue

LINK = re.compile(r'<([^>]+)>; rel="(\w[\w-]*)"')
TABLES = [query for query in catalogue().values() if not query.constructs]


def links(response: httpx.Response) -> dict[str, str]:
    return {relation: address for address, relation in LINK.findall(response.headers["link"])}


def problem(response: httpx.Response, status: int) -> dict[str, Any]:
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    document: dict[str, Any] = response.json()
    assert document["status"] == status
    return document


def test_the_catalogue(client: httpx.Client) -> None:
    entries = {entry["name"]: entry for entry in client.get("/queries").json()["queries"]}
    assert list(entries) == list(catalogue())
    positions = entries["positions"]
    assert positions["columns"] == list(catalogue()["positions"].columns)
    assert {each["name"]: each["type"] for each in positions["parameters"]}["actor"] == "iri"
    stances = next(each["allowed"] for each in positions["parameters"] if each["name"] == "stance")
    assert set(stances) >= {"support", "support-with-reservation", "propose", "request-clarification"}
    assert set(stances) >= {"emphasise", "note", "criticise", "oppose"}
    assert client.get(positions["url"]).status_code == 200


def test_the_answer(client: httpx.Client) -> None:
    answer = client.get("/queries/adoptions").json()
    assert list(answer) == ["query", "parameters", "columns", "rows", "count", "next"]
    assert answer["query"] == "adoptions"
    assert answer["count"] == len(answer["rows"]) == 9
    assert answer["next"] is None
    row = next(row for row in answer["rows"] if row["actor_label"] == "Uppsala kommun")
    assert list(row) == answer["columns"]
    assert row["actor"] == "https://w3id.org/clustergraph/id/actor/uppsala-kommun"
    assert row["date"] == "2025-03-05"
    assert row["earliest"] is None


def test_short_names_and_iris_give_the_same(client: httpx.Client) -> None:
    short = client.get("/queries/positions", params={"actor": "uppsala-kommun"}).json()
    iri = "https://w3id.org/clustergraph/id/actor/uppsala-kommun"
    assert client.get("/queries/positions", params={"actor": iri}).json()["rows"] == short["rows"]


def test_numbers_are_numbers(client: httpx.Client) -> None:
    row = client.get("/queries/shared-asks").json()["rows"][0]
    assert isinstance(row["actor_count"], int)


def test_formats(client: httpx.Client) -> None:
    def answer(accept: str) -> httpx.Response:
        response = client.get("/queries/adoptions", headers={"Accept": accept})
        assert response.headers["content-type"].partition(";")[0] == accept
        return response

    rows = list(csv.DictReader(io.StringIO(answer("text/csv").text)))
    assert len(rows) == 9
    assert rows[0]["actor_label"] == "Huddinge kommun"
    assert answer("text/tab-separated-values").text.count("\n") == 10
    results = answer("application/sparql-results+json").json()
    assert results["results"]["bindings"][0]["actor"]["type"] == "uri"
    xml = ElementTree.fromstring(answer("application/sparql-results+xml").content)
    assert len(xml.findall(".//{http://www.w3.org/2005/sparql-results#}result")) == 9
    for name in ("json", "csv", "tsv", "sparql-json", "sparql-xml"):
        assert client.get("/queries/adoptions", params={"format": name}).status_code == 200


@pytest.mark.parametrize(
    ("name", "rdf_format"),
    [
        ("ttl", RdfFormat.TURTLE),
        ("jsonld", RdfFormat.JSON_LD),
        ("nt", RdfFormat.N_TRIPLES),
        ("rdf", RdfFormat.RDF_XML),
    ],
)
def test_a_graph_in_every_syntax(client: httpx.Client, name: str, rdf_format: RdfFormat) -> None:
    response = client.get("/queries/graph-of-actor", params={"actor": "solna-stad", "format": name})
    assert response.headers["content-type"].startswith(rdf_format.media_type)
    statements = {str(quad.triple) for quad in parse(response.content, format=rdf_format)}
    assert any("adoption/solna-stad-avsiktsforklaring-life-science" in each for each in statements)


@pytest.mark.parametrize("limit", [1, 2, 4])
def test_pages_by_next_and_by_link(client: httpx.Client, limit: int) -> None:
    whole = client.get("/queries/adoptions").json()["rows"]
    rows: list[Any] = []
    response = client.get("/queries/adoptions", params={"limit": limit})
    assert "prev" not in links(response)
    while True:
        answer = response.json()
        rows += answer["rows"]
        assert answer["count"] == 9
        assert links(response).get("next") == answer["next"]
        if answer["next"] is None:
            break
        response = client.get(answer["next"])
    assert rows == whole
    assert client.get(links(response)["last"]).json()["rows"] == response.json()["rows"]
    first = client.get(links(response)["first"])
    assert first.json()["rows"] == whole[:limit]


def test_the_only_page_has_no_neighbours(client: httpx.Client) -> None:
    assert set(links(client.get("/queries/adoptions"))) == {"first", "last", "service-desc"}


def test_the_middle_page_has_both_neighbours(client: httpx.Client) -> None:
    second = client.get(client.get("/queries/adoptions", params={"limit": 3}).json()["next"])
    assert {"prev", "next"} <= set(links(second))
    assert (
        client.get(links(second)["prev"]).json()["rows"]
        == client.get("/queries/adoptions?limit=3").json()["rows"]
    )


def test_fields_and_language(client: httpx.Client) -> None:
    params = {"fields": "quote,actor_label", "lang": "en"}
    response = client.get("/queries/adoptions", params=params)
    answer = response.json()
    assert answer["columns"] == ["quote", "actor_label"]
    assert {row["actor_label"] for row in answer["rows"]} >= {"Uppsala University"}
    assert response.headers["content-language"] == "en"


@pytest.mark.parametrize(
    "body", [{"json": {"actor": "uppsala-kommun"}}, {"data": {"actor": "uppsala-kommun"}}]
)
def test_post(client: httpx.Client, body: dict[str, Any]) -> None:
    got = client.get("/queries/positions", params={"actor": "uppsala-kommun"}).json()
    assert client.post("/queries/positions", **body).json() == got


def test_several_queries_in_one_request(client: httpx.Client) -> None:
    asked = [
        {"query": "adoptions", "parameters": {"limit": 2}},
        {"query": "adoption"},
        {"query": "shared-asks", "parameters": {"min_actors": 2}},
        {"query": "positions", "parameters": {"stance": "x"}},
    ]
    answers = client.post("/queries", json={"queries": asked}).json()["answers"]
    assert len(answers[0]["rows"]) == 2
    assert answers[1]["status"] == 404
    assert answers[2]["rows"] == client.get("/queries/shared-asks").json()["rows"]
    assert (answers[3]["status"], answers[3]["parameter"]) == (422, "stance")


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("shared-asks", {"min_actors": 1, "lang": "en"}),
        ("shared-asks", {}),
        ("decisions", {"organisation": "uppsala-kommun"}),
    ],
)
def test_the_parameters_of_an_answer_ask_for_it_again(
    client: httpx.Client, name: str, parameters: dict[str, object]
) -> None:
    answer = client.post(f"/queries/{name}", json=parameters).json()
    assert parameters.items() <= answer["parameters"].items()
    assert client.post(f"/queries/{name}", json=answer["parameters"]).json() == answer


@pytest.mark.parametrize(
    ("path", "body", "twice"),
    [
        ("/queries/positions", '{"actor": "solna-stad", "lang": "en", "actor": "uppsala-kommun"}', "actor"),
        ("/queries", '{"queries": [{"query": "adoptions", "query": "positions"}]}', "query"),
        (
            "/queries",
            '{"queries": [{"query": "adoptions", "parameters": {"limit": 1, "limit": 1}}]}',
            "limit",
        ),
    ],
)
def test_a_member_that_comes_twice_is_refused(client: httpx.Client, path: str, body: str, twice: str) -> None:
    answer = client.post(path, content=body, headers={"Content-Type": "application/json"})
    document = problem(answer, 422)
    assert (document["parameter"], document["detail"]) == (twice, f"{twice} is given twice: send it once")


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("positions", {"actor": "upsala-kommun"}),
        ("positions", {"stance": "x"}),
        ("evidence", {}),
        ("no-such-query", {}),
    ],
)
def test_a_problem_in_a_batch_is_the_one_that_the_query_alone_gives(
    client: httpx.Client, name: str, parameters: dict[str, str]
) -> None:
    alone = client.post(f"/queries/{name}", json=parameters)
    entry = {"query": name, "parameters": parameters}
    assert client.post("/queries", json={"queries": [entry]}).json()["answers"] == [
        problem(alone, alone.status_code)
    ]


def test_a_parameter_whose_name_is_no_text(client: httpx.Client) -> None:
    body = {"content": b'{"\\ud800": "x"}', "headers": {"Content-Type": "application/json"}}
    assert problem(client.post("/queries/positions", **body), 422)["parameter"] == "\ud800"


@pytest.mark.parametrize(
    ("path", "parameter", "allowed"),
    [
        ("/queries/positions?stance=x", "stance", "propose"),
        ("/queries/positions?stans=propose", "stans", "stance"),
        ("/queries/positions?lang=no", "lang", "sv"),
        ("/queries/positions?fields=quote,nothing", "fields", "quote"),
        ("/queries/positions?format=parquet", "format", "csv"),
        ("/queries/positions?limit=0", "limit", None),
        ("/queries/positions?limit=1e3", "limit", None),
        ("/queries/positions?actor=uppsala-kommun&actor=solna-stad", "actor", None),
        ("/queries/shared-asks?min_actors=many", "min_actors", None),
        ("/queries/evidence", "statement", None),
    ],
)
def test_a_wrong_parameter_is_named(
    client: httpx.Client, path: str, parameter: str, allowed: str | None
) -> None:
    document = problem(client.get(path), 422)
    assert document["parameter"] == parameter
    assert parameter in document["detail"]
    assert allowed is None or allowed in document["allowed"]


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        ({"actor": ""}, "actor"),
        ({"actor": 5}, "actor"),
        ({"limit": "5"}, "limit"),
        ({"actor": None}, "actor"),
    ],
)
def test_json_parameters_have_their_types(client: httpx.Client, body: dict[str, Any], parameter: str) -> None:
    assert problem(client.post("/queries/positions", json=body), 422)["parameter"] == parameter


def test_what_a_parameter_names_may_not_be_there(client: httpx.Client) -> None:
    document = problem(client.get("/queries/positions?actor=upsala-kommun"), 404)
    assert (document["parameter"], document["allowed"][0]) == ("actor", "uppsala-kommun")
    assert problem(client.get("/queries/positions?after=x"), 404)["parameter"] == "after"


def test_other_errors(client: httpx.Client) -> None:
    assert "did you mean adoptions" in problem(client.get("/queries/adoption"), 404)["detail"]
    problem(client.get("/queries/adoptions", headers={"Accept": "image/png"}), 406)
    problem(
        client.post("/queries/adoptions", content=b"{", headers={"Content-Type": "application/json"}), 400
    )
    problem(
        client.post("/queries/adoptions", content=b"[]", headers={"Content-Type": "application/json"}), 422
    )
    problem(client.post("/queries/adoptions", content=b"x", headers={"Content-Type": "image/png"}), 415)
    problem(client.post("/queries", json={"queries": []}), 422)
    problem(client.delete("/queries/adoptions"), 405)


def test_the_answer_is_known_by_its_etag(client: httpx.Client) -> None:
    first = client.get("/queries/adoptions")
    again = client.get("/queries/adoptions", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""


@pytest.mark.parametrize(
    "path", ["/context.jsonld", "/download/clustergraph.nq", "/dataset", "/ns", "/shapes", "/openapi.json"]
)
def test_one_etag_that_holds_while_the_store_does(client: httpx.Client, path: str) -> None:
    [etag] = client.get(path).headers.get_list("etag")
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 304


def test_a_browser_gets_a_page(client: httpx.Client) -> None:
    page = client.get("/queries/adoptions", headers={"Accept": "text/html,application/xml;q=0.9,*/*;q=0.8"})
    assert page.headers["content-type"].startswith("text/html")
    assert "Uppsala kommun" in page.text


def test_what_is_printed_is_escaped(client: httpx.Client) -> None:
    page = client.get("/queries/positions", params={"element": "<script>x</script>", "format": "html"})
    assert "<script>x" not in page.text


@pytest.fixture(scope="module")
def openapi(address: str) -> dict[str, Any]:
    document: dict[str, Any] = httpx.get(f"{address}/openapi.json", timeout=60).json()
    return document


def test_the_description_is_openapi_3_1(openapi: dict[str, Any]) -> None:
    assert openapi["openapi"].startswith("3.1")
    validate(openapi)


def test_the_description_of_a_query_by_post_tells_its_bodies_and_what_can_come_of_them(
    openapi: dict[str, Any],
) -> None:
    posted = openapi["paths"]["/queries/positions"]["post"]
    assert set(posted["requestBody"]["content"]) == {"application/json", "application/x-www-form-urlencoded"}
    assert set(posted["responses"]) == {"200", "400", "404", "406", "413", "415", "422"}


@pytest.mark.parametrize("query", TABLES, ids=lambda query: query.name)
def test_each_query_is_described_by_what_it_gives(
    client: httpx.Client, openapi: dict[str, Any], query: Any
) -> None:
    operation = openapi["paths"][f"/queries/{query.name}"]["get"]
    assert {each["name"] for each in operation["parameters"]} >= set(query.parameters)
    described = operation["responses"]["200"]["content"]["application/json"]
    params = {each["name"]: each["example"] for each in operation["parameters"] if each["required"]}
    answer = client.get(f"/queries/{query.name}", params=params).json()
    Draft202012Validator(described["schema"]).validate(answer)
    assert described["example"]["rows"] == answer["rows"][:2]


def test_a_concept_is_described_by_the_thesaurus(openapi: dict[str, Any]) -> None:
    parameters = {each["name"]: each for each in openapi["paths"]["/queries/positions"]["get"]["parameters"]}
    assert "support-with-reservation" in parameters["stance"]["schema"]["enum"]
    assert "existing-structures" in parameters["topic"]["schema"]["enum"]


def test_the_protocols_are_described_too(openapi: dict[str, Any]) -> None:
    paths = openapi["paths"]
    assert set(paths["/sparql"]["post"]["requestBody"]["content"]) == {
        "application/sparql-query",
        "application/x-www-form-urlencoded",
    }
    assert "application/sparql-results+json" in paths["/sparql"]["get"]["responses"]["200"]["content"]
    assert "text/plain" in paths["/map"]["post"]["requestBody"]["content"]
    writing = {
        (path, method) for path, each in paths.items() for method, one in each.items() if "security" in one
    }
    assert writing >= {
        ("/update", "post"),
        *(("/rdf-graph-store", method) for method in ("put", "post", "delete")),
    }
    for path, each in paths.items():
        for method, one in each.items():
            problems = [text for status, text in one["responses"].items() if status[0] in "4d"]
            assert all("application/problem+json" in text["content"] for text in problems), (path, method)
