"""What a position is about: the topic that its verb has for an object."""

import re
from collections.abc import Iterable

from clustergraph.mapping.text.phrases import Hit

# «kompetensförsörjning, digitalisering och jämlik vård»: enumerated, each is an object of the verb.
_JOINED = re.compile(r"[\w-]*(?: \w+)?(?:, | och | samt |, och | eller | respektive )(?:[\w-]+ )?")


def topics_of(said: Iterable[Hit], verb: Hit, until: int, lower: str) -> tuple[str, ...]:
    """The slugs of the topics of a position.

    The first topic after the verb counts with those that are enumerated with it, else the first before it.
    said: labels in the words of the position, in reading order. until: where words only mention in passing.
    lower: the text of the document in lower case.
    """
    named = [one for one in said if one.concept.scheme == "topic" and one.start < until]
    if not named:
        return ()
    at = next((index for index, one in enumerate(named) if one.start >= verb.start), 0)
    about = [named[at]]
    for one in named[at + 1 :]:
        if one.start >= about[-1].end and not _JOINED.fullmatch(lower, about[-1].end, one.start):
            break
        about.append(one)
    return tuple(dict.fromkeys(one.concept.slug for one in about))


def topic_of_heading(said: Iterable[Hit], start: int, end: int, lower: str) -> tuple[str, ...]:
    """The slug of the topic that a heading names first and, with what is joined to it, alone.

    «4.2 Finansiering och genomförande», «Kapitel 9 – Kostnader (s. 12)»: not «Finansiering av de nya hamnarna».
    said: labels in the heading, which stands at `start` to `end`, without its number.
    """
    for one in said:
        alone = _ALONE_BEFORE.fullmatch(lower, start, one.start) and _ALONE_AFTER.fullmatch(
            lower, one.end, end
        )
        if alone and one.concept.scheme == "topic":
            return (one.concept.slug,)
    return ()


# What stands around the topic of a heading: which part it heads, what is joined to it, where it is to be found.
_ALONE_BEFORE = re.compile(r"(?:\d+ kap\. |\w+\.? (?=[\d:–-]))?[\d.§ ]*\W*")
_ALONE_AFTER = re.compile(r"(?: och [\w-]+)?\W*(?:\([^)]*\))?\W*")
