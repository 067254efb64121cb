"""What type of document it is by what such documents say throughout, where no word of the head tells."""

import re
from collections import Counter
from functools import cache, lru_cache

from clustergraph.mapping.text.material import Found
from clustergraph.mapping.text.vocabulary import lexicon

_READ = 8_000  # characters of the text that are weighed
_LEAST = 2  # signs that make a genre
_LEAST_OF_PLAN = 4  # the same of plans: aims are set in other papers too
_LEAD_OF_PLAN = 2  # signs that a plan must have more than the next genre
_ANSWER = "consultation-response"
_RECORDS = ("minutes", "memo")  # which render others' answers too
_NEWS = re.compile(r", säger ")
_KINDS = re.compile(
    r"(?P<strategy>strategi|vision|agenda)|(?P<plan>plan)|(?P<programme>program)|(?P<policy>policy|riktlinje)"
)


def by_genre(lower: str) -> Found | None:
    """The type that has most of its signs in a text in lower case, and the first of them; None if none has enough."""
    signs = dict(_found(lower))
    signs[_ANSWER] = (*signs[_ANSWER], *signs.pop("opinion"))
    (best, most), (_, second), *_ = Counter({type_: len(hits) for type_, hits in signs.items()}).most_common()
    if tells_news(lower):
        return None
    if best == _ANSWER:
        best = next((one for one in _RECORDS if 2 * len(signs[one]) >= max(most, 2 * _LEAST)), best)
    elif most < second + (_LEAD_OF_PLAN if best == "strategy" else 1):
        return None
    if most < (_LEAST_OF_PLAN if best == "strategy" else _LEAST):
        return None
    type_ = _strategic(lower) if best == "strategy" else best
    return Found(type_, *min(signs[best]), "type-by-genre", 0.4)


def tells_news(lower: str) -> bool:
    """Whether a text in lower case tells what others think with their words, and so is none of theirs."""
    return bool(_NEWS.search(lower))


def opines(lower: str) -> Found | None:
    """Where a text in lower case takes a stand on what another proposes; None if it has more of another genre."""
    opinion, told = _found(lower)["opinion"], by_genre(lower)
    if not opinion or (told and told.value != _ANSWER):
        return None
    return Found(_ANSWER, *min(opinion), "type-by-genre", 0.5)


def _strategic(lower: str) -> str:
    """What a text that sets goals calls itself most."""
    named = Counter(kind.lastgroup or "" for kind in _KINDS.finditer(lower, 0, _READ))
    return next((kind for kind, _ in named.most_common(1)), "strategy")


@lru_cache(8)
def _found(lower: str) -> dict[str, tuple[tuple[int, int], ...]]:
    """Where each sign of each genre first stands."""
    return {
        genre: tuple(hit.span() for one in patterns if (hit := one.search(lower, 0, _READ)))
        for genre, patterns in _signs().items()
    }


@cache
def _signs() -> dict[str, tuple[re.Pattern[str], ...]]:
    return {
        genre: tuple(re.compile(rf"(?<!\w){sign}") for sign in signs)
        for genre, signs in lexicon("documents")["genres"].items()
    }
