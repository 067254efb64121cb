"""Verbs in the past by which a text tells a decision: «antog», «har remitterats», «gav … i uppdrag»."""

import re
from functools import cache

from clustergraph.mapping.text.inflection import verb_phrases
from clustergraph.mapping.text.sparse import Sparse
from clustergraph.mapping.text.vocabulary import lexicon


@cache
def past() -> Sparse:
    """The past and the supine, active and passive, of every verb of decisions, and the other words that tell one."""
    verbs = lexicon("decisions")["verbs"]
    told = lexicon("decisions")["told"]
    forms = {*told["words"], *told["more"]}
    for verb in (*verbs["regular"], *verbs["irregular"]):
        forms.update(_past_of(verb))
    expression = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    return Sparse(rf"\b(?:{expression})\b", *forms, leads=True)


def _past_of(verb: str) -> list[str]:
    """«antog, antagit, antogs, antagits»."""
    forms = [*verb_phrases(verb, **lexicon("decisions")["verbs"])]
    present = {f"{verb}s", forms[0], forms[3]}
    return [one for one in forms if one not in present]


@cache
def plain_past() -> frozenset[str]:
    """The forms that tell a decision whether or not the words say what it came to."""
    told = lexicon("decisions")["told"]
    forms = (form for verb in told["plainly"] for form in _past_of(verb))
    return frozenset({*forms, *told["words"]})
