"""What type of document it is by its parts: the page of a meeting, an extract, its first matters, the parts of a plan."""

import re
from collections.abc import Iterator

from clustergraph.mapping.text.material import Found, Material
from clustergraph.mapping.text.view import Stretch
from clustergraph.mapping.text.vocabulary import lexicon
from clustergraph.reading import Kind

BEGINNING = 3_000  # characters in which a document says what it is
_MEETING = re.compile(r"sammanträde,? (?:den )?(?:\d{4}-\d\d-\d\d|\d{1,2} [a-z]+ \d{4})$")
_ATTENDED = re.compile(r"\n(?:närvarande|beslutande|deltagande)\b")
_PROPOSED = re.compile(
    r"(?:förslag till )?(?:föredragningslista|dagordning|ärendelista|kallelse)(?: (?:till|för|vid) [^\n]{3,80}"
    r"| [\w-]*(?:utskottet|styrelsen|nämnden|fullmäktige|direktionen))?"
)
_MEETING_PAGE = re.compile(
    r"möte (?:den )?(?:\d{4}-\d\d-\d\d|\d{1,2} [a-z]+ \d{4})"
)  # «Möte 2019-03-25» over its items
# A page that tells what a body decided at a meeting: «Kommunstyrelsen 12 februari 2025», «Beslut i korthet från …».
_DIGEST = re.compile(
    r"(?P<told>(?:beslut(?:en)?|(?:snabb)?referat|sammanfattning|rapport|nytt|notiser|nyheter|information"
    r"|kortinformation|(?:det )?senaste|ärenden|aktuellt)\b[^\n.]{0,40}? (?:från|i|av|vid) )?[\w ,-]{0,40}?"
    r"(?:styrelsen?|nämnden?|fullmäktige|utskottet?|direktionen)s?(?: (?:extra )?(?:sammanträde|möte))?,? (?:(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en)? )?(?:den )?"
    r"(?:\d{4}-\d\d-\d\d|(?:\d{1,2} ?(?:[-–]|och) ?)?\d{1,2} [a-z]{3,9} \d{4})(?: [-–(]? ?[\w ]{3,25}\)?)?\W?"
)
# What only who is called to a meeting is told.
_ABSENT = re.compile(
    r"\b(?:förhinder|frånvaro|ersättare)\b[^.\n]{0,80}\b(?:till|anmäl\w*|meddela\w*)\b|\b(?:anmäl|meddela)\b[^.\n]{0,60}\b(?:förhinder|frånvaro)\b"
)
# A page that names no day of the meeting whose decisions it tells: «Det senaste från kommunstyrelsen».
_DIGEST_UNDATED = re.compile(
    r"(?:(?:beslut(?:en)?|\w*möte|\w*sammanträde)(?: i korthet)?|kort|(?:snabb)?referat|(?:kort )?sammanfattning|rapport|notiser|nyheter|nytt"
    r"|information|(?:det )?senaste(?: nytt)?|aktuella beslut) (?:från|av|i|vid|[-–:]) (?:(?:dagens|senaste"
    r"|extra) )?"
    r"[\w -]{0,30}?(?:styrelsen?|nämnden?|fullmäktige|utskottet?|direktionen)s?(?: i [\w-]+)?(?: (?:extra )?(?:sammanträde"
    r"|möte))?(?: (?:den )?\d{1,2}(?:(?:[-–]| och )\d{1,2})? [a-z]{3,9}(?: \d{4})?)?\W?"
)
# «Nämnden beslutade bland annat följande vid mötet i maj.»
_DECIDED_THERE = re.compile(
    r"(?:vid |på )?(?:[\w-]+ ){0,6}?(?:beslutade|fattade|beslöt) (?:[\w-]+(?:styrelsen|nämnden|fullmäktige"
    r"|utskottet|direktionen) )?(?:(?:bl ?\.? ?a\.?|bland annat|om|följande|dessa) ){1,4}(?:beslut )?(?:vid"
    r"|på) (?:sitt |sammanträdet|mötet|dagens |gårdagens )"
)
_TOLD = re.compile(
    r"(?:styrelsen|nämnden|fullmäktige|utskottet|direktionen) (?:har )?(?:beslut(?:ade|at|ar)|fatta(?:de"
    r"|t)(?: [\w-]+){0,3} beslut|godkän(?:de|t)|antog|antagit|avslog|sa ja|sa nej|ställde sig bakom)\b"
    r"|\b(?:beslutade|godkände|antog|avslog) (?:kommun|region|landstings)?(?:styrelsen|fullmäktige)\b|\bbeslut: ?(?:enligt|\n|\Z)"
    r"|\n[^\n.]{4,150} (?:antogs|avslogs|bifölls|godkändes|bordlades|återremitterades|fastställdes|utsågs)\b"
)
# All the head that a terse extract has: «Socialnämnden 2025-03-25 § 40»; an answer or a plan does not go on to decide.
_EXTRACT = re.compile(
    r"(?:[^\n§\d]{2,60}, ?|)[\w -]{2,40}(?:styrelsen?|nämnden?|fullmäktige|utskottet?|direktionen),? (?:den )?"
    r"(?:\d{4}-\d\d-\d\d|\d{1,2} [a-z]{3,9} \d{4}),? § ?\d{1,4}"
)
_EXTRACTED = re.compile(
    r"(?:protokolls)?utdrag (?:ur|från|av) [^\n]{0,60}protokoll|paragraf(?:en)? \d+ (?:ur|i|av) (?:\w+ )?\w*protokoll"
)
UTDRAG = re.compile(r"\b(?:protokolls?-?)?utdrag\b")  # in a column of a head
_DECIDES = re.compile(r"\n[^\n.:]{4,60} beslutar(?: att)?:?\n|\n(?:\w+s )?beslut\n")
_SIGN_LINE = re.compile(r"(?:\w{2,5} )?§ ?\d{1,4}\b|\d{1,4} ?§")
_EXTRACT_HEAD = 6  # lines in which such a head gives them
_EXTRACT_SIGNS = (
    re.compile(r"(?:styrelsen?|nämnden?|fullmäktige|utskottet?|direktionen)\b"),
    re.compile(r"(?<!§)§ ?\d{1,4}\b(?! ?[–-])|\b\d{1,4} ?§(?! ?\d)"),
    re.compile(r"\d{4}-\d\d-\d\d|\d{1,2} [a-z]{3,9} \d{4}"),
)
ADJUSTED = re.compile(r"\bjustera(?:nde|re|r|t|s|d)?\b|\bjusteringens\b|\bprotokollet\b")  # said of minutes
# «Justerade paragrafer §§ 101–115»: minutes, not an extract of them
PARAGRAPHS = re.compile(r"\bparagrafer\W{1,4}\d{1,4} ?[-–] ?\d{1,4}\b")
# What minutes say of their agenda under the heading that names it.
SETTLED = re.compile(r"\n[^\n]{0,90}\b(?:fastställ|godkän)")
AGENDA = 4  # blocks within which the page of a meeting names it
TITLED = 8  # blocks within which such a page has its title


