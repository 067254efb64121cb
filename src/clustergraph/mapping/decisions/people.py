"""Who moved what was decided, and who reserved themselves against it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from clustergraph.mapping.decisions.deciding import PARAGRAPH, FoundDecision
from clustergraph.mapping.decisions.moved_requests import (
    agrees,
    joined_by,
    lost,
    other_proposal,
    request_of,
    said_after,
    told_before,
)
from clustergraph.mapping.decisions.points import points, stems
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.roles import FoundPerson
from clustergraph.mapping.text.sparse import Sparse

_REQUEST = re.compile(r"motion|yrkande|förslag|föresl|begäran|initiativ|tillägg|ändring")
# «Tilläggsyrkandet avslås», and the request that it is about.
_ADDED = re.compile(r"\b(?:tilläggs|ändrings)(?:yrkande|förslag)")
_ADDS = re.compile(r"\btillägg|\bändring")
_AUTHOR_AFTER = re.compile(
    r"(?: \([^()\n]+\))?(?: m\.? ?fl\.?)?[^.\n]{0,60}?\b(?:i en motion|i motion\w*|i sin motion|(?:har "
    r"|hade )?(?:lämna(?:t|de)|väckt|väckte|inkom(?:mit)?|inlämna(?:t|de)|ingett|ställt|ställde|skrivit"
    r"|skrev)(?: den [^.\n]{5,20}| \d[\d-]{9}| i [a-zåäö]+(?: \d{4})?)? (?:in |med )?(?:en |följande |den )?motion(?:en)?"
    r"|(?:har )?motionera[rt]|motionerade)\b"
)
_OTHERS = r"(?:(?:(?! (?:om|angående|gällande|att|som|yrkar) )[^.:\n]){3,60}(?:,| och| samt|s ombud| ombud) )?"  # who stands before the name
_AUTHOR_BEFORE = re.compile(
    rf"\bmotion(?:en)?,? (?:\([^()\n]{{3,25}}\) |(?:nr |nummer )?\d[\d/:.]* |(?:(?:är|har|blev) )?(?:(?:in)?lämnad |väckt |väckts |väcktes "
    rf"|ställd |skriven |inkommen ))?(?:från|av) {_OTHERS}$|\bmotion(?:ären|ärerna|sställaren"
    rf"|sställarna) {_OTHERS}$"
    rf"|\bi (?:en |sin )?motion(?:en)?\b[^.\n]{{0,80}} (?:föreslår|föreslog|yrkar|vill|anför|skriver|har|hade) {_OTHERS}$"
)
_THROUGH = Sparse(
    r"\breserv[^.\n]{0,100}?\bgenom (?P<who>[^.\n]{3,80})|\bgenom (?P<those>[^.\n]{3,80}?) (?:reserv|(?:anmäl|inläm|läm|avge)\w* [^.\n]{0,30}\breserv)"
    r"|\bledamöter(?:na)? (?P<members>[^.\n]{3,80}?) reserv",
    "reserv",
    "genom ",
    "ledamöter",
    leads=True,
    flags=re.IGNORECASE,
)
_SETTLED = ("approve", "reject", "declare-answered")  # a motion that is answered, not one that is prepared


def with_people(
    decisions: list[FoundDecision], material: Material, persons: Sequence[FoundPerson]
) -> list[FoundDecision]:
    """The decisions with their movers and reservers, where they are clauses of a decision taken, else with who wrote the motion."""
    here = [one for one in decisions if _here(one)] or _opposed_proposals(decisions, material, persons)
    items = [material.view.item(one.quote[0]) for one in here]
    meeting = _Meeting(material, persons) if here else None
    several = {item for item, count in Counter(items).items() if count > 1}
    answering = _answering(decisions, material, persons)
    result: list[FoundDecision] = []
    point, last = 0, ""
    for decision in decisions:
        wrote = answering.get(decision.quote) or _told_authors(decision, material, persons)
        if meeting is None or decision not in here:
            result.append(replace(decision, movers=wrote) if wrote else decision)
            continue
        item = material.view.item(decision.quote[0])
        point, last = (point + 1 if item == last else 1), item
        matter = meeting.matter(item)
        opposed = [one.person for one in matter.reservers if _concerns(one.said, one.told, point)]
        moved = _moved(decision, material, matter, point, item in several, {one.name for one in opposed})
        result.append(replace(decision, movers=tuple(moved) or wrote, reservers=tuple(opposed)))
    return result


def _opposed_proposals(
    decisions: Sequence[FoundDecision], material: Material, persons: Sequence[FoundPerson]
) -> list[FoundDecision]:
    """The proposals of a board to a council that say beside them who is against: «Anna Ek (S) reserverar sig»."""
    view = material.view
    against = {view.at(one.start).index for one in persons if one.role == "dissenter"}
    return [
        one
        for one in decisions
        if one.rule == "clause-of-proposal"
        and not against.isdisjoint(range(at := view.at(one.quote[0]).index, at + _NEAR))
    ]


_NEAR = 4  # blocks: the points of a proposal and the lines after them


def _moved(
    decision: FoundDecision,
    material: Material,
    matter: "_Matter",
    point: int,
    among_others: bool,
    against: Set[str],
) -> Sequence[FoundPerson]:
    """Who moved a decision: named in it, asked for it in words, joined one who did, or moved the proposal.

    Who is recorded against it (`against`, names) has not moved the proposal.
    """
    words = material.view.words[slice(*decision.quote)]
    lower = words.lower()
    about = _REQUEST.search(lower)
    named = [one for one in matter.movers if about and one.person.name in words]
    if _ADDED.search(lower):
        named = [one for one in matter.movers if _ADDS.search(one.said)] or named
    chosen = named or [one for one in matter.standing if one.asks(decision, material)]
    if chosen:
        chosen += [
            one
            for one in matter.standing
            if one not in chosen and any(one.joined is c.person for c in chosen)
        ]
        return [one.person for one in chosen]
    if among_others and _OF_RECORD.search(lower):
        return []
    standing = [one for one in matter.standing if one.person.name not in against]
    agreeing = [one for one in standing if agrees(one.request, lower, point)]
    if decision.outcome in _SETTLED and "motion" in lower:
        if decision.outcome == "reject":
            # Who moved a motion that is rejected wrote it, and did not ask for its rejection.
            proposing = [one.person for one in agreeing if "bifall" in one.request]
            return _once(matter.authors) or proposing or [one.person for one in agreeing]
        return [one.person for one in agreeing] or _once(matter.authors)
    return [one.person for one in agreeing]


# What a request says beside what is to be decided: «… att nämnden beslutar att …».
_COMMON = frozenset(stems("nämnden styrelsen fullmäktige kommunfullmäktige kommunstyrelsen besluta beslutar"))


class _Acting:
    """A person who moves something or reserves themselves in a paragraph of the minutes, and what the text says of it."""

    def __init__(self, person: FoundPerson, material: Material, asked: Sequence[str]) -> None:
        self.person = person
        self.said, self.told = said_after(person, material), told_before(person, material)
        # of a mover: see `_Matter`
        self.request = self.said
        self.joined: FoundPerson | None = None
        self._asked = [stems(one) for one in asked]
        self._clauses = [stems(one.partition(" att ")[2]) - _COMMON for one in asked]

    def asks(self, decision: FoundDecision, material: Material) -> bool:
        """Whether what the person moved is what was decided, by most of the words of the decision."""
        words = stems(material.view.lower[slice(*decision.quote)])
        if other_proposal(self.said, material.view.lower[slice(*decision.quote)]):
            return False
        words -= stems(decision.body.name.lower()) if decision.body else set()
        needed = 0.6 * len(words) if len(words) > 2 else 1.5  # «Taxan antas»: both its words
        within = any(len(asked) > 1 and asked <= words for asked in self._clauses)
        return within or any(len(words & asked) > needed for asked in self._asked)


class _Matter:
    """Who acts in one paragraph of the minutes."""

    def __init__(
        self,
        movers: Sequence[_Acting],
        reservers: Sequence[_Acting],
        authors: Sequence[FoundPerson],
        material: Material,
        procedure: str,
    ) -> None:
        self.movers, self.reservers, self.authors = movers, reservers, authors
        self.standing = [one for one in movers if not lost(one.person, procedure)]
        people = [one.person for one in movers]
        for one in movers:
            one.request = request_of(one.person, people, material)
            one.joined = joined_by(one.person, people, material)


class _Meeting:
    """Who acts in each paragraph of the minutes."""

    def __init__(self, material: Material, persons: Sequence[FoundPerson]) -> None:
        view = material.view
        self._material = material
        self._matters: dict[str, _Matter] = {}
        self._movers: dict[str, _People] = {}
        self._reservers: dict[str, _People] = {}
        self._authors: dict[str, _People] = {}
        for one in persons:
            if one.role == "mover":
                self._movers.setdefault(_item(one, material), []).append(one)
            if one.role == "dissenter" and not _favoured(one, material):
                self._reservers.setdefault(_item(one, material), []).append(one)
        by_name = {one.name: one for one in reversed(persons)}
        for match in _THROUGH.within(view.lower, view.words).finditer():
            reservers = self._reservers.setdefault(view.item(match.start()), [])
            known = {one.name for one in reservers}
            who = match["who"] or match["those"] or match["members"]
            reservers += [one for name, one in by_name.items() if name in who and name not in known]
        for at, one in _authorships(by_name, material):
            self._authors.setdefault(view.item(at), []).append(one)
        self._procedures: dict[str, str] = {}
        for stretch in view.stretches if self._movers else ():
            if material.sections[stretch.index].kind == "procedure":
                item = view.item(stretch.start)
                told = view.lower[stretch.start : stretch.end]
                self._procedures[item] = f"{self._procedures.get(item, '')} {told}"
        self._asked = self._requests({one.name.lower() for ones in self._movers.values() for one in ones})

    def matter(self, item: str) -> _Matter:
        """Those who act in one paragraph."""
        if item not in self._matters:
            movers = [self._asking(one, item) for one in self._movers.get(item, [])]
            reservers = self._reservers.get(item, [])
            self._matters[item] = _Matter(
                [_Acting(one, self._material, self._asked_by(one, movers, item)) for one in movers],
                [_Acting(one, self._material, ()) for one in reservers],
                self._authors.get(item, []),
                self._material,
                self._procedures.get(item, ""),
            )
        return self._matters[item]

    def _asking(self, person: FoundPerson, item: str) -> FoundPerson:
        """A mover where they ask, if they stand first in what is told of the matter: «Eva Lund (S) yrkade i en motion …»."""
        told = self._material.sections[self._material.view.at(person.start).index].kind != "motion"
        asked = self._asked.get((item, person.name.lower())) if told else None
        return replace(person, start=asked[0][0], end=asked[0][0] + len(person.name)) if asked else person

    def _asked_by(self, person: FoundPerson, movers: Sequence[FoundPerson], item: str) -> list[str]:
        """What the text says after the name of a mover, there and in the other requests of the same paragraph."""
        view = self._material.view
        end = view.at(person.start).end
        # The next sentence can go on with the request, unless another person begins it.
        others = sorted(one.start for one in movers if person.end < one.start < end)
        stop = next((at for at in others if view.lower.endswith(". ", 0, at)), end)
        others_of = self._asked.get((item, person.name.lower()), ())
        return [view.lower[person.end : stop], *(said for at, said in others_of if at != person.start)]

    def _requests(self, names: set[str]) -> dict[tuple[str, str], list[tuple[int, str]]]:
        """Where each name begins a sentence of a section of requests, and what follows, by paragraph and name."""
        view, found = self._material.view, dict[tuple[str, str], list[tuple[int, str]]]()
        longest = max((name.count(" ") for name in names), default=0) + 1
        for start, end, stretch in view.sentences if names else ():
            if self._material.sections[stretch.index].kind != "motion":
                continue
            begins = view.lower[start:end].split(" ", longest)[:longest]
            name = next(
                (n for count in range(longest, 1, -1) if (n := " ".join(begins[:count])) in names), ""
            )
            if name:
                said = view.lower[start + len(name) : stretch.end]
                found.setdefault((view.item(start), name), []).append((start, said))
        return found


_People = list[FoundPerson]
# Points that only put something on record: «Det särskilda yttrandet läggs till protokollet».
_OF_RECORD = re.compile(r"\b(?:särskilda? yttrande\w*|protokollsanteckning\w*|reservation\w*)\b")


# «… avslog den 2 maj 2023, § 9, en motion av …», «Motionen av … bifölls»
_MOTION_SETTLED = re.compile(
    r"\b(?:avsl(?:og|å)|bif(?:öll|all)|besvara|behandla|antog)[^.]{0,90}\bmotion|\bmotion[^.]{0,120}\b(?:avsl(?:og|å)|bif(?:öll|all)|besvara)"
    r"|\bmed anledning av (?:en |två |tre )?motion"
)


def _told_authors(
    decision: FoundDecision, material: Material, persons: Sequence[FoundPerson]
) -> tuple[FoundPerson, ...]:
    """Who wrote the motion that an earlier decision was about: «Fullmäktige avslog 2023-05-02, § 9, en motion av Anna Ek (C)»."""
    lower = material.view.lower[slice(*decision.quote)] if decision.rule == "decision-mentioned" else ""
    if not _MOTION_SETTLED.search(lower):
        return ()
    return tuple(
        one
        for one in {one.name: one for one in reversed(persons)}.values()
        if (at := lower.find(one.name.lower())) >= 0 and _AUTHOR_BEFORE.search(lower, max(0, at - 160), at)
    )


def _answering(
    decisions: Sequence[FoundDecision], material: Material, persons: Sequence[FoundPerson]
) -> dict[tuple[int, int], tuple[FoundPerson, ...]]:
    """Who wrote the motions that proposals outside minutes answer, by the quote of each proposal.

    An agenda has several motions, each told before its proposal; a memo has one, told anywhere.
    """
    quotes = sorted(
        one.quote
        for one in decisions
        if one.rule == "clause-of-proposal"
        and not _here(one)
        and not material.view.item(one.quote[0])
        and _on_motion(one, material)
    )
    if not quotes:
        return {}
    by_name = {one.name: one for one in reversed(persons)}
    authors = list(_authorships(by_name, material))
    begins = [0, *(end for _, end in quotes[:-1])]
    before = [
        _once([one for at, one in authors if begin <= at < quote[0]])
        for begin, quote in zip(begins, quotes, strict=True)
    ]
    if sum(map(bool, before)) < _SEVERAL:
        return dict.fromkeys(quotes, _once([one for _, one in authors]))
    for index in range(1, len(before)):
        before[index] = before[index] or before[index - 1]  # another point of the same motion
    return dict(zip(quotes, before, strict=True))


_SEVERAL = 2  # proposals with an author before each


def _item(person: FoundPerson, material: Material) -> str:
    """The paragraph of the minutes that a person acts in: that named on the line, else where it stands."""
    view = material.view
    stretch = view.at(person.start)
    heading = material.sections[stretch.index].heading
    for line in (stretch, heading) if heading else (stretch,):
        for match in PARAGRAPH.finditer(view.words, line.start, line.end):
            number = "".join(match[0].split())
            if number in view.items:
                return number
    return view.item(person.start)


def _once(people: Sequence[FoundPerson]) -> tuple[FoundPerson, ...]:
    """Each of the people once, whatever roles they have."""
    return tuple({one.name: one for one in reversed(people)}.values())[::-1]


def _here(decision: FoundDecision) -> bool:
    """Whether a decision was taken at this meeting, a proposal of the meeting to a higher body among them."""
    return decision.rule == "clause-of-decision" or (
        decision.own_date and decision.rule == "clause-of-proposal"
    )


def _on_motion(decision: FoundDecision, material: Material) -> bool:
    """Whether a decision settles a motion or a part of it."""
    return decision.outcome in _SETTLED and "motion" in material.view.lower[slice(*decision.quote)]


def _favoured(person: FoundPerson, material: Material) -> bool:
    """Whether a reservation only names a person as the one whose request it favours."""
    return material.view.lower.endswith("till förmån för ", 0, person.start)


def _authorships(by_name: Mapping[str, FoundPerson], material: Material) -> Iterator[tuple[int, FoundPerson]]:
    """Where the text says that a person wrote a motion, and who: names beside the word alone are looked at."""
    lower = material.view.lower
    firsts: dict[str, list[tuple[str, FoundPerson]]] = {}
    for name, one in by_name.items():
        firsts.setdefault(name.partition(" ")[0].lower(), []).append((name.lower(), one))
    read = 0
    motion = lower.find("motion")
    while motion >= 0:
        begin, end = max(read, motion - _BESIDE), motion + _BESIDE
        end = max(lower.find(" ", end), end)  # no name is cut
        for word in _NAME_WORD.finditer(lower, begin, end):
            for name, one in firsts.get(word[0], ()):
                at = word.start()
                if lower.startswith(name, at) and (
                    _AUTHOR_AFTER.match(lower, at + len(name))
                    or _AUTHOR_BEFORE.search(lower[max(0, at - _BESIDE) : at])
                ):
                    yield at, one
        read, motion = end, lower.find("motion", motion + 1)


_NAME_WORD = re.compile(r"(?<![\w-])[\w-]+")
_BESIDE = 160  # characters between the name and the word


def _concerns(said: str, told: str, point: int) -> bool:
    """Whether a reservation is against a decision: against all unless it names points."""
    if re.match(r"[^.]{0,12}deltar (?:inte|ej)", said):
        return False
    named = points(said) or points(told)
    return not named or point in named
