"""A consumer's journey with nothing but the address of a server and its documentation.

Each step uses what the step before it has told: the description of the API names the operations, their parameters and
examples; answers name the next page and the things; things lead to their evidence, and that to the documents.
"""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from jsonschema import Draft202012Validator

from clustergraph import resources

GUIDE = (Path(__file__).parents[2] / "docs/api.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def web(address: str) -> Any:
    with httpx.Client(base_url=address, timeout=60) as web:
        yield web


@pytest.fixture(scope="module")
def description(web: httpx.Client) -> dict[str, Any]:
    document: dict[str, Any] = web.get("/openapi.json").json()
    return document


def operation(description: dict[str, Any], title: str) -> tuple[str, dict[str, Any]]:
    """The GET operation whose summary is this, with its path."""
    [found] = [
        (path, each["get"])
        for path, each in description["paths"].items()
        if each.get("get", {}).get("summary") == title
    ]
    return found


def schema(described: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = described["responses"]["200"]["content"]["application/json"]["schema"]
    return found


def test_from_the_description_to_the_words_in_the_document(
    web: httpx.Client, description: dict[str, Any]
) -> None:
    # Which operation tells who has adopted what? It takes a language and a limit, by their own description.
    path, adoptions = operation(description, "Adoptions")
    takes = {each["name"]: each["schema"] for each in adoptions["parameters"]}
    assert "en" in takes["lang"]["enum"]
    assert takes["limit"]["minimum"] == 1
    # Walk the pages; every page keeps the schema, and the rows are as many as was said.
    rows: list[dict[str, Any]] = []
    address: str | None = str(httpx.URL(path, params={"lang": "en", "limit": 4}))
    while address:
        page = web.get(address).json()
        Draft202012Validator(schema(adoptions)).validate(page)
        rows += page["rows"]
        address = page["next"]
    assert len(rows) == page["count"]
    [uppsala] = [row for row in rows if row["actor_label"] == "Uppsala Municipality"]
    assert uppsala["date"] == "2025-03-05"
    # The operation that gives evidence takes the IRI of a statement; so does this row have one.
    path, evidence = operation(description, "Evidence")
    [needed] = [each["name"] for each in evidence["parameters"] if each["required"]]
    [words] = web.get(path, params={needed: uppsala["adoption"]}).json()["rows"]
    assert words["quote"] == uppsala["quote"]
    # The document is a thing of the web; its description leads to the text in which the words stand.
    described = web.get(
        f"{urlsplit(words['document']).path.removeprefix('/clustergraph')}", follow_redirects=True
    )
    assert described.headers["content-type"].startswith("text/turtle")
    document = web.get(str(described.url), headers={"Accept": "application/ld+json"}).json()
    source = web.get(
        urlsplit(document["source"]).path.removeprefix("/clustergraph"),
        headers={"Accept": "application/ld+json"},
        follow_redirects=True,
    ).json()
    text = source["https://w3id.org/clustergraph/ns#text"]["@value"]
    assert text[words["start"] : words["end"]] == words["quote"]
    assert text in {path.read_text("utf-8") for path in (resources.data() / "documents").glob("*.txt")}


def test_every_example_of_the_description_is_answered(web: httpx.Client, description: dict[str, Any]) -> None:
    for path, operations in description["paths"].items():
        if not path.startswith("/queries/"):
            continue
        for parameter in operations["get"]["parameters"]:
            needed = {
                each["name"]: each["example"] for each in operations["get"]["parameters"] if each["required"]
            }
            if "example" in parameter:
                asked = needed | {parameter["name"]: parameter["example"]}
                assert web.get(path, params=asked).status_code == 200, (path, asked)


def test_an_error_tells_how_to_mend_the_request(web: httpx.Client, description: dict[str, Any]) -> None:
    path, _ = operation(description, "Positions")
    problem = web.get(path, params={"stance": "against"})
    assert problem.headers["content-type"] == "application/problem+json"
    Draft202012Validator(description["components"]["schemas"]["Problem"]).validate(problem.json())
    mended = web.get(path, params={problem.json()["parameter"]: problem.json()["allowed"][0]})
    assert mended.status_code == 200


def test_the_dataset_leads_to_a_table_of_every_query_that_needs_nothing(web: httpx.Client) -> None:
    dataset = web.get("/dataset", headers={"Accept": "application/ld+json"}).json()
    tables = set(re.findall(r'http[^"]*format=csv[^"]*', json.dumps(dataset)))
    assert len(tables) > 20
    for table in tables:
        rows = list(csv.DictReader(io.StringIO(web.get(table).text)))
        assert len(rows) == web.get(table.replace("csv", "json")).json()["count"] > 0, table  # none left out


def test_what_the_guide_shows_is_what_the_server_says(web: httpx.Client) -> None:
    """The request of the guide's first example, and each member and value of the answer printed under it."""
    [request] = re.findall(r"^    curl '[^/]*//[^/]*(/queries/[^']*)'$", GUIDE, re.MULTILINE)
    answer = web.get(request).json()
    printed = json.loads(re.findall(r"```json\n(.*?)```", GUIDE, re.DOTALL)[0])
    assert list(answer) == list(printed)
    for member in ("query", "parameters", "count", "next"):
        assert answer[member] == printed[member]
    assert answer["columns"][: len(printed["columns"]) - 1] == printed["columns"][:-1]
    for row, shown in zip(answer["rows"], printed["rows"], strict=True):
        for name, value in shown.items():
            assert name == "…" or row[name].startswith(value.removesuffix("…").rstrip())


def test_every_address_that_the_guide_names_answers(web: httpx.Client) -> None:
    paths = set(re.findall(r"`(?:GET )?(/[a-z][a-z0-9./-]*)`", GUIDE))
    assert {"/queries", "/openapi.json", "/dataset", "/context.jsonld"} <= paths
    for path in paths:
        assert web.get(path, follow_redirects=True).status_code == 200, path
