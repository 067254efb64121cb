"""The pages of agreements: parties, adoptions, and of whom the graph holds no adoption."""

from pyoxigraph import NamedNode

from clustergraph.errors import NotFoundError
from clustergraph.namespaces import thing
from clustergraph.pages.graph import slug as slug_of
from clustergraph.pages.timescale import Event, TimePicture
from clustergraph.pages.views.adoptions import standing
from clustergraph.pages.views.labels import labels
from clustergraph.pages.visit import Page, Visit


def agreements(visit: Visit) -> Page:
    """All agreements; with only one, that one."""
    found = standing(visit)
    if len(found) == 1:
        return Page("", "", moved=visit.thing(found[0].iri))
    return Page("agreements.html", visit.t("nav.agreements"), "agreements", {"agreements": found})


def agreement(visit: Visit, slug: str) -> Page:
    """One agreement. Raises NotFoundError where the graph does not hold it."""
    iri = thing("agreement", slug)
    one = next((found for found in standing(visit) if found.iri == iri), None)
    if one is None:
        raise NotFoundError(visit.t("agreement.unknown", slug=slug))
    about = visit.graph.select("agreement", agreement=NamedNode(iri))[0]
    decisions = {row["decision"]: row for row in visit.graph.canned("decisions")}
    documents = {row["document"] for row in [*one.adopted, *one.named, *one.missing]}
    picture = TimePicture(
        (
            Event(
                row["date"],
                row["earliest"],
                row["latest"],
                row["actor_label"],
                "adoption",
                f"#{slug_of(row['actor'])}",
            )
            for row in one.adopted
        ),
        visit.t,
    )
    return Page(
        "agreement.html",
        one.label,
        "agreements",
        {
            "one": one,
            "about": about,
            "perspectives": visit.graph.select("perspectives", agreement=NamedNode(iri)),
            "bodies": [row for row in visit.graph.canned("governance-bodies") if row["agreement"] == iri],
            "decisions": decisions,
            "picture": picture,
            "names": labels(visit, [*documents, about["document"]] if about["document"] else documents),
        },
        scripts=("pictures.js",),
    )
