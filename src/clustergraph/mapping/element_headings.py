"""Which headings of a plan without numbers are elements, and which ones end them."""

import re
from collections.abc import Mapping

from clustergraph.mapping.element_kinds import announced_kind
from clustergraph.mapping.element_tables import TableRow
from clustergraph.mapping.view import View
from clustergraph.reading import Kind

# Headings after those of the elements, at the same depth where headings have no numbers.
CLOSING = frozenset(
    {
        "uppföljning",
        "ansvar",
        "genomförande",
        "uppföljning och utvärdering",
        "ansvar och uppföljning",
        "organisation",
    }
    | {
        "ekonomi",
        "finansiering",
        "referenser",
        "bilagor",
        "källor",
        "begrepp",
        "ordlista",
        "genomförande och uppföljning",
    }
    | {"vem gör vad", "så följer vi upp", "så läses planen", "om planen"}
    | {"ansvarsfördelning", "kommunikation", "revidering", "implementering", "ansvar och roller", "styrning"}
)
# What a list item begins with that tells what is to be done.
_DEEDS = re.compile(
    r"(?:att )?(?!\w*(?:liga|iska|ala|iva|ella)\b)(?!(?:nya|alla|andra|egna|våra|bra|stora|små|goda|flera|sina|samma|många) )"
    r"(?:[a-zåäö]{2,}a|se|ge|få|nå|gå|stå|ta|ha|dra|be|bero|tro|ske|te|utse|bese|uppnå|ingå|framgå) "
)
_MEASURES = ("action", "goal", "priority")


def holding(view: View, rows: Mapping[int, TableRow]) -> frozenset[int]:
    """The headings, two or more, right over what is to be done.

    That is a list of deeds («Öppna …», «Ta fram …»), a table of measures, or a lower heading that only names the kind
    and comes back («Insatser»).
    """
    headings = [one for one in view.stretches if one.kind is Kind.HEADING]
    names = [view.lower[one.start : one.end].strip(" .:") for one in headings]
    found: list[int] = []
    for place, heading in enumerate(headings):
        if announced_kind(names[place]) or names[place] in CLOSING:
            continue
        after = headings[place + 1] if place + 1 < len(headings) else None
        inside = view.stretches[heading.index + 1 : after.index if after else None]
        items = [one for one in inside if one.kind is Kind.ITEM]
        label = names[place + 1] if after else ""
        named = announced_kind(label) in _MEASURES and names.count(label) > 1
        deeds = inside[:1] == tuple(items[:1]) and all(
            _DEEDS.match(view.lower, one.start, one.end) for one in items
        )
        if (items and deeds) or named or any(one.index in rows for one in inside):
            found.append(heading.index)
    return frozenset(found if len(found) > 1 else ())
