"""What type of document it is by what only such a document says, in its head or its text."""

import re
from collections.abc import Iterator
from functools import cache

from clustergraph.mapping.head.no_titles import roll_lines
from clustergraph.mapping.head.parliament import paper_type
from clustergraph.mapping.text.element_kinds import announced_kind
from clustergraph.mapping.text.material import Found, Material
from clustergraph.mapping.text.sparse import Sparse
from clustergraph.mapping.text.view import Stretch, View
from clustergraph.mapping.text.vocabulary import concepts, lexicon
from clustergraph.reading import Kind

# The number of a paper put before a council, over its title: «Utlåtande 2021:14 RIV (Dnr …)», «Handling 2021 nr 77».
NUMBERED_PAPER = re.compile(
    r"(?:utlåtande|pm|handling|tjänsteutlåtande) (?:19|20)\d\d(?:(?::| nr )\d+\b| r[ivx]+\b)[^\n]{0,60}"
)
PHRASED = 5  # the most that a phrase of an answer weighs

_BEGINNING = 3_000  # characters in which a document says what it is
_CALL = 6_000  # characters in which a letter calls for answers
# Types that a document states on a line of its own; the others are what its title is about.
STATED = frozenset(
    {
        "memo",
        "minutes-excerpt",
        "minutes",
        "consultation-response",
        "decision",
        "consultation-letter",
        "summons",
    }
)
RESPONSE = re.compile(
    r"(?:[\w:&-]+ ){0,4}[\w:-]+s (?:\([\w:-]{2,20}\) )?(?:yttrande|remissvar|remissyttrande|svar"
    r"|synpunkter) (?:över|på|om|angående|avseende|gällande|rörande)\b|\w*yttrande\b|remis+var(?=\b|\d)"
    r"|yttrande(?=\d)|synpunkter (?:på|om|över|angående|avseende|gällande|rörande)\b|svar på [\w-]*(?:samråd"
    r"|remiss|enkät|betänkande|promemoria|utredning)[\w-]*|svar på (?:[\w-]+ )?frågor(?:na)? (?:om|i)\b"
    r"|ang(?:ående|\.)? (?:förslag|remiss|samråd|utkast|betänkande|promemoria|detaljplan|översiktsplan)\w*"
)
_LOOSELY = ("synpunkter", "angående")  # a letter has such a title too
# A title that is a compound no list has: «Energiplan 2026–2035», «Lekplatsprogram för Nora kommun».
_PLANS = {
    "plan": "plan",
    "program": "programme",
    "strategi": "strategy",
    "policy": "policy",
    "agenda": "strategy",
}
_PLAN = re.compile(
    r"(?!.*\b(?:\w*yttrande|remiss\w*|\w*svar|motion\w*|synpunkter|beslut\w*|protokoll\w*|återremiss\w*|antagande"
    r"|revidering|uppföljning|om|till|är|har|får|ska|antar|antog|kräver|på)\b)"
    r"(?:[\w.-]+ ){0,4}?(?!(?:detalj|översikts|tids?|kurs|läro|dag|ritnings)plan)[a-zåäö-]{3,}(?P<kind>plan|program|strategi|policy)(?:en|n|met)?"
    r"(?= (?:för|mot|i|\d{4})\b|(?: [\w-]+){0,2}$)"
)
# «Norrlands program för vattenbruk 2024–2027»
_DATED_PLAN = re.compile(
    r"(?:[\w-]+s )?(?:[\w-]+ ){0,2}?(?!detaljplan)[\w-]*(?P<kind>plan|program|strategi|policy"
    r"|agenda)(?: för [^.:]{3,60})? (?:19|20)\d\d ?[–-] ?(?:20)?\d\d(?: för [^.:]{3,40})?$"
)
_MEETING = re.compile(r"sammanträde,? (?:den )?(?:\d{4}-\d\d-\d\d|\d{1,2} [a-z]+ \d{4})$")
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
# A page that names no day of the meeting whose decisions it tells: «Det senaste från kommunstyrelsen».
# What only who is called to a meeting is told.
_ABSENT = re.compile(
    r"\b(?:förhinder|frånvaro|ersättare)\b[^.\n]{0,80}\b(?:till|anmäl\w*|meddela\w*)\b|\b(?:anmäl|meddela)\b[^.\n]{0,60}\b(?:förhinder|frånvaro)\b"
)
_DIGEST_UNDATED = re.compile(
    r"(?:beslut(?:en)?(?: i korthet)?|(?:snabb)?referat|(?:kort )?sammanfattning|rapport|notiser|nyheter|nytt"
    r"|information|(?:det )?senaste(?: nytt)?|aktuella beslut) (?:från|av|i|vid|[-–:]) (?:(?:dagens|senaste"
    r"|extra) )?"
    r"[\w -]{0,30}?(?:styrelsen?|nämnden?|fullmäktige|utskottet?|direktionen)s?(?: (?:extra )?(?:sammanträde"
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
_CALLED = re.compile(
    r"\bkallas (?:härmed )?(?:ni |du )?(?:att sammanträda|till (?:ordinarie |extra )?(?:sammanträde|möte|årsmöte))\b"
)
# The Government tells what it decides: «Regeringen uppdrar åt …», «Med ändring av … förlänger regeringen …».
_GOVERNS = re.compile(
    r"(?:med (?:ändring|upphävande|stöd|anledning) av [^.\n]{5,160} )?(?:regeringen (?:uppdrar"
    r"|ger (?=[^.]{3,200} i uppdrag)|beslutar|förlänger|förordnar|bemyndigar|anvisar|medger)"
    r"|(?:uppdrar|förlänger|ändrar|beslutar|förordnar|bemyndigar) regeringen)\b"
)
_OF_COMMITTEE = re.compile(r"\w+utskottets (?:betänkande|utlåtande)\b")  # of the Riksdag
_PRESENTS = re.compile(r"\bi (?:detta betänkande|denna (?:rapport|utredning|samrådsredogörelse))\b")
_FIRST_WORDS = 900  # characters in which a report speaks of itself
# What only the one who sends a proposal out says: how the answers are to come in.
_ASKS_FOR_ANSWERS = Sparse(
    r"\b(?:ange|med angivande av|märk) [^.\n]{0,40}?(?:diarie|ärende|dnr|d\.nr)\w*\b[^.\n]{0,90}(?:ämnesrad|remissinstans|svaret|svar\b|e-post)"
    r"|\b(?:remissvaren|svaren|era synpunkter|synpunkter(?:na)?) (?:ska|skall|bör|behöver|önskas|lämnas|skickas|sänds|mottas|tas emot)\b[^.\n]{0,90} senast\b"
    r"|\b(?:inbjuds|inbjuder|bjuds in|bjuder in|bereds|ges tillfälle|ges möjlighet)\b[^.\n]{0,90}\b(?:lämna|yttra|inkomma)\b[^.\n]{0,60} senast\b"
    r"|\b(?:du|ni|alla som vill|den som vill) (?:har (?:nu )?möjlighet att|kan(?: nu)?|är välkom(?:men"
    r"|na) att) (?:lämna|tycka till|komma in|svara)\b[^.\n]{0,110} (?:senast|fram till|till och med|t\.o\.m\.)"
    r"|\bgår det att tycka till om remiss"
    r"|\bsvar (?:önskas |lämnas |skickas |ska vara \w+ tillhanda )?senast (?:den )?\d{1,2} [a-z]+ \d{4}[^.\n]{0,20} till \S+@"
    r"|\b(?:skickas|sänds|går|remitteras) (?:nu |härmed )(?:ut )?(?:på|för) (?:en )?(?:bred )?(?:remiss|samråd|synpunkter|yttrande) till\b",
    *("svar ", "skickas ", "sänds ", "går ", "remitteras "),
    *("du ", "ni ", "alla som vill ", "den som vill ", "går det att tycka till"),
    *("ange ", "med angivande av ", "märk ", "remissvaren ", "svaren ", "era synpunkter ", "synpunkter"),
    *("inbjuds", "inbjuder", "bjuds in", "bjuder in", "bereds", "ges tillfälle", "ges möjlighet"),
    leads=True,
)
_EXTRACTED = re.compile(
    r"(?:protokolls)?utdrag (?:ur|från|av) [^\n]{0,60}protokoll|paragraf(?:en)? \d+ (?:ur|i|av) (?:\w+ )?\w*protokoll"
)
_UTDRAG = re.compile(r"\b(?:protokolls?-?)?utdrag\b")  # in a column of a head
_DECIDES = re.compile(r"\n[^\n.:]{4,60} beslutar(?: att)?:?\n|\n(?:\w+s )?beslut\n")
_SIGN_LINE = re.compile(r"(?:\w{2,5} )?§ ?\d{1,4}\b|\d{1,4} ?§")
_EXTRACT_HEAD = 6  # lines in which such a head gives them
_EXTRACT_SIGNS = (
    re.compile(r"(?:styrelsen?|nämnden?|fullmäktige|utskottet?|direktionen)\b"),
    re.compile(r"(?<!§)§ ?\d{1,4}\b(?! ?[–-])|\b\d{1,4} ?§(?! ?\d)"),
    re.compile(r"\d{4}-\d\d-\d\d|\d{1,2} [a-z]{3,9} \d{4}"),
)
_PROPOSES = re.compile(r"föreslår(?: att)? \w*(?:styrelsen|nämnden|fullmäktige|utskottet) besluta(?:r\b|\b)")
# The first page of minutes that do not say what they are.
_PLACE_AND_TIME = ("plats och tid", "tid och plats")
_PRESENT = re.compile(r"\b(?:beslutande|närvarande|ledamöter|deltagare|deltagande)\b")
_FIRST_LABELS = 220  # characters within which a first page goes from the one to the other
MET = re.compile(r"\n(?:möte|sammanträde) \d{4}-\d\d-\d\d\n")
ADJUSTED = re.compile(r"\bjustera(?:nde|re|r|t|s|d)?\b|\bjusteringens\b|\bprotokollet\b")  # said of minutes
# The labels of the first page of minutes, where nothing on it says that they are minutes.
_ROLL_WORDS = (
    *("beslutande", "utses att justera", "justerande", "justerare", "utdragsbestyrkande", "anslag/bevis"),
    *("ej tjänstgörande ersättare", "övriga deltagande", "paragrafer"),
)
_ROLL = Sparse(rf"\b(?:{'|'.join(_ROLL_WORDS)})\b", *_ROLL_WORDS)
# «Justerade paragrafer §§ 101–115»: minutes, not an extract of them
_PARAGRAPHS = re.compile(r"\bparagrafer\W{1,4}\d{1,4} ?[-–] ?\d{1,4}\b")
_ROLL_LABELS = 3
_AGENDA = 4  # blocks within which the page of a meeting names it
_TITLED = 8  # blocks within which such a page has its title


def by_words(material: Material) -> Iterator[tuple[int, Found]]:
    """Types shown by what only such a document says: «har beretts tillfälle att», «Sammanträde 2024-05-06»."""
    for stretch in material.view.stretches[:12]:
        yield from _by_line(material, stretch)
        yield from _by_meeting(material, stretch)
    lower = material.view.lower
    short = _IN_SHORT.search(lower, 0, _IN_CAPITALS * 2) if "i korthet" in lower else None
    if short:
        yield 6, Found("decision", *short.span(), "type-by-phrase", 0.6)
    if collected := collects(material.view):
        yield 12, Found("report", *collected.span(), "type-by-collection", 0.7)
    paper = paper_type(material)
    if paper:
        yield 13, paper
    yield from _by_plan_parts(material)
    yield from _by_first_matters(material)
    yield from _in_run(material)
    yield from _by_extract(material)
    yield from _by_requests(material)


# What a report on a consultation calls itself: «Samrådsredogörelse», «Sammanställning av remissvar».
_COLLECTS = Sparse(
    r"(?:(?:samråds|gransknings|remiss)(?:redogörelse|sammanställning)|redogörelse (?:efter|för|över) (?:samråd"
    r"|remiss|granskning)\w*|utlåtande efter (?:utställning|granskning)|(?:gransknings|utställnings)utlåtande"
    r"|(?:sammanställning|redovisning|sammanfattning) (?:av|över) (?:inkomna |alla |samtliga )?(?:remissvar"
    r"|remissyttranden|yttranden|synpunkter|samrådssvar|samrådsyttranden))\b",
    *(
        "redogörelse",
        "utlåtande",
        "sammanställning",
        "redovisning",
        "sammanfattning av",
        "sammanfattning över",
    ),
)
_COLLECTS_WITHIN = 10  # blocks
_SHORT_LINE = 30  # characters before it on its line


def collects(view: View) -> re.Match[str] | None:
    """Where a line near the top, or text that has lost its lines, says that others' answers are collected in it."""
    collecting = _COLLECTS.within(view.lower)
    for stretch in view.stretches[:_COLLECTS_WITHIN]:
        end = min(stretch.end, stretch.start + 200)
        for hit in collecting.finditer(stretch.start, end):
            follows = view.words[hit.end() + 1 : hit.end() + 2]
            alone = (
                view.words[hit.start()].isupper() and follows.isupper()
            )  # a heading run together with text
            if hit.start() - stretch.start < _SHORT_LINE or alone:
                return hit
    return None


def _by_line(material: Material, stretch: Stretch) -> Iterator[tuple[int, Found]]:
    """The type that a line of the head names: an answer, a plan, a type over its date, what is put before a board."""
    view = material.view
    line = view.lower[stretch.start : stretch.end]
    answer = RESPONSE.match(line)
    if answer and (stretch.start < material.head or stretch.kind is Kind.HEADING) and len(line) < 250:
        start = stretch.start
        weight = 3 if line.startswith(_LOOSELY) else 7
        yield weight, Found("consultation-response", start, start + answer.end(), "type-by-head-word", 0.8)
    plan = _PLAN.match(line) if stretch.index < _AGENDA and stretch.kind is not Kind.FIELD else None
    if plan:
        slug = _PLANS[plan["kind"]]
        yield 3, Found(slug, stretch.start, stretch.start + plan.end("kind"), "type-by-head-word", 0.6)
    dated = _DATED_PLAN.match(line) if stretch.index < _TITLED and stretch.kind is Kind.HEADING else None
    if dated and not stretch.block.number:
        start, weight = stretch.start, 7 if stretch.index == 0 else 3
        yield weight, Found(_PLANS[dated["kind"]], start, start + dated.end("kind"), "type-by-head-word", 0.7)
    stated = _stated().get(stretch.block.name.lower()) if stretch.kind is Kind.FIELD else None
    if stated and line[:1].isdigit():  # «Remiss», its date under it
        yield 9, Found(stated, stretch.start, stretch.end, "type-over-date", 0.8)
    if stretch.kind is not Kind.FIELD and _GOVERNS.match(line):
        yield 7, Found("decision", stretch.start, stretch.end, "type-by-government", 0.7)
    if stretch.index < _AGENDA and _OF_COMMITTEE.match(line):
        yield 9, Found("report", stretch.start, stretch.end, "type-by-head-word", 0.7)
    if stretch.kind is Kind.LETTERHEAD and line.strip(" :") in _BASIS:
        yield 9, Found("memo", stretch.start, stretch.end, "type-in-head", 0.7)


def _by_meeting(material: Material, stretch: Stretch) -> Iterator[tuple[int, Found]]:
    """The type that a line shows which names a meeting: an extract of minutes, a digest of them, an agenda."""
    view = material.view
    line = view.lower[stretch.start : stretch.end]
    if stretch.kind is Kind.LETTERHEAD and _EXTRACT.fullmatch(line) and _DECIDES.search(view.lower):
        yield 6, Found("minutes-excerpt", stretch.start, stretch.end, "type-by-meeting", 0.7)
    in_column = stretch.kind is Kind.LETTERHEAD and len(line) < 120 and _UTDRAG.search(line)
    if stretch.index < _AGENDA and (_EXTRACTED.match(line) or in_column):
        yield 12, Found("minutes-excerpt", stretch.start, stretch.end, "type-by-meeting", 0.8)
    within = _TITLED if stretch.kind is Kind.HEADING else _AGENDA
    digest = _DIGEST.fullmatch(line) if stretch.index < within and stretch.kind is not Kind.FIELD else None
    if digest and _TOLD.search(view.lower, stretch.end) and "förslag till beslut" not in view.lower:
        sure = digest["told"] or stretch.kind is Kind.HEADING
        yield 10 if sure else 8, Found("minutes", stretch.start, stretch.end, "type-by-digest", 0.75)
    elif (
        stretch.index < 2 and _DIGEST_UNDATED.fullmatch(line) and _TOLD.search(view.lower, stretch.end)
    ) or (stretch.index < _AGENDA and _DECIDED_THERE.match(line)):
        yield 9, Found("minutes", stretch.start, stretch.end, "type-by-digest", 0.6)
    if stretch.index < _TITLED and _PROPOSED.fullmatch(line):
        yield 12, Found("summons", stretch.start, stretch.end, "type-by-meeting", 0.7)
    if stretch.index < 2 and _MEETING_PAGE.fullmatch(line):
        called = _ABSENT.search(view.lower, stretch.end, _BEGINNING) and not _TOLD.search(view.lower)
        slug = "summons" if called else "minutes"
        yield 9, Found(slug, stretch.start, stretch.end, "type-by-meeting", 0.6)
    if stretch.index < _AGENDA and _MEETING.match(line):
        weight = 7 if view.items else 10
        yield weight, Found("summons", stretch.start, stretch.end, "type-by-meeting", 0.7)


_YEARS = re.compile(r"[^\n.:]{3,60}(?<!budget)(?<!bokslut) (?:19|20)\d\d ?[–-] ?(?:20)?\d\d")
# «Kustlyftet är ett nationellt program för …»
_SAYS_PLAN = Sparse(
    r"(?P<name>[\w –-]{3,60}) är (?:ett|en|regionens|länets|kommunens"
    r"|sveriges) (?:[\w-]+ ){0,3}?[\w-]*(?P<kind>program|strategi|handlingsplan|agenda)(?:met|n|en)? (?:för|som"
    r"|med|där|och|inom|om)\b",
    *(" är ett", " är en ", " är regionens", " är länets", " är kommunens", " är sveriges"),
)


def _by_plan_parts(material: Material) -> Iterator[tuple[int, Found]]:
    """A page about a programme: its name with years over headings of goals or fields, or a first sentence that says what it is."""
    view = material.view
    title = view.stretches[0] if view.stretches else None
    if title is None or title.kind is Kind.FIELD:
        return
    headings = (view.lower[one.start : one.end] for one in view.stretches if one.kind is Kind.HEADING)
    if not any(map(announced_kind, headings)):
        return
    named = view.lower[title.start : title.end]
    years = _YEARS.fullmatch(named)
    said = _SAYS_PLAN.within(view.lower).search(0, _BEGINNING)
    said = said if said and named.startswith(said["name"].strip()) else None
    if years or said:
        slug = {"strategi": "strategy", "agenda": "strategy", "handlingsplan": "plan"}.get(
            said["kind"] if said else "", "programme"
        )
        yield 2, Found(slug, title.start, title.end, "type-by-plan-parts", 0.6)


# The matters that a meeting opens with, listed with numbers on an agenda.
_OPENING = re.compile(
    r"(?:upprop|mötets öppnande|mötet öppnas|val av (?:justerare|justeringsperson\w*|protokolljusterare)"
    r"|fastställande av (?:dagordning\w*|föredragningslista\w*)|godkännande av dagordning\w*)\b"
)
_OPENS_WITHIN = 15  # blocks
# The headings under which an agenda groups its matters.
_GROUPS = frozenset(
    f"{of}ärenden"
    for of in ("besluts", "anmälnings", "informations", "remiss", "delegations", "val", "bordlagda ")
) | {
    "motioner",
    "interpellationer",
    "anmälningar",
    "meddelanden",
    "övriga frågor",
    "remisser",
    "medborgarförslag",
}
_SOME_GROUPS = 2


def _by_first_matters(material: Material) -> Iterator[tuple[int, Found]]:
    """An agenda without a heading, shown by its first matters; minutes of them say what was decided."""
    view = material.view
    numbered = sum(one.block.number[:1].isdigit() for one in view.stretches) > _SOME_GROUPS
    groups = (
        [one for one in view.stretches if view.lower[one.start : one.end].strip(" :") in _GROUPS]
        if numbered
        else []
    )
    grouped = len(groups) >= _SOME_GROUPS and groups[0].start < _BEGINNING and len(view.items) < 2
    if grouped and not _TOLD.search(view.lower):
        yield 8, Found("summons", groups[0].start, groups[0].end, "type-by-matters", 0.6)
    for stretch in view.stretches[:_OPENS_WITHIN]:
        above = view.block_words(view.stretches[stretch.index - 1]) if stretch.index else ""
        listed = stretch.kind is Kind.ITEM or stretch.block.number or above.strip(" .").isdigit()
        if listed and _OPENING.match(view.lower, stretch.start, stretch.end):
            if not (_TOLD.search(view.lower) or ADJUSTED.search(view.lower, stretch.end)):
                yield 8, Found("summons", stretch.start, stretch.end, "type-by-matters", 0.6)
            return


_LONG = 250  # characters of a first block that is a head run together with what follows
_CAPITALS = re.compile(r"(?<![\w-])(?P<type>[A-ZÅÄÖ]{5,})(?![\w-])")
_IN_CAPITALS = 300  # characters of such a head
_IN_SHORT = re.compile(r"\bbeslutet i korthet\b")
# The first word of it, after the number of the page: «1 Kallelse till miljönämnden …».
_BEGINS = re.compile(r"(?:\d{1,3} )?(?P<type>[A-ZÅÄÖ][a-zåäö]{5,})(?=[ /])")
_BASIS = ("beslutsunderlag", "beslutsförslag")  # what the official in charge puts before a board
_SUMMONS = ("föredragningslista", "kallelse", "dagordning", "ärendelista")
# A type that the labels of a head follow, in a head that lost its line breaks: «Tjänsteutlåtande Sida 1 (6)».
_LABELLED = re.compile(
    r"(?<![\w-])(?P<type>[A-ZÅÄÖ][a-zåäö]{4,})(?= (?:Sida|Datum|D(?:ia)?(?:rie)?nr|Diarienummer|Handläggare|\d{1,2} ?\(\d{1,3}\)|\d{1,2} [a-z]{3,9} \d{4}))"
)


def _in_run(material: Material) -> Iterator[tuple[int, Found]]:
    """The type that stands in capitals in a head that lost its line breaks: «… Sweden Fax: BESLUT Reg.nr …»."""
    view = material.view
    first = next((s for s in view.stretches[:3] if s.end - s.start > _LONG), None)
    if first is None or first.kind is not Kind.PARAGRAPH:
        return
    heads = first.start, first.start + _IN_CAPITALS
    words = view.words
    found = (
        _BEGINS.match(words, first.start),
        *_CAPITALS.finditer(words, *heads),
        *_LABELLED.finditer(words, *heads),
    )
    for word in filter(None, found):
        low = word["type"].lower()
        slug = "summons" if low in _SUMMONS else "memo" if low in _BASIS else _stated().get(low)
        if slug:
            yield 6, Found(slug, *word.span("type"), "type-in-run", 0.6)
            return


def _by_extract(material: Material) -> Iterator[tuple[int, Found]]:
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
        whole = len(signs) > 1 or _PARAGRAPHS.search(view.lower, 0, _BEGINNING)
        slug = "minutes" if whole else "minutes-excerpt"
        yield 12, Found(slug, head[0].start, head[-1].end, "type-by-meeting", 0.7)


def _by_requests(material: Material) -> Iterator[tuple[int, Found]]:
    """Types shown by what a document asks for: answers, a decision; and the roll of a meeting."""
    view = material.view
    beginning = view.lower[:_BEGINNING]
    places = [at for label in _PLACE_AND_TIME if (at := beginning.find(label)) >= 0]
    page = _PRESENT.search(beginning, min(places), min(places) + _FIRST_LABELS) if places else None
    if page and (len(view.items) > 1 or ADJUSTED.search(view.lower)):
        yield 8, Found("minutes", min(places), page.end(), "type-by-roll", 0.7)
    labels = list(_ROLL.within(view.lower).finditer(0, len(beginning)))
    if len({label[0] for label in labels}) >= _ROLL_LABELS:
        yield 6, Found("minutes", *labels[0].span(), "type-by-roll", 0.7)
    extract = "utdrag" in beginning and _UTDRAG.search(beginning)
    if not extract and roll_lines(view) > _ROLL_LABELS:
        yield 12, Found("minutes", 0, view.stretches[0].end, "type-by-roll", 0.7)
    stated = None if extract or "paragrafer" not in beginning else _PARAGRAPHS.search(beginning)
    if stated:
        yield 9, Found("minutes", *stated.span(), "type-by-roll", 0.7)
    proposes = _PROPOSES.search(beginning)
    if proposes and not view.items:
        yield 10, Found("memo", *proposes.span(), "type-by-proposal", 0.7)
    called = _CALLED.search(beginning) if "kallas" in beginning else None
    if called:
        yield 8, Found("summons", *called.span(), "type-by-phrase", 0.7)
    presents = _PRESENTS.search(beginning, 0, _FIRST_WORDS)
    if presents:
        yield 6, Found("report", *presents.span(), "type-by-phrase", 0.6)
    asked = _ASKS_FOR_ANSWERS.within(view.lower).search(0, _CALL)
    if asked and not any(section.kind == "proposal" for section in material.sections):
        yield 12, Found("consultation-letter", *asked.span(), "type-by-call", 0.8)


def by_phrases(lower: str) -> Iterator[tuple[int, Found]]:
    """Types shown by how answers and motions speak, where no more is known."""
    beginning = lower[:_BEGINNING]
    for phrase in _phrases("sure"):
        said = phrase.search(beginning)
        if said:
            yield PHRASED, Found("consultation-response", *said.span(), "type-by-phrase", 0.7)
            break
    moved = next((m for phrase in _phrases("motion") if (m := phrase.search(beginning))), None)
    if moved:
        yield (
            7 if beginning[moved.start() : moved.end()].startswith(("vi ", "jag ")) else 2,
            Found("motion", *moved.span(), "type-by-phrase", 0.5),
        )
    likely = [m for phrase in _phrases("likely") if (m := phrase.search(lower))]
    if len(likely) > 1:
        yield 1, Found("consultation-response", *likely[0].span(), "type-by-phrase", 0.5)


@cache
def _stated() -> dict[str, str]:
    """The names of the types that a document states on a line of its own → the type."""
    known = concepts("document-type").values()
    return {phrase.lower(): one.slug for one in known if one.slug in STATED for phrase in one.phrases}


@cache
def _phrases(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, lexicon("documents")["answering"][kind]))
