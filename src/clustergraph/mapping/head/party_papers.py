"""Papers of a political party and its members: motions, what they state besides a decision, pages; and which party it is."""

import re
from dataclasses import replace
from functools import cache

from clustergraph.mapping.people.signatures import in_signatures
from clustergraph.mapping.people.spelled_parties import party_letters
from clustergraph.mapping.text.actors import Named, standing
from clustergraph.mapping.text.material import Found, Material
from clustergraph.mapping.text.vocabulary import concepts, pattern
from clustergraph.namespaces import slugify
from clustergraph.reading import Kind
from clustergraph.reading.alternatives import either

_MEMBERS = (
    r"(?:socialdemokrat|moderat|centerpartist|kristdemokrat|vänsterpartist|sverigedemokrat|miljöpartist)"
)
_DISSENT = pattern("documents", "party-papers-dissent")
_DISSENT_WITHIN = 2  # blocks


@cache
def _speaking() -> re.Pattern[str]:
    """Who speaks in what a party publishes: «vi socialdemokrater», «Vänsterpartiet anser», its name under a person's."""
    party = rf"(?P<party>{either(party_letters())}|feministiskt initiativ)"
    return re.compile(
        rf"\bvi {_MEMBERS}(?:er|a)\b|\b{party} (?:\w+ )?(?:anser|vill|föreslår|yrkar|kräver|menar|har därför|har lämnat|har röstat)\b"
        rf"|\n(?:[\wé -]{{5,40}}, |för )?{party.replace('party>', 'under>')}(?: i? ?[\w-]{{3,20}})?(?=\n|\Z)"
    )


def speaks_for_party(material: Material, type_: str) -> bool:
    """Whether a page without a sender is a party's, and so of no authority that it names."""
    return dissents(material) or (
        type_ in ("other", "letter") and bool(_speaking().search(material.view.lower))
    )


def dissents(material: Material) -> bool:
    """Whether a paper is what somebody of a board has to say of its decision: «Särskilt yttrande»."""
    return any(
        one.kind is not Kind.PARAGRAPH and _DISSENT.match(material.view.lower, one.start, one.end)
        for one in material.view.stretches[:_DISSENT_WITHIN]
    )


def by_party(material: Material) -> Found | None:
    """The one party of those who sign a motion or a statement, by the letters behind their names, else the one that speaks."""
    words = material.view.words
    by_letters = {one.notation: one.slug for one in concepts("party").values()}
    named = [
        (by_letters.get(one.party, ""), at, at + len(one.party))
        for one in in_signatures(material.view)
        if one.party and (at := words.find(one.party, one.start + len(one.name))) > 0
    ] or [
        (by_letters[party_letters()[match[group]]], *match.span(group))
        for match in _speaking().finditer(material.view.lower)
        for group in ("party", "under")
        if match[group] in party_letters()
    ]
    if len({slug for slug, _, _ in named} - {""}) != 1 or not named[0][0]:
        return None
    return Found(*named[0], "issuer-by-party", 0.7)


def with_party(material: Material, issuer: Found | None) -> Material:
    """A paper with the mentions of the party that issues it, which no register of organisations holds."""
    party = concepts("party").get(issuer.value) if issuer else None
    if party is None or issuer is None:
        return material
    phrases = {slugify(phrase): phrase for phrase in party.phrases}
    name = phrases.get(party.slug, party.label)
    name = name[0].upper() + name[1:]
    found = [Named(party.slug, name, _TYPE, issuer.start, issuer.end, issuer.rule, issuer.confidence)]
    found += [
        Named(party.slug, name, _TYPE, start, end, "party-by-name", 0.8, bool(ending[1]))
        for start, end, ending in standing(material.view.lower, name.lower())
        if start != issuer.start
    ]
    return replace(material, named=sorted([*material.named, *found], key=lambda one: one.start))


_TYPE = "political-party"
