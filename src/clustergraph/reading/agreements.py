"""Where an agreement begins that stands in a file after the memo by which it is proposed."""

import re
from collections.abc import Sequence

from clustergraph.reading.block import Block, Kind
from clustergraph.reading.continued import words_in

# «SAMVERKANSAVTAL», «ÖVERENSKOMMELSE OM VATTENBRUK», «Avsiktsförklaring mellan A och B».
_TITLE = re.compile(
    r"(?:[\w-]+\s){0,2}?[\w-]*(?:avtal|överenskommelse|avsiktsförklaring|letter of intent|memorandum of understanding)"
    r"(?=\s(?:om|mellan|för|avseende|rörande|kring|gällande|angående)\b|:?\Z)",
    re.IGNORECASE,
)
# It names its parties at once: «Parter», «mellan A och B», «har denna dag träffats följande avtal».
_PARTIES = re.compile(
    r"(?:\d{1,2}\.?\s|§\s?\d\s)?(?:avtals)?part(?:er|erna)\b(?!\s[a-zåäö])|mellan\s(?=.*\soch\s)",
    re.IGNORECASE | re.DOTALL,
)
_NAMED = re.compile(
    r"\bnedan\s(?:gemensamt\s)?(?:kallad|kallat|kallade|benämnd|benämnt|benämnda)\b|\bdenna\sdag\b|\bföljande\s\w*(?:avtal|överenskommelse)\b",
    re.IGNORECASE,
)
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
