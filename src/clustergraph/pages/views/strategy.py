"""The pages of strategies: the tree of elements with the positions on each, context, duties, follow-up."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from clustergraph.errors import NotFoundError
from clustergraph.namespaces import thing
from clustergraph.pages import wording
from clustergraph.pages.graph import Row, kind
from clustergraph.pages.views.labels import labels
from clustergraph.pages.visit import Page, Visit

# The order in which a reader meets what a strategy says outside its elements.
STATEMENT_KINDS = (
    "purpose", "goal", "desired-effect", "definition", "strength", "challenge", "way-of-working", "success-factor",
)  # fmt: skip
_MOST_YEARS = 12


@dataclass
class Element:
    """An element of a strategy: its row of `strategy-structure`, its parts, and the stances taken on itself."""

    row: Row
    parts: list["Element"] = field(default_factory=list)
    stances: list[Row] = field(default_factory=list)

    @property
    def total(self) -> int:
        """The positions on it and on its parts."""
        return sum(int(row["count"]) for row in self.stances) + sum(part.total for part in self.parts)


def strategies(visit: Visit) -> Page:
    """All strategies with elements; with only one, that one."""
    rows = visit.graph.select("strategies")
    if len(rows) == 1:
        return Page("", "", moved=visit.thing(rows[0]["strategy"]))
    names = labels(visit, [row["strategy"] for row in rows])
    rows = wording.in_order(rows, lambda row: names.get(row["strategy"], ""))
    return Page("strategies.html", visit.t("nav.strategies"), "strategies", {"rows": rows, "names": names})


def strategy(visit: Visit, slug: str) -> Page:
    """One strategy; one of which the graph holds no elements is shown as a resource.

    Raises NotFoundError where the graph holds nothing of it.
    """
    iri = thing("strategy", slug)
    about = next((row for row in visit.graph.select("strategies") if row["strategy"] == iri), None)
    names = labels(visit, [iri] + ([about["document"]] if about and about["document"] else []))
    if about is None:
        if iri not in names:
            raise NotFoundError(visit.t("strategy.unknown", slug=slug))
        return Page("", "", moved=visit.url(f"/data/strategy/{slug}"))
    statements: dict[str, list[Row]] = defaultdict(list)
    for row in visit.graph.select("strategy-statements", strategy=NamedNode(iri)):
        if all(row["statement"] != other["statement"] for other in statements[kind(row["statement"])]):
            statements[kind(row["statement"])].append(row)
    matrix = visit.graph.canned("position-matrix")
    duties = [row for row in visit.graph.canned("responsibilities") if row["document"] == about["document"]]
    return Page(
        "strategy.html",
        names[iri],
        "strategies",
        {
            "about": about,
            "names": names,
            "roots": tree(visit, slug, matrix),
            "whole": [row for row in matrix if row["element"] == iri],
            "statements": [
                (of, sorted(statements[of], key=lambda row: int(row["order"])))
                for of in STATEMENT_KINDS
                if statements[of]
            ],
            "levels": _levels(visit, iri),
            "duties": duties,
            "calendar": calendar(duties, about["horizon_most"]),
            "follow_up": [row for row in visit.graph.canned("follow-up") if row["strategy"] == iri],
        },
    )


def tree(visit: Visit, slug: str, matrix: list[Row]) -> list[Element]:
    """The elements of a strategy as a tree, each with the stances that the matrix has on it."""
    elements: dict[str, Element] = {}
    for row in visit.graph.canned("strategy-structure", strategy=slug):
        elements.setdefault(row["number"], Element(row))
    for row in matrix:
        if (
            row["element_number"] in elements
            and elements[row["element_number"]].row["element"] == row["element"]
        ):
            elements[row["element_number"]].stances.append(row)
    roots: list[Element] = []
    for element in elements.values():
        parent = elements.get(element.row["parent_number"])
        (parent.parts if parent else roots).append(element)
    for element in elements.values():
        element.parts.sort(key=lambda part: wording.swedish(part.row["number"]))
    return sorted(roots, key=lambda root: wording.swedish(root.row["number"]))


@dataclass
class Level:
    """One level of a strategy's surroundings: the statements on it, and what the strategy draws from them."""

    label: str
    number: str
    implication: str
    rows: list[Row] = field(default_factory=list)


def _levels(visit: Visit, iri: str) -> list[Level]:
    """What the strategy says of each level of its surroundings, in the order of its sections."""
    levels: dict[tuple[str, str], Level] = {}
    for row in visit.graph.canned("strategy-context"):
        if row["strategy"] == iri:
            found = Level(row["level_label"], row["number"], row["implication"])
            level = levels.setdefault((row["level"], row["number"]), found)
            if row["item"]:
                level.rows.append(row)
    return list(levels.values())


def calendar(duties: list[Row], horizon: str) -> tuple[list[int], list[tuple[Row, list[bool]]]]:
    """The years of a strategy counted from its adoption, and for each duty that recurs the years it falls in.

    A duty that recurs more often than yearly falls in every year.
    """
    longest = re.match(r"P(\d+)Y", horizon)
    years = list(range(1, min(int(longest.group(1)) if longest else 6, _MOST_YEARS) + 1))
    rows = []
    for duty in duties:
        match = re.fullmatch(r"P(\d+)([YMWD])", duty["recurrence"])
        if match:
            step = int(match.group(1)) if match.group(2) == "Y" else 1
            rows.append((duty, [year % max(step, 1) == 0 for year in years]))
    return years, rows
