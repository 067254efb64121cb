"""Minutes that lost their line breaks, as the transcripts of web viewers have them: where their lines begin.

Also the points of a decision that are counted up in one line.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise, takewhile

from clustergraph.reading import genre
from clustergraph.reading.alternatives import either
from clustergraph.reading.run_marks import subject
from clustergraph.reading.run_papers import paper_starts

_SHORTEST = 160  # a line with several labels that is not longer was printed so
_LABELS = 3  # different labels that show that a line holds several lines
# «… Beslutande Anna Ek (S), ordförande Bo Berg (M) Lo Falk (C) …»: a roll on one line needs fewer labels.
_OF_ROLL = re.compile(r"(?:Beslutande|Ledamöter|Närvarande)(?: [^()\n]{3,60} \([A-ZÅÄÖ]{1,3}\)){3}")
_ROLL = 3_000  # characters within which the first page of minutes ends
_BODY = r"[A-ZÅÄÖ][\w-]*(?:styrelsen|nämnden|fullmäktige|utskottet|direktionen|delegationen|rådet)"
_OWNER = (
    r"(?:(?:[A-ZÅÄÖ][\w-]+(?:, [\w-]+)? och |[A-ZÅÄÖ][a-zåäö]+a |[A-ZÅÄÖ][a-zåäö-]+s )[a-zåäö]|[A-ZÅÄÖ])[\w-]*"
    r"(?:nämndens|styrelsens|fullmäktiges|utskottets|förvaltningens|kontorets|irektionens|rdförandens|elegationens|beredningens)"
)
_WHOSE = rf"{_OWNER} (?:beslut|förslag)(?: till (?:beslut|\w*fullmäktige|\w*styrelsen))?(?: i \w+)?"
# «Förvaltningens förslag till beslut Nämnden godkänner planen.»: the label and its first clause on one line.
# «Ordförandens förslag att mötet hålls i Orsa avslås.» is a sentence.
_RUN_IN = re.compile(
    rf"(?:{either(genre.MINUTES_SECTIONS)}|Förslag till beslut i \w+|(?P<whose>{_WHOSE}))"
    r"(?= (?:[A-ZÅÄÖ][a-zåäö]|att (?!.* (?:avsl|bif)\w+\.\Z)))"
)
# «KSAU», «Kf», «Bun-au»: no surname before the sign of a paragraph.
_INITIALS = r"(?:[A-ZÅÄÖ]{2,6}|[A-ZÅÄÖ][bcdfghjklmnprstv]{1,3}|[A-ZÅÄÖ][a-zåäö]{1,3}-?au)"
_ORGAN = re.compile(rf"(?<!\S)(?:{_BODY}|Direktionen|Styrelsen|Nämnden|Utskottet)(?= \Z)")
_WITHIN = genre.pattern("within-sentence", re.IGNORECASE)
# «Bo Ek (M) Ordförande Lo Falk (C)»
_TITLED = re.compile(r"(?:\([A-ZÅÄÖa-zåäö]{1,4}\)|\b[Vv]ice|\b[1-3]:[ea]) $")
_POINT = re.compile(r"(?<!§ )(?:(?<!\d )|(?<=\b20\d\d ))(?<![\d.])(?P<number>\d{1,2})[.)] (?=[A-Za-zÅÄÖåäö])")
# The initials of a body and the number of a paragraph without its sign, which paragraph_numbers makes sure of.
_INITIALED = re.compile(
    r"(?<!\S)(?!(?:Nr|Dnr|Sid|Bil|Kl|Tel|Nov|Jan|Dec|Mån|Tors|Ons|Fre)\b)(?:[A-ZÅÄÖ]{2,5}|[A-ZÅÄÖ][a-zåäö]{1,3}) \d{1,3}(?= (?:Dnr\b|[A-ZÅÄÖ][a-zåäö]))"
)
_HEADED = re.compile(rf"PROTOKOLL|[Pp]rotokoll|{_BODY}|[A-ZÅÄÖ]{{4,}}(?:STYRELSEN|NÄMNDEN|FULLMÄKTIGE)")
_PAGE_SHORTEST = 60
_PAGE_HEAD = 160  # characters within which the first paragraph of a page begins
# A year and the number of the next point that a transcript lost: «… daterat den 12 maj Planen antas.»
_LOST = re.compile(rf"\bden \d{{1,2}} (?:{genre.MONTH}) (?=[A-ZÅÄÖ])")
# a word before «2. Avgiften …»
_ENDED = re.compile(r"(?<![\w-])(?!kap|punkt|bilaga|moment|nummer|kapitel|paragraf)[a-zåäö]{3,}$|\b20\d\d$")
_STOP = re.compile(r"[a-zåäö)]{2}\. (?=[A-ZÅÄÖ])")
_PAGE_POINTS = 400  # characters of a line that holds more than the points
_DECIDES = re.compile(r"beslut|föresl", re.IGNORECASE)
_MARKED = re.compile(either({"§", *genre.MINUTES_LABELS}))


@cache
def _marks() -> re.Pattern[str]:
    """What begins a printed line of minutes: a label of the first page, a section, a paragraph, the body that decides."""
    sections = either(genre.MINUTES_SECTIONS | {word.capitalize() for word in genre.DISTRIBUTION})
    return re.compile(
        rf"(?<!\S)(?:(?P<label>{either(genre.MINUTES_LABELS)})(?=[ :.…]|\Z)"
        rf"|(?P<section>{sections}|{_WHOSE})(?= (?:[A-ZÅÄÖ–•-]|\d{{1,2}}[.) ]|[Aa]tt )|:|\Z)"
        rf"|(?P<paragraph>(?:{_INITIALS} )?§ ?(?P<of>\d{{1,4}})(?:/\d\d)?(?= (?:Dnr|[A-ZÅÄÖ])))"
        rf"|(?P<dated>Sammanträdesdatum:? (?:\d{{4}}-\d\d-\d\d|\d{{1,2}} [a-z]{{3,9}} \d{{4}}))"
        rf"|(?P<body>{_BODY} (?:beslutar|beslutade|föreslår)(?= ))"
        rf"|(?P<page>(?:Sida |Sid )?\d{{1,3}} ?(?:\(\d{{1,3}}\)|av \d{{1,3}})(?= )))"
    )


def run_in_lines(words: str) -> list[tuple[int, int]]:
    """The printed lines that a line of the file holds, as offsets in it; only the whole if it is no such line."""
    if papers := paper_starts(words):
        found = run_in_lines(words[: papers[0]].rstrip())
        for start, end in pairwise([*papers, len(words)]):
            found += [(start + first, start + last) for first, last in _whole_head(words[start:end].rstrip())]
        return found
    cuts = {0, len(words)}
    if (len(words) > _SHORTEST or words[0] == "§") and _MARKED.search(words):
        cuts.update(_label_cuts(words))
    if len(words) > _PAGE_SHORTEST and words[0].isdigit():
        cuts.update(_sign_cuts(words))
    if len(words) > _SHORTEST and "§" not in words:
        cuts.update(_count_cuts(words))
    cuts.update(_point_cuts(words))
    cuts.update(_dash_cuts(words))
    label = _RUN_IN.match(words) if words.endswith(".") or " att " in words else None
    if label and len(words[label.end() :].split()) > (1 if label["whose"] else 3):
        cuts.add(label.end())
    return _trimmed(words, cuts) if len(cuts) > 2 else [(0, len(words))]


def _whole_head(words: str) -> list[tuple[int, int]]:
    """The lines of a later paper, its head as one, whose own rules part it."""
    lines = run_in_lines(words)
    sections = (words[first:last].rstrip(":").casefold() for first, last in lines)
    heads = sum(1 for _ in takewhile(lambda line: "§" not in line and line not in genre.SECTIONS, sections))
    return [(0, lines[heads - 1][1]), *lines[heads:]] if heads > 1 else lines


def _trimmed(words: str, cuts: set[int]) -> list[tuple[int, int]]:
    """The pieces between the cuts that hold words, without the blanks around them."""
    found = []
    for start, end in pairwise(sorted(cuts)):
        piece = words[start:end]
        if piece.strip(" :.…"):
            begin = start + len(piece) - len(piece.lstrip())
            found.append((begin, begin + len(piece.strip())))
    return found


def _label_cuts(words: str) -> set[int]:
    """Where labels begin and end, if the line holds several different ones of minutes."""
    marks = [
        mark
        for mark in _marks().finditer(words)
        if not (mark["label"] and mark.start() > _ROLL)
        and not _WITHIN.search(words, max(0, mark.start() - 10), mark.start())
        and words[max(0, mark.start() - 2) : mark.start()] != ", "
        and not (
            mark["label"] == "Ordförande" and _TITLED.search(words, max(0, mark.start() - 8), mark.start())
        )
    ]
    labels = {mark["label"] or mark["section"] for mark in marks} - {None}
    if len(labels) < _needed(words, marks):
        return set()
    matters = _matters(marks)
    marks = [mark for mark in marks if not mark["paragraph"] or mark.start() in matters]
    if not any(mark["label"] or mark["paragraph"] for mark in marks):
        return set()
    minutes = any(mark["paragraph"] or mark["label"] not in (None, "Diarienummer") for mark in marks)
    cuts = set()
    for mark in marks:
        if mark["label"] and not minutes:
            continue  # a key of a head that its own rules part
        cuts.add(mark.start())
        if (mark["label"] or mark["dated"]) and (
            organ := _ORGAN.search(words, max(0, mark.start() - 40), mark.start())
        ):
            cuts.add(organ.start())
        if not (mark["paragraph"] or mark["body"]):
            colon = words.startswith(":", mark.end())
            cuts.add(mark.end() + colon)
    return cuts


def _needed(words: str, marks: list[re.Match[str]]) -> int:
    """How many different labels a line holds at least that was several: fewer under the sign of a paragraph or with a roll."""
    if marks and marks[0].start() == 0 and marks[0]["paragraph"]:
        return 1
    return _LABELS - bool(_OF_ROLL.search(words))


_GAP = 20  # from one paragraph of an extract to the next


def _matters(marks: list[re.Match[str]]) -> set[int]:
    """Where the signs stand that head the matters: the longest rising run, without those that a matter or a roll cites."""
    runs: dict[int, list[int]] = {}
    for mark in marks:
        if mark["paragraph"]:
            number = int(mark["of"])
            before = max((runs.get(number - step, []) for step in range(1, _GAP)), key=len)
            if len(before) >= len(runs.get(number, [])):
                runs[number] = [*before, mark.start()]
    longest = max(runs.values(), key=len, default=[])
    return set(longest if len(longest) > 1 else (mark.start() for mark in marks))


def _sign_cuts(words: str) -> tuple[int, ...]:
    """Where the sign of a paragraph begins and ends under the head of a page that is one line: «4 Nämnden [36] SN 138 Dnr 7 …»."""
    sign = _INITIALED.search(words, 0, _PAGE_HEAD)
    return sign.span() if sign and _HEADED.search(words, 0, sign.start()) else ()


def _count_cuts(words: str) -> list[int]:
    """Where the numbers and titles of matters end that minutes count up without a sign, each after a sentence: «1 Öppnande Dekan öppnade mötet. 2 Val …»."""
    runs: dict[int, list[int]] = {}
    for count in _COUNTED.finditer(words) if "beslut" in words and _DECIDED.search(words) else ():
        number = int(count["number"])
        runs[number] = max([*runs.get(number - 1, []), *count.span("number")], runs.get(number, []), key=len)
    longest = max(runs.values(), key=len, default=[])
    if len(longest) <= 2 * _LABELS:
        return []
    told = (subject().search(words, at + 3, at + _TITLE) for at in longest[1::2])
    return longest + [sentence.start() for sentence in told if sentence]


# Without a stop after the figure: what has one may be the points of a decision.
_COUNTED = re.compile(r"(?:\A|(?<=[.!?)] ))(?P<number>\d{1,3})(?= [A-ZÅÄÖ][a-zåäö]+ )")
_TITLE = 120  # characters of the title of a matter
_DECIDED = re.compile(r"\bbeslut(?:ar|ade|ades|as)\b")
_LEADS_DASHES = genre.pattern("leads-dashes")


def _dash_cuts(words: str) -> Iterator[int]:
    """Where the clauses of a decision begin that stand on one line, each after a dash."""
    lead = (
        _LEADS_DASHES.search(words)
        if " - " in words or " – " in words or " • " in words or " * " in words
        else None
    )
    if lead is None or not _DECIDES.search(words, max(0, lead.start() - 60), lead.end()):
        return
    mark = re.escape(lead["mark"])
    further = [
        one.start() + 2 for one in re.finditer(rf"[.,;] {mark} (?=[A-Za-zÅÄÖåäö])", words[lead.end() :])
    ]
    last = lead.end() + further[-1] if further else 0
    if further:
        yield lead.start("mark")
        yield from (lead.end() + at for at in further)
        if stop := _STOP.search(words, last):
            yield stop.end()


def _point_cuts(words: str) -> Iterator[int]:
    """Where the points of a decision begin that a line counts up: «beslutar 1. Planen antas. 2. Motionen avslås.»."""
    if not ("2. " in words or "2) " in words) or not _DECIDES.search(words):
        return
    runs: list[list[int]] = []
    last = 0
    for point in _POINT.finditer(words):
        number, before = int(point["number"]), words[max(0, point.start() - 60) : point.start()].rstrip()
        if number == 1 and (
            _DECIDES.search(before) or (not runs and _DECIDES.search(words, 0, point.start()))
        ):
            runs.append([point.start()])
            last = 1
        elif runs and (before[-1:] in ".;,:" or _ENDED.search(before)):
            lost = _LOST.search(words, runs[-1][-1], point.start()) if number == last + 2 else None
            if number == last + 1 or lost:
                runs[-1] += [*([lost.end()] if lost else []), point.start()]
                last = number
    for run in runs:
        if len(run) > 1:
            yield from run
            stop = _STOP.search(words, run[-1] + 3) if len(words) > _PAGE_POINTS else None
            if stop:
                yield stop.end()
