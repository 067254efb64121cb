"""What a mover asks for: by the words after the name or before it, or by whose request is seconded; and of which points."""

import re
from collections.abc import Sequence

from clustergraph.mapping.people.acts import PUT_BY
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.roles import FoundPerson
from clustergraph.mapping.text.vocabulary import pattern

_POINTS = pattern("decisions", "moved-requests-points")
_ORDINALS = ("första", "andra", "tredje", "fjärde", "femte")
SEGMENTS = pattern("decisions", "moved-requests-segments")
_WORD = re.compile(r"\w{4,}")
_STEM = 7  # letters by which two forms of a word are taken for one


def points(said: str) -> set[int]:
    """The numbers of the points that words name; empty where they name none."""
    found: set[int] = set()
    for match in _POINTS.finditer(said):
        if match["ordinal"]:
            found.add(_ORDINALS.index(match["ordinal"]) + 1)
            continue
        for first, last in re.findall(r"(\d+)(?:[–-](\d+))?", match["numbers"]):
            found.update(range(int(first), int(last or first) + 1))
    return found


def stems(words: str) -> set[str]:
    """The beginnings of the longer words of a phrase, by which it is compared with another: «antas» asks for «anta»."""
    return {word.removesuffix("s")[:_STEM] for word in _WORD.findall(words)}


_DELAYS = (re.compile(r"\båterremi\w+"), re.compile(r"\bbordl[aä]\w+|\buppskj\w+"))
_JOINS = pattern("decisions", "moved-requests-joins")
# «Bifall till förslaget: Eva Lund (S), Bo Ek (M)»
_HEADED = re.compile(r"(?:yrkar )?(?:bifall|avslag|\w*återremiss|bordläggning)\b[^:]{0,80}: ")
_SECONDED = pattern("decisions", "moved-requests-seconded")
_WHOSE = pattern("decisions", "moved-requests-whose")
_ASKS = re.compile(r"\b(?:yrka[rd]\w*|bifall|avslag|\w*återremiss|bordläggning)\b")
_PROPOSAL = re.compile(r"\b\w*förslag|\bordföranden|\byttrande")  # «instämmer i förvaltningens förslag»
_TODAY = pattern("decisions", "moved-requests-today")
_AS_PROPOSED = pattern("decisions", "moved-requests-as-proposed")
_WHOSE_PROPOSAL = re.compile(r"\benligt ([\w-]{4,}s) (?:\w+ )?\w*förslag\b")
_BARE = re.compile(r"\bbifall(?! till|a)")
_REJECTED = re.compile(r"\bavsl(?:og|ogs|ås|å|år)\b")
_REJECTION = re.compile(r"\bavsl(?:ag|å|ås|år|og|ogs)\b|\bnej till\b")
_ASKED = pattern("decisions", "moved-requests-asked")
_GRANTED = re.compile(r"\b(?:bevilj|bifall|biföll|medge|godkän|tillstyrk|lämna|ges\b)")
_REFUSED = re.compile(r"\b(?:avsl\w+|avstyrk\w+|inte|ej)\b")
_OTHER = pattern("decisions", "moved-requests-other")


def request_of(person: FoundPerson, movers: Sequence[FoundPerson], material: Material) -> str:
    """What a person asks for; who joins another asks for what that one does, or for the proposal."""
    said = said_after(person, material)
    joined = joined_by(person, movers, material)
    if joined:
        return request_of(joined, (), material)
    before = told_before(person, material)
    if PUT_BY.search(before):
        asked = _ASKS.search(before)  # «Avslag yrkas av Eva Lund (S)»
        return f"{said} {asked[0] if asked else 'bifall'}"
    headed = None if _ASKS.search(said) else _HEADED.match(before)
    if headed:
        return headed[0]
    if _BARE_JOIN.fullmatch(said):
        return ""  # with what somebody has said, where nobody has moved anything
    return f"{said} bifall" if _joins(person, material) else said


_BARE_JOIN = re.compile(r"(?: \([^)]*\))? (?:instämmer|instämde|håller med|höll med)(?: i detta)?\.?")


