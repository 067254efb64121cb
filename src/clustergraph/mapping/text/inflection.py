"""Forms of Swedish words, by rule, where a list of every form would be long: adjectives and regular verbs."""

import re

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


def active(passive: str) -> str:
    """The active infinitive of a passive one: `kompletteras` is `komplettera`, `ses` is `se`."""
    return passive.removesuffix("s")
