"""Whose mail and web addresses a document prints: `kommun@solna.se`, `www.lansstyrelsen.se/blekinge`."""

import re
from collections.abc import Iterator
from functools import cache

from clustergraph.mapping.text.actors import places
from clustergraph.mapping.text.sparse import sparse
from clustergraph.mapping.text.vocabulary import Registered, actors, lexicon
from clustergraph.namespaces import slugify

_ADDRESS = sparse("actors", "addresses-address")
_BOARDS = "lansstyrelsen"
# the courts share a domain: `svea.hovratt@dom.se`, `www.domstol.se/svea-hovratt`
_COURTS = ("dom", "domstol")


def address_owners(lower: str) -> Iterator[tuple[Registered, int, int, bool]]:
    """Each actor of the register whose address stands in a text in lower case, where, and whether it takes answers."""
    for match in _ADDRESS.within(lower).finditer():
        local = match["local"] or ""
        if match["domain"] == _BOARDS:
            owner = _of_board(local, match["page"])
        elif match["domain"] in _COURTS:
            owner = _domains().get(_letters(local)) or _domains().get(_letters(match["page"] or ""))
        else:
            owner = _of_domain(match["domain"])
        if owner:
            yield owner, *match.span("domain"), "remiss" in local


def _of_board(local: str, page: str | None) -> Registered | None:
    return next((_counties()[name] for name in (local, page) if name in _counties()), None)


def _of_domain(domain: str) -> Registered | None:
    bare = domain.replace("-", "")
    known = _domains()
    return known.get(bare) or known.get(bare.removesuffix("kommun").removesuffix("stad"))


@cache
def _counties() -> dict[str | None, Registered]:
    """The counties as the addresses of their boards write them → the board."""
    return {slugify(place): actor for place, actor in places("county-board").items() if place}


@cache
def _domains() -> dict[str, Registered]:
    """The names of actors, of municipalities and regions their places, as domains write them → the actor."""
    found = {domain: actors()[slug] for domain, slug in lexicon("actors")["domains"].items()}
    for type_ in ("municipality", "region"):
        for place, actor in places(type_).items():
            found.setdefault(_letters(place), actor)
    for actor in actors().values():
        for name in actor.names:
            if len(letters := _letters(name)) > 2:
                found.setdefault(letters, actor)
    found.pop("", None)
    return found


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", slugify(name))
