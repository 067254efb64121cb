"""Positions: who asks for, supports, doubts or observes what, one for each ask or stance."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from clustergraph.mapping.holders import Holders, Subject
from clustergraph.mapping.material import Material
from clustergraph.mapping.metadata import Metadata
from clustergraph.mapping.phrases import Hit
from clustergraph.mapping.stance import stance_of
from clustergraph.mapping.view import Stretch
from clustergraph.mapping.vocabulary import Concept, concepts, lexicon
from clustergraph.reading import Kind

# What kinds of document speak for their issuer throughout, and which only where they say so.
_SPEAKING = frozenset({"consultation-response", "letter", "other"})
_REPORTING = frozenset({"memo", "minutes-excerpt", "minutes", "decision", "report", "consultation-letter"})
_SILENT = frozenset({"basis", "distribution", "procedure", "motion", "proposal", "decision"})
_CONJUNCTION = re.compile(r"(?:^|[;,]?\s)(?:men|och|samt|dock|däremot|medan|utan|varför)\s|[;:–]\s")
_EMBEDDED = re.compile(r"\b(?:att|som|vilket|vilka|hur|om|vad|vilken|där|när|eftersom|då|huruvida)\b")


@dataclass(frozen=True, slots=True)
class FoundPosition:
    """A position in the view: the span of its words, its holder, stance and verb.

    `explicit` says whether the clause names the holder; `order` counts the positions of the document.
    """

    start: int
    end: int
    holder: Subject
    stance: str
    verb: str
    section: Stretch | None
    topics: tuple[str, ...]
    rule: str
    confidence: float
    explicit: bool


_SAID = re.compile(
    r"\b(?:föreslår|föreslås|föreslagit|anser|menar|bedömer|anger|anges|angett|uppger|uppgett|hävdar|hävdat|"
    r"beskriver|beskrivs|skriver|konstaterar|pekar|pekat|påpekat|framfört|anfört|framhållit|framgår att)\b"
)


@dataclass(frozen=True, slots=True)
class _Head:
    """A verb or phrase that carries a clause, with the subject it has (None: impersonal)."""

    hit: Hit
    subject: Subject | None
    start: int


def find_positions(material: Material, metadata: Metadata, holders: Holders) -> list[FoundPosition]:
    """The positions that a document takes, in the order of its text."""
    if metadata.type.value not in _SPEAKING | _REPORTING or metadata.issuer is None:
        return []
    return list(_Finder(material, metadata, holders).find())


class _Finder:
    def __init__(self, material: Material, metadata: Metadata, holders: Holders) -> None:
        self.material, self.metadata, self.holders = material, metadata, holders
        self.view, self.lower = material.view, material.view.lower
        self.verbs = [
            hit for hit in material.hits if hit.concept.scheme == "verb" and not _cut_short(hit, self.lower)
        ]
        self.stances = [hit for hit in material.hits if hit.concept.scheme in ("stance", "topic")]
        self._verb_starts = [hit.start for hit in self.verbs]
        self._stance_starts = [hit.start for hit in self.stances]
        self.speaking = metadata.type.value in _SPEAKING
        self.leads: dict[int, tuple[_Head, int]] = {}  # number of the block → its last head and where it ends
        self.spoken: int | None = None  # the block in which the issuer last spoke for itself

    def find(self) -> Iterator[FoundPosition]:
        """Sentence by sentence; what introduces a list passes its verb and holder to the items."""
        sentences = self.view.sentences
        for index, (start, end, stretch) in enumerate(sentences):
            kind = self.material.sections[stretch.index].kind
            if kind in _SILENT:
                continue
            speaker = self.holders.first_after(start, start + 4, end)
            if speaker and speaker.own:
                self.spoken = stretch.number
            last = index + 1 == len(sentences) or sentences[index + 1][2] is not stretch
            leads = last and self._introduces(stretch, start, end)
            yield from self._sentence(start, end, stretch, kind, leads)

    def _introduces(self, stretch: Stretch, start: int, end: int) -> bool:
        """Whether a list follows that the sentence introduces."""
        following = stretch.index + 1
        if following >= len(self.view.stretches) or stretch.kind is not Kind.PARAGRAPH:
            return False
        after = self.view.stretches[following]
        if after.block.lead_in == stretch.number:
            return True
        return after.kind is Kind.ITEM and self.lower[end - 1] == ":"

    def _hits(self, start: int, end: int, hits: Sequence[Hit], starts: list[int]) -> list[Hit]:
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        return [hit for hit in hits[first:last] if hit.end <= end]

    # --- one sentence ---------------------------------------------------------------------------------

    def _sentence(
        self, start: int, end: int, stretch: Stretch, kind: str, leads: bool
    ) -> Iterator[FoundPosition]:
        lead = self.leads.get(stretch.block.lead_in) if stretch.block.lead_in is not None else None
        heads = self._heads(start, end, lead)
        allowed = [head for head in heads if self._counts(head, stretch, kind)]
        if leads:
            self._remember(stretch, heads, start, end)
            if heads and allowed and heads[-1] is allowed[-1] and self._empty(heads[-1], end):
                allowed = allowed[:-1]
        if lead and stretch.kind is Kind.ITEM and not any(head.subject for head in heads):
            yield from self._item(start, end, stretch, lead, heads)
            return
        if not heads:
            yield from self._evaluation(start, end, stretch, kind)
            return
        for index, head in enumerate(allowed):
            begin = start if index == 0 and head is heads[0] else head.start
            position = heads.index(head)
            stop = heads[position + 1].start if position + 1 < len(heads) else end
            yield self._position(begin, _trimmed(self.lower, begin, stop), head, stretch)
            if head.subject is None or head.subject.own:
                self.spoken = stretch.number

    def _heads(self, start: int, end: int, lead: tuple[_Head, int] | None) -> list[_Head]:
        """The verbs that carry a clause of their own, each with its subject."""
        heads: list[_Head] = []
        taken = start
        for hit in self._hits(start, end, self.verbs, self._verb_starts):
            if hit.start < taken or self._swallows(hit):
                continue
            head = self._head(hit, start, end, heads, lead)
            if head:
                heads.append(head)
                taken = hit.end
        return heads

    def _head(
        self, hit: Hit, start: int, end: int, heads: list[_Head], lead: tuple[_Head, int] | None
    ) -> _Head | None:
        previous = heads[-1] if heads else None
        since = previous.hit.start if previous else start
        impersonal = hit.concept.slug in _impersonal()
        passive = self.lower[hit.start : hit.end].split(" ")[0] in _passive()
        before = self.lower[since : hit.start]
        if self._infinitive(hit) and not _modal_before(before):
            return None
        subject = (
            None
            if impersonal and not _personal(hit, self.lower)
            else self._subject(hit, since, end, previous)
        )
        if subject and not passive:
            opening = self._clause_start(subject, hit, start, previous)
            if previous and opening > previous.hit.end and _inside(self.lower[previous.hit.end : opening]):
                return None  # «noterar att Trafikverket föreslår»: the complement of the verb before
            return _Head(hit, subject, opening)
        if previous:
            joint = _joint(self.lower[previous.hit.end : hit.start])
            if joint is None:
                return None
            at = previous.hit.end + joint
            between = self.lower[previous.hit.end : hit.start]
            if impersonal:
                opens = re.search(
                    r"(?:men|och|samt|dock|däremot|medan|;)\s(?:det|där|detta|här|då)?\s?$",
                    self.lower[since : hit.start],
                ) or self.lower.startswith("det ", hit.start)
                return _Head(hit, None, at) if opens and not _inside_only(between) else None
            return _Head(hit, previous.subject, at) if not passive else None
        if passive and hit.concept.expresses not in ("support", "oppose", "criticise"):
            return _Head(hit, self.holders.reported, hit.start) if not impersonal else None
        if impersonal or passive or self._standing(hit):
            if self._reported_opening(start, hit.start):
                return _Head(hit, self.holders.reported, start)
            return _Head(hit, None, start)
        if lead and hit.start - start < 12:
            return None  # the item's own verb; `_item` reads it
        return None

    def _swallows(self, hit: Hit) -> bool:
        """Whether a phrase with a gap («vill … att») spans another verb, which then is the one that counts."""
        words = self.lower[hit.start : hit.end].split(" ")
        if words[0] not in ("vill", "kan", "skulle") or "inte" in words or len(words) < 3:
            return False
        last = self.lower.rfind(" ", hit.start, hit.end)
        inside = self._hits(hit.start + 1, last, self.verbs, self._verb_starts)
        return any(one.concept is not hit.concept and one.concept.slug not in _impersonal() for one in inside)

    def _standing(self, hit: Hit) -> bool:
        """Whether the phrase is one that needs no subject («inget att erinra», «saknas»)."""
        return self.lower[hit.start : hit.end] in _phrases()

    def _infinitive(self, hit: Hit) -> bool:
        return self.lower[hit.start : hit.end] == hit.concept.label and not hit.concept.label.endswith("r")

    def _subject(self, hit: Hit, since: int, end: int, previous: _Head | None) -> Subject | None:
        """The subject right before the verb, or right after it where the order is inverted."""
        before = self.holders.last_before(hit.start, since)
        if before:
            gap = self.lower[before.end : hit.start]
            if len(gap) < 90 and _between(gap):
                return before
        verb_end = self.lower.find(" ", hit.start)
        inside = self.holders.first_after(verb_end, hit.start + 45, end)
        if inside and verb_end > 0 and _between(self.lower[verb_end : inside.start]):
            return inside
        return None

    def _clause_start(self, subject: Subject, hit: Hit, start: int, previous: _Head | None) -> int:
        begin = min(subject.start, hit.start)
        if previous is None:
            return begin
        stop = previous.hit.end
        joint = _joint(self.lower[stop:begin])
        return begin if joint is None else stop + joint

    def _reported_opening(self, start: int, stop: int) -> bool:
        """Whether the sentence so far says what the paper or another party says."""
        subject = self.holders.first_after(start, stop, stop)
        opening = self.lower[start:stop]
        if re.match(
            r"(?:enligt (?!kommunens|stadens|regionens|länsstyrelsens|universitetets|vår|myndighetens|förbundets)|i (?:utredningen|betänkandet|promemorian|remissen|planen|strategin|förslaget|rapporten) \w+s\b)",
            opening,
        ):
            return True
        return bool(_SAID.search(opening)) and not (subject and subject.own)

    def _counts(self, head: _Head, stretch: Stretch, kind: str) -> bool:
        """Whether a clause is a position of this document in this section."""
        subject = head.subject
        if subject is None:
            if kind in ("background", "economy"):
                return False
            return self.speaking or self.spoken == stretch.number or self._opinion(stretch)
        if subject.reported:
            return False
        if subject.own:
            return True
        return not self.speaking and subject.office

    def _opinion(self, stretch: Stretch) -> bool:
        heading = self.material.sections[stretch.index].heading
        return bool(
            heading
            and re.search(
                r"bedömning|synpunkter|överväganden|ställningstagande|yttrande|kommentar|motivering",
                self.lower[heading.start : heading.end],
            )
        )

    # --- lists ------------------------------------------------------------------------------------------

    def _remember(self, stretch: Stretch, heads: list[_Head], start: int, end: int) -> None:
        if heads:
            self.leads[stretch.number] = (heads[-1], end)
            return
        subject = self.holders.last_before(end, start)
        if subject and self.lower[subject.end : end].strip(" :") in ("", "vill", "anser", "menar"):
            self.leads[stretch.number] = (_Head(_bare(subject), subject, start), end)
        elif (
            any(word in self.lower[start:end] for word in lexicon("positions")["lead"]["words"])
            and self.speaking
        ):
            self.leads[stretch.number] = (_Head(_bare(None, end), None, start), end)

    def _empty(self, head: _Head, end: int) -> bool:
        """Whether all that the lead-in asks for stands in its list."""
        rest = self.lower[head.hit.end : end].strip(" :,.")
        return len(rest.split()) <= 6

    def _item(
        self, start: int, end: int, stretch: Stretch, lead: tuple[_Head, int], heads: list[_Head]
    ) -> Iterator[FoundPosition]:
        """A bullet: its own verb or that of the lead-in, with the lead-in's holder."""
        head, _ = lead
        kind = self.material.sections[stretch.index].kind
        if not self._counts(head, stretch, kind) or len(self.lower[start:end].split()) < 2:
            return
        own = [
            hit
            for hit in self._hits(start, end, self.verbs, self._verb_starts)
            if hit.start - start < 8 and not self._infinitive(hit)
        ]
        said = self._said(start, end)
        words = self.lower[start:end]
        if own and own[0].concept.slug not in ("bora", "behova"):
            hit = own[0]
            stance = stance_of(hit.concept, said, words, self.lower[hit.start : end])
        else:
            hit = head.hit
            if hit.concept.slug == "":
                if not self._said(start, end) and not heads:
                    return
                stance = stance_of(_note(), said, words, words)
                if heads:
                    hit = heads[0].hit
                    stance = stance_of(hit.concept, said, words, self.lower[hit.start : end])
            else:
                opening = self.lower[hit.start : lead[1]] + " " + words
                clear = any(one.concept.slug == "request-clarification" for one in said)
                asks = self._said(hit.start, lead[1])
                stance = (
                    "request-clarification"
                    if clear and hit.concept.expresses != "support"
                    else stance_of(hit.concept, [*asks, *said], opening, opening)
                )
        yield self._made(
            start, _trimmed(self.lower, start, end), head.subject, stance, hit, stretch, "list-item", 0.75
        )

    # --- evaluations without a verb of reporting --------------------------------------------------------

    def _evaluation(self, start: int, end: int, stretch: Stretch, kind: str) -> Iterator[FoundPosition]:
        """«Redovisningen är förtjänstfull»: a sentence of the response that judges the paper it answers."""
        if kind in ("background", "economy") or not (self.speaking or self.spoken == stretch.number):
            return
        judged = [
            hit
            for hit in self._said(start, end)
            if hit.concept.scheme == "stance"
            and hit.concept.slug in ("support", "criticise", "oppose", "emphasise", "request-clarification")
        ]
        if not judged or self._reported_opening(start, judged[0].start):
            return
        order = ("oppose", "criticise", "request-clarification", "support", "emphasise")
        hit = min(judged, key=lambda one: order.index(one.concept.slug))
        if hit.concept.slug in ("support", "emphasise") and _EMBEDDED.search(self.lower[start : hit.start]):
            return
        yield self._made(
            start, _trimmed(self.lower, start, end), None, hit.concept.slug, hit, stretch, "evaluation", 0.6
        )

    # --- the record -----------------------------------------------------------------------------------

    def _said(self, start: int, end: int) -> list[Hit]:
        """The stance labels and topics in a clause; the longest label wins where labels overlap."""
        hits = self._hits(start, end, self.stances, self._stance_starts)
        longest: list[Hit] = []
        for hit in hits:
            if hit.concept.scheme == "stance" and any(
                other.start <= hit.start
                and hit.end <= other.end
                and other is not hit
                and other.end - other.start > hit.end - hit.start
                for other in hits
                if other.concept.scheme == "stance"
            ):
                continue
            longest.append(hit)
        return longest

    def _position(self, start: int, end: int, head: _Head, stretch: Stretch) -> FoundPosition:
        words, opening = self.lower[start:end], self.lower[head.hit.start : end]
        stance = stance_of(head.hit.concept, self._said(start, end), words, opening)
        rule, sure = ("subject-and-verb", 0.9) if head.subject else ("impersonal", 0.65)
        return self._made(start, end, head.subject, stance, head.hit, stretch, rule, sure)

    def _made(
        self,
        start: int,
        end: int,
        subject: Subject | None,
        stance: str,
        hit: Hit,
        stretch: Stretch,
        rule: str,
        sure: float,
    ) -> FoundPosition:
        topics = dict.fromkeys(
            one.concept.slug for one in self._said(start, end) if one.concept.scheme == "topic"
        )
        while start < end and self.lower[start] in " ,;:–-":
            start += 1
        return FoundPosition(
            start,
            end,
            subject or self.holders.issuer,
            stance,
            _lemma(hit, self.lower),
            self.material.sections[stretch.index].heading,
            tuple(topics),
            rule,
            sure,
            subject is not None,
        )


