"""Sentences that take a position without a reporting verb: by a judging phrase, or by how they are built."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from clustergraph.mapping.positions.answer_tables import AnswerTables
from clustergraph.mapping.positions.clauses import Clauses
from clustergraph.mapping.positions.effects import effect_stance
from clustergraph.mapping.positions.lemmas import finite_lemma, lemma_in_list, main_lemma, sentence_lemma
from clustergraph.mapping.positions.patterns import pattern
from clustergraph.mapping.positions.sentence_forms import shaped
from clustergraph.mapping.positions.stance import stance_of
from clustergraph.mapping.text.judgements import NEGATED
from clustergraph.mapping.text.labels import Labels, bare, describes, expressing
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.phrases import Hit
from clustergraph.mapping.text.sparse import Sparse
from clustergraph.mapping.text.view import Stretch
from clustergraph.mapping.text.vocabulary import Concept, concepts, lexicon
from clustergraph.reading import Kind

ASKING = re.compile(r"(?:men |och )?(?:hur|vem|vilka|vilken|vilket|vad|på vilket sätt|varför|när|vart|var)\b")
_FRONTED = 24  # and before the adjective that it begins with: «Särskilt förtjänstfull är genomgången»
_OPENING = 12  # characters before the noun that a sentence such as «Även vikten av samråd» begins with
# Judgements in the order in which they decide where a sentence holds several.
_JUDGEMENTS = ("oppose", "criticise", "request-clarification", "propose", "support", "emphasise")


@dataclass(frozen=True, slots=True)
class Judgement:
    """The stance of a sentence, the phrase that gives it, the rule, and the lemma if no verb shows it."""

    stance: str
    hit: Hit
    rule: str
    verb: str | None = None


@cache
def _courtesy() -> Sparse:
    """Phrases of thanks and the like, which take no position."""
    phrases = lexicon("positions")["courtesy"]["phrases"]
    return Sparse("|".join(map(re.escape, phrases)), *phrases, leads=True)


class Unreported:
    """Finds the stance of sentences of one document that have no reporting verb."""

    def __init__(self, material: Material, clauses: Clauses, labels: Labels, tables: AnswerTables) -> None:
        self.material, self.view, self.lower = material, material.view, material.view.lower
        self.clauses, self.labels, self.tables = clauses, labels, tables
        self.courtesies = _courtesy().within(self.lower)

    def judgement(self, start: int, end: int, stretch: Stretch) -> Judgement | None:
        """What a sentence judges: «Redovisningen är förtjänstfull»; None if it does not."""
        if courtesy := self.courtesies.search(start, end):
            end = self.lower.rfind(" och ", start, courtesy.start())  # «Idén är god och vi deltar gärna»
            if end < 0:
                return None
        words = self.lower[start:end]
        if words.endswith("?") and not ASKING.match(words):
            return None  # «Är taxan rimlig?»: a question that the other side asks
        if (
            pattern("fact").match(words)
            or pattern("figure").search(words)
            or pattern("cited").match(self.lower, end)
        ):
            return None
        whole = self.whole(start, end) if words.startswith("att") else None
        return whole or self._form(start, end, stretch) or self._judged(start, end)

    def goes_on(self, start: int, end: int) -> Judgement | None:
        """What a sentence after a position asks for: «Tre nätter är rimligt. Avgiften ska tas bort.»"""
        words = self.lower[start:end]
        asked = pattern("shall").match(words)
        if asked is None or pattern("fact").match(words) or self.clauses.told.reported(start, end):
            return None
        return Judgement("propose", bare(start), "judgement", lemma_in_list(asked[1]))

    def whole(self, start: int, end: int) -> Judgement | None:
        """The judgement about all the rest of a sentence: «Att avgiften ska tas bort är positivt»."""
        words = self.lower[start:end]
        for hit in self.labels.within(start, end):
            if not _judges(hit) or hit.concept.slug not in ("support", "criticise", "emphasise"):
                continue
            said = self.lower[hit.start : hit.end]
            closes = pattern("copula").match(said) and not self.lower[hit.end : end].strip(" .!")
            opens = hit.start - start <= len("det ")
            praises = hit.concept.slug == "support" and "önskvär" not in said and f"{said} ".endswith(" att ")
            blames = hit.concept.slug == "criticise" and self.lower.startswith(" att ", hit.end)
            if (closes and pattern("subject-clause").match(words)) or (opens and (praises or blames)):
                return Judgement(hit.concept.slug, hit, "judgement")
        return None

    def _form(self, start: int, end: int, stretch: Stretch) -> Judgement | None:
        """What a sentence judges whose form tells that it takes a position."""
        words = self.lower[start:end]
        said = self.labels.within(start, end)
        answer = (
            pattern("answer").match(words) if start in self.tables.asked or self._answers(stretch) else None
        )
        if answer and self.tables.finds_fault(start, self.lower):
            # «Saknas något?» – «Ja, båtarna.», and «Nej» takes no position
            return Judgement("criticise", bare(start), "answer") if answer[1] == "ja" else None
        if found := pattern("yes-or-no").match(words):
            stance = stance_of(expressing({"ja": "support", "nej": "oppose"}[found[1]]), said, words, words)
            return Judgement(stance, bare(start), "answer", f"säga {found[1]}")
        if stretch.kind is Kind.ROW and (verdict := pattern("verdict").match(words)):
            stance = stance_of(expressing(verdict.lastgroup or ""), said, words, words)
            return Judgement(stance, bare(start), "answer", finite_lemma(verdict[0]))
        if answer:
            stance = {"ja": "support", "nej": "oppose"}.get(answer[1], "support-with-reservation")
            return Judgement(stance_of(expressing(stance), said, words, words), bare(start), "answer")
        if pattern("labelled").match(words) or words.endswith("?"):
            asked = words.endswith("?") and "varför inte" not in words
            return Judgement("request-clarification" if asked else "propose", bare(start), "labelled")
        reported = self.clauses.told.reported(start, end) and not pattern("nothing").match(words)
        unstopped = pattern("stops").sub(r"\1", words) if "." in words[:-1] else words
        if shape := shaped(words, "of-the-paper") or (None if reported else shaped(unstopped)):
            verb = main_lemma(shape[1]) if shape[1] else sentence_lemma(words)
            return Judgement(shape[0], bare(start), "judgement", verb)
        return None if reported else self._held(start, words, said)

    def _held(self, start: int, words: str, said: list[Hit]) -> Judgement | None:
        """What a sentence says by «according to» its writer, or says to come of the proposal."""
        if (
            pattern("according").search(words)
            or pattern("own-opinion").match(words)
            or (" är " in words and pattern("inverted").match(words))
        ):
            stance = stance_of(_anse(), said, words, words)
            hoped = stance == "note" and pattern("hoped").match(words)
            return Judgement("propose" if hoped else stance, bare(start), "according", sentence_lemma(words))
        if pattern("leads-to").match(words) and (effect := effect_stance(words)):
            return Judgement(effect, bare(start), "judgement", sentence_lemma(words))
        return None

    def _judged(self, start: int, end: int) -> Judgement | None:
        """What a sentence judges by the judging phrase in it."""
        words = self.lower[start:end]
        judging = [
            hit
            for hit in self.labels.within(start, end)
            if _judges(hit)
            and not (describes(hit, self.lower) or self._inner(hit, start) or self._of_another(hit))
        ] or [*self._predicates(start, end), *self._verbless(start, end)]
        if not judging or (
            self.clauses.told.reported(start, judging[0].start)
            and not self._comments(start, judging[0].start)
        ):
            return None
        if not pattern("wanted").search(words):  # «bra att verket ges en tydligare roll»
            judging = [hit for hit in judging if hit.concept.slug != "request-clarification"]
        if not judging:
            return None
        first = min(judging, key=lambda one: one.start)
        opens = first.start - start <= len("det ") and self.lower.startswith(" att ", first.end)
        hit = first if opens else min(judging, key=self._rank)  # «Det är viktigt att reglerna är tydliga»
        stance = hit.concept.slug
        commenting = stance == "support" and self.lower.endswith(" vilket ", start, hit.start)
        if (
            stance in ("support", "emphasise")
            and not (commenting or (pattern("subject-clause").match(words) and not words.startswith("att")))
            and pattern("subordinate").search(self.lower[start : hit.start])
        ):
            return None
        if stance == "support":
            near = self.lower[max(start, hit.start - 20) : hit.start].rpartition(", ")[2]
            if pattern("negated").search(near) or pattern("far-from").search(self.lower, hit.start, hit.end):
                stance = "criticise"
            elif pattern("unreal").search(self.lower, max(start, hit.start - 12), hit.end):
                stance = "propose"
            elif words.startswith("när ") and not pattern("copula").match(self.lower, hit.start):
                stance = "note"  # «När alla samverkar skapas goda förutsättningar»: of no proposal
            elif any(
                one.concept.slug == "support-with-reservation" for one in self.labels.within(start, end)
            ):
                stance = "support-with-reservation"
        return Judgement(stance, hit, "judgement")

    def _predicates(self, start: int, end: int) -> Iterator[Hit]:
        """The adjectives that stand far after their verb: «Däremot är kravet på vägledning inom en vecka orimligt»."""
        copula = pattern("is").search(self.lower, start, end)
        if copula is None:
            return
        before, after = self._adjectives(start, copula.start()), self._adjectives(copula.end(), end)
        for hit in before[:1]:  # «Särskilt förtjänstfull är genomgången»
            if hit.end + 1 == copula.start() and hit.start - start <= _FRONTED:
                yield Hit(hit.start, copula.end(), replace(hit.concept, scheme="stance"))
        if pattern("subordinate").search(self.lower[start : copula.start()]):
            return
        for hit in after:
            ends = self.lower.endswith(" att", hit.start, hit.end) or pattern("after-predicative").match(
                self.lower, hit.end
            )
            if ends and not pattern("breaks").search(self.lower, copula.end(), hit.start):
                negated = pattern("negated").search(self.lower, copula.end(), hit.start)
                stance = NEGATED.get(hit.concept.slug, hit.concept.slug) if negated else hit.concept.slug
                yield Hit(copula.start(), hit.end, replace(hit.concept, scheme="stance", slug=stance))

    def _adjectives(self, start: int, end: int) -> list[Hit]:
        """The judging adjectives in a part of a sentence."""
        said = self.labels.within(start, end)
        return [hit for hit in said if hit.concept.scheme == "adjective" and hit.concept.label]

    def _verbless(self, start: int, end: int) -> Iterator[Hit]:
        """The adjective of a sentence that is nothing but a judgement: «Ett tunt avsnitt.», «Väl beskrivet.»"""
        found = pattern("no-verb").fullmatch(self.lower, start, end)
        if found is None or " " not in found[0]:
            return
        at = found.start("judged")
        for hit in self._adjectives(at, end):
            if hit.start == at:
                yield Hit(at, hit.end, replace(hit.concept, scheme="stance"))

    def _rank(self, hit: Hit) -> tuple[int, bool, int]:
        """Which of several judgements decides: by its stance, what is said with «är» before a noun, the first."""
        return (
            _JUDGEMENTS.index(hit.concept.slug),
            not pattern("copula").match(self.lower, hit.start),
            hit.end,
        )

    def _comments(self, start: int, at: int) -> bool:
        """Whether a judgement is the sender's on what is told before it: «Planen anger 50 meter, vilket är för lite»."""
        return self.lower.endswith(", vilket ", start, at)

    def _inner(self, hit: Hit, start: int) -> bool:
        """Whether a noun of stress stands inside a sentence that says something else of it."""
        return hit.start - start > _OPENING and self.lower.startswith(
            ("behovet av", "vikten av", "betydelsen av"), hit.start
        )

    def _of_another(self, hit: Hit) -> bool:
        """Whether «för» belongs to the adjective before it: «är rimligt för stora nät» finds nothing too large."""
        return hit.concept.label.startswith("för ") and any(
            self.lower.startswith(" för ", one.end) for one in self._adjectives(hit.start, hit.end)
        )

    def _answers(self, stretch: Stretch) -> bool:
        """Whether a block stands under a question."""
        heading = self.material.sections[stretch.index].heading
        before = self.view.stretches[stretch.index - 1] if stretch.index else stretch
        return any(
            one and self.lower[one.start : one.end].rstrip().endswith("?") for one in (heading, before)
        )


def _judges(hit: Hit) -> bool:
    """Whether a phrase judges by itself; of those that ask for a change, only «vore att föredra» and its like."""
    one = hit.concept
    if one.scheme != "stance":
        return False
    return one.slug in _JUDGEMENTS and (
        one.slug != "propose" or one.label != concepts("stance")[one.slug].label
    )


@cache
def _anse() -> Concept:
    return concepts("verb").get("anse") or Concept("verb", "anse", "anse", (), expresses="note")
