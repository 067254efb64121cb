"""Titles as they are printed: whole where the end of a line cuts one off, and without the registry number beside it."""

import re
from itertools import pairwise

from clustergraph.mapping.text.dates import find_dates
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.registry_numbers import find_numbers, head_number
from clustergraph.mapping.text.sections import kind_of
from clustergraph.mapping.text.vocabulary import pattern

_UNFINISHED = pattern("documents", "whole-titles-unfinished")
# «Yttrande över Finansdepartementets remiss:» over the title of what is answered.
_LEADS = re.compile(r"(?:Yttrande|Svar|Remissvar|Synpunkter) (?:över|på|om|avseende|angående)\b[^.:]{5,90}:")
_BEGINNING = 15  # blocks within which the same title stands whole
_LINE = 120  # characters of a line that a title goes on in


def whole(material: Material, title: str) -> str:
    """A title, one that its line cuts off as another line has it whole, or with the line under it or the one it leads on from."""
    view = material.view
    lines = [" ".join(view.block_words(one).split()) for one in view.stretches[:_BEGINNING]]
    led = next((above for above, line in pairwise(lines) if line == title and _LEADS.fullmatch(above)), "")
    if led:
        return f"{led} {title}"
    if not _UNFINISHED.search(title):
        return title
    longer = next((line for line in lines if line.startswith(f"{title} ") and len(line) < LONGEST), "")
    if longer:
        return longer
    at = max((index for index, line in enumerate(lines) if line == title), default=len(lines))
    rest = lines[at + 1] if at + 1 < len(lines) else ""
    goes_on = rest and len(rest) < _LINE and not rest.endswith((".", ":")) and not head_number(rest)
    goes_on = goes_on and not kind_of(rest.lower())
    if not goes_on or (find_dates(rest[:12]) and not rest.endswith(")")):
        return title
    return f"{title}{'' if title.endswith('-') else ' '}{rest}"


def without_number(title: str) -> str:
    """A title without the registry number before it, or at its end in brackets or after a comma, a dash or «dnr»."""
    title = DATED.sub("", title) if title[:1].isdigit() else title
    title = _GLUED_KEY.sub("", title) if ":" in title else title
    title = _NUMBER_BEFORE.sub("", title) if "(" in title else title
    if title.endswith(("fl.", "(delvis)", "(del)")):
        title = _AMONG_OTHERS.sub("", title)
    if len(title) > LONGEST or not any(map(str.isdigit, title[-5:])):
        return title
    for number in find_numbers(title)[-1:]:
        bare = _JOIN.sub("", _KEEPER.sub("", title[: number.label]))
        if bare and not title[number.end :].strip(" ).]") and not _CUT.search(bare):
            return bare
    return title


_CUT = pattern("documents", "whole-titles-cut")
# «PM 2014:20 RV (Dnr 001-1234/2013) Bostäder åt fler»
_NUMBER_BEFORE = re.compile(
    r"^(?:Datum (?=[A-ZÅÄÖ])|(?:[A-ZÅÄÖ]{2,10} )?(?:\d{4}:\d+ )?(?:[A-ZÅÄÖ]{2,5} )?\([Dd](?:nr|iarienr)\.? ?[^()\n]{0,40}\) (?=\w))"
)
# «Uppdrag att kartlägga hamnarDiarienummer: KN2025/1», of a page whose lines ran together
_GLUED_KEY = re.compile(r"(?<=[a-zåäö)\d])(?:Diarienummer|Dnr|Publicerad|Datum): ?\S+$")
_AMONG_OTHERS = re.compile(r"(?<=\w),? (?:m\. ?fl\.|\((?:delvis|del)\))$")  # «N2019/118 (delvis)»
DATED = re.compile(r"^\d{4}-\d\d-\d\d ")  # the day before the title
LONGEST = 450  # characters of a title
_KEEPER = re.compile(r"\([^()]*$")  # «(Region Dalarnas» before «dnr …)»
_JOIN = re.compile(r"[\s,;:(\[–-]*(?:[Mm]ed )?[\s,;:(\[–-]*$|\.\s*$")
