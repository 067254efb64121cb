"""Registry numbers (diarienummer) in the forms of Swedish authorities, and whose they are."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from clustergraph.mapping.text.vocabulary import lexicon, word_set

_HYPHENS = "‐‑–-"  # the plain hyphen last: it stands at the end of character classes
_TOKEN = re.compile(rf"[\w.&/:{_HYPHENS}]+")
_LETTERS = re.compile(
    rf"(?:[A-ZÅÄÖ][A-Za-zÅÄÖåäö.&]{{0,11}}|ks|kf|rs|(?!den|men|min|sin)[a-zåäö]{{2,3}}n)(?:[/{_HYPHENS}][A-ZÅÄÖ]{{1,6}})?[{_HYPHENS}]?"
)
_DIGITS = re.compile(r"\d")
_PLACED = re.compile(rf"\d{{2,}}[/.:{_HYPHENS}]|[/.:{_HYPHENS}]\d{{2,}}|\d{{4,}}|[A-Za-zÅÄÖ]\d|^\d+$")
_YEAR = r"(?:19|20)\d\d"
# With full stops: `KS.2024.118`, `KS2024.118.106`, `2024.KS.118`.
_STOPPED = rf"(?:[A-ZÅÄÖ]{{2,6}}[ .:/{_HYPHENS}]?{_YEAR}\.\d{{1,6}}(?:\.\d{{1,4}}){{0,2}}|{_YEAR}\.[A-ZÅÄÖ]{{2,5}}\.\d{{1,6}})"
_BOARD = "KS|RS|LS|HS|KF|RF|LF|KLK|LK|[A-ZÅÄÖ]{1,4}N"  # whose letters a number has
_CLASS = r"\d{1,2}(?:\.\d{1,2}){1,3}"  # of a plan of classification: `SU FV-1.1.2-0118-24`, `2.1.1-2024-118`
# Of the Government Offices, after a town whose line break is gone: «103 33 STOCKHOLMFi2020/00647/K».
_OF_MINISTRY = rf"[A-ZÅÄÖ][a-zåäö]?{_YEAR}/\d{{3,5}}/[A-ZÅÄÖ]"
# Sure enough without a label before them: `KSN-2024-01748`, `KS 2018/14`, `RS2026-00072`, `Fi2020/00647/K`, `2024/BUN 0123`,
# `KS 123/2025`, `SU FV-0911-24`, `511-8821-2024`, `2.1.1-1234-2025`, `SLU.ua.2025.1.1-1234`.
_SHAPE = re.compile(
    rf"(?:(?<![\w/.:{_HYPHENS}])(?![A-ZÅÄÖ]{{4,12}}{_OF_MINISTRY})|(?<=[A-ZÅÄÖ]{{4}})(?={_OF_MINISTRY}))(?:"
    rf"(?P<prefix>[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{{0,7}}(?:-[A-ZÅÄÖ]{{2,4}})?)(?P<join>[ /{_HYPHENS}]?){_YEAR}[/:{_HYPHENS}]\d{{1,7}}(?:[/.{_HYPHENS}][A-Za-z0-9]{{1,6}})?"
    rf"|{_YEAR}[/{_HYPHENS}][A-ZÅÄÖ]{{2,5}}[ {_HYPHENS}]?\d{{2,5}}|{_YEAR}[A-ZÅÄÖ]{{2,4}}/\d{{2,6}}"
    rf"|{_STOPPED}"
    rf"|[A-ZÅÄÖ]{{2,5}}[ /{_HYPHENS}]\d{{1,6}}/{_YEAR}|A\d{{3}}\.\d{{3}}/{_YEAR}"
    rf"|(?:{_BOARD}) \d{{1,6}}-{_YEAR}"
    rf"|(?:[A-ZÅÄÖ][UIH] )?[A-ZÅÄÖ]{{2,4}}-(?:{_CLASS}-)?\d{{4,6}}-\d\d"
    rf"|(?:[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{{1,3}} )?{_CLASS}-(?:{_YEAR}[/{_HYPHENS}]\d{{1,6}}|\d{{4}}-\d{{3,5}}|\d{{2,6}}[-/]\d\d)"
    rf"|[A-ZÅÄÖ]{{2,5}}[. ][a-zåäö]{{2,4}}[. ]{_YEAR}(?:\.\d{{1,2}}){{1,3}}-\d{{1,6}}"
    rf"|(?:[A-ZÅÄÖ]{{2,4}}-)?[A-ZÅÄÖ]{{2,4}}\d\d[/{_HYPHENS}]\d{{2,6}}(?:-\d{{1,3}})?"
    rf"|{_YEAR}-\d{{3,6}}-\d{{2,4}}"
    rf"|\d{{2,3}}-\d{{3,6}}-\d{{2,4}}(?:/\d{{1,4}})?"
    rf"|\d{{1,2}}(?:\.\d{{1,3}}){{1,3}}-\d{{1,6}}[/{_HYPHENS}]{_YEAR}"
    rf")(?![\w/]|[:{_HYPHENS}]\d)"
)
# The last two figures of a year before or after a serial number: «118/24», «24-0118».
_SHORT = rf"(?:\d{{1,6}}[/{_HYPHENS}]\d\d|\d\d[/.{_HYPHENS}]\d{{2,6}})"
# A line of a head that is nothing but a number: with a year, or letters before it.
_LINE = re.compile(
    rf"(?:[A-ZÅÄÖ][\w.&]{{0,9}}(?:[ {_HYPHENS}][A-ZÅÄÖ]{{1,4}})?[ /:{_HYPHENS}]?)?"
    rf"(?:{_YEAR}(?:/ |[/:{_HYPHENS}])[\w/.:{_HYPHENS}]{{2,12}}|{_YEAR}/\d{{4}} \d{{4}}"
    rf"|[\d.]{{1,6}}(?:[{_HYPHENS}][\d.]{{1,6}})?[/{_HYPHENS}]{_YEAR}(?:[/{_HYPHENS}]\w{{1,6}})?)"
    rf"|(?:(?:[A-ZÅÄÖ]{{2,6}}(?:[{_HYPHENS}][A-ZÅÄÖ]{{1,4}})?|(?!Jan|Jun)[A-ZÅÄÖ][a-zåäö]{{0,3}}n|K[sf]|[RL]s)[ /{_HYPHENS}]?|[ABFKMPTÖÄ] ){_SHORT}(?:\.\d{{3}})?"
    rf"|(?:[\d.]{{1,6}}[a-z]?-)?[A-ZÅÄÖ]\d\d[/{_HYPHENS}]\d{{4,6}}"
    rf"|[1-9]\d{{2,5}}[{_HYPHENS}]\d\d|\d{{3,6}}/\d\d|[1-9]\d-\d{{5,6}}|\d\d/\d{{4,6}}|\d{{1,2}}-\d{{2,6}}/\d\d|[1-9]-\d{{7}}|[A-ZÅÄÖ]{{2,4}} \d{{4}}-\d{{3,5}}"
    rf"|(?:[A-ZÅÄÖ]{{2,5}} )?\d{{3,5}}-\d\d-\d\d(?:\.\d)?"
    rf"|{_YEAR}[./]\d{{1,6}} [A-ZÅÄÖ]{{2,4}}"
    rf"|{_STOPPED}|(?:{_YEAR}|\d\d[/{_HYPHENS}]?)[ /]?[A-ZÅÄÖ]{{2,5}}[ /{_HYPHENS}]?\d{{2,6}}(?::\d{{1,3}})?"
    rf"|[A-ZÅÄÖ]{{2,5}}/\d{{1,6}}/\d\d|[A-ZÅÄÖ]{{2,4}}/?\d{{6}}"
)
# What the graph takes for a registry number (CG321 in shapes/documents.ttl).
FORM = re.compile(
    r"^([A-Za-zÅÄÖåäö]{1,15}[ ./:‐‑–-]{1,2}){0,4}[A-Za-zÅÄÖåäö]{0,15}[0-9][0-9A-Za-zÅÄÖåäö]{0,14}([ ./:‐‑–-]{1,2}[0-9A-Za-zÅÄÖåäö]{1,15}){1,6}$"
    r"|^[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,14}[ ./:‐‑–-]{0,2}[0-9]{3,12}$"
    r"|^[0-9]{2,4}[A-Za-zÅÄÖåäö]{1,6}[0-9]{1,9}$"
    r"|^[0-9]{5,12}$"
)
_LETTERED = 3  # letters of a unit before a number: «Utr 2024/31»
_FILED = re.compile(rf" {_CLASS}-")
_PERIOD = re.compile(rf"{_YEAR}[/{_HYPHENS}](?:{_YEAR}|\d\d)\b")  # «2025–2028», «läsåret 2024/25»

# Statutes and reports are numbered so; of registry numbers only those of a board are: «KS 2024:123».
_SERIES = re.compile(
    rf"(?!(?:KS|RS|LS|HS|KF|RF|LF|[A-ZÅÄÖ]{{1,4}}N)\w* )[A-ZÅÄÖ][\w-]* {_YEAR}:\d{{1,3}}|[A-ZÅÄÖ]+-[A-ZÅÄÖ]+-{_YEAR}:\d{{1,3}}|[\w-]*FS {_YEAR}:\d+"
)
# «Faktura», «Art.nr»: no letters of a registry
_WORD = re.compile(r"[A-ZÅÄÖ]?[a-zåäö.]{4,}|\w*n(?:umme)?r\.?")
_REGISTRY = re.compile(_BOARD)  # after the figures: «2025/1234 KS»
_EU = re.compile(r"/(?:EU|EG|EEG)\b")  # of a directive
_MEETING = re.compile(r"[A-ZÅÄÖ]+ (?:19|20)\d\d-[01]\d-[0-3]\d")  # a body and the date of its meeting
# «3.4.1 1290/2024»
_CLASSIFIED = re.compile(rf"\d{{1,2}}(?:\.\d{{1,2}}){{1,3}} \d{{1,6}}[/{_HYPHENS}]{_YEAR}")
_LETTERED_YEAR = re.compile(rf"{_YEAR} [A-ZÅÄÖ]{{2,4}} \d{{2,6}}")  # «2024 KS 117»
_DAY = re.compile(rf"{_YEAR}-[01]\d-[0-3]\d")
_DAY_BEFORE = re.compile(rf"{_DAY.pattern} (?=[A-ZÅÄÖ]{{1,6}}[ -]?\d|\d+[/-]\d)")
_LONG_SERIAL = re.compile(rf"{_YEAR}/\d{{4}}")
# «Dnr 2015/», «Dnr 2012-KS»: the number has been taken out
_ONLY_YEAR = re.compile(rf"{_YEAR}[ /{_HYPHENS}]?[A-ZÅÄÖ]*")
_GOES_ON = re.compile(r"\d+(?:[-.]\d+)*")
_POSTAL = re.compile(r"\d{3} ?\d{2} [A-ZÅÄÖ][a-zåäö]|(?:Box|BOX|Besöksadress|Tel|Tfn|Telefon|Fax) ?:? ?\d")
_TELEPHONE = re.compile(
    rf"\(?(?:\+46|0\d{{1,3}})\)?[ /{_HYPHENS}]{{1,3}}\d{{2,4}}(?:[ {_HYPHENS}]\d\d|\d{{1,4}}(?![\w/{_HYPHENS}]))"
)
_YEARS = re.compile(rf"({_YEAR})[/{_HYPHENS}]({_YEAR})(?![\w/{_HYPHENS}])")  # those of a plan
# before the number of each party: «Dnr: Gnesta KS 2024/88, Trosa 2024/99»
_PLACE = re.compile(r"[A-ZÅÄÖ][a-zåäö]{3,}")
_ANOTHER = re.compile(r",? (?:och|samt) |, | / ")  # between two numbers under one label
_REMARK = re.compile(r" ?\([^)\n\d]{3,40}\)(?=[ :])")
_FIGURES = re.compile(r"[0-9]\S*")
# The code of the plan of filing or the serial of the paper after a number, of which it is a part: «SBN 2024-000123 214»,
# «SN-2025-77 1.4.2», «KS 2024/118 - 3».
_PLAN_CODE = re.compile(
    rf" [{_HYPHENS}] ?\d{{1,3}}(?=[\n\t)\],;]|  |\Z| [A-ZÅÄÖ])"
    r"| (?:\d{3}|\d{1,2}(?:\.\d{1,2}){2,3})(?=[\n\t)\],;]|  |\Z)| (?:0\d\d|\d{1,2}(?:\.\d{1,2}){2,3})(?= [A-ZÅÄÖ])"
)
_CODED = re.compile(r"(?<=\d\d) (?:\d{3}|\d{1,2}(?:\.\d{1,2}){2,3})$")
# Blanks beside the stroke of a number, which the graph's form leaves out: «KS 2025 / 00417».
_SPACED = re.compile(rf"({_YEAR}) ([/{_HYPHENS}]) ?(?=\d{{2,7}}(?![\d–-]))")
_PARTED = re.compile(rf"(?:[A-ZÅÄÖ]{{2,6}} )?{_SPACED.pattern}\d+")
_SERIAL = re.compile(rf"(?<=\d) [{_HYPHENS}] ?(?=\d{{1,3}}$)")
_MOST_TOKENS = 3  # of a number, parted by blanks
# What most of these forms hold and little else does.
_YEARLY = re.compile(
    rf"{_YEAR}(?:[/:.{_HYPHENS}][\dA-ZÅÄÖ]| [/{_HYPHENS}] ?\d|[A-ZÅÄÖ]{{2}})|\d[/{_HYPHENS}]{_YEAR}\b|\d-\d{{3,6}}[-/]\d\d|-\d{{4,6}}-\d\d\b"
    rf"|[A-ZÅÄÖ]\d\d[/{_HYPHENS}]\d\d"
)


class RegistryNumber(NamedTuple):
    """A registry number in the words, as printed; `foreign` is None where no label says whose it is.

    `label` is the offset where its label begins, that of the number where it has none before it.
    """

    number: str
    start: int
    end: int
    foreign: bool | None
    labelled: bool
    label: int


def find_numbers(words: str) -> list[RegistryNumber]:
    """Registry numbers after a label («Dnr», «Ert diarienummer») or of a shape that nothing else has."""
    found: dict[int, RegistryNumber] = {}
    figures = [match.span() for match in _FIGURES.finditer(words)]
    for label in _labels(words, figures):
        value = number_at(words, label.end())
        owner = (label["owner"] or "").lower().split(" ")[0]
        foreign = None if not owner else owner in word_set("documents", "fields", "foreign")
        foreign = True if _OTHERS.search(label[0].lower()) else foreign
        while value and value[0].partition(" ")[0].lower() not in word_set("documents", "number", "exclude"):
            number, start, end = value
            if label[0].lower().startswith(("remiss", "handling ")) and not _YEARLY.search(number):
                break  # «remissen 12 april»
            found[start] = RegistryNumber(number, start, end, foreign, True, label.start())
            value = next_number(words, end)
    taken = [(one.start, one.end) for one in found.values()]
    for match in _shapes(words, figures):
        start, end = match.span()
        if any(start < b and a < end for a, b in taken) or _excluded(words, match):
            continue
        end = _with_code(words, end) if match["prefix"] else end
        found[start] = RegistryNumber(words[start:end], start, end, None, False, start)
    papers = {start for start, one in found.items() if OF_PAPER.match(words, one.label)}
    cases = any(one.labelled and not one.foreign for start, one in found.items() if start not in papers)
    return [compact(found[start]) for start in sorted(found) if not (cases and start in papers)]


def compact(one: RegistryNumber) -> RegistryNumber:
    """A number without blanks beside its stroke."""
    return one._replace(number=_SERIAL.sub("-", _SPACED.sub(r"\1\2", one.number)))


# «Dnr hos remittenten», «Diarienummer (mottagarens)»
_OTHERS = re.compile(r"\b(?:remittent|motpart|mottagar)")
# numbers the paper, where the case has one of its own
OF_PAPER = re.compile(r"(?:dokument|handling)", re.IGNORECASE)


def _labels(words: str, figures: list[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """The labels before figures: most text holds none, so that only their surroundings are read."""
    end = 0
    for first, last in figures:
        begin = max(end, first - 50)
        if any(map(words[begin:first].lower().__contains__, _label_parts())):
            yield from [*_label().finditer(words, begin, first + 1)][-1:]
        end = last


def _shapes(words: str, figures: list[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """Numbers of a shape, looked for only around figures that can be part of one."""
    end = 0
    for first, last in figures:
        if first < end or not _YEARLY.search(words, max(0, first - 1), last):
            continue
        near = _SHAPE.search(words, max(end, first - 18), last + 8)
        match = _SHAPE.match(words, near.start()) if near else None  # whole, where its surroundings cut it
        if match:
            end = match.end()
            yield match


def head_number(line: str) -> bool:
    """Whether a line of a head, its date left out, is a registry number and nothing else."""
    line = _SPACED.sub(r"\1\2", _CODED.sub("", line) if line[:1].isalpha() else line)
    if not _LINE.fullmatch(line):
        return False
    first = line.split(" ")[0].rstrip("0123456789/:-")
    series = first.lower() in word_set("documents", "number", "exclude") or _WORD.fullmatch(first)
    labelled = _label().search(line)  # found by its label
    if series or labelled or _SERIES.fullmatch(line) or _EU.search(line):
        return False
    word, _, rest = line.rpartition(" ")
    years = _YEARS.fullmatch(rest)
    if _TELEPHONE.match(line) or (years and _spans(years) and not _REGISTRY.fullmatch(word)):
        return False
    return (
        not _PERIOD.fullmatch(rest)
        or bool(years and not _spans(years))
        or (len(word) > 1 and (len(word) <= _LETTERED or word.isupper()))
    )


def leading_number(line: str) -> str:
    """The registry number that what follows a date begins with, other words after it: «KS 24/118 Kommunstyrelsen»."""
    tokens = line.split(" ")
    heads = (
        " ".join(tokens[:count]) for count in (2, 1) if count < len(tokens) and tokens[count][:1].isupper()
    )
    return next((head for head in heads if any(map(str.isdigit, head)) and head_number(head)), "")


def is_number_key(name: str) -> bool:
    """Whether the key of a field names a registry number: «Diarienummer», «Ert ärendenummer», «Dnr hos Boverket»."""
    name = " ".join(name.lower().strip(" :.").split()).partition(" hos ")[0]
    own = name in word_set("documents", "fields", "number")
    return own or any(label.end() > len(name) for label in _label().finditer(f"{name}:"))


def number_at(words: str, at: int) -> tuple[str, int, int] | None:
    """The registry number that begins at an offset (after blanks and a colon), with its start and end."""
    remark = _REMARK.match(words, at)  # «Dnr (anges vid svar): …»
    begin = at = remark.end() if remark else at
    while begin < len(words) and words[begin] in " :.\t" and begin - at < 4:
        begin += 1
    # of keys and values run together: «Datum Dnr 2018-10-01 RS180455»
    dated = _DAY_BEFORE.match(words, begin)
    begin = dated.end() if dated else begin
    parted = _PARTED.match(words, begin)
    span = parted.span() if parted else _in_tokens(words, begin)
    if span is None or _POSTAL.match(words, begin) or words[begin : begin + 1] == "/":
        return None
    begin, end = span
    end = _with_code(words, end) if _YEARLY.search(words, begin, end) else end
    number = words[begin:end].rstrip(".,:;" + _HYPHENS)
    whole = len(number) > 2 and not number.endswith("/") and not _ONLY_YEAR.fullmatch(number)
    return (number, begin, begin + len(number)) if whole else None


def _in_tokens(words: str, begin: int) -> tuple[int, int] | None:
    """Where a number stands among the first three tokens from an offset."""
    tokens: list[re.Match[str]] = []
    position = begin
    while len(tokens) < _MOST_TOKENS and (token := _TOKEN.match(words, position)):
        tokens.append(token)
        position = token.end() + 1
        if words[token.end() : position] != " ":
            break
    worded = begin
    # The place of a party, or letters printed twice: «Dnr SBN SBN 2025-118».
    if len(tokens) > 1 and (
        _PLACE.fullmatch(tokens[0][0]) or (tokens[0][0].isupper() and tokens[1][0].startswith(tokens[0][0]))
    ):
        begin = tokens.pop(0).end() + 1
    while len(tokens) > 1 and _LABEL_AGAIN.fullmatch(tokens[0][0]):
        begin = tokens.pop(0).end() + 1
    last = _last(tokens) if tokens else None
    if last is None or _TELEPHONE.match(words, tokens[last].start()) or _planned(words, worded, tokens[last]):
        return None
    return begin, tokens[last].end()


_LABEL_AGAIN = re.compile(
    r"(?:dnr|diarienr|diarienummer)[.:]?", re.IGNORECASE
)  # «Diarienummer: Dnr KS 2024/12»


def _with_code(words: str, end: int) -> int:
    """Where a number that ends at an offset ends with the code of its plan of filing, if it has one."""
    code = _PLAN_CODE.match(words, end)
    return code.end() if code else end


def next_number(words: str, end: int) -> tuple[str, int, int] | None:
    """The number that follows another under the same label: «Dnr 12/2024 och 13/2024»."""
    more = _ANOTHER.match(words, end)
    value = number_at(words, more.end()) if more else None
    return value if value and _YEARLY.search(value[0]) else None


def _planned(words: str, begin: int, figures: re.Match[str]) -> bool:
    """Whether figures are the years of a plan: «Kulturplan 2024–2027», «2024–2027 års budget»."""
    years = _YEARS.match(words, figures.start())
    if not years or not _spans(years):
        return False
    return bool(_WORD.match(words, begin, figures.start())) or words.startswith(" års ", years.end())


def _spans(years: re.Match[str]) -> bool:
    """Whether two years are those from and to which something goes, and not a year with its serial number: «2025/2044»."""
    return 0 < int(years[2]) - int(years[1]) <= (_LONGEST_PLAN // 2 if "/" in years[0] else _LONGEST_PLAN)


_LONGEST_PLAN = 30  # years


def _last(tokens: list[re.Match[str]]) -> int | None:
    """The index of the token that ends a number, None if these tokens begin with none."""
    words = [token[0].rstrip(".,") for token in tokens]
    if len(words) > 1 and _CLASSIFIED.fullmatch(" ".join(words[:2])):
        return 1
    if _DIGITS.search(words[0]):
        if len(words) > 2 and _LETTERED_YEAR.fullmatch(" ".join(words)):
            return 2
        return _last_after_figures(words) if _PLACED.search(words[0]) else None
    # «KS 2018/14», «SU FV-1234-23»: letters, then figures.
    letters = next((index for index, word in enumerate(words) if not _LETTERS.fullmatch(word)), len(words))
    if (
        0 < letters < len(words)
        and not _DAY.fullmatch(words[letters])
        and _DIGITS.search(words[letters])
        and _PLACED.search(words[letters])
    ):
        return letters + _goes_on(words[letters:])
    return None


def _last_after_figures(words: list[str]) -> int:
    """The last token of a number whose first holds figures: «2015/KS 0580 52», «2023/512 KS-001»."""
    if re.fullmatch(r"(?:19|20)\d\d[/-]?[A-ZÅÄÖ]{2,4}\d{0,4}|\d\d[/-]?[A-ZÅÄÖ]{2,4}", words[0]):
        index = 0
        while index + 1 < len(words) and re.fullmatch(r"\d{2,6}", words[index + 1]):
            index += 1
        return index
    if (
        len(words) > 1
        and re.fullmatch(rf"[A-Z][A-Za-z]-{_YEAR}/\d{{4}}", words[0])
        and re.fullmatch(r"\d{4}", words[1])
    ):
        return 1  # «Af-2025/0012 3456»
    suffix = len(words) > 1 and (
        re.fullmatch(r"[A-ZÅÄÖ]{2,5}-\d+", words[1]) or (_REGISTRY.fullmatch(words[1]) and len(words[0]) > 2)
    )
    return 1 if suffix else _goes_on(words)


def _goes_on(words: list[str]) -> int:
    """One if a blank has slipped in after the stroke of a number: «2024/ 417», «2012- 182-3.1»."""
    return int(len(words) > 1 and words[0][-1] in "/-" and bool(_GOES_ON.fullmatch(words[1])))


@cache
def _label() -> re.Pattern[str]:
    label = lexicon("documents")["label"]
    return re.compile(
        rf"(?<!\w)(?:(?P<owner>{label['owner']})\s+)?{label['number']}(?=[\s:.])"
        rf"(?:\s(?:hos\s|från\s)?(?-i:[A-ZÅÄÖ])[\w-]+(?:\s[\w-]+){{0,2}}(?=:\s?(?:[A-ZÅÄÖ]+\s)?\S*\d)"
        rf"|\s(?:hos\s)?(?:remiss(?!instans)|remittent|motpart|mottagar)\w*(?=:))?[.:]?\s?:?\s?(?:är\s)?",
        re.IGNORECASE,
    )


@cache
def _label_parts() -> tuple[str, ...]:
    """What stands in every label, in lower case."""
    return tuple(lexicon("documents")["label"]["parts"])


def _excluded(words: str, match: re.Match[str]) -> bool:
    """Whether what precedes or begins the match makes it a statute, a report or another series."""
    exclude = lexicon("documents")["number"]["exclude"]
    if _MEETING.fullmatch(match[0]) or _SERIES.fullmatch(match[0]):
        return True
    letters = re.match(r"[A-Za-zÅÄÖåäö-]*", match[0])
    glued = bool(match["prefix"] and not match["join"] and _LONG_SERIAL.search(match[0]))  # `Jo2009/3226`
    glued |= bool(_FILED.search(match[0]))  # `FS 1.3.2-118-24`
    if letters and letters[0].rstrip("-").lower() in exclude and not glued:
        return True
    if (
        match["prefix"]
        and match["join"] == " "
        and not match["prefix"].isupper()
        and not ministry_of(match[0])
    ):
        return True
    years = _YEARS.search(match[0])
    if _EU.search(match[0]) or (years and _spans(years) and not _REGISTRY.fullmatch(match["prefix"] or "KS")):
        return True
    before = words[max(0, match.start() - 16) : match.start()].lower().split()
    return bool(before) and (before[-1] == "§" or (before[-1].strip("(.") in exclude and not glued))


def series(number: str) -> str:
    """The letters at the beginning of a registry number, which name the registry: `KS 2024/17`, `2024KS/17` → `KS`."""
    letters = re.match(r"(?:(?:19|20)?\d\d[-/]?)?([A-Za-zÅÄÖåäö]*)", number)
    return letters[1] if letters else ""


@cache
def ministries() -> dict[str, str]:
    """Letters before the year in a number of the Government Offices → slug of the ministry."""
    return dict(lexicon("documents")["ministry"])


def ministry_of(number: str) -> str | None:
    """The ministry that a number of the Government Offices names: `Fi2020/00647` → finansdepartementet."""
    match = re.match(
        r"([A-ZÅÄÖ][A-Za-zåäö]?)(?=/?(?:19|20)\d\d/(?:\d{4,5}\b|\d{3}/[A-ZÅÄÖ])| (?:19|20)\d\d/\d{5}\b)",
        number,
    )
    return ministries().get(match[1]) if match else None
