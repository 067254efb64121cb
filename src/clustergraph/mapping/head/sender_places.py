"""Who speaks by places other than the letterhead: the foot, addresses, the place of a body; and whose answer is rendered."""

import re
from collections.abc import Iterator

from clustergraph.mapping.head.recipients import POST
from clustergraph.mapping.organisations.addresses import address_owners
from clustergraph.mapping.text.actors import Named, mention_of, place_actor
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.roles import is_name
from clustergraph.mapping.text.view import View
from clustergraph.reading import Kind


def type_of_unit(name: str) -> str | None:
    """The type of the organisation that a body or an office belongs to by its first word."""
    if name.lower().startswith(("kommun", "stads", "stadens")):
        return "municipality"
    return "region" if name.lower().startswith(("region", "landsting")) else None


_PLACED_BODY = re.compile(r"(?P<place>[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+)?) kommun(?:fullmäktige|styrelse)")
OF_BODY = re.compile(r" i (?P<place>[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+)?)")


def by_place_of_body(material: Material, within: int) -> Iterator[tuple[Named, int]]:
    """The municipality whose body the paper names by its place only before an offset: «Kommunfullmäktige i Arboga»."""
    view = material.view
    for one in material.named:
        if not one.unit or one.start > within:
            continue
        if not _PLACED_BODY.match(one.name) and type_of_unit(one.name) != "municipality":
            continue
        match = OF_BODY.match(view.words, one.end) or _PLACED_BODY.match(view.words, one.start, one.end)
        actor = place_actor(match["place"], "municipality") if match else None
        if match and actor:
            yield mention_of(actor, *match.span("place"), "place-of-body", 0.8), 9
            return


_LAST_WORDS = 20  # characters after a receiver's mail address, which ends its line
_FOOT = 10  # blocks at the end in which the foot stands


def in_foot(material: Material, addressed: set[int], answers: bool) -> Iterator[tuple[Named, int]]:
    """The organisation that begins a line at the end, over its postal address or its number; in an answer it outweighs one in the head."""
    view = material.view
    last = len(view.stretches) - _FOOT
    for one in material.named:
        if one.unit or one.start < material.head:
            continue
        stretch = view.at(one.start)
        if stretch.index < last or stretch.start < material.head or one.start != stretch.start:
            continue
        if one.start in addressed or stretch.kind is Kind.ITEM or view.words[stretch.end - 1] == ".":
            continue
        below = view.stretches[min(stretch.index + 3, len(view.stretches) - 1)]
        posted = stretch.end - stretch.start < 160 and POST.search(view.words, one.end, below.end)
        if posted or _over_signature(view, one):
            yield one, 10 if answers else 9
            return


def _over_signature(view: View, one: Named) -> bool:
    """Whether an organisation stands alone over the name of who signs for it: «Kronofogdemyndigheten / Anna Ek»."""
    stretch = view.at(one.start)
    above, below = (view.stretches[at : at + 1] for at in (stretch.index - 1, stretch.index + 1))
    if one.end != stretch.end or not above or above[0].kind is not Kind.PARAGRAPH or not below:
        return False
    signs = view.block_words(below[0]).partition("\n")[0].split()
    # Two can sign on one line: «Anna Ek Per-Olof Dahl».
    return any(is_name(" ".join(signs[:words])) for words in {len(signs), 2})


def by_addresses(material: Material, answers: bool) -> Iterator[tuple[Named, int]]:
    """Whose mail and web addresses stand in the foot or, with less weight, in the head; not the receiver's inbox."""
    view, seen = material.view, set()
    # Under its name in the head of an answer, an address is as often the receiver's as the sender's.
    shown = {one.slug for one in material.named if answers and one.start < material.head}
    for owner, start, end, inbox in address_owners(view.lower):
        stretch = view.at(start)
        foot = stretch.index >= len(view.stretches) - _FOOT and stretch.end - stretch.start < 160
        head = start < material.head
        sent_to = stretch.kind is Kind.DISTRIBUTION and stretch.end - end < _LAST_WORDS
        # «boverket@boverket.se» at the top of an answer is where it is sent.
        inbox |= head and view.lower.endswith(f"{view.lower[start:end]}@", 0, start)
        if (
            sent_to
            or (inbox and answers)
            or not (foot or head)
            or owner.slug in seen
            or (head and owner.slug in shown)
        ):
            continue
        seen.add(owner.slug)
        points = 8 if foot and not head else 3
        yield Named(owner.slug, owner.name, owner.type, start, end, "address-owner", 0.6), points
