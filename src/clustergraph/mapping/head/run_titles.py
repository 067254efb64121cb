"""Titles in heads that lost their line breaks: where one begins among other words, and where it ends."""

import re

from clustergraph.mapping.text.material import Material

_TOP = 900  # characters in which such a title begins
# What a title opens with that says what its paper is; in a sentence, the paper that is answered.
_OPENS = re.compile(
    r"(?<![\w-])(?:(?P<own>(?:Remissvar|Remissyttrande|Yttrande|Synpunkter|Svar|[A-ZÅÄÖ][\w-]+s (?:remissvar|yttrande|synpunkter))"
    r" (?:över|på|om|avseende|angående|gällande|rörande) "
    r"|[A-ZÅÄÖ][\w-]*(?:plan|program|strategi|policy|avtal|överenskommelse|riktlinjer)(?:en|met|n|et)? (?:för|mot|om|med|mellan|avseende|gällande|20\d\d|[A-ZÅÄÖ]\w+ (?:kommun|stad))\b"
    r"|Motion (?:om|angående) )|\w*(?:betänkandet|promemorian|lagrådsremissen) (?=[A-ZÅÄÖ]))"
)
# What stands behind a title, and is no part of it.
_BEHIND = re.compile(
    r"(?<=\d\)) (?=[A-ZÅÄÖ]|\d{1,3} )"  # «… (SOU 2024:12) Ekby kommun har beretts»
    r"| (?=(?:Inledning|Sammanfattning|Bakgrund|Innehåll(?:sförteckning)?|INNEHÅLL\w*|INLEDNING|SAMMANFATTNING|Förslag till beslut"
    r"|Ärendebeskrivning|Ärendet|Remissyttrande|Remissvar|Handläggare|Datum|Dokumenttyp|Diarienr|Diarienummer|Dnr|Föredragande"
    r"|(?:Vårt?|Ert?) (?:kontakt|beteckning|referens|ref|dnr|datum)|[Aa]nta(?:gen|get|gna)|[Bb]eslutade?|[Ff]astställ(?:d|t|da)|Publicerad|Storlek: px|Revision|Version|Rubricerat|Rubricerad|Underlag|Ladda ne[dr]|Nyhet)(?: |:|$)"
    r"|Svar på remiss från|(?:den )?\d{4}-\d\d-\d\d|[A-ZÅÄÖ][\w-]+(?: [\w-]+){0,3} (?:har|är|ställer sig|tillstyrker|avstyrker|välkomnar|anser|instämmer|lämnar|vill|bereder|inbjuder|översänder)\b)"
    r"|[\n=_]{2}"
)
# Behind such a word a title goes on.
_GOES_ON = re.compile(
    r" (?:av|om|på|ett?|i|till|över|från|samt|inom|och|för|med|enligt|vid|mot|de[nt]|mellan|daterade?|angående|avseende|gällande)$",
    re.IGNORECASE,
)
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
