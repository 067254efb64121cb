"""Forms of Swedish words, by rule, where a list of every form would be long: adjectives and regular verbs."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

# How a base form ends, and what takes the place of that ending in the neuter and in the plural.
_ADJECTIVES = (
    (r"(?:ande|ende|ra|bra|[tmr]re|are)$", None, None),
    (r"(?<=[aeiouyåäö])dd$", "tt", "dda"),
    (r"ad$", "at", "ade"),
    (r"nn$", "nt", "nna"),
    (r"(?<=[ouyåäö])d$", "tt", "da"),
    (r"(?<=[rnlgj])d$", "t", "da"),
    (r"(?<=m)men$", "met", "na"),
    (r"en$", "et", "na"),
    (r"el$", "elt", "la"),
    (r"er$", "ert", "ra"),
    (r"(?<=[^e])t$", "t", "ta"),
    (r"(?<=[aouyåäö])$", "tt", "a"),
    (r"$", "t", "a"),
)


def adjective(base: str) -> tuple[str, ...]:
    """The forms of an adjective or participle: common, neuter and plural (`oklar`, `oklart`, `oklara`).

    Of several words the last is the one that is inflected (`mindre lämplig`), a preposition aside (`öppen för`).
    """
    head, _, last = base.rpartition(" ")
    if head and last in ("om", "för", "att", "med", "till"):
        return tuple(f"{form} {last}" for form in adjective(head))
    for ending, neuter, plural in _ADJECTIVES:
        if re.search(ending, base):
            if neuter is None or plural is None:
                return (base,)
            forms = (base, re.sub(ending, neuter, base, count=1), re.sub(ending, plural, base, count=1))
            return tuple(dict.fromkeys(forms))
    return (base,)


def comparative(base: str) -> tuple[str, ...]:
    """The comparative of a regular adjective (`tydligare`); none of a participle, a phrase or an irregular one."""
    regular = re.search(r"(?:ig|isk|am|sam|nn|ag|äv|åg|ol|id|aff|art)$", base) and " " not in base
    return (f"{base}are",) if regular else ()


def regular_verb(infinitive: str) -> tuple[str, ...]:
    """The finite forms and the supine, active and passive, of a verb of the first conjugation (`notera`)."""
    return tuple(infinitive + ending for ending in ("r", "de", "t", "s", "des", "ts"))


def verb_phrases(
    phrase: str, regular: Collection[str], irregular: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    """A phrase that begins with the infinitive of a verb (`ge … i uppdrag`), with the verb in each of its other forms.

    Args:
        phrase: any phrase; nothing comes of one that begins with no such verb.
        regular: verbs of the first conjugation.
        irregular: present, past and supine of others by their infinitive.
    """
    verb, blank, rest = phrase.partition(" ")
    if verb in irregular:
        present, past, supine = irregular[verb]
        passive = verb.removesuffix("a") if len(verb) > 2 else verb
        forms: tuple[str, ...] = (present, past, supine, f"{passive}s", f"{past}s", f"{supine}s", f"{verb}s")
    else:
        forms = regular_verb(verb) if verb in regular else ()
    yield from (form + blank + rest for form in forms)


def active(passive: str) -> str:
    """The active infinitive of a passive one: `kompletteras` is `komplettera`, `ses` is `se`."""
    return passive if passive in _DEPONENT else passive.removesuffix("s")


_DEPONENT = frozenset({"finnas", "hoppas", "lyckas", "minnas", "trivas", "umgås", "fattas"})
