"""Which headings of a plan without numbers are elements, and which ones end them."""

import re
from collections.abc import Container, Mapping, Sequence
from functools import cache

from clustergraph.mapping.elements.labels import Label
from clustergraph.mapping.elements.lists import is_word
from clustergraph.mapping.elements.tables import TableRow
from clustergraph.mapping.text.element_kinds import announced_kind, closes, opens
from clustergraph.mapping.text.view import Stretch, View
from clustergraph.mapping.text.vocabulary import lexicon, pattern
from clustergraph.reading import Kind

_DUTY = pattern("documents", "duty")
_ITSELF = pattern("documents", "document-is-to")
_DEEDS = pattern("documents", "deeds")
_TOLD = pattern("documents", "headings-told")
_ATT_NAME = re.compile(r"att [A-ZÅÄÖ]")  # «att Norra hamnen växer» is what is wanted, and no deed
_FAR = 40  # blocks from a lead-in to the last item of its list
_LEAD = 100  # characters at the end of a lead-in that are read
_MEASURES = ("action", "goal", "priority")
_WHAT_IT_IS = pattern("documents", "what-it-is")


def holding(view: View, rows: Mapping[int, TableRow]) -> frozenset[int]:
    """The headings, two or more, right over what is to be done.

    That is a list of deeds («Öppna …», «Ta fram …», «Skyltar sätts upp.»), one under «Kommunen ska» or «Åtgärder:», a table of measures, or a lower heading that only names the kind
    and comes back («Insatser»).
    """
    headings = [one for one in view.stretches if one.kind is Kind.HEADING]
    names = [view.lower[one.start : one.end].strip(" .:") for one in headings]
    found: list[int] = []
    for place, heading in enumerate(headings):
        if is_word(names[place]) or closes(names[place]) or opens(names[place]):
            continue
        after = headings[place + 1] if place + 1 < len(headings) else None
        inside = view.stretches[heading.index + 1 : after.index if after else None]
        items = [one for one in inside if one.kind is Kind.ITEM]
        label = names[place + 1] if after else ""
        named = announced_kind(label) in _MEASURES and names.count(label) > 1
        words = [view.block_words(one) for one in items]
        first = bool(items) and inside[0] is items[0]
        deeds = first and (all(map(is_deed, words)) or all(map(_TOLD.fullmatch, words)))
        led = any(due(view, one) or _labelled(view, one) for one in items)
        tabled = any(one.index in rows for one in inside)
        if deeds or named or led or tabled or _aims(view, inside):
            found.append(heading.index)
    return frozenset(found if len(found) > 1 else ())


def holds(
    view: View, heading: Stretch, kind: str, labels: Mapping[int, Label], measures: Container[int]
) -> bool:
    """Whether a heading below one that names a kind is over those of the kind: «3.1 Resor» below «3 Mål».

    That is over a list, or over lines with a label (`labels`, by block); `measures`: headings right over deeds.
    """
    label = labels.get(heading.index + 1)
    items = [one for one in view.stretches[heading.index + 1 : heading.index + 2] if one.kind is Kind.ITEM]
    if kind == "goal" and items:
        return not is_deed(view.block_words(items[0]))
    if kind == "action" and items and not is_deed(view.block_words(heading)):
        return True  # an area, and no measure told in points
    return heading.index in measures or (label is not None and label.kind == kind)


def _aims(view: View, inside: Sequence[Stretch]) -> bool:
    """Whether what stands under a heading is one sentence that says what is aimed at, and a list."""
    aim, *items = inside or (None,)
    if aim is None or aim.kind is not Kind.PARAGRAPH or len(items) < 2 or aim.end - aim.start > _SENTENCE:
        return False
    alone = view.words.endswith(".", aim.start, aim.end) and ". " not in view.words[aim.start : aim.end]
    return (
        alone
        and all(one.kind is Kind.ITEM for one in items)
        and bool(_AIM.search(view.lower, aim.start, aim.end))
    )


_SENTENCE = 200  # characters
_AIM = pattern("documents", "aim")


