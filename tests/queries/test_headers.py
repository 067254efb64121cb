"""A query file that is wrong is named with the line, when the catalogue is read."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from clustergraph import resources
from clustergraph.errors import NotFoundError, QueryError
from clustergraph.queries import canned, catalogue

GOOD = """#+ title: {sv: Allt, en: All}
#+ description: {sv: Allt., en: All.}
#+ key: [s]
#+ parameters:
#+   p:
#+     type: iri
#+     description: {sv: En., en: One.}
#+     example: x
SELECT ?s WHERE {
  VALUES ?p { UNDEF }
  ?s ?p ?o
}
ORDER BY ?s
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(resources, "queries", lambda: tmp_path)
    catalogue.cache_clear()
    yield tmp_path
    catalogue.cache_clear()


def test_to_add_a_query_is_to_add_a_file(folder: Path) -> None:
    (folder / "all.rq").write_text(GOOD, encoding="utf-8")
    query = canned("all")
    assert (query.columns, query.key, list(query.parameters)) == (("s",), ("s",), ["p"])
    assert (query.title.sv, query.title.en) == ("Allt", "All")


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("#+ title: {sv: Allt, en: All}\n", "", 1, "the header has no title"),
        ("title: {sv: Allt, en: All}", "title: All", 1, "the title must be given in both languages"),
        ("{sv: Allt., en: All.}", "{sv: Allt.}", 2, "the description must be given in both languages"),
        ("[s]", "[t]", 3, "the key 't' is not a column of the query"),
        ("[s]", "[s", 4, "the header is not valid YAML"),
        ("type: iri", "type: uri", 5, "the parameter 'p' has no type out of iri, concept"),
        (
            "VALUES ?p { UNDEF }",
            "",
            5,
            "the parameter 'p' must stand in the query once, as `VALUES ?p { … }`",
        ),
        ("    example: x", "    exempel: x", 5, "the parameter 'p' is wrong"),
        ("#+ key: [s]", '#+ key: [s]\n#+ portions: "?s a ?c"', 4, "a query in portions needs an anchor"),
        ("#+ key", "#+ keys", 1, "the header has an unknown entry 'keys'"),
        ("ORDER BY ?s", "ORDER BY ?o", 3, "the query must end with `ORDER BY ?s`, by its key"),
        ("?s ?p ?o", "?s ?p", 13, "not valid SPARQL"),
        ("#+ key", "#+ expect: {o: x}\n#+ key", 3, "what is expected has 'o', which is not a column"),
    ],
)
def test_wrong_files(folder: Path, old: str, new: str, line: int, message: str) -> None:
    path = folder / "all.rq"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(QueryError) as error:
        catalogue()
    assert str(error.value).startswith(f"{path}:{line}: {message}")


def test_a_file_that_is_no_text(folder: Path) -> None:
    (folder / "all.rq").write_bytes(b"\xff\xfe")
    with pytest.raises(QueryError, match=r"all\.rq: cannot be read"):
        catalogue()


def test_an_unknown_name_gets_the_nearest() -> None:
    with pytest.raises(NotFoundError, match="there is no canned query 'adoption'; did you mean adoptions"):
        canned("adoption")
