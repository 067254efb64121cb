"""Sentences whose form gives their stance: those that announce a list, bid the reader, or judge by how they are built."""

import re
from functools import cache

from clustergraph.mapping.vocabulary import lexicon


def announced_stance(words: str) -> str | None:
    """The stance of the items under a heading or a lead-in such as «Krav» or «Detta är bra:»."""
    known = lexicon("positions")["lead"]
    return next((stance for stance, said in known.items() if any(one in words for one in said)), None)


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    known = lexicon("positions")["shapes"]
    return tuple((stance, re.compile("|".join(shapes))) for stance, shapes in known.items())


def shaped_stance(words: str) -> str | None:
    """The stance of a sentence that is built as judgements are: «Någon analys har inte gjorts»."""
    return next((stance for stance, shape in _shapes() if shape.match(words)), None)


@cache
def _imperatives() -> re.Pattern[str]:
    known = lexicon("positions")["imperative"]
    groups = (f"(?P<{stance}>{'|'.join(map(_with_adverb, words))})" for stance, words in known.items())
    return re.compile(rf"{_POLITE}(?:{'|'.join(groups)}) (?!är\b|har\b|ska\b|bör\b)")


# «Vänligen komplettera», «Var vänliga och förtydliga»
_POLITE = r"(?:(?:vänligen|snälla|var vänliga? och|var snälla? och|var så goda? och) )?"


def _with_adverb(words: str) -> str:
    """The pattern of an imperative that lets an adverb stand before its particle: «ta gärna med»."""
    verb, blank, particle = words.partition(" ")
    return re.escape(verb) + (
        f"(?: gärna| också| även| därför)?{blank}{re.escape(particle)}" if particle else ""
    )


def bidden_stance(words: str) -> str | None:
    """The stance of a sentence in the imperative: «Låt länen bestämma», «Avslå förslaget»."""
    match = _imperatives().match(words)
    return match.lastgroup if match else None
