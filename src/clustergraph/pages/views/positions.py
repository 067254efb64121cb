"""The page of positions: the matrix of elements and actors, who agrees with whom, shared asks, gaps, and the quotes."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import combinations

from clustergraph.namespaces import ID
from clustergraph.pages import wording
from clustergraph.pages.graph import Row, path_of, slug
from clustergraph.pages.views.labels import labels
from clustergraph.pages.visit import Page, Visit, page_of

FILTERS = ("actor", "element", "stance", "topic")
_A_PAGE = 60
_MOST_ACTORS = 40
_MOST_LINES = 200
_MOST_PAIRS = 60


@dataclass
class Line:
    """One row of the matrix: an element, and for each actor the stances taken on it with their number."""

    element: str
    number: str
    label: str
    cells: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    @property
    def value(self) -> str:
        """What names the element in an address: its number, or its IRI where it has none."""
        return self.number or self.element


@dataclass
class Pair:
    """Two actors (IRI and name), and the topics that both speak on: those they see alike, and those they see differently."""

    one: tuple[str, str]
    other: tuple[str, str]
    alike: list[Row] = field(default_factory=list)
    apart: list[Row] = field(default_factory=list)
    rest: int = 0


def positions(visit: Visit) -> Page:
    """The positions that the address asks for. Raises QueryError for a value of the wrong form."""
    chosen = {name: visit.params[name] for name in FILTERS if visit.params.get(name)}
    matrix = visit.graph.canned("position-matrix")
    found = visit.graph.canned("positions", **chosen) if chosen else []
    shown = _counted(found) if chosen else matrix
    actors, lines = _actors(shown), _lines(shown)
    most_active = Counter(row["actor"] for row in shown)
    drawn = {actor for actor, _ in most_active.most_common(_MOST_ACTORS)}
    start = (page_of(visit) - 1) * _A_PAGE
    quotes = found[start : start + _A_PAGE]
    stances = [row for row in visit.graph.select("stances") if row["count"]]
    taken = visit.graph.canned("topic-stances")
    gaps = visit.graph.canned("uncommented-areas")
    pairs = _pairs(taken, chosen.get("actor", ""))
    return Page(
        "positions.html",
        visit.t("positions.title"),
        "positions",
        {
            "chosen": chosen,
            "choices": _choices(matrix, stances, taken),
            "actors": [actor for actor in actors if actor[0] in drawn],
            "lines": lines[:_MOST_LINES],
            "left_out": max(len(actors) - _MOST_ACTORS, 0) + max(len(lines) - _MOST_LINES, 0),
            "proposals": _proposals(visit, found if chosen else None),
            "stances": sorted(stances, key=lambda row: -int(row["count"])),
            "quotes": quotes,
            "count": len(found),
            "next": visit.here(page=str(page_of(visit) + 1)) if len(found) > start + _A_PAGE else None,
            "topic_names": {slug(row["topic"]): row["topic_label"] for row in taken},
            "names": labels(visit, [row[of] for row in quotes for of in ("document", "position")]),
            "pairs": pairs[:_MOST_PAIRS],
            "more_pairs": max(len(pairs) - _MOST_PAIRS, 0),
            "asks": visit.graph.canned("shared-asks"),
            "gaps": sorted(gaps, key=lambda row: wording.swedish(row["element_number"])),
            # That nobody has left an area out says something only where there are areas.
            "has_areas": gaps or _has_areas(visit),
            "without_hits": _names(visit, chosen),
        },
        scripts=("pictures.js",),
    )


def _has_areas(visit: Visit) -> bool:
    return any(row["kind"] == "development-area" for row in visit.graph.canned("strategy-structure"))


def _names(visit: Visit, chosen: Row) -> dict[str, str]:
    """What the chosen things are called, for a filter whose list does not hold them."""
    iris = {name: value if ":" in value else f"{ID}{name}/{value}" for name, value in chosen.items()}
    found = labels(visit, [iri for iri in iris.values() if path_of(iri)])
    return {name: found[iri] for name, iri in iris.items() if iri in found}


def _counted(rows: list[Row]) -> list[Row]:
    """Rows of positions as rows of a matrix: one for each actor, element and stance; repetitions do not count."""
    counted: dict[tuple[str, str, str], Row] = {}
    numbers: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in rows:
        key = (row["actor"], row["target"], row["stance"])
        if not row["repeats"]:
            numbers[key].add(row["position"])
            counted[key] = row | {"element": row["target"]}
    return [row | {"count": str(len(numbers[key]))} for key, row in counted.items()]


def _proposals(visit: Visit, found: list[Row] | None) -> dict[str, str]:
    """For each actor with positions that are only proposed, how many of those counted they are, in words."""
    if found is None:
        counts = {
            row["actor"]: (int(row["proposed"]), int(row["total"])) for row in visit.graph.select("proposals")
        }
    else:
        counted = {row["position"]: row for row in found if not row["repeats"]}.values()
        total = Counter(row["actor"] for row in counted)
        proposed = Counter(row["actor"] for row in counted if row["status"] == "proposed")
        counts = {actor: (number, total[actor]) for actor, number in proposed.items()}
    return {
        actor: visit.t("positions.all_proposals")
        if number == total
        else visit.t("positions.proposals", n=number, total=total)
        for actor, (number, total) in counts.items()
    }


def _actors(rows: list[Row]) -> list[tuple[str, str]]:
    return wording.in_order({(row["actor"], row["actor_label"]) for row in rows}, lambda actor: actor[1])


def _lines(rows: list[Row]) -> list[Line]:
    """Strategies as a whole, their elements by number, then what else positions are about."""
    lines: dict[str, Line] = {}
    for row in rows:
        line = lines.setdefault(
            row["element"], Line(row["element"], row["element_number"], row["element_label"])
        )
        line.cells[row["actor"]].append(row)
    return sorted(
        lines.values(), key=lambda line: (not line.number, wording.swedish(line.number or line.label))
    )


def _choices(matrix: list[Row], stances: list[Row], taken: list[Row]) -> dict[str, list[tuple[str, str]]]:
    """For each filter its values and their words."""
    topics = {(slug(row["topic"]), row["topic_label"]) for row in taken}
    elements = {
        (row["element_number"] or row["element"], f"{row['element_number']} {row['element_label']}".strip())
        for row in matrix
    }
    return {
        "actor": [(slug(iri), label) for iri, label in _actors([*matrix, *taken])],
        "element": wording.in_order(elements, lambda item: item[1]),
        "stance": wording.in_order(
            ((slug(row["stance"]), row["label"]) for row in stances), lambda item: item[1]
        ),
        "topic": wording.in_order(topics, lambda item: item[1]),
    }


def _pairs(taken: list[Row], around: str) -> list[Pair]:
    """Each two actors with topics in common, those most alike first; with `around`, only pairs with that actor."""
    topics: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in taken:
        topics[row["actor"]][row["topic"]].append(row)
    pairs = []
    for (one, one_label), (other, other_label) in combinations(_actors(taken), 2):
        if around and around not in (slug(one), slug(other)):
            continue
        pair = Pair((one, one_label), (other, other_label))
        for topic in topics[one].keys() & topics[other].keys():
            _compare(pair, topics[one][topic], topics[other][topic])
        if pair.alike or pair.apart or pair.rest:
            pair.alike.sort(key=lambda row: wording.swedish(row["topic_label"]))
            pair.apart.sort(key=lambda row: wording.swedish(row["topic_label"]))
            pairs.append(pair)
    return sorted(pairs, key=lambda pair: -len(pair.alike))


def _compare(pair: Pair, ones: list[Row], others: list[Row]) -> None:
    """Alike is the same stance; apart is support against criticism or opposition."""
    against = {"critical", "opposed"}
    one_sides, other_sides = ({slug(row["polarity"]) for row in rows} for rows in (ones, others))
    if {row["stance"] for row in ones} & {row["stance"] for row in others}:
        pair.alike.append(ones[0])
    elif ("supportive" in one_sides and other_sides & against) or (
        "supportive" in other_sides and one_sides & against
    ):
        pair.apart.append(ones[0])
    else:
        pair.rest += 1
