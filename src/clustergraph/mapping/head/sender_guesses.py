"""Who a document is of where neither its head nor its words tell: by a place, an address, the oftenest name, a body."""

import re
from collections import Counter

from clustergraph.mapping.head.document_type import STRATEGIC
from clustergraph.mapping.head.recipients import addressees
from clustergraph.mapping.head.sender_places import by_place_of_body, type_of_unit
from clustergraph.mapping.head.sender_words import ANSWERING
from clustergraph.mapping.head.units import type_of_head
from clustergraph.mapping.organisations.addresses import address_owners
from clustergraph.mapping.text.actors import place_actor
from clustergraph.mapping.text.material import Found, Material
from clustergraph.mapping.text.vocabulary import lexicon, pattern
from clustergraph.reading import Kind

PUBLIC = frozenset({"region", "municipality", "county-board", "university", "municipal-association"})

_OF_PLACE = pattern("documents", "sender-guesses-of-place")
_OF_BOARDS = frozenset({"memo", "minutes", "minutes-excerpt"})


def by_place(material: Material, type_: str) -> Found | None:
    """A municipality that the text names by its place only or by the domain of an address."""
    if type_ in _OF_BOARDS and (whose := next(by_place_of_body(material, len(material.view.words)), None)):
        return Found(whose[0].slug, whose[0].start, whose[0].end, "issuer-by-place", 0.6)
    over = type_of_head(material)
    for match in _OF_PLACE.finditer(material.view.words) if over in (None, "municipality") else ():
        actor = place_actor(match[1], "municipality")
        if actor:
            return Found(actor.slug, match.start(1), match.end(1), "issuer-by-place", 0.6)
    return by_office(material) or _by_address(material)


def by_office(material: Material) -> Found | None:
    """The city that alone has an office of the elected that the text names: «föredragande borgarrådet»."""
    for office, owner in lexicon("actors")["elected_offices"].items():
        at = material.view.lower.find(office)
        if at >= 0:
            return Found(owner, at, at + len(office), "issuer-by-office", 0.6)
    return None


_STATUTES = pattern("documents", "sender-guesses-statutes")
_HEAD = 600  # characters


def by_statutes(material: Material) -> Found | None:
    """The association whose statutes a document is, or whose board adopts it."""
    statutes = _STATUTES.search(material.view.lower, 0, _HEAD)
    found = (one for one in material.named if statutes and 0 <= one.start - statutes.end() < 2)
    own = next((one for one in found if not one.unit), None)
    return Found(own.slug, own.start, own.end, "issuer-of-statutes", 0.8) if own else None


# «Regional utvecklingsstrategi för Kronoberg», «Biblioteksplan för Vansbro», «Ett gott liv i Vansbro»
_OF_TITLE = re.compile(r" (?:för|i) (?P<place>[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+)?)")
_TITLE = 200  # characters within which a plan has its title


def by_title(material: Material) -> Found | None:
    """The region or municipality of the place that the title of a plan is for, where its body or «regional» tells which it is."""
    view = material.view
    type_ = type_of_units(material) or ("region" if view.lower.startswith("regional") else None)
    match = _OF_TITLE.search(view.words, 0, _TITLE) if type_ else None
    names = (match["place"], match["place"].partition(" ")[0]) if match else ()
    actor = next((one for name in names if type_ and (one := place_actor(name, type_))), None)
    return Found(actor.slug, *match.span("place"), "issuer-by-title", 0.6) if actor and match else None


def _by_address(material: Material) -> Found | None:
    """The municipality or region that an e-mail or web address of the text belongs to."""
    for owner, start, end, _ in address_owners(material.view.lower):
        if owner.type in ("municipality", "region"):
            return Found(owner.slug, start, end, "issuer-by-address", 0.6)
    return None


_MET_AT = pattern("documents", "sender-guesses-met-at")


