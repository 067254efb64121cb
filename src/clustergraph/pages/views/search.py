"""The search page."""

import re

from markupsafe import Markup
from pyoxigraph import NamedNode

from clustergraph.errors import InputError
from clustergraph.namespaces import ID
from clustergraph.pages import wording
from clustergraph.pages.graph import Row
from clustergraph.pages.search.index import MOST, Found, Hit
from clustergraph.pages.views.labels import labels
from clustergraph.pages.visit import Page, Visit

_A_PAGE = 30
_QUOTE_LENGTH = 260


def search(visit: Visit) -> Page:
    """Things that a few typed words find. Raises InputError for a page that is no number."""
    text = visit.params.get("q", "").strip()[:200]
    kind = visit.params.get("kind", "")
    page = visit.params.get("page", "1")
    if not page.isdecimal() or not 1 <= int(page) <= 1000:
        raise InputError(visit.t("error.value", name="page", value=page[:80]))
    index, fresh = visit.searching.of(visit.store) if text else (None, True)
    found = index.search(text, kind, _A_PAGE, (int(page) - 1) * _A_PAGE) if index else Found((), {}, {}, ())
    names = labels(
        visit, [*(hit.iri for hit in found.hits), *(hit.document for hit in found.hits if hit.document)]
    )
    also = _also(visit, found, names)
    count = found.total.get(kind, 0) if kind else sum(found.total.values())
    return Page(
        "search.html",
        visit.t("search.title", text=text) if text else visit.t("search.label"),
        shows={
            "text": text,
            "fresh": fresh,
            "ready": index is not None,
            "kind": kind,
            "count": count,
            "most": sum(found.total.values()) >= MOST,
            "kinds": wording.in_order(found.total.items(), lambda item: kind_name(visit, item[0])),
            "kind_name": lambda of: kind_name(visit, of),
            "read_as": [(word, ", ".join(forms[:4])) for word, forms in found.read_as.items() if forms],
            "hits": [_shown(visit, hit, names, also, found.marked) for hit in found.hits],
            "next": visit.here(page=str(int(page) + 1)) if count > int(page) * _A_PAGE else None,
        },
    )


def kind_name(visit: Visit, kind: str) -> str:
    """What things of a kind are called: a word of the site, or for concepts the name of their scheme."""
    key = f"kind.{kind}"
    return visit.t(key) if visit.t.has(key) else labels(visit, [ID + kind]).get(ID + kind, kind)


def _also(visit: Visit, found: Found, names: dict[str, str]) -> dict[str, str]:
    """For things whose shown name holds nothing of what was searched, another name that does."""
    held = _pattern(found.marked)
    silent = [hit.iri for hit in found.hits if not held.search(names.get(hit.iri, ""))]
    rows = visit.graph.select("also", thing=map(NamedNode, silent)) if silent else []
    return {row["thing"]: row["name"] for row in rows if held.search(row["name"])}


def _shown(
    visit: Visit, hit: Hit, names: dict[str, str], also: dict[str, str], marked: tuple[str, ...]
) -> Row:
    return {
        "label": marking(names.get(hit.iri, hit.iri), marked),
        "also": marking(also[hit.iri], marked) if hit.iri in also else "",
        "address": visit.thing(hit.iri),
        "kind": kind_name(visit, hit.kind),
        "quote": marking(_around(hit.quote, marked), marked),
        "source": names.get(hit.document, ""),
        "quote_address": visit.quote(hit.iri, hit.document, hit.number) if hit.document else "",
    }


def _around(quote: str, marked: tuple[str, ...]) -> str:
    """The part of a long quote that holds what was searched."""
    line = " ".join(quote.split())
    low = line.lower()
    first = min((place for place in (low.find(word) for word in marked) if place >= 0), default=0)
    if first > _QUOTE_LENGTH // 2:
        start = line.rfind(" ", 0, first - _QUOTE_LENGTH // 3) + 1
        line = "… " + line[start:]
    return wording.shortened(line, _QUOTE_LENGTH)


def _pattern(marked: tuple[str, ...]) -> re.Pattern[str]:
    """Words that begin with one of the marked ones."""
    return re.compile(r"\b(?:" + "|".join(map(re.escape, marked)) + r")\w*", re.IGNORECASE)


def marking(text: str, marked: tuple[str, ...]) -> Markup:
    """The text with the words that begin with one of the marked ones in `<mark>`; everything escaped."""
    if not marked:
        return Markup.escape(text)
    shown, place = Markup(""), 0
    for match in _pattern(marked).finditer(text):
        shown += Markup("{}<mark>{}</mark>").format(text[place : match.start()], match.group())
        place = match.end()
    return shown + text[place:]
