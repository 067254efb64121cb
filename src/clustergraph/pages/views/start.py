"""The start page: what the graph knows, in numbers and pictures that are links."""

from itertools import groupby

from clustergraph.pages.graph import Row, slug
from clustergraph.pages.views.adoptions import standing
from clustergraph.pages.views.labels import labels
from clustergraph.pages.visit import Page, Visit

_COUNTED: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("documents", "/documents", {}),
    ("actors", "/queries/actors", {"in_documents": "true"}),
    ("decisions", "/queries/decisions", {}),
    ("adoptions", "/queries/adoptions", {}),
    ("elements", "/strategies", {}),
    ("positions", "/positions", {}),
)
_LATEST = 6


def start(visit: Visit) -> Page:
    """Numbers, agreements, stances, shared asks, the latest decisions and what comes next."""
    counts = {row["what"]: int(row["count"]) for row in visit.graph.select("counts")}
    held = visit.graph.canned("documents")
    documents = sorted(held, key=lambda row: row["date"], reverse=True)[:_LATEST]
    return Page(
        "start.html",
        visit.t("site.name"),
        shows={
            "numbers": [(name, counts[name], visit.url(path, **asked)) for name, path, asked in _COUNTED],
            "quotes": counts["quotes"],
            "agreements": [(one, _by_time(one.adopted)) for one in standing(visit)[:_LATEST]],
            "deadlines": sorted(
                (row for row in visit.graph.canned("consultations") if row["deadline"]),
                key=lambda row: row["deadline"],
                reverse=True,
            )[:_LATEST],
            "stances": stance_bar(visit),
            "asks": _asks(visit),
            "decisions": latest_decisions(visit)[:_LATEST],
            "documents": documents,
            "more_documents": len(held) - len(documents),
            "names": labels(visit, [row["document"] for row in documents]),
        },
    )


def _by_time(adopted: list[Row]) -> list[list[Row]]:
    """Adoptions of which the same is known in time, together."""
    return [
        list(rows)
        for _, rows in groupby(adopted, key=lambda row: (row["date"], row["earliest"], row["latest"]))
    ]


def stance_bar(visit: Visit) -> list[dict[str, object]]:
    """The stances that are taken, most taken first, each with its share of the positions in per cent."""
    rows = [row | {"count": row["count"] or "0"} for row in visit.graph.select("stances")]
    total = sum(int(row["count"]) for row in rows) or 1
    bar: list[dict[str, object]] = []
    left = 0.0
    for row in sorted(rows, key=lambda row: -int(row["count"])):
        count = int(row["count"])
        if not count:
            continue
        width = 100 * count / total
        bar.append(
            {"slug": slug(row["stance"]), "label": row["label"], "count": count, "left": left, "width": width}
        )
        left += width
    return bar


def latest_decisions(visit: Visit) -> list[Row]:
    """The decisions taken, the latest first; one without a day is placed by what is known of it."""
    seen: dict[str, Row] = {}
    for row in visit.graph.canned("decisions"):
        seen.setdefault(row["decision"], row)
    return sorted(
        seen.values(), key=lambda row: row["date"] or row["earliest"] or row["latest"], reverse=True
    )


def _asks(visit: Visit) -> list[Row]:
    rows = visit.graph.canned("shared-asks")
    return sorted(rows, key=lambda row: -int(row["actor_count"]))[:_LATEST]
