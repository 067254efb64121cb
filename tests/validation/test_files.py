"""Files as stewards send them, wrong ones above all: one plain message, bounded in time and memory."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from clustergraph.bounded import BoundedCalls
from clustergraph.errors import InputError
from clustergraph.validation import Report, in_memory, validate_bytes, validate_files
from clustergraph.validation.bounded import Job, run
from clustergraph.validation.own_shapes import rulebook_of
from clustergraph.validation.rendering import rendered

if TYPE_CHECKING:
    from pathlib import Path

PREFIX = "@prefix cg: <https://w3id.org/clustergraph/ns#> .\n"
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a0 "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + ']><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e.org/">'
    '<rdf:Description rdf:about="http://e.org/a"><e:p>&a9;</e:p></rdf:Description></rdf:RDF>'
)

XML = (
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e.org/">\n'
    b'<rdf:Description rdf:about="urn:a">\n'
)

UNREADABLE = {
    "invalid UTF-8": ("a.ttl", b'<urn:a> <urn:p> "ok" .\n<urn:a> <urn:p> "\xff" .', 2, "UTF-8"),
    "UTF-16": ("a.ttl", '<urn:a> <urn:p> "ok" .'.encode("utf-16"), 1, "UTF-16"),
    "truncated in a literal": ("a.ttl", b'<urn:a> <urn:p> "ok" ;\n <urn:p> "never en', 2, ""),
    "truncated before the full stop": ("a.ttl", b'<urn:a> <urn:p> "ok" ;\n', None, ""),
    "a prefix that is not declared": ("a.ttl", b"\n\n<urn:a> cg:stance <urn:b> .", 3, "prefix"),
    "a relative IRI without base": ("a.ttl", b'<a> <urn:p> "ok" .', 1, "relative"),
    "a relative IRI in JSON-LD": (
        "a.jsonld",
        b'{"@id": "urn:a",\n "urn:p": {"@id": "b"}}',
        2,
        "relative",
    ),
    "JSON that is no linked data": ("a.jsonld", b'{"title": "x"}', 1, "@context"),
    "RDF/XML cut off": ("a.rdf", XML + b"<e:p>x</e:p>\n", 3, "cut off"),
    "RDF/XML with a wrong closing tag": (
        "a.rdf",
        XML + b"<e:p>x</e:q>\n</rdf:Description></rdf:RDF>",
        3,
        "closing tag",
    ),
    "a statement without its full stop": (
        "a.ttl",
        b'<urn:a> <urn:p> "x"\n<urn:b> <urn:p> "y" .',
        2,
        "full stop",
    ),
    "a text that is never closed": ("a.ttl", b'\n<urn:a> <urn:p> """x ;\n <urn:q> 1 .', 2, "no end"),
    "typographic quotation marks": ("a.ttl", "\n<urn:a> <urn:p> ”x”@sv .".encode(), 2, "straight"),
    "a no-break space": ("a.ttl", "\n<urn:a> <urn:p>\u00a0'x' .".encode(), 2, "no-break space"),
    "a control character": ("a.ttl", b"\n<urn:a> <urn:p> \x00 .", 2, "control character"),
    "a comment of another language": ("a.ttl", b"<urn:a> <urn:p> 'x' .\n// slut", 2, "comment begins with #"),
    "a text beyond all bounds": (
        "a.ttl",
        b"<urn:a> <urn:p> 'x' .\n<urn:a> <urn:p> '" + b"x" * 17_000_000 + b"' .",
        2,
        "16 megabytes",
    ),
    "the empty prefix undeclared": ("a.ttl", b"\n:a :b :c .", 2, "write @prefix : <"),
    "an IRI without end": ("a.nt", b"<urn:a> <urn:b> <urn:c\n<urn:a> <urn:b> <urn:c> .", 1, "a > is missing"),
    "a graph without a full stop": (
        "a.trig",
        b"<urn:g> {\n<urn:a> <urn:b> 1\n<urn:a> <urn:b> 2 }",
        3,
        "the } that ends the graph",
    ),
    "two triples on a line": (
        "a.nt",
        b"<urn:a> <urn:b> <urn:c> . <urn:a> <urn:b> <urn:c> .",
        1,
        "one triple",
    ),
    "an entity from a file": (
        "a.rdf",
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>',
        1,
        "not fetched",
    ),
    "JSON keys without quotation marks": ("a.jsonld", b"{\n@id: 1}", 2, ""),
    "two JSON values": ("a.jsonld", b'{"@id": "urn:a"}\n{"@id": "urn:b"}', None, "put them in a list"),
    "a backslash": ("a.ttl", b"<urn:a> <urn:b> '\\u12zzzz' .", 1, "forms no character"),
    "a fault that only the parser has words for": ("a.ttl", b"@prefix a.: <urn:a> .", 1, ""),
    "a Word document": ("a.ttl", b"PK\x03\x04" + bytes(range(256)), 1, "map"),
    "a web page": ("a.rdf", b"<!DOCTYPE html>\n<html><body>x</body></html>", 1, "web page"),
    "RDF/XML called Turtle": ("a.ttl", b'<?xml version="1.0"?>\n<rdf:RDF/>', 1, "RDF/XML"),
    "Turtle called RDF/XML": ("a.rdf", (PREFIX + "cg:a cg:b cg:c .").encode(), 1, "Turtle"),
    "Turtle called JSON-LD": ("a.jsonld", (PREFIX + "cg:a cg:b cg:c .").encode(), 1, "Turtle"),
    "JSON-LD called Turtle": ("a.ttl", b'{"@id": "urn:a"}', 1, "JSON-LD"),
    "a remote context": (
        "a.jsonld",
        b'{"@context": "http://example.org/c", "@id": "urn:a", "x": 1}',
        None,
        "@context",
    ),
    "brackets nested deep": ("a.ttl", b"<urn:a> <urn:p> " + b"[ <urn:p> " * 100_000, 1, "nested"),
    "lists nested deep": ("a.ttl", b"<urn:a> <urn:p> " + b"( " * 100_000, 1, "nested"),
    "JSON nested deep": ("a.jsonld", b'{"@graph":' * 50_000 + b"1" + b"}" * 50_000, 1, "nested"),
    "triple terms nested deep": (
        "a.ttl",
        b"<urn:a> <urn:p> " + b"<<( <urn:a> <urn:p> " * 50_000,
        1,
        "nested",
    ),
    "XML nested deep": ("a.rdf", b"<a>" * 50_000, 1, "nested"),
    "an entity bomb": ("a.rdf", BOMB.encode(), 1, "entit"),
    "no RDF at all": ("a.ttl", bytes(range(256)), 1, ""),
}


