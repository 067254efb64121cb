"""Every result names file, line and column. The marks ⟦ ⟧ show what the report must point at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustergraph.validation import Location, validate_bytes
from clustergraph.validation.engines import fast
from clustergraph.validation.own_shapes import rulebook_of

SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ex: <http://example.org/> .
ex:WordShape a sh:NodeShape ; sh:targetSubjectsOf ex:word ; sh:property ex:WordShape-word .
ex:WordShape-word sh:path ex:word ; sh:pattern "^right" ; sh:message "wrong word" .
ex:ThingShape a sh:NodeShape ; sh:targetClass ex:Thing ; sh:property ex:ThingShape-name .
ex:ThingShape-name sh:path ex:name ; sh:minCount 1 ; sh:message "no name" .
ex:OddShape a sh:NodeShape ; sh:targetClass ex:Odd ; sh:pattern "right$" ; sh:message "odd name" .
"""
RULES = rulebook_of(SHAPES.encode(), "shapes.ttl", sparql=False)
PREFIX = "@prefix ex: <http://example.org/> .\n"

TURTLE = {
    "one triple": 'ex:a ex:word ⟦"wrong"⟧ .',
    "with a language": 'ex:a ex:word ⟦"wrong"@sv-SE⟧ .',
    "with a datatype": 'ex:a ex:word ⟦"wrong"^^ex:type⟧ .',
    "a number": "ex:a ex:word ⟦-4.5e3⟧ .",
    "an integer before the full stop": "ex:a ex:word ⟦4⟧.",
    "a boolean": "ex:a ex:word ⟦false⟧ .",
    "after a semicolon": 'ex:a ex:name "n" ;\n   ex:word ⟦"wrong"⟧ .',
    "after a comma": 'ex:a ex:word "right" ,\n   ⟦"wrong"⟧ .',
    "the comma on the next line": 'ex:a ex:word ⟦"wrong"⟧\n   , "right" .',
    "the same words as another property": 'ex:a ex:word ⟦"wrong"⟧\n , "right" ; ex:name "wrong" .',
    "the same words of another subject": 'ex:b ex:name "wrong" .\nex:a ex:word ⟦"wrong"⟧ .\nex:c ex:name "wrong" .',
    "a comment that says the same": '# ex:a ex:word "wrong"\nex:a ex:word # "wrong"\n ⟦"wrong"⟧ . # "wrong"',
    "a number sign in an IRI": 'ex:a ex:name <http://example.org/#x> ; ex:word ⟦"wrong"⟧ .',
    "a literal of several lines": 'ex:a ex:name """one\ntwo "quoted"\nthree""" ;\n ex:word ⟦"""wrong\n\nword"""⟧ .',
    "a literal that looks like Turtle": "ex:a ex:name '''x\" . ex:a ex:word \"wrong\" .''' ; ex:word ⟦'wrong'⟧ .",
    "an escaped quote": r'ex:a ex:name "a\"b" ; ex:word ⟦"wr\u006Fng \"word\""⟧ .',
    "a blank node": '[] ex:word ⟦"wrong"⟧ .',
    "a named blank node": '_:x ex:word ⟦"wrong"⟧ .',
    "the second of two equal blank nodes": 'ex:a ex:has [ ex:word "right" ] ,\n  [ ex:word ⟦"wrong"⟧ ] .',
    "a nested blank node": 'ex:a ex:has [ ex:has [ ex:name "n" ;\n ex:word ⟦"wrong"⟧ ] ; ex:name "x" ] .',
    "in a collection": 'ex:a ex:has ( 1 [ ex:word ⟦"wrong"⟧ ] () ( ex:b ) ) .',
    "after a collection": 'ex:a ex:has ( 1\n2 ) ; ex:word ⟦"wrong"⟧ .',
    "a collection as subject": '( 1 2 ) ex:name "n" . ex:a ex:word ⟦"wrong"⟧ .',
    "a prefix defined anew": '@prefix ex: <http://other.org/> .\nex:a ex:word "wrong" .\n'
    'PREFIX ex: <http://example.org/>\nex:a ex:word ⟦"wrong"⟧ .',
    "a base": '@base <http://example.org/> .\n<a> <word> ⟦"wrong"⟧ .',
    "an escaped local name": 'ex:a\\/b ex:word ⟦"wrong"⟧ .',
    "an IRI as value": "ex:a ex:word ⟦ex:wrong⟧ .",
    "letters beyond ASCII before it": 'ex:a ex:name "å𝄞ö" ; ex:word ⟦"wrong"⟧ .',
    "empty statements": 'ex:a ex:name "n" ; ; ex:word ⟦"wrong"⟧ ; .',
    "a missing property": 'ex:b ex:name "n" .\n\n  ⟦ex:a⟧ a ex:Thing ;\n  ex:other 1 .',
    "a missing property of a blank node": "ex:b ex:has\n  ⟦[⟧ a ex:Thing ] .",
    "a rule about the thing as a whole": "⟦ex:a⟧ a ex:Odd ; ex:has ex:b .\nex:b ex:has ex:a .",
    "a missing property of a subject written twice": "⟦ex:a⟧ ex:other 1 .\nex:a a ex:Thing .",
}


