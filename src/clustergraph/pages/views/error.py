"""The page that says what went wrong."""

from clustergraph.pages.visit import Page, Visit


def error(visit: Visit, status: int, detail: str) -> Page:
    """One plain sentence, and where to go from here."""
    key = f"error.{status}"
    title = visit.t(key) if visit.t.has(key) else visit.t("error.other")
    return Page("error.html", title, shows={"detail": detail}, status=status)
