"""Forms of the verbs of decisions: those of the past, «antog», and those of the passive, «godkänns», «avslogs»."""

from collections.abc import Iterator
from functools import cache

from clustergraph.mapping.text.inflection import verb_phrases
from clustergraph.mapping.text.sparse import Sparse
from clustergraph.mapping.text.vocabulary import lexicon
from clustergraph.reading.alternatives import either


@cache
def past() -> Sparse:
    """The past and the supine, active and passive, of every verb of decisions, and the other words that tell one."""
    told = lexicon("decisions")["told"]
    forms = {*told["words"], *told["more"], *(form for verb in _verbs() for form in _past_of(verb))}
    return Sparse(rf"\b{either(forms)}\b", *forms, leads=True)


@cache
def plain_past() -> frozenset[str]:
    """The forms that tell a decision whether or not the words say what it came to."""
    told = lexicon("decisions")["told"]
    return frozenset({*told["words"], *(form for verb in told["plainly"] for form in _past_of(verb))})


@cache
def acting() -> frozenset[str]:
    """The verbs of decisions where a body does what they say: «beslutar», «biföll»."""
    active = {form for verb in _verbs() for form in _forms(verb) if not form.endswith("s")}
    return frozenset({*active, *_SPOKEN, "beslöt"})


@cache
def recording() -> frozenset[str]:
    """The words by which minutes record what is done: the passive of the verbs of procedure, «utgår»."""
    told = lexicon("decisions")["told"]
    passive = {form for verb in (*told["plainly"], *told["passively"]) for form in _forms(verb)}
    return frozenset({*(form for form in passive if form.endswith("s")), *told["recorded"]})


@cache
def digesting() -> frozenset[str]:
    """The words by which digests of meetings alone record it: «fick (avslag)», «klubbades»."""
    return frozenset(lexicon("decisions")["told"]["digested"])


_SPOKEN = ("sade", "sa", "röstade", "föreläggs", "meddelar", "förbjuder")


def _verbs() -> Iterator[str]:
    verbs = lexicon("decisions")["verbs"]
    return (verb for verb in (*verbs["regular"], *verbs["irregular"]))


def _forms(verb: str) -> list[str]:
    return [*verb_phrases(verb, **lexicon("decisions")["verbs"])]


def _past_of(verb: str) -> list[str]:
    """«antog, antagit, antogs, antagits»."""
    forms = _forms(verb)
    present = {forms[0], forms[3], f"{verb}s"}
    return [one for one in forms if one not in present]
