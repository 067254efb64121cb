"""The bodies and offices that a document is of, and the type of organisation that they belong to."""

import re

from clustergraph.mapping.head.sender_places import type_of_unit
from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.sparse import sparse
from clustergraph.mapping.text.vocabulary import lexicon, pattern
from clustergraph.namespaces import slugify
from clustergraph.reading import Kind


def first_unit(material: Material) -> str | None:
    """The type of the organisation whose body or office the head begins with: «Kommunstyrelsen»."""
    one = next(iter(material.named), None)
    before = material.view.words[: one.start] if one else ""
    if one is None or not one.unit or (before.strip("| *#") and not _OVER.search(before)):
        return None
    return type_of_unit(one.name)


# the labels of a head run together
_OVER = re.compile(r"\A[^\n]{0,60}\b(?:Organ|ORGAN|Plats|Nämnd)\b[^\n.]{0,20}\Z")


def type_of_head(material: Material) -> str | None:
    """The type of the organisation whose body stands first in the head, a type of document before it or not."""
    one = next(iter(material.named), None)
    heads = one and one.unit and material.in_head(material.view.at(one.start))
    return first_unit(material) or (type_of_unit(one.name) if one and heads else None)


def unit_types(material: Material, type_: str) -> set[str]:
    """The types of sender that the bodies and offices in the head belong to, of a memo without those anywhere."""
    units = [one for one in material.named if one.unit]
    heads = (
        one for one in units if material.in_head(material.view.at(one.start)) or one.start < material.head
    )
    found = {type_of_unit(one.name) or "" for one in heads}
    return found if found - {""} or type_ != "memo" else {type_of_unit(one.name) or "" for one in units}


def head_unit(material: Material, type_: str) -> Named | None:
    """The body or office (`type_`) that stands in the head, a heading or the signature, else the first named."""
    view = material.view
    lower = view.lower
    units = [one for one in material.named if one.type == type_ and not lower.endswith("från ", 0, one.start)]
    for one in units:
        stretch = view.at(one.start)
        if material.in_head(stretch) or (stretch.kind is Kind.FIELD and stretch.start < material.head):
            return one
    for one in units:
        stretch = view.at(one.start)
        if stretch.kind is Kind.SIGNATURE or (
            stretch.kind is Kind.HEADING and (one.genitive or stretch.end == one.end)
        ):
            return one
    return units[0] if units else None


_TITLED = 2  # blocks within which a digest says whose meeting it tells of
_OF_MEETING = ("från ", "från den ", "i ", "av ", "med ", "vid ")


def told_body(material: Material) -> Named | None:
    """The body of whose meeting the first lines of a digest tell: «Referat från socialnämnden 24 september»."""
    view = material.view
    lines = [s for s in view.stretches[:_TITLED] if s.kind in (Kind.HEADING, Kind.LETTERHEAD)]
    inside = [one for s in lines for one in material.named_within(s.start, s.end) if one.type == "body"]
    return next((one for one in inside if view.lower.endswith(_OF_MEETING, 0, one.start)), None)


_BEGINNING = 4  # blocks within which minutes name their body
_LINE = pattern("documents", "units-line")
_NOUN = pattern("documents", "units-noun")
_GOES_ON = pattern("documents", "units-goes-on")
_BEGINS = re.compile(r".*(?: samt | och |, |–)")
_OF = re.compile(r" (?:för|vid|på|i)\Z")


def headed_body(material: Material) -> Named | None:
    """The body of minutes on a line of their head, in a form that no sentence gives it: «Patientnämnd–Etisk nämnd», «Nämnd för vård–omsorg»."""
    view = material.view
    for stretch in view.stretches[:_BEGINNING]:
        line = _LINE.match(view.words, stretch.start, stretch.end)
        if stretch.kind is not Kind.LETTERHEAD or line is None or not _NOUN.search(line[0].lower()):
            continue
        name = _name_on(material, *line.span())
        if name:
            start = line.start()
            return Named(slugify(name), name, "body", start, start + len(name), "own-body", 0.5)
    return None


