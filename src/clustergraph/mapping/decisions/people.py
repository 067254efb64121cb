"""Who moved what was decided, and who reserved themselves against it."""

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from clustergraph.mapping.decisions.authors import SETTLED, answering, authorships, once, told_authors
from clustergraph.mapping.decisions.deciding import PARAGRAPH, FoundDecision
from clustergraph.mapping.decisions.moved_requests import (
    agrees,
    joined_by,
    other_proposal,
    points,
    request_of,
    said_after,
    seconders,
    stems,
    told_before,
)
from clustergraph.mapping.decisions.votes import Vote
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.roles import FoundPerson
from clustergraph.mapping.text.sparse import sparse

_REQUEST = re.compile(r"motion|yrkande|förslag|föresl|begäran|initiativ|tillägg|ändring")
# «Tilläggsyrkandet avslås», and the request that it is about.
_ADDED = re.compile(r"\b(?:tilläggs|ändrings)(?:yrkande|förslag)")
_ADDS = re.compile(r"\btillägg|\bändring")
_THROUGH = sparse("decisions", "people-through")


def with_people(
    decisions: list[FoundDecision], material: Material, persons: Sequence[FoundPerson]
) -> list[FoundDecision]:
    """The decisions with their movers and reservers, where they are clauses of a decision taken, else with who wrote the motion."""
    here = [one for one in decisions if one.here]
    meeting = _Meeting(material, persons) if here else None
    decided: dict[str, list[str]] = {}
    for one in here:
        words = material.view.lower[slice(*one.quote)]
        decided.setdefault(material.view.item(one.quote[0]), []).append(words)
    answered = answering(decisions, material, persons)
    result: list[FoundDecision] = []
    point, last = 0, ""
    for decision in decisions:
        wrote = answered.get(decision.quote) or told_authors(decision, material, persons)
        if meeting is None or not decision.here:
            result.append(replace(decision, movers=wrote) if wrote else decision)
            continue
        item = material.view.item(decision.quote[0])
        point, last = (point + 1 if item == last else 1), item
        matter = meeting.matter(item)
        opposed = [one.person for one in matter.reservers if matter.opposes(one, decided[item], point)]
        against = {one.name for one in opposed}
        added = [one.person for one in matter.adding(decided[item], point)]
        moved = added or _moved(decision, material, matter, point, len(decided[item]) > 1, against)
        result.append(replace(decision, movers=tuple(moved) or wrote, reservers=tuple(opposed)))
    return result


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
    agreeing = [one for one in standing if matter.decisive or agrees(one.request, lower, point)]
    if decision.outcome in SETTLED and "motion" in lower:
        if decision.outcome == "reject":
            # Who moved a motion that is rejected wrote it, and did not ask for its rejection.
            proposing = [one.person for one in agreeing if "bifall" in one.request]
            return once(matter.authors) or proposing or [one.person for one in agreeing]
        # Where some ask for the motion, those who ask for the proposal ask for something else.
        for_motion = [one for one in agreeing if "motion" in one.request and not points(lower)]
        agreeing = for_motion or agreeing
        return [one.person for one in agreeing] or once(matter.authors)
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
        self.asked = asked
        self._asked = [stems(one) for one in asked]
        self._clauses = [stems(one.partition(" att ")[2]) - _COMMON for one in asked]

    def shares(self, decided: Sequence[str], point: int) -> bool:
        """Whether what the person moved has words of one of several points, and of no other (`point`: from 1)."""
        points_of = [stems(one) for one in decided]
        own = points_of.pop(point - 1).difference(*points_of)
        others = set[str]().union(*points_of) - _COMMON
        return any(own & asked and not others & asked for asked in self._clauses)

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
        vote: Vote,
    ) -> None:
        self.movers, self.reservers, self.authors = movers, reservers, authors
        people = [one.person for one in movers]
        for one in movers:
            one.request = request_of(one.person, people, material)
            one.joined = joined_by(one.person, people, material)
        self.standing, self.decisive = self._standing(vote)
        self._adds = vote.adds

    def adding(self, decided: Sequence[str], point: int) -> list[_Acting]:
        """Who asked for the addition that one of the points decided is (their words), where the vote agreed to one."""
        if not self._adds or len(decided) == 1:
            return []
        asking = [one for one in self.standing if "avslag" not in one.request and one.shares(decided, point)]
        beside = " ".join(said for one in asking for said in seconders(one.asked))
        return [
            *asking,
            *(one for one in self.movers if one.person.name.lower() in beside and one not in asking),
        ]

    def opposes(self, reserver: _Acting, decided: Sequence[str], point: int) -> bool:
        """Whether a reservation is against one of the points decided (their words): all, unless it names some or is about one."""
        about = _AGAINST.search(reserver.said)
        if about and about["part"]:  # «… yrkade avslag på höjningen. Hon reserverade sig i den delen.»
            said = " ".join(
                asked for one in self.movers if one.person.name == reserver.person.name for asked in one.asked
            )
        else:
            said = about["about"] or "avslag avslå avslås" if about else ""
        shared = [stems(said) & stems(one) - _COMMON for one in decided]
        if about and sum(map(bool, shared)) == 1:
            return bool(shared[point - 1])
        return _concerns(reserver.said, reserver.told, point)

    def _standing(self, vote: Vote) -> tuple[list[_Acting], bool]:
        """The movers whose request won, with those who join them; all whom no vote sets against others, where none is named.

        With it: whether the vote names them, so that what was decided is what they asked for, whatever its words.
        """
        losing = [one for one in self.movers if vote.lost(one.person.name) or vote.lost_with(one.request)]
        standing = [
            one
            for one in self.movers
            if one not in losing and not any(one.said and lost.said.endswith(one.said) for lost in losing)
        ]
        winning = [one for one in standing if vote.won(one.person.name)]
        if not winning or vote.follows_proposal or any("bifall" in one.request for one in winning):
            return standing, False
        joining = [one for one in standing if any(one.joined is each.person for each in winning)]
        return [*winning, *joining], True


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
            if one.role == "mover" and not _noted(one, material):
                self._movers.setdefault(_item(one, material), []).append(one)
            if one.role == "dissenter" and not _favoured(one, material):
                self._reservers.setdefault(_item(one, material), []).append(one)
        by_name = {one.name: one for one in reversed(persons)}
        for match in _THROUGH.within(view.lower, view.words).finditer():
            reservers = self._reservers.setdefault(view.item(match.start()), [])
            known = {one.name for one in reservers}
            who = match["who"] or match["those"] or match["members"]
            told = [one for name, one in by_name.items() if name in who and name not in known]
            begins = [view.words.find(one.name, match.start()) for one in told]
            reservers += [
                replace(one, start=at, end=at + len(one.name)) for one, at in zip(told, begins, strict=True)
            ]
        for at, one in authorships(by_name, material):
            self._authors.setdefault(view.item(at), []).append(one)
        self._votes = {item: Vote(told) for item, told in self._procedures().items()}
        for item, vote in self._votes.items():
            known = {one.name for one in self._movers[item]}
            self._movers[item] += [
                one for name, one in by_name.items() if name not in known and vote.won(name)
            ]
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
                self._votes.get(item, Vote("")),
            )
        return self._matters[item]

    def _procedures(self) -> dict[str, str]:
        """What is told of how requests are put to the vote, by the paragraph of the minutes that has some; also below a page's end."""
        view, found, before = self._material.view, dict[str, str](), ""
        for stretch in view.stretches if self._movers else ():
            kind, item = self._material.sections[stretch.index].kind, view.item(stretch.start)
            before = kind or before
            if before == "procedure" and item in self._movers:
                found[item] = f"{found.get(item, '')} {view.lower[stretch.start : stretch.end]}"
        return found

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
        """Where each name stands before the verb of a sentence of a section of requests, and what follows, by paragraph and name."""
        view, found = self._material.view, dict[tuple[str, str], list[tuple[int, str]]]()
        longest = max(map(len, names), default=0)
        for start, end, stretch in view.sentences if names else ():
            kind = self._material.sections[stretch.index].kind
            moves = _MOVES if kind == "motion" else _DEMANDS
            verb = moves.search(view.lower, start, end) if kind != "reservation" else None
            if verb is None and kind != "motion":
                continue
            subject = view.lower[start : verb.start() if verb else start + longest]
            for name in (one for one in names if one in subject):
                at = view.lower.find(name, start)
                found.setdefault((view.item(start), name), []).append(
                    (at, view.lower[at + len(name) : stretch.end])
                )
        return found


