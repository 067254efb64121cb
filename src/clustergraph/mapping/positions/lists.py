"""Bulleted asks under a lead-in sentence or heading, which gives them its verb and its holder."""

from clustergraph.mapping.positions.clauses import Clause, Clauses
from clustergraph.mapping.positions.holders import Holders, Subject
from clustergraph.mapping.positions.lemmas import deed_lemma, imperative_lemma, lemma_in_list
from clustergraph.mapping.positions.patterns import pattern
from clustergraph.mapping.positions.sentence_forms import (
    announced_stance,
    bidden_stance,
    shaped,
    shaped_stance,
)
from clustergraph.mapping.positions.stance import stance_of
from clustergraph.mapping.text.clause_words import adverbs_between
from clustergraph.mapping.text.labels import Labels, bare, expressing
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.phrases import Hit
from clustergraph.mapping.text.view import Stretch
from clustergraph.reading import Kind

# A lead-in that names its holder and no verb but of wishing or holding: «Kommunen vill:», «Kommunen anser».
_WISHING = frozenset({"vill", "önskar", "vilja", "hoppas", "begär", "yrkar"})
_BARE = _WISHING | {"anser", "menar", "tycker", "att", "skulle", "se", "därmed"}
# What a lead-in expresses that leaves it to the points themselves whether they praise, refuse or ask.
_OPEN = ("note", "propose", "emphasise")


