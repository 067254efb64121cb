"""What consumers rely on: names, parameters and columns may grow, and never go away."""

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import Variable
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from clustergraph.queries import bind, canned, catalogue
from clustergraph.queries.answering import answer
from clustergraph.store import Store

# The table of the contract: name, parameters, columns.
CONTRACT = """
actors                   | type                         | actor actor_label type parent
agreement-parties        | agreement                    | actor actor_label stage date decision quote
parties-without-adoption | agreement                    | actor actor_label
adoptions                |                              | actor actor_label agreement date decision quote
decisions                | organisation                 | decision body_label organisation_label date paragraph case_number outcome quote
documents                | type                         | document title type date issuer_label case_number
case-numbers             |                              | case_number authority_label document
strategy-structure       | strategy                     | kind number label parent_number
strategy-context         |                              | level number item implication
responsibilities         |                              | role_label duty recurrence quote
follow-up                |                              | measure quote
positions                | actor element stance topic   | position actor_label stance element_number section_label topics summary quote document
position-matrix          |                              | actor_label element_number element_label stance count
shared-asks              | min_actors                   | topic topic_label actors actor_count
uncommented-areas        |                              | element_number element_label
consultations            |                              | consultation_label issuer_label deadline
consultation-status      |                              | actor_label deadline extended_deadline response_date response
governance-bodies        |                              | body_label convened_by members task
collaborations           |                              | organisation_label member_label
persons-and-roles        |                              | person_label role organisation_label party
timeline                 |                              | date event event_label kind
disagreements            |                              | subject_label relation value document other_value other_document
repetitions              | actor                        | position first quote first_quote
evidence                 | statement                    | quote start end document document_title
graph-of-actor           | actor                        |
"""
ROWS = [[cell.strip().split() for cell in line.split("|")] for line in CONTRACT.strip().splitlines()]
TABLES = [name for name, query in catalogue().items() if not query.constructs]
# Aggregates count facts that other queries give one by one, with their words.
WITHOUT_QUOTE = {"actors", "position-matrix", "shared-asks", "topic-stances"}


@pytest.mark.parametrize(("name", "parameters", "columns"), ROWS, ids=lambda cell: "-".join(cell))
def test_names_parameters_and_columns(name: list[str], parameters: list[str], columns: list[str]) -> None:
    query = canned(name[0])
    assert set(parameters) <= set(query.parameters)
    assert set(columns) <= set(query.columns)
    assert query.constructs == (not columns)


def published() -> list[tuple[str, set[str], list[str]]]:
    lines = (Path(__file__).parent / "published.tsv").read_text(encoding="utf-8").splitlines()[1:]
    cells = (line.split("\t") for line in lines)
    return [(name, set(parameters.split()), columns.split()) for name, parameters, columns in cells]


@pytest.mark.parametrize(
    ("name", "parameters", "columns"), published(), ids=[name for name, *_ in published()]
)
def test_what_was_published_stays(name: str, parameters: set[str], columns: list[str]) -> None:
    """The file only grows: no name goes, and no parameter gets another type. A release adds what is new."""
    query = canned(name)
    assert parameters <= {f"{each.name}:{each.type}" for each in query.parameters.values()}
    assert set(columns) <= set(query.columns)


def test_required_parameters() -> None:
    required = {
        (query.name, name)
        for query in catalogue().values()
        for name, parameter in query.parameters.items()
        if parameter.required
    }
    assert required == {("evidence", "statement"), ("graph-of-actor", "actor")}


@pytest.mark.parametrize("name", TABLES)
def test_the_key_is_unique_and_every_fact_has_its_words(store: Store, name: str) -> None:
    query = canned(name)
    table = answer(
        store, query, {each.name: each.example for each in query.parameters.values() if each.required}
    )
    assert table.rows
    assert {number for _, number in table.places} == {0}, "two rows of one key"
    if name not in WITHOUT_QUOTE:
        quote = table.columns.index("quote")
        assert all(row[quote] is not None for row in table.rows)


@pytest.mark.parametrize("name", TABLES)
def test_the_file_runs_as_it_is(name: str) -> None:
    """Pasted into an endpoint, a query whose parameters may be left out gives what it gives here without them."""
    query = canned(name)
    store = ox.Store()
    assert isinstance(store.query(query.text), ox.QuerySolutions)
    if not any(parameter.required for parameter in query.parameters.values()):
        assert isinstance(store.query(bind(query, {})), ox.QuerySolutions)


# Joins of facts by what they are about, where the facts are few.
JOINED_BY_VALUE = {("disagreements", "subject"), ("disagreements", "relation")}


def groups(node: object) -> Iterator[list[tuple[Any, Any, Any]]]:
    """The basic graph patterns of a query's algebra."""
    if isinstance(node, CompValue):
        if node.name == "BGP":
            yield node.triples
        for part in node.values():
            yield from groups(part)
    elif isinstance(node, list | tuple):
        for part in node:
            yield from groups(part)


@pytest.mark.parametrize("name", list(catalogue()))
def test_query_form(name: str) -> None:
    """What an engine answers slowly whatever its speed: a join anew for every row, and every fact beside every other."""
    text = canned(name).text
    for inside in re.findall(r"NOT EXISTS \{([^{}]*)\}", text):
        assert inside.strip().count(" ") == 2, "NOT EXISTS over a join is evaluated for every row"
    by_value = {
        (name, str(value))
        for triples in groups(translateQuery(parseQuery(text)).algebra)
        for (one, _, value), (other, _, other_value) in combinations(triples, 2)
        if isinstance(value, Variable) and value == other_value
        and isinstance(one, Variable) and isinstance(other, Variable) and one != other
        and not {(one, other), (other, one)} & {(subject, object_) for subject, _, object_ in triples}
    }  # fmt: skip
    assert by_value <= JOINED_BY_VALUE, "two patterns that share only a value pair all who have it"
