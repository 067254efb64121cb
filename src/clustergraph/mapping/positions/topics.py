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


def topic_of_heading(said: Iterable[Hit], start: int, end: int) -> tuple[str, ...]:
    """The slug of the topic that makes up a third of a heading or more: «4.2 Finansiering och genomförande».

    said: labels in the heading, which stands at `start` to `end`, without its number.
    """
    named = [one for one in said if one.concept.scheme == "topic"]
    spans = {one[:2] for one in named if one.concept is named[0].concept}
    much = 3 * sum(last - first for first, last in spans) >= end - start
    return (named[0].concept.slug,) if named and much else ()
