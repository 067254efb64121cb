"""The timeline: decisions, adoptions, documents, deadlines and responses, drawn and as a table."""

from clustergraph.pages import wording
from clustergraph.pages.graph import Row
from clustergraph.pages.timescale import Event, TimePicture
from clustergraph.pages.views.labels import labels
from clustergraph.pages.visit import Page, Visit

_MOST_DRAWN = 120


def timeline(visit: Visit) -> Page:
    """The dated events; `kind` in the address keeps those of one kind."""
    rows = _once(visit.graph.canned("timeline"))
    kinds = wording.in_order({row["kind"] for row in rows}, lambda kind: visit.t(f"timeline.{kind}"))
    chosen = visit.params.get("kind", "")
    shown = [row for row in rows if not chosen or row["kind"] == chosen]
    events = (
        Event(row["date"], "", "", row["event_label"], row["kind"], visit.thing(row["event"]))
        for row in shown[-_MOST_DRAWN:]
    )
    return Page(
        "timeline.html",
        visit.t("nav.timeline"),
        "timeline",
        {
            "rows": shown,
            "kinds": kinds,
            "chosen": chosen,
            "picture": TimePicture(events, visit.t),
            "left_out": max(len(shown) - _MOST_DRAWN, 0),
            "duties": [row for row in visit.graph.canned("responsibilities") if row["recurrence"]],
            "names": labels(visit, [row["document"] for row in shown]),
        },
        scripts=("pictures.js",),
    )


def _once(rows: list[Row]) -> list[Row]:
    """One row an event and date, in order of time; what a second document says of it is on the event's page."""
    seen: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        seen.setdefault((row["date"], row["kind"], row["event"]), row)
    return sorted(seen.values(), key=lambda row: row["date"])
