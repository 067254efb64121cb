"""`POST /validate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from clustergraph.store import open_store
from tests.server.serving import served

if TYPE_CHECKING:
    from collections.abc import Iterator

WRONG = "<urn:x>\n a <https://w3id.org/clustergraph/ns#Adopton> .\n"
SHAPES = (
    "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:NodeShape ; sh:targetSubjectsOf <urn:p> ;"
    ' sh:property <urn:s2> ; sh:sparql [ sh:message "x" ; sh:select "SELECT $this { $this ?p ?o }" ] .'
    ' <urn:s2> sh:path <urn:p> ; sh:minCount 2 ; sh:message "two"@en .'
)


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with served(open_store(":memory:")) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client


def test_json_is_the_default(client: httpx.Client) -> None:
    answer = client.post("/validate", content=WRONG, headers={"Content-Type": "text/turtle"})
    assert answer.status_code == 200
    document = answer.json()
    assert document["conforms"] is False
    assert [(r["code"], r["line"], r["column"]) for r in document["results"]] == [("CG002", 2, 4)]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/turtle", "text/turtle"),
        ("application/sarif+json", "application/sarif+json"),
        ("application/ld+json", "application/ld+json"),
        ("text/plain", "text/plain"),
    ],
)
def test_other_forms_by_accept(client: httpx.Client, accept: str, media_type: str) -> None:
    answer = client.post(
        "/validate", content=WRONG, headers={"Content-Type": "text/turtle", "Accept": accept}
    )
    assert answer.headers["content-type"].startswith(media_type)


def test_language(client: httpx.Client) -> None:
    headers = {"Content-Type": "text/turtle", "Accept-Language": "de, en;q=0.8, sv;q=0.5"}
    answer = client.post("/validate", content=WRONG, headers=headers)
    assert "the class does not exist" in answer.json()["results"][0]["message"]
    answer = client.post("/validate?lang=sv", content=WRONG, headers=headers)
    assert "klassen finns inte" in answer.json()["results"][0]["message"]


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "sv"),
        ("en;q=0.1, sv;q=0.9", "sv"),
        ("en;q=0, sv", "sv"),
        ("enm", "sv"),
        ("sv;q=0.2, en-GB", "en"),
        ("fr", "sv"),
    ],
)
def test_the_language_that_is_wanted_most(client: httpx.Client, accepted: str, language: str) -> None:
    headers = {"Content-Type": "text/turtle", "Accept-Language": accepted}
    answer = client.post("/validate", content=WRONG, headers=headers)
    assert answer.headers["content-language"] == language


def test_text_that_is_not_rdf_is_a_result_and_no_error(client: httpx.Client) -> None:
    answer = client.post("/validate", content=b"<urn:x", headers={"Content-Type": "text/turtle"})
    assert answer.status_code == 200
    assert answer.json()["results"][0]["code"] == "CG000"


@pytest.mark.parametrize("media_type", ["text/csv", "application/x-www-form-urlencoded", ""])
def test_what_is_no_rdf_syntax(client: httpx.Client, media_type: str) -> None:
    answer = client.post("/validate", content=b"a,b", headers={"Content-Type": media_type})
    assert answer.status_code == 415
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("name", "media_type", "status"),
    [
        ("mine.ttl", "application/octet-stream", 200),
        ("mine", "text/turtle", 200),
        ("mine", "application/octet-stream", 415),
        ("mine.csv", "text/csv", 415),
    ],
)
def test_a_part_is_of_the_syntax_of_its_name_or_else_of_its_media_type(
    client: httpx.Client, name: str, media_type: str, status: int
) -> None:
    answer = client.post("/validate", files={"data": (name, WRONG, media_type)})
    assert answer.status_code == status
    assert status != 200 or answer.json()["results"][0]["file"] == name


def test_own_shapes_without_their_sparql(client: httpx.Client) -> None:
    files = {"data": ("mine.ttl", "\n<urn:x> <urn:p> 1 ."), "shapes": ("shapes.ttl", SHAPES)}
    results = client.post("/validate", files=files).json()["results"]
    assert [(r["message"], r["file"], r["line"]) for r in results] == [("two", "mine.ttl", 2)]


def test_shapes_that_are_none(client: httpx.Client) -> None:
    answer = client.post(
        "/validate", files={"data": ("a.ttl", "<urn:x> <urn:p> 1 ."), "shapes": ("s.ttl", "no")}
    )
    assert answer.status_code == 400
    assert "shapes" in answer.json()["detail"]


def own(client: httpx.Client, constraint: str, **parameters: str) -> httpx.Response:
    """What a shape of the user's own says of a thing with two values."""
    data = "@prefix ex: <http://x/> . ex:a a ex:C ; ex:p 'v', 1 ."
    shapes = (
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://x/> ."
        f" ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ {constraint} ] ."
    )
    files = {"data": ("d.ttl", data), "shapes": ("s.ttl", shapes)}
    return client.post("/validate", files=files, params=parameters)


@pytest.mark.parametrize(
    "constraint",
    [
        "sh:path 'x'",
        "sh:minCount 1",
        "sh:path ex:p ; sh:minCount 'a'",
        "sh:path ex:p ; sh:pattern '('",
        "sh:path ex:p ; sh:minInclusive ex:f",
        "sh:path ex:p ; sh:qualifiedMinCount 1",
        "sh:path ex:p ; sh:in ( <<( ex:a ex:b ex:c )>> )",
        "sh:path ( ex:p ) ; sh:minCount 3",
    ],
)
def test_shapes_that_are_no_shacl(client: httpx.Client, constraint: str) -> None:
    answer = own(client, constraint)
    assert answer.status_code == 400
    assert "SHACL" in answer.json()["detail"] or "shapes cannot be run" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("ex:q", "http://x/q"),
        ("( ex:p ex:q )", "<http://x/p>/<http://x/q>"),
        ("[ sh:inversePath ex:p ]", "^<http://x/p>"),
        ("[ sh:alternativePath ( ex:q ex:r ) ]", "<http://x/q>|<http://x/r>"),
        ("[ sh:oneOrMorePath ex:q ]", "<http://x/q>+"),
    ],
)
def test_the_path_of_an_own_shape_is_said_in_sparql(client: httpx.Client, path: str, said: str) -> None:
    [result] = own(client, f"sh:path {path} ; sh:minCount 3").json()["results"]
    assert result["path"] == said
    for form in ("turtle", "jsonld", "sarif", "text"):
        assert own(client, f"sh:path {path} ; sh:minCount 3", format=form).status_code == 200


def test_an_own_shape_without_an_iri_has_a_steady_code_and_speaks_the_language_asked_for(
    client: httpx.Client,
) -> None:
    constraint = "sh:path ex:q ; sh:minCount 1 ; sh:message 'krävs'@sv, 'is needed'@en"
    found = {
        lang: own(client, constraint, lang=lang).json()["results"][0]["message"] for lang in ("sv", "en")
    }
    assert found == {"sv": "krävs", "en": "is needed"}
    [result] = own(client, constraint).json()["results"]
    assert (result["code"], result["shape"]) == ("MinCountConstraintComponent", None)