def due(view: View, item: Stretch) -> bool:
    """Whether a list item is a deed («röja stigar») under a lead-in that tells who is to do it («Kommunen ska»)."""
    lead = view.lead_of(item, _FAR)
    if lead is None or lead.kind is not Kind.PARAGRAPH or not is_deed(view.block_words(item)):
        return False
    by = view.lower.endswith("genom att:", lead.start, lead.end)
    if _ITSELF.search(view.lower, lead.start, lead.end) and not by:
        return False
    last = max(lead.start, lead.end - _LEAD)
    return bool(_DUTY.search(view.lower, last, lead.end) or _WHAT_IT_IS.search(view.lower, last, lead.end))


def is_deed(label: str) -> bool:
    """Whether words begin with what is to be done: «Utbilda personalen»."""
    lower = label.lower()
    return _imperative(lower.partition(" ")[0]) or (bool(_DEEDS.match(lower)) and not _ATT_NAME.match(label))


def _imperative(word: str) -> bool:
    """Whether a word is an imperative, a long one perhaps with a first part: «Avgiftsbelägg», but not «Cykelställ»."""
    known, long = _imperatives()
    return word in known or word.endswith(long)


@cache
def _imperatives() -> tuple[frozenset[str], tuple[str, ...]]:
    """The imperatives of the lexicon, and the long ones of them."""
    known: list[str] = lexicon("documents")["plan_headings"]["imperatives"]
    return frozenset(known), tuple(one for one in known if len(one) > _SHORT_VERB)


_SHORT_VERB = 5  # letters


def _labelled(view: View, item: Stretch) -> bool:
    """Whether a list item stands under a line that only says «Åtgärder:»."""
    lead = view.lead_of(item, _FAR)
    return (
        lead is not None
        and lead.kind is Kind.PARAGRAPH
        and announced_kind(view.lower[lead.start : lead.end]) in _MEASURES
    )


def listed_again(headings: Sequence[Stretch], view: View) -> frozenset[int]:
    """The headings that only a table of contents without page numbers holds: the same number and words come back."""
    seen: dict[tuple[str, str], int] = {}
    found = set()
    for one in headings:
        key = one.block.number, view.lower[one.start : one.end].strip(" .:")
        if one.block.number and key in seen:
            found.add(seen[key])
        seen[key] = one.index
    return frozenset(found)


_LETTERED = re.compile(r"(?P<number>[A-ZÅÄÖ])[ \t\xa0]+(?=[A-ZÅÄÖ][a-zåäö])")
_CHAPTER = pattern("documents", "headings-chapter")


def lettered(headings: Sequence[Stretch], view: View) -> Mapping[int, tuple[str, int]]:
    """The numbers of headings that reading does not tell from their words, and where the words begin.

    Such are letters without a mark, where three or more run from A on («B  Mål»), and two or more with a word before: «Kapitel 2. Mål».
    """
    found: dict[int, tuple[str, int]] = {}
    for numbered, least in ((_LETTERED, 3), (_CHAPTER, 2)):
        matches = [
            (one, match) for one in headings if (match := numbered.match(view.words, one.start, one.end))
        ]
        numbers = [match["number"] for _, match in matches]
        if len(numbers) >= least and (
            numbered is _CHAPTER or numbers == [chr(65 + n) for n in range(len(numbers))]
        ):
            found.update({one.index: (match["number"], match.end()) for one, match in matches})
    return found


def deeper_follows(view: View, heading: Stretch) -> bool:
    """Whether the next heading stands below a heading."""
    following = (one for one in view.stretches[heading.index + 1 :] if one.kind is Kind.HEADING)
    return next((one.block.level > heading.block.level for one in following), False)


def parts_follow(view: View, heading: Stretch, plain: bool, letters: Container[int]) -> bool:
    """Whether what a heading or lead-in announces stands under it as headings, after its first paragraphs at most.

    Those are numbered from «1» on: «Målområden» over «1. Inflytande» (`letters`: headings whose number is a letter without
    a mark). Where the plan is `plain`, without numbers, they stand right under it, or lower.
    """
    for following in view.stretches[heading.index + 1 : heading.index + 4]:
        if following.kind is Kind.HEADING:
            if not plain:
                return following.block.number in ("1", "A", "I") or following.index in letters
            led = view.words[: following.start].rstrip().endswith(":")
            beside = following.index == heading.index + 1 or led
            return beside or following.block.level > heading.block.level
        if following.kind is not Kind.PARAGRAPH:
            break
    return False
