"""Which organisations a document names: each way of finding them, and what is left where two find the same words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from clustergraph.mapping.head.document_type import foreign_field
from clustergraph.mapping.head.metadata import Metadata
from clustergraph.mapping.head.senders import find_senders
from clustergraph.mapping.organisations.find import SELF_SHOWN, find_organisations
from clustergraph.mapping.organisations.listed_names import listed_names
from clustergraph.mapping.organisations.same_names import of_one_kind
from clustergraph.mapping.organisations.speakers import find_speakers
from clustergraph.mapping.organisations.stacked_names import second_lines, stacked_names
from clustergraph.mapping.text.actors import Named, places
from clustergraph.mapping.text.phrases import Hits
from clustergraph.mapping.text.roles import NAME_PATTERN, given_names, is_name, role_of
from clustergraph.mapping.text.titles_of_people import base_form
from clustergraph.mapping.text.view import View
from clustergraph.mapping.text.vocabulary import actors, concepts, lexicon, word_set
from clustergraph.namespaces import slugify
from clustergraph.reading import Kind
from clustergraph.reading.genre import TITLE_STARTS


def find_named(seen: View, hits: Hits) -> list[Named]:
    """Every mention of an organisation in a document, in order."""
    found = find_organisations(
        seen.words, seen.lower, hits, _own_lines(seen), seen.cells, _receiver_lines(seen)
    )
    found = _with_stacked(seen, found)
    found = _beside(found, listed_names(seen, found))
    found = _beside(found, _groups_written_to(seen))
    senders = find_senders(seen.words, seen.lower, [one for one in found if one.rule not in _LOOSE])
    senders = [one for one in senders if not _is_person_or_place(one.name)]
    found = [*_beside_none(found, senders), *senders]
    found = of_one_kind([*found, *find_speakers(seen.words, seen.lower, found)])
    return sorted(found, key=lambda one: one.start)


def names_of(named: Sequence[Named], metadata: Metadata) -> dict[str, str]:
    """The name of each organisation by its slug, that of an issuer or a receiver among them that only its address tells."""
    names = {one.slug: one.name for one in named}
    for one in (metadata.issuer, metadata.recipient):
        if one and one.value in actors():
            names.setdefault(one.value, actors()[one.value].name)
    return names


@cache
def _type_words() -> frozenset[str]:
    return frozenset(
        phrase.lower() for concept in concepts("document-type").values() for phrase in concept.phrases
    )


def _own_lines(seen: View) -> list[str]:
    """Lines of the head and the signature that can be the name of the issuer."""
    types = _type_words()
    senders = lexicon("documents")["fields"]["issuer"]
    lines = []
    for stretch in seen.stretches:
        signs = stretch.kind is Kind.SIGNATURE
        sends = stretch.kind is Kind.FIELD and stretch.block.name.lower() in senders
        opens = stretch.index == 0 and stretch.kind in (Kind.PARAGRAPH, Kind.HEADING)
        opens = opens and bool(SELF_SHOWN.fullmatch(seen.words, stretch.start, stretch.end))
        if not (signs or sends or opens or stretch.kind is Kind.LETTERHEAD):
            continue
        line = seen.block_words(stretch).strip()
        dated = _DATED.fullmatch(line)
        line = printed = dated["name"] if dated else line
        if signs and len(line) > 60:
            continue
        line = _signed_for(line) if signs else line
        if line.partition(" ")[0] in TITLE_STARTS:
            continue
        person = is_name(line) and stretch.index > 0 and line == printed.removeprefix("För ")
        if not person and not role_of(line) and line.lower() not in types and "yttrande" not in line.lower():
            lines.append(line)
    return lines


# «Bygdens Väl i Ånäs, 2025-05-04»; a place or a meeting has one word before its day.
_DATED = re.compile(r"(?P<name>\w+(?: [\w&-]+)+), (?:den )?(?:\d{4}-\d\d-\d\d|\d{1,2} [a-z]{3,9} \d{4})")


def _signed_for(line: str) -> str:
    """For whom a line is signed, without the name and the title before it: «För Bygdens Väl», «vd, Bygdens Väl»."""
    before, comma, after = line.removeprefix("För ").rpartition(", ")
    titled = comma and (role_of(before) or base_form(before.split()[-1]))
    named = NAME_PATTERN.search(before) or not is_name(after)  # «Riksdagsledamot, Anna Ek» names a person
    return after if titled and named else before + comma + after


def _receiver_lines(seen: View) -> frozenset[str]:
    """The name of the receiver, known or not: what «Till» asks for, the line of the head over the other side's registry number."""
    keys = lexicon("documents")["fields"]["recipient"]
    return frozenset(
        seen.block_words(one).strip()
        for one, below in pairwise(seen.stretches[:_HEAD])
        if (one.kind is Kind.FIELD and one.block.name.lower() in keys)
        or (one.kind is Kind.LETTERHEAD and below.kind is Kind.FIELD and foreign_field(below.block.name))
    )


_GROUP = re.compile(
    r"[A-ZÅÄÖa-zåäö]{2,}(?:gruppen|rådet|kommittén|nätverket|ledningen)(?: (?:för|i|vid) [\w -]{3,60})?"
)


def _groups_written_to(seen: View) -> Iterator[Named]:
    """The group or council to which a paper is put: «Till: styrgruppen för Bygdens läsår»."""
    keys = lexicon("documents")["fields"]["recipient"]
    for one in seen.stretches[:_HEAD]:
        printed = seen.block_words(one)
        keyed = one.kind is Kind.FIELD and one.block.name.lower() in keys
        if keyed and _GROUP.fullmatch(printed):
            name = printed[0].upper() + printed[1:]
            yield Named(slugify(name), name, "body", one.start, one.end, "group-written-to", 0.6)


def _is_person_or_place(name: str) -> bool:
    """Whether what only its sentence shows to be a sender's name is that of a person, some members, a place, or none."""
    first = name.partition(" ")[0].lower()
    if first in word_set("actors", "speaking", "not"):
        return True
    person = first in given_names() and is_name(name)
    place = any(name.lower() in places(type_) for type_ in ("municipality", "region", "county-board"))
    return person or place or name.lower().endswith(("ledamöter", "ledamöterna", "politiker", "företrädare"))


_HEAD = 20  # blocks in which a head names its receiver
# Names by their ending alone, which can be the first word of a sender's: «Företagarförbundet Nord».
_LOOSE = frozenset({"name-in-use", "name-by-ending"})


def _beside_none(named: Iterable[Named], others: list[Named]) -> list[Named]:
    """The mentions that overlap none of others."""
    taken = [(one.start, one.end) for one in others]
    return [one for one in named if not any(one.start < end and start < one.end for start, end in taken)]


def _beside(named: list[Named], others: Iterable[Named]) -> list[Named]:
    """The mentions, and those of others that overlap none of them, in order."""
    return sorted([*named, *_beside_none(others, named)], key=lambda one: one.start)


def _with_stacked(seen: View, named: list[Named]) -> list[Named]:
    """The organisations with the one whose name stands over two lines of the head, in place of what either line names."""
    stacked = list(stacked_names(seen))
    if not stacked:
        return named
    lines = second_lines(seen, stacked[:1])
    rest = [one for one in named if seen.at(one.start).index not in lines]
    return sorted([*_beside_none(rest, stacked), *stacked], key=lambda one: one.start)
