"""What a response says to decide that it is: «Härmed beslutas att avge bifogat yttrande», as a missive over it does."""

from collections.abc import Iterator

from clustergraph.mapping.decisions.deciding import Deciding, FoundDecision
from clustergraph.mapping.decisions.lines import official_in
from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.clause_words import trimmed
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.vocabulary import lexicon, pattern
from clustergraph.namespaces import slugify
from clustergraph.reading import Kind

_LINES = (Kind.PARAGRAPH, Kind.ITEM, Kind.LETTERHEAD, Kind.HEADING)
_DECIDES = pattern("decisions", "decided-answers-decides")
_ANSWERS = pattern("decisions", "decided-answers-answers")


def decided_answers(deciding: Deciding) -> Iterator[FoundDecision]:
    """The decision of a response to answer, in one sentence or in the point under it."""
    if deciding.type not in ("consultation-response", "decision"):
        return
    lower = deciding.view.lower
    deciding_line = None
    for stretch in deciding.view.stretches:
        here = lower.find("besluta", stretch.start, stretch.end) >= 0
        if stretch.kind not in _LINES or not (here or deciding_line):
            continue
        lead, deciding_line = deciding_line, None
        for start, end in deciding.sentences(stretch):
            match = _DECIDES.match(lower, start, end)
            if match and match.end() >= end:
                deciding_line = (start, end)
            what = match.end() if match else start
            who = (start, what) if match else lead
            if who and _ANSWERS.match(lower, what, end):
                body = deciding.body_in(*who) or official_in(deciding, *who) or _signing(deciding.material)
                clause = (what, trimmed(lower, what, end))
                yield deciding.clause("taken", body, "submit-response", clause, 0.7)
            lead = None


def _signing(material: Material) -> Named | None:
    """The official who writes «jag» or «undertecknad»: the last one whose title the document gives."""
    officials = (
        (title.removesuffix("en"), name) for title, name in lexicon("documents")["officials"].items()
    )
    last, printed, name = max((material.view.lower.rfind(title), title, name) for title, name in officials)
    end = last + len(printed)
    return Named(slugify(name), name, "body", last, end, "official-decides", 0.6) if last >= 0 else None
