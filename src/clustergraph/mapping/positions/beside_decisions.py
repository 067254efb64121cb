"""Positions apart from what is decided or proposed to be decided in the same words."""

from collections.abc import Iterable, Sequence

from clustergraph.mapping.decisions.deciding import FoundDecision
from clustergraph.mapping.positions.find import FoundPosition


def beside_decisions(
    positions: Iterable[FoundPosition], decisions: Sequence[FoundDecision], type_: str
) -> list[FoundPosition]:
    """The positions without those that are a decision of the minutes, or what the paper proposes to decide.

    «Nämnden ställde sig bakom förslaget» in minutes is what was decided, and no position besides. What an agenda or
    a memo proposes to decide is asked of who decides, and held against no paper; what a motion demands its movers hold.
    """
    minutes = type_.startswith("minutes")
    clauses = [one.quote[0] for one in decisions if minutes and one.rule == "clause-of-decision"]
    decided = {*clauses, *(start - len("att ") for start in clauses)}
    proposed = [one.quote for one in decisions if one.status == "proposed" and type_ != "motion"]
    return [
        one
        for one in positions
        if one.start not in decided
        and not any(start < one.end and one.start < end for start, end in proposed)
    ]