def by_meeting(material: Material, stretch: Stretch) -> Iterator[tuple[int, Found]]:
    """The type that a line shows which names a meeting: an extract of minutes, a digest of them, an agenda."""
    view = material.view
    line = view.lower[stretch.start : stretch.end]
    if stretch.kind is Kind.LETTERHEAD and _EXTRACT.fullmatch(line) and _DECIDES.search(view.lower):
        yield 6, Found("minutes-excerpt", stretch.start, stretch.end, "type-by-meeting", 0.7)
    in_column = stretch.kind is Kind.LETTERHEAD and len(line) < 120 and UTDRAG.search(line)
    if stretch.index < AGENDA and (_EXTRACTED.match(line) or in_column):
        yield 12, Found("minutes-excerpt", stretch.start, stretch.end, "type-by-meeting", 0.8)
    within = TITLED if stretch.kind is Kind.HEADING else AGENDA
    digest = _DIGEST.fullmatch(line) if stretch.index < within and stretch.kind is not Kind.FIELD else None
    if digest and _TOLD.search(view.lower, stretch.end) and "förslag till beslut" not in view.lower:
        sure = digest["told"] or stretch.kind is Kind.HEADING
        yield 10 if sure else 8, Found("minutes", stretch.start, stretch.end, "type-by-digest", 0.75)
    elif (
        stretch.index < 2 and _DIGEST_UNDATED.fullmatch(line) and _TOLD.search(view.lower, stretch.end)
    ) or (stretch.index < AGENDA and _DECIDED_THERE.match(line)):
        yield 9, Found("minutes", stretch.start, stretch.end, "type-by-digest", 0.6)
    proposed = stretch.index < TITLED and not stretch.block.number and _PROPOSED.fullmatch(line)
    if proposed and not SETTLED.match(view.lower, stretch.end):
        yield 12, Found("summons", stretch.start, stretch.end, "type-by-meeting", 0.7)
    if stretch.index < 2 and _MEETING_PAGE.fullmatch(line):
        called = _ABSENT.search(view.lower, stretch.end, BEGINNING) and not _TOLD.search(view.lower)
        slug = "summons" if called else "minutes"
        yield 9, Found(slug, stretch.start, stretch.end, "type-by-meeting", 0.6)
    if stretch.index < AGENDA and _MEETING.match(line):
        met = view.items and _ATTENDED.search(view.lower, stretch.end, BEGINNING)
        weight = 7 if view.items and not met else 10
        yield (
            weight,
            Found("minutes" if met else "summons", stretch.start, stretch.end, "type-by-meeting", 0.7),
        )


