"""Which element of the answered document a position is about, also where the editions number differently."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from clustergraph.mapping.elements.numbers import FoundElement, bare_number
from clustergraph.mapping.head.no_titles import names_part

_SURE = 88  # of 100: how alike two headings are when they mean the same part
# What a plan calls its parts, in the singular: «mål», «insatsområde», «aktivitet».
PART_NOUN = (
    r"[a-zåäö]*(?:områd|mål|åtgärd|insats|aktivitet|prioritering|prioritet|rekommendation|förslag|pak|inriktning|delstrategi|utmaning"
    r"|satsning|ambition)(?:e|et|en)?|tema|punkt|alternativ|scenario|etapp|bilaga"
)
_CODE = (
    r"(?:(?-i:[A-ZÅÄÖ]{1,2}|[IVX]{1,4}\.)?\d{1,2}(?:\.\d{1,2})*|(?-i:[IVX]{2,4})\b)"  # «2.1», «T4», «II.3»
)
_NAMED = re.compile(
    rf"\b(avsnitt|kapitel|kap\.|{PART_NOUN})\s+(?:nr\s+)?(?P<number>\d+(?:\.\d+)*|(?-i:[A-ZÅÄÖ]))\b(?!\.\d)",
    re.IGNORECASE,
)
_KINDS = {
    "mål": "goal",
    "delmål": "goal",
    "insats": "action",
    "åtgärd": "action",
}  # what else a number can be of
# «Mål 1 – Bostäder»: the element is called «Bostäder».
_DESIGNATION = re.compile(r"[A-ZÅÄÖ]\w+ (?:\d+(?:\.\d+)*|[A-ZÅÄÖ])(?: ?[:.–—-] ?| )(?=\S)")


@dataclass(frozen=True, slots=True)
class Target:
    """An element and how it is known: `printed-heading` or `wording` (concepts of cg:targetBasis)."""

    element: FoundElement
    basis: str


_TELLING = 14  # characters of a label that words do not hold by chance


class Answered:
    """The elements of the document that a response answers, with the plain words of their labels."""

    def __init__(self, elements: Iterable[FoundElement]) -> None:
        self.elements = tuple(elements)
        self.labelled = [(_plain(one.label), one) for one in self.elements]
        self.telling = [(label, one) for label, one in self.labelled if len(one.label) > _TELLING]
        headings = [(label, one) for label, one in self.labelled if one.printed or one.rule == "heading"]
        self.headings, self.headed = [label for label, _ in headings], [one for _, one in headings]


def align(label: str, words: str, part: str, answered: Answered) -> Target | None:
    """The element that a heading of the response, or the words of a position, point out.

    label: the heading as printed in the response, without its number; words: those of the position; part: what is known
    of the part they are about. The label decides, and the words among its parts; a number alone only where the words
    name it («avsnitt 3.2»), since another edition may number otherwise.
    None where nothing is sure enough.
    """
    elements = answered.elements
    headed = _headed(label, answered)
    named = _numbered(words, elements, headed) or _quoted(words, answered)
    if headed and not (named and named.parent == headed.number):
        return Target(headed, "printed-heading")
    named = named or _numbered(label, elements, None) or _numbered(part, elements, None)
    if named:
        return Target(named, "wording")
    said = _plain(words)
    inside = [one for label, one in answered.telling if label in said]
    return Target(inside[0], "wording") if len(inside) == 1 else None


def _headed(label: str, answered: Answered) -> FoundElement | None:
    """The element that goes by the words of a heading."""
    from rapidfuzz import fuzz, process

    wanted = _plain(_DESIGNATION.sub("", label, count=1))
    if len(wanted) <= 3:
        return None
    best: tuple[str, float, int] | None = process.extractOne(
        wanted, answered.headings, scorer=fuzz.token_sort_ratio, score_cutoff=_SURE
    )
    if best:
        return answered.headed[best[2]]
    starts = [
        one
        for heading, one in zip(answered.headings, answered.headed, strict=True)
        if len(heading) > 12 and wanted.startswith(heading)
    ]
    return starts[0] if len(starts) == 1 else None


def _numbered(
    words: str, elements: tuple[FoundElement, ...], over: FoundElement | None
) -> FoundElement | None:
    """The element whose number the words name, one of those below `over` first: «avsnitt 3.2», «Mål 1»."""
    named = (_NAMED.search(words) or _BARE.fullmatch(words)) if _FIGURE.search(words) else None
    if named is None:
        return None
    number, kind = named["number"], _KINDS.get(named[0].partition(" ")[0].lower())
    of_kind = [one for one in elements if kind in (None, one.kind)]
    same = (
        [one for one in elements if one.number.casefold() == named[0].casefold()]
        or [one for one in of_kind if (one.as_printed or one.number) == number]
        or [one for one in of_kind if bare_number(one.number) == number]
    )
    below = [one for one in same if over and one.parent == over.number]
    same = below or same
    return same[0] if len(same) == 1 else None


def _quoted(words: str, answered: Answered) -> FoundElement | None:
    """The element whose name the words quote, all or part of it: «målet "fler mathantverkare"»."""
    quotes = [_plain(quote) for quote in _QUOTED.findall(words)]
    same = (
        [one for label, one in answered.labelled if any(quote in label for quote in quotes)] if quotes else []
    )
    return same[0] if len(same) == 1 else None


_BARE = re.compile(r"(?P<number>\d+(?:\.\d+)*)")
_QUOTED = re.compile(r"[\"”“»«]([^\"”“»«]{8,100})[\"”“»«]")
# «Mål 3 – Bostäder», «Delmål 3b», «Kap 7–8 Tillsyn», «Fokusområde Kompetens»
_COUNTED = (
    r"(?!fråga|synpunkt|kommentar|svar|väg\b|version|tabell|figur)[a-zåäö]+(?: [a-zåäö]+)? "
    r"(?:\d{1,2}(?:\.\d{1,2})*(?: ?[a-h])?(?:[–-]\d[\d.]*)?|(?-i:[A-H]))(?:$|[:,?] ?| ?[.–—-] | (?=[a-zåäö]))"
    r"|(?:kap(?:itel|\.)?|avsnitt) \d[\d.]*(?:[–-]\d[\d.]*)? (?=\w)|[a-zåäö]*område (?-i:[A-ZÅÄÖ])[a-zåäö]"
)
_COUNTED_PART = re.compile(_COUNTED, re.IGNORECASE)
# Headings that are parts of the answered paper by their own words: «2 kap. 3 §», «Mål 3 – Bostäder», its impact assessment.
_NAMES_PART = re.compile(
    r"(?!.*\((?:diarienummer|diarienr|dnr)\b)(?:\d+ kap\.(?= \d| ?$| [A-ZÅÄÖ])|(?:\d+ kap\. )?\d+(?: [a-z])? §|"
    rf"{_COUNTED}|"
    r"(?:om )?(?:kapitlet|avsnittet|bilagan|målet|åtgärden|insatsen|paragrafen|artikeln|punkten|delen) (?:om )?\S|"
    r"förslag(?:et)? till (?:lag|förordning|föreskrifter|allmänna råd)\b|"
    r"\d+(?:\.\d+)+\.?$|"
    r"(?:miljö)?konsekvens(?:utredning|analys|beskrivning|bedömning)(?:en)?$|ikraftträdande(?:t)?(?: och övergångs\w+)?$|övergångsbestämmelser(?:na)?$|"
    r"författnings(?:kommentar|förslag)(?:en|et)?$|tillämpningsområde(?:t)?$|(?:sid(?:an|a|\.)?|s\.) \d|allmän\w* råd (?:till )?\d|\d+(?:\.\d+)+ ?(?:och|samt|–|-|,) ?\d|"
    r"plan(?:karta|beskrivning)(?:n|en)?$|(?:tabell|figur) \d+(?:\.\d+)?$|§§? ?\d+)",
    re.IGNORECASE,
)
# «Utsortering av gips (3 § andra stycket)», «Rapportering (6–8 §§)»
_BRACKETED = re.compile(r"\(((?:\d+ kap\. )?\d+(?: ?[a-z])?(?:[–-]\d+)? §§?[^()]{0,30})\)$")
_PAGED = re.compile(r"\((?:s\.|sid\w*\.?) ?\d[\d –f.-]*\)$")  # «Mål och inriktning (s. 12–17)»
# «Finansiering (avsnitt 5.1)», «det som sägs i avsnitt 7.4»
_PART = re.compile(
    r"\b(?:avsnitt|kapitel|(?<!\d )kap\.)\s+(\d+(?:\.\d+)*(?:[–-]\d+(?:\.\d+)*)?)(?![\d–-]| ?[a-z]? ?§)",
    re.IGNORECASE,
)
# «med undantag för avsnitt 4», «utöver vad som sägs i kapitel 2»: what the words are not about.
_EXCEPTED = re.compile(
    r"\b(?:med (?:det )?undantag(?:et)?|förutom|utom|utöver|bortsett)\b[^,.;:]*\Z", re.IGNORECASE
)
# «I 7 § bör ordet bytas ut»: of the draft; «enligt 41 § delgivningslagen»: of a law in force.
_PARAGRAPH = re.compile(
    r"(?<!enligt )(?<!kap\. )(?<![\d§:–-] )(?<![\d.])((?:\d{1,2} kap\. )?\d{1,3}(?: [a-z])? §)"
    r"(?!§|(?: (?:första|andra|tredje|fjärde|femte|sista) (?:stycket|meningen|punkten))* (?:p\.? ?\d+ )?"
    r"(?:(?:i|av|enligt) )?(?:den |nuvarande |gällande )?(?:[\w-]+- och )?(?:[\w-]*(?:lag|lagen|balk|balken|förordning|förordningen|formen|ordningen)\b|[A-ZÅÄÖ]{2,}))"
)
_BACK = re.compile(
    # «… är bra men behöver kompletteras»: the subject is that of the clause before.
    r"(?:(?:men|och|samt) (?:är|bör|borde|behöver|måste|ska|skall)|(?:[\w-]+ ){0,3}?(?:detta|denna|dessa|den|det|där|här|kravet|förslaget|ändringen|undantaget|åtgärden|målet"
    r"|fristen|gränsen|nivån|bestämmelsen|formuleringen|skrivningen|regeln|avsnittet|kapitlet|"
    r"paragrafen|texten|rubriken|definitionen|lydelsen|ordalydelsen))\b",
    re.IGNORECASE,
)
# What is said of all the rest is said of no part.
_THIS_PART = re.compile(r"\b(?:avsnittet|kapitlet|bilagan|i denna del)\b")
_REST = re.compile(
    r"(?:i|för) övrigt\b|(?:i |mot |på |över )?övriga\b|(?:[\w-]+ ){1,5}i övrigt\b|(?:sammantaget|sammanfattningsvis|avslutningsvis)\b",
    re.IGNORECASE,
)


def printed_target(label: str, number: str, others: Sequence[str]) -> str | None:
    """The part of another document that a heading, or the first cell of a row, names where it is not at hand.

    It does where it says so («Avsnitt 4 Åtgärder») or where the headings' numbers are not the response's own, which
    would be consecutive from 1.
    """
    label = label.rstrip(".")
    heading = f"{number} {label}" if number else label
    for called in (_PREPOSED.sub("", heading, count=1), heading):
        if _NAMES_PART.match(called) or (names_part(called) and not called.casefold().startswith("fråga")):
            return called
    # «3 Förslag A – Förtur», where 3 is the answer's own, «Mål (s. 12)»
    if (number and _COUNTED_PART.match(label)) or _PAGED.search(label) or _CHAPTER.match(label):
        return label
    for pattern in (_BRACKETED, _PART):
        if part := pattern.search(label):
            return part[1]
    beside = others if "." in number else [one for one in others if "." not in one]
    return heading if number and not own_numbers(beside) else None


# «Till kapitel 3, Skolan», «Kommentar till 8.3.1», «Synpunkter på 4 §»: what leads over to the part.
_PREPOSED = re.compile(
    r"\A(?:(?:(?:våra|kommunens|regionens|särskilda) )?(?:kommentar|synpunkt)(?:er)? )?"
    r"(?:till|på|om|kring|angående|avseende|beträffande|gällande|rörande) (?:förslage[nt] i )?",
    re.IGNORECASE,
)
_CHAPTER = re.compile(r"(?:avsnitt|kapitel|kap\.?)\s+((?:\d+(?:\.\d+)*|[A-Z])[.:]?\s.*)", re.IGNORECASE)
# A figure, a letter by itself or a name after «alternativ»: all of them in one class, to which `re` skips.
_FIGURE = re.compile(r"[\dA-ZÅÄÖ](?:(?<=\d)|(?<= .)(?!\w)|(?<=[Aa]lternativ .)|(?<=[Ss]cenario .))")
# «avstyrker förslag B», «I punkt 5 bör …», «alternativ Öst»: not «punkt 2 ovan», which is the answer's own.
_LETTERED = re.compile(
    rf"\b((?:{PART_NOUN}) (?:{_CODE}(?![\d%])|(?-i:[A-ZÅÄÖ])(?!\w))|(?:alternativ|scenario) (?-i:[A-ZÅÄÖ])[a-zåäö]+)"
    r"(?! (?:ovan|nedan|i yttrandet|i (?:detta|vårt)))",
    re.IGNORECASE,
)
# «områdena 2 och 4», «avsnitten 6.1–6.3»
_SEVERAL = re.compile(
    r"\b([a-zåäö]*(?:områdena|mål(?:en)?|åtgärderna|insatserna|aktiviteterna|prioriteringarna|punkterna|yrkandena|förslagen|alternativen|avsnitten|kapitlen|bilagorna)"
    rf" (?:{_CODE}|(?-i:[A-Z])\b)(?:(?:–|-|, | och | samt | till )(?:{_CODE}|(?-i:[A-Z])\b))+)(?![\d%])",
    re.IGNORECASE,
)
_COUNTED_NOUNS = ("satsen", "yrkandet", "stycket", "punkten")
# «första att-satsen», «tredje stycket»: of what is answered, where nothing else names the part.
_ORDINAL = re.compile(
    r"\b((?:första|andra|tredje|fjärde|femte|sjätte|sista) (?:att-satsen|yrkandet|strecksatsen|stycket|punkten))\b",
    re.IGNORECASE,
)
# «insatsen Bokbuss i glesbygd finns kvar», «målet ”Rena sjöar”», «under rubriken Digital delaktighet»
_CALLED = re.compile(
    r"\b(?i:rubriken|(?:del)?avsnittet|kapitlet|(?:(?:mål|insats|fokus)området|[a-zåäö]*(?:målet|insatsen|åtgärden|aktiviteten|prioriteringen|inriktningen|perspektivet))) "
    r"(?:[\"”“»«*]+([^\"”“»«*]{4,80})[\"”“»«*]|([A-ZÅÄÖ][\w-]+(?: [\w-]+){0,5}?)"
    r"(?= (?:är|finns|bör|har|står|behöver|saknar|saknas|kan|ska|måste|anges|anser|innehåller|nämns|framgår|tas|vill|delar|inte)\b|[,.;:]|\Z))"
)

# The name or number that comes after a noun which can call or count parts.
_NAME = re.compile(r"[\"”“»«*A-ZÅÄÖ](?<=[Ee][NTnt] .)")
_COUNT = re.compile(r"[\dA-ZÅÄÖ](?<=(?:[Nn][Aa]|[Ee][Nn]|[Åå][Ll]) .)")


def worded_target(words: str, over: str = "") -> str | None:
    """The one part of another document that the words of a position name: «avsnitt 3.2», «7 §», «förslag B».

    over: the part that the heading names, below which «C1» and «2.4» are parts too.
    """
    figures = _FIGURE.search(words) is not None
    numbered = (_parts_in(words) or _codes_in(words, over)) if figures else set[str]()
    parts = numbered or _called_in(words) or _counted_in(words, figures)
    return parts.pop() if len(parts) == 1 else None


# «provningen (B3) är», «förslaget i 2.4 om»: the number of a part alone; not «(E4)» nor «i 2.4 miljoner».
_CODED = re.compile(
    r"(?:(?P<bracket>\((?:se )?)|\A|\b(?:i|till|på|under|enligt|om|in i) )(?P<code>(?-i:[A-ZÅÄÖ])\.?\d{1,2}|\d{1,2}(?:\.\d{1,2})+)"
    r"(?(bracket)\)|(?=[ ,;.:](?! ?(?:procent|miljon|miljard|tusen|kronor|meter|km|grader|%)|\d)))",
    re.IGNORECASE,
)


def _codes_in(words: str, over: str) -> set[str]:
    """The numbers of parts that words give without saying of what: those in brackets, and those below a part."""
    return {
        one["code"]
        for one in _CODED.finditer(words)
        if inside(one["code"], over) or (one["bracket"] and one["code"][0].isdigit())
    }


def _at_noun(pattern: re.Pattern[str], named: re.Pattern[str], words: str) -> Iterator[re.Match[str]]:
    """What a pattern that begins with a noun finds before the names or numbers in the words."""
    for name in named.finditer(words):
        start = words.rfind(" ", 0, name.start() - 1) + 1
        while not words[start].isalpha():  # «(målen 2 och 4)»
            start += 1
        if match := pattern.match(words, start):
            yield match


def _called_in(words: str) -> set[str]:
    """The parts that words call by their names: «målet Rena sjöar»."""
    return {match[1] or match[2] for match in _at_noun(_CALLED, _NAME, words)}


def _counted_in(words: str, figures: bool) -> set[str]:
    """The pages and tables that words name, and what they count: «sidan 4», «andra stycket»."""
    pages = _PAGE.finditer(words) if figures else ()
    counted = _ORDINAL.finditer(words) if any(map(words.lower().__contains__, _COUNTED_NOUNS)) else ()
    return {match[1] for match in (*pages, *counted)}


def _parts_in(words: str) -> set[str]:
    """The parts that words which hold a figure name."""
    several = {match[1] for match in _at_noun(_SEVERAL, _COUNT, words)}
    return several | {
        match[1]
        for pattern in (_PART, _PARAGRAPH, _LETTERED)
        for match in pattern.finditer(words)
        if not _EXCEPTED.search(words, max(0, match.start() - _BEFORE), match.start())
        and not any(one.startswith(match[1]) for one in several)
    }


# «kartan på sidan 73», «beräkningen i tabell 11.3»: not «se tabell 1», which is the answer's own, nor «prop. 2024/25:1 s. 9».
_PAGE = re.compile(
    r"(?:(?<=\bpå )(?=s)|(?<=\bi )(?=[tfd]))((?:sid(?:an|orna|a)?|s\.|tabell|figur|diagram) \d{1,3}(?:\.\d+)?(?:[–-]\d{1,3})?)(?![\d.]*\d)",
    re.IGNORECASE,
)
_BEFORE = 60  # characters in which an exception is made


def opening_part(words: str) -> str | None:
    """The part that a paragraph says at its beginning it is about: «Vad gäller avsnitt 4 …», «Hamnar (kapitel 2) …»."""
    sentence = _SENTENCE.match(words)
    opening = _OPENING.match(sentence[0] if sentence else words)
    parts = _parts_in(opening[0]) if opening else set[str]()
    return parts.pop() if len(parts) == 1 else None


_SENTENCE = re.compile(r".{10,}?[a-zåäö)\d]{2}[.:](?= [A-ZÅÄÖ])")
_OPENING = re.compile(
    r"(?:(?:(?:när det|vad) (?:gäller|avser)|vad beträffar|i fråga om|angående|beträffande|avseende|gällande|rörande|kring) [^.]{0,80}?|(?:i|på|[a-zåäö]+s) "
    r"|(?:förslage[nt]|det|den|de|vad|resonemange[nt]|bedömningen|beskrivningen|texten|kravet|bestämmels\w+|redovisningen)(?: [\w-]+){0,4}? (?:i|på|under) )?"
    rf"(?:(?:avsnitt|kapitel|{PART_NOUN}) (?:\d+(?:\.\d+)*|(?-i:[A-H])\b)|(?:\d+ kap\. )?\d+ §(?!§))"
    r"|(?:[\w-]+ ){1,12}?\((?:se )?(?:avsnitt|kapitel|kap\.|punkt) \d+(?:\.\d+)*\)",
    re.IGNORECASE,
)


def inside(part: str, other: str) -> bool:
    """Whether a part is one of those of another by its number: «punkt 1.3» of «Område 1: Skog», «B3» of «Område B»."""
    above = re.search(r"\d+(?:\.\d+)*|\b[A-ZÅÄÖ]\b", other)
    if above is None:
        return False
    below = r"\." if above[0][0].isdigit() else r"\.?\d"
    return re.search(rf"(?:^| ){re.escape(above[0])}{below}", part) is not None


def points_back(words: str) -> bool:
    """Whether a sentence goes on about what the one before named: «Bestämmelsen är otydlig»."""
    return bool(_BACK.match(words))


def about_the_rest(words: str) -> bool:
    """Whether a position is about all that is not said before: «I övrigt …», and not «I övrigt lämnas avsnittet …»."""
    return bool(_REST.match(words)) and not _THIS_PART.search(words)


def own_numbers(numbers: Sequence[str]) -> bool:
    """Whether numbers of headings are the paper's own: they count from 1 without a gap at their top level and below."""
    last, met = {"": 0}, set[str]()
    for number in numbers:
        above, _, at = number.rpartition(".")
        if above == str(last[""] + 1):
            last[""] += 1  # a chapter that has no number of its own: «1.1», «1.2», «2.1»
        elif above and above not in met:
            return False  # «4.1» without a fourth chapter
        if not at.isdigit() or int(at) != last.get(above, 0) + 1:
            return False
        last[above] = int(at)
        met.add(number)
        met.add(above)
    return True


_NO_WORD = re.compile(r"[^a-zåäö0-9 \w]+")  # letters looked up in one step before all of `\w`


def _plain(label: str) -> str:
    return " ".join(_NO_WORD.sub(" ", label.lower()).split())
