"""Lines that say themselves which kind of element they are: «Mål 2: Film i hela länet», «M1. Enkla tjänster», «Mål: …»."""

import re
from typing import NamedTuple

from clustergraph.mapping.text.element_kinds import element_kinds, kind_of_word
from clustergraph.mapping.text.view import Stretch, View
from clustergraph.mapping.text.vocabulary import pattern
from clustergraph.reading import Kind, plain

_CODE = r"(?:[A-ZÅÄÖ]{1,2}|[IVX]{1,4}\.)?\d{1,2}(?:[.:]\d{1,2})*"  # «2.1», «T4», «II.3»
_SPELLED = {
    word: str(n)
    for n, word in enumerate(["ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio"], 1)
}
# «Mål 2: Film i hela länet», «Prioriterat område 3. Dans», «Insatsområde A – Resor»: kind, number and name.
_LABELLED = re.compile(
    rf"(?P<kind>[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]+(?: [A-ZÅÄÖa-zåäö]+)?) (?P<number>{_CODE}|[IVX]{{1,4}}(?=[:. ])|[A-Z]|(?i:{'|'.join(_SPELLED)})(?= ?[:.–-]))(?: ?[:.–—-] ?| )(?P<label>\S.{{2,}})$"
)
# «Mål 1», «Målområde 2:1»: a line of kind and number over the one that names it.
_OVER = re.compile(
    rf"(?P<kind>[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]+(?: [A-ZÅÄÖa-zåäö]+)?) (?P<number>{_CODE}|[IVX]{{1,4}}|[A-Z])[.:]?$"
)
_AREA = re.compile(r"(?P<kind>[A-ZÅÄÖ][a-zåäö]+område) (?P<number>)(?P<label>[A-ZÅÄÖ]\S* \S.*)$")
# «M1. Enkla tjänster», «Å2.1 Fiber», «B) Resor», «IV. Kultur»: a code of letters.
_CODED = re.compile(
    r"(?P<number>[A-ZÅÄÖ]{1,2}\d{1,2}(?:\.\d{1,2})*(?=[ .:)])|(?:[IVX]{1,4}|[A-H])(?=[.:)]))[.:)]? (?P<label>[A-ZÅÄÖ]\S*(?: .*)?)$"
)
_CODES = {"M": "goal", "Å": "action", "D": "goal"}
_UNNUMBERED = re.compile(
    r"(?P<kind>[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]+(?: [A-ZÅÄÖa-zåäö]+)?) ?[:–—] ?(?P<number>)(?P<label>\S.{2,})$"
)
_TOLD = pattern("documents", "goal-told")
_SHORT = 30  # characters of a line that only gives kind and number
LONGEST = 200  # characters of a label
_LABEL_KINDS = (Kind.HEADING, Kind.PARAGRAPH, Kind.FIELD, Kind.ITEM, Kind.LETTERHEAD)


class Label(NamedTuple):
    """A line that names its kind: the kind, number, name, the block that has the name, and the number as printed («Mål 2»)."""

    kind: str
    number: str
    name: str
    stretch: Stretch
    printed: str


def labelled(view: View, stretch: Stretch) -> Label | None:
    """What a heading or short line that names its kind says."""
    if stretch.kind not in _LABEL_KINDS or printed_number(stretch):
        return None
    words = view.block_words(stretch).strip()
    heading = stretch.kind is Kind.HEADING
    if stretch.kind is Kind.FIELD:
        words = view.text[stretch.block.start : stretch.block.end].strip(" *_\n")
    if len(words) > 200:
        return None
    coded = _CODED.match(words)
    digits = coded is not None and any(map(str.isdigit, coded["number"]))
    if coded and (digits or (heading and len(words) < 80)):
        number, kind = coded["number"], _CODES.get(coded["number"][0]) if digits else None
        return Label(kind or "focus-area", number, coded["label"].strip(" :"), stretch, number)
    over = _OVER.match(words) if heading or len(words) < _SHORT else None
    if over:
        return _named_below(view, stretch, over)
    match = _LABELLED.match(words) or (_UNNUMBERED.match(words) or _AREA.match(words) if heading else None)
    lasting = words.endswith((".", ":", ";")) and stretch.kind is Kind.PARAGRAPH and ":" not in words[:25]
    # «Mål 1. Restiden är kortare än i dag.»: one sentence
    alone = match and match["label"][0].isupper()
    if match is None or (lasting and not (alone and words.endswith(".") and ". " not in match["label"])):
        return None
    said = match["kind"].lower()
    numbered = match["number"] or match.re is _AREA
    kind = kind_of_word(said) if numbered else element_kinds().get(said)
    printed = f"{match['kind']} {match['number']}"
    number = _SPELLED.get(match["number"].lower(), match["number"])
    return Label(kind, number, match["label"].strip(" :"), stretch, printed) if kind else None


def _named_below(view: View, stretch: Stretch, over: re.Match[str]) -> Label | None:
    """The element that a line of kind and number opens, named by the paragraph or heading below."""
    kind = kind_of_word(over["kind"].lower())
    following = view.stretches[stretch.index + 1 : stretch.index + 2]
    if not kind or not following or following[0].kind not in (Kind.PARAGRAPH, Kind.HEADING):
        return None
    name = view.block_words(following[0]).strip()
    printed = f"{over['kind']} {over['number']}"
    return Label(kind, over["number"], name, following[0], printed) if len(name) <= LONGEST else None


def told_goal(view: View, stretch: Stretch) -> str | None:
    """The words after «Mål:» in a line of its own."""
    start = stretch.block.start if stretch.kind is Kind.PARAGRAPH else stretch.block.printed
    words = plain(view.text, start, stretch.block.end).words
    match = _TOLD.fullmatch(words) if len(words) <= LONGEST else None
    return first_sentence(match["label"]) if match else None


_BOLD = re.compile(r"(?P<mark>\*\*|__)(?P<label>[^*_\n]{3,100}?)[.:]?(?P=mark)[.:]? ?[–-]? ?\w")


def bold_start(view: View, stretch: Stretch) -> str:
    """The name of a bullet that begins with it in bold, before what explains it; empty if none does."""
    match = _BOLD.match(view.text, stretch.block.start, stretch.block.end)
    return match["label"].strip() if match else ""


_SENTENCE = re.compile(r"[^.!?]{10,140}[a-zåäö]{3}[.](?= [A-ZÅÄÖ])")


def first_sentence(words: str) -> str:
    """The name of a bullet that is a sentence before those that explain it."""
    match = _SENTENCE.match(words)
    return match[0].rstrip(".") if match else words


_NUMBER = re.compile(r"\d+(?:\.\d+)*|[A-Z](?:\.?\d+)*|[IVX]{2,5}|[a-h]")
_LEADING = re.compile(r"(\d{1,2}(?:\.\d{1,2})+)[.:]? (?=[A-ZÅÄÖ])")


def leading_number(words: str) -> tuple[str, str]:
    """The number that the words of a bullet begin with, and the rest: «1.2 Utbilda personalen»."""
    match = _LEADING.match(words)
    return (match[1], words[match.end() :]) if match else ("", words)


def printed_number(stretch: Stretch) -> str:
    """The number of a block, where it can be that of an element."""
    number = stretch.block.number
    return number if number and _NUMBER.fullmatch(number) else ""
