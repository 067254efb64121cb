"""Titles in heads that lost their line breaks: where one begins among other words, and where it ends."""

import re

from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.vocabulary import pattern

_TOP = 900  # characters in which such a title begins
_OPENS = pattern("documents", "run-titles-opens")
_BEHIND = pattern("documents", "run-titles-behind")
_GOES_ON = pattern("documents", "run-titles-goes-on", re.IGNORECASE)
_PAGE = re.compile(r"(?: \d{1,3})? $")  # the number of the page before the title again
_LEAST = 2  # words of a title that something else follows
_LONGEST = 260  # characters


def ended(title: str) -> str:
    """A title without what a line that lost its breaks has behind it: a heading, a date, the first sentence, itself again."""
    again = " ".join(title.split()[:2])
    second = title.find(again, len(again)) if len(again) > 8 else -1
    title = _PAGE.sub("", title[:second]) if second > 0 and title[second - 1] == " " else title
    for border in _BEHIND.finditer(title):
        before = title[: border.start()]
        if len(before.split()) >= _LEAST and not _GOES_ON.search(before):
            return before.rstrip(" ,")
    return title


def title_in_run(material: Material) -> str:
    """The words of the first lines that open as the title of an answer, a plan or an agreement; empty if none do."""
    words = material.view.words
    for opening in _OPENS.finditer(words, 0, _TOP):
        start = opening.start() if opening["own"] else opening.end()
        line = words[start : start + _LONGEST].partition("\n")[0]
        stop = _STOP.search(line)
        found = ended(line[: stop.start()] if stop else line)
        if len(found) < _LONGEST:
            return found
    return ""


_STOP = re.compile(r"(?<=\d\)).?|[.!?] (?=[A-ZÅÄÖ])|[.]?$")
