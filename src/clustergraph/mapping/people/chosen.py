"""People whom a meeting chooses: who approves its minutes, and who has a post."""

import re
from collections.abc import Iterator
from itertools import chain

from clustergraph.mapping.people.fields import PARTY, printed_party, several_role
from clustergraph.mapping.text.roles import NAME, NAME_PATTERN, FoundPerson, base_title, printed_role, role_of
from clustergraph.mapping.text.sparse import Sparse
from clustergraph.mapping.text.titles_of_people import base_form
from clustergraph.mapping.text.view import View

# «Anna Ek (S) utsågs att justera protokollet», «Till justerare valdes Anna Ek och Bo Al».
_NAMED = rf"{NAME}(?: \([A-ZÅÄÖa-zåäö]{{1,8}}\))?"  # a party, «(omval)»
_PEOPLE = rf"{_NAMED}(?:(?:, {_NAMED})* (?:och|samt) {_NAMED})?"
_ADJUSTS = Sparse(
    rf"(?P<before>{_PEOPLE}) (?:utsågs|utses|valdes|väljs|utsedd|utsedda)(?: (?:enhälligt"
    rf"|av \w+))? (?:till justerare|till justeringsm\w+|att (?:jämte |tillsammans med "
    rf"|, ?)?(?:[^.\n]{{0,40}} )?justera)\b"
    rf"|(?:[Tt]ill (?:justerare|justeringsm\w+)|(?:[Tt]ill a|A)tt [^.\n]{{0,40}}justera [^.\n]{{0,40}}?)(?: \w+)? (?:utsågs|utses|valdes|väljs) (?P<after>{_PEOPLE})"
    rf"|(?:utser?|välj(?:a|er)) (?P<people>{_PEOPLE}),? (?:till (?:justerare|justeringsm\w+)|att (?:[^.\n]{{0,90}} )?justera)\b",
    *("justera", "justering"),
)


def _adjusters(view: View) -> Iterator[FoundPerson]:
    """Everybody who is chosen to approve the minutes."""
    for match in _ADJUSTS.within(view.lower, view.words).finditer():
        group = next(one for one in ("before", "after", "people") if match[one])
        yield from _named(view, match, group, "adjuster", printed_role("adjuster"), "chosen-to-adjust")


def _named(
    view: View, match: re.Match[str], group: str, role: str, title: str, rule: str
) -> Iterator[FoundPerson]:
    """The people whom a group of a match names, each with the party in brackets."""
    for person in NAME_PATTERN.finditer(view.words, *match.span(group)):
        party = PARTY.match(view.words, person.end())
        letters = printed_party(party["party"]) if party else None
        yield FoundPerson(person[0], role, title, letters, *person.span(), rule, 0.8)