# --- words --------------------------------------------------------------------------------------------------


def _cut_short(hit: Hit, lower: str) -> bool:
    """Whether a phrase ends where the next clause begins: «välkomnar … men» is two positions, not one."""
    return (
        lower[hit.start : hit.end].endswith((" men", " dock"))
        and hit.concept.expresses == "support-with-reservation"
    )


def _trimmed(lower: str, start: int, end: int) -> int:
    """The end without the conjunction and the comma that lead over to the next clause or item."""
    piece = re.sub(r"[\s,;]*(?:\b(?:och|samt|men|eller)\b)?[\s,;]*$", "", lower[start:end])
    return start + len(piece)


@cache
def _impersonal() -> frozenset[str]:
    return frozenset(lexicon("positions")["impersonal"]["verbs"])


@cache
def _phrases() -> frozenset[str]:
    return frozenset(lexicon("positions")["impersonal"]["phrases"])


@cache
def _passive() -> frozenset[str]:
    return frozenset(lexicon("positions")["passive"]["words"])


@cache
def _between_words() -> frozenset[str]:
    return frozenset(lexicon("positions")["between"]["words"])


def _between(gap: str) -> bool:
    """Whether only adverbs and auxiliaries stand between a subject and its verb."""
    known = _between_words()
    return all(word.strip(",*()") in known for word in gap.split()) and gap.count(",") <= 2


