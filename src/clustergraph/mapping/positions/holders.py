"""Who speaks in a text: the issuer by its names and pronouns, other actors, and the paper that is answered."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from operator import attrgetter

from clustergraph.mapping.head.metadata import Metadata
from clustergraph.mapping.organisations.speakers import indefinite, stands_taken, takes_stand
from clustergraph.mapping.positions.patterns import pattern
from clustergraph.mapping.text.actors import Named, standing
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.phrases import Hit, common_nouns
from clustergraph.mapping.text.view import Stretch, View
from clustergraph.mapping.text.vocabulary import actors, lexicon, word_set
from clustergraph.namespaces import slugify
from clustergraph.reading import Kind

_PARTS = ("enhet", "enheten", "avdelning", "avdelningen", "sektion", "sektionen")


@dataclass(slots=True)
class Subject:
    """A possible subject of a reporting verb in the words.

    slug, name: the actor, empty for a reported source such as «utredningen». own: it is the issuer or
    speaks for it. office: a body or office, which can hold a position of its own in a memo.
    """

    slug: str
    name: str
    start: int
    end: int
    own: bool = False
    office: bool = False
    reported: bool = False

    def at(self, start: int, end: int) -> "Subject":
        """The same subject where it stands at other words."""
        return Subject(self.slug, self.name, start, end, self.own, self.office, self.reported)


class Holders:
    """The subjects of a document, in order, and its issuer."""

    def __init__(self, material: Material, metadata: Metadata, names: dict[str, str]) -> None:
        issuer = metadata.issuer
        speaker = _speaker(material)
        if issuer and speaker and _only_owns(issuer.value, material.named):
            issuer = None  # «Trafikverkets förslag»: whose paper it is that the document answers
        unit = metadata.office or metadata.body if metadata.type.value == "memo" else None
        one = unit or speaker or _opening(material)
        if issuer:
            name = names.get(issuer.value, issuer.value)
            self.issuer = Subject(issuer.value, name, issuer.start, issuer.end, own=True)
        else:
            self.issuer = _as_issuer(one) if one else Subject("", "", 0, 0)
        writes = _writes(metadata)
        self.writer = _as_issuer(writes, office=True) if writes else self.issuer
        self._genitives = {one.end: one.slug == self.issuer.slug for one in material.named if one.genitive}
        self._owners = [one for one in material.named if one.genitive and one.unit]
        self.reported = Subject("", "", 0, 0, reported=True)
        self._lower = material.view.lower
        self._subjects = sorted(self._find(material, metadata), key=lambda one: (one.start, -one.end))
        self._starts = [one.start for one in self._subjects]

    def _find(self, material: Material, metadata: Metadata) -> list[Subject]:
        """The actors named, the issuer by its initials and what it calls itself, and the common nouns for these and others."""
        taken = material.in_names
        found = [self._named(one, one.start, one.end) for one in material.named if not one.genitive]
        called = (
            *_initials(self.issuer.name, material),
            *_shortened(self.issuer.name, material.view.words),
            *_called(material.view.lower),
        )
        found += [self.issuer.at(start, end) for start, end in called if start not in taken]
        words = _self_words(self.issuer.slug, material.named) | _who_writes(metadata)
        for start, end, kind in _spoken(material.hits["subject"], material.view.lower, words):
            if start in taken:
                continue
            if kind == "reported":
                found.append(self.reported.at(start, end))
                continue
            named = self._meant(start, end, kind, material, metadata, found)
            found.append(
                replace(self._named(named, start, end), office=True, reported=False)
                if named
                else self.issuer.at(start, end)
            )
        return found

    def _named(self, one: Named, start: int, end: int) -> Subject:
        """A named actor as a subject that stands at some words."""
        own, reported = one.slug == self.issuer.slug, one.type in ("government", "ministry")
        return Subject(one.slug, one.name, start, end, own=own, office=one.unit, reported=reported)

    def _meant(
        self,
        start: int,
        end: int,
        kind: str,
        material: Material,
        metadata: Metadata,
        found: Sequence[Subject],
    ) -> Named | None:
        """The office or body that a common noun or «vi» means; None where it is the issuer."""
        word = material.view.lower[start:end]
        writes, first = _writes(metadata), word in (*lexicon("actors")["we"]["words"], "jag")
        memo = metadata.type.value == "memo"
        if kind == "own" and writes and first and not (memo and _issuer_speaks(found, start, material.view)):
            return writes  # «vi» in a memo: the office in its head
        unit = self._named_in_block(start, end, material)
        if unit or kind == "own":
            return unit
        return _unit(word, metadata) or _named_unit(word, start, material.named)

    @staticmethod
    def _named_in_block(start: int, end: int, material: Material) -> Named | None:
        """The body or office that «nämnden» means because the same block names it before."""
        word = material.view.lower[start:end]
        return _named_unit(word, start, material.named, material.view.at(start).start)

    def of_heading(self, heading: Stretch | None) -> Subject | None:
        """The body or office whose words stand under a heading: «Miljönämndens överväganden»."""
        one = heading and next((one for one in self._owners if one.start == heading.start), None)
        return Subject(one.slug, one.name, one.start, one.start, office=True) if one else None

    def of_another(self, word: str, end: int) -> bool:
        """Whether a genitive that ends at an offset names the paper or another than the issuer: «utredningens»."""
        own = self._genitives.get(end, self._genitives.get(end - 1))
        return (
            word.removesuffix("s") in word_set("positions", "reported", "words") if own is None else not own
        )

    def together(self, subject: Subject | None, since: int) -> Iterator[Subject | None]:
        """A subject after the others that it is joined to: «Region Skåne, Region Halland och KTH efterfrågar …»."""
        before = (
            self.last_before(subject.start, since) if subject and subject.slug and not subject.own else None
        )
        if (
            before
            and subject
            and before.slug
            and self._lower[before.end : subject.start] in (", ", " och ", " samt ")
        ):
            yield from self.together(before, since)
        yield subject

    def stands(self, one: Subject, start: int, end: int) -> None:
        """Takes the words from `start` to `end` as a subject that stands for one named before."""
        index = bisect_left(self._starts, start)
        self._subjects.insert(index, replace(one, start=start, end=end))
        self._starts.insert(index, start)

    def last_before(self, at: int, since: int) -> Subject | None:
        """The last subject that ends at or before an offset and begins at or after `since`."""
        index = bisect_left(self._starts, at) - 1
        while index >= 0 and self._subjects[index].start >= since:
            if self._subjects[index].end <= at:
                return self._subjects[index]
            index -= 1
        return None

    def first_after(self, at: int, before: int, end: int) -> Subject | None:
        """The first subject that begins at or after an offset and before another."""
        index = bisect_left(self._starts, at)
        if index < len(self._subjects) and self._subjects[index].start < min(before, end):
            return self._subjects[index]
        return None


def _as_issuer(one: Named, *, office: bool = False) -> Subject:
    return Subject(one.slug, one.name, one.start, one.end, own=True, office=office)


def _writes(metadata: Metadata) -> Named | None:
    """Who says «vi»: the office in the head of a memo; the body for which its chair writes in an agenda."""
    return {"memo": metadata.office, "summons": metadata.body}.get(metadata.type.value)


def _who_writes(metadata: Metadata) -> set[str]:
    """The words by which one who writes alone tells of the issuer's opinion."""
    type_ = metadata.type.value
    alone = type_ in ("consultation-response", "letter", "decision", "summons")
    words = {"jag"} if alone or (type_ == "memo" and not metadata.office) else set()
    return words | {*lexicon("documents")["officials"]} if type_ == "decision" else words


