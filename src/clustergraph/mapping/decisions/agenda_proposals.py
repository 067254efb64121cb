"""What an agenda or a memo proposes on the line of its label: «Förslag till beslut: Nämnden godkänner bokslutet.»."""

from collections.abc import Iterator

from clustergraph.mapping.decisions.deciding import Deciding, FoundDecision
from clustergraph.mapping.decisions.wording import (
    DECIDES,
    clause_in,
    clauses_in,
    may_decide,
    presumed_outcome,
)
from clustergraph.mapping.text.clause_words import trimmed
from clustergraph.mapping.text.view import Stretch
from clustergraph.mapping.text.vocabulary import pattern
from clustergraph.reading import Kind

_LABEL = pattern("decisions", "agenda-proposals-label")
_LINES = (Kind.PARAGRAPH, Kind.ITEM, Kind.ROW, Kind.LETTERHEAD, Kind.HEADING)
_TYPES = ("summons", "memo")
_BESIDE = pattern("decisions", "agenda-proposals-beside")
_LED = pattern("decisions", "agenda-proposals-led")


def in_labelled_lines(deciding: Deciding) -> Iterator[FoundDecision]:
    """Each clause that such a line proposes."""
    if deciding.type not in _TYPES:
        return
    view = deciding.view
    for stretch in view.stretches:
        if stretch.kind in _LINES and view.lower.find("förslag", stretch.start, stretch.end) >= 0:
            labels = list(_LABEL.finditer(view.words, stretch.start, stretch.end))
            for label in labels:
                later = (one.start() for one in labels if one.start() > label.start())
                end = min((*later, stretch.end))
                yield from _proposed(deciding, stretch, label.end(), end)


def _proposed(deciding: Deciding, stretch: Stretch, start: int, end: int) -> Iterator[FoundDecision]:
    """The clauses of what stands after a label, the first sentence and those that go on deciding."""
    view = deciding.view
    following = view.stretches[stretch.index + 1 : stretch.index + 2]
    leads = bool(following) and following[0].block.lead_in == stretch.number
    borders = [stop for _, stop in deciding.sentences(stretch) if start < stop < end]
    for begin, stop in zip([start, *borders], [*borders, end], strict=True):
        begin += len(view.words[begin:stop]) - len(view.words[begin:stop].lstrip())
        if _BESIDE.match(view.lower, begin, stop):
            return
        led = _LED.match(view.lower, begin, stop)
        if stop == stretch.end and leads and DECIDES.search(view.lower, begin, stop):
            return  # «Styrelsen föreslår fullmäktige besluta» over the points themselves
        body = deciding.body_in(begin, begin + 2)
        asked = [one for one in deciding.bodies if led and begin < one.start < led.end()]
        own = body if body and not body.genitive else deciding.metadata.body
        body = asked[-1] if asked else own
        whole = (led.end(), trimmed(view.lower, led.end(), stop)) if led else None
        whole = whole or clause_in(view.lower, begin, stop, True)
        for clause in clauses_in(view.lower, *whole) if whole else ():
            outcome = deciding.outcome(*clause)
            decides = outcome or may_decide(view.words[slice(*clause)], stretch, clause[0] > begin)
            outcome = outcome or presumed_outcome(view.lower[slice(*clause)])
            if decides:
                yield deciding.clause("proposed", body, outcome, clause, 0.8, own=False)
