"""Positions that say again, in another section, what an earlier one said: summary and body."""

from collections.abc import Sequence

from clustergraph.mapping.positions.find import FoundPosition


def repeats(positions: Sequence[FoundPosition]) -> dict[int, int]:
    """Index of a position that says again what an earlier one of the same holder said → that one's index."""
    found: dict[int, int] = {}
    first: dict[tuple[str, str, tuple[str, ...]], int] = {}
    for index, one in enumerate(positions):
        key = (one.holder.slug, one.stance, tuple(sorted(one.topics)))
        earlier = first.setdefault(key, index)
        if earlier != index and one.topics and positions[earlier].section is not one.section:
            found[index] = earlier
    return found
