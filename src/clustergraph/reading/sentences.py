"""Swedish sentences by rule: one pass, no model.

A full stop ends a sentence unless the word before it is an abbreviation, an initial or a list number, or
what follows begins in lower case. Abbreviations (genre.toml) are those of Svenska skrivregler (Språkrådet)
and of administrative registries; «m.m.», «m.fl.» and «osv.» are not among them, since they can be last.
"""

import re

from clustergraph.reading.genre import ABBREVIATIONS, LETTERED

_LIST_NUMBER = re.compile(r"\s*(?:\d{1,3}|[A-Za-zÅÄÖ]|[IVX]{1,4})")
_CANDIDATE = re.compile(r"[.!?…\n]")
_END = re.compile(
    r"(?P<stop>[.!?…]++)(?P<close>[)\]\"”’»*_]{0,8}|(?<=[a-zåäö]\.)\d{1,2})(?P<gap>\s+)"
    r"|(?P<glued>\.(?<=[a-zåäö]{3}\.)(?<!www\.)(?=[A-ZÅÄÖ][a-zåäö]{2}))"
    r"|(?P<blank>\n[ \t\r]*\n\s*)"
    r"|(?P<run>[.!?…]{2,}+)"
)
_CHAPTER = re.compile(r"\d kap\Z")
_BEFORE_WORD = re.compile(r"[\s(\[\"”«»/*]")
_OPENERS = "*_\"”“»«’'([–-•"


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]` as offsets in `text`, in order, without surrounding white space."""
    found: list[tuple[int, int]] = []
    begin = start
    at = start
    while candidate := _CANDIDATE.search(text, at, end):
        at = candidate.end()
        match = _END.match(text, at - 1, end)
        if match is None:
            continue
        at = match.end()
        if match["run"] is not None:
            continue  # dots inside a word or before nothing
        if match["glued"] is not None:
            stop = after = match.end()
        elif match["blank"] is not None:
            stop, after = match.span()
            if text[after : after + 1].islower():
                continue  # a page break inside the sentence
        else:
            stop, after = match.span("gap")
            if not _ends(text, begin, match, end):
                continue
        _add(found, text, begin, stop)
        begin = after
    _add(found, text, begin, end)
    return found


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end].rstrip()
    if words := piece.lstrip():
        stop = start + len(piece)
        found.append((stop - len(words), stop))


_STATUTE = re.compile(r"\(\d{4}:\d+\)")  # «lagen om stöd m.m. (1998:204)»
_WORD = re.compile(r"(?<![\w.@/-])[a-zåäö]{7,20}\Z")  # no abbreviation is that long
_LOST = re.compile(r"[a-zåäö]{4,20} (?:av|om|för|i|till|är|har|bör|ska|kan|en|den|det|på|med)\b")


def _ends(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    """Whether the stop that `match` found ends the sentence that begins at `begin`."""
    after = at = match.end()
    if text.startswith("(", after) and _STATUTE.match(text, after):
        return False
    while at < end and at < after + 8 and text[at] in _OPENERS:
        at += 1
    if at >= end:
        return True
    if text[at].islower():
        # A capital that the text layer lost: «… för målen. nräckning av organisationen är välkommen.»
        return match["stop"] == "." and bool(
            _WORD.search(text, max(begin, match.start() - 20), match.start()) and _LOST.match(text, at)
        )
    if match["stop"] != "." or "\n\n" in match["gap"]:
        return True
    chapter = text.endswith("kap", begin, match.start())
    if chapter and _CHAPTER.search(text, max(begin, match.start() - 10), match.start()):
        return text[at].isupper() and text[at + 1 : at + 2].islower()  # «… och 11 kap. Detta behöver …»
    return not _abbreviated(text, begin, match.start())


def _abbreviated(text: str, begin: int, stop: int) -> bool:
    """Whether the full stop at `stop` belongs to an abbreviation, an initial or the number of a list item."""
    if stop - begin <= 5 and _LIST_NUMBER.fullmatch(text, begin, stop):
        return True
    near = text[max(begin, stop - 40) : stop]
    word = _BEFORE_WORD.split(near)[-1]
    if len(word) == 1 and word.isupper():
        return not LETTERED.search(near)
    return word.lower().lstrip("-–") in ABBREVIATIONS
