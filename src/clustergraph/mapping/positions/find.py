"""Positions: who asks for, supports, doubts or observes what, one for each ask or stance."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from clustergraph.mapping.head.document_type import NEWS
from clustergraph.mapping.head.genres import tells_news
from clustergraph.mapping.head.metadata import Metadata
from clustergraph.mapping.positions.answer_tables import answer_tables
from clustergraph.mapping.positions.clause_stances import Stances
from clustergraph.mapping.positions.clauses import Clause, Clauses
from clustergraph.mapping.positions.counting import Counting
from clustergraph.mapping.positions.holders import Holders, Subject
from clustergraph.mapping.positions.lemmas import SHALL, imperative_lemma, lemma, sentence_lemma
from clustergraph.mapping.positions.lists import Lists
from clustergraph.mapping.positions.passed_over import SILENT, PassedOver
from clustergraph.mapping.positions.patterns import pattern
from clustergraph.mapping.positions.sentence_forms import bidden_stance
from clustergraph.mapping.positions.stance import stance_of
from clustergraph.mapping.positions.topics import topics_of, topics_over
from clustergraph.mapping.positions.turns import Turns
from clustergraph.mapping.positions.unreported import ASKING, Unreported
from clustergraph.mapping.text.clause_words import trimmed
from clustergraph.mapping.text.judgements import ATTITUDE
from clustergraph.mapping.text.labels import Labels, bare, expressing, faults
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.phrases import Hit
from clustergraph.mapping.text.quotations import quotations
from clustergraph.mapping.text.sections import answer_begins
from clustergraph.mapping.text.view import Stretch
from clustergraph.reading import Kind

# What kinds of document speak for their issuer throughout, and which only where they say so.
_SPEAKING = frozenset({"consultation-response", "letter", "motion", "other"})
_REPORTING = frozenset({"memo", "minutes-excerpt", "minutes", "decision", "report", "summons"})
# Sections without positions in documents that decide.
_DECIDING = frozenset({"procedure", "motion", "proposal", "decision", "reservation"})
_NONE: Mapping[int, Hit] = {}
_PRAISE = ("emphasise", "support")
_RUN_ON = 800  # characters of a block that is no paragraph, but a text whose line breaks are lost
_ABOUT = 90  # characters of a clause in which it names what it is about
_BLAMING = frozenset({"kritisera", "rikta-kritik"})
_OF_IT = ("den ", "det ", "de ", "detta ", "denna ")
_REASON = re.compile(r", (?:eftersom|därför att|då) ")
# «enligt förvaltningens mening»
_OPINION_OF_WRITER = pattern("holders-opinion-of-writer")
_WITHIN = re.compile(r"(?:i|av|på|om|till|vid|med|för) ")


@dataclass(slots=True)
class FoundPosition:
    """A position in the view: the span of its words, its holder, stance and verb.

    `explicit` says whether the clause names the holder.
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


def find_positions(material: Material, metadata: Metadata, names: dict[str, str]) -> list[FoundPosition]:
    """The positions that a document takes, in the order of its text; `names` are those of actors by slug."""
    told = metadata.type.value == "other" and tells_news(material.view.lower)
    if told or metadata.type.rule == NEWS or metadata.type.value not in _SPEAKING | _REPORTING:
        return []
    holders = Holders(material, metadata, names)
    if not holders.issuer.slug:
        return []
    return list(_Finder(material, metadata, holders).find())


