"""Which organisation each body or office of a document belongs to, and the slug that it goes by."""

import re
from collections.abc import Sequence

from clustergraph.mapping.head.sender_places import OF_BODY, type_of_unit
from clustergraph.mapping.text.actors import Named, place_actor
from clustergraph.mapping.text.view import View
from clustergraph.mapping.text.vocabulary import actors

# «kulturnämnden i Malmö stad», «juridiska fakulteten vid Lunds universitet»
_IN = (" i ", " vid ", " på ", ", ")
_BESIDE = re.compile(r"[ ,–\n\t|]{1,12}")  # a comma, or the space between two columns
_HAS_UNITS = frozenset({"municipality", "region", "university"})
_OF_UNIVERSITY = ("universitets", "högskole")
# Organisations whose boards are called after what they are, so that another's name shows another's board.
_NAMED_AFTER = frozenset({"municipality", "region", "university", "agency", "county-board", "ministry"})


class Bodies:
    """The bodies of a document; «kommunstyrelsen» of one municipality is not that of another.

    Args:
        view: the document.
        named: every mention of an actor in it.
        issuer: slug of the actor whose document it is, as the metadata give it.
        document: slug of the document, before the name of a body whose organisation nothing tells.
    """

    def __init__(self, view: View, named: Sequence[Named], issuer: str | None, document: str) -> None:
        self._view, self._named, self._document = view, named, document
        self._organisations = [one for one in named if not one.unit]
        registered = actors().get(issuer or "")
        bodies = {one.slug for one in named if one.unit}
        # The bodies of a document that one of them issues are of its organisation, not of it.
        above = (registered.unit_of or registered.slug) if registered else issuer
        self._issuer = None if above in bodies else above
        types = {one.slug: one.type for one in named}
        self._issuer_type = actors()[above].type if above in actors() else types.get(above or "")
        self._slugs: dict[str, str] = {}
        self._neighbours: dict[tuple[str, int, int, bool], str | None] = {}
        self._told = self._organisations_told()

    def _organisations_told(self) -> dict[str, str]:
        """The organisation of each body that the words give one, wherever they do, if they give it only one."""
        told: dict[str, set[str]] = {}
        for one in self._named:
            if one.unit and (said := one.unit_of or self._beside(one)):
                told.setdefault(one.slug, set()).add(said)
        return {body: next(iter(said)) for body, said in told.items() if len(said) == 1}

    def _in_full(self, one: Named) -> Named:
        """The body that «fullmäktige» alone stands for: the one whose name ends so, if there is one."""
        if one.rule != "spoken-body":
            return one
        full = {o.slug: o for o in self._named if o.unit and o.name.lower().endswith(one.name.lower())}
        return next(iter(full.values())) if len(full) == 1 else one

    def slug(self, one: Named) -> str:
        """The slug of an actor; that of a body begins with its organisation's."""
        one = self._in_full(one)
        if not one.unit or one.slug in actors():
            return one.slug
        above = self.part_of(one)
        slug = f"{above or self._document}-{one.slug}"
        if one.slug not in self._slugs or (above and above == self._issuer):
            self._slugs[one.slug] = slug
        return slug

    def known(self, slug: str) -> str:
        """The slug of an actor of which only the own slug is known: of bodies of that name that of the issuer, else the first."""
        return self._slugs.get(slug, slug)

    def organisation(self, one: Named) -> str | None:
        """The organisation that a body belongs to, if need be through another body."""
        while (above := self._above(one)) is not None:
            one = above
        return self.part_of(one) if one.unit else one.slug

    def part_of(self, one: Named) -> str | None:
        """What the register or the words say that an actor is a part of; of a body else the issuer, where it can be its body."""
        if not one.unit:
            return one.unit_of
        if above := self._above(one):
            return self.slug(above)
        if said := one.unit_of or self._beside(one):
            return said
        told = self._told.get(one.slug)
        if told and self._issuer_type not in _HAS_UNITS:
            return told  # of the municipality whose board an ombudsman inspects
        return self._issuer if _can_have(self._issuer_type, one) else told

    def _above(self, one: Named) -> Named | None:
        """The body that a body is a part of: «kommunstyrelsens arbetsutskott»."""
        if not one.unit or not one.unit_of or one.unit_of in actors() or one.unit_of == one.slug:
            return None
        return next((o for o in self._named if o.slug == one.unit_of and o.unit), None)

    def _beside(self, one: Named) -> str | None:
        """The organisation named right beside a body, looked for once."""
        mention = (one.slug, one.start, one.end, one.genitive)
        if mention not in self._neighbours:
            self._neighbours[mention] = self._neighbour(one)
        return self._neighbours[mention]

    def _neighbour(self, one: Named) -> str | None:
        """The organisation named right before a body, or after it with «i»."""
        before = next((o for o in reversed(self._organisations) if o.end <= one.start), None)
        if before and self._view.at(before.start) is self._view.at(one.start):
            between = self._view.words[before.end : one.start]
            # «Naturvårdsverket, tekniska nämnden» is a list.
            owned = before.genitive and between == "s "
            beside = before.type in _HAS_UNITS and _can_have(before.type, one) and _BESIDE.fullmatch(between)
            if owned or beside:
                return before.slug
        end = one.end + one.genitive
        joined = next((word for word in _IN if self._view.words.startswith(word, end)), None)
        start = end + len(joined or "")
        after = next((o for o in self._organisations if o.start == start), None) if joined else None
        if after is None:
            return self._of_place(one, end)
        if joined == _IN[-1] and not _of_university(one, after):
            return None  # a comma can part two of a list
        return after.slug if after.type in _HAS_UNITS else None

    def _of_place(self, one: Named, end: int) -> str | None:
        """The municipality whose place alone stands after a body: «kommunfullmäktige i Arboga»."""
        place = OF_BODY.match(self._view.words, end)
        bare = "municipality" if one.name.lower() == "fullmäktige" else ""  # «fullmäktige i Arboga»
        whose = place and place_actor(place["place"], type_of_unit(one.name) or bare)
        return whose.slug if whose else None


def _of_university(body: Named, organisation: Named) -> bool:
    """Whether a body is one that only universities have, and the organisation is one."""
    return organisation.type == "university" and body.name.lower().endswith(("fakulteten", "institutionen"))


def _can_have(type_: str | None, body: Named) -> bool:
    """Whether an organisation of a type can have a body of that name: no region has a kommunstyrelse."""
    if body.name.lower().startswith("förbunds"):
        return type_ not in _NAMED_AFTER
    university = body.name.lower().startswith(_OF_UNIVERSITY)
    expected = "university" if university else type_of_unit(body.name)
    return expected is None or type_ not in _NAMED_AFTER or type_ == expected
