"""What the words before and after an organisation's name say of its sending a document."""

import re

from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.material import Material

_PROPOSAL = re.compile(
    r" (?:förslag|remiss|promemoria|rapport|utkast|vägledning|betänkande|samråd)"
)  # what is answered
# Before the author of what is answered, in a title: «Remissvar avseende X-verkets rapport».
_ANSWERED = re.compile(
    r"\b(?:yttrande|remissvar|remissyttrande|svar|synpunkter) (?:över|på|om|avseende|angående|gällande|rörande) (?:\w+ ){0,2}$"
)
_OPINES = re.compile(r"s? (?:[\w-]+ )?(?:uppfattning|bedömning|mening|åsikt|ståndpunkt)\b")
ANSWERING = frozenset({"consultation-response", "letter", "other"})
_HANDS_OVER = re.compile(
    r" (?:överlämnar|lämnar|avger|överlämnade) (?:härmed )?(?:denna|detta|rapporten|redovisningen|slutrapporten|till riksdagen denna"
    r"|(?:bifogat|bifogade|nedanstående|följande|närslutna|sitt) (?:\w+ ){0,2}?(?:yttrande|remiss\w*|svar|synpunkter))\b"
)
# Before the names of those who write together.
_TOGETHER = re.compile(
    r"\b(?:gemensam[mta]*|lämnas (?:gemensamt )?|undertecknas|avges|skrivs) (?:yttrande )?(?:för|av|från) (?:föreningen |föreningarna |förbunden |organisationerna )?$"
)
_NUMBERED = re.compile(r" d(?:iarie)?nr\b")  # «JO dnr 2445-2020»
_NUMBERED_WITHIN = 3  # blocks within which a number after a name is the paper's own
_JUDGING = frozenset({"decision", "other", "letter", "report"})
_TOLD_WHO_ASKS = frozenset(
    {"consultation-response", "letter", "other", "memo", "decision", "minutes", "minutes-excerpt", "summons"}
)
# Before the name of who asks, and does not answer: «Remiss från X», «på begäran av X».
_SENT_BY = re.compile(
    r"\b(?:remiss|remissen|remitterat|remitterats|skrivelse|begäran|förfrågan|inbjudan)"
    r"(?: (?:om|över|avseende|gällande|angående) [^.\n]{3,90})? (?:av|från) (?:den |det )?$"
)
_BY = ("av ", "från ", "den ", "det ")  # how that ends
_ASKS_OTHERS = re.compile(
    r" har (?:berett|remitterat|bjudit in|inbjudit|anmodat|ombett|bett|(?:gett|givit)(?! in\b)|(?:skickat|sänt"
    r"|översänt)\b[^.\n]{0,80}\b(?:på remiss|för yttrande|på samråd))\b"
)


# «har Region X tagit fram en strategi», «Region X har utarbetat planen», «Region X:s program för …».
_DREW_UP = re.compile(
    r"(?:,? (?:och|samt) [\w-]+(?: [\w-]+){0,3})?(?: i [^.\n]{3,70})? (?:har )?(?:[^.\n]{0,120} )?(?:tagit fram|utarbetat|arbetat fram|upprättat|överlämnat)\b"
)
_WHOLE = re.compile(r"(?:,? (?:och|samt) [\w-]+(?: [\w-]+){0,3})? har ")
_DRAWN_UP = re.compile(r"\b(?:har|framtagen av|framtaget av|utarbetad av|utarbetat av|upprättad av) $")
_OWN_PLAN = re.compile(
    r" (?:[\w-]+ ){0,2}?[\w-]*(?:strategi|program|plan|policy|riktlinjer|agenda|vision|målbild)(?:n|en|met)?\b"
)
_STRATEGIC = frozenset({"strategy", "programme", "plan", "policy"})
# Before and after the name of who is looked into, and so does not speak: «riktar kritik mot X», «X får kritik».
_LOOKS_INTO = re.compile(
    r"\b(?:kritik mot|kritiserar|anmälan mot|tillsyn (?:av|över|hos|vid)|granskning(?:en)? av|granskar|inspektion(?:en)? av|ansökan mot) (?:den |det )?$"
)
_CRITICISES = re.compile(
    r"(?: [A-ZÅÄÖ][a-zåäöé-]+){0,3} (?:(?:riktar|uttalar) (?:[a-zåäö]+ ){0,2}kritik|kritiserar|granskar|inleder (?:[a-zåäö]+ )?tillsyn)\b"
)
_LOOKED_INTO = re.compile(
    r" (?:får (?:[\w-]+ )?kritik|kritiseras|har brustit|brustit|fälls|har brutit mot)\b"
)