def _personal(hit: Hit, lower: str) -> bool:
    """Whether an impersonal verb is used with a person: «kommunen ser behov av», «staden saknar»."""
    return lower[hit.start : hit.end].startswith(
        (
            "ser",
            "saknar",
            "saknade",
            "önskar",
            "är positiv",
            "ställer",
            "värnar",
            "vill",
            "befarar",
            "känner",
            "varnar",
            "har",
            "hyser",
            "uttrycker",
            "är oro",
        )
    )


def _modal_before(before: str) -> bool:
    modals = lexicon("positions")["modal"]["words"]
    near = " ".join(before.split()[-5:])
    return any(re.search(rf"\b{modal}\b", near) for modal in modals)


def _inside(between: str) -> bool:
    """Whether what stands between two verbs leads into the complement of the first."""
    return bool(_EMBEDDED.search(between)) and _joint(between) is None


def _joint(between: str) -> int | None:
    """Where the conjunction stands that joins a clause to the one before; None if more than adverbs follow it."""
    last = None
    for match in _CONJUNCTION.finditer(between):
        last = match
    return last.start() if last and _between(between[last.end() :]) else None


def _inside_only(between: str) -> bool:
    return bool(re.search(r"\batt\s*$", between))


@cache
def _note() -> Concept:
    return Concept("verb", "", "", (), expresses="note")


