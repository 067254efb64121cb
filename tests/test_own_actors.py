"""A register of actors of one's own, in the folder that CLUSTERGRAPH_ACTORS names, beside the shipped one."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

REGISTER = """@prefix actor: <https://w3id.org/clustergraph/id/actor/> .
@prefix cg: <https://w3id.org/clustergraph/ns#> .
@prefix cg-actor-type: <https://w3id.org/clustergraph/id/actor-type/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

actor:vattenbruket a org:Organization , org:FormalOrganization ;
    cg:actorType cg-actor-type:company ;
    skos:prefLabel "Vattenbruket"@sv , "Vattenbruket"@en .

actor:solna-stad skos:altLabel "Karlbergsstaden"@sv .
"""

RESPONSE = """Vattenbruket

Yttrande
2025-04-02

Till Karlbergsstaden

Remiss av cykelplan

Vattenbruket välkomnar planen.
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name in ("actors", "documents", "reviewed"):
        (tmp_path / name).mkdir()
    (tmp_path / "actors" / "own.ttl").write_text(REGISTER, encoding="utf-8")
    (tmp_path / "documents" / "svar.txt").write_text(RESPONSE, encoding="utf-8")
    return tmp_path


def clustergraph(register: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "CLUSTERGRAPH_ACTORS": str(register)}
    command = [sys.executable, "-m", "clustergraph", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_the_mapper_finds_an_actor_of_ones_own_and_another_name_for_a_shipped_one(data: Path) -> None:
    done = clustergraph(data / "actors", "map", str(data / "documents" / "svar.txt"))
    document = json.loads(done.stdout)["document"]
    assert (document["issuer_id"], document["recipient_id"]) == ("vattenbruket", "solna-stad")


def test_the_graph_has_them_and_the_validator_knows_them(data: Path, tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    done = clustergraph(data / "actors", "build", "--data", str(data), "--store", store)
    assert done.returncode == 0, done.stderr
    asked = clustergraph(data / "actors", "query", "actors", "--store", store, "--format", "json")
    names = {row["actor_label"] for row in json.loads(asked.stdout)["rows"]}
    assert "Vattenbruket" in names

    added = tmp_path / "added.ttl"
    added.write_text(
        "@prefix org: <http://www.w3.org/ns/org#> .\n<https://w3id.org/clustergraph/id/actor/vattenbrukets-styrelse>"
        " a org:OrganizationalUnit ; org:unitOf <https://w3id.org/clustergraph/id/actor/vattenbruket> .\n",
        encoding="utf-8",
    )
    known, unknown = (
        clustergraph(folder, "validate", str(added)).stdout for folder in (data / "actors", data)
    )
    assert known == "Inga fel.\n"
    assert "actor:vattenbruket är inte beskriven någonstans" in unknown


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(None, "is no folder", id="no folder"),
        pytest.param(b"actor:x a org:Organization .", "own.ttl:1: not valid Turtle", id="not Turtle"),
    ],
)
def test_a_register_that_cannot_be_read_is_told(data: Path, content: bytes | None, said: str) -> None:
    register = data / "actors"
    if content is None:
        register = data / "none"
    else:
        (register / "own.ttl").write_bytes(content)
    done = clustergraph(register, "map", str(data / "documents" / "svar.txt"))
    assert done.returncode == 2
    assert said in done.stderr
