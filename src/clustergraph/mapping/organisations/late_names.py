"""Organisations that cannot be what a text calls «kommunen»: they are first named after it has been spoken of."""

import re
from functools import cache

from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.vocabulary import lexicon
from clustergraph.reading import Kind

_OFTEN = 2  # mentions by which a paper under no letterhead shows whose it is
_FOOT = 10  # blocks at the end in which senders sign and give their address


def named_late(material: Material, verbs: set[int]) -> set[str]:
    """The slugs of those named seldom, in running text only, after a subject that their type calls itself.

    `verbs` are the offsets of reporting verbs, of which none of them is the subject.
    """
    view = material.view
    first_said = _first_said(material, verbs)
    mentions: dict[str, list[Named]] = {}
    for one in material.named:
        if not one.unit and one.type in first_said:
            mentions.setdefault(one.slug, []).append(one)
    last = len(view.stretches) - _FOOT
    return {
        slug
        for slug, ones in mentions.items()
        if len(ones) <= _OFTEN
        and ones[0].start > first_said[ones[0].type]
        and all(
            view.at(one.start).kind in (Kind.PARAGRAPH, Kind.ITEM, Kind.ROW)
            and not (view.at(one.start).index >= last and one.start == view.at(one.start).start)
            and (
                view.words[one.end : one.end + 1] in ".:;?!\n"
                or verbs.isdisjoint(range(one.end + 1, one.end + 13))
            )
            and not (one.genitive and _OWN.match(view.lower, one.end + 2))
            for one in ones
        )
    }


# What is an issuer's: «X kommuns yttrande», «X kommuns synpunkter».
_OWN = re.compile(r"(?:yttrande|remissvar|svar|synpunkter|bedömning|uppfattning|mening|ställningstagande)")


def _first_said(material: Material, verbs: set[int]) -> dict[str, int]:
    """Where each type of sender is first the subject of a reporting verb by what it calls itself alone."""
    lower = material.view.lower
    found: dict[str, int] = {}
    for at in sorted(verbs):
        begin = max(0, at - 22)
        word = lower[begin:at].rstrip().rpartition(" ")[2].rpartition("\n")[2]
        for type_ in _types().get(word, ()):
            found.setdefault(type_, at)
    return found


@cache
def _types() -> dict[str, list[str]]:
    types: dict[str, list[str]] = {}
    for type_, words in lexicon("actors")["self"].items():
        for word in words:
            types.setdefault(word, []).append(type_)
    return types
