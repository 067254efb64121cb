"""What the words before and after an organisation's name say of its sending a document."""

import re

from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.vocabulary import pattern

_PROPOSAL = pattern("documents", "sender-words-proposal")
_ANSWERED = pattern("documents", "sender-words-answered")
_OPINES = re.compile(r"s? (?:[\w-]+ )?(?:uppfattning|bedömning|mening|åsikt|ståndpunkt)\b")
ANSWERING = frozenset({"consultation-response", "letter", "other"})
_HANDS_OVER = pattern("documents", "sender-words-hands-over")
_TOGETHER = pattern("documents", "sender-words-together")
_NUMBERED = re.compile(r" d(?:iarie)?nr\b")  # «JO dnr 2445-2020»
_NUMBERED_WITHIN = 3  # blocks within which a number after a name is the paper's own
_JUDGING = frozenset({"decision", "other", "letter", "report"})
_TOLD_WHO_ASKS = frozenset(
    {"consultation-response", "letter", "other", "memo", "decision", "minutes", "minutes-excerpt", "summons"}
)
_SENT_BY = pattern("documents", "sender-words-sent-by")
_BY = ("av ", "från ", "den ", "det ")  # how that ends
_ASKS_OTHERS = pattern("documents", "sender-words-asks-others")
_DREW_UP = pattern("documents", "sender-words-drew-up")
_WHOLE = re.compile(r"(?:,? (?:och|samt) [\w-]+(?: [\w-]+){0,3})? har ")
_DRAWN_UP = re.compile(r"\b(?:har|framtagen av|framtaget av|utarbetad av|utarbetat av|upprättad av) $")
_OWN_PLAN = pattern("documents", "sender-words-own-plan")
_STRATEGIC = frozenset({"strategy", "programme", "plan", "policy"})
_LOOKS_INTO = pattern("documents", "sender-words-looks-into")
_CRITICISES = pattern("documents", "sender-words-criticises")
_LOOKED_INTO = pattern("documents", "sender-words-looked-into")
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


_A_PLAN = pattern("documents", "sender-words-a-plan")


def _is_judged(lower: str, one: Named, type_: str) -> bool:
    """Whether the words beside a name say that it is looked into, or heard in a matter that another decides."""
    before = _LOOKS_INTO.search(lower, max(0, one.start - 40), one.start)
    heard = type_ == "decision" and _HEARD.match(lower, one.end)
    return bool(before or heard or _LOOKED_INTO.match(lower, one.end))


_HEARD = pattern("documents", "sender-words-heard")


def _of_answered(lower: str, one: Named, points: int) -> int:
    """The points of the author of what is answered: «Remissvar avseende Xverkets rapport», «Xverkets förslag»."""
    if _ANSWERED.search(lower, max(0, one.start - 60), one.start):
        return min(points, 0) - 8
    return min(points, 0) - 1 if _PROPOSAL.match(lower, one.end + 1) else points
