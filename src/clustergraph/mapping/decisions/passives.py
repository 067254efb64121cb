"""What minutes record as done without saying that it is decided: «Till justerare valdes Bo Ek», «Motionen avslogs»."""

import re
from collections.abc import Iterator
from dataclasses import replace

from clustergraph.mapping.decisions.deciding import Deciding, FoundDecision
from clustergraph.mapping.people.fields import key_role
from clustergraph.mapping.text.clause_words import trimmed
from clustergraph.mapping.text.sparse import Sparse
from clustergraph.reading import Kind

_DONE = Sparse(
    r"\b(?:fastställ(?:des|s|es)|godkän(?:des|ns|nes)|la(?:des|gts) (?:\w+ ){0,3}till handlingarna|lägg(?:s|es) (?:\w+ ){0,3}till handlingarna"
    r"|(?:om|ny|åter)?valdes|(?:om|ny|åter)?väljs|utsågs|utses|avslogs|avslås|bifölls|bifalls|bifalles|beviljades|beviljas|bordlades|bordläggs"
    r"|återremitter(?:ades|as)|remitter(?:ades|as)|antogs|antas|antages|upphävdes|upphävs|noterades|noteras|entledig(?:ades|as)"
    r"|(?:skick|sänd)(?:s|es|as|ades|des) (?:ut )?på (?:remiss|samråd|granskning)|säg(?:s|es) upp|sades upp"
    r"|riv(?:s|es) upp|(?:gavs|ges|fick) i uppdrag|ta(?:gs|s) till protokollet|togs till protokollet|an(?:ses"
    r"|sågs) besvara[dt]|(?<=ärendet )utgår|(?<=punkten )utgår)\b",
    *(
        "fastställ",
        "godkän",
        "lades",
        "lagts",
        "läggs",
        "lägges",
        "vald",
        "omvald",
        "nyvald",
        "återvald",
        "välj",
    ),
    *("omvälj", "nyvälj", "återvälj", "utsåg", "utses", "avsl", "bif", "bevilja", "bordl", "remitter"),
    *("återremitter", "antog", "antas", "antages", "upphäv", "notera", "entlediga", "utgår", "skick", "sänd"),
    *(
        "säg",
        "sades",
        "riv",
        "gavs i",
        "ges i",
        "fick i",
        "tas till",
        "togs till",
        "tags till",
        "anses",
        "ansågs",
    ),
    leads=True,
)
# Said before the verb of what is only asked for, planned, told of another time or made to depend on something.
_NOT_DONE = re.compile(
    r"\b(?:skulle|ska|skall|kan|bör|måste|får|föresl\w+|yrka\w*|(?<![a-zåäö)] )om|när|innan|sedan|tidigare|har"
    r"|hade|inte|ej|ännu|som(?! [a-zåäö]+(?:[aim]t|[adilrt]ts)\b)|där|hur|enligt lag\w*)\b"
)
_ABOUT = re.compile(
    r"(?:en |ett |den |det |två |tre )?(?:[\w-]+ )?[\w-]*(?:motion|motionen|förslag|förslaget|interpellation"
    r"|ansökan|skrivelse|begäran|fråga)(?: (?:av|från) [^.;:]{3,60})? (?:om|angående|rörande|gällande"
    r"|med) [^.;:]{3,150} (?P<last>[\w-]+ )"
)
UNDECIDED = (
    "background",
    "motion",
    "reservation",
    "procedure",
    "basis",
    "distribution",
    "proposal",
    "decision",
)
_PUT = re.compile(
    r"(?:protokoll|rapport|skrivelse|redovisning|bokslut|förteckning|lista)\w* "
)  # dated papers that a meeting has before it
_ADJUSTS = re.compile(
    r" (?:till justerare|att [^.]{0,60}justera)\b"
)  # «… utsågs att justera protokollet den 4 maj»
_LATER = re.compile(
    r"\b(?:till|från|senast|från och med|per|under tiden) (?:den )?\d"
)  # «sägs upp till den 1 maj»
_BY = re.compile(
    r"\bvid [\w ]{3,40}(?:sammanträde|möte)t? den\b|\b(?:av|i) (?:den )?(?:\w+ )?\w*(?:nämnden|styrelsen|fullmäktige|utskottet|direktionen|rådet|länsstyrelsen)\b"
)
# «Ledamöterna väljs i april varje år»
_USED = re.compile(r"\b(?:varje|vartannat|vart \w+) (?:år|vår|höst|termin)\b|\bårligen\b")
_POINT = re.compile(r"\d{1,2}[.)] ")
_NUMBERED = re.compile(r"(?<![\d.])\d{1,2}[.)] $")
_LONGEST = 240  # what is only recorded is said shortly


def in_passives(deciding: Deciding) -> Iterator[FoundDecision]:
    """Each such sentence of a paragraph of the minutes, or of a digest, that has no section for the decision."""
    if deciding.type == "summons":
        yield from _points(deciding)
    if not deciding.in_minutes:
        return
    view = deciding.view
    sectioned = deciding.sectioned
    paragraph: str | None = None
    for stretch in view.stretches:
        paragraph = deciding.paragraph(stretch) or paragraph
        if stretch.kind not in (Kind.PARAGRAPH, Kind.ITEM) or deciding.kind(stretch) in UNDECIDED:
            continue
        if (view.items and not view.item(stretch.start)) or view.item(stretch.start) in sectioned:
            continue
        for start, end in deciding.sentences(stretch):
            found = _done(deciding, start, end, paragraph)
            if found:
                yield found


def _points(deciding: Deciding) -> Iterator[FoundDecision]:
    """The numbered points of an agenda that say what is to be decided: «4 Information … 1. Informationen noteras.»."""
    lower = deciding.view.lower
    for start, end, stretch in deciding.view.sentences:
        number = _POINT.match(lower, start, end)
        before = _NUMBERED.search(lower, max(0, start - 6), start)
        if deciding.kind(stretch) in UNDECIDED or not (number or before):
            continue
        found = _done(deciding, number.end() if number else start, end, None)
        if found:
            yield replace(found, status="proposed", own_date=False, rule="clause-of-proposal")


def _done(deciding: Deciding, start: int, end: int, paragraph: str | None) -> FoundDecision | None:
    lower = deciding.view.lower
    if end - start > _LONGEST or key_role(lower[start:end].strip(" :.")) is not None:
        return None
    verb = _DONE.within(lower).search(start, end)
    if verb is None:
        return None
    # «En motion om att stötta barn som behöver det bifölls»: what it is about says nothing of what was done.
    about = _ABOUT.fullmatch(lower, start, verb.start())
    before = about.start("last") if about else start
    if _NOT_DONE.search(lower, before, verb.start()) or _BY.search(lower, verb.end(), end):
        return None
    if not verb[0].endswith(("des", "gs")) and _USED.search(lower, verb.end(), end):
        return None
    dated = any(start <= one.start < end for one in deciding.material.dates)
    if dated and not (
        _PUT.search(lower, start, verb.start())
        or _ADJUSTS.match(lower, verb.end())
        or _LATER.search(lower, verb.end(), end)
    ):
        return None
    clause = (start, trimmed(lower, start, end))
    outcome = deciding.outcome(verb.start(), end) or deciding.outcome(*clause)
    if outcome is None:
        return None
    return FoundDecision(
        "taken",
        deciding.metadata.body,
        None,
        True,
        paragraph,
        outcome,
        clause,
        clause,
        "clause-of-decision",
        0.6,
    )
