"""Pages about the site: what it is and whose libraries it uses, and the steward's page."""

import tomllib
from pathlib import Path
from typing import Any

from clustergraph import __version__
from clustergraph.changes import journal_of
from clustergraph.namespaces import GRAPH
from clustergraph.pages.graph import slug
from clustergraph.pages.render import has_asset
from clustergraph.pages.visit import Page, Visit
from clustergraph.publication import DUMPS, TITLE

_LATEST = 20
# The lists of `map --format json` (docs/api.md).
_CANDIDATES = ("actors", "persons", "decisions", "adoptions", "positions", "elements")
_VENDORED = Path(__file__).parents[1] / "vendored.toml"


def about(visit: Visit) -> Page:
    """What the site is, how to read it, and the licences of what it is built on."""
    libraries: list[dict[str, Any]] = tomllib.loads(_VENDORED.read_text(encoding="utf-8"))["library"]
    for library in libraries:
        library["there"] = all(has_asset(f"vendor/{name}") for name in library["files"])
        licence = f"vendor/{library['package'].rpartition('/')[2]}.LICENSE"
        library["text"] = licence if has_asset(licence) else ""
    return Page(
        "about.html",
        visit.t("nav.about"),
        shows={
            "libraries": libraries,
            "graphs": visit.store.graphs(),
            "dumps": list(DUMPS),
            "title": dict(zip(("sv", "en"), TITLE, strict=True))[visit.lang],
            "version": __version__,
        },
    )


def steward(visit: Visit) -> Page:
    """Paste or drop RDF or a document; see the report or the candidates; load with a token; the latest changes."""
    journal = journal_of(visit.store)
    changes = journal.entries()[: -_LATEST - 1 : -1] if journal else []
    return Page(
        "steward.html",
        visit.t("steward.title"),
        shows={
            "changes": changes,
            "graphs": GRAPH,
            "kinds": {name: visit.t(f"steward.of_{name}") for name in _CANDIDATES},
            "stances": {slug(row["stance"]): row["label"] for row in visit.graph.select("stances")},
        },
        scripts=("steward.js",),
    )