def checked(text: str, name: str) -> Location:
    """The place of the only result."""
    report = validate_bytes(text.encode(), name, rulebook=RULES, engine=fast)
    assert [result.severity for result in report.results] == ["violation"]
    assert not report.unreadable, report.results[0].message.en
    location = report.results[0].location
    assert location is not None
    return location


def expected(marked: str) -> tuple[str, tuple[int, int], tuple[int, int]]:
    """The text without marks, and the places where the marks stood."""
    start = marked.index("⟦")
    end = marked.index("⟧") - 1
    text = marked.replace("⟦", "").replace("⟧", "")
    return text, place(text, start), place(text, end)


def place(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def assert_found(marked: str, name: str) -> None:
    text, start, end = expected(marked)
    found = checked(text, name)
    assert (found.line, found.column) == start
    assert (found.end_line, found.end_column) == end


@pytest.mark.parametrize("marked", TURTLE.values(), ids=TURTLE.keys())
def test_turtle(marked: str) -> None:
    assert_found(PREFIX + marked, "file.ttl")


@pytest.mark.parametrize("marked", TURTLE.values(), ids=TURTLE.keys())
def test_windows_line_ends(marked: str) -> None:
    assert_found((PREFIX + marked).replace("\n", "\r\n"), "file.ttl")


@pytest.mark.parametrize("marked", TURTLE.values(), ids=TURTLE.keys())
def test_a_byte_order_mark_takes_no_column(marked: str) -> None:
    text, start, _ = expected(marked)
    report = validate_bytes(b"\xef\xbb\xbf" + (PREFIX + text).encode(), "file.ttl", rulebook=RULES)
    location = report.results[0].location
    assert location is not None
    assert (location.line, location.column) == (start[0] + 1, start[1])


@pytest.mark.parametrize(
    "marked",
    [
        '{PREFIX}ex:g {{ ex:a ex:word ⟦"wrong"⟧ }}',
        '{PREFIX}GRAPH ex:g {{ ex:b ex:name "n" . ex:a ex:word\n⟦"wrong"⟧ . }}',
        '{PREFIX}ex:g {{ ex:a ex:name "wrong" }}\n{{ ex:a ex:word ⟦"wrong"⟧ . }} ex:h {{ ex:a ex:name "wrong" }}',
        '{PREFIX}_:g {{ [] ex:has [ ex:word ⟦"wrong"⟧ ] }}',
    ],
)
def test_trig(marked: str) -> None:
    assert_found(marked.format(PREFIX=PREFIX), "file.trig")


N_TRIPLES = [
    '<http://example.org/a> <http://example.org/word> ⟦"wrong"⟧ .\n',
    '# c\n\n<http://example.org/b> <http://example.org/name> "wrong" .\n_:x <http://example.org/word> ⟦"wrong"@sv⟧ . # c',
    "<http://example.org/a> <http://example.org/word> ⟦<http://example.org/wrong>⟧ .",
]


@pytest.mark.parametrize("marked", N_TRIPLES)
def test_n_triples(marked: str) -> None:
    assert_found(marked, "file.nt")


@pytest.mark.parametrize("marked", N_TRIPLES)
def test_n_quads(marked: str) -> None:
    assert_found(marked.replace("⟧ .", "⟧ <http://example.org/g> ."), "file.nq")


@pytest.mark.parametrize(
    "marked",
    [
        '{"@context": {"ex": "http://example.org/"},\n "@id": "ex:a",\n "ex:word": ⟦"wrong"⟧}',
        '{"@context": {"@vocab": "http://example.org/"}, "@graph": [\n{"@id": "http://e.org/b", "word": "right"},\n'
        '{"word": ⟦"wrong"⟧, "@id": "http://e.org/a"}]}',
        '{"@context": {"w": {"@id": "http://example.org/word"}, "id": "@id"},\n"id": "http://e.org/a",\n'
        '"w": ["right",\n ⟦"wrong"⟧]}',
        '[{"@id": "http://e.org/a",\n"http://example.org/word": [{"@value": ⟦"wrong"⟧, "@language": "sv"}]}]',
        '{"@context": {"@vocab": "http://example.org/"}, "@id": "http://e.org/a",\n "has": {\n  "word": ⟦"wrong"⟧ }}',
        '{"@context": {"@vocab": "http://example.org/"},\n "@id": ⟦"http://e.org/a"⟧,\n "@type": "Thing"}',
        '{"@context": {"ex": "http://example.org/"}, "ex:name": "\\u00e5 {[\\"", "@id": "ex:a",\n"ex:word": ⟦17⟧}',
    ],
)
def test_json_ld(marked: str) -> None:
    assert_found(marked, "file.jsonld")


def test_json_ld_written_in_a_way_that_is_not_followed_names_the_property() -> None:
    text = (
        '{"@context": {"@vocab": "http://example.org/", "word": {"@container": "@language"}},\n'
        '"@id": "http://e.org/a",\n"word": {"sv": "wrong"}}'
    )
    assert checked(text, "file.jsonld").line == 3


XML = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"\n xmlns:ex="http://example.org/">\n{}\n</rdf:RDF>'


@pytest.mark.parametrize(
    "marked",
    [
        '<rdf:Description rdf:about="http://e.org/a">\n ⟦<ex:word>⟧wrong</ex:word></rdf:Description>',
        '<rdf:Description rdf:about="http://e.org/å"><ex:name>åä</ex:name>⟦<ex:word>⟧wrong</ex:word></rdf:Description>',
        '<rdf:Description rdf:about="http://e.org/b">\n<ex:name>wrong</ex:name></rdf:Description>\n'
        '<rdf:Description>\n<ex:word>right</ex:word>⟦<ex:word xml:lang="sv">⟧wrong</ex:word></rdf:Description>',
        '<rdf:Description rdf:about="http://e.org/a">\n⟦<ex:word\n rdf:resource="http://e.org/x"/>⟧</rdf:Description>',
        '<ex:Other rdf:about="http://e.org/a"><ex:has rdf:parseType="Resource">\n⟦<ex:word>⟧wrong</ex:word>'
        "</ex:has></ex:Other>",
        '⟦<rdf:Description rdf:nodeID="n" ex:word="wrong"/>⟧',
        '<!-- <ex:word>wrong</ex:word> -->\n  ⟦<ex:Thing rdf:about="http://e.org/a">⟧</ex:Thing>',
    ],
)
def test_rdf_xml(marked: str) -> None:
    assert_found(XML.format(marked), "file.rdf")


@pytest.mark.parametrize("line", [2, 3, 4])
def test_syntax_that_the_scanner_does_not_follow_still_has_its_line(line: int) -> None:
    lines = ["ex:b ex:name 1 .", "ex:c ex:name 1 {| ex:name 2 |} .", "ex:d ex:name 1 ."]
    lines.insert(line - 2, 'ex:a ex:word "wrong" .')
    assert checked(PREFIX + "\n".join(lines), "file.ttl").line == line


space = st.sampled_from([" ", "\n", "\r\n", "\t", "  ", " # wrong\n", "\n\n"])
literal = st.sampled_from(['"right"', '"right on"@sv', "'right'", '"""right\n"""', '"right"^^ex:t'])
other = st.sampled_from(
    [
        'ex:name "wrong"',
        "ex:has ( 1 ex:x [ ex:name 2 ] )",
        'ex:has [ ex:word "right" ]',
        "a ex:Other",
        "ex:n -1.5",
    ]
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Turtle in which one value among many is marked."""

    def predicate_objects(marked: bool) -> str:
        parts = draw(st.lists(other, max_size=3))
        values = draw(st.lists(literal, max_size=2))
        if marked:
            values.insert(draw(st.integers(0, len(values))), '⟦"wrong"⟧')
        if values:
            words = f"ex:word{draw(space)}" + f"{draw(space)},{draw(space)}".join(values)
            parts.insert(draw(st.integers(0, len(parts))), words)
        return f"{draw(space)};{draw(space)}".join(parts or ["ex:n 1"])

    subjects = ["ex:a", "_:b", "[]", "<http://example.org/c>", "[ ex:n 1 ]"]
    count = draw(st.integers(1, 5))
    target = draw(st.integers(0, count - 1))
    statements = [
        f"{draw(st.sampled_from(subjects))}{draw(space)}{predicate_objects(number == target)}{draw(space)}."
        for number in range(count)
    ]
    return PREFIX + draw(space).join(statements)


@given(documents())
def test_any_layout(marked: str) -> None:
    assert_found(marked, "file.ttl")
