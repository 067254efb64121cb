"""The timeline: decisions, adoptions, documents, deadlines and responses, drawn and as a table."""

import re

from clustergraph.pages import wording
from clustergraph.pages.graph import Row
from clustergraph.pages.timescale import Event, TimePicture
from clustergraph.pages.views.labels import labels, readable
from clustergraph.pages.visit import Page, Visit, page_of

_MOST_DRAWN = 120
_A_PAGE = 300
_REVIEWS = 3
_YEARLY = re.compile(r"P([1-9]\d?)Y")


def timeline(visit: Visit) -> Page:
    """The dated events and the reviews that fall due; `kind` in the address keeps those of one kind."""
    duties = [row for row in visit.graph.canned("responsibilities") if row["recurrence"]]
    starts = (
        {row["responsibility"]: row["start"] for row in visit.graph.select("recurring")} if duties else {}
    )
    due = [event for row in duties for event in due_reviews(row, starts.get(row["responsibility"], ""))]
    rows = sorted([*_once(visit.graph.canned("timeline")), *due], key=lambda row: row["date"])
    kinds = wording.in_order({row["kind"] for row in rows}, lambda kind: visit.t(f"timeline.{kind}"))
    chosen = visit.params.get("kind", "")
    shown = [row for row in rows if not chosen or row["kind"] == chosen]
    page = page_of(visit)
    listed = shown[::-1][(page - 1) * _A_PAGE : page * _A_PAGE][::-1]
    events = (
        Event(row["date"], "", "", row["event_label"], row["kind"], visit.thing(row["event"]))
        for row in listed[-_MOST_DRAWN:]
    )
    return Page(
        "timeline.html",
        visit.t("nav.timeline"),
        "timeline",
        {
            "rows": listed,
            "kinds": kinds,
            "chosen": chosen,
            "picture": TimePicture(events, visit.t),
            "left_out": max(len(listed) - _MOST_DRAWN, 0),
            "older": visit.here(page=str(page + 1)) if len(shown) > page * _A_PAGE else None,
            "undated": _undated(visit, chosen),
            "duties": [row for row in duties if not starts.get(row["responsibility"])],
            "names": labels(visit, [row["document"] for row in listed]),
        },
        scripts=("pictures.js",),
    )


def _undated(visit: Visit, chosen: str) -> list[Row]:
    """Adoptions and decisions that no document gives a date for, by the time that they may lie in."""
    found: dict[str, Row] = {}
    for kind, query in (("adoption", "adoptions"), ("decision", "decisions")):
        if chosen in ("", kind):
            for row in visit.graph.canned(query):
                if not row["date"]:
                    found.setdefault(row[kind], row | {"event": row[kind], "kind": kind})
    names = labels(visit, found)
    rows = [row | {"event_label": names.get(iri, readable(iri))} for iri, row in found.items()]
    return sorted(
        rows,
        key=lambda row: (row["earliest"] or row["latest"] or "9999", wording.swedish(row["event_label"])),
    )


def due_reviews(duty: Row, start: str) -> list[Row]:
    """The next times that a duty falls due, counted from the day its document holds; none where that is not known."""
    match = _YEARLY.fullmatch(duty["recurrence"])
    if not match or not start:
        return []
    every = int(match.group(1))
    return [
        {
            "date": f"{int(start[:4]) + every * count}{start[4:10]}".replace("-02-29", "-02-28"),
            "kind": "review",
            "event": duty["responsibility"],
            "event_label": f"{duty['role_label']} {duty['duty']}",
            "quote": duty["quote"],
            "document": duty["document"],
        }
        for count in range(1, _REVIEWS + 1)
    ]


def _once(rows: list[Row]) -> list[Row]:
    """One row an event and date, in order of time; what a second document says of it is on the event's page."""
    seen: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        seen.setdefault((row["date"], row["kind"], row["event"]), row)
    return sorted(seen.values(), key=lambda row: row["date"])
