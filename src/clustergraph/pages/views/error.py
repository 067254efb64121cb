"""The page that says what went wrong, and which ways lead on."""

from pyoxigraph import Literal, NamedNode

from clustergraph.namespaces import ID
from clustergraph.pages.graph import kind, local, slug
from clustergraph.pages.texts import LANGUAGES
from clustergraph.pages.views.labels import labels
from clustergraph.pages.visit import Page, Visit
from clustergraph.queries import Parameter, ParameterError, UnknownValueError, catalogue

_LISTS = frozenset({"agreements", "strategies", "documents", "queries"})
_MOST_NEAR = 6
Ways = list[tuple[str, str]]


def error(visit: Visit, status: int, detail: str, asked: str = "", ways: Ways | None = None) -> Page:
    """One plain sentence, and where to go from here: `ways` are pairs of word and address, under the line `asked`.

    The views say in the visit's language what a visitor can set right; what fails below them says so in English.
    """
    key = f"error.{status}"
    title = visit.t(key) if visit.t.has(key) else visit.t("error.other")
    section = visit.path.split("/")[1]
    return Page(
        "error.html",
        title,
        shows={
            "detail": detail,
            "in_english": status not in (400, 404, 405),
            "asked": asked,
            "ways": ways or [],
            "section": section if status == 404 and section in _LISTS else "",
        },
        status=status,
    )


def elsewhere(visit: Visit, status: int, detail: str) -> Page:
    """The page for an address that no view answers."""
    key = {404: "error.nothing", 405: "error.not_opened"}.get(status)
    return error(visit, status, visit.t(key, path=visit.path[:200]) if key else detail)


def parameter(visit: Visit, wrong: ParameterError) -> Page:
    """What a parameter of the address cannot be, and what it can; where a person wrote a thing's name, the thing."""
    of = _parameter(visit, wrong.parameter)
    value = visit.params.get(wrong.parameter, "")[:80].strip()
    if of and of.type == "iri" and value:
        called = _called(visit, of, value)
        if len(called) == 1:
            return Page("", "", moved=visit.here(**{of.name: _short(of, called[0])}))
        things = list(dict.fromkeys([*called, *_like(visit, of, value)])) or [
            ID + (f"{of.kind}/{name}" if of.kind else name) for name in wrong.allowed
        ]
        ways = _ways(visit, of, things[:_MOST_NEAR])
    elif of and of.scheme:
        rows = visit.graph.select("concepts", scheme=NamedNode(ID + of.scheme))
        ways = _ways(visit, of, [row["concept"] for row in rows])
    else:
        ways = [(one, visit.here(**{wrong.parameter: one})) for one in wrong.allowed]
    unknown = isinstance(wrong, UnknownValueError)
    detail = visit.t("error.unknown_value" if unknown else "error.value", name=wrong.parameter, value=value)
    asked = visit.t("error.near" if of and of.type == "iri" else "error.choose") if ways else ""
    if wrong.parameter in visit.params:
        ways = [*ways, (visit.t("error.without"), visit.here(**{wrong.parameter: None}))]
    return error(visit, 400, detail, asked, ways)


def _parameter(visit: Visit, name: str) -> Parameter | None:
    """The parameter that the page hands on to a canned query under the name."""
    query = catalogue().get(visit.path.rpartition("/")[2])
    return query.parameters.get(name) if query else None


def _called(visit: Visit, of: Parameter, name: str) -> list[str]:
    """The things of the parameter's kind that are called exactly so."""
    names = [Literal(name), *(Literal(name, language=lang) for lang in LANGUAGES)]
    found = [row["thing"] for row in visit.graph.select("called", called=names)]
    return [iri for iri in found if iri.startswith(ID) and of.kind in (None, "", kind(iri))]


def _like(visit: Visit, of: Parameter, words: str) -> list[str]:
    """The things of the parameter's kind that a search for the words finds first."""
    index, _ = visit.searching.of(visit.store)
    return [hit.iri for hit in index.search(words, of.kind or "", _MOST_NEAR).hits] if index else []


def _short(of: Parameter, iri: str) -> str:
    return slug(iri) if of.kind or of.scheme else local(iri)


def _ways(visit: Visit, of: Parameter, things: list[str]) -> Ways:
    names = labels(visit, things)
    return [(names.get(iri, slug(iri)), visit.here(**{of.name: _short(of, iri)})) for iri in things]
