"""What each block stands under: its heading, and what kind of section the heading opens."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from clustergraph.mapping.text.roles import given_names
from clustergraph.mapping.text.view import Stretch, View
from clustergraph.mapping.text.vocabulary import lexicon, pattern
from clustergraph.reading import Kind


@dataclass(frozen=True, slots=True)
class Section:
    """The heading that a block stands under (None before the first) and the kinds of section it is in.

    `kind` is that of the nearest heading with a known kind: proposal, decision, motion, reservation,
    procedure, background, basis, distribution, economy, summary, opinion; empty for none; `answer` where a decision or
    a proposal of one gives a response in full.
    """

    heading: Stretch | None
    kind: str


def sections(view: View) -> tuple[Section, ...]:
    """The section of every block of the view, in order."""
    found: list[Section] = []
    open_headings: list[tuple[int, Stretch, str]] = []
    for stretch in view.stretches:
        if stretch.kind is Kind.HEADING:
            level = stretch.block.level or 9
            words = view.lower[stretch.start : stretch.end]
            if _STAMP.match(words) or _is_byline(view.words[stretch.start : stretch.end]):
                found.append(found[-1] if found else Section(None, ""))
                continue
            if found and found[-1].kind in ("proposal", "decision") and BY_BODY.fullmatch(words):
                # «Förslag till beslut / I trafiknämnden», «Nämndens beslut / Nämnden»
                found.append(found[-1])
                continue
            while open_headings and open_headings[-1][0] >= level:
                open_headings.pop()
            if open_headings and open_headings[-1][2] == "distribution":
                open_headings.pop()  # a list of receivers has no sections
            open_headings.append((level, stretch, kind_of(view.lower[stretch.start : stretch.end])))
        elif _opens(view, stretch, found[-1].kind if found else ""):
            open_headings.append((9, stretch, kind_of(view.lower[stretch.start : stretch.end])))
        else:
            found.append(found[-1] if found else Section(None, ""))
            continue
        kind = next((kind for _, _, kind in reversed(open_headings) if kind), "")
        found.append(Section(open_headings[-1][1], kind))
    return tuple(_with_answers(view, found))


_STAMP = pattern("documents", "stamp")
_BYLINE = re.compile(r"[A-ZÅÄÖ][a-zåäöé]+(?:-[A-ZÅÄÖ][a-zåäöé]+)? [A-ZÅÄÖ][a-zåäöé]+(?:-[A-ZÅÄÖ][a-zåäöé]+)?")


def _is_byline(heading: str) -> bool:
    """Whether a heading is only who is shown in a picture or wrote the text: a given name and a surname."""
    return bool(_BYLINE.fullmatch(heading)) and heading.split()[0].lower() in given_names()


BY_BODY = pattern("documents", "by-body")
_ANSWERS = pattern("documents", "answers")
_AFTER_ANSWER = pattern("documents", "after-answer")


def _with_answers(view: View, found: Sequence[Section]) -> Iterator[Section]:
    """The sections, where blocks that follow «lämna följande yttrande:» in a decision are its answer."""
    answering = False
    for stretch, section in zip(view.stretches, found, strict=True):
        if answering and (
            stretch.kind not in (Kind.PARAGRAPH, Kind.ITEM)
            or _AFTER_ANSWER.match(view.lower, stretch.start, stretch.end)
        ):
            answering = False
        yield Section(section.heading, "answer") if answering else section
        if section.kind in ("proposal", "decision"):
            ends = _ANSWERS.search(view.lower, stretch.start, stretch.end)
            answering = answering or bool(ends or answer_begins(view, stretch, stretch.end))


def answer_begins(view: View, stretch: Stretch, before: int) -> int | None:
    """Where the answer begins that a block of a decision gives itself: «lämnar följande svar: Nämnden är positiv …»; None if not before an offset."""
    given = _WITHIN.search(view.lower, stretch.start, before)
    return given.end() if given else None


_WITHIN = pattern("documents", "answer-within")
# «Kommunens remissvar i korthet:» over the points of it
_IN_BRIEF = re.compile(r"[^.:]{3,80} i (?:korthet|sammandrag|sammanfattning|punktform):")


def _opens(view: View, stretch: Stretch, under: str) -> bool:
    """Whether a line is the heading of what follows: «Beslut» as the last of a head, «Vårt svar i korthet:» over a list.

    `under`: the kind of section it is in. Below the papers of a matter «Nämnden beslutar» over a list is the decision.
    """
    following = view.stretches[stretch.index + 1 : stretch.index + 2]
    if stretch.kind is Kind.PARAGRAPH and following and following[0].kind is Kind.ITEM:
        decides = kind_of(view.lower[stretch.start : stretch.end]) in ("decision", "proposal")
        return (under == "basis" and decides) or bool(
            _IN_BRIEF.fullmatch(view.lower, stretch.start, stretch.end)
        )
    last = stretch.kind is Kind.LETTERHEAD and following and following[0].kind in (Kind.PARAGRAPH, Kind.ITEM)
    return bool(last) and kind_of(view.lower[stretch.start : stretch.end]) in ("decision", "proposal")


_PROPOSERS = pattern("documents", "proposers")
_PROPOSED_TO = pattern("documents", "proposed-to")
_PROPOSES = pattern("documents", "proposes")
_DECIDED = pattern("documents", "decided")
_OF_PAPER = pattern("documents", "of-paper")
_OPINION = pattern("documents", "opinion")


@cache
def _kinds() -> dict[str, str]:
    """Every phrase that opens a section and its kind, the longest first."""
    known = lexicon("documents")["section"]
    kinds: dict[str, str] = {}
    for kind, phrases in known.items():
        for phrase in phrases:
            kinds.setdefault(phrase, kind)
    return dict(sorted(kinds.items(), key=lambda pair: -len(pair[0])))


@cache
def _beginnings() -> tuple[str, ...]:
    """The phrases that open a section also where more words follow, the longest first."""
    return tuple(phrase for phrase in _kinds() if len(phrase) > 7)


# «Kommunstyrelsens beslut, under förutsättning av fullmäktiges beslut», «Styrelsens eget beslut»
_CONDITION = re.compile(r",? \(?(?:under förutsättning|förutsatt)\b.*|(?<=s) (?:eget|egna)(?= beslut)")


@lru_cache(maxsize=4096)
def kind_of(heading: str) -> str:
    """The kind of section that a heading (lower case) opens, empty if it is none of the genre's."""
    heading = _CONDITION.sub("", heading.strip(" :.*–-"))
    if heading in _kinds():
        return _kinds()[heading]
    titled = heading.startswith("hemställan om ")  # what a letter is about
    for phrase in _beginnings() if heading.startswith(_beginnings()) and not titled else ():
        if (
            heading.startswith(phrase)
            and not heading[len(phrase)].isalnum()
            and len(heading) <= len(phrase) + 45
        ):
            return _kinds()[phrase]
    if _PROPOSED_TO.fullmatch(heading):
        return "proposal"
    return _kind_of_words(heading)


def _kind_of_words(heading: str) -> str:
    """The kind of a heading that no phrase of the lexicon names, by how its words are put together."""
    words = heading.split()
    papers = lexicon("positions")["reported"]["words"]
    if _OF_PAPER.fullmatch(heading) and words[0].removesuffix("s") in papers:
        return "background"
    if words and len(words) <= 5 and _OPINION.search(heading):
        return "opinion"
    if 1 < len(words) <= 9:
        # «Fullmäktige beslutade enligt styrelsens förslag», «Kommunstyrelsen föreslår fullmäktige besluta»
        if _PROPOSES.search(heading):
            return "proposal"
        if _DECIDED.search(heading):
            return "decision"
    if 1 < len(words) <= 6:
        # «Tekniska nämndens beslut», «Socialnämndens förslag»
        whose = words[-2].endswith("s") and words[0].rstrip("s") != "förslag"
        if words[-1] == "beslutar" or (words[-1] in ("beslut", "domslut", "avgörande", "slut") and whose):
            return "decision"
        if _PROPOSERS.search(heading):
            return "proposal"
    return ""
