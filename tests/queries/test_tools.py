"""`clustergraph mcp` with the protocol's own client, over standard input and output."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from jsonschema import Draft202012Validator
from mcp import Client, StdioServerParameters
from mcp.types import CallToolResult, Tool

from clustergraph.queries import catalogue

Call = Callable[..., CallToolResult]


@pytest.fixture(scope="module")
def portal() -> Iterator[BlockingPortal]:
    with start_blocking_portal() as portal:
        yield portal


@pytest.fixture(scope="module")
def command(on_disk: Path) -> StdioServerParameters:
    arguments = ["-m", "clustergraph", "mcp", "--store", str(on_disk)]
    # By itself the client hands on only a few of the variables.
    return StdioServerParameters(command=sys.executable, args=arguments, env=dict(os.environ))


@pytest.fixture(scope="module")
def client(portal: BlockingPortal, command: StdioServerParameters) -> Iterator[Client]:
    with portal.wrap_async_context_manager(Client(command)) as client:
        yield client


@pytest.fixture(scope="module")
def call(portal: BlockingPortal, client: Client) -> Call:
    return lambda name, **arguments: portal.call(client.call_tool, name, arguments)


@pytest.fixture(scope="module")
def tools(portal: BlockingPortal, client: Client) -> dict[str, Tool]:
    return {tool.name: tool for tool in portal.call(client.list_tools).tools}


def rows(answer: CallToolResult) -> list[dict[str, Any]]:
    assert not answer.is_error, answer.content
    found: list[dict[str, Any]] = answer.structured_content["rows"]
    return found


def test_every_canned_query_is_a_tool_and_sparql_beside_them(tools: dict[str, Tool]) -> None:
    assert set(tools) == {*catalogue(), "sparql"}
    for tool in tools.values():
        Draft202012Validator.check_schema(tool.input_schema)
        assert tool.annotations
        assert tool.annotations.read_only_hint


def test_a_client_of_the_older_protocol(portal: BlockingPortal, command: StdioServerParameters) -> None:
    with portal.wrap_async_context_manager(Client(command, mode="legacy")) as client:
        assert client.protocol_version == "2025-11-25"
        assert len(rows(portal.call(client.call_tool, "adoptions"))) == 9


def test_the_instructions_say_how_to_cite(client: Client) -> None:
    assert client.instructions
    assert "never report a missing row as a no" in client.instructions


def test_parameters_are_typed_and_told_in_both_languages(tools: dict[str, Tool]) -> None:
    positions = tools["positions"].input_schema["properties"]
    assert set(positions) == {"actor", "element", "stance", "topic", "lang", "limit", "after", "fields"}
    assert {"propose", "criticise"} <= set(positions["stance"]["enum"])
    assert positions["actor"]["description"] == (
        "Only this actor and its bodies. Bara denna aktör och dess organ."
    )
    assert tools["shared-asks"].input_schema["properties"]["min_actors"]["type"] == "integer"
    assert tools["evidence"].input_schema["required"] == ["statement"]
    assert "Vem som har antagit" in (tools["adoptions"].description or "")


def test_a_fact_comes_with_its_words_and_their_document(call: Call) -> None:
    [fact] = [
        row for row in rows(call("adoptions", lang="en")) if row["actor_label"] == "Uppsala Municipality"
    ]
    assert fact["date"] == "2025-03-05"
    assert fact["quote"].startswith("Kommunstyrelsen beslutade den 5 mars 2025 (§ 70) att anta")
    [words] = rows(call("evidence", statement=fact["adoption"]))
    assert words["quote"] == fact["quote"]
    assert words["document"] == fact["document"]


def test_what_is_given_keeps_the_schema_of_the_tool(call: Call, tools: dict[str, Tool]) -> None:
    for name, arguments in (
        ("adoptions", {}),
        ("graph-of-actor", {"actor": "solna-stad"}),
        ("sparql", {"query": "ASK { ?s ?p ?o }"}),
    ):
        answer = call(name, **arguments)
        Draft202012Validator(tools[name].output_schema).validate(answer.structured_content)


def test_pages(call: Call) -> None:
    first = call("adoptions", limit=5, fields="actor_label")
    assert first.structured_content["count"] == 9
    second = call("adoptions", limit=5, fields="actor_label", after=first.structured_content["next"])
    assert second.structured_content["next"] is None
    names = [row["actor_label"] for row in rows(first) + rows(second)]
    assert len(set(names)) == 9
    assert len(rows(call("positions"))) == 50


def test_null_is_as_good_as_left_out(call: Call) -> None:
    assert len(rows(call("adoptions", after=None, fields=None))) == 9


def test_a_graph(call: Call) -> None:
    whole = call("graph-of-actor", actor="solna-stad").structured_content
    assert "adoption/solna-stad-avsiktsforklaring-life-science" in whole["turtle"]
    assert whole["next"] is None
    triples = set(ox.parse(whole["turtle"], ox.RdfFormat.TURTLE))
    assert whole["count"] == len(triples)
    walked, after = set(), None
    while True:
        part = call("graph-of-actor", actor="solna-stad", limit=20, after=after).structured_content
        walked |= set(ox.parse(part["turtle"], ox.RdfFormat.TURTLE))
        after = part["next"]
        if after is None:
            break
        assert len(walked) % 20 == 0
    assert walked == triples


def test_sparql(call: Call) -> None:
    prefix = "PREFIX cg: <https://w3id.org/clustergraph/ns#> "
    count = call("sparql", query=prefix + "SELECT (COUNT(*) AS ?number) { ?adoption a cg:Adoption }")
    assert rows(count) == [{"number": 9}]
    asked = call("sparql", query=prefix + "ASK { ?a cg:oppose ?b }")
    assert asked.structured_content == {"boolean": False}
    graph = call("sparql", query=prefix + "CONSTRUCT WHERE { ?a cg:adoptingActor ?b }").structured_content
    assert "actor/solna-stad" in graph["turtle"]
    everything = call("sparql", query="SELECT * { ?s ?p ?o }").structured_content
    assert (everything["count"], everything["truncated"]) == (1000, True)


def test_what_json_has_no_number_for_stays_as_it_is_written(call: Call) -> None:
    """The text of an answer is JSON (RFC 8259), which a client reads as strictly as the structured answer."""
    values = {
        '"NaN"^^xsd:double': "NaN",
        '"-INF"^^xsd:float': "-INF",
        "1e400": "INF",  # xsd:double ends before
        '"many"^^xsd:integer': "many",
        f'"{"9" * 5000}"^^xsd:integer': "9" * 5000,
        '"x"^^xsd:decimal': "x",
        '"perhaps"^^xsd:boolean': "perhaps",
        '"7"^^xsd:unsignedByte': 7,
        "2.5": 2.5,
        "false": False,
    }
    prefix = "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
    answer = call("sparql", query=f"{prefix}SELECT ?x {{ VALUES ?x {{ {' '.join(values)} }} }}")
    assert [row["x"] for row in rows(answer)] == [*values.values()]

    def refuse(number: str) -> None:
        raise AssertionError(number)

    assert json.loads(answer.content[0].text, parse_constant=refuse) == answer.structured_content


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("adoption", {}, "there is no canned query 'adoption'; did you mean adoptions"),
        ("positions", {"stance": "x"}, "stance='x' is not one of criticise, emphasise"),
        ("positions", {"actor": "upsala-kommun"}, "did you mean uppsala-kommun or"),
        ("positions", {"stans": "x"}, "positions has no parameter 'stans'"),
        ("adoptions", {"x": 1}, "adoptions has no parameter 'x'; its parameters: lang, limit, after, fields"),
        ("adoptions", {"format": "csv"}, "adoptions has no parameter 'format'"),
        (
            "graph-of-actor",
            {"actor": "solna-stad", "fields": "s"},
            "graph-of-actor has no parameter 'fields'",
        ),
        ("shared-asks", {"min_actors": "many"}, "min_actors must be a whole number"),
        ("adoptions", {"limit": 0}, "limit must be a whole number from 1 to 10000"),
        ("evidence", {}, "evidence needs the parameter 'statement', for example adoption/"),
        ("sparql", {}, "sparql takes one argument, query"),
        ("sparql", {"query": "SELECT * {"}, "The query cannot be read at line 1, column 11"),
        ("sparql", {"query": "DELETE WHERE { ?s ?p ?o }"}, "The query cannot be read at line 1"),
        ("sparql", {"query": "ASK { SERVICE <http://localhost/> { ?s ?p ?o } }"}, "is refused here"),
    ],
)
def test_an_error_is_a_sentence_the_caller_can_act_on(
    call: Call, name: str, arguments: dict[str, Any], message: str
) -> None:
    answer = call(name, **arguments)
    assert answer.is_error
    [said] = answer.content
    assert message in said.text  # type: ignore[union-attr]
    assert "\n" not in said.text  # type: ignore[union-attr]


def test_a_store_that_cannot_be_opened_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = subprocess.run(
        [sys.executable, "-m", "clustergraph", "mcp", "--store", str(tmp_path / "file")],
        capture_output=True,
        text=True,
        input="",
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("clustergraph: ")
    assert len(done.stderr.splitlines()) == 1


def test_without_the_extra_the_command_says_what_to_install() -> None:
    script = "import sys; sys.modules['mcp'] = None; from clustergraph.cli import main; sys.argv[1:] = ['mcp']; main()"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr == (
        "clustergraph: the package mcp is not installed: pip install 'clustergraph[mcp]'\n"
    )


def test_the_schema_takes_the_names_that_things_have(call: Call, tools: dict[str, Tool]) -> None:
    """A part of a strategy is known by its printed number, «C.1»."""
    validator = Draft202012Validator(tools["evidence"].input_schema)
    part = "element/agenda-2026/C.1"
    for name, takes in [
        (part, True),
        ("element/agenda-2026/3.1.1", True),
        ("Agenda", False),
        ("a/../b", False),
    ]:
        assert validator.is_valid({"statement": name}) is takes
    [said] = call("evidence", statement=part).content
    assert said.text.startswith(f"the graph knows no statement '{part}'")
