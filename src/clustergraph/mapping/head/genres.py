"""What type of document it is by what such documents say throughout, where no word of the head tells."""

import re
from collections import Counter
from functools import cache

from clustergraph.mapping.text.material import Found
from clustergraph.mapping.text.vocabulary import lexicon

_READ = 8_000  # characters of the text that are weighed
_LEAST = 3  # signs that make a genre
_RECORDS = ("minutes", "memo")  # which render others' answers too
_KINDS = re.compile(
    r"(?P<strategy>strategi|vision|agenda)|(?P<plan>plan)|(?P<programme>program)|(?P<policy>policy|riktlinje)"
)


def by_genre(lower: str) -> Found | None:
    """The type that has most of its signs in a text in lower case, and the first of them; None if none has enough."""
    signs = {type_: [hit for one in patterns if (hit := one.search(lower, 0, _READ))] for type_, patterns in _signs().items()}
    ranked = sorted(signs, key=lambda type_: len(signs[type_]), reverse=True)
    best, second = ranked[:2]
    if best == "consultation-response":
        best = next((one for one in _RECORDS if 2 * len(signs[one]) >= len(signs[best])), best)
    elif len(signs[best]) == len(signs[second]):
        return None
    if len(signs[best]) < _LEAST:
        return None
    first = min(signs[best], key=lambda hit: hit.start())
    type_ = _strategic(lower) if best == "strategy" else best
    return Found(type_, *first.span(), "type-by-genre", 0.4)


def _strategic(lower: str) -> str:
    """What a text that sets goals calls itself most."""
    named = Counter(kind.lastgroup for kind in _KINDS.finditer(lower, 0, _READ))
    return named.most_common(1)[0][0] or "strategy" if named else "strategy"


@cache
def _signs() -> dict[str, tuple[re.Pattern[str], ...]]:
    return {
        type_: tuple(re.compile(rf"(?<!\w){sign}") for sign in signs)
        for type_, signs in lexicon("documents")["genres"].items()
    }
