"""The documents: a list of them, and each text with its quotes marked and the statements beside them."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from clustergraph.errors import NotFoundError
from clustergraph.namespaces import thing
from clustergraph.pages import reading_room, wording
from clustergraph.pages.graph import Row, kind, slug
from clustergraph.pages.reading_room import Passage
from clustergraph.pages.views.labels import labels, readable
from clustergraph.pages.views.search import kind_name
from clustergraph.pages.visit import Page, Visit, page_of

_A_PAGE = 100
_TIES = {
    "foreign_case": "document.foreign_case",
    "encloses": "document.encloses",
    "enclosed_in": "document.enclosed_in",
    "cites": "document.cites",
}


@dataclass(frozen=True, slots=True)
class Note:
    """What stands beside a quote: the statement it is evidence for."""

    anchor: str
    address: str
    kind: str
    label: str
    stance: str
    stance_label: str
    number: int


def documents(visit: Visit) -> Page:
    """The documents of the corpus, the latest first; `type` in the address keeps those of one type."""
    everything = _once(visit.graph.canned("documents"))
    types = wording.in_order(
        {(slug(row["type"]), row["type_label"]) for row in everything}, lambda item: item[1]
    )
    chosen = visit.params.get("type", "")
    rows = [row for row in everything if not chosen or slug(row["type"]) == chosen]
    page = page_of(visit)
    shown = rows[(page - 1) * _A_PAGE : page * _A_PAGE]
    return Page(
        "documents.html",
        visit.t("nav.documents"),
        "documents",
        {
            "rows": shown,
            "count": len(rows),
            "types": types,
            "chosen": chosen,
            "names": labels(visit, [row["document"] for row in shown]),
            "next": visit.here(page=str(page + 1)) if len(rows) > page * _A_PAGE else None,
        },
    )


def _once(rows: list[Row]) -> list[Row]:
    seen: dict[str, Row] = {}
    for row in rows:
        seen.setdefault(row["document"], row)
    return sorted(seen.values(), key=lambda row: (row["date"], row["title"]), reverse=True)


def document(visit: Visit, slug: str) -> Page:
    """One text with its quotes; a document that is only cited is shown as a resource.

    Raises NotFoundError where the graph holds nothing of it.
    """
    iri = thing("document", slug)
    rows = visit.graph.select("document", document=NamedNode(iri))
    if not rows:
        if iri not in labels(visit, [iri]):
            raise NotFoundError(visit.t("document.unknown", slug=slug))
        return Page("", "", moved=visit.url(f"/data/document/{slug}"))
    about = rows[0]
    annotations = visit.graph.select("annotations", document=NamedNode(iri))
    stances = {row["stance"]: row["label"] for row in visit.graph.select("stances")}
    related = visit.graph.select("document-related", document=NamedNode(iri))
    others = [about[name] for name in ("issuer", "recipient") if about[name]]
    others += [row["other"] for row in related]
    names = labels(visit, [iri, *others, *(row["statement"] for row in annotations)])
    passages = {
        Passage(row["statement"], int(row["order"]), int(row["start"]), int(row["end"])): row
        for row in annotations
    }
    span = (int(about["start"] or 0), int(about["end"]) if about["end"] else None)
    found = reading_room.paragraphs(about["text"], passages, *span)
    notes = {
        passage: _note(visit, passage, row["stance"], stances.get(row["stance"], ""), names)
        for passage, row in passages.items()
    }
    return Page(
        "document.html",
        names.get(iri, about["title"]),
        "documents",
        {
            "about": about,
            "iri": iri,
            "names": names,
            "ties": [
                (visit.t(text), [row["other"] for row in related if row["tie"] == tie])
                for tie, text in _TIES.items()
            ],
            "paragraphs": found,
            "notes": notes,
            "quotes": len(passages),
            "share": reading_room.share_quoted(found),
        },
        machine=(("text/turtle", f"/graph/{slug}"),),
    )


def _note(visit: Visit, passage: Passage, stance: str, stance_label: str, names: dict[str, str]) -> Note:
    of = kind(passage.statement)
    anchor = f"{of}/{slug(passage.statement)}/{passage.number}"
    label = wording.shortened(names.get(passage.statement, readable(passage.statement)), 110)
    return Note(
        anchor,
        visit.url(f"/data/{of}/{slug(passage.statement)}"),
        kind_name(visit, of),
        label,
        slug(stance),
        stance_label,
        passage.number,
    )
