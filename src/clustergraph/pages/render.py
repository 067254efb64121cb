"""From a page to HTML."""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from clustergraph import __version__
from clustergraph.pages import texts, wording
from clustergraph.pages.graph import anchor, kind, local, slug
from clustergraph.pages.visit import Page, Visit

_STATIC = Path(__file__).parent / "static"
NAVIGATION = (
    ("agreements", "/agreements"),
    ("strategies", "/strategies"),
    ("positions", "/positions"),
    ("timeline", "/timeline"),
    ("network", "/network"),
    ("documents", "/documents"),
    ("queries", "/queries"),
    ("sparql", "/sparql"),
)


def render(page: Page, visit: Visit) -> str:
    """The HTML of a page; everything that comes from the graph is escaped on its way in."""
    template = _environment().get_template(page.template)
    lang, t = visit.lang, visit.t
    return template.render(
        dict(page.shows)
        | {
            "page": page,
            "visit": visit,
            "t": t,
            "lang": lang,
            "url": visit.url,
            "asset": asset,
            "navigation": NAVIGATION,
            "version": __version__,
            "date": lambda value: Markup('<time datetime="{}">{}</time>').format(
                value, wording.date(value, t)
            ),
            "day": lambda value: wording.date(value, t),
            "when": lambda row: wording.when(row["date"], row["earliest"], row["latest"], t),
            "recurrence": lambda value: wording.recurrence(value, t),
            "duration": lambda value, most="": wording.durations(value, most or value, t),
            "number": lambda value: texts.number(value, lang),
        }
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("clustergraph.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(anchor=anchor, kind=kind, slug=slug, local=local, shortened=wording.shortened)
    return environment


@cache
def assets() -> Mapping[str, tuple[Path, str]]:
    """The files under `static/` by their name, each with the start of its SHA-256.

    Browser libraries under `vendor/` are there only where the install step has put them.
    """
    return {
        path.relative_to(_STATIC).as_posix(): (path, sha256(path.read_bytes()).hexdigest()[:12])
        for path in sorted(_STATIC.rglob("*"))
        if path.is_file()
    }


def asset(name: str) -> str:
    """The address of a file of `static/`; it changes with the content, so a browser may keep it for ever."""
    return f"/static/{name}?v={assets()[name][1]}"


def has_asset(name: str) -> bool:
    """Whether a file is there: those of browser libraries may not be."""
    return name in assets()