def _issuer_speaks(found: Sequence[Subject], at: int, view: View) -> bool:
    """Whether the issuer of a memo is who was last named before «vi», in its block or that before."""
    block = view.at(at)
    since = view.stretches[block.index - 1].start if block.index else block.start
    before = [one for one in found if since <= one.start < at and (one.own or one.office)]
    return bool(before) and before[-1].own and not before[-1].office


def _initials(name: str, material: Material) -> Iterator[tuple[int, int]]:
    """Where the issuer is called by initials that the text does not explain: «FI ser positivt på»."""
    words = material.view.words
    for short in stands_taken(words, material.view.lower):
        letters = iter(name.lower())
        abbreviates = short.isupper() and len(short) < _SHORT and short[0] == name[:1]
        if abbreviates and all(letter in letters for letter in short.lower()):
            yield from ((start, end) for start, end, _ in standing(words, short))


_KERNEL = pattern("holders-kernel")


def _shortened(name: str, words: str) -> Iterator[tuple[int, int]]:
    """Where the issuer is called by its name without the words for what it is: «Orsa instämmer»."""
    found = _KERNEL.fullmatch(name)
    kernel = found["kernel"] if found else name
    if name.endswith((" kommun", " stad")) and not kernel.endswith(("ås", "fors", "näs")):
        kernel = kernel.removesuffix("s")
    if kernel != name:
        yield from ((start, end) for start, end, ending in standing(words, kernel) if not ending[1])


def _called(lower: str) -> Iterator[tuple[int, int]]:
    """Where those who write call themselves as they say that they do."""
    for said in pattern("called").finditer(lower, 0, _HEAD):
        yield from (one.span() for one in re.finditer(rf"\b{said[1]}\b", lower))


_HEAD = 3000  # characters in which a paper says what its writers are called
_SHORT = 6  # letters of an abbreviation


