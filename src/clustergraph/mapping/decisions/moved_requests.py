"""What a mover asks for: by the words after the name or before it, or by whose request is seconded; and of which points."""

import re
from collections.abc import Sequence

from clustergraph.mapping.people.acts import PUT_BY
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.roles import FoundPerson

# The points of a decision or a motion that words name: «punkterna 1 och 3», «första att-satsen».
_POINTS = re.compile(
    r"\b(?:punkt|beslutspunkt|beslutssats|att-sats|sats|yrkande)(?:en|t|erna|na|er)? (?P<numbers>\d+(?:(?:, | och | samt |[–-])\d+)*)"
    r"|\b(?P<ordinal>första|andra|tredje|fjärde|femte) (?:besluts)?(?:punkt|att-sats|sats|beslutssats|strecksats|yrkande|förslag)(?:en|et|t)?\b"
)
_ORDINALS = ("första", "andra", "tredje", "fjärde", "femte")
# One request and the next: «bifall till punkt 1 och avslag på punkt 2».
SEGMENTS = re.compile(
    r"(?:,|,? och|,? samt|,? men)(?: att)?(?: yrkar)?(?: på)? (?=(?:motionen )?(?:bifall|avslag|avslå|avslår|avslås)\b)"
)
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
    """The beginnings of the longer words of a phrase, by which it is compared with another."""
    return {word[:_STEM] for word in _WORD.findall(words)}


_DELAYS = (re.compile(r"\båterremi\w+"), re.compile(r"\bbordl[aä]\w+|\buppskj\w+"))
# Who joins another's request: «instämmer i Eva Lunds yrkande», «ansluter sig till ordförandens yrkande».
_JOINS = re.compile(
    r"\b(?:instämm?(?:er|de)|anslut(?:er|it) sig|anslöt sig|biträ(?:der|dde)|stöd(?:jer|er|de)|tillstyrker)\b"
)
# «Bifall till förslaget: Eva Lund (S), Bo Ek (M)»
_HEADED = re.compile(r"(?:yrkar )?(?:bifall|avslag|\w*återremiss|bordläggning)\b[^:]{0,80}: ")
# The same before the name: «…, vilket stöds av Eva Lund och Bo Ek», «I yrkandet instämmer Eva Lund».
_SECONDED = re.compile(
    r"\b(?:(?:under)?stöd(?:s|jes|des)|biträd(?:s|es|des)|stöttas|instämm?(?:er|de)|ansluter sig|(?:instämmande|stöd|medhåll|bifall) (?:av|från))"
    r"(?:(?! (?:i|till|yrka\w*) )[^.])*\Z"
)
_WHOSE = re.compile(
    r"\b(?:bifall till|enligt|enlighet med|(?:samma|likadant) som|som|ställer sig bakom) (?:\w+ )?\Z"
)
_ASKS = re.compile(r"\b(?:yrka[rd]\w*|bifall|avslag|\w*återremiss|bordläggning)\b")
_PROPOSAL = re.compile(r"\b\w*förslag|\bordföranden|\byttrande")  # «instämmer i förvaltningens förslag»
# «… ska avgöras i dag enligt nämndens förslag»: for the proposal, against its being sent back.
_TODAY = re.compile(
    r"\b(?:avgör|besluta)\w* (?:\w+ ){0,3}?(?:i ?dag|nu|på dagens|vid dagens)\b[^.]* (?:enligt|i enlighet med) "
)
# «… beslutar att lämna yttrande enligt utskottets förslag»
_AS_PROPOSED = re.compile(
    r"\b(?:enligt|i enlighet med|ställer sig bakom) (?!(?:eget|sitt|\w+ernas|\w+partiets) )(?:[\w-]+ ){0,3}?[\w-]*förslag(?:et)?\b"
)
_WHOSE_PROPOSAL = re.compile(r"\benligt ([\w-]{4,}s) (?:\w+ )?\w*förslag\b")
_BARE = re.compile(r"\bbifall(?! till|a)")
_REJECTED = re.compile(r"\bavsl(?:og|ogs|ås|å|år)\b")
_REJECTION = re.compile(r"\bavsl(?:ag|å|ås|år|og|ogs)\b|\bnej till\b")
# «bifall till ansökan»: what is granted or refused, not the proposal about it.
_ASKED = re.compile(
    r"\b(?:bifall till|bifalla|bevilja) (?:\w+ ){0,2}?(ansökan|begäran|yrkandet|överklagandet|dispensansökan)\b"
)
_GRANTED = re.compile(r"\b(?:bevilj|bifall|biföll|medge|godkän|tillstyrk|lämna|ges\b)")
_REFUSED = re.compile(r"\b(?:avsl\w+|avstyrk\w+|inte|ej)\b")
# What is asked for where «bifall» is not to the proposal before the meeting.
_OTHER = re.compile(
    r"bifall till (?:(?!med )[\w:]+ ){0,3}?(?:tilläggs?\w*|ändring\w*)|eget yrkande|till motionen|motionen bifall|bifalla motionen"
    r"|medborgarförslaget bifall|till medborgarförslaget|sitt yrkande|eget förslag"
    r"|(?:demokraternas|partiets|moderaternas|liberalernas|centerns|alliansens|oppositionens) [\w-]*(?:förslag|budget|yrkande)"
)


def request_of(person: FoundPerson, movers: Sequence[FoundPerson], material: Material) -> str:
    """What a person asks for; who joins another asks for what that one does, or for the proposal."""
    said = said_after(person, material)
    joined = joined_by(person, movers, material)
    if joined:
        return request_of(joined, (), material)
    if PUT_BY.search(told_before(person, material)):
        return f"{said} bifall"
    headed = None if _ASKS.search(said) else _HEADED.match(told_before(person, material))
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


def said_after(person: FoundPerson, material: Material) -> str:
    """What the text says after the name of a person, to the end of the sentence."""
    rest = material.view.lower[person.end : person.end + 400].split("\n")[0]
    said = re.split(r"\.(?: |$)", _AND_OTHERS.sub("m fl", rest))[0]
    return said.replace("bifall av ", "stöd av ")  # «…, med bifall av Eva Lund, att …»


# «… yrkar att …, vilket Eva Lund instämmer i»
_SECONDED_AFTER = re.compile(
    r"\b(?:vilket|något som) (?P<who>[^.]{3,80}?) (?:instämm|biträ|stöd|ansluter sig|ställer sig bakom)"
)


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