# The matters that a meeting opens with, listed with numbers on an agenda.
_OPENING = re.compile(
    r"(?:upprop|mötets öppnande|mötet öppnas|val av (?:justerare|justeringsperson\w*|protokolljusterare)"
    r"|fastställande av (?:dagordning\w*|föredragningslista\w*)|godkännande av dagordning\w*)\b"
)

_OPENS_WITHIN = 15  # blocks

_SOME_GROUPS = 2


def by_first_matters(material: Material) -> Iterator[tuple[int, Found]]:
    """An agenda without a heading, shown by its first matters; minutes of them say what was decided."""
    view = material.view
    grouping = lexicon("documents")["agenda"]["groups"]
    numbered = sum(one.block.number[:1].isdigit() for one in view.stretches) > _SOME_GROUPS
    groups = (
        [one for one in view.stretches if view.lower[one.start : one.end].strip(" :") in grouping]
        if numbered
        else []
    )
    grouped = len(groups) >= _SOME_GROUPS and groups[0].start < BEGINNING and len(view.items) < 2
    if grouped and not _TOLD.search(view.lower):
        yield 8, Found("summons", groups[0].start, groups[0].end, "type-by-matters", 0.6)
    for stretch in view.stretches[:_OPENS_WITHIN]:
        above = view.block_words(view.stretches[stretch.index - 1]) if stretch.index else ""
        listed = stretch.kind is Kind.ITEM or stretch.block.number or above.strip(" .").isdigit()
        if listed and _OPENING.match(view.lower, stretch.start, stretch.end):
            if not (_TOLD.search(view.lower) or ADJUSTED.search(view.lower, stretch.end)):
                yield 8, Found("summons", stretch.start, stretch.end, "type-by-matters", 0.6)
            return


def by_extract(material: Material) -> Iterator[tuple[int, Found]]:
    """The type shown by a head in lines that gives a body, a date and a paragraph, over a decision."""
    view = material.view
    head = [s for s in view.stretches[:_EXTRACT_HEAD] if s.kind is Kind.LETTERHEAD]
    words = "\n".join(view.lower[s.start : s.end] for s in head)
    if all(sign.search(words) for sign in _EXTRACT_SIGNS) and _DECIDES.search(view.lower):
        signs = {
            view.lower[s.start : s.end]
            for s in view.stretches
            if _SIGN_LINE.match(view.lower, s.start, s.end)
        }
        whole = len(signs) > 1 or PARAGRAPHS.search(view.lower, 0, BEGINNING)
        slug = "minutes" if whole else "minutes-excerpt"
        yield 12, Found(slug, head[0].start, head[-1].end, "type-by-meeting", 0.7)
