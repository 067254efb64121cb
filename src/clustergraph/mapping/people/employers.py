"""Which organisation a person comes from, where the words beside the name say so."""

import re
from dataclasses import replace
from functools import cache

from clustergraph.mapping.text.actors import Named, places, standing
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.roles import NAME, NAME_PATTERN, FoundPerson, is_known_title, is_name
from clustergraph.mapping.text.vocabulary import lexicon, pattern
from clustergraph.reading import Kind

_REACH = 80  # characters between a name and the organisation
_ACTED = 25  # characters in which a verb after a name says that the person prepared the matter
_BEFORE = 60  # characters of a title before a name
_BESIDE = pattern("persons", "employers-beside")
_ENDS = re.compile(rf"\Z|[\n,;.)/]| \(| §| \|| \d| (?:och|samt) | {NAME}")
_LED = re.compile(r"(?<![\w-])(?P<title>[\w-]+) (?:för|i|på|vid|hos) \Z")
_OWNED_TITLE = re.compile(r"(?:s|:s)? (?P<title>[a-zåäö][\w -]+) ")
# «Närvarande från Region Skåne: Anna Ek»
_LABEL = re.compile(r"(?:[\w-]+ (?:från|för|vid) )?")
_RECEIVES = re.compile(r", (?P<title>[a-zåäö][\w -]+) ")
# «Dalabruken AB, där vd Anna Ek och ekonomen Bo Al medverkat»
_WHERE = re.compile(
    rf",? (?:där|genom) (?:(?:[a-zåäö-]+ ){{0,3}}{NAME}(?:, | och | samt ))*(?:[a-zåäö-]+ ){{0,3}}"
)
# «Från Region Skåne deltog Anna Ek», «för bolaget medverkade juristen Bo Ek»
_FROM = re.compile(r"\b(?:från|för) \Z", re.IGNORECASE)
_TOOK_PART = re.compile(r" (?:del(?:tar|tog)|medverka(?:r|de)|närvara(?:r|de))(?: [a-zåäö-]+)? ")


def employer(material: Material, person: FoundPerson, issuer: str | None) -> str | None:
    """The slug of the organisation that the words beside a name or the title give the person, None where they give none."""
    return (
        _beside(material, person)
        or _below(material, person)
        or _of_seat(material, person)
        or _elsewhere(material, person)
        or _by_title(material, person, issuer)
    )


def beneath_name(material: Material, one: Named) -> bool:
    """Whether an organisation fills the line below that of a person, whom it sends: of nobody else in the roll."""
    words, line = material.view.words, material.view.at(one.start)
    if not line.index or one.unit or (one.start, one.end) != (line.start, line.end):
        return False
    above = material.view.stretches[line.index - 1]
    name = NAME_PATTERN.match(words, above.start, above.end)
    return bool(name and is_name(name[0]) and _TITLED.fullmatch(words, name.end(), above.end))


# «Anna Ek», «Anna Ek, jurist», «Anna Ek bitr direktör för»
_TITLED = re.compile(r"(?:,.{2,60}| [a-zåäö][a-zåäö -]{2,50})?")


def _below(material: Material, person: FoundPerson) -> str | None:
    """The organisation on the line below that of a name in a roll; below a contact's stands who gets the letter."""
    if person.rule != "roll" and (person.role or person.title):
        return None
    line = material.view.at(person.start)
    after = material.view.words[line.end : line.end + _REACH]
    begins = line.end + len(after) - len(after.lstrip())
    named = (
        next(iter(material.named_within(begins, begins + 1)), None) if person.start == line.start else None
    )
    return named.slug if named and beneath_name(material, named) else None


_LISTED = frozenset({"field", "roll", "signature", "chosen-to-adjust"})


def _elsewhere(material: Material, person: FoundPerson) -> str | None:
    """The organisation beside the same name in another list: «Närvarande: Anna Ek (Region Skåne) … Ordförande: Anna Ek»."""
    others = standing(material.view.words, person.name) if person.rule in _LISTED else ()
    told = (_beside(material, replace(person, start=start, end=end)) for start, end, _ in others)
    return next(filter(None, told), None)


# «Anna Ek (S) från uppdraget som ledamot i miljönämnden», «till ledamot i miljönämnden utse Anna Ek (S)».
_SEAT_AFTER = re.compile(
    r"(?: \([A-ZÅÄÖa-zåäö-]{1,4}\))?,? (?:[a-zåäö]+ ){0,7}?(?:som|till) (?:[a-zåäö:12]+,? ){1,5}?(?:i|för|på) (?:[a-zåäö]+ (?:för|i) )?"
)
_SEAT_BEFORE = re.compile(r"\btill (?:[a-zåäö:12]+ ){1,4}?(?:i|för|på) \Z")


def _of_seat(material: Material, person: FoundPerson) -> str | None:
    """The body in which somebody is chosen to a seat, or leaves it."""
    if person.rule != "chosen-to-a-post":
        return None
    words = material.view.words
    after = next(iter(material.named_within(person.end, person.end + 2 * _REACH)), None)
    if after and _SEAT_AFTER.fullmatch(words, person.end, after.start):
        return after.slug
    begin = max(material.view.at(person.start).start, person.start - 2 * _REACH)
    before = [
        one
        for one in material.named_within(begin, person.start)
        if _SEAT_BEFORE.search(words[begin : one.start]) and ". " not in words[one.end : person.start]
    ]
    return before[-1].slug if before else None


