"""The small words of clauses: adverbs and conjunctions that stand between a subject, its verb and the next clause."""

import re
from collections.abc import Sequence
from functools import cache

from clustergraph.mapping.text.phrases import Hit
from clustergraph.mapping.text.vocabulary import lexicon, pattern

_CONJUNCTION = pattern("positions", "conjunction")
_NO_WORD = re.compile(r"[\d§./:-]+")


@cache
def words_of(section: str) -> frozenset[str]:
    """The words of a section of the lexicon of positions."""
    return frozenset(lexicon("positions")[section]["words"])


@cache
def openings() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """How phrases begin that need no subject, and how those that do although they begin alike."""
    known = lexicon("positions")["impersonal"]
    return tuple(f"{word} " for word in known["openings"]), tuple(known["personal"])


def adverbs_between() -> frozenset[str]:
    """What may stand between a subject and its verb."""
    return words_of("between")


def only_adverbs(gap: str) -> bool:
    """Whether only adverbs and auxiliaries stand between a subject and its verb."""
    known = words_of("between")
    return gap.count(",") <= 2 and all(
        bare in known or _NO_WORD.fullmatch(bare) for word in gap.split() if (bare := word.strip(",*()"))
    )


def joint_at(words: str) -> int | None:
    """Where the conjunction stands that joins a clause to the one before; None if more than adverbs follow it."""
    last = None
    for match in _CONJUNCTION.finditer(words):
        last = match
    return last.start() if last and only_adverbs(words[last.end() :]) else None


def modal_before(before: str) -> bool:
    """Whether a modal verb stands among the last words before a verb."""
    near = " ".join(before.split()[-5:])
    return _modals().search(near) is not None


@cache
def _modals() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words_of('modal'))})\b")


def trimmed(lower: str, start: int, end: int) -> int:
    """The end without the conjunction and the comma that lead over to the next clause or item."""
    piece = lower[start:end].rstrip(" ,;\n\t")
    head, _, last = piece.rpartition(" ")
    if last in ("och", "samt", "men", "eller"):
        piece = head.rstrip(" ,;\n\t")
    return start + len(piece)


def nested(said: Sequence[Hit]) -> list[Hit]:
    """Labels of stances, in reading order, without those that lie inside a longer one; topics all stay."""
    kept: list[Hit] = []
    longest: Hit | None = None  # of the stances so far that which ends last
    for hit in said:
        if hit.concept.scheme == "stance":
            inside = longest and hit.end <= longest.end and hit[:2] != longest[:2]
            longest = longest if longest and hit.end <= longest.end else hit
            if inside and hit.concept.slug != "support-with-reservation":
                continue
        kept.append(hit)
    return kept