@pytest.mark.parametrize(("name", "data", "line", "word"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_file_that_is_not_rdf_is_one_result_with_its_place(
    name: str, data: bytes, line: int | None, word: str
) -> None:
    report = validate_bytes(data, name)
    assert report.unreadable
    assert report.exit_code == 2
    (result,) = report.results
    assert result.code == "CG000"
    assert word.lower() in (result.message.en or "").lower()
    assert result.message.sv != result.message.en
    assert "\n" not in (result.message.en or "")
    assert result.location is not None
    assert result.location.file == name
    assert line is None or result.location.line == line


READABLE = {
    "empty": ("a.ttl", b""),
    "only comments": ("a.ttl", b"# nothing\n"),
    "mixed line ends": ("a.ttl", b'<urn:a> <urn:p> "x" .\r\n<urn:a> <urn:p> "y" .\n<urn:a> <urn:p> "z" .'),
    "a list that loops": (
        "a.ttl",
        b"@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> ."
        b"_:a rdf:first 1 ; rdf:rest _:b . _:b rdf:first 2 ; rdf:rest _:a . <urn:a> <urn:p> _:a .",
    ),
    "brackets in a text": (
        "a.ttl",
        b"<urn:a> <urn:p> '" + b"[(" * 600 + b"' ; <urn:q> '''\n" + b"{" * 600 + b"''' .",
    ),
    "a small entity": (
        "a.rdf",
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e "http://e.org/">]>'
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e.org/">'
        b'<rdf:Description rdf:about="&e;a"><e:p>x</e:p></rdf:Description></rdf:RDF>',
    ),
    "a triple term": ("a.ttl", b"<urn:a> <urn:p> <<( <urn:a> <urn:p> <urn:b> )>> ."),
}


@pytest.mark.parametrize(("name", "data"), READABLE.values(), ids=READABLE.keys())
def test_odd_but_right(name: str, data: bytes) -> None:
    report = validate_bytes(data, name)
    assert [result.message.en for result in report.results] == []


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda folder: folder / "missing.ttl", "cannot be read"),
        (lambda folder: folder, "is a folder"),
        (lambda folder: _written(folder / "data.csv", b"a,b"), "RDF syntax"),
    ],
)
def test_what_cannot_be_opened_is_one_sentence(make, says: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InputError, match=says):
        validate_files([make(tmp_path)])


def test_results_are_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    first = _written(tmp_path / "b.ttl", (PREFIX + "\n<urn:x> a cg:Brand .\n<urn:w> a cg:Brand .").encode())
    second = _written(tmp_path / "a.nt", b"<urn:y> <https://w3id.org/clustergraph/ns#nothing> <urn:x> .")
    places = [
        (r.location.file, r.location.line) for r in validate_files([first, second]).results if r.location
    ]
    assert places == sorted(places, key=lambda place: ([str(first), str(second)].index(place[0]), place[1]))
    assert {place[0] for place in places} == {str(first), str(second)}


