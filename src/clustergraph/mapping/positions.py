"""Positions: who asks for, supports, doubts or observes what, one for each ask or stance."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from clustergraph.mapping.clauses import Clause, Clauses, nested, quotations, trimmed
from clustergraph.mapping.holders import Holders, Subject
from clustergraph.mapping.lemmas import lemma, lemma_in_list
from clustergraph.mapping.material import Material
from clustergraph.mapping.metadata import Metadata
from clustergraph.mapping.phrases import Hit
from clustergraph.mapping.sentence_forms import announced_stance, bidden_stance, shaped_stance
from clustergraph.mapping.stance import stance_of
from clustergraph.mapping.view import Stretch
from clustergraph.mapping.vocabulary import Concept, concepts, lexicon
from clustergraph.reading import Kind

# What kinds of document speak for their issuer throughout, and which only where they say so.
_SPEAKING = frozenset({"consultation-response", "letter", "other"})
_REPORTING = frozenset({"memo", "minutes-excerpt", "minutes", "decision", "report", "consultation-letter"})
# Sections without positions, in every document and in those that decide.
_SILENT = frozenset({"basis", "distribution"})
_DECIDING = frozenset({"procedure", "motion", "proposal", "decision"})
_OPINION = re.compile(r"bedömning|synpunkter|överväganden|ställningstagande|yttrande|kommentar|motivering")
_ACCORDING = re.compile(
    r"\benligt (?:vår|(?:[\w:-]+ ){0,3}[\w:-]+s) (?:mening|uppfattning|bedömning|åsikt)\b|\bvår (?:bedömning|uppfattning) är\b"
)
_OWN_OPINION = re.compile(
    r"(?:det är )?(?:vår|\w+s) (?:samlade |sammantagna |sammanfattande |generella |övergripande )?"
    r"(?:mening|uppfattning|bedömning|åsikt|ståndpunkt|erfarenhet|synpunkt|förhoppning|önskan)(?: är)? att\b"
)
_LABELLED = re.compile(
    r"(?:\d+[.)] ?)?(?:förslag|ändringsförslag|önskemål|medskick|rekommendation)(?: \d+)? ?:"
)
_ASKING = re.compile(
    r"(?:men |och )?(?:hur|vem|vilka|vilken|vilket|vad|på vilket sätt|varför|när|vart|var)\b"
)
# A judgement in a subordinate clause, «som är viktigt», «eftersom frågan är viktig», is none of the sentence's.
_SUBORDINATE = re.compile(r"\b(?:som|vilket|vilka|(?:att|eftersom|då|när|(?:^|, )om)(?: [\w-]+){0,3}) $")
# What a body does by deciding is no position.
_DECIDED = frozenset({"avsla"})
# The answers to a referral that neither support nor oppose.
_ANSWERS = frozenset(
    {"ha-inga-synpunkter", "avsta-fran-yttrande", "ha-inget-att-erinra", "attitude", "vara-kritisk"}
)
# «fler hållplatser»: a bare comparative in a list of opinions is asked for.
_MORE = re.compile(
    r"(?:(?:en|ett) )?(?:fler|mer|mindre|bättre|tätare|större|högre|lägre|längre|\w{3,}are|ökad\w*|minskad\w*) \w"
)
_FOLLOWING = re.compile(r"\b(?:följande|nedanstående|anför|svarar|yttrar sig)\b")
# What an opinion says in the passive present is asked for: «anser att en strategi redovisas».
_THAT_DONE = re.compile(
    r"att (?:(?!att |som )[\w-]+ ){1,6}?(?:\w{3,}as|görs|ges|tas|ses|läggs|byggs|sätts|får)\b"
)
# A question that the other side asks: «Hur kan er organisation bidra?»
_ASKED = re.compile(r"\b(?:ni|er|era|ert)\b")
# «Kommunen är positiv till planen, särskilt att …»: the lead-in is a position beside those of its list.
_ESPECIALLY = re.compile(r"\b(?:särskilt|framför allt|främst|i synnerhet|bland annat|inte minst)\b")
_AND_THAT = re.compile(r",? (?:och|samt) (?=att )")
# A reason for what was asked before it: «Skälen till detta är att …».
_REASON = re.compile(r"(?:skäle[nt]|orsaken|orsakerna|anledningen|bakgrunden) (?:till|är)\b")
_ANSWER = re.compile(r"(ja|nej|delvis)\b(?!\w)")
_NEGATED = re.compile(r"\b(?:inte|ej|knappast|varken)\b")
# «En längre tid hade varit rimlig»: what would have been good is asked for.
_UNREAL = re.compile(r"\b(?:vore|hade (?:\w+ )?varit|skulle (?:\w+ )?vara)\b")
# «Förtydliganden behövs»; «avsnittet är en precisering av lagen» asks for none.
_WANTED = re.compile(
    r"\b(?:bör|borde|behöver|behövs|behov|måste|ska|krävs|kan|skulle|vore|önskas|önskemål|efter\w+|gärna)\b|\?$"
)
# «Avtalen saknar rättslig verkan»: what is known to the reader lacks something.
_LACKS = re.compile(
    r"^(?:\w+ )?\w{3,}(?:en|et|na) saknar\b|^(?:vidare|dessutom|dock|samtidigt|däremot|även) saknar \w{3,}(?:en|et|na)\b"
)
# Judgements in the order in which they decide where a sentence holds several.
_JUDGEMENTS = ("oppose", "criticise", "request-clarification", "propose", "support", "emphasise")


@dataclass(frozen=True, slots=True)
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


def find_positions(material: Material, metadata: Metadata, holders: Holders) -> list[FoundPosition]:
    """The positions that a document takes, in the order of its text."""
    if metadata.type.value not in _SPEAKING | _REPORTING or not holders.issuer.slug:
        return []
    return list(_Finder(material, metadata, holders).find())


class _Finder:
    def __init__(self, material: Material, metadata: Metadata, holders: Holders) -> None:
        self.material, self.holders = material, holders
        self.view, self.lower = material.view, material.view.lower
        self.clauses = Clauses(material, holders)
        quoted = quotations(material.view.words)
        inside = {at for one in material.named for at in range(one.start, one.end)}
        self.said = [
            hit
            for hit in material.hits
            if (hit.concept.scheme == "topic" and hit.start not in inside)
            or (hit.concept.scheme in ("stance", "adjective") and hit.start not in quoted)
        ]
        self._said_starts = [hit.start for hit in self.said]
        self.speaking = metadata.type.value in _SPEAKING
        self.leads: dict[int, tuple[Clause, int]] = {}  # number of the block → its last clause and its end
        # The block in which the issuer or an office last spoke for itself, and who did.
        self.spoken: int | None = None
        self.speaker: Subject | None = None

    def find(self) -> Iterator[FoundPosition]:
        """Sentence by sentence; what introduces a list passes its verb and holder to the items."""
        sentences = self.view.sentences
        for index, (start, end, stretch) in enumerate(sentences):
            kind = self.material.sections[stretch.index].kind
            if kind in _SILENT or (kind in _DECIDING and not self.speaking):
                continue
            speaker = self.holders.first_after(start, start + 4, end)
            if speaker and speaker.own:
                self.spoken, self.speaker = stretch.number, speaker
            last = index + 1 == len(sentences) or sentences[index + 1][2] is not stretch
            leads = last and self._introduces(stretch, end)
            yield from self._sentence(start, end, stretch, kind, leads)

    def _introduces(self, stretch: Stretch, end: int) -> bool:
        """Whether a list follows that the sentence introduces."""
        following = stretch.index + 1
        if following >= len(self.view.stretches) or stretch.kind is not Kind.PARAGRAPH:
            return False
        after = self.view.stretches[following]
        return after.block.lead_in == stretch.number or (
            after.kind is Kind.ITEM and self.lower[end - 1] == ":"
        )

    # --- one sentence ---------------------------------------------------------------------------------

    def _sentence(
        self, start: int, end: int, stretch: Stretch, kind: str, leads: bool
    ) -> Iterator[FoundPosition]:
        if _REASON.match(self.lower, start):
            return
        lead = self._lead_of(stretch)
        clauses = [self._own_judgement(clause, start) for clause in self.clauses.of(start, end)]
        allowed = [clause for clause in clauses if self._counts(clause, stretch, kind)]
        if leads:
            self._remember(stretch, clauses, start, end)
            if allowed and clauses[-1] is allowed[-1] and self._lists(clauses[-1], end):
                allowed = allowed[:-1]
        if lead and stretch.kind is Kind.ITEM and not any(clause.subject for clause in clauses):
            yield from self._item(start, end, stretch, lead, clauses)
            return
        if self._announces(start, end, stretch):
            return
        bidden = bidden_stance(self.lower[start:end]) if self.speaking and kind != "background" else None
        if bidden and not any(clause.subject for clause in clauses):
            said, words = self._said(start, end), self.lower[start:end]
            stance = stance_of(_expressing(bidden), said, words, words)
            stop = trimmed(self.lower, start, end)
            yield self._made(start, stop, None, stance, _bare(start), stretch, ("imperative", 0.6))
            return
        if not clauses:
            yield from self._judgement(start, end, stretch, kind)
            return
        for clause in allowed:
            position = clauses.index(clause)
            begin = start if position == 0 else clause.start
            stop = clauses[position + 1].start if position + 1 < len(clauses) else end
            for first, last in self._asks(begin, trimmed(self.lower, begin, stop), clause):
                yield self._position(first, last, clause, stretch)
            if clause.subject:
                self.spoken, self.speaker = stretch.number, clause.subject

    def _asks(self, start: int, end: int, clause: Clause) -> list[tuple[int, int]]:
        """«föreslår att … och att …» asks for two things; what is only held or noted stays one."""
        verb = clause.hit
        joint = _AND_THAT.search(self.lower, verb.start, end)
        if (
            joint is None
            or verb.concept.expresses not in ("propose", "note")
            or self.clauses.impersonal(verb)
        ):
            return [(start, end)]
        middle = joint.start()
        first = stance_of(
            verb.concept, self._said(start, middle), self.lower[start:middle], self.lower[verb.start : middle]
        )
        if first not in ("propose", "request-clarification"):
            return [(start, end)]
        return [(start, middle), (joint.end(), end)]

    def _own_judgement(self, clause: Clause, start: int) -> Clause:
        """What the paper lacks is said by the issuer: «strategin saknar …», «promemorian redovisar inte …»."""
        if not (clause.subject and clause.subject.reported and clause.subject.end):
            return clause
        verb = clause.hit
        lacking = verb.concept.slug == "sakna" or any(
            _faults(hit) and hit.start <= verb.start < hit.end
            for hit in self._said(max(start, verb.start - 30), verb.end + 40)
        )
        return Clause(verb, None, min(clause.start, start)) if lacking else clause

    def _lead_of(self, stretch: Stretch) -> tuple[Clause, int] | None:
        """What introduces the list that an item stands in; also a heading such as «Regionen anser att»."""
        number = stretch.block.lead_in
        if number is None or number in self.leads:
            return self.leads.get(number) if number is not None else None
        before = self.view.stretches[max(0, stretch.index - 60) : stretch.index]
        leading = next((s for s in before if s.number == number), None)
        if leading is None or leading.kind is Kind.PARAGRAPH:
            return None
        self._remember(leading, self.clauses.of(leading.start, leading.end), leading.start, leading.end)
        return self.leads.get(number)

    def _counts(self, clause: Clause, stretch: Stretch, kind: str) -> bool:
        """Whether a clause is a position of this document in this section."""
        subject = clause.subject
        if subject and subject.office and clause.hit.concept.slug in _DECIDED:
            return False
        if subject is None:
            if kind == "background" or (kind == "economy" and not self.speaking):
                return False
            return self.speaking or self.spoken == stretch.number or self._opinion(stretch)
        if subject.reported:
            return False
        if subject.own:
            return True
        if self.speaking:
            return subject.office and kind != "background"
        # Whom minutes and decisions let answer a referral holds that answer itself.
        return subject.office or (kind != "background" and _consulted(clause.hit.concept))

    def _opinion(self, stretch: Stretch) -> bool:
        heading = self.material.sections[stretch.index].heading
        return bool(heading and _OPINION.search(self.lower[heading.start : heading.end]))

    def _answers(self, stretch: Stretch) -> bool:
        """Whether a block stands under a question."""
        heading = self.material.sections[stretch.index].heading
        before = self.view.stretches[stretch.index - 1] if stretch.index else stretch
        return any(
            one and self.lower[one.start : one.end].rstrip().endswith("?") for one in (heading, before)
        )

    # --- lists ------------------------------------------------------------------------------------------

    def _remember(self, stretch: Stretch, clauses: list[Clause], start: int, end: int) -> None:
        """Keep the clause that introduces a list, or the bare subject or announcement that does."""
        announced = announced_stance(self.lower[start:end]) if self.speaking else None
        if clauses and not (announced and stretch.kind is Kind.HEADING):
            self.leads[stretch.number] = (clauses[-1], end)
            return
        subject = self.holders.last_before(end, start)
        if subject and self.lower[subject.end : end].strip(" :") in ("", "vill", "anser", "menar", "att"):
            self.leads[stretch.number] = (Clause(_bare(subject.end), subject, start), end)
        elif announced:
            self.leads[stretch.number] = (Clause(_bare(end, announced), None, start), end)

    def _announces(self, start: int, end: int, stretch: Stretch) -> bool:
        """Whether a sentence only announces a list: «Det som saknas:»."""
        words = self.lower[start:end]
        if words.endswith(":") and len(words.split()) <= 10 and _FOLLOWING.search(words):
            return True
        short = len(words.split()) <= 5 and (words.endswith(":") or stretch.kind is Kind.HEADING)
        return self.speaking and short and stretch.kind is not Kind.ITEM and bool(announced_stance(words))

    def _lists(self, clause: Clause, end: int) -> bool:
        """Whether all that the lead-in asks for stands in its list."""
        after = self.lower[clause.hit.end : end].strip(" :,.")
        return len(after.split()) <= 6 and not _ESPECIALLY.search(after)

    def _item(
        self, start: int, end: int, stretch: Stretch, lead: tuple[Clause, int], clauses: list[Clause]
    ) -> Iterator[FoundPosition]:
        """A bullet: its own verb or that of the lead-in, with the lead-in's holder."""
        leading, lead_end = lead
        kind = self.material.sections[stretch.index].kind
        words = self.lower[start:end]
        if not self._counts(leading, stretch, kind) or (
            len(words.split()) < 2 and leading.hit.concept.expresses == "note"
        ):
            return
        said = self._said(start, end)
        own = [
            hit
            for hit in self.clauses.hits(start, end)
            if hit.start - start < 8 and not self.clauses.infinitive(hit) and not self.clauses.impersonal(hit)
        ]
        bare = not leading.hit.concept.slug
        if not bare and leading.hit.concept.expresses != "note":
            own = []  # «föreslår att vägledningen – beskriver …»: what is asked for
        if own or (bare and clauses):
            hit = own[0] if own else clauses[0].hit
            stance = stance_of(hit.concept, said, words, self.lower[hit.start : end])
        elif bare:
            hit = leading.hit
            if not said and hit.concept.expresses == "note":
                if not _MORE.match(words):
                    return
                hit = _bare(start, "propose")
            stance = stance_of(hit.concept, said, words, words)
        else:
            hit = leading.hit
            opening = f"{self.lower[hit.start : lead_end]} {words}"
            clear = any(one.concept.slug == "request-clarification" for one in said)
            if clear and hit.concept.expresses != "support":
                stance = "request-clarification"
            else:
                led = (
                    []
                    if _ESPECIALLY.search(self.lower, hit.end, lead_end)
                    else self._said(hit.start, lead_end)
                )
                stance = stance_of(hit.concept, [*led, *said], opening, opening)
            if stance == "note" and hit.concept.expresses == "note" and _THAT_DONE.match(words):
                stance = "propose"
        stop = trimmed(self.lower, start, end)
        demanded = hit.concept.slug in ("bora", "behova") or (bare and not own)
        asked = lemma_in_list(words) if demanded else None
        yield self._made(start, stop, leading.subject, stance, hit, stretch, ("list-item", 0.75), asked)

    # --- judgements without a reporting verb -------------------------------------------------------------

    def _judgement(self, start: int, end: int, stretch: Stretch, kind: str) -> Iterator[FoundPosition]:
        """«Redovisningen är förtjänstfull»: a sentence of the response that judges the paper it answers."""
        if kind == "background" or not (self.speaking or self.spoken == stretch.number):
            return
        words = self.lower[start:end]
        if any(phrase in words for phrase in lexicon("positions")["courtesy"]["phrases"]):
            return
        if words.endswith("?") and not _ASKING.match(words):
            return  # «Är taxan rimlig?»: a question that the other side asks
        stop = trimmed(self.lower, start, end)
        form = self._form(start, end, stretch)
        if form:
            stance, rule, verb = form
            yield self._made(start, stop, None, stance, _bare(start), stretch, (rule, 0.6), verb)
            return
        judged = self._judged(start, end)
        if judged:
            yield self._made(start, stop, None, judged[0], judged[1], stretch, ("judgement", 0.6))

    def _form(self, start: int, end: int, stretch: Stretch) -> tuple[str, str, str | None] | None:
        """The stance, rule and verb (if it shows one) of a sentence whose form tells that it takes a position."""
        words = self.lower[start:end]
        said = self._said(start, end)
        answer = _ANSWER.match(words) if self._answers(stretch) else None
        if answer:
            stance = {"ja": "support", "nej": "oppose"}.get(answer[1], "support-with-reservation")
            return stance_of(_expressing(stance), said, words, words), "answer", None
        if _LABELLED.match(words) or (words.endswith("?") and not _ASKED.search(words)):
            asked = words.endswith("?") and "varför inte" not in words
            return "request-clarification" if asked else "propose", "labelled", None
        if self.clauses.reported(start, end):
            return None
        shaped = shaped_stance(words)
        if shaped:
            return shaped, "judgement", None
        if _ACCORDING.search(words) or _OWN_OPINION.match(words):
            return stance_of(_anse(), said, words, words), "according", None
        return ("criticise", "judgement", "sakna") if _LACKS.search(words) else None

    def _judged(self, start: int, end: int) -> tuple[str, Hit] | None:
        """The stance of a sentence by the judging phrase in it, and that phrase."""
        words = self.lower[start:end]
        judging = [hit for hit in self._said(start, end) if _judges(hit) and not self._describes(hit)]
        if not judging or self.clauses.reported(start, judging[0].start):
            return None
        hit = min(judging, key=lambda one: _JUDGEMENTS.index(one.concept.slug))
        stance = hit.concept.slug
        if stance in ("support", "emphasise") and _SUBORDINATE.search(self.lower[start : hit.start]):
            return None
        if stance == "request-clarification" and not _WANTED.search(words):
            return None
        if stance == "support":
            near = self.lower[max(start, hit.start - 20) : hit.end].rpartition(", ")[2]
            if _NEGATED.search(near):
                stance = "criticise"
            elif _UNREAL.search(self.lower, max(start, hit.start - 12), hit.end):
                stance = "propose"
        return stance, hit

    def _describes(self, hit: Hit) -> bool:
        """Whether a phrase only tells which thing is meant («åtgärder som inte ingår i planen»), or who made clear."""
        words = self.lower[hit.start : hit.end]
        if hit.concept.slug == "request-clarification":
            return words.endswith(("gör", "rar", "ligar"))
        told = words.startswith(("inte ingår", "inte omfattas", "inte berörs", "inte finns"))
        return told and self.lower.endswith("som ", 0, hit.start)

    # --- the record -----------------------------------------------------------------------------------

    def _said(self, start: int, end: int) -> list[Hit]:
        """The stance labels and topics in a clause; the longest label wins where labels overlap."""
        first, last = bisect_left(self._said_starts, start), bisect_left(self._said_starts, end)
        return nested([hit for hit in self.said[first:last] if hit.end <= end])

    def _position(self, start: int, end: int, clause: Clause, stretch: Stretch) -> FoundPosition:
        words = self.lower[start:end]
        opening = self.lower[clause.hit.start : end] if clause.hit.start >= start else words
        said = [hit for hit in self._said(start, end) if not (_faults(hit) and self._describes(hit))]
        if clause.hit.concept.expresses == "emphasise":  # «det går inte att nog betona»
            said = [hit for hit in said if not (_faults(hit) and hit.end < clause.hit.end)]
        at_verb = [
            hit for hit in said if _faults(hit) and hit.start == clause.hit.start <= clause.hit.end <= hit.end
        ]
        own = clause.subject and clause.subject.own
        if own:  # «kommunen berörs inte»: said of itself, no fault of the paper
            said = [hit for hit in said if hit not in at_verb]
        stance = stance_of(clause.hit.concept, said, words, opening)
        if at_verb and not own:
            stance = "criticise"  # «redovisar ingen …»: the verb with its negation is the judgement
        rule = ("subject-and-verb", 0.9) if clause.subject else ("impersonal", 0.65)
        return self._made(start, end, clause.subject, stance, clause.hit, stretch, rule)

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
        said = self._said(start, end)
        topics = dict.fromkeys(one.concept.slug for one in said if one.concept.scheme == "topic")
        while start < end - 1 and self.lower[start] in " ,;:–-":
            start += 1
        said_before = self.speaker if self.spoken == stretch.number and not self.speaking else None
        return FoundPosition(
            start,
            end,
            subject or said_before or self.holders.issuer,
            stance,
            asked or lemma(hit, self.lower),
            self.material.sections[stretch.index].heading,
            tuple(topics),
            *rule,
            subject is not None,
        )


def _judges(hit: Hit) -> bool:
    """Whether a phrase judges by itself; of those that ask for a change, only «vore att föredra» and its like."""
    one = hit.concept
    if one.scheme != "stance":
        return False
    return one.slug in _JUDGEMENTS and (
        one.slug != "propose" or one.label != concepts("stance")[one.slug].label
    )


def _consulted(verb: Concept) -> bool:
    """Whether a verb answers a referral: «tillstyrker», «har inget att erinra»."""
    return verb.slug in _ANSWERS or verb.expresses in ("support", "oppose", "support-with-reservation")


def _expressing(stance: str) -> Concept:
    """A verb of no form: a stance that the words around it give, a heading, an answer or an imperative."""
    return Concept("verb", "", "", (), expresses=stance)


def _faults(hit: Hit) -> bool:
    """Whether a phrase finds a fault by itself."""
    return hit.concept.scheme == "stance" and hit.concept.slug == "criticise"


def _bare(at: int, stance: str = "note") -> Hit:
    """A hit of no verb: what introduces a list names the holder only, or announces the stance of its items."""
    return Hit(at, at, _expressing(stance))


@cache
def _anse() -> Concept:
    return concepts("verb").get("anse") or Concept("verb", "anse", "anse", (), expresses="note")
