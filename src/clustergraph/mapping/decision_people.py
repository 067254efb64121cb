"""Who moved what was decided, and who reserved themselves against it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from clustergraph.mapping.deciding import FoundDecision
from clustergraph.mapping.material import Material
from clustergraph.mapping.roles import FoundPerson

_REQUEST = re.compile(r"motion|yrkande|förslag|begäran|initiativ")
_WORD = re.compile(r"\w{4,}")


def with_people(
    decisions: list[FoundDecision], material: Material, persons: Sequence[FoundPerson]
) -> list[FoundDecision]:
    """The decisions with their movers and reservers, where they are clauses of a decision taken."""
    movers = [one for one in persons if one.role == "mover"]
    reservers = [one for one in persons if one.role == "dissenter"]
    result = []
    for decision in decisions:
        if not _here(decision):
            result.append(decision)
            continue
        words = material.view.words[slice(*decision.quote)]
        about = _REQUEST.search(words.lower())
        named = tuple(one for one in movers if about and (one.name in words or one.name + "s" in words))
        asking = tuple(one for one in movers if _asks(one, words, material))
        approving = tuple(one for one in movers if _approves(one, material))
        against = tuple(one for one in reservers if _concerns(one, decision, material, decisions))
        result.append(replace(decision, movers=named or asking or approving, reservers=against))
    return result


def _here(decision: FoundDecision) -> bool:
    """Whether a decision was taken at this meeting, a proposal of the meeting to a higher body among them."""
    return decision.rule == "clause-of-decision" or (
        decision.own_date and decision.rule == "clause-of-proposal"
    )


def _approves(person: FoundPerson, material: Material) -> bool:
    """Whether a motion asks for approval of the proposal before the meeting."""
    end = material.view.lower.find(".", person.end)
    said = material.view.lower[person.end : end if end > 0 else person.end + 200]
    said = said.split("\n")[0]
    return "bifall" in said and not re.search(
        r"avslag|återremiss|tillägg|eget yrkande|till motionen|till medborgarförslaget|sitt yrkande|eget förslag",
        said,
    )


def _asks(person: FoundPerson, decided: str, material: Material) -> bool:
    """Whether what a person moved is what was decided, by most of the words of the decision."""
    stretch = material.view.at(person.start)
    asked = set(_WORD.findall(material.view.lower[person.end : stretch.end]))
    words = set(_WORD.findall(decided.lower()))
    return len(words) > 3 and len(words & asked) > 0.6 * len(words)


def _concerns(
    person: FoundPerson, decision: FoundDecision, material: Material, decisions: list[FoundDecision]
) -> bool:
    """Whether a reservation is against this decision: all of them unless it names a point."""
    said = material.view.lower[person.end : person.end + 160].split("\n")[0]
    if re.match(r"[^.]{0,12}deltar (?:inte|ej)", said):
        return False
    point = re.search(r"(?:punkt|beslutssats|att-sats) (\d+)", said)
    if not point:
        return True
    taken = [one for one in decisions if _here(one)]
    return taken.index(decision) + 1 == int(point[1])