def test_files_see_each_other(tmp_path: Path) -> None:
    used = _written(
        tmp_path / "a.ttl", (PREFIX + "<urn:m> cg:mentionedActor <urn:actor> ; a cg:Mention .").encode()
    )
    org = "<http://www.w3.org/ns/org#Organization>"
    described = _written(tmp_path / "b.ttl", f"<urn:actor> a {org} .".encode())
    assert "CG221" in _codes(validate_files([used], in_memory(())))
    assert "CG221" not in _codes(validate_files([used, described], in_memory(())))


def test_one_file_that_cannot_be_read_keeps_the_others_from_being_judged(tmp_path: Path) -> None:
    good = _written(tmp_path / "a.ttl", (PREFIX + "<urn:x> a cg:Brand .").encode())
    bad = _written(tmp_path / "b.ttl", b"<urn:x> .")
    report = validate_files([good, bad])
    assert _codes(report) == {"CG000"}


CONTEXT = """{
  "label": {"@id": "http://www.w3.org/2004/02/skos/core#prefLabel", "@container": "@language"},
  "knows": {"@id": "http://xmlns.com/foaf/0.1/knows", "@type": "@id"},
  "foaf": "http://xmlns.com/foaf/0.1/",
  "Person": {"@id": "foaf:Person", "@context": {"nick": "foaf:nick"}},
  "remark": null, "id": "@id"
}"""


@pytest.mark.parametrize(
    ("written", "passed_over"),
    [
        ('"lable": {"sv": "Ett"}', ["lable"]),
        ('"label": {"sv": "Ett", "en": "One"}', []),
        ('"foaf:name": "Ett"', []),
        ('"http://xmlns.com/foaf/0.1/name": "Ett"', []),
        ('"remark": "left out on purpose"', []),
        ('"@type": "Person", "nick": "Ett"', []),
        ('"knows": {"id": "urn:y", "foaf:name": "Y", "colour": "red"}', ["colour"]),
        ('"colour": {"shade": "dark"}, "knows": [{"size": 1}, {"size": 2}]', ["colour", "size", "size"]),
    ],
)
def test_a_key_of_json_ld_that_no_context_defines_is_told(written: str, passed_over: list[str]) -> None:
    text = f'{{"@context": {CONTEXT}, "@id": "urn:x", "foaf:age": 1, {written}}}'
    results = [r for r in validate_bytes(text.encode(), "a.jsonld").results if r.code == "CG006"]
    places = [r.location for r in results if r.location]
    lines = text.split("\n")
    assert [lines[p.line - 1][p.column : p.end_column - 2] for p in places] == passed_over
    assert {r.severity for r in results} <= {"warning"}


@pytest.mark.parametrize(
    "address",
    ["http://localhost:8000/context.jsonld", "https://graph.example.org/under/context.jsonld"],
)
def test_the_projects_own_context_is_known_without_the_network(address: str) -> None:
    text = f"""{{
 "@context": "{address}",
 "id": "https://w3id.org/clustergraph/id/adoption/x",
 "class": "Adoption",
 "label": {{"sv": "Ett antagande"}},
 "date": "5 mars 2025",
 "colour": "red"
}}"""
    report = validate_bytes(text.encode(), "a.jsonld")
    lines = {result.code: result.location.line for result in report.results if result.location}
    assert (lines["CG533"], lines["CG006"], lines["CG531"]) == (6, 7, 3)
    assert "CG105" not in lines


def test_a_vocabulary_gives_every_key_a_meaning() -> None:
    text = '{"@context": {"@vocab": "http://xmlns.com/foaf/0.1/"}, "@id": "urn:x", "name": "X"}'
    assert "CG006" not in _codes(validate_bytes(text.encode(), "a.jsonld"))


def test_the_json_has_the_keys_of_the_contract() -> None:
    report = validate_bytes((PREFIX + "<urn:x> a cg:Brand .").encode(), "a.ttl")
    document = json.loads(json.dumps(report.as_dict("sv")))
    assert set(document) >= {"conforms", "counts", "results"}
    assert set(document["counts"]) == {"violation", "warning", "info"}
    keys = {
        "severity",
        "code",
        "message",
        "hint",
        "focus",
        "path",
        "value",
        "shape",
        "file",
        "line",
        "column",
    }
    assert all(keys <= set(result) for result in document["results"])


