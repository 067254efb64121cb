"""Several forms of one name: the legal form before, after or left out; a short form that the register knows."""

import re
from collections.abc import Iterator
from dataclasses import replace

from clustergraph.mapping.organisations.name_borders import field_nouns
from clustergraph.mapping.organisations.name_patterns import generic_words
from clustergraph.mapping.text.actors import Named, mentions, places
from clustergraph.mapping.text.vocabulary import lexicon, pattern

_BEFORE = re.compile(r"(?:AB|Aktiebolaget) (?=[A-ZÅÄÖ])")
_AFTER = re.compile(r",? (?:AB|HB|KB|[Aa]ktiebolag|[Ee]konomisk [Ff]örening|ek\. ?för\.?)(?: \(publ\.?\))?$")
_CALLED = pattern("actors", "called-by-kind")
_PUBLIC = frozenset({"municipality", "region", "county-board"})
_SHORT = re.compile(r" \((?=[A-ZÅÄÖ][\w&-]{1,14}\))")


def one_actor(words: str, named: list[Named]) -> list[Named]:
    """The mentions, those of one organisation given one slug and name, and those that leave out the legal form."""
    named = of_one_kind(_unit_in_full(named))
    registered = {one.start: one for one in named if one.rule == "register"}
    same: dict[str, Named] = {}
    by_bare: dict[str, Named] = {}
    printed = {words[one.start : one.end].lower(): one for one in named if not one.unit}
    longer = _longer(named)
    for one in sorted(named, key=lambda one: one.rule != "register"):
        if one.unit:
            continue
        if one.rule in _BY_NOUN and len(whole := longer.get(one.name, {})) == 1:
            same[one.slug] = next(iter(whole.values()))
            continue
        called = _CALLED.match(one.name) if one.rule != "register" else None
        if called and (known := printed.get(one.name[called.end() :].lower())):
            if known.type in _PUBLIC:
                pass  # «Hyresgästföreningen Region Stockholm» is a branch
            elif known.rule == "register":
                same[one.slug] = known  # «Fackförbundet Vågen» is «Vågen»
            else:
                same[known.slug] = one
            continue
        short = _SHORT.match(words, one.end) if one.rule != "register" else None
        known = registered.get(short.end()) if short else None
        if known and _can_be(known, one):
            same[one.slug] = known  # «Sydlänens avfallsbolag (Sysla)»
        elif known:
            same[known.slug] = one  # who has the initials that another is known by
        elif one.type in ("company", "association") or one.rule == "register":  # «Krinova», «Krinova AB»
            first = by_bare.setdefault(_bare(one.name).lower(), one)
            same.setdefault(one.slug, first)
    found = [
        replace(one, slug=known.slug, name=known.name, type=known.type)
        if (known := same.get(one.slug)) and not one.unit and _differ(one, known)
        else one
        for one in named
    ]
    return [*found, *_without_form(words, found)]


def _differ(one: Named, other: Named) -> bool:
    return (one.slug, one.name, one.type) != (other.slug, other.name, other.type)


def _can_be(known: Named, one: Named) -> bool:
    """Whether an actor that the register knows by an abbreviation can be the one that the text names in full before it."""
    parts = {part[:5] for part in re.findall(r"\w{5,}", known.name.lower()) if not part.startswith(_COUNTRY)}
    return known.name[0] == one.name[0] and (
        " " not in known.name or any(part in one.name.lower() for part in parts)
    )


_COUNTRY = ("svensk", "sverig", "riksf", "förbu", "fören")  # what names of every kind begin or end with


def of_one_kind(named: list[Named]) -> list[Named]:
    """The mentions, those of a body known for one by other mentions made so: «Folkhälsorådet» on a line of its own."""
    bodies = {one.slug: one for one in named if one.unit}
    return [
        replace(one, type=bodies[one.slug].type)
        if not one.unit and one.rule != "register" and one.slug in bodies
        else one
        for one in named
    ]


def _longer(named: list[Named]) -> dict[str, dict[str, Named]]:
    """The names that go on after their first word, by that word: «Studentkåren» is that of a university."""
    found: dict[str, dict[str, Named]] = {}
    for one in named:
        by = next((word for word in (" vid ", " för ") if word in one.name), " ")
        if one.rule == "name-goes-on" or one.name.startswith(_CALLED_SO) or by == " för ":
            first = one.name.partition(by)[0]
            found.setdefault(first, {}).setdefault(one.slug, one)
    return found


_CALLED_SO: tuple[str, ...] = tuple(lexicon("actors")["lists"]["called-by-noun"])
_BY_NOUN = frozenset({"name-in-use", "name-by-ending"})
_NEUTER = ("utskott", "kontor", "råd", "kansli")
_LAST = (*_NEUTER, "nämnd", "förvaltning", "beredning")
_BY_KIND = ("direktionen", "fullmäktige")
_DEFINITE = ("fakultetsnämnden",)


def _unit_in_full(named: list[Named]) -> list[Named]:
    """«Arbetsutskottet» and «stadsdelsnämnden» are those that the text names in full, where it names one."""
    full: dict[str, Named | None] = {}
    cuts = {one.name.lower() for one in named if one.rule == "named-for"}
    for one in named:
        if not one.unit:
            continue
        name = one.name.lower()
        if " & " in name:
            full.setdefault(name.replace(" & ", " och "), one)  # «Nämnden för Vård & Omsorg»
        for short in lexicon("actors")["inner"]["capital"]:
            if name.endswith(short) and name != short:
                full.setdefault(short, one)  # «Kommunledningskontoret», later «Ledningskontoret»
        for short in _BY_KIND:
            if name.endswith(short) and name != short:
                other = full.setdefault(short, one)  # «Förbundsdirektionen», later «Direktionen»
                full[short] = one if other and other.slug == one.slug else None
        if one.rule == "named-for":  # the same cut short by the end of a line
            full.update({cut: one for cut in cuts if name.startswith(f"{cut} ")})
        field = name.partition(" för ")
        if field[1] and " " not in field[0]:
            full.setdefault(field[0], one)  # «Klagomålsnämnden för högre utbildning»
        last = name.rpartition(" ")[2]
        if last != name and last.endswith((*_LAST, *_DEFINITE)):
            definite = last + ("" if last.endswith(_DEFINITE) else "et" if last.endswith(_NEUTER) else "en")
            other = full.setdefault(definite, one)
            if other and other.slug != one.slug:
                full[definite] = None
    return [
        replace(one, slug=whole.slug, name=whole.name, type=whole.type, unit_of=whole.unit_of)
        if one.unit and (whole := full.get(one.name.lower()))
        else one
        for one in named
    ]


def _bare(name: str) -> str:
    """The name of a company without its legal form."""
    return _AFTER.sub("", _BEFORE.sub("", name, count=1) if _BEFORE.match(name) else name)


def _without_form(words: str, named: list[Named]) -> Iterator[Named]:
    """«Hallonets Fiber AB» is later «Hallonets Fiber»."""
    for one in {one.slug: one for one in named if one.type == "company"}.values():
        bare = _bare(one.name)
        low = bare.lower()
        if bare == one.name or len(bare) < 4 or low in places("municipality") or low in generic_words():
            continue
        if " " not in bare and (low in field_nouns() or low in words.split()):
            continue
        yield from mentions(words, replace(one, rule="without-legal-form", confidence=0.7), bare)
