"""The organisations that a text names: those of the register, and others by the pattern of their names."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache

from clustergraph.mapping.organisations.branches import with_branches, without_districts
from clustergraph.mapping.organisations.descriptive_names import descriptive_names
from clustergraph.mapping.organisations.listed_places import coordinated, in_lines
from clustergraph.mapping.organisations.longer_names import joined_names, longer_names
from clustergraph.mapping.organisations.name_patterns import by_pattern, compounds, generic_words
from clustergraph.mapping.organisations.names_in_use import by_weak_ending
from clustergraph.mapping.organisations.same_names import one_actor
from clustergraph.mapping.organisations.speakers import (
    calls_itself,
    indefinite,
    office_of_field,
    stands_taken,
)
from clustergraph.mapping.organisations.units import (
    inquiries,
    named_for,
    offices_of_town,
    types_for,
    units,
)
from clustergraph.mapping.text.actors import (
    CAPITAL,
    Named,
    actor_finder,
    mentions,
    places,
    standing,
    unregistered,
)
from clustergraph.mapping.text.capitals import recased
from clustergraph.mapping.text.phrases import Hits, spaced
from clustergraph.mapping.text.roles import given_names, is_name
from clustergraph.mapping.text.vocabulary import lexicon, pattern
from clustergraph.namespaces import slugify


def find_organisations(
    words: str,
    lower: str,
    hits: Hits,
    lines: Iterable[str] = (),
    cells: Collection[int] = (),
    receivers: Collection[str] = (),
) -> list[Named]:
    """Every mention of an actor by name, in order, the longest where names overlap.

    `lines` are lines of the head and the signature, where an organisation that nothing else shows to be
    one prints its own name. No name runs over the beginning of one of the `cells`.
    `receivers` are lines of the head that name whom a document is sent to.
    """
    lines = tuple(lines)
    blanks = spaced(lower)  # where a blank stands for the border of a cell too
    words, lower = recased(_parted(words, cells), lines), _parted(lower, cells)
    found = with_branches(words, actor_finder().find(words, lower, blanks))
    covered: set[int] = set()
    for one in found:
        covered.update(range(one.start, one.end))
    heads = [hit for hit in hits["head"] if hit.start not in covered]
    found += by_pattern(words, heads)
    found += descriptive_names(words, lower, covered)
    found += units(words, lower, hits)
    found += [one for one in named_for(words, lower) if one.start not in covered]
    found += [
        *coordinated(words, lower),
        *in_lines(words, lower),
        *compounds(words, lower, hits),
        *inquiries(words, lower),
    ]
    found += by_weak_ending(words, lower, stands_taken(words, lower))
    found += _before_abbreviation(words)
    found += [*longer_names(words, found), *offices_of_town(words, lower)]
    found = [one for one in found if not _in_address(words, one)]
    kept = _longest(found)
    kept = _longest([*kept, *_by_form(words, kept), *_of_letterhead(words, lower, lines, receivers, kept)])
    kept = _longest([*kept, *joined_names(words, kept)])
    kept = _longest([*kept, *_shortened(words, lower, kept)])
    kept = _longest(one_actor(words, kept))
    return without_districts(words, _longest([*kept, *_abbreviated(words, kept)]))


_OFFICE = re.compile(r"[\w-]+,? (?:och|&) [\w -]+|[\w-]+(?<!en)(?<!et)(?<!na)")  # a field and no name
_WITH_OFFICES = frozenset({"municipality", "region", "university", "county-board", "agency", "hospital"})


def _of_letterhead(
    words: str, lower: str, lines: Iterable[str], receivers: Collection[str], known: list[Named]
) -> Iterator[Named]:
    """A name that stands alone on a line of the head and again in the text, or shows itself: an unknown issuer or receiver."""
    taken = {words[one.start : one.end] for one in known}
    authorities = {words[one.start : one.end] for one in known if one.type in _WITH_OFFICES}
    above = ""
    for line in dict.fromkeys(lines):
        name = recased(line, (line,)).strip()
        over, above = above, name
        if (
            name in taken
            or len(name) < _SHORTEST
            or name.endswith(" län")
            or name.split()[0].lower() in ("en", "ett", "den", "det", "de")
            or name in lexicon("documents")["ministry"]
            or any(word.lower().endswith(_PAPERS) for word in (name.split()[0], name.split()[-1]))
            or not _furniture().isdisjoint(name.lower().split())
            or name.lower() in generic_words()
            or any(name.lower() in places(type_) for type_ in ("municipality", "region", "county-board"))
            or (name.isupper() and len(name) > _LONGEST_SHORT)  # again in capitals, it is a heading
            or not re.fullmatch(rf"{CAPITAL}(?: (?:{CAPITAL}|\w+)){{0,5}}", name)
        ):
            continue
        if any(one in name for one in taken) or re.search(r"\d", name):
            continue
        receives = line.strip() in receivers and _CAPITALS.fullmatch(line.strip())
        shown = receives or _shows_itself(words, name) or calls_itself(words, lower, name)
        shown = shown or (over == "" and _opens_answer(words, line.strip(), receivers, known))
        if not shown and (words.count(name) < 2 or (line.isupper() and is_name(name))):
            continue  # «ANNA EK» over her title
        # «Ånäs kommun / Stöd och lärande»: an office below its authority.
        below = over in authorities and _OFFICE.fullmatch(name)
        type_ = "office" if below or office_of_field(name) else "association"
        yield from mentions(words, unregistered(name, type_, "name-in-letterhead", 0.6))


_PAPERS: tuple[str, ...] = tuple(lexicon("actors")["lists"]["papers"])
_CAPITALS = re.compile(rf"{CAPITAL}(?: (?:(?:och|i|för|&) )?{CAPITAL}){{1,4}}")
_SHORTEST, _LONGEST_SHORT = 3, 8  # letters of an abbreviation


def _shows_itself(words: str, name: str) -> bool:
    """Whether a line is the name of an organisation by its last word, or by a mail or web address that it owns."""
    letters = slugify(name).replace("-", "")
    owned = len(letters) > 5 and f"{letters}." in (low := words.lower())
    owns = owned and (f"@{letters}." in low or f"www.{letters}." in low)
    return owns or bool(SELF_SHOWN.fullmatch(name))


def _opens_answer(words: str, line: str, receivers: Collection[str], known: list[Named]) -> bool:
    """Whether a line opens an answer in which «vi» or «föreningen» speaks, and its head and foot name none but who asked."""
    at = words.find(line, 0, _SENDER_WITHIN)
    if at < 0 or ". " in words[:at] or line.split()[0].lower() in given_names():
        return False
    edges = (one for one in known if one.start < _SENDER_WITHIN or len(words) - one.start < _SENDER_WITHIN)
    asked = all(
        one.unit or one.type in _ASKING or any(words[one.start : one.end] in to for to in receivers)
        for one in edges
    )
    return asked and bool(_ANSWER.search(words, 0, _SENDER_WITHIN) and _SPEAKING.search(words))


_ASKING = frozenset({"ministry", "government", "agency", "county-board"})
_ANSWER = re.compile(r"\b(?:YTTRANDE|REMISSVAR|SYNPUNKTER|[Yy]ttrande|[Rr]emissvar|[Ss]ynpunkter)\b")
_SPEAKING = re.compile(r"(?:\A|[.!?]\s|\n)(?:Vi|Föreningen|Förbundet|Nätverket|Bolaget|Byrån|Rådet) [a-zåäö]")
SELF_SHOWN = re.compile(
    rf"(?!För ){CAPITAL}(?: (?:(?:och|i|&) )?{CAPITAL}){{0,4}} [A-ZÅÄÖa-zåäö][\w-]*"
    r"(?:förening|förbund|sällskap|samfund|klubb|nätverk|studentkår|intresseorganisation|byalag|stift|råd|kluster)"
    # «Centergruppen i Ånäs», «Länsmuseerna i Syd»
    r"|[A-ZÅÄÖ][a-zåäö]{2,}(?:gruppen|rådet|nätverket|alliansen|kommittén|biblioteken|museerna|samverkan|forum)"
    rf"(?: (?:i|för|mot|på) {CAPITAL}(?: (?:och )?{CAPITAL}){{0,2}})?"
)
_FORM = re.compile(
    rf"(?:^|(?<=\n)|(?<= med )|(?<= för ))(?P<name>{CAPITAL}(?: [\w&’'-]+){{0,5}})(?: –| -|,| \()[ ]?"
    r"(?:ideell förening|ekonomisk förening|stiftelse|intresseförening|ideell organisation|[Oo]rg\.? ?nr)\b"
)
_FORMS = ("förening", "stiftelse", "organisation", "org", "Org")  # one of which stands in each
_SENDER_WITHIN = 400  # characters


def _by_form(words: str, known: list[Named]) -> Iterator[Named]:
    """Every mention of a sender that prints its legal form after its name in the head: «X – ideell förening»."""
    shown = any(words.find(form, 0, _SENDER_WITHIN) >= 0 for form in _FORMS)
    match = _FORM.search(words, 0, _SENDER_WITHIN) if shown else None
    if match is None or any(match.start() <= one.start < match.end("name") for one in known):
        return
    yield from mentions(words, unregistered(match["name"], "association", "legal-form", 0.75))


@cache
def _furniture() -> frozenset[str]:
    return frozenset(lexicon("actors")["furniture"]["words"])


def _in_address(words: str, one: Named) -> bool:
    """Whether a name is part of an e-mail or web address."""
    before, after = words[max(0, one.start - 1) : one.start], words[one.end : one.end + 2]
    return before in ("@", ".", "/") or (
        after[:1] in ("@", ".") and after[1:].isalpha() and after[1:].islower()
    )


def _parted(words: str, cells: Collection[int]) -> str:
    """The words with each cell on a line of its own, so that no name runs from one into the next."""
    begins = [0, *(cell for cell in sorted(cells) if words[cell - 1] == " ")]
    ends = [*(begin - 1 for begin in begins[1:]), len(words)]
    return "\n".join(words[begin:end] for begin, end in zip(begins, ends, strict=True))


def _longest(found: list[Named]) -> list[Named]:
    """Without the mentions that lie within or overlap a longer or surer one."""
    found.sort(key=lambda one: (one.start, -one.end, -one.confidence))
    kept: list[Named] = []
    for one in found:
        if kept and one.start < kept[-1].end:
            longer = one.end - one.start > kept[-1].end - kept[-1].start
            if longer or _ends_so(one, kept[-1]):
                kept[-1] = one
            continue
        kept.append(one)
    return kept


def _ends_so(one: Named, longer: Named) -> bool:
    """Whether an actor of the register ends an unknown name of its type: «Parter Mora kommun» in a row of words."""
    known = one.rule == "register" and longer.rule in ("name-before-head-word", "place-and-noun")
    return known and (one.end, one.type) == (longer.end, longer.type)


_ABBREVIATED = re.compile(r"(?=s?(?!\w)|:s)")
# «Region Väst (RV)», «(nedan kallat RV)», «(härefter ”RV”)»
_CALLED = (
    r" \((?:(?:nedan|här(?:efter|nedan)|fortsättningsvis)?,? ?(?:kalla[dt]|benämn[dt]|förkortat)? ?)?[”\"]?"
)
_BRACKET = re.compile(rf"{_CALLED}([A-ZÅÄÖ][\wÅÄÖåäö&-]{{1,11}})[”\"]?\)")


def _abbreviated(words: str, named: list[Named]) -> Iterator[Named]:
    """Later uses of an abbreviation that the text introduces in brackets after a name."""
    introduced: dict[str, Named] = {}
    for one in named:
        match = _BRACKET.match(words, one.end) if words.startswith(" (", one.end) else None
        short = match[1] if match else _beside_in_head(words, one)
        if short and short.lower() not in generic_words():  # not «(nedan kallad Kommunen)»
            introduced.setdefault(short, one)
    for short, one in introduced.items():
        for start, end, _ in standing(words, short, _ABBREVIATED):
            yield replace(one, start=start, end=end, rule="abbreviation", confidence=0.9)


_SHORT_AFTER = re.compile(r"(?:, |\n)(?P<short>[A-ZÅÄÖ][A-ZÅÄÖ&-]{1,7})(?=[\n,]|$)")
_SHORT_BEFORE = re.compile(r"(?:^|\n)(?P<short>[A-ZÅÄÖ][A-ZÅÄÖ&-]{1,7})(?:\n|, )\Z")
_IN_HEAD = 600  # characters


def _beside_in_head(words: str, one: Named) -> str:
    """The initials of an organisation on the line over or under its name in the head, or after a comma; else empty."""
    if one.unit or one.start > _IN_HEAD or " " not in one.name:
        return ""
    before = words[max(0, one.start - 12) : one.start]
    match = _SHORT_AFTER.match(words, one.end) or _SHORT_BEFORE.search(before)
    short = match["short"] if match else ""
    ordered = short and one.name[0] == short[0] and _in_order(short.lower(), one.name.lower())
    return short if ordered and not one.name.isupper() and short != "AB" else ""


_ORGANISED = pattern("actors", "organised", re.IGNORECASE)
_INTRODUCED = re.compile(rf"{_CALLED}(?P<short>[A-ZÅÄÖ][A-ZÅÄÖa-zåäö&-]{{1,9}})[”\"]?\)")
_NAME_BEFORE = re.compile(
    rf"(?<![\w-])((?:{CAPITAL} )*[A-ZÅÄÖ][\w-]*(?: [a-zåäö][\w-]*,?){{0,6}}"
    r"|[A-ZÅÄÖ][\w-]* (?:för|mot|av) [A-ZÅÄÖ][\w-]+(?:,? (?:(?:och|i|för|mot) )?[A-ZÅÄÖ][\w-]+){0,4})$"
)


def _before_abbreviation(words: str) -> Iterator[Named]:
    """«Svensk förening för hematologi (SFH)»: the name whose initials stand in brackets after it."""
    for match in _INTRODUCED.finditer(words):
        short = match["short"]
        line = max(0, match.start() - 110, words.rfind("\n", 0, match.start()) + 1)
        name = _NAME_BEFORE.search(words[line : match.start()])
        if name is None or sum(char.isupper() for char in short) < 2:
            continue
        printed = name[1]
        if printed[0] != short[0] or not _ORGANISED.search(printed):
            continue
        if not _in_order(short.lower(), printed.lower()):
            continue
        type_ = types_for().get(printed.lower().partition(" för ")[0], "association")
        yield from mentions(words, unregistered(printed, type_, "name-and-initials", 0.75))


def _in_order(short: str, name: str) -> bool:
    """Whether the letters of an abbreviation stand in a name in their order."""
    letters = iter(name)
    return all(char in letters for char in short if char.isalpha())


def _shortened(words: str, lower: str, named: list[Named]) -> Iterator[Named]:
    """Later uses of a noun of a name alone, in definite form and with a capital letter: «Advokatsamfundet»."""
    subjects = {word for word in stands_taken(words, lower) if word[0].isupper()}
    for one in {one.name: one for one in named if not one.unit and " " in one.name}.values():
        nouns = {word.lower() for word in one.name.split() if len(word) > 3}
        shorts = {
            short
            for short in subjects
            if (base := indefinite(short)) in nouns and base and short.lower() not in generic_words()
        }
        last = one.name.rpartition(" ")[2]
        suffix = next((suffix for noun, suffix in _DEFINITE if last.lower().endswith(noun)), None)
        if suffix and last.lower() != "råd" and (last + suffix).lower() not in generic_words():
            shorts.add(last[0].upper() + last[1:] + suffix)
        if last[0].isupper() and last.lower().endswith(tuple(noun + ending for noun, ending in _DEFINITE)):
            shorts.add(last)  # «Svenska Läkaresällskapet»
        for short in shorts:
            yield from mentions(words, replace(one, rule="shortened-name", confidence=0.8), short)


# How a name that ends in a common noun is shortened: «Sveriges advokatsamfund», later «Advokatsamfundet».
_DEFINITE = (("förbund", "et"), ("samfund", "et"), ("råd", "et"), ("sällskap", "et"), ("förening", "en"))
