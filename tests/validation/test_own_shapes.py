"""A report on shapes that a user brought holds what SHACL asks of it (sections 2.1 and 3.6)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic

from clustergraph.bounded import BoundedCalls
from clustergraph.commands.validate import command
from clustergraph.errors import InputError
from clustergraph.store import open_store

PREFIXES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://x/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
LOCATION = URIRef("https://w3id.org/clustergraph/shapes#location")


def validated(folder: Path, shapes: str, data: str, *options: str) -> tuple[int, str]:
    """The exit code and what was written by `validate --shapes` on one file."""
    (folder / "shapes.ttl").write_text(PREFIXES + shapes, encoding="utf-8")
    (folder / "data.ttl").write_text(PREFIXES + data, encoding="utf-8")
    given = [
        "--alone",
        "--shapes",
        str(folder / "shapes.ttl"),
        *options,
        str(folder / "data.ttl"),
    ]
    result = CliRunner().invoke(command, given)
    if isinstance(result.exception, InputError):
        raise result.exception
    return result.exit_code, result.stdout


def target(constraint: str) -> str:
    return f"ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property ex:P . ex:P {constraint} ."


def reported(component: str, about: str) -> str:
    return f"a sh:ValidationResult ; sh:sourceConstraintComponent sh:{component}ConstraintComponent ; {about}"


def on_path(path: str) -> str:
    return reported(
        "MaxCount",
        "sh:focusNode ex:a ; sh:sourceShape ex:P ; sh:resultSeverity sh:Violation ; sh:resultMessage 'no'@en ;"
        f" sh:resultPath {path}",
    )


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is said of the data is the same in a process that is ended at its limits; to start one takes a second."""

    def call(_: BoundedCalls, function: Callable[..., Any], *arguments: object, **__: object) -> Any:
        return function(*arguments)

    monkeypatch.setattr(BoundedCalls, "call", call)


