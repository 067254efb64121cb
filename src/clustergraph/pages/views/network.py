"""The network of actors, forums, collaborations, agreements and strategies: a table, and a picture made from it."""

from collections import Counter

from clustergraph.pages import wording
from clustergraph.pages.graph import kind, slug
from clustergraph.pages.render import has_asset
from clustergraph.pages.views.labels import labels, readable
from clustergraph.pages.views.search import kind_name
from clustergraph.pages.visit import Page, Visit

# In the order in which they need each other; the last draws with them.
PICTURE = (
    "vendor/cytoscape.min.js",
    "vendor/layout-base.js",
    "vendor/cose-base.js",
    "vendor/cytoscape-fcose.js",
    "graph-picture.js",
)
_MOST = 1500


def network(visit: Visit) -> Page:
    """The ties; `tie` in the address keeps one kind of them, `around` those of one thing (`actor/uppsala-kommun`)."""
    ties = visit.graph.select("network")
    tie, around = visit.params.get("tie", ""), visit.params.get("around", "")
    shown = [
        row
        for row in ties
        if (not tie or row["tie"] == tie)
        and (not around or row["from"].endswith("/" + around) or row["to"].endswith("/" + around))
    ]
    names = labels(visit, [iri for row in shown for iri in (row["from"], row["to"])])
    count = Counter(iri for row in shown for iri in (row["from"], row["to"]))
    rows = sorted(
        shown,
        key=lambda row: (
            wording.swedish(names.get(row["from"], row["from"])),
            row["tie"],
            names.get(row["to"], row["to"]),
        ),
    )
    there = all(map(has_asset, PICTURE))
    return Page(
        "network.html",
        visit.t("nav.network"),
        "network",
        {
            "rows": rows[:_MOST],
            "left_out": max(len(rows) - _MOST, 0),
            "names": {iri: names.get(iri, readable(iri)) for iri in count},
            "things": wording.in_order(count, lambda iri: names.get(iri, iri)),
            "kinds": wording.in_order(
                (
                    (kind(iri), kind_name(visit, kind(iri)))
                    for iri in {kind(iri): iri for iri in count}.values()
                ),
                lambda item: item[1],
            ),
            "kind_name": lambda iri: kind_name(visit, kind(iri)),
            "around_of": lambda iri: f"{kind(iri)}/{slug(iri)}",
            "ties": wording.in_order({row["tie"] for row in ties}, lambda name: visit.t(f"tie.{name}")),
            "tie": tie,
            "around": around,
            "picture": there,
        },
        scripts=(*PICTURE, "pictures.js", "network.js") if there else (),
    )