OWN = b"""@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<urn:s> a sh:NodeShape ; sh:targetNode <urn:a> ; sh:property <urn:p1>, <urn:p2> .
<urn:p1> sh:path <urn:p> ; sh:datatype xsd:integer .
<urn:p2> sh:path <urn:q> ; sh:minCount 1 ; sh:message "q saknas"@sv, "q is missing"@en ."""


def test_own_shapes_are_told_as_they_are_written() -> None:
    """The engine's words stay English in the standard report, no page of ours describes such a shape, and a number is no
    text in a language.
    """
    report = _bounded(Job("<urn:a> <urn:p> 'å' .".encode(), "a.ttl", shapes=OWN), seconds=60, megabytes=2048)
    engines, own = sorted(report.results, key=lambda result: str(result.shape))
    assert (engines.message.sv, engines.suggestion) == ('"å" har fel datatyp.', None)
    assert "xsd:integer" in str(engines.message.en)
    assert (own.message.sv, own.message.en) == ("q saknas", "q is missing")
    assert "shapes.md" not in rendered(report, "text", "sv")
    assert '"q saknas"@sv' in (turtle := rendered(report, "turtle", "sv"))
    assert turtle.count("@sv") == 1


LOOPING = b"""@prefix sh: <http://www.w3.org/ns/shacl#> .
<urn:s> a sh:NodeShape ; sh:targetNode <urn:a> ; sh:property [ sh:path <urn:p> ; sh:node <urn:s> ] ."""


def test_shapes_that_loop_end_in_a_plain_message() -> None:
    job = Job(b"<urn:a> <urn:p> <urn:b> . <urn:b> <urn:p> <urn:a> .", "a.ttl", shapes=LOOPING)
    try:
        report = _bounded(job, seconds=60, megabytes=2048)
    except InputError as error:
        assert "shapes" in str(error)
    else:
        assert report.exit_code in (0, 1)


def test_own_shapes_that_run_too_long_are_ended() -> None:
    shapes = b"""@prefix sh: <http://www.w3.org/ns/shacl#> .
    <urn:s> a sh:NodeShape ; sh:targetSubjectsOf <urn:p> ; sh:property [ sh:path <urn:p> ; sh:pattern "^(a+)+$" ] ."""
    job = Job(b'<urn:a> <urn:p> "' + b"a" * 40 + b'!" .', "a.ttl", shapes=shapes)
    with pytest.raises(InputError, match="not done after"):
        _bounded(job, seconds=5, megabytes=2048)


def test_own_shapes_that_need_too_much_memory_are_ended() -> None:
    data = b"".join(b"<urn:a%d> <urn:p> <urn:b%d> .\n" % (n, n) for n in range(300_000))
    with pytest.raises(InputError, match="needs more than 50 MB"):
        _bounded(Job(data, "a.nt", shapes=LOOPING), seconds=120, megabytes=50)


def test_sparql_in_own_shapes_runs_only_when_asked() -> None:
    shapes = b"""@prefix sh: <http://www.w3.org/ns/shacl#> .
    <urn:s> a sh:NodeShape ; sh:targetSubjectsOf <urn:p> ; sh:sparql [ sh:message "no" ; sh:select
      "SELECT $this WHERE { $this <urn:p> ?x }" ] ."""
    data = b"<urn:a> <urn:p> <urn:b> ."
    for sparql, expected in ((False, 0), (True, 1)):
        report = _bounded(Job(data, "a.ttl", shapes=shapes, sparql=sparql), seconds=60, megabytes=2048)
        assert len(report.results) == expected


@pytest.mark.parametrize("shapes", [b"this is no Turtle", b"<urn:a> <urn:b> <urn:c> ."])
def test_shapes_that_are_none(shapes: bytes) -> None:
    with pytest.raises(InputError, match=r"shapes\.ttl"):
        rulebook_of(shapes, "shapes.ttl", sparql=False)


def test_many_triples() -> None:
    """As many as pass through the reader in several portions; each costs the same."""
    lines = (f'<urn:s{n // 10}> <urn:p{n % 10}> "{n}" .\n' for n in range(100_000))
    data = "".join(lines) + "<urn:last> a <https://w3id.org/clustergraph/ns#Brand> .".replace(
        " a ", f" {_type()} "
    )
    report = validate_bytes(data.encode(), "a.nt", context=in_memory(()))
    assert {(r.code, r.location.line if r.location else 0) for r in report.results} == {
        ("CG101", 100_001),
        ("CG105", 100_001),
    }


def _bounded(job: Job, *, seconds: float, megabytes: int) -> Report:
    with BoundedCalls(1, seconds=seconds, megabytes=megabytes) as calls:
        return calls.call(run, job, name=job.name)


def _type() -> str:
    return "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def _codes(report) -> set[str]:  # type: ignore[no-untyped-def]
    return {result.code for result in report.results}


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path
