"""The competency questions: what the graph must be able to answer, with the answers read in the documents."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Quad, Store
from ruamel.yaml import YAML
from tests import shipped as of_the_project

from clustergraph import resources
from clustergraph.namespaces import PREFIXES

HERE = Path(__file__).parent
QUESTIONS: dict[str, dict[str, Any]] = YAML(typ="safe").load((HERE / "answers.yaml").read_text("utf-8"))
NAMES = sorted(path.stem for path in HERE.glob("*.rq"))
Rows = list[dict[str, str]]


@cache
def quads() -> list[Quad]:
    """The reference graphs and every reviewed document as one graph, as the endpoint's default graph shows it."""
    return [Quad(quad.subject, quad.predicate, quad.object) for quad in of_the_project.quads()]


def graph() -> Store:
    store = Store()
    store.bulk_extend(quads())
    return store


@pytest.fixture(scope="session")
def shipped() -> Store:
    return graph()


def ask(store: Store, name: str) -> Rows:
    solutions = store.query((HERE / f"{name}.rq").read_text("utf-8"))
    columns = [variable.value for variable in solutions.variables]
    rows = [{c: one_line(row[c].value) for c in columns if row[c] is not None} for row in solutions]
    return sorted(rows, key=str)


def answer(name: str) -> Rows:
    rows = [
        {column: one_line(str(value)) for column, value in row.items()} for row in QUESTIONS[name]["rows"]
    ]
    return sorted(({c: row[c] for c in columns(name) if c in row} for row in rows), key=str)


def columns(name: str) -> list[str]:
    """The columns of the query, in its order."""
    (selected,) = re.findall(r"SELECT (.*?) WHERE", (HERE / f"{name}.rq").read_text("utf-8"), re.DOTALL)
    return re.findall(r"\?(\w+)", re.sub(r"\([^?]*\?\w+\) AS|\(\w+\(DISTINCT \?\w+\) AS", "", selected))


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_there_are_twenty_five_and_each_has_its_answer() -> None:
    assert len(NAMES) == 25
    assert sorted(QUESTIONS) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_graph_answers_as_the_documents_do(name: str, shipped: Store) -> None:
    assert ask(shipped, name) == answer(name)


@pytest.mark.parametrize("name", NAMES)
def test_without_the_answer_in_the_graph_the_question_fails(name: str) -> None:
    store = graph()
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    store.update(prefixes + QUESTIONS[name]["without"])
    assert ask(store, name) != answer(name)


@pytest.mark.parametrize("name", NAMES)
def test_the_answer_quotes_the_documents(name: str) -> None:
    documents = [one_line(p.read_text("utf-8")) for p in (resources.data() / "documents").iterdir()]
    question = QUESTIONS[name]
    assert question["basis"] in {"stated", "inferred", "absent"}
    assert question["quotes"]
    assert [q for q in question["quotes"] if not any(one_line(q) in text for text in documents)] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_question_is_documented(name: str) -> None:
    page = one_line((HERE.parents[1] / "docs" / "competency-questions.md").read_text("utf-8"))
    assert QUESTIONS[name]["question"]["sv"] in page
    assert QUESTIONS[name]["question"]["en"] in page
    assert f"{name}.rq" in page
