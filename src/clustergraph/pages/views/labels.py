"""What things are called, for lists of IRIs that come from anywhere in the graph."""

from collections.abc import Iterable

from pyoxigraph import NamedNode

from clustergraph.namespaces import GRAPH, ID
from clustergraph.pages.graph import kind, local
from clustergraph.pages.visit import Visit

_AT_ONCE = 500
# What the parts of an annotation are, by the last part of their IRIs.
_PARTS = {"target": "SpecificResource", "quote": "TextQuoteSelector", "position": "TextPositionSelector"}


def labels(visit: Visit, things: Iterable[str]) -> dict[str, str]:
    """Each thing that has a name, with its name: in the visit's language, else Swedish, else any.

    What the graph uses and does not name has the site's words: a term of another vocabulary, and the evidence of a statement.
    """
    wanted = sorted(set(things))
    found: dict[str, tuple[int, str]] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = [NamedNode(iri) for iri in wanted[start : start + _AT_ONCE]]
        for row in visit.graph.select("labels", thing=some):
            worth = 4 if row["lang"] == visit.lang else 2 if row["lang"] == "sv" else 0
            worth += 2 if row["property"].endswith("prefLabel") else 1
            if worth > found.get(row["thing"], (0, ""))[0]:
                found[row["thing"]] = (worth, row["name"])
    names = {iri: name for iri, (_, name) in found.items()}
    return _terms(visit, wanted) | _evidence(visit, wanted) | names


def _terms(visit: Visit, things: list[str]) -> dict[str, str]:
    terms = [iri for iri in things if not iri.startswith((ID, GRAPH))]
    keys = [(iri, f"{section}.{readable(iri)}") for iri in terms for section in ("class", "property")]
    return {iri: visit.t(key) for iri, key in keys if visit.t.has(key)}


def _evidence(visit: Visit, things: list[str]) -> dict[str, str]:
    """Annotations by what they stand behind, and their parts by what these are."""
    some = [iri for iri in things if kind(iri) == "evidence"]
    if not some:
        return {}
    parts = {iri: visit.t(f"class.{_PARTS[readable(iri)]}") for iri in some if readable(iri) in _PARTS}
    annotations = [NamedNode(iri) for iri in some if iri not in parts]
    rows = visit.graph.select("quoting", thing=annotations) if annotations else []
    names = labels(visit, [row["statement"] for row in rows])
    return parts | {
        row["thing"]: visit.t(
            "resource.evidence_for", name=names.get(row["statement"], readable(row["statement"]))
        )
        for row in rows
    }


def readable(iri: str) -> str:
    """Something to show for a thing without a name: the last part of its IRI."""
    return local(iri).rstrip("/").rpartition("#")[2].rpartition("/")[2] or iri
