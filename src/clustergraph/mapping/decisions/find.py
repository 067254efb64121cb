"""Decisions: proposed ones, those taken in the document, and earlier ones that it mentions."""

from collections.abc import Sequence

from clustergraph.mapping.decisions.adopted_participles import in_participles
from clustergraph.mapping.decisions.adopted_rows import adopted_in_rows
from clustergraph.mapping.decisions.agenda_proposals import in_labelled_lines
from clustergraph.mapping.decisions.clauses import in_sections
from clustergraph.mapping.decisions.decided_answers import decided_answers
from clustergraph.mapping.decisions.deciding import Deciding, FoundDecision
from clustergraph.mapping.decisions.earlier import earlier_decisions
from clustergraph.mapping.decisions.joint import joint_decisions
from clustergraph.mapping.decisions.lines import adopted_in_lines
from clustergraph.mapping.decisions.mentions import mentioned_in_prose
from clustergraph.mapping.decisions.people import with_people
from clustergraph.mapping.decisions.recorded import in_records
from clustergraph.mapping.decisions.sentences import in_sentences
from clustergraph.mapping.head.metadata import Metadata
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.roles import FoundPerson
from clustergraph.mapping.text.sections import answer_begins


def find_decisions(
    material: Material, metadata: Metadata, persons: Sequence[FoundPerson]
) -> list[FoundDecision]:
    """Every decision that the document proposes, takes or mentions, one for each clause, in order."""
    deciding = Deciding(material, metadata)
    whole = [*in_sentences(deciding)]
    told = [*in_participles(deciding)]
    found = [
        *in_sections(deciding),
        *adopted_in_lines(deciding),
        *adopted_in_rows(deciding),
        *mentioned_in_prose(deciding),
        *earlier_decisions(deciding),
        *joint_decisions(deciding),
        *whole,
        *(one for one in in_records(deciding) if not any(_within(each, one) for each in whole)),
        *in_labelled_lines(deciding),
        *told,
        *decided_answers(deciding),
    ]
    found = sorted((one for one in found if not _answers(one, material)), key=lambda one: one.quote)
    kept: list[FoundDecision] = []
    for one in found:
        last = kept[-1] if kept else None
        if last and _notes(one, last):
            kept.pop()
            last = kept[-1] if kept else None
        # What an earlier decision set up can be what is decided on: «Reservatet, inrättat av … 1998, utvidgas».
        of_object = one.body and one.date and one in told and last and last.rule.startswith("clause-of")
        if last is None or of_object or one.quote[0] >= max(each.quote[1] for each in kept[-2:]):
            kept.append(one)
    return with_people(kept, material, persons)


def _answers(one: FoundDecision, material: Material) -> bool:
    """Whether what looks like a decision is part of an answer given in its block: «… lämnar följande svar: Avgiften bör slopas»."""
    at = one.quote[0]
    return answer_begins(material.view, material.view.at(at), at) is not None


def _notes(one: FoundDecision, other: FoundDecision) -> bool:
    """Whether a decision is about an earlier one of another body: «… noterar styrelsens beslut den 3 mars, § 4, att …»."""
    told = one.rule == "clause-of-decision" and other.rule == "decision-mentioned"
    bodies = {each.body.slug for each in (one, other) if each.body}
    return told and len(bodies) > 1 and one.quote[0] < other.quote[1]


def _within(one: FoundDecision, other: FoundDecision) -> bool:
    """Whether what one decision quotes is a part of what another quotes."""
    return other.quote[0] <= one.quote[0] and one.quote[1] <= other.quote[1]
