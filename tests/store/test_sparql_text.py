"""What is read from a SPARQL text without a parser: never fooled by comments, strings, IRIs or escapes."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustergraph.errors import QueryError
from clustergraph.store import Dataset
from clustergraph.store.sparql_text import (
    has_word,
    loads,
    own_dataset,
    services,
    shape,
    tokens,
    with_limit,
    with_using,
    with_values,
)


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * {}", "SELECT"),
        ("# ASK\nPREFIX ask: <http://select/> CONSTRUCT WHERE {}", "CONSTRUCT"),
        ("BASE <http://describe> describe <a>", "DESCRIBE"),
        ("ASK FROM <http://g> {}", "ASK"),
        ("SELECT ?from { ?from :FROM 'FROM' }", "SELECT"),
        ("", "SELECT"),
    ],
)
def test_the_form_of_a_query(query: str, form: str) -> None:
    assert shape(query).form == form


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://evil/> {} }",
        "SELECT * { service silent <http://evil/> {} }",
        "SELECT * { Service<http://evil/>{} }",
        "SELECT * { SERVICE # not <http://good/>\n <http://evil/> {} }",
        "SELECT * { \\u0053ERVICE <http://evil/> {} }",
        "SELECT * { S\\u0045RVICE <http://evil/> {} }",
        "SELECT * { FILTER('\\u0027' != 'a') SERVICE <http://evil/> {} FILTER('b' != '') }",
        "SELECT * { FILTER(1<2) SERVICE <http://evil/> {} FILTER(3>2) }",
        "SELECT * { ?s ?p 'unclosed SERVICE <http://evil/> {} }",
        "SELECT * { ?s ?p '''a'b''' . SERVICE <http://evil/> {} }",
        "SELECT * { # \\u000A SERVICE <http://evil/> {}\n }",
        "SELECT*{SERVICESILENT<http://evil/>{}}",
        "SELECT*{?s ?p trueSERVICE<http://evil/>{}}",
        "SELECT*{VALUES ?x{1}?s ?p falseserviceSilent <http://evil/>{}}",
        "SELECT*{?s ?p 1.SERVICE<http://evil/>{}}",
        "SELECT*{?s ?p ()SERVICESILENT<http://evil/>{}}",
    ],
)
def test_service_is_seen_however_it_is_written(text: str) -> None:
    assert "http://evil/" in services(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE ?where {} }",
        "SELECT * { SERVICE ev:il {} }",
        "SERVICE",
        "SERVICE SILENT",
        "SELECT*{SERVICE:a{}}",
        "SELECT*{service:a {}}",
        "SELECT*{SERVICESILENT?where{}}",
        "SELECT*{SERVICESILENTev:il{}}",
        "SELECT*{SERVICE SILENTev:il{}}",
        "SELECT*{?s ?p trueSERVICEev:il{}}",
        "SELECT*{?s ?p true.SERVICE:il{}}",
    ],
)
def test_a_service_that_is_not_written_out_counts_as_unknown(text: str) -> None:
    assert services(text) == {"?"}


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p 'SERVICE <http://x/> {}' }",
        'SELECT * { ?s ?p """SERVICE "<http://x/>" {}""" }',
        "SELECT * {} # SERVICE <http://x/> {}",
        "SELECT * { <http://x/SERVICE> ?p ?service }",
        "PREFIX SERVICE: <http://x/> SELECT * { SERVICE:a a:SERVICE _:SERVICE }",
        "SELECT * FROM service:a FROM NAMED service:b { GRAPH service:c { ?s service:p schema:Service } }",
        "DESCRIBE service:a { ?s schema:Service.x ?o }",
    ],
)
def test_the_word_service_elsewhere_is_no_service(text: str) -> None:
    assert services(text) == set()


@pytest.mark.parametrize(
    ("update", "reaches"),
    [
        ("LOAD <http://x/>", True),
        ("INSERT DATA {} ; lo\\u0061d silent <http://x/>", True),
        ("LOADSILENT<http://x/>", True),
        ("PREFIX ex: <http://x/> LOADex:a", True),
        ("PREFIX : <http://x/> CLEAR ALL;LOAD:a", True),
        ("BASE <http://x/> LOADSILENTex:aINTO GRAPH <a>", True),
        ("INSERT DATA { <http://x/LOAD> <p> 'LOAD' } # LOAD", False),
        ("PREFIX load: <http://x/> WITH load:g DELETE { ?s load:p ?o } WHERE { ?s load:p ?download }", False),
        ("PREFIX load: <http://x/> COPY load:a TO load:b ; CLEAR GRAPH load:c", False),
    ],
)
def test_load_is_seen_however_it_is_written(update: str, reaches: bool) -> None:
    assert loads(update) is reaches


def test_words_of_updates() -> None:
    assert has_word("WITH <http://x/> DELETE { ?s ?p ?o } WHERE {}", "WITH")
    assert not has_word("INSERT DATA { <http://x/WITH> <p> 'WITH' } # WITH", "WITH")


@pytest.mark.parametrize(
    ("query", "limited", "cut"),
    [
        ("SELECT * {}", "SELECT * {}\nLIMIT 10", True),
        ("SELECT * {} # end", "SELECT * {} # end\nLIMIT 10", True),
        ("SELECT * {} LIMIT 5", "SELECT * {} LIMIT 5", False),
        ("SELECT * {} limit 10", "SELECT * {} limit 10", False),
        ("SELECT * {} LIMIT 11 OFFSET 3", "SELECT * {} LIMIT 10 OFFSET 3", True),
        ("SELECT * {} OFFSET 3 LIMIT 99999999999999999999", "SELECT * {} OFFSET 3 LIMIT 10", True),
        ("SELECT * { SELECT * {} LIMIT 5 }", "SELECT * { SELECT * {} LIMIT 5 }\nLIMIT 10", True),
        (
            "SELECT * { VALUES ?x { 1 } } VALUES ?y { 2 }",
            "SELECT * { VALUES ?x { 1 } } LIMIT 10\nVALUES ?y { 2 }",
            True,
        ),
        ("SELECT * { ?s :LIMIT 5 }", "SELECT * { ?s :LIMIT 5 }\nLIMIT 10", True),
        (
            "SELECT * {} ORDER BY (?x) LIMIT 11 VALUES ?x { 1 }",
            "SELECT * {} ORDER BY (?x) LIMIT 10 VALUES ?x { 1 }",
            True,
        ),
    ],
)
def test_a_limit_on_rows(query: str, limited: str, cut: bool) -> None:
    assert with_limit(query, 10) == (limited, cut)


@pytest.mark.parametrize(
    ("update", "rewritten"),
    [
        (
            "INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
            "INSERT { ?s ?p 1 } USING <http://a/> USING NAMED <http://b/> WHERE { ?s ?p ?o }",
        ),
        (
            "DELETE WHERE { ?s ?p ?o }",
            "DELETE { ?s ?p ?o } USING <http://a/> USING NAMED <http://b/> WHERE { ?s ?p ?o }",
        ),
        ("INSERT DATA { <a> <b> 'WHERE' }", "INSERT DATA { <a> <b> 'WHERE' }"),
    ],
)
def test_the_protocol_dataset_of_an_update(update: str, rewritten: str) -> None:
    assert with_using(update, Dataset(("http://a/",), ("http://b/",))) == rewritten


def test_a_dataset_named_twice_is_refused() -> None:
    for update in ("WITH <http://x/> DELETE {} WHERE {}", "DELETE {} USING <http://x/> WHERE {}"):
        with pytest.raises(QueryError, match="names its dataset twice"):
            with_using(update, Dataset(("http://a/",)))


def test_from_clauses() -> None:
    query = (
        "SELECT * FROM <http://a/> FROM NAMED <http://b/> FROM <http://c/> { ?from ?p 'FROM <http://d/>' }"
    )
    assert own_dataset(query) == Dataset(("http://a/", "http://c/"), ("http://b/",))
    prefixed = "PREFIX x: <http://x/> BASE <http://y/> SELECT * FROM x:a FROM <b> FROM x:a FROM NAMED x:c {}"
    assert own_dataset(prefixed) == Dataset(("http://x/a", "http://y/b"), ("http://x/c",))
    assert own_dataset("ASK FROM <b> {}", "http://z/") == Dataset(("http://z/b",))
    assert own_dataset("SELECT * FROM x:y {}") == Dataset()  # the prefix is not declared: no query


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s ?o { ?s ?p ?o }",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "CONSTRUCT WHERE { ?s ?p ?o }",
        "SELECT (EXISTS { ?s ?p ?o } AS ?x) ?s { ?s ?p ?o }",
    ],
)
def test_values_go_at_the_head_of_the_pattern(query: str) -> None:
    bound = with_values(query, {"s": ox.NamedNode("http://a/"), "o": ox.Literal('" } {')})
    assert bound.endswith('VALUES (?s ?o) { (<http://a/> "\\" } {") }  ?s ?p ?o }')


@given(st.text())
def test_any_text_is_cut_into_tokens_in_order(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert token.start >= end
        assert text[token.start : token.end] == token.text
        end = token.end
    services(text)
    with_limit(text, 5)