def _unit(word: str, metadata: Metadata) -> Named | None:
    """The body or office that «kontoret» or «nämnden» means: the one in the head whose name ends so."""
    for unit in (metadata.office, metadata.body):
        if unit and (unit.name.lower().endswith(word) or unit.name.lower().split()[0].startswith(word[:6])):
            return unit
    part = metadata.office and metadata.office.name.lower().endswith(_PARTS)  # a part of «förvaltningen»
    return metadata.office if word in ("förvaltningen", "kontoret", "divisionen") and not part else None


def _named_unit(word: str, at: int, named: Sequence[Named], since: int = 0) -> Named | None:
    """The body or office named last before «förvaltningen», and not before `since`, whose name ends so."""
    first, last = (bisect_left(named, offset, key=attrgetter("start")) for offset in (since, at))
    return next((one for one in reversed(named[first:last]) if one.unit and _ends_with(one.name, word)), None)


def _ends_with(name: str, word: str) -> bool:
    """Whether a name ends with a noun, in its definite form or, after a genitive, without it."""
    last = name.lower().rpartition(" ")[2]
    return last.endswith(word) or (len(last) > 4 and word.startswith(last))


def _speaker(material: Material) -> Named | None:
    """Who speaks where no head names the issuer: the actor that most often takes a stand, or signs."""
    stands = Counter(
        one.slug
        for one in material.named
        if not one.genitive and not one.unit and takes_stand(material.view.words, one.end)
    )
    most = stands.most_common(1)
    one = next((one for one in material.named if most and one.slug == most[0][0]), None)
    one = one or next((one for one in material.named if one.rule == "introduced-by-short-name"), None)
    return one or _signing(material)


def _signing(material: Material) -> Named | None:
    """The organisation named where the document is signed."""
    signatures = [s for s in material.view.stretches if s.kind is Kind.SIGNATURE]
    return next(
        (one for s in signatures for one in material.named if not one.unit and s.start <= one.start < s.end),
        None,
    )


def _opening(material: Material) -> Named | None:
    """The organisation that the running text begins with: «Vattenmyndigheten har till uppgift att …»."""
    first = next((s for s in material.view.stretches if s.kind is Kind.PARAGRAPH), None)
    return next(
        (
            one
            for one in material.named
            if first and one.start == first.start and not (one.unit or one.genitive)
        ),
        None,
    )


def _only_owns(slug: str, named: Sequence[Named]) -> bool:
    """Whether an actor is named, and never but in the genitive."""
    mentions = [one for one in named if one.slug == slug]
    return bool(mentions) and all(one.genitive for one in mentions)


def _self_words(issuer: str, named: Sequence[Named]) -> frozenset[str]:
    """What the issuer (a slug, empty if unknown) calls itself, by its type."""
    words = set(lexicon("actors")["we"]["words"])
    registered = actors().get(issuer)
    type_ = registered.type if registered else next((one.type for one in named if one.slug == issuer), "")
    words.update(lexicon("actors")["self"].get(type_, ()))
    if not registered and type_ in ("association", "office"):
        # All that is known of it is that it is an organisation.
        known = lexicon("actors")["self"]
        words.update(word for kind in ("association", "foundation", "office") for word in known[kind])
    name = (registered.name if registered else issuer.replace("-", " ")).lower()
    if not type_ and name.endswith(" ab"):
        words.update(lexicon("actors")["self"]["company"])
    for noun in name.split():
        words.update(_designations_of(slugify(noun)))
    return frozenset(words)


@lru_cache(1024)
def _designations_of(noun: str) -> tuple[str, ...]:
    """What an issuer calls itself whose name has a noun: «museet» of a «lansmuseum»."""
    return tuple(word for word, ends in _designations() if noun.endswith(ends))


@cache
def _designations() -> tuple[tuple[str, tuple[str, str]], ...]:
    """What issuers call themselves, such as «museet», and how a name ends that holds the noun."""
    words = dict.fromkeys(word for kind in lexicon("actors")["self"].values() for word in kind)
    bases = ((word, slugify(indefinite(word) or word)) for word in words)
    return tuple((word, (base, slugify(word))) for word, base in bases if len(base) > 2)


@cache
def _kinds() -> dict[str, str]:
    """The common nouns that stand for a unit or a reported source."""
    return {
        phrase: hit.slug
        for hit in common_nouns()
        if hit.slug in ("reported", "unit")
        for phrase in hit.phrases
    }


def _spoken(hits: Sequence[Hit], lower: str, own: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Where the text speaks of its issuer, of a unit, or of a reported source by a common noun."""
    last = -1
    for hit in hits:
        if hit.start == last:
            continue
        if lower[hit.start - 1 : hit.start] == "-" or lower[hit.end : hit.end + 1] == "-":
            continue
        word = lower[hit.start : hit.end]
        kind = "own" if word in own else _kinds().get(word)
        if kind:
            last = hit.start
            yield hit.start, hit.end, kind
