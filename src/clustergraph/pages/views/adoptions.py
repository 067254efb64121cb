"""How each agreement stands: who is named in it, who has adopted it, and of whom no adoption is recorded."""

from dataclasses import dataclass, field

from clustergraph.pages import wording
from clustergraph.pages.graph import Row
from clustergraph.pages.visit import Visit


@dataclass
class Standing:
    """One agreement and its parties.

    Attributes:
        iri: the agreement.
        label: its name.
        named: rows of `agreement-parties` for those it names, a row a party.
        adopted: rows of `adoptions`, a row an actor, the earliest first and those without a date last.
        missing: rows of `parties-without-adoption`.
    """

    iri: str
    label: str
    named: list[Row] = field(default_factory=list)
    adopted: list[Row] = field(default_factory=list)
    missing: list[Row] = field(default_factory=list)


def standing(visit: Visit) -> list[Standing]:
    """Every agreement of the graph, in alphabetical order."""
    found: dict[str, Standing] = {}
    for row in visit.graph.canned("agreement-parties"):
        one = found.setdefault(row["agreement"], Standing(row["agreement"], row["agreement_label"]))
        if row["stage"] == "named" and all(row["actor"] != other["actor"] for other in one.named):
            one.named.append(row)
    for row in visit.graph.canned("adoptions"):
        one = found.setdefault(row["agreement"], Standing(row["agreement"], row["agreement_label"]))
        _add(one.adopted, row)
    for row in visit.graph.canned("parties-without-adoption"):
        if row["agreement"] in found:
            found[row["agreement"]].missing.append(row)
    for one in found.values():
        one.adopted.sort(
            key=lambda row: (
                row["date"] or row["earliest"] or "9999",
                row["latest"],
                wording.swedish(row["actor_label"]),
            )
        )
        one.named = wording.in_order(one.named, lambda row: row["actor_label"])
        one.missing = wording.in_order(one.missing, lambda row: row["actor_label"])
    return wording.in_order(found.values(), lambda one: one.label)


def _add(rows: list[Row], row: Row) -> None:
    """Keep one row an actor: the one that knows most of the adoption."""
    for index, other in enumerate(rows):
        if other["actor"] == row["actor"]:
            if _known(row) > _known(other):
                rows[index] = row
            return
    rows.append(row)


def _known(row: Row) -> int:
    return sum(bool(row[name]) for name in ("date", "decision", "earliest"))
