"""A title beside a name in running text: «landshövding Anna Ek», «Anna Ek, enhetschef»."""

import re
from collections.abc import Iterable, Iterator

from clustergraph.mapping.organisations.name_borders import first_part
from clustergraph.mapping.people.fields import PARTY, ROLLS, key_role, printed_party
from clustergraph.mapping.text.actors import CAPITAL
from clustergraph.mapping.text.name_runs import names_in
from clustergraph.mapping.text.phrases import Hit
from clustergraph.mapping.text.roles import NAME, FoundPerson, base_title, is_name, printed_role
from clustergraph.mapping.text.titles_of_people import base_form, is_title
from clustergraph.mapping.text.view import View
from clustergraph.mapping.text.vocabulary import lexicon, pattern
from clustergraph.reading import Kind

_IN_COLUMNS = frozenset({Kind.SIGNATURE, Kind.ROW})
_BESIDE_ON_LINE = re.compile(r"\S+(?: \S+)*")  # neither on the next line nor in the next column
_AFTER_TITLE = re.compile(rf":? (?:(?:har varit|är|var) )?({NAME})")
# «regionstyrelsens ordförande i Region Norr, Anna Ek», «vd för Industrilaget, Bo Ek»
_HELD_AT = re.compile(
    rf" (?:i|för|på|vid|hos) (?:{CAPITAL}|(?<=för )[a-zåäö-]{{4,}})(?: (?:och |i |för |& )?[\w-]+){{0,4}}, ({NAME})(?=[,.;]|:?\n|\Z| (?:och|samt) | \()"
)
_OF_DEFINITE = re.compile(rf"[:,]? (?:har varit )?({NAME})")  # «Ordföranden, Anna Ek (C), yrkar»


def beside_titles(view: View, hits: Iterable[Hit]) -> Iterator[FoundPerson]:
    """A title before a name («landshövding Anna Ek») or after it («Anna Ek, enhetschef»)."""
    deeds = lexicon("persons")["deeds"]["roles"]
    for hit in hits:
        stretch = view.at(hit.start)
        if hit.concept.slug in deeds or stretch.kind is Kind.FIELD or key_role(_key(view, hit)) in ROLLS:
            continue
        owned = _OWNED.search(view.words, max(stretch.start, hit.start - 110), hit.start)
        person = None if owned else _title_first(view, hit)
        if person is None and stretch.kind not in _IN_COLUMNS:
            person = _title_last(view, hit, owned)
        if person:
            yield person


def _key(view: View, hit: Hit) -> str:
    return view.words[hit.start : hit.end].strip(": ")


def _title_first(view: View, hit: Hit) -> FoundPerson | None:
    """«landshövding Anna Ek»: who is named right after a title."""
    words, stretch = view.words, view.at(hit.start)
    pattern = _OF_DEFINITE if _key(view, hit).lower().endswith("ordföranden") else _AFTER_TITLE
    after = pattern.match(words, hit.end)
    if after is None and not _NAME_BEFORE.search(words[max(stretch.start, hit.start - 70) : hit.start]):
        after = _HELD_AT.match(words, hit.end)
    if after is None or after.end() > stretch.end:
        return None
    beside = _BESIDE_ON_LINE.fullmatch(view.text, *view.stored(hit.start, after.end()))
    if stretch.kind in _IN_COLUMNS and not beside:
        return None
    name = names_in(words, after.start(1), after.end(1))
    if not (name and name[0].start() == after.start(1) and is_name(name[0][0])):
        return None
    begin = title_begin(words, hit.start)
    if is_of_name_before(words, begin, hit.end):
        return None
    title = words[begin : hit.end].rstrip(":")
    title = small(title) if words.startswith("-", words.find(" ", begin) - 1) else title
    if title.lower().startswith(("vid ", "efter ")):
        title = printed_role(hit.concept.slug)  # «Vid protokollet», «efter föredragning av» are no titles
    party = PARTY.match(words, after.end())
    letters = printed_party(party[1]) if party else None
    role = hit.concept.slug
    return FoundPerson(name[0][0], role, title, letters, *name[0].span(), "title-before-name", 0.8)


