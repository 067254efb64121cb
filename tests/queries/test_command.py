"""`clustergraph query` as a user types it."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from clustergraph.queries import catalogue

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def run(on_disk: Path) -> Run:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "clustergraph", "query", *words]
        return subprocess.run(
            command,
            capture_output=True,
            encoding="utf-8",
            env={"CLUSTERGRAPH_STORE": str(on_disk), "PATH": ""},
        )

    return run


def test_without_a_name_the_catalogue(run: Run) -> None:
    done = run()
    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(catalogue())


def test_json(run: Run) -> None:
    answer = json.loads(
        run("positions", "--actor", "uppsala-kommun", "--stance=criticise", "--format", "json").stdout
    )
    assert list(answer) == ["query", "parameters", "columns", "rows", "count", "next"]
    assert answer["parameters"] == {"lang": "sv", "actor": "uppsala-kommun", "stance": "criticise"}
    assert (answer["count"], answer["next"]) == (1, None)
    assert answer["rows"][0]["quote"].startswith("Uppsala kommun saknar i avsiktsförklaringen")


def test_csv(run: Run) -> None:
    rows = list(
        csv.DictReader(io.StringIO(run("shared-asks", "--min-actors", "2", "--format", "csv").stdout))
    )
    assert {"topic", "topic_label", "actors", "actor_count"} <= set(rows[0])


def test_table(run: Run) -> None:
    done = run("adoptions", "--lang", "en")
    assert "Uppsala University" in done.stdout
    assert done.stdout.splitlines()[-1] == "9 rows"


def test_a_graph_is_turtle(run: Run) -> None:
    assert "Solna stad" in run("graph-of-actor", "--actor", "solna-stad").stdout
    assert "Solna stad" in run("graph-of-actor", "--actor", "solna-stad", "--format", "json").stdout


def test_help_shows_the_typed_parameters(run: Run) -> None:
    done = run("positions", "--help")
    for words in ("--actor ACTOR", "--stance STANCE", "--topic TOPIC", "--lang LANGUAGE", "--format"):
        assert words in done.stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["posision"], "there is no canned query 'posision'; did you mean positions"),
        (
            ["positions", "--stans", "x"],
            "positions has no parameter --stans; its parameters: --actor, --element",
        ),
        (
            ["positions", "--stance", "x"],
            "stance='x' is not one of criticise, emphasise, note, oppose, propose",
        ),
        (["positions", "--actor", "upsala-kommun"], "the graph knows no actor 'upsala-kommun'; did you mean"),
        (["evidence"], "evidence needs the parameter 'statement'"),
        (
            ["adoptions", "--format", "ttl"],
            "adoptions cannot be had as ttl; its formats: table, json and csv",
        ),
        (
            ["graph-of-actor", "--actor", "solna-stad", "--format", "csv"],
            "graph-of-actor cannot be had as csv",
        ),
    ],
)
def test_errors_are_one_sentence(run: Run, words: list[str], message: str) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith(f"clustergraph: {message}")
    assert len(done.stderr.splitlines()) == 1