def _by_title(material: Material, person: FoundPerson, issuer: str | None) -> str | None:
    """The one organisation named that can have such an official, where the issuer cannot: a county's governor."""
    kind = _kinds().get(person.title.lower().rpartition(" ")[2])
    if kind is None:
        return None
    types = {one.slug: one.type for one in material.named if not one.unit}
    if types.get(issuer or "") in (None, kind):
        return None
    able = [slug for slug, type_ in types.items() if type_ == kind]
    placed = _IN_PLACE.match(material.view.words, person.end)
    held = places(kind).get(placed["place"].lower()) if placed else None
    if held:
        return held.slug if held.slug in able else None
    return able[0] if len(able) == 1 else None


# «Anna Ek (M), regionråd i Uppsala»
_IN_PLACE = re.compile(
    r"(?: \([A-ZÅÄÖ-]{1,4}\))?, [a-zåäö][\w -]{2,40}? (?:i|för) (?P<place>[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+)?)(?! [A-ZÅÄÖ])"
)
_OWN = frozenset({"signature", "field", "contact", "roll", "formula"})  # where people of the sender stand
_INQUIRES = ("utredaren ", "utredaren, ", "särskilde utredaren ", "särskilda utredaren ")
_HANDLED = re.compile(r"föredrag|handl|delta|besvara|kontakt")
_ASIDE = frozenset({"rektor"})  # of a school as well


def comes_from_elsewhere(material: Material, person: FoundPerson, issuer: str | None) -> bool:
    """Whether a person whose organisation is not told cannot be the issuer's: a minister in a municipality's answer."""
    if person.rule in _OWN:
        return False
    before = material.view.lower[max(0, person.start - _BEFORE) : person.start]
    after = material.view.lower[person.end : person.end + _ACTED]
    if before.endswith(_INQUIRES) and not _HANDLED.search(before) and not _HANDLED.search(after):
        return True  # whose inquiry is answered
    title = person.title.lower().rpartition(" ")[2]
    types = material.types
    academic = lexicon("actors")["academic"]
    if title in academic["titles"]:
        return types.get(issuer or "") in academic["types"]
    kind = _kinds().get(title)
    return kind is not None and title not in _ASIDE and types.get(issuer or "") not in (None, kind)


@cache
def _kinds() -> dict[str, str]:
    known = lexicon("actors")["titled"]
    return {title: kind for kind, titles in known.items() for title in titles}


def _beside(material: Material, person: FoundPerson) -> str | None:
    view = material.view
    stretch = view.at(person.start)
    if stretch.kind is Kind.DISTRIBUTION:
        return _before(material, person)
    for one in material.named_within(person.end, min(stretch.end, person.end + _REACH)):
        if one.unit and one.genitive:
            continue  # «Bo Ek (S), kommunstyrelsens ordförande i Mora kommun»
        beside = _BESIDE.fullmatch(view.words, person.end, one.start)
        if beside is None or one.unit or not _ENDS.match(view.words, one.end):
            return _before(material, person)
        title = beside["title"]
        titled = title is None or (is_known_title(title) and not NAME_PATTERN.search(title))
        return one.slug if titled else _before(material, person)
    return _before(material, person)


def _before(material: Material, person: FoundPerson) -> str | None:
    """«Region Skånes regiondirektör Anna Ek»: who owns the title before a name."""
    view = material.view
    line = view.at(person.start).start
    if person.rule == "roll":  # «Alvesta kommun: Anna Ek (S), Bo Berg (M)»
        leads = next(iter(material.named_within(line, person.start)), None)
        labelled = leads and _LABEL.fullmatch(view.words, line, leads.start)
        if leads and labelled and view.words.startswith(": ", leads.end) and not leads.unit:
            return leads.slug
    if view.at(person.start).kind is Kind.ROW:  # «Region Skåne | Anna Ek, regiondirektör»
        first = next(iter(material.named_within(line, person.start)), None)
        if first and first.start - line <= len("| ") and not first.unit:
            return first.slug
    begin = max(view.words.rfind("\n", 0, person.start) + 1, line)
    for one in material.named_within(max(line, person.start - _BEFORE - 40), person.start):
        where = _WHERE.fullmatch(view.words, one.end, person.start)
        # «Region Skåne, regiondirektör Anna Ek», on a line of its own
        listed = one.start == begin and view.words[person.end : person.end + 1] in ("", "\n")
        receives = _RECEIVES.fullmatch(view.words, one.end, person.start) if listed else None
        if not one.unit and (where or (receives and is_known_title(receives["title"]))):
            return one.slug
        owned = _OWNED_TITLE.fullmatch(view.words, one.end, person.start)
        if owned and (one.genitive or owned[0][0] == ":") and not one.unit and is_known_title(owned["title"]):
            return one.slug
        led = _LED.search(view.words, max(0, one.start - _BEFORE), one.start)
        if (
            led
            and not one.unit
            and view.words[one.end : person.start] in (" ", ", ")
            and is_known_title(led["title"])
        ):
            return one.slug  # «ordföranden för Exempelbolaget AB Anna Ek»
        if _TOOK_PART.fullmatch(view.words, one.end, person.start) and _FROM.search(
            view.words, max(0, one.start - 5), one.start
        ):
            return one.slug
    return None