# Names each with a title behind a comma, whose line breaks are lost: «Anna Ek, ordförande Bo Al, sekreterare Carl Dahl, …».
_CHAIN = re.compile(
    rf"(?P<first>{NAME})(?: \([A-ZÅÄÖ]{{1,3}}\))?, (?:[a-zåäö1:][\w:-]*(?: [a-zåäö][\w-]*){{0,3}} {NAME}(?: \([A-ZÅÄÖ]{{1,3}}\))?, )*\Z"
)
_CHAINED = 400  # characters


def is_of_name_before(words: str, title: int, end: int) -> bool:
    """Whether a title is that of the name before it, although another follows: the first of a chain of names has none before it."""
    printed = words[title:end].rstrip(":")
    if not words.endswith(", ", 0, title) or (base_title(printed) != printed and not printed.isupper()):
        return False  # one with the article is of the next name
    chain = _CHAIN.search(words, max(0, title - _CHAINED), title)
    if chain is None or not is_name(chain["first"]):
        return False
    before = words[max(0, chain.start() - 40) : chain.start()].split()[-1:]
    over = before[0].strip(":,.").lower() if before else ""
    form = base_form(over)
    return not is_title(over) or (form is not None and form[1])  # «Ledamöter» are those of the list


def _title_last(view: View, hit: Hit, owned: re.Match[str] | None) -> FoundPerson | None:
    """«Anna Ek, enhetschef»: who is named right before a title; `owned` are a name and whose the title is."""
    words = view.words
    start = owned.start("whose") if owned else title_begin(words, hit.start)
    title = words[start : hit.end]
    if _key(view, hit).lower().startswith(("efter ", "har ")):
        return None  # a deed, which the closing formula tells: «efter föredragning av»
    base = max(view.at(hit.start).start, start - 70)
    before = _NAME_BEFORE.search(words[base:start])
    if before is None or (base_title(title) != title and not title.isupper()):
        return None  # «byråchefen Ewa Ek, chefen för enheten Bo Berg»: one with the article belongs to the next name
    if not (before["said"] or owned or words[start - 2] in ",)" or _TELLS.match(words, hit.end)):
        return None
    party = before[2] or (printed_party(before[3]) if before[3] else None)
    at, end = base + before.start(1), base + before.end(1)
    return FoundPerson(before[1], hit.concept.slug, title, party, at, end, "title-after-name", 0.8)


_NAME_BEFORE = re.compile(
    rf"({NAME})(?: \(([A-ZÅÄÖ]{{1,3}})\)|, ([a-z]{{1,3}})(?=,))?,? (?P<said>som (?:är|var) )?$"
)
# «Anna Ek Fritidsnämndens ordförande», the line break lost
_OWNED = re.compile(
    rf"{NAME} (?P<whose>[A-ZÅÄÖ][a-zåäö-]+(?:nämndens|styrelsens|fullmäktiges|utskottets)) \Z"
)
_TELLS = pattern("persons", "tells")


def small(title: str) -> str:
    """A title without the capital that begins it; abbreviations as they stand: «IT-chef»."""
    return title[0].lower() + title[1:] if title[1:2].islower() else title


# «Näringspolitiskt ansvarig», «näringspolitiska experten»
_FIELDS = ("isk", "iska", "iske", "iskt")
# Whose office it is, before its noun: «Kommunstyrelsens».
_OWNER = re.compile(r"[A-ZÅÄÖ][\w-]*(?:styrelsens|nämndens|utskottets|fullmäktiges|rådets|direktionens)")
_SINCE = ("sedan tidigare ", "redan tidigare ")  # when, not of what kind


def title_begin(words: str, start: int, first: int = 0, owned: bool = False) -> int:
    """Where a title begins whose noun begins at an offset: «biträdande chefsjurist», «Tf hälso- och sjukvårdschef».

    first: before which it cannot begin. owned: whether the body that it is held in belongs to it.
    """
    qualifiers = lexicon("persons")["qualifiers"]["words"]
    if words[start - 1 : start] == "-":  # «IT-arkitekten»
        start = max(words.rfind(" ", first, start) + 1, first)
    start = max(first_part(words, start), first)
    while start > first and words[start - 1] == " ":
        word = words[max(first, start - 30) : start - 1].rpartition("\n")[2].rpartition(" ")[2]
        qualifies = word.lower() in qualifiers and not words.endswith(_SINCE, first, start)
        if not (qualifies or word.endswith(_FIELDS) or (owned and _OWNER.fullmatch(word))):
            break
        start = max(first_part(words, start - len(word) - 1), first)
    return start
