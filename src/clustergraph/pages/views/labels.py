"""What things are called, for lists of IRIs that come from anywhere in the graph."""

from collections.abc import Iterable

from pyoxigraph import NamedNode

from clustergraph.pages.graph import local
from clustergraph.pages.visit import Visit

_AT_ONCE = 500


def labels(visit: Visit, things: Iterable[str]) -> dict[str, str]:
    """Each thing that has a name in the graph, with its name: in the visit's language, else Swedish, else any."""
    wanted = sorted(set(things))
    found: dict[str, tuple[int, str]] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = [NamedNode(iri) for iri in wanted[start : start + _AT_ONCE]]
        for row in visit.graph.select("labels", thing=some):
            worth = 4 if row["lang"] == visit.lang else 2 if row["lang"] == "sv" else 0
            worth += 2 if row["property"].endswith("prefLabel") else 1
            if worth > found.get(row["thing"], (0, ""))[0]:
                found[row["thing"]] = (worth, row["name"])
    return {iri: name for iri, (_, name) in found.items()}


def readable(iri: str) -> str:
    """Something to show for a thing without a name: the last part of its IRI."""
    return local(iri).rstrip("/").rpartition("#")[2].rpartition("/")[2] or iri