class Lists:
    """The lists of one document: what introduces them, and what their items ask for."""

    def __init__(
        self, material: Material, clauses: Clauses, labels: Labels, holders: Holders, speaking: bool
    ) -> None:
        self.view, self.lower = material.view, material.view.lower
        self.clauses, self.labels, self.holders, self.speaking = clauses, labels, holders, speaking
        # number of the block → its last clause and the end of that
        self._leads: dict[int, tuple[Clause, int]] = {}

    def introduced_by(self, stretch: Stretch, end: int) -> bool:
        """Whether a list follows that the sentence ending at `end`, the last of its block, introduces."""
        following = stretch.index + 1
        if following >= len(self.view.stretches) or stretch.kind is not Kind.PARAGRAPH:
            return False
        after = self.view.stretches[following]
        return after.block.lead_in == stretch.number or (
            after.kind is Kind.ITEM and self.lower[end - 1] == ":"
        )

    def lead_of(self, stretch: Stretch) -> tuple[Clause, int] | None:
        """What introduces the list that an item stands in; also a heading such as «Regionen anser att»."""
        number = stretch.block.lead_in
        if number is None or number in self._leads:
            return self._leads.get(number) if number is not None else None
        leading = self.view.lead_of(stretch, 60)
        if leading is None or leading.kind is Kind.PARAGRAPH:
            return None
        self.remember(leading, self.clauses.of(leading.start, leading.end), leading.start, leading.end)
        if number not in self._leads and leading.kind is Kind.ITEM:
            return self.lead_of(leading)  # an item under an item, by what introduces the whole list
        return self._leads.get(number)

    def remember(self, stretch: Stretch, clauses: list[Clause], start: int, end: int) -> None:
        """Keep the clause that introduces a list, or the bare subject or announcement that does."""
        shared = bool(clauses) and pattern("shared-views").search(self.lower, start, end)
        if shared or (clauses and self.remarks(clauses[-1], end)):
            # «tillstyrker förslaget men har följande synpunkter:»: each point says itself what it asks for
            holder = clauses[0 if shared else -1].subject
            self._leads[stretch.number] = (Clause(bare(end), holder, start), end)
            return
        announced = announced_stance(self.lower[start:end]) if self.speaking else None
        if clauses and not (announced and stretch.kind is Kind.HEADING):
            self._leads[stretch.number] = (clauses[-1], end)
            return
        subject = self.holders.last_before(end, start)
        while subject and pattern("receives").search(
            self.lower[max(start, subject.start - 6) : subject.start]
        ):
            subject = self.holders.last_before(subject.start, start)  # «rekommendationer till verket:»
        around = self._around(subject, start, end) if subject else None
        if subject and around is not None and around <= _BARE:
            stance = "propose" if around & _WISHING else "note"
            self._leads[stretch.number] = (Clause(bare(subject.end, stance), subject, start), end)
        elif hit := bare(end, announced) if announced else self._judging(start, end):
            self._leads[stretch.number] = (Clause(hit, None, start), end)

    def remarks(self, clause: Clause, end: int) -> bool:
        """Whether a lead-in supports, and its list holds remarks on what is supported."""
        return (clause.hit.concept.expresses or "").startswith("support") and bool(
            pattern("remarks").search(self.lower, clause.hit.start, end)
        )

    def _judging(self, start: int, end: int) -> Hit | None:
        """The phrase of a lead-in that judges what stands in its list: «Det är glädjande att»."""
        if not (self.speaking and self.lower.endswith((" att", ":"), start, end)):
            return None
        said = (hit for hit in self.labels.within(start, end) if hit.concept.scheme == "stance")
        found = next((hit for hit in said if hit.concept.slug in ("support", "criticise", "oppose")), None)
        return Hit(found.start, found.end, expressing(found.concept.slug)) if found else None

    def _around(self, subject: Subject, start: int, end: int) -> set[str]:
        """What a lead-in says of its subject beside adverbs: «Kommunen vill», «I övrigt önskar kommunen»."""
        after = self.lower[subject.end : end].strip(" :–").split()
        before = self.lower[start : subject.start].split()[-1:]
        said = {*after, *(word for word in before if word in _WISHING)}
        return said - (adverbs_between() - _WISHING)

    def announces(self, start: int, end: int, stretch: Stretch) -> bool:
        """Whether a sentence only announces a list: «Det som saknas:»."""
        words = self.lower[start:end]
        colon = words.endswith(":")
        if not colon and stretch.kind is not Kind.HEADING:
            return False
        length = len(words.split())
        if colon and length <= 10 and pattern("following").search(words):
            return self.introduced_by(stretch, end) or not pattern("wording").search(words)
        may = self.speaking and length <= 5 and stretch.kind is not Kind.ITEM
        return may and bool(announced_stance(words))

    @staticmethod
    def only_announces(leading: Clause) -> bool:
        """Whether a lead-in only says that there are views, whatever they are: «Våra synpunkter i korthet»."""
        return not leading.hit.concept.slug and leading.hit.concept.expresses == "note"

    def says_nothing_itself(self, clause: Clause, end: int) -> bool:
        """Whether all that the lead-in asks for stands in its list."""
        if self.remarks(clause, end):
            return False
        after = self.lower[clause.hit.end : end].strip(" :,.")
        return len(after.split()) <= 6 and not pattern("especially").search(after)

    def ask(
        self, start: int, end: int, lead: tuple[Clause, int], clauses: list[Clause]
    ) -> tuple[Hit, str, str | None] | None:
        """The verb, stance and (if it shows one) lemma of an item: its own verb or that of the lead-in.

        None if the item asks for nothing.
        """
        leading, lead_end = lead
        words = self.lower[start:end]
        if len(words.split()) < 2 and leading.hit.concept.expresses == "note":
            return None
        alone = not clauses and leading.hit.concept.expresses in _OPEN
        deed = deed_lemma(words) if alone else None
        formed = shaped(words, "items") if alone and not deed else None
        if formed:
            return leading.hit, formed[0], formed[1] or None
        said = self.labels.within(start, end)
        # «tydligare prioritera skolvägarna»: how, and no judgement.
        if deed or pattern("adverb").match(words):
            said = [hit for hit in said if hit.start > start]
        first = next((hit for hit in said if hit.start == start and hit.concept.scheme == "adjective"), None)
        if first and first.concept.label and alone:
            return leading.hit, first.concept.slug, f"vara {first.concept.label}"
        own = self._own_verbs(start, end, leading)
        unled = not leading.hit.concept.slug
        bidden = None if own else bidden_stance(words) or ("propose" if deed and unled else None)
        hit = leading.hit
        if own or (unled and clauses):
            hit = own[0] if own else clauses[0].hit
            stance = stance_of(hit.concept, said, words, self.lower[hit.start : end])
        elif unled:
            judges = any(one.concept.scheme != "topic" for one in said)
            if not (judges or bidden) and hit.concept.expresses == "note":
                return None
            stance = stance_of(hit.concept, said, words, words)
        else:
            stance = self._led_stance(hit, lead_end, said, words)
        if bidden and stance in ("note", "emphasise"):
            stance = bidden  # «Behåll nivån på bidragen»
        demanded = hit.concept.slug in ("bora", "behova") or (unled and not own and not clauses)
        asked = lemma_in_list(words) if demanded else None
        if bidden and unled:
            asked = deed or imperative_lemma(words)
        wanted = (
            unled
            and not (own or clauses)
            and leading.subject is not None
            and hit.concept.expresses == "propose"
        )
        return hit, stance, asked or ("vilja" if wanted else None)

    def _own_verbs(self, start: int, end: int, leading: Clause) -> list[Hit]:
        """The verbs with which an item begins; after «föreslår att vägledningen – beskriver …» they are what is asked."""
        verb = leading.hit.concept
        wished = verb.slug in ("onska", "vilja") or (
            not verb.slug and leading.subject is not None and verb.expresses == "propose"
        )
        if verb.slug and verb.expresses != "note" and not wished:
            return []
        return [
            hit
            for hit in self.clauses.verbs.within(start, end)
            if hit.start - start < 8
            and (wished or not self.clauses.verbs.infinitive(hit))
            and not self.clauses.verbs.impersonal(hit)
        ]

    def _led_stance(self, hit: Hit, lead_end: int, said: list[Hit], words: str) -> str:
        """The stance that the verb of the lead-in gives to the words of an item."""
        opening = f"{self.lower[hit.start : lead_end]} {words}"
        clear = any(one.concept.slug == "request-clarification" for one in said)
        if clear and hit.concept.expresses != "support":
            return "request-clarification"
        especially = pattern("especially").search(self.lower, hit.end, lead_end)
        led = [] if especially else self.labels.within(hit.start, lead_end)
        stance = stance_of(hit.concept, [*led, *said], opening, opening)
        if stance in ("note", "support") and hit.concept.expresses == "note" and deed_lemma(words):
            return "propose"
        if stance == "note" and hit.concept.expresses == "note":
            done = pattern("that-done").match(f"att {words.removeprefix('att ')}")
            return "propose" if done else shaped_stance(words) or stance
        return stance