def _bare(subject: Subject | None, at: int = 0) -> Hit:
    at = subject.end if subject else at
    return Hit(at, at, _note())


@cache
def _lemmas() -> dict[str, str]:
    """Every one-word form of a verb and its lemma."""
    return {
        phrase.lower(): concept.label
        for concept in concepts("verb").values()
        for phrase in concept.phrases
        if " " not in phrase
    }


def _lemma(hit: Hit, lower: str) -> str:
    """The lemma that a position gives: of the verb itself where a longer phrase decided the stance."""
    if hit.concept.scheme != "verb":
        return "vara"
    words = lower[hit.start : hit.end].split(" ")
    first = next((_lemmas()[word] for word in words if word in _lemmas()), None)
    return (first or hit.concept.label).removeprefix("inte ") or "framföra"


def repeats(positions: Sequence[FoundPosition]) -> dict[int, int]:
    """Index of a position that says again what an earlier one of the same holder said → that one's index."""
    from rapidfuzz import fuzz

    found: dict[int, int] = {}
    for index, one in enumerate(positions):
        for earlier in range(index):
            other = positions[earlier]
            if earlier in found or other.holder.slug != one.holder.slug or other.section is one.section:
                continue
            if not set(other.topics) & set(one.topics) and one.topics != other.topics:
                continue
            if other.stance != one.stance:
                continue
            found_words = one.end - one.start
            if found_words and fuzz.token_set_ratio(str(one.topics), str(other.topics)) < 60:
                continue
            found[index] = earlier
            break
    return found