class _Finder:
    def __init__(self, material: Material, metadata: Metadata, holders: Holders) -> None:
        self.material, self.holders = material, holders
        self.view, self.lower = material.view, material.view.lower
        quoted = quotations(self.view.words)
        self.clauses = Clauses(material, holders, quoted)
        self.labels = Labels(material, quoted)
        self.passed = PassedOver(self.view, metadata.title)
        self.supervising = metadata.type.value == "decision"
        self.speaking = metadata.type.value in _SPEAKING
        self.counting = Counting(material, metadata, self.speaking)
        self.lists = Lists(material, self.clauses, self.labels, holders, self.speaking)
        self.tables = answer_tables(self.view)
        self.unreported = Unreported(material, self.clauses, self.labels, self.tables)
        self.turns = Turns(self.lower, self.unreported)
        self.stances = Stances(self.lower, self.clauses, self.labels, holders)
        # The block in which the issuer or an office last spoke for itself, and who did.
        self.spoken: int | None = None
        self.speaker: Subject | None = None
        # The block in which the sentence before took a position, and that in which it told what another says.
        self.held: int | None = None
        self.telling: int | None = None

    def find(self) -> Iterator[FoundPosition]:
        """Sentence by sentence; what introduces a list passes its verb and holder to the items."""
        sentences = self.view.sentences
        for index, (start, end, stretch) in enumerate(sentences):
            kind = self.material.sections[stretch.index].kind
            if mark := pattern("mark").match(self.lower, start, end):
                start = mark.end()  # of an item or a heading whose line break is lost
            if kind == "decision" and (given := answer_begins(self.view, stretch, end)):
                start, kind = max(start, given), "answer"
            if kind in SILENT or self.passed.over(start, stretch):
                continue
            if not self.speaking and self.passed.by_person(start, end):
                self.spoken = None
                continue
            if kind in _DECIDING and not self.speaking:
                yield from self._blamed(start, end, stretch)
                continue
            if stretch.kind is Kind.ROW and self.tables.of_another(stretch.start, start):
                continue
            if kind == "answer" and self.spoken == stretch.number - 1:
                self.spoken = stretch.number  # one answer, in several blocks
            self._goes_on_as_pronoun(start, stretch)
            goes_on = self._heard(start, end, stretch)
            last = index + 1 == len(sentences) or sentences[index + 1][2] is not stretch
            leads = last and self.lists.introduced_by(stretch, end)
            found = list(self._sentence(start, end, stretch, kind, leads))
            if last or not self.lower.startswith(_OF_IT, sentences[index + 1][0]):
                self.spoken = self.spoken or goes_on  # unless «Den måste …» is of who was told of
            self.held = stretch.number if found else None
            retold = not found and (stretch.number == self.telling or self.clauses.told.reported(start, end))
            self.telling = stretch.number if retold else None
            yield from found

    def _goes_on_as_pronoun(self, start: int, stretch: Stretch) -> None:
        """«Förvaltningen delar bilden. Den ser en risk för …»: in a paper that reports, of the office that spoke before."""
        at = start + len("den ")
        if self.speaking or self.spoken != stretch.number or not self.lower.startswith("den ", start):
            return
        verbs = self.clauses.verbs.within(at, stretch.end)
        if self.speaker and verbs and verbs[0].start == at and not self.clauses.verbs.impersonal(verbs[0]):
            self.holders.stands(self.speaker, start, at - 1)

    def _they(self, subject: Subject, stretch: Stretch) -> bool:
        """Whether «de» is the office that spoke before in a block of a paper that reports it."""
        said = self.lower[subject.start : subject.end]
        return said == "de" and not self.speaking and self.spoken == stretch.number

    def _heard(self, start: int, end: int, stretch: Stretch) -> int | None:
        """Keeps who speaks in a sentence; gives the block in which who spoke before goes on after it, None if nobody does."""
        speaker = self.holders.first_after(start, start + 4, end)
        within = speaker and _WITHIN.fullmatch(self.lower, start, speaker.start)
        if speaker and (within or self._they(speaker, stretch)):
            speaker = None  # «I förslaget ingår …»: of the paper, by who spoke before; «… De anser …»
        goes_on = self.spoken if speaker and self._tells_only(speaker, start, end) else None
        if speaker and (speaker.slug or not goes_on):  # not «Dessa bör upphöra»
            self.spoken = stretch.number if speaker.own else None
            self.speaker = speaker if speaker.own else self.speaker
        return goes_on

    def _tells_only(self, speaker: Subject, start: int, end: int) -> bool:
        """Whether a sentence of another tells what it does and no opinion: «Verket har öppnat en linje», «Dessa bör upphöra»."""
        opines = any(one.subject for one in self.clauses.of(start, end)) or self.clauses.told.reported(
            start, end
        )
        return not (speaker.own or speaker.office or opines)

    def _blamed(self, start: int, end: int, stretch: Stretch) -> Iterator[FoundPosition]:
        """The criticism that is all that an authority of supervision decides: «JO riktar kritik mot nämnden»."""
        if not self.supervising or self.material.sections[stretch.index].kind != "decision":
            return
        clauses = self.clauses.of(start, end)
        blames = [
            one for one in clauses if one.hit.concept.slug in _BLAMING and one.subject and one.subject.own
        ]
        yield from self._stated(start, end, clauses, blames[:1], stretch)

    # --- one sentence ---------------------------------------------------------------------------------

    def _sentence(
        self, start: int, end: int, stretch: Stretch, kind: str, leads: bool
    ) -> Iterator[FoundPosition]:
        if pattern("reason").match(self.lower, start):
            return
        lead = self.lists.lead_of(stretch)
        clauses = self._clauses(start, end, stretch)
        spoken = self.spoken == stretch.number
        allowed = self._counting(start, end, clauses, stretch, kind)
        if leads:
            self.lists.remember(stretch, clauses, start, end)
            if allowed and clauses[-1] is allowed[-1] and self.lists.says_nothing_itself(clauses[-1], end):
                allowed = allowed[:-1]
        unnamed = not any(clause.subject for clause in clauses)
        item = stretch.kind is Kind.ITEM or (
            stretch.kind is Kind.ROW and self.lower.startswith("att ", start)
        )
        turn = self.turns.where(start, end, clauses, allowed, stretch) or self.turns.before_clause(
            start, allowed, stretch
        )
        parted = bool(turn) or len(allowed) > 1
        if lead and item and unnamed and not (parted and self.lists.only_announces(lead[0])):
            if self.counting.of(lead[0], stretch, kind, spoken):
                yield from self._item(start, end, stretch, lead, clauses)
            return
        supports = bool(allowed) and self.lists.remarks(allowed[-1], end)
        if not supports and self.lists.announces(start, end, stretch):
            return
        may = self.speaking and kind != "background"
        listed = stretch.kind is Kind.ITEM
        bidden = bidden_stance(self.lower[start:end], in_list=listed) if may else None
        if bidden and unnamed:
            yield self._bidden(start, end, bidden, stretch)
            return
        if turn:
            yield from self._judged(start, turn, stretch, kind)
            start = turn
        elif allowed and unnamed and (whole := self.unreported.whole(start, end)):
            stop, rule = trimmed(self.lower, start, end), (whole.rule, 0.6)
            yield self._made(start, stop, None, whole.stance, whole.hit, stretch, rule)
            return
        others = bool(clauses) and self._of_another(clauses[0])
        if not allowed and not leads and not others:
            told = {one.hit.start: one.hit for one in clauses if one.subject and one.subject.reported}
            yield from self._judged(start, end, stretch, kind, told)
        yield from self._stated(start, end, clauses, allowed, stretch)

    def _clauses(self, start: int, end: int, stretch: Stretch) -> list[Clause]:
        """The clauses of a sentence, each with who holds it."""
        clauses = [self._own_judgement(clause, start) for clause in self.clauses.of(start, end)]
        for clause in clauses:
            if clause.subject and clause.subject.start == start and self._they(clause.subject, stretch):
                clause.subject = self.speaker
        return clauses

    def _counting(
        self, start: int, end: int, clauses: list[Clause], stretch: Stretch, kind: str
    ) -> list[Clause]:
        """The clauses of a sentence that are positions of the document."""
        spoken = self.spoken == stretch.number
        allowed = [clause for clause in clauses if self.counting.of(clause, stretch, kind, spoken)]
        if self.lower.endswith("?", start, end) and ASKING.match(self.lower, start, end):
            return [one for one in allowed if one.subject]  # «Vilka brott bör räknas?» asks for an answer
        return allowed

    def _stated(
        self, start: int, end: int, clauses: list[Clause], allowed: list[Clause], stretch: Stretch
    ) -> Iterator[FoundPosition]:
        """The positions of the clauses that count, each up to the next clause."""
        for clause in allowed:
            position = clauses.index(clause)
            begin = start if position == 0 else clause.start
            stop = clauses[position + 1].start if position + 1 < len(clauses) else end
            turned = self.turns.after_clause(clause, stop, stretch) if stop == end else None
            stop = turned[0] if turned else stop
            if trimmed(self.lower, begin, stop) <= clause.hit.end and clause.hit.concept.expresses in (
                "propose",
                "emphasise",
            ):
                continue  # «Styrelsen föreslår», and what it proposes stands elsewhere
            for first, last, part in self.stances.parts(begin, trimmed(self.lower, begin, stop), clause):
                stance = self.stances.of(first, last, part)
                rule = ("subject-and-verb", 0.9) if part.subject else ("impersonal", 0.65)
                opinion = self.lower.startswith("enligt ", part.hit.start)
                asked = sentence_lemma(self.lower[first:last]) if opinion else None
                for holder in self.holders.together(part.subject, start):
                    yield self._made(first, last, holder, stance, part.hit, stretch, rule, asked)
            if turned:
                at, judged = turned
                last, rule = trimmed(self.lower, at, end), (judged.rule, 0.6)
                yield self._made(
                    at, last, clause.subject, judged.stance, judged.hit, stretch, rule, judged.verb
                )
            if clause.subject:
                self.spoken, self.speaker = stretch.number, clause.subject

    @staticmethod
    def _of_another(clause: Clause) -> bool:
        """Whether a clause is an organisation's that neither wrote the document nor speaks for who did."""
        subject = clause.subject
        if subject and subject.reported and (clause.hit.concept.expresses or "").startswith("support"):
            return True  # «De fackliga organisationerna har inget att invända»
        return bool(subject and subject.slug and not (subject.own or subject.office))

    def _bidden(self, start: int, end: int, bidden: str, stretch: Stretch) -> FoundPosition:
        """«Låt länen bestämma»: what the reader is bidden to do."""
        said, words = self.labels.within(start, end), self.lower[start:end]
        stance = stance_of(expressing(bidden), said, words, words)
        stop = trimmed(self.lower, start, end)
        rule = ("imperative", 0.6)
        return self._made(start, stop, None, stance, bare(start), stretch, rule, imperative_lemma(words))

    def _judged(
        self, start: int, end: int, stretch: Stretch, kind: str, told: Mapping[int, Hit] = _NONE
    ) -> Iterator[FoundPosition]:
        """A sentence that judges on behalf of the issuer without saying so.

        told: the verbs of others by their start: «Konventionen betonar barnets rätt» stresses nothing itself.
        """
        speaks = (
            self.speaking
            or self.spoken == stretch.number
            or kind == "answer"
            or self.counting.opinion(stretch)
            or _OPINION_OF_WRITER.search(self.lower, start, end)
        )
        if kind == "background" or not speaks:
            return
        joint = self.turns.between_judgements(start, end, stretch)
        if joint:
            yield from self._judged(start, joint[0], stretch, kind)
            yield from self._judged(joint[1], end, stretch, kind)
            return
        judged = self.unreported.judgement(start, end, stretch)
        paragraph = stretch.end - stretch.start < _RUN_ON
        if not judged and self.held == stretch.number and self.speaking and paragraph:
            judged = self.unreported.goes_on(start, end)
        verb = told.get(judged.hit.start) if judged else None
        stressed = verb and judged and (judged.stance in _PRAISE or verb.concept.slug == ATTITUDE)
        if judged and self.supervising and kind != "answer" and judged.rule == "judgement":
            return  # «Bemanningen var otillräcklig»: a fact of the case
        if judged and not stressed and not self._of_itself(judged.stance, start, end):
            stop, rule = trimmed(self.lower, start, end), (judged.rule, 0.6)
            yield self._made(start, stop, None, judged.stance, judged.hit, stretch, rule, judged.verb)

    def _of_itself(self, stance: str, start: int, end: int) -> bool:
        """Whether a sentence tells of its holder: «Kommunen är en viktig knutpunkt», «Vi arbetar för ett bra samhälle»."""
        first = self.holders.first_after(start, start + 1, end)
        return bool(first and first.own) and stance in _PRAISE

    def _item(
        self, start: int, end: int, stretch: Stretch, lead: tuple[Clause, int], clauses: list[Clause]
    ) -> Iterator[FoundPosition]:
        """A bullet: what it asks for, with the lead-in's holder; a later sentence that judges nothing explains it."""
        judged = None if clauses else self.unreported.judgement(start, end, stretch)
        leading = lead[0].hit.concept
        words = self.lower[start:end]
        asks = bidden_stance(words) or (leading.expresses == "propose" and SHALL.search(words))
        if start > stretch.start and not (clauses or judged or asks):
            return
        if judged and not leading.slug and leading.expresses in ("note", "emphasise", "propose"):
            # a lead-in that only says that there are views: «Vi vill lyfta följande:»
            stop, rule = trimmed(self.lower, start, end), ("list-item", 0.7)
            yield self._made(
                start, stop, lead[0].subject, judged.stance, judged.hit, stretch, rule, judged.verb
            )
            return
        ask = self.lists.ask(start, end, lead, clauses)
        if ask:
            hit, stance, asked = ask
            stop, subject = trimmed(self.lower, start, end), lead[0].subject
            yield self._made(start, stop, subject, stance, hit, stretch, ("list-item", 0.75), asked)

    def _own_judgement(self, clause: Clause, start: int) -> Clause:
        """What the paper lacks is said by the issuer: «strategin saknar …», «promemorian redovisar inte …»."""
        if not (clause.subject and clause.subject.reported and clause.subject.end):
            return clause
        verb = clause.hit
        lacking = verb.concept.slug == "sakna" or any(
            faults(hit) and hit.start <= verb.start < hit.end
            for hit in self.labels.within(max(start, verb.start - 30), verb.end + 40)
        )
        return Clause(verb, None, min(clause.start, start)) if lacking else clause

    def _made(
        self,
        start: int,
        end: int,
        subject: Subject | None,
        stance: str,
        hit: Hit,
        stretch: Stretch,
        rule: tuple[str, float],
        asked: str | None = None,
    ) -> FoundPosition:
        reason = _REASON.search(self.lower, max(hit.end, start), end)
        end = reason.start() if reason else end
        # What is named later is mentioned in passing.
        topics = topics_of(self.labels.within(start, end), hit, max(start, hit.start) + _ABOUT, self.lower)
        heading = self.material.sections[stretch.index].heading
        if not topics and heading and heading is not stretch and self.speaking:
            said = self.labels.within(heading.start, heading.end)
            topics = topics_over(said, heading.end - heading.start)
        while start < end - 1 and self.lower[start] in " ,;:–-":
            start += 1
        goes_on = self.spoken == stretch.number or stretch.index in self.counting.drafted
        said_before = self.speaker if goes_on and not self.speaking else None
        written = None if self.speaking else self.holders.of_heading(heading)
        return FoundPosition(
            start,
            end,
            subject or said_before or written or self.holders.writer,
            stance,
            asked or lemma(hit, self.lower),
            heading,
            topics,
            *rule,
            subject is not None,
        )
