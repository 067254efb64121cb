"""Where an agreement begins that stands in a file after the memo by which it is proposed."""

import re
from collections.abc import Sequence

from clustergraph.reading.block import Block, Kind
from clustergraph.reading.continued import words_in
from clustergraph.reading.genre import pattern

_TITLE = pattern("agreement", re.IGNORECASE)
_PARTIES = pattern("parties", re.IGNORECASE | re.DOTALL)
_NAMED = pattern("party-named", re.IGNORECASE)
_NEAR = 5  # blocks


def opens_agreement(text: str, found: Sequence[Block], first: int, index: int, parted: bool) -> bool:
    """Whether block `index`, parted from what is before it or not, is the title of the first agreement since block `first`."""
    if not _opens(text, found, index, parted):
        return False
    return not any(_opens(text, found, at, parted=False) for at in range(first, index))


def _opens(text: str, found: Sequence[Block], index: int, parted: bool) -> bool:
    """Whether a block is the title of an agreement whose parties follow."""
    block = found[index]
    if block.kind not in (Kind.HEADING, Kind.LETTERHEAD) or block.number:
        return False
    title = words_in(text, block)
    if not _TITLE.match(title):
        return False
    near = [words_in(text, one) for one in found[index + 1 : index + 1 + _NEAR]]
    if any(map(_NAMED.search, near)):
        return True
    between = title[title.upper().find("MELLAN ") :]
    capitals = title.partition(" ")[0].isupper()
    return (parted or capitals) and any(map(_PARTIES.match, (between, *near)))