def other_proposal(said: str, decided: str) -> bool:
    """Whether what is asked for and what is decided follow the proposals of different ones."""
    asked, followed = _WHOSE_PROPOSAL.search(said), _WHOSE_PROPOSAL.search(decided)
    return bool(asked and followed and asked[1] != followed[1])


def joined_by(person: FoundPerson, movers: Sequence[FoundPerson], material: Material) -> FoundPerson | None:
    """Whose request a person joins: the one named, else who spoke last before; None where it is the proposal."""
    said = said_after(person, material)
    joins = _joins(person, material)
    verb = _JOINS.search(said) if joins else None
    for one in movers:
        at = said.find(one.name.lower()) if one.name != person.name else -1
        if at >= 0 and ((verb and at > verb.end()) or _WHOSE.search(said[:at])):
            return one
    if not joins or _PROPOSAL.search(said):
        return None
    before = (one for one in movers if one.start < person.start and not _joins(one, material))
    return max(before, key=lambda one: one.start, default=None)


def _joins(person: FoundPerson, material: Material) -> bool:
    """Whether a person only seconds what another asks for, by the words after the name or before it."""
    said = said_after(person, material)
    asks = _ASKS.search(said)
    if asks or _JOINS.search(said):
        return not asks or bool(_JOINS.search(said, 0, asks.start()))
    return bool(_SECONDED.search(told_before(person, material)))


_AND_OTHERS = re.compile(r"\bm\.? ?fl\.")  # its stop ends no sentence


# «Eva Lund (S) yrkar bifall och Bo Ek (M) yrkar avslag»
_ANOTHERS = re.compile(r"(?P<own>\byrka.*?),? (?:och|medan|men) [\w -]{4,40} \([a-zåäö]{1,3}\),? yrka.*")


def said_after(person: FoundPerson, material: Material) -> str:
    """What the text says after the name of a person, to the end of the sentence or to what another asks for."""
    rest = material.view.lower[person.end : person.end + 400].split("\n")[0]
    said = _ANOTHERS.sub(r"\g<own>", re.split(r"\.(?: |$)", _AND_OTHERS.sub("m fl", rest))[0])
    return said.replace("bifall av ", "stöd av ")  # «…, med bifall av Eva Lund, att …»


_SECONDED_AFTER = pattern("decisions", "moved-requests-seconded-after")


def seconders(asked: Sequence[str]) -> list[str]:
    """The words on who seconds a request, at the end of what is told of it."""
    return [match["who"] for said in asked for match in _SECONDED_AFTER.finditer(said)]


def told_before(person: FoundPerson, material: Material) -> str:
    """What the sentence says before the name of a person: «Mot beslutet i punkt 2 reserverar sig …»."""
    line = material.view.at(person.start).start
    return material.view.lower[max(line, person.start - 200) : person.start].rpartition(". ")[2]


def agrees(said: str, decided: str, point: int) -> bool:
    """Whether one of the requests of a motion asks for what was decided."""
    return any(_fits(request, decided, point) for request in SEGMENTS.split(said))


def _fits(said: str, decided: str, point: int) -> bool:
    """Whether a request asks for what was decided: to refer back, to reject, or to approve the proposal."""
    named = points(said)
    if named and point not in named:
        return False
    for delay in _DELAYS:
        if delay.search(decided) or delay.search(said):
            return bool(delay.search(decided) and delay.search(said))
    if _TODAY.search(said):
        return True
    asked = _ASKED.search(said)
    if asked:
        meant = asked[1] in decided or ("bevilj" in decided and not asked[1].startswith(("yrk", "över")))
        return meant and bool(_GRANTED.search(decided)) and not _REFUSED.search(decided)
    if "bifall" not in said:
        proposed = _AS_PROPOSED.search(said) and not _REJECTION.search(said)
        return bool(proposed or (_REJECTION.search(said) and _REJECTION.search(decided)))
    if _REJECTION.search(said.partition("bifall")[0]):
        return False
    if _BARE.search(said) and _REJECTED.search(decided):
        return False  # what is rejected is what they wanted
    return not _OTHER.search(said) or "bifall" in decided
