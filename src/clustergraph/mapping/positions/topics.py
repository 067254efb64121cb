"""What a position is about: the topic that its verb has for an object."""

import re
from collections.abc import Iterable

from clustergraph.mapping.text.phrases import Hit

# «kompetensförsörjning, digitalisering och jämlik vård»: enumerated, each is an object of the verb.
_JOINED = re.compile(r"[\w-]*(?: \w+)?(?:(?:, | och | samt |, och | eller | respektive )(?:[\w-]+ ?)?){1,2}")


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


_ALL_BUT = 0.8  # of a heading that is a topic and little else


def topics_over(said: Iterable[Hit], length: int) -> tuple[str, ...]:
    """The topic that a heading of some length is, if it is one alone: positions below it that name none are about it."""
    named = [one for one in said if one.concept.scheme == "topic"]
    longest = max((one.end - one.start for one in named), default=0)
    slugs = tuple(dict.fromkeys(one.concept.slug for one in named))
    return slugs if len(slugs) == 1 and longest >= _ALL_BUT * length else ()
