"""Sentences whose form gives their stance: those that announce a list, bid the reader, or judge by how they are built."""

import re
from collections import defaultdict
from functools import cache

from clustergraph.mapping.text.vocabulary import lexicon


def announced_stance(words: str) -> str | None:
    """The stance of the items under a heading or a lead-in such as «Krav» or «Detta är bra:»."""
    known = lexicon("positions")["lead"]
    said = ((len(one), stance) for stance, phrases in known.items() for one in phrases if one in words)
    return max(said, default=(0, None))[1]  # «vi vill särskilt lyfta» stresses, though «vi vill» asks


@cache
def _shapes(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    known = lexicon("positions")[table]
    return tuple((stance, re.compile(_joined(shapes))) for stance, shapes in known.items())


_BEFORE_VERB = re.compile(r"\[\^,;\]\{\d+,\d+\} ")


def _joined(shapes: list[str]) -> str:
    """One pattern of several that tries once what many begin with: the words before the verb, «[^,;]{3,80} »."""
    rests: dict[str, list[str]] = defaultdict(list)
    for shape in shapes:
        begins = _BEFORE_VERB.match(shape)
        rests[begins[0] if begins else ""].append(shape[begins.end() if begins else 0 :])
    return "|".join(
        f"({opening})(?:{'|'.join(some)})" if opening else "|".join(some) for opening, some in rests.items()
    )


def shaped(words: str, table: str = "shapes") -> tuple[str, str] | None:
    """The stance of a sentence that is built as judgements are («Någon analys har inte gjorts»), and its verb.

    The verb is what a group of the shape holds, else the words after the subject with which it begins; empty where it
    has neither. table: of the lexicon; that of `items` tells what the points of a list are that have no verb («Ja till
    ett tak», «Fler vuxna i skolan»).
    """
    for stance, shape in _shapes(table):
        if match := shape.match(words):
            last = match.lastindex or 0
            opens = last and match[last].endswith(" ")
            return stance, words[match.end(last) :] if opens else match[last] if last else ""
    return None


def shaped_stance(words: str) -> str | None:
    """The stance of a sentence that is built as judgements are."""
    found = shaped(words)
    return found and found[0]


@cache
def _imperatives() -> re.Pattern[str]:
    known = lexicon("positions")["imperative"]
    groups = (f"(?P<{stance}>{'|'.join(map(_with_adverb, words))})" for stance, words in known.items())
    return re.compile(
        rf"{_POLITE}(?:{'|'.join(groups)}) (?!är\b|har\b|ska\b|bör\b|(?:in )?(?:svar|blankett|formulär|yttrande)(?:et|en)?\b)"
    )


# «Vänligen komplettera», «Var vänliga och förtydliga»
_POLITE = r"(?:(?:vänligen|snälla|var vänliga? och|var snälla? och|var så goda? och) )?"


def _with_adverb(words: str) -> str:
    """The pattern of an imperative that lets an adverb stand before its particle: «ta gärna med»."""
    verb, blank, particle = words.partition(" ")
    return re.escape(verb) + (
        f"(?: gärna| också| även| därför)?{blank}{re.escape(particle)}" if particle else ""
    )


_INFINITIVE = re.compile(r"(?<=[a-zåäö]{3})a(?= )")


def bidden_stance(words: str, *, in_list: bool = False) -> str | None:
    """The stance of a sentence in the imperative: «Låt länen bestämma», «Avslå förslaget»; of an item also «Införa ett tak»."""
    match = _imperatives().match(words)
    if match is None and in_list:
        match = _imperatives().match(
            _INFINITIVE.sub("", words.partition(" ")[0] + " ") + words.partition(" ")[2]
        )
    return match.lastgroup if match else None
