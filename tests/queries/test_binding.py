"""Parameters are bound as terms: whatever a value holds, the query around it stays as it is."""

from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clustergraph.queries import CannedQuery, Parameter, ParameterError, bind, canned, catalogue
from clustergraph.queries.answering import answer
from clustergraph.queries.binding import term
from clustergraph.store import Store

NASTY = [
    '"', "'", "\\", '\\"', '" }', "}", "} UNION { ?s ?p ?o }", '" } UNION { ?s ?p ?o } #', "# comment", "\n", "\r\n",
    '"""', "'''", "\\u0022", "\\U00000022 }", "VALUES ?lang { x }", 'VALUES ?lang { "en" }', "VALUES ?actor { UNDEF }",
    "VALUES ?topic { UNDEF } #", "<http://example.org/>", "> ?x . <", "http://example.org/> ?x . <b", "?s", "$s",
    "\x00", "\u2028", "\ud800", "😀", "LIMIT 0", "; DROP ALL", "UNDEF", "1) (2", "../../etc", "a" * 5000, "%22", "{0}",
    "\\g<0>", "\\1", "http://[", "https://example.org/%",
]  # fmt: skip
PARAMETERS = [(query, parameter) for query in catalogue().values() for parameter in query.parameters.values()]
IDS = [f"{query.name}-{parameter.name}" for query, parameter in PARAMETERS]


def rest(query: CannedQuery, parameter: Parameter, value: str) -> dict[str, str]:
    """The value, and what else the query needs."""
    needed = {each.name: each.example for each in query.parameters.values() if each.required}
    return {**needed, parameter.name: value}


def unharmed(query: CannedQuery, parameter: Parameter, value: str) -> None:
    """The bound text differs from that of the example only in one term, and that term is the value."""
    try:
        wanted = term(parameter, value)
        text = bind(query, rest(query, parameter, value))
    except ParameterError as error:
        assert error.parameter == parameter.name
        return
    example = bind(query, rest(query, parameter, parameter.example))
    place = f"VALUES ?{parameter.name} {{ "
    before, after = example.split(place)
    assert text.startswith(before + place)
    tail = (
        after[after.index(" }") :]
        if parameter.type != "string"
        else after[len(str(term(parameter, parameter.example))) :]
    )
    assert text.endswith(tail)
    written = text[len(before + place) : len(text) - len(tail)]
    (row,) = ox.Store().query(f"SELECT ?x {{ VALUES ?x {{ {written} }} }}")  # type: ignore[misc]
    assert row["x"] == wanted


@pytest.mark.parametrize(("query", "parameter"), PARAMETERS, ids=IDS)
def test_nasty_values(query: CannedQuery, parameter: Parameter) -> None:
    for value in NASTY:
        unharmed(query, parameter, value)


@pytest.mark.parametrize(("query", "parameter"), PARAMETERS, ids=IDS)
@settings(max_examples=30, deadline=None)
@given(value=st.one_of(st.text(), st.text(alphabet="\"'\\{}?<> #\nuVALES")))
def test_any_value(query: CannedQuery, parameter: Parameter, value: str) -> None:
    unharmed(query, parameter, value)


def test_a_value_that_looks_like_a_block_is_a_value(store: Store) -> None:
    nothing = answer(store, canned("positions"), {"element": 'VALUES ?lang { "en" }', "lang": "en"})
    assert nothing.rows == ()


@pytest.mark.parametrize("value", ["uppsala-kommun", "actor/uppsala-kommun", "id/actor/uppsala-kommun",
                                   "https://w3id.org/clustergraph/id/actor/uppsala-kommun"])  # fmt: skip
def test_short_names_stand_for_iris(value: str) -> None:
    parameter = canned("positions").parameters["actor"]
    assert term(parameter, value) == ox.NamedNode("https://w3id.org/clustergraph/id/actor/uppsala-kommun")


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("positions", {"stans": "propose"}, "positions has no parameter 'stans'; its parameters: actor, element, stance, topic, lang"),
        ("evidence", {}, "evidence needs the parameter 'statement', for example adoption/uppsala-kommun-avsiktsforklaring-life-science"),
        (
            "shared-asks",
            {"min_actors": "1000000000"},
            "min_actors='1000000000' is not a whole number from 1 to 999999999",
        ),
        ("shared-asks", {"min_actors": "0"}, "min_actors='0' is not a whole number from 1 to 999999999"),
        ("shared-asks", {"min_actors": "٣"}, "min_actors='٣' is not a whole number from 1 to 999999999"),
        ("positions", {"lang": "no"}, "lang='no' is neither sv nor en"),
        ("positions", {"actor": "Uppsala kommun"}, "actor='Uppsala kommun' is neither a short name nor an IRI; write it as in uppsala-kommun"),
        ("positions", {"actor": "http://["}, "actor='http://[' is not an IRI; write it as in uppsala-kommun"),
    ],
)  # fmt: skip
def test_wrong_values(name: str, values: dict[str, str], message: str) -> None:
    with pytest.raises(ParameterError) as error:
        bind(canned(name), values)
    assert str(error.value) == message


def test_what_the_graph_does_not_know(store: Store) -> None:
    with pytest.raises(
        ParameterError, match="stance='approve' is not one of criticise, emphasise, note"
    ) as error:
        answer(store, canned("positions"), {"stance": "approve"})
    assert "propose" in error.value.allowed
    with pytest.raises(
        ParameterError, match="the graph knows no actor 'upsala-kommun'; did you mean uppsala-kommun"
    ) as error:
        answer(store, canned("positions"), {"actor": "upsala-kommun"})
    assert error.value.allowed[0] == "uppsala-kommun"
    with pytest.raises(ParameterError, match="the graph knows no statement"):
        answer(store, canned("evidence"), {"statement": "adoption/nobody"})


def parameter(kind: Any, **more: Any) -> Parameter:
    return Parameter("x", kind, canned("actors").title, "", **more)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("integer", "-12", ox.Literal(-12)),
        ("boolean", "true", ox.Literal(True)),
        ("date", "2025-03-05", ox.Literal("2025-03-05", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date"))),
        ("string", 'a "b"\n', ox.Literal('a "b"\n')),
    ],
)  # fmt: skip
def test_types(kind: str, value: str, expected: ox.Literal) -> None:
    assert term(parameter(kind), value) == expected


@pytest.mark.parametrize(
    ("kind", "value"), [("integer", "1.0"), ("boolean", "yes"), ("date", "2025-02-30"), ("date", "5 mars")]
)
def test_wrong_types(kind: str, value: str) -> None:
    with pytest.raises(ParameterError):
        term(parameter(kind), value)
