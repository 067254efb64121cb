"""Who moved what was decided, and who reserved themselves against it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from clustergraph.mapping.deciding import PARAGRAPH, FoundDecision
from clustergraph.mapping.divided_motions import against, asks_for, names_part, points
from clustergraph.mapping.material import Material
from clustergraph.mapping.moved_requests import agrees, joined_by, request_of, said_after, told_before
from clustergraph.mapping.roles import FoundPerson
from clustergraph.mapping.sparse import Sparse

_REQUEST = re.compile(r"motion|yrkande|förslag|begäran|initiativ|tillägg")
# «Tilläggsyrkandet avslås», and the request that it is about.
_ADDED = re.compile(r"\b(?:tilläggs|ändrings)(?:yrkande|förslag)")
_ADDS = re.compile(r"\btillägg|\bändring")
_WORD = re.compile(r"\w{4,}")
_AUTHOR_AFTER = re.compile(
    r"(?: \([^()\n]+\))?(?: m\.? ?fl\.?)?[^.\n]{0,60}?\b(?:i en motion|i motion\w*|i sin motion|lämna(?:t|de) (?:den [^.\n]{5,20} )?(?:in )?(?:en|följande) motion"
    r"|(?:väckt|väckte|inkom(?:mit)? med|inlämnat|ingett|ställt) (?:en |följande )?motion|(?:har )?motionera[rt]|motionerade)\b"
)
_OTHERS = r"(?:(?:(?! (?:om|angående|gällande|att|som|yrkar) )[^.:\n]){3,60}(?:,| och| samt) )?"  # who stands before the name
_AUTHOR_BEFORE = re.compile(
    rf"\bmotion(?:en)? (?:\([^()\n]{{3,25}}\) |(?:(?:är|har|blev) )?(?:(?:in)?lämnad |väckt |väckts |väcktes |ställd |skriven |inkommen ))?(?:från|av) {_OTHERS}$|\bmotion(?:ären|ärerna|sställaren|sställarna) {_OTHERS}$"
    rf"|\bi (?:en |sin )?motion(?:en)?\b[^.\n]{{0,80}} (?:föreslår|föreslog|yrkar|vill|anför|skriver|har|hade) {_OTHERS}$"
)
_THROUGH = Sparse(
    r"\breserv[^.\n]{0,100}?\bgenom (?P<who>[^.\n]{3,80})|\bgenom (?P<those>[^.\n]{3,80}?) (?:reserv|(?:anmäl|inläm|läm|avge)\w* [^.\n]{0,30}\breserv)",
    "reserv",
    "genom ",
    leads=True,
    flags=re.IGNORECASE,
)
_SETTLED = ("approve", "reject", "declare-answered")  # a motion that is answered, not one that is prepared


def with_people(
    decisions: list[FoundDecision], material: Material, persons: Sequence[FoundPerson]
) -> list[FoundDecision]:
    """The decisions with their movers and reservers, where they are clauses of a decision taken."""
    result: list[FoundDecision] = []
    movers, reservers, authors = _acting(material, persons, "")
    point, last = 0, ""
    settled = {
        (material.view.item(one.quote[0]), one.outcome)
        for one in decisions
        if _here(one) and _on_motion(one, material)
    }
    items = [item for item, _ in settled]
    divided = {item for item in items if items.count(item) > 1}
    answering = _answering(decisions, material, persons)
    for decision in decisions:
        if not _here(decision):
            wrote = answering.get(decision.quote)
            result.append(replace(decision, movers=wrote) if wrote else decision)
            continue
        item = material.view.item(decision.quote[0])
        if item != last:
            movers, reservers, authors = _acting(material, persons, item)
            point, last = 0, item
        point += 1
        words = material.view.words[slice(*decision.quote)]
        about = _REQUEST.search(words.lower())
        named = tuple(one for one in movers if about and (one.name in words or one.name + "s" in words))
        asking = tuple(one for one in movers if _asks(one, movers, decision, material))
        asking = asking or tuple(one for one in movers if _carried(said_after(one, material), words.lower()))
        asking += tuple(
            one for one in movers if joined_by(one, movers, material) in asking and one not in asking
        )
        agreeing = tuple(
            one for one in movers if agrees(request_of(one, movers, material), words.lower(), point)
        )
        if decision.outcome in _SETTLED and "motion" in words.lower():
            # Who moved a motion that is rejected wrote it, and did not ask for its rejection.
            proposing = tuple(one for one in agreeing if "bifall" in request_of(one, movers, material))
            agreeing = (agreeing if decision.outcome != "reject" else proposing) or _once(authors) or agreeing
        opposed = tuple(
            one
            for one in reservers
            if _concerns(said_after(one, material), told_before(one, material), point)
        )
        adding = tuple(one for one in movers if _ADDS.search(said_after(one, material)))
        if adding and _ADDED.search(words.lower()):
            named = adding
        if item in divided and _on_motion(decision, material):
            part = (decision.outcome or "", words.lower(), point)
            named = asking = ()
            agreeing = tuple(one for one in movers if asks_for(request_of(one, movers, material), *part))
            if decision.outcome == "reject" and authors:
                # Who wrote the motion moved what is rejected, unless somebody asks for the rejection of this part alone.
                agreeing = tuple(one for one in agreeing if names_part(request_of(one, movers, material)))
            agreeing = agreeing or _once(authors)
            opposed = tuple(one for one in reservers if against(_against_what(one, material), *part))
        result.append(replace(decision, movers=named or asking or agreeing, reservers=opposed))
    return result


_People = list[FoundPerson]


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
    authors = [(at, one) for one in persons for at in _authorships(one, material, "")]
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


def _acting(
    material: Material, persons: Sequence[FoundPerson], item: str
) -> tuple[_People, _People, _People]:
    """Those who moved something, reserved themselves or wrote the motion in one paragraph of the minutes."""
    view = material.view
    acting = [one for one in persons if _item(one, material) == item]
    movers = [one for one in acting if one.role == "mover"]
    reservers = [one for one in acting if one.role == "dissenter" and not _favoured(one, material)]
    reserved = _THROUGH.within(view.lower, view.words).finditer()
    through = " ".join(
        match["who"] or match["those"] for match in reserved if view.item(match.start()) == item
    )
    known = {one.name for one in reservers}
    for one in persons:
        if one.name in through and one.name not in known:
            known.add(one.name)
            reservers.append(one)
    return movers, reservers, [one for one in persons if next(_authorships(one, material, item), -1) >= 0]


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


def _against_what(person: FoundPerson, material: Material) -> str:
    """What a reservation is against: «mot punkt 2» after the name, «Mot beslutet att …» before it."""
    said = said_after(person, material)
    if points(said) or " mot " in said:
        return said
    return told_before(person, material) + said


def _favoured(person: FoundPerson, material: Material) -> bool:
    """Whether a reservation only names a person as the one whose request it favours."""
    return material.view.lower.endswith("till förmån för ", 0, person.start)


def _authorships(person: FoundPerson, material: Material, item: str) -> Iterator[int]:
    """Where a paragraph of the minutes says that a person wrote the motion."""
    lower, name = material.view.lower, person.name.lower()
    at = lower.find(name) if "motion" in lower else -1
    while at >= 0:
        end = at + len(name)
        if material.view.item(at) == item and (
            _AUTHOR_AFTER.match(lower, end) or _AUTHOR_BEFORE.search(lower[max(0, at - 160) : at])
        ):
            yield at
        at = lower.find(name, end)


def _carried(said: str, decided: str) -> bool:
    """Whether what is asked for as an addition stands in the decision: «… med tillägget att turerna ska bli fler»."""
    asked = set(_WORD.findall(said.partition(" att ")[2])) if _ADDS.search(said) else set()
    return bool(asked) and len(asked & set(_WORD.findall(decided))) > 0.6 * len(asked)


def _asks(
    person: FoundPerson, movers: Sequence[FoundPerson], decision: FoundDecision, material: Material
) -> bool:
    """Whether what a person moved, in one of several requests, is what was decided, by most of the words of the decision."""
    words = set(_WORD.findall(material.view.lower[slice(*decision.quote)]))
    words -= set(_WORD.findall(decision.body.name.lower())) if decision.body else set()
    needed = 0.6 * len(words) if len(words) > 2 else 1.5  # «Taxan antas»: both its words
    return any(
        len(words & set(_WORD.findall(asked))) > needed for asked in _requests(person, movers, material)
    )


def _requests(person: FoundPerson, movers: Sequence[FoundPerson], material: Material) -> Iterator[str]:
    """What the text says after the name of a mover, there and in the other requests of the same paragraph."""
    view = material.view
    end = view.at(person.start).end
    # The next sentence can go on with the request, unless another person begins it.
    others = (one.start for one in movers if person.end < one.start < end)
    yield view.lower[
        person.end : next((at for at in sorted(others) if view.lower.endswith(". ", 0, at)), end)
    ]
    for match in re.finditer(re.escape(person.name.lower()), view.lower):
        stretch = view.at(match.start())
        begins = match.start() == stretch.start or view.lower.endswith(". ", 0, match.start())
        moved = begins and material.sections[stretch.index].kind == "motion"
        if moved and match.start() != person.start and view.item(match.start()) == _item(person, material):
            yield view.lower[match.end() : stretch.end]


def _concerns(said: str, told: str, point: int) -> bool:
    """Whether a reservation is against a decision: against all unless it names points."""
    if re.match(r"[^.]{0,12}deltar (?:inte|ej)", said):
        return False
    named = points(said) or points(told)
    return not named or point in named
