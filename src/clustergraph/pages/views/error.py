"""The page that says what went wrong."""

from clustergraph.pages.visit import Page, Visit
from clustergraph.queries import ParameterError, UnknownValueError


def error(visit: Visit, status: int, detail: str) -> Page:
    """One plain sentence, and where to go from here.

    The views say in the visit's language what a visitor can set right; what fails below them says so in English.
    """
    key = f"error.{status}"
    title = visit.t(key) if visit.t.has(key) else visit.t("error.other")
    return Page(
        "error.html",
        title,
        shows={"detail": detail, "in_english": status not in (400, 404, 405)},
        status=status,
    )


def elsewhere(visit: Visit, status: int, detail: str) -> Page:
    """The page for an address that no view answers."""
    key = {404: "error.nothing", 405: "error.not_opened"}.get(status)
    return error(visit, status, visit.t(key, path=visit.path[:200]) if key else detail)


def parameter(visit: Visit, wrong: ParameterError) -> Page:
    """What a parameter of the address cannot be, and what it can."""
    unknown = isinstance(wrong, UnknownValueError)
    value = visit.params.get(wrong.parameter, "")[:80]
    said = visit.t("error.unknown_value" if unknown else "error.value", name=wrong.parameter, value=value)
    if wrong.allowed:
        said += " " + visit.t("error.near" if unknown else "error.choose", values=", ".join(wrong.allowed))
    return error(visit, 400, said)