MESSAGES = "'En'@sv, 'Två'@sv, 'one'@en, 'eins'@de, 'plain', 'brittiskt'@en-gb"
CASES = {
    # 3.6.2.2: the path of a result is that of its shape.
    "inverse": (
        target("sh:path [ sh:inversePath ex:p ] ; sh:maxCount 0 ; sh:message 'no'@en"),
        "ex:a a ex:C . ex:b ex:p ex:a .",
        [on_path("[ sh:inversePath ex:p ]")],
    ),
    "alternative": (
        target("sh:path [ sh:alternativePath ( ex:p ex:q ) ] ; sh:maxCount 0 ; sh:message 'no'@en"),
        "ex:a a ex:C ; ex:q ex:b .",
        [on_path("[ sh:alternativePath ( ex:p ex:q ) ]")],
    ),
    "repeated": (
        target("sh:path [ sh:zeroOrMorePath ex:p ] ; sh:maxCount 0 ; sh:message 'no'@en"),
        "ex:a a ex:C .",
        [on_path("[ sh:zeroOrMorePath ex:p ]")],
    ),
    "sequence of paths": (
        target(
            "sh:path ( ex:p [ sh:oneOrMorePath ex:q ] [ sh:alternativePath ( ex:r ( ex:p ex:q ) ) ] ) ;"
            " sh:maxCount 0 ; sh:message 'no'@en"
        ),
        "ex:a a ex:C ; ex:p ex:b . ex:b ex:q ex:c . ex:c ex:r ex:d .",
        [on_path("( ex:p [ sh:oneOrMorePath ex:q ] [ sh:alternativePath ( ex:r ( ex:p ex:q ) ) ] )")],
    ),
    # 2.1.4: any IRI may be a severity.
    "severity": (
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:nodeKind sh:Literal ; sh:severity ex:Grave ; sh:message 'x' .",
        "ex:a a ex:C .",
        [
            reported(
                "NodeKind",
                "sh:focusNode ex:a ; sh:value ex:a ; sh:sourceShape ex:S ; sh:resultSeverity ex:Grave ; sh:resultMessage 'x'",
            )
        ],
    ),
    # 2.1.5: exactly the messages of the shape.
    "messages": (
        f"ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:nodeKind sh:Literal ; sh:message {MESSAGES} .",
        "ex:a a ex:C .",
        [
            reported(
                "NodeKind",
                "sh:focusNode ex:a ; sh:value ex:a ; sh:sourceShape ex:S ; sh:resultSeverity sh:Violation ;"
                f" sh:resultMessage {MESSAGES}",
            )
        ],
    ),
    # 2.1.3.3: a shape that is a class is its own target.
    "implicit class target": (
        "ex:C a rdfs:Class, sh:NodeShape ; sh:nodeKind sh:Literal ; sh:message 'x' .",
        "ex:a a ex:C .",
        [
            reported(
                "NodeKind",
                "sh:focusNode ex:a ; sh:value ex:a ; sh:sourceShape ex:C ; sh:resultSeverity sh:Violation ; sh:resultMessage 'x'",
            )
        ],
    ),
    # 2.1.3: objects are targets too, and nodes that the data does not hold.
    "objects and named nodes": (
        "ex:S a sh:NodeShape ; sh:targetObjectsOf ex:p ; sh:targetNode 'å' ; sh:nodeKind sh:BlankNode ; sh:message 'x' .",
        "ex:a ex:p ex:b .",
        [
            reported(
                "NodeKind",
                f"sh:focusNode {node} ; sh:value {node} ; sh:sourceShape ex:S ; sh:resultSeverity sh:Violation ;"
                " sh:resultMessage 'x'",
            )
            for node in ("ex:b", "'å'")
        ],
    ),
    # 3.4: each constraint has its own result, also for the same value.
    "two constraints on one value": (
        target("sh:path ex:p ; sh:datatype xsd:integer ; sh:minInclusive 3 ; sh:message 'x'"),
        "ex:a a ex:C ; ex:p 'å' .",
        [
            reported(
                component,
                "sh:focusNode ex:a ; sh:value 'å' ; sh:sourceShape ex:P ; sh:resultPath ex:p ; sh:resultSeverity sh:Violation ;"
                " sh:resultMessage 'x'",
            )
            for component in ("Datatype", "MinInclusive")
        ],
    ),
    # The severity is that of the shape also where the value is described nowhere.
    "undescribed value": (
        target("sh:path ex:p ; sh:class ex:D ; sh:message 'x'"),
        "ex:a a ex:C ; ex:p ex:b .",
        [
            reported(
                "Class",
                "sh:focusNode ex:a ; sh:value ex:b ; sh:sourceShape ex:P ; sh:resultPath ex:p ;"
                " sh:resultSeverity sh:Violation ; sh:resultMessage 'x'",
            )
        ],
    ),
    "SPARQL in two languages": (
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:sparql [ sh:message 'Fel: {?value}'@sv, 'Wrong: {?value}'@en ;"
        " sh:select 'SELECT $this ?value { $this <http://x/p> ?value }' ] .",
        "ex:a a ex:C ; ex:p 5 .",
        [
            reported(
                "SPARQL",
                "sh:focusNode ex:a ; sh:value 5 ; sh:sourceShape ex:S ; sh:resultSeverity sh:Violation ;"
                " sh:resultMessage 'Fel: 5'@sv, 'Wrong: 5'@en",
            )
        ],
    ),
}


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize("name", CASES)
def test_the_report_is_as_the_standard_says(tmp_path: Path, name: str) -> None:
    shapes, data, results = CASES[name]
    code, written = validated(tmp_path, shapes, data, "--format", "turtle", "--sparql")
    found = Graph().parse(data=written, format="turtle")
    found.remove((None, LOCATION, None))
    # A blank node each time, of which the standard asks nothing.
    found.remove((None, URIRef("http://www.w3.org/ns/shacl#sourceConstraint"), None))
    expected = Graph().parse(
        data=PREFIXES
        + "[] a sh:ValidationReport ; sh:conforms false ; sh:result "
        + ", ".join(f"[ {one} ]" for one in results)
        + " .",
        format="turtle",
    )
    assert (code, isomorphic(found, expected)) == (1, True), written


@pytest.mark.parametrize(
    ("lang", "told"),
    [("sv", "fel[S]: En Två"), ("en", "violation[S]: brittiskt one")],
)
def test_the_reader_gets_the_words_of_the_language(tmp_path: Path, lang: str, told: str) -> None:
    shapes, data, _ = CASES["messages"]
    _, written = validated(tmp_path, shapes, data, "--lang", lang)
    assert written.startswith(f"{told}\n")


def test_an_inverse_path_sees_all_of_a_large_file(tmp_path: Path) -> None:
    many = "".join(f"ex:a{number} a ex:C . ex:b{number} ex:p ex:a{number} .\n" for number in range(2500))
    shapes = target("sh:path [ sh:inversePath ex:p ] ; sh:minCount 1")
    assert validated(tmp_path, shapes, many) == (0, "Inga fel.\n")


@pytest.mark.parametrize(
    ("shapes", "told"),
    [
        ("ex:S a sh:NodeShape ; sh:nodeKind sh:IRI .", "no shape with a target in it"),
        ("ex:S a ;", "the shapes are not valid Turtle"),
    ],
)
def test_an_error_names_the_file_of_the_shapes(tmp_path: Path, shapes: str, told: str) -> None:
    with pytest.raises(InputError, match=told) as raised:
        validated(tmp_path, shapes, "ex:a a ex:C .")
    assert str(raised.value).startswith(f"{tmp_path / 'shapes.ttl'}:")


REFERS = target("sh:path ex:p ; sh:class ex:D")


def test_files_are_checked_together(tmp_path: Path) -> None:
    other = tmp_path / "other.ttl"
    other.write_text(f"{PREFIXES} ex:b a ex:D .", encoding="utf-8")
    data = "ex:a a ex:C ; ex:p ex:b ."
    assert validated(tmp_path, REFERS, data)[0] == 1
    assert validated(tmp_path, REFERS, data, str(other)) == (0, "Inga fel.\n")


def test_what_the_store_knows_is_seen_unless_alone(tmp_path: Path) -> None:
    """A thing of the store is of the class that the shape asks for; that others there break the shape is another matter."""
    folder = str(tmp_path / "store")
    store = open_store(folder)
    known = ox.parse(
        f"{PREFIXES} ex:b a ex:D . ex:z a ex:C ; ex:p ex:y .".encode(), format=ox.RdfFormat.TURTLE
    )
    store.replace_all(ox.Quad(*quad.triple, ox.NamedNode("urn:g")) for quad in known)
    store.close()
    shapes, data = tmp_path / "shapes.ttl", tmp_path / "data.ttl"
    shapes.write_text(PREFIXES + REFERS, encoding="utf-8")
    data.write_text(f"{PREFIXES} ex:a a ex:C ; ex:p ex:b .", encoding="utf-8")
    given = ["--store", folder, "--shapes", str(shapes), str(data)]
    assert CliRunner().invoke(command, given).exit_code == 0
    assert CliRunner().invoke(command, ["--alone", *given]).exit_code == 1


def test_own_shapes_need_files(tmp_path: Path) -> None:
    (tmp_path / "shapes.ttl").write_text(PREFIXES + REFERS, encoding="utf-8")
    with pytest.raises(InputError, match="name the files to check"):
        CliRunner().invoke(command, ["--shapes", str(tmp_path / "shapes.ttl")], catch_exceptions=False)


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize(
    ("constraint", "sv", "en"),
    [
        ("sh:path ex:p ; sh:minCount 2", "fel[P]: <http://x/p> har för få värden.", "Less than 2 values on"),
        ("sh:path ex:p ; sh:pattern '^å'", '"bo" har inte rätt form.', "does not match pattern"),
        (
            "sh:path [ sh:inversePath ex:p ] ; sh:minCount 1",
            "fel[P]: ^<http://x/p> har för få värden.",
            "Less than 1 values on",
        ),
        (
            "sh:path ( ex:p ex:q ) ; sh:minCount 1",
            "fel[P]: <http://x/p>/<http://x/q> har för få värden.",
            "Less than 1 values on",
        ),
        (
            "sh:path ex:p ; sh:hasValue 'x'",
            "fel[P]: <http://x/p> saknar det värde som krävs.",
            "does not contain",
        ),
        (
            "sh:path ex:p ; sh:nodeKind sh:BlankNode",
            '"bo" är av fel slag (IRI, literal eller blank nod).',
            "Node Kind",
        ),
        ("sh:path ex:p ; sh:minLength 3", '"bo" är för kort.', "length"),
        ("sh:path ex:p ; sh:node [ sh:nodeKind sh:IRI ]", '"bo" uppfyller inte den form', "conform to Shape"),
    ],
)
def test_a_shape_without_words_is_told_in_the_language_of_the_report(
    tmp_path: Path, constraint: str, sv: str, en: str
) -> None:
    """The engine has English words only; the standard report keeps them, and calls them English."""
    data = "ex:a a ex:C ; ex:p 'bo' ."
    for lang, said in (("sv", sv), ("en", en)):
        _, written = validated(tmp_path, target(constraint), data, "--lang", lang)
        assert said in written.splitlines()[0]
    _, report = validated(tmp_path, target(constraint), data, "--format", "turtle")
    assert "@en" in report
    assert "@sv" not in report