def by_meeting_place(material: Material) -> Found | None:
    """The municipality in whose town hall a board meets, where nothing names it; a region's board meets anywhere."""
    if any(one.unit and one.name.lower().startswith(("region", "landsting")) for one in material.named):
        return None
    for match in _MET_AT.finditer(material.view.words, 0, _FIRST_PAGE):
        if actor := place_actor(match["place"], "municipality"):
            return Found(actor.slug, *match.span("place"), "issuer-by-meeting-place", 0.6)
    return None


_FIRST_PAGE = 4_000  # characters
_MEMBER_LINE = 150
# «Erik Ek (S), Flens kommun», «Flens kommun: Erik Ek»
_SENT_FROM = re.compile(r"\([A-ZÅÄÖ]{1,4}\)|(?:kommun|stad)[:,] [A-ZÅÄÖ][\w-]+ (?:[A-ZÅÄÖ] )?[A-ZÅÄÖ][\w-]+")


def joint_members(material: Material) -> set[str]:
    """The municipalities that only a roll names, each beside whom it sends: the members of a joint body, which is of none of them."""
    beside: dict[str, bool] = {}
    for one in material.named:
        if one.type == "municipality":
            line = material.view.at(one.start)
            sends = line.end - line.start < _MEMBER_LINE and _SENT_FROM.search(
                material.view.words, line.start, line.end
            )
            beside[one.slug] = beside.get(one.slug, True) and bool(sends)
    members = {slug for slug, sends in beside.items() if sends}
    return members if len(members) > 1 else set()


def only_listed(material: Material) -> set[str]:
    """The organisations that only the items of lists and the rows of tables name."""
    at = {one: material.view.at(one.start).kind for one in material.named}
    listed = {one.slug for one, kind in at.items() if kind in (Kind.ITEM, Kind.ROW)}
    return listed - {one.slug for one, kind in at.items() if kind not in (Kind.ITEM, Kind.ROW)}


def by_mention(material: Material, type_: str, doubted: set[str]) -> Found | None:
    """The public authority that the text names most, where nothing says more and little against it."""
    over = type_of_head(material) or type_of_units(material)  # «Regionfullmäktige» is of no municipality
    public = [
        one
        for one in material.named
        if one.type in PUBLIC and one.slug not in doubted and over in (None, one.type)
    ]
    if not public:
        return None
    often, most = Counter(one.slug for one in public).most_common(1)[0]
    one = next(one for one in public if one.slug == often)
    rivals = sum(other.type == one.type == "municipality" for other in public) - most
    if rivals >= most and type_ not in STRATEGIC:
        return None  # one of the members of a joint body
    return Found(often, one.start, one.end, "issuer-by-mention", 0.4)


def type_of_units(material: Material) -> str | None:
    """The one type of organisation that all bodies named are of, where one tells: «kommunfullmäktige» is of no university."""
    names = [one.name for one in material.named if one.unit]
    types = {type_of_unit(name) for name in names} - {None}
    types |= {
        type_ for type_, words in _OTHER_UNITS.items() if any(n.lower().startswith(words) for n in names)
    }
    return types.pop() if len(types) == 1 else None


# The first words of bodies that no municipality or region has.
_OTHER_UNITS = {
    "university": ("universitetsstyrelsen", "högskolestyrelsen", "fakultetsnämnden", "fakultetsstyrelsen"),
    "municipal-association": ("förbundsdirektionen", "direktionen"),
}


def by_unit(material: Material, type_: str, receiver: str = "") -> Found | None:
    """The body or else the office that answers in its own name, the body that several have: other papers are of an organisation."""
    if type_ not in ANSWERING and not joint_members(material):
        return None
    addressed = addressees(material)
    receives = {receiver, *(one.slug for one in material.named if one.start in addressed)}
    units = [one for one in material.named if one.unit and one.slug not in receives]
    one = next((one for one in units if one.type == "body"), next(iter(units), None))
    return Found(one.slug, one.start, one.end, "issuer-is-unit", 0.5) if one else None