_People = list[FoundPerson]
_DEMANDS = re.compile(r"\byrka(?:r|(?:de|t) (?:på )?(?:bifall|avslag|återremiss|bordl))\b")
_MOVES = re.compile(r"\b(?:yrka|föresl|instäm|biträ|anslut|ställ|stöd|tillstyrk|begär|lämna|bifall|avslag)")
# «… reserverar sig mot beslutet om båtplatser», «mot avslaget», «i den delen»
_AGAINST = re.compile(
    r"\bmot (?:beslutet|beslut|att|den delen?) (?:om|att|rörande|gällande|avseende|(?:vad|såvitt) (?:gäller|avser)|i den del(?:en)?,? som (?:rör|avser|gäller)) (?P<about>[^.;]+?)(?= till förmån|[.;]|\Z)"
    r"|\bmot avslaget\b|\b(?P<part>i (?:den|denna) del(?:en)?)\b"
)
# Points that only put something on record: «Det särskilda yttrandet läggs till protokollet».
_OF_RECORD = re.compile(r"\b(?:särskilda? yttrande\w*|protokollsanteckning\w*|reservation\w*)\b")


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


def _noted(person: FoundPerson, material: Material) -> bool:
    """Whether what a person seconds is only noted in the record, beside the decision."""
    return material.sections[material.view.at(person.start).index].kind == "reservation"


def _favoured(person: FoundPerson, material: Material) -> bool:
    """Whether a reservation only names a person as the one whose request it favours."""
    return material.view.lower.endswith("till förmån för ", 0, person.start)


def _concerns(said: str, told: str, point: int) -> bool:
    """Whether a reservation is against a decision: against all unless it names points."""
    if re.match(r"[^.]{0,12}deltar (?:inte|ej)", said):
        return False
    named = points(said) or points(told)
    return not named or point in named