_OPENING = 5  # blocks within which a line says whose answer it is


def by_words_beside(material: Material, one: Named, type_: str, points: int) -> int:
    """The points of a mention as the words before and after it make them: its number, that it asks others."""
    lower = material.view.lower
    if material.view.at(one.start).index < _NUMBERED_WITHIN and _NUMBERED.match(lower, one.end):
        points = max(points, 12)
    asks = lower.endswith(_BY, 0, one.start) and _SENT_BY.search(lower, max(0, one.start - 120), one.start)
    if type_ in _TOLD_WHO_ASKS and (asks or _ASKS_OTHERS.match(lower, one.end)):
        points = min(points, 0) - 4
    if type_ in _STRATEGIC:
        drawn = _DRAWN_UP.search(lower, max(0, one.start - 20), one.start)
        whole = not drawn and _WHOLE.match(lower, one.end)
        drew = not one.genitive and (drawn or whole) and _drew_up(lower, one)
        by_it = drawn and not lower.endswith("har ", 0, one.start)
        points += 8 if drew or by_it else 4 if one.genitive and _OWN_PLAN.match(lower, one.end + 1) else 0
    if _says_whose(material, one, type_):
        points = 16
    if type_ in _JUDGING and _is_judged(lower, one, type_):
        points = min(points, 0) - (16 if type_ == "decision" else 8)
    if type_ == "other" and not one.genitive and _CRITICISES.match(material.view.words, one.end):
        points += 10
    if not one.genitive and _HANDS_OVER.match(lower, one.end):
        points += 8
    if type_ in ANSWERING and _TOGETHER.search(lower, max(0, one.start - 60), one.start):
        points += 14
    holds = one.genitive and lower.endswith("enligt ", 0, one.start) and _OPINES.match(lower, one.end)
    if holds and type_ in ANSWERING:
        points += 4
    if type_ in ("decision", "other") and lower.endswith("anmälan till ", 0, one.start):
        points += 6  # who is complained to decides
    if one.genitive and type_ == "consultation-response":
        points = min(points, _of_answered(lower, one, points))
    return points


def _says_whose(material: Material, one: Named, type_: str) -> bool:
    """Whether the words before a name say whose paper it is: «Pressmeddelande från X», «Yttrande från X» on top."""
    lower = material.view.lower
    if lower.endswith(("pressmeddelande från ", "nyhet från ", "pressmeddelande: "), 0, one.start):
        return True
    if type_ != "consultation-response":
        return False
    stretch = material.view.at(one.start)
    opens = lower[stretch.start : one.start] if stretch.index < _OPENING else ""
    answers = ("yttrande från ", "remissvar från ", "svar från ", "synpunkter från ")
    return opens in answers


def _drew_up(lower: str, one: Named) -> bool:
    """Whether an organisation is said to have drawn up a plan, and nothing that is another's: «har tagit fram kartor»."""
    drew = _DREW_UP.match(lower, one.end)
    what = drew and _A_PLAN.match(lower, drew.end())
    return bool(drew and (what or _A_PLAN.match(lower, drew.start())))


_A_PLAN = re.compile(
    r"[^.\n]{0,120}?(?:strategi|program|plan|policy|riktlinje|agenda|vision|målbild|detta|denna|dokument)"
)


def _is_judged(lower: str, one: Named, type_: str) -> bool:
    """Whether the words beside a name say that it is looked into, or heard in a matter that another decides."""
    before = _LOOKS_INTO.search(lower, max(0, one.start - 40), one.start)
    heard = type_ == "decision" and _HEARD.match(lower, one.end)
    return bool(before or heard or _LOOKED_INTO.match(lower, one.end))


_HEARD = re.compile(
    r" (?:möjlighet|tillfälle) att (?:yttra|inkomma|lämna|bemöta)"
)  # «har gett Ekby kommun tillfälle att yttra sig»


def _of_answered(lower: str, one: Named, points: int) -> int:
    """The points of the author of what is answered: «Remissvar avseende Xverkets rapport», «Xverkets förslag»."""
    if _ANSWERED.search(lower, max(0, one.start - 60), one.start):
        return min(points, 0) - 8
    return min(points, 0) - 1 if _PROPOSAL.match(lower, one.end + 1) else points