def _name_on(material: Material, start: int, end: int) -> str:
    """The name of a body that a line of the head is; empty where a known form or an organisation is all of it."""
    name = re.sub(r" – [A-ZÅÄÖ]{2,6}\Z", "", material.view.words[start:end])
    named = material.named_within(start, end)
    whose = next((one for one in named if not one.unit), None)
    if whose and (whose.start, whose.end) == (start, end) and start > 0:
        return name  # «Ledningsrådet», under its university
    if whose and whose.end + whose.genitive == end:
        kind = _OF.sub("", material.view.words[start : whose.start].rstrip())
        return kind if kind.isalpha() else ""  # «Styrelsen för Mora Energi»
    known = next((one for one in named if one.type == "body"), None)
    if known is None:
        return name if whose is None or whose.genitive else ""  # «Styrelsen för Region Skånes skolor»
    if whose and whose.end <= known.start:
        return ""
    before, after = material.view.words[start : known.start], name[known.end - start :]
    whole = _GOES_ON.fullmatch(after) if after else _BEGINS.fullmatch(before)
    return name if whole else ""


_KIND = r"styrelsen|nämnden|utskottet|delegationen|fullmäktige|direktionen|rådet|kommittén|beredningen|årsmötet|stämman"
# «Direktionens protokoll 14 mars», «Protokoll fört vid sammanträde med styrelsen för …».
_CALLED = re.compile(
    rf"(?:(?<![^\n])|(?<=, ))(?P<line>{_KIND})(?= ?(?:[·|–—,\n\t]|  |\Z)| (?:19|20)\d\d-\d\d-)|\b(?:(?P<whose>{_KIND})s (?:protokoll|sammanträde"
    rf"|möte)|(?:sammanträde|möte|protokoll) (?:(?:med|i|från|för|av) )(?:[\w-]{{4,30}}s )?(?P<whom>{_KIND}"
    rf"|styrelse)\b"
    r"|\b(?P<held>styrelse|nämnds?|utskotts|direktions|fullmäktige|råds|delegations)(?:möte|sammanträde|protokoll)(?:et|t)?\b"
    r"|(?P<general>årsmöte|årsstämma|föreningsstämma|förbundsstämma|kongress)(?:t|n|en)?(?:s?protokoll)?\b)"
)
_KINDS_HELD: dict[str, str] = lexicon("documents")["tables"]["kinds-held"]


def called_body(material: Material) -> Named | None:
    """The body of minutes that their first lines only call by its kind: «Direktionens protokoll»."""
    view = material.view
    called = _CALLED.search(view.lower, 0, view.stretches[:_BEGINNING][-1].end) if view.stretches else None
    if called is None:
        return None
    group = next(group for group in ("line", "whose", "whom", "held", "general") if called[group])
    kind, start = called[group], called.start(group)
    kind = _KINDS_HELD.get(kind, kind) if group in ("held", "whom") else kind
    if group == "general":
        named = kind + {"e": "t", "a": "n"}.get(kind[-1], "en")
        return Named(slugify(named), named.capitalize(), "body", start, start + len(kind), "own-body", 0.5)
    # «Fullmäktige» has a longer name, that other words of the text can give.
    rule = "spoken-body" if kind == "fullmäktige" else "own-body"
    return Named(slugify(kind), kind.capitalize(), "body", start, start + len(kind), rule, 0.5)


_SPEAKS = sparse("documents", "units-speaks")
_JOINED = pattern("documents", "units-joined")


def spoken_body(material: Material) -> Named | None:
    """The body that minutes speak of by its kind, of no known form of name: by that in their first lines, else the kind."""
    view = material.view
    spoken = next(_SPEAKS.within(view.lower, view.words).finditer(), None)
    if spoken is None:
        return None
    at = 0
    for line in view.words[: view.stretches[:_BEGINNING][-1].end].split("\n"):
        if _JOINED.fullmatch(line.strip()):
            name, start = line.strip(), at + line.index(line.strip())
            return Named(slugify(name), name, "body", start, start + len(name), "own-body", 0.5)
        at += len(line) + 1
    kind, start = spoken["kind"], spoken.start()
    return Named(slugify(kind), kind, "body", start, start + len(kind), "own-body", 0.5)
