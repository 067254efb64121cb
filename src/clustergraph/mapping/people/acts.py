"""Elected people by their party in brackets, and those who move, join or reserve themselves, by what they do or the list they are in."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from clustergraph.mapping.people.fields import PARTY, ROLLS, field_roles, printed_party
from clustergraph.mapping.text.roles import (
    NAME,
    NAME_PATTERN,
    FoundPerson,
    is_name,
    no_names,
    printed_role,
    role_of,
)
from clustergraph.mapping.text.sections import Section
from clustergraph.mapping.text.sparse import Sparse
from clustergraph.mapping.text.titles_of_people import is_title
from clustergraph.mapping.text.view import Stretch, View
from clustergraph.mapping.text.vocabulary import concepts, lexicon, pattern

_PARTIES = Sparse(PARTY.pattern, " (", "(", leads=True)
# «Anna Ek, S, och Bo Berg, V, yrkar»
_LETTERS = ("s", "m", "c", "l", "v", "kd", "mp", "sd", "fp")
_AFTER_COMMA = Sparse(
    rf", (?P<party>{'|'.join(_LETTERS).upper()})(?=,| och | samt )",
    *(f", {letters}{end}" for letters in _LETTERS for end in (",", " och ", " samt ")),
    leads=True,
)
# Before the name, the common noun of those named: «Motionärerna Anna Ek (C) och Bo Berg (S)».
_BACKWARD = re.compile(
    rf"(?:(?:[A-ZÅÄÖ][a-zåäö]+(?:erna|arna|orna)|Motionären|Motionsställaren) )?(?P<name>{NAME})(?: m\.? ?fl\.?| med flera)?,?$"
)
# What is recorded beside reservations, and is none.
_ASIDE = ("särskil", "anteckning", "deltar inte", "deltar ej", "röstförklaring")
_SUBSTITUTED = re.compile(r"(?:(?:ersättare|ers\.?|stället|inträder|tjänstgör) för|ersätter) $")
# «Anna Ek (M) och Bo Berg (SD) reserverar sig»: what the first does too.
_JOINTLY = re.compile(
    r"(?:(?:,| och| samt) [^.()\n]{3,40}(?:\.fl\.)? \([a-zåäö-]{1,5}\)){1,8},? (?P<deed>[a-zåäö]+(?: sig| avvikande mening)?)"
)

_THEN = pattern("persons", "acts-then")
# «Anna Ek (S), kommunstyrelsens ordförande, yrkar»
_TITLED = re.compile(r", (?:[\w:-]+ ){0,3}(?P<noun>[a-zåäö-]{4,}), ")


def with_party(view: View, sections: tuple[Section, ...]) -> Iterator[FoundPerson]:
    """«Anna Ek (C) yrkar …»: the party in brackets, and the role by what follows or the list it is in."""
    sought = (_PARTIES, _AFTER_COMMA)
    matches = [match for one in sought for match in one.within(view.lower, view.words).finditer()]
    printed = Counter(match["party"] for match in matches)
    # A local party that the thesaurus does not hold is printed beside several names.
    parties = {letters for letters, times in printed.items() if times > 1 and letters.isupper()}
    parties |= {concept.notation for concept in concepts("party").values()}
    acts = lexicon("persons")["acts"]
    cells = [0, *sorted(view.cells)]
    for match in matches:
        near = max(0, match.start() - 70)
        line = view.words.rfind("\n", near, match.start()) + 1 or near
        line = max(line, cells[bisect_right(cells, match.start()) - 1])
        name = _BACKWARD.search(view.words[line : match.start()])
        if not name:
            continue
        start, end = line + name.start("name"), line + name.end("name")
        if _SUBSTITUTED.search(view.lower[line:start]):
            continue  # who is absent
        stretch = view.at(start)
        titled = _TITLED.match(view.lower, match.end())
        told = titled.end() if titled and is_title(titled["noun"]) else match.end()
        after = view.lower[told : told + 60].lstrip(" ,")
        role = next((role for role, deeds in acts.items() if after.startswith(tuple(deeds))), "")
        for later in () if role else (_JOINTLY, _THEN):
            said = later.match(view.lower, match.end())
            if said and not role:
                role = next((act for act, deeds in acts.items() if said["deed"].startswith(tuple(deeds))), "")
        title = ""
        if not role:
            role, title = _listed_role(view, stretch, sections, start)
        named = re.match(
            r",? ?((?:[a-zåäö-]+s )?(?:(?:[12]:[ea]|förste|första|andre|andra|vice|v\.?|tjänstgörande|tjg\.?"
            r"|avgående|tf\.?) ){0,2}ord(?:förande|f\.?)|sekreterare|\w*råd|"
            r"(?:ej )?tjänstgörande ersättare|tjg\.? ersättare|tj\.? ?ers\.?|ersättare)(?!\w)",
            view.words[match.end() : match.end() + 45],
        )
        acts_as = role
        if named and role_of(named[1]):
            role, title = role_of(named[1]) or role, named[1]
        party = printed_party(match["party"])
        if party not in parties and match["party"] != "-" and not role and not after.startswith(requests()):
            continue
        words = name["name"]
        first = words.split()[0].lower()
        if first in no_names() and is_name(words.partition(" ")[2]):
            start += len(first) + 1
            words = words.partition(" ")[2]
        if words.endswith("s") and after.startswith(requests()):
            words, end = words[:-1], end - 1  # «Rut Viklunds (SD) begäran»
        yield FoundPerson(words, role, title, party, start, end, "name-with-party", 0.9 if role else 0.75)
        if acts_as == "mover" != role:
            yield FoundPerson(words, acts_as, "", party, start, end, "name-with-party", 0.9)


@cache
def requests() -> tuple[str, ...]:
    return tuple(lexicon("persons")["requests"]["words"])


def _listed_role(view: View, stretch: Stretch, sections: tuple[Section, ...], start: int) -> tuple[str, str]:
    """The role by the list that a name stands in: its key, its heading, or the words before a colon."""
    kind = sections[stretch.index].kind
    heading = sections[stretch.index].heading
    if kind == "reservation":
        own = view.lower[heading.start : heading.end] if heading else ""
        alone = "reserv" not in own and any(word in own for word in _ASIDE)
        said = own if alone else view.lower[start : stretch.end].split(". ")[0]
        aside = "reserv" not in said and any(word in said for word in _ASIDE)
        return ("", "") if aside else ("dissenter", "")
    if reserves(view, stretch, kind, start):
        return "dissenter", ""
    if kind == "motion":
        return "mover", ""
    listed = _role_of_list(view, stretch) if NAME_PATTERN.match(view.words, stretch.start) else ""
    if listed not in ROLLS and start > stretch.start:
        listed = ""  # only the first of several names under «Ordförande» is that of the chair
    if listed:
        return listed, printed_role(listed)
    for label in (stretch.block.name, view.block_words(heading) if heading else ""):
        role = field_roles().get(label.lower().strip(" :"))
        if role:
            return role, printed_role(role)
    before = view.lower[stretch.start : start]
    if _PROPOSED.match(before):
        above = view.stretches[max(0, stretch.index - 1)]
        if "juster" in before or _ADJUSTING.search(view.lower, above.start, above.end):
            return "adjuster", printed_role("adjuster")
    return _deed(before[-160:]), ""


def _deed(before: str) -> str:
    """The role by what is said to be done by those named after the words."""
    if PUT_BY.search(before):
        return "mover"
    for role, deeds in (("dissenter", ("reservera", "avvikande mening")), ("mover", ("yrka",))):
        if any(deed in before for deed in deeds):
            return role
    return ""


PUT_BY = pattern("persons", "put-by")
_PROPOSED = pattern("persons", "proposed-to-adjust")
_ADJUSTING = re.compile(r"\bjuster(?:are|a|ing\w*|ande)\b")


def _role_of_list(view: View, stretch: Stretch) -> str:
    """The role that the line above a list of names, one a line, gives them: «Ej tjänstgörande ersättare»."""
    for above in reversed(view.stretches[max(0, stretch.index - 60) : stretch.index]):
        line = view.block_words(above).strip()
        role = field_roles().get(line.lower().strip(" :"))
        if role:
            return role
        if len(line) > 80 or not NAME_PATTERN.match(line):
            return ""
    return ""


def joint_party(view: View, sections: tuple[Section, ...]) -> Iterator[FoundPerson]:
    """«Anna Ek, Bo Berg och Lisa Dahl (MP-gruppen)», «Anna Ek och Bo Berg (båda S)»: one party for several."""
    parties = {concept.notation for concept in concepts("party").values()}
    for match in _JOINT.finditer(view.words):
        party = printed_party(match["party"])
        if party not in parties and not match["all"]:
            continue
        near = max(0, match.start() - 240)
        line = max(
            view.words.rfind("\n", near, match.start()), view.words.rfind(". ", near, match.start()) + 1, near
        )
        names = (_TOLD_JOINT if match["all"] else _TWO_OR_MORE).search(view.words[line : match.start()])
        if names is None:
            continue
        begin = line + names.start("both" if match["all"] == "båda" else 0)
        stretch = view.at(begin)
        role, title = _listed_role(view, stretch, sections, begin)
        after = view.lower[match.end() : match.end() + 60].lstrip(" ,")
        acts = lexicon("persons")["acts"]
        later = _JOINTLY.match(view.lower, match.end())
        deed = later["deed"] if later else after
        role = next((act for act, deeds in acts.items() if deed.startswith(tuple(deeds))), role)
        for person in NAME_PATTERN.finditer(view.words, begin, match.start()):
            yield FoundPerson(person[0], role, title, party, *person.span(), "joint-party", 0.75)


_JOINT = re.compile(
    r" \((?:(?P<all>[Aa]lla|[Bb]åda|[Ss]amtliga) )?(?P<party>[A-ZÅÄÖ]{1,3}|[smcvl]|fp|kd|mp|sd)(?:-gruppen)?\)"
)
_TWO_OR_MORE = re.compile(rf"{NAME}(?:, {NAME})* och {NAME}$")
# «Anna Ek, Bo Berg (båda S)», no «och» before the last
_TOLD_JOINT = re.compile(rf"(?:{NAME}(?:,| och| samt) )*?(?P<both>{NAME}(?:,|,? och|,? samt) {NAME})$")
# «Anna Ek och Bo Berg, med instämmande av Lisa Dahl, yrkar …»: movers and dissenters whose party the roll gives.
_NAMES = rf"{NAME}(?:(?:, {NAME})*(?: och| samt) {NAME})?"
_ACTING = re.compile(
    rf"(?:(?:[A-ZÅÄÖ]\w+s )?(?:[Oo]rdföranden?|[Ll]edamot(?:en)?|[Ee]rsättaren?) )?(?P<names>{_NAMES})(?:,? med instämmande av (?P<joined>{_NAMES}),?)? "
    r"(?P<deed>yrka(?!t|des|nde)|föreslår|föreslog|instämmer|(?:biträder|ansluter sig"
    r"|stödj?er)(?=[^.\n]{0,80}yrkande)|reserver|(?:anmäl|läm|inläm|avg|inkom|foga"
    r"|begär)\w*[^.\n]{0,60}? (?:reservation|avvikande mening(?!:)))"
)
# «Mot beslutet reserverar sig Anna Ek och Bo Berg», «Reservation lämnas av Anna Ek».
_AGAINST = re.compile(
    rf"(?:Mot [^.\n]{{3,80}}? )?[Rr]eserver(?:ar|ade) sig (?:(?:skriftlig|muntlig)\w* )?(?P<names>{_NAMES})"
    rf"|(?:Skriftlig r|R)eservation\w* [^.\n]{{0,60}}?\b(?:av|från) (?P<noun>{_NAMES})"
)
# «Förslaget ställdes av Anna Ek och Bo Berg».
_PUT = re.compile(
    rf"(?:Förslaget|Yrkandet) (?:(?:är|blev) )?(?:ställdes|lades|framställdes|framfördes|väcktes|lämnades|ställt|lagt|väckt) av (?P<names>{_NAMES})(?![a-zåäö]| ?\()"
)
# Said where the minutes have no section for it: now, and of nobody else.
_DISSENTS = re.compile(r"reserv|avvikande")
_PLAINLY = re.compile(
    r" avvikande mening\Z| yrka\Z| biträder\Z| ansluter sig\Z| stödj?er\Z| reserver\Z|[Rr]eserverar sig "
)
_SAID_WORDS: tuple[str, ...] = tuple(lexicon("persons")["lists"]["said-plainly"])
_SAID_PLAINLY = Sparse("|".join(_SAID_WORDS), *_SAID_WORDS, leads=True)
_DEED_WORDS: tuple[str, ...] = tuple(lexicon("persons")["lists"]["deeds-of-movers"])
_DEEDS = Sparse("|".join(_DEED_WORDS), *_DEED_WORDS, leads=True)

_PROPOSES = re.compile(r" föresl(?:år|og)\Z")  # so in a paragraph of the minutes
_GROUPS = {_ACTING: ("names", "joined"), _AGAINST: ("names", "noun"), _PUT: ("names",)}


def without_party(view: View, sections: tuple[Section, ...]) -> Iterator[FoundPerson]:
    """Those who move or reserve themselves at the beginning of a sentence, their names alone."""
    sentences = view.sentences_at(_DEEDS.within(view.lower).places)
    kinds = {"motion", "reservation", "procedure"}
    if next(_SAID_PLAINLY.within(view.lower).finditer(), None):
        kinds |= {"", "decision"}
    for start, end, stretch in sentences:
        kind = sections[stretch.index].kind
        if kind not in kinds:
            continue
        match = _ACTING.match(view.words, start, end) or _AGAINST.match(view.words, start, end)
        match = match or _PUT.match(view.words, start, end)
        if match is None:
            continue
        plain = _PLAINLY.search(match[0]) or match.re is _PUT
        if kind in ("", "decision") and not plain and not (_PROPOSES.search(match[0]) and view.item(start)):
            continue
        requested = match.re is _PUT or (match.re is _ACTING and not _DISSENTS.search(match["deed"]))
        role = "mover" if requested else "dissenter"
        for group in _GROUPS[match.re]:
            for person in NAME_PATTERN.finditer(view.words, *match.span(group)) if match[group] else ():
                yield FoundPerson(person[0], role, "", None, *person.span(), "name-acting", 0.75)


_RESERVES = pattern("persons", "acts-reserves")
_TOLD = ("background", "proposal", "summary")  # sections that tell what was said before
_WAS = re.compile(r"\b(?:anmäldes?|lämnades?|inlämnades?|avgavs?|begärde|antecknades)\b")
_BORDER = re.compile(r"(?<=[a-zåäö)\d])[.!?] (?=[A-ZÅÄÖ])")


def reserves(view: View, stretch: Stretch, kind: str, start: int) -> bool:
    """Whether the sentence in which a name stands says that those it names hand in a reservation at this meeting."""
    if "reservation" not in view.lower[stretch.start : stretch.end]:
        return False
    borders = [border.end() for border in _BORDER.finditer(view.words, stretch.start, stretch.end)]
    begin = max((at for at in borders if at <= start), default=stretch.start)
    end = min((at for at in borders if at > start), default=stretch.end)
    sentence = view.lower[begin:end]
    return bool(_RESERVES.search(sentence)) and not (kind in _TOLD and _WAS.search(sentence))


_ORDER = r"(?:följande|propositions|besluts|omröstnings|voterings|ajourner|att (?:\w+ ){0,3}?(?:ställ|ajourner|propos))"
_CHAIR = Sparse(
    r"(?<![\w-])(?P<title>(?:(?:[12]:[ea]|förste|andre|första|andra) )?(?:vice )?ordföranden?)(?: \([a-zåäö]{1,4}\))?"
    r"(?: (?:och|samt) [^.\n]{3,60}?| med instämmande av [^.\n]{3,60}?)?"
    rf" (?P<deed>yrka[rd]|instämmer|biträder|föreslår(?! {_ORDER})|föreslog(?! {_ORDER})|reserver)",
    "ordförande",
)


def chairs_acting(view: View, persons: Sequence[FoundPerson]) -> Iterator[FoundPerson]:
    """The chair of the meeting as mover or dissenter, where the roll names one person with that title."""
    for match in _CHAIR.within(view.lower, view.lower).finditer():
        title = match["title"].removesuffix("n")
        holders = {
            one.name: one for one in reversed(persons) if one.start < match.start() and _holds(one, title)
        }
        if len(holders) != 1:
            continue
        role = "dissenter" if match["deed"].startswith("reserv") else "mover"
        start, end = match.span("title")
        (holder,) = holders.values()
        yield replace(holder, role=role, title="", start=start, end=end, rule="chair-acting", confidence=0.75)


_PRONOUN = Sparse(r"(?<![\w-])(?:Han|Hon|Hen) (?:(?:anmäl|läm)\w+ (?:\w+ )?)?reserv", "reserv")


def pronouns_acting(view: View, persons: Sequence[FoundPerson]) -> Iterator[FoundPerson]:
    """Who reserves as «han» or «hon»: the person with whom the sentence before begins, of that paragraph."""
    for match in _PRONOUN.within(view.lower, view.words).finditer():
        line = view.at(match.start()).start
        before = view.words.rfind(". ", line, match.start() - len(". "))
        near = [one for one in persons if max(line, before) <= one.start < match.start()]
        if near:
            start, end = match.span()
            holder = min(near, key=lambda one: one.start)
            yield replace(
                holder,
                role="dissenter",
                title="",
                start=start,
                end=end,
                rule="pronoun-acting",
                confidence=0.7,
            )


def _holds(person: FoundPerson, title: str) -> bool:
    """Whether a person has the title: the chair, or the deputy chair of that order."""
    printed = person.title.lower()
    if role_of(printed or person.role) != role_of(title) and person.role != role_of(title):
        return False
    return title[0].isalpha() or printed.startswith(title[:3])
