"""Pairing what was found with what should be, and counting it."""

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any, NamedTuple

from clustergraph.evaluation.comparing import Statement, as_list
from clustergraph.evaluation.scores import Score


class Matching(NamedTuple):
    """pairs: what was found with what it should be, optional statements left out.
    lone: what was found for nothing, paired with an empty statement, and what was missed, likewise.
    """

    pairs: list[tuple[Statement, Statement]]
    lone: list[tuple[Statement, Statement]]


def match(
    result: Score,
    kind: str,
    found: Sequence[Statement],
    expected: Sequence[Statement],
    weight: Callable[[Statement, Statement], float],
    describe: Callable[[Statement], str],
) -> Matching:
    """Pair the statements one to one and count."""
    chosen = best_pairs(found, expected, weight)
    partner, taken = dict(chosen), {j for _, j in chosen}
    pairs = [(found[i], expected[j]) for i, j in chosen]
    kept = [(f, e) for f, e in pairs if not e.get("optional")]
    missed = [e for j, e in enumerate(expected) if j not in taken and not e.get("optional")]
    spurious = [f for i, f in enumerate(found) if i not in partner]
    result.add(kind, correct=len(kept))
    for statement in missed:
        result.missed(kind, describe(statement), statement.get("start"))
    for statement in spurious:
        result.spurious(kind, describe(statement), statement.get("start"))
    return Matching(kept, [({}, e) for e in missed] + [(f, {}) for f in spurious])


def best_pairs(
    found: Sequence[Statement],
    expected: Sequence[Statement],
    weight: Callable[[Statement, Statement], float],
) -> list[tuple[int, int]]:
    """Indices of the statements that belong together, one to one, the best pair chosen first."""
    # Of equally good pairs the first in the text.
    candidates = sorted(
        (-weight(f, e), i, j)
        for (i, f), (j, e) in product(enumerate(found), enumerate(expected))
        if weight(f, e) > 0
    )
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in candidates:
        if i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    return sorted(partner.items())


def field(
    result: Score,
    kind: str,
    found: Statement,
    expected: Statement,
    key: str,
    same: Callable[[Any, Any], bool],
) -> None:
    """Count one field of a pair, at the place of the statement."""
    start = expected.get("start", found.get("start"))
    compare(result, kind, found.get(key), expected.get(key), same, start)


def compare(
    result: Score,
    kind: str,
    found: Any,
    expected: Any,
    same: Callable[[Any, Any], bool],
    start: int | None = None,
) -> None:
    """Count one value: right if it is the same, wrong on both sides if not."""
    if found and expected:
        if same(found, expected):
            result.add(kind, correct=1)
        else:
            result.different(kind, " | ".join(map(str, as_list(expected))), str(found), start)
    elif expected:
        result.missed(kind, " | ".join(map(str, as_list(expected))), start)
    elif found:
        result.spurious(kind, str(found), start)


def score_set(result: Score, kind: str, found: dict[str, str], expected: dict[str, str]) -> None:
    """Count values without order, each by its key; the dictionaries give them as printed."""
    result.add(kind, correct=len(found.keys() & expected.keys()))
    for key in sorted(expected.keys() - found.keys()):
        result.missed(kind, expected[key], None)
    for key in sorted(found.keys() - expected.keys()):
        result.spurious(kind, found[key], None)