_CHOOSES = r"(?:om|ny|åter)?(?:utsågs|utses|utsedd|utsedda|valdes|väljs|valdes om|väljs om)"
_POST = r"[a-zåäö][a-zåäö:12 ]{3,60}?"
# «Till mötesordförande valdes Anna Ek», «Bo Berg omvaldes till revisor», «valdes Lo Falk (S) från Mora till ny ordförande».
_CHOSEN = Sparse(
    rf"(?P<before>{_PEOPLE}) {_CHOOSES} (?:\w+ )?till (?P<to>{_POST})(?=[.,;\n]| för\b| i\b| på\b| av\b|\Z)"
    rf"|[Tt]ill (?P<post>{_POST})(?: (?:i|för|på|efter) [^.;\n]{{3,100}}?)? {_CHOOSES}:? (?P<after>{_PEOPLE})"
    rf"|{_CHOOSES} (?P<amid>{_NAMED})(?:,? (?:från )?[A-ZÅÄÖ][^.,;()\n]{{2,40}}?)? till (?P<its>{_POST})(?=[.,;\n]| för\b| i\b| på\b| av\b| och\b|\Z)",
    *("valdes", "väljs", "utses", "utsåg", "utsedd"),
)
# «Anna Ek (S) beträffande uppdraget som ledamot i miljönämnden», «entlediga Bo Al från uppdrag som ersättare»
_HELD = Sparse(
    rf"(?P<held>{_NAMED}),? (?:[a-zåäö]+ ){{1,6}}?uppdrag(?:et|en)? som (?P<office>{_POST})(?=[.,;\n]| (?:för|i|på|av|från|fr|efter|inom|och|samt)\b|\Z)",
    "uppdrag som ",
    "uppdraget som ",
    "uppdragen som ",
)
# «till ny ersättare i miljönämnden efter Bo Al (C) utse Anna Ek (C)», «utse Anna Ek (C) till ledamot i miljönämnden»
_TO_BE_CHOSEN = Sparse(
    rf"\btill (?P<fill>{_POST})(?: (?:i|för|på|efter)\b(?:(?! till )[^.;\n]){{0,140}}?)? (?:utse|välja|förordna) (?P<chosen>{_NAMED})"
    rf"(?: (?:och|samt) till (?P<too>{_POST}) (?P<further>{_NAMED}))?"
    rf"|\b(?:utser?|välj(?:a|er)|förordnar?) (?P<people>{_PEOPLE}) till (?P<seat>{_POST})(?=[.,;\n]| för\b| i\b| på\b| av\b| efter\b|\Z)",
    *("utse ", "utser ", "välja ", "väljer ", "förordna ", "förordnar "),
)


# «Styrelsen har bestått av Anna Ek, ordförande, Bo Al, kassör, samt Lo Falk och Eva Lund, ledamöter.»
_CONSISTS = Sparse(
    rf"\b(?:bestått|består|bestod|utgörs|utgjordes|utgjorts) av (?P<roll>{NAME}, [a-zåäö][^.\n]{{3,600}})",
    *("bestått av ", "består av ", "bestod av ", "utgörs av ", "utgjordes av ", "utgjorts av "),
)
_WITH_POST = re.compile(rf"(?P<named>{_PEOPLE}), (?P<post>{_POST})(?=,|\.| samt | och |\Z)")
_GROUPS = (
    *(("before", "to"), ("after", "post"), ("amid", "its")),
    *(("held", "office"), ("chosen", "fill"), ("further", "too"), ("people", "seat")),
)
_NEW = re.compile(r"(?:mötets|ny|nya|nye|ordinarie|årsmötets) ")


def _post(words: str) -> tuple[str, str]:
    """The role and the title that the first words after «till» name: «ny ordförande», «ledamöter på två år»."""
    words = _NEW.sub("", words)
    parts = words.split()
    for count in range(1, min(4, len(parts)) + 1):
        title = " ".join(parts[:count])
        listed = several_role(title)
        if listed:
            return listed, printed_role(listed)
        base = base_title(title)
        if role_of(base) or base_form(parts[count - 1]):
            role = role_of(base) or "official"
            task = parts[0].endswith("s") and role not in ("chair", "vice-chair")
            return ("", "") if task else (role, base)  # «till kommunens kontaktperson» is no post
    return "", ""


def chosen_people(view: View) -> Iterator[FoundPerson]:
    """Everybody who is chosen to approve the minutes or to a post."""
    yield from _adjusters(view)
    sought = (one.within(view.lower, view.words) for one in (_CHOSEN, _HELD, _TO_BE_CHOSEN))
    rolls = (one.span("roll") for one in _CONSISTS.within(view.lower, view.words).finditer())
    for match in chain.from_iterable(_WITH_POST.finditer(view.words, *span) for span in rolls):
        role, title = _post(match["post"])
        yield from _named(view, match, "named", role, title, "roll-told") if role else ()
    for match in chain.from_iterable(one.finditer() for one in sought):
        said = match.groupdict()
        for group, post in ((one, said[two]) for one, two in _GROUPS if said.get(one)):
            role, title = _post(post)
            if role and role != "adjuster" and not post.startswith("att "):
                yield from _named(view, match, group, role, title, "chosen-to-a-post")
