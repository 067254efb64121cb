"""`clustergraph validate` as it is typed."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from clustergraph.commands.validate import command
from clustergraph.errors import InputError
from clustergraph.store import open_store
from clustergraph.validation.whole_store import validate_store
from tests.validation.changing import HERE, conforming

if TYPE_CHECKING:
    from pathlib import Path

WRONG = "<urn:x> a <https://w3id.org/clustergraph/ns#Adopton> .\n"


def run(*arguments: object, **more: object):  # type: ignore[no-untyped-def]
    return CliRunner().invoke(command, [str(argument) for argument in arguments], **more)


@pytest.mark.parametrize(
    ("content", "code"),
    [("<urn:x> <urn:p> 1 .", 0), (WRONG, 1), ("<urn:x", 2)],
    ids=["right", "wrong", "no RDF"],
)
def test_exit_codes(content: str, code: int, tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text(content, encoding="utf-8")
    assert run(file, "--alone").exit_code == code


def test_a_missing_file_is_exit_code_2_and_one_line(tmp_path: Path) -> None:
    process = subprocess.run(
        [sys.executable, "-m", "clustergraph", "validate", "--alone", str(tmp_path / "no.ttl")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 2
    assert process.stdout == ""
    assert len(process.stderr.splitlines()) == 1


def test_what_the_store_knows_counts(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    store = open_store(str(folder))
    store.replace_graph(
        "https://w3id.org/clustergraph/graph/a",
        [
            ox.Triple(
                ox.NamedNode("urn:actor"),
                _node("rdf:type"),
                ox.NamedNode("http://www.w3.org/ns/org#Organization"),
            )
        ],
    )
    store.close()
    file = tmp_path / "a.ttl"
    file.write_text(
        "<urn:m> a <https://w3id.org/clustergraph/ns#Mention> ;"
        " <https://w3id.org/clustergraph/ns#mentionedActor> <urn:actor> .",
        encoding="utf-8",
    )
    known = json.loads(run(file, "--store", folder, "--format", "json").stdout)
    assert "CG221" not in {result["code"] for result in known["results"]}
    alone = json.loads(run(file, "--alone", "--format", "json").stdout)
    assert "CG221" in {result["code"] for result in alone["results"]}


def test_a_store_is_not_made_by_looking_for_it(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text(WRONG, encoding="utf-8")
    assert run(file, "--store", tmp_path / "none").exit_code == 1
    assert not (tmp_path / "none").exists()


def test_fix_shows_the_difference_and_asks(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text(WRONG, encoding="utf-8")
    refused = run(file, "--alone", "--fix", input="n\n")
    assert "+<urn:x> a <https://w3id.org/clustergraph/ns#Adoption> ." in refused.stdout
    assert file.read_text(encoding="utf-8") == WRONG
    run(file, "--alone", "--fix", "--yes")
    assert "Adopton" not in file.read_text(encoding="utf-8")


def test_own_shapes(tmp_path: Path) -> None:
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:NodeShape ; sh:targetSubjectsOf <urn:p> ;"
        ' sh:property <urn:s2> . <urn:s2> sh:path <urn:p> ; sh:minCount 2 ; sh:message "two"@en , "två"@sv .',
        encoding="utf-8",
    )
    file = tmp_path / "a.ttl"
    file.write_text("\n<urn:x> <urn:p> 1 .", encoding="utf-8")
    result = run(file, "--shapes", shapes, "--format", "json")
    (found,) = json.loads(result.stdout)["results"]
    assert (found["message"], found["line"], found["shape"]) == ("två", 2, "urn:s2")


def test_watch_checks_again_when_the_file_changes(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text(WRONG, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "clustergraph", "validate", "--alone", "--watch", str(file)],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        assert process.stdout is not None
        until(process.stdout, "1 fel i 1 fil")
        file.write_text("<urn:x> <urn:p> 1 .", encoding="utf-8")
        until(process.stdout, "Inga fel.")
    finally:
        process.kill()
        process.communicate()


def until(stream, text: str) -> None:  # type: ignore[no-untyped-def]
    deadline = time.monotonic() + 60
    for line in stream:
        if text in line:
            return
        assert time.monotonic() < deadline
    raise AssertionError(f"{text!r} was not written")


def test_the_whole_store_is_checked_in_parallel(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "store"))
    quads = [
        ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode("https://w3id.org/clustergraph/graph/right"))
        for t in conforming()
    ]
    for number in range(60):
        graph = ox.NamedNode(f"https://w3id.org/clustergraph/graph/wrong-{number}")
        quads.append(
            ox.Quad(
                ox.NamedNode(f"urn:brand:{number}"),
                _node("rdf:type"),
                ox.NamedNode("https://w3id.org/clustergraph/ns#Brand"),
                graph,
            )
        )
    store.replace_all(quads)
    seen: list[tuple[int, int]] = []
    report = validate_store(store, lambda done, total: seen.append((done, total)))
    store.close()
    assert {(r.code, str(r.focus)) for r in report.results} == {
        (code, f"<urn:brand:{number}>") for number in range(60) for code in ("CG101", "CG105")
    }
    assert seen[-1] == (61, 61)


def test_the_whole_store_from_the_command(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    store = open_store(str(folder))
    store.replace_graph("https://w3id.org/clustergraph/graph/a", conforming())
    store.close()
    result = run("--store", folder)
    assert (result.exit_code, result.stdout) == (0, "Inga fel.\n")


def test_the_conforming_file_conforms_from_the_command(tmp_path: Path) -> None:
    result = run(HERE / "conforming.ttl", "--store", tmp_path / "none", "--format", "json")
    assert json.loads(result.stdout)["results"] == []


def _node(name: str) -> ox.NamedNode:
    from clustergraph.namespaces import expand

    return ox.NamedNode(expand(name))


CG = "https://w3id.org/clustergraph/ns#"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


@pytest.mark.parametrize(
    "written",
    [
        f"<urn:x> a <{CG}Adopton> .",
        f"[] a <{CG}Adopton> .",
        f"[ a <{CG}Adopton> ] .",
        f"# <urn:s> <urn:p> <urn:o> <urn:g> .\n<urn:x> {TYPE} <{CG}Adopton> .",
        f'\ufeff@prefix cg: <{CG}> .\n<urn:x> a cg:Adopton ; cg:note """\n{{"a": 1}}""" .',
        f"{{ <urn:x> a <{CG}Adopton> }}",
        f"<urn:g> {{ <urn:x> a <{CG}Adopton> }}",
        f'<urn:y> <urn:p> "a \\" <urn:s>"@sv .\n<urn:x> {TYPE} <{CG}Adopton> <urn:g> . # four',
        f'{{"@id": "urn:x", "@type": "{CG}Adopton"}}',
        f'\n [ {{"@id": "urn:x", "@type": ["{CG}Adopton"]}} ]',
        f'<?xml version="1.0"?><c:Adopton xmlns:c="{CG}"/>',
        f'<c:Adopton xmlns:c="{CG}" xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" r:about="urn:x"/>',
    ],
)
def test_standard_input_in_any_syntax(written: str) -> None:
    done = run("-", "--alone", "--format", "json", input=written.encode())
    assert done.exit_code == 1, done.output
    results = json.loads(done.output)["results"]
    assert [(one["file"], one["code"]) for one in results if "Adopton" in one["message"]] == [("-", "CG002")]


@pytest.mark.parametrize("written", ["", "\n", "{}", " [] \n"])
def test_standard_input_with_nothing_in_it(written: str) -> None:
    assert run("-", "--alone", input=written.encode()).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(["-", "-"], "given twice"), (["-", "--fix"], "need a file"), (["-", "--watch"], "need a file")],
)
def test_standard_input_is_read_once(arguments: list[str], says: str) -> None:
    with pytest.raises(InputError, match=says):
        run(*arguments, input=b"", catch_exceptions=False)


@pytest.mark.parametrize("option", ["--fix", "--watch"])
def test_what_works_on_files_asks_for_them(option: str) -> None:
    with pytest.raises(InputError, match="--fix and --watch are for files: name them"):
        run(option, catch_exceptions=False)
