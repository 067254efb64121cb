"""Decisions in sentences outside the sections of decisions: «Kommunstyrelsen beslutar att …», «Beslut: …»."""

import re
from collections.abc import Iterator
from itertools import pairwise

from clustergraph.mapping.decisions.clauses import DECIDING_TYPES, Section, clauses, same_body
from clustergraph.mapping.decisions.deciding import OF_PAPER, Deciding, FoundDecision
from clustergraph.mapping.decisions.past_verbs import acting
from clustergraph.mapping.decisions.wording import INFINITIVE, clauses_in, presumed_outcome
from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.clause_words import trimmed
from clustergraph.mapping.text.view import Stretch
from clustergraph.reading import Kind

# Said between the verb and what is decided.
_ADVERBS = (
    r"(?: (?:bland annat|bl\.? ?a\.?|för egen del|för sin del|per capsulam|på delegation|i dag|därför|därefter|därmed|därutöver|dessutom|enhälligt|enhälliga"
    r"|följande|först|härmed|idag|med acklamation|nu|också|sedan|slutligen|även|vidare)){0,2}"
)
# A line that only leads to what is decided: «Kommunstyrelsen beslutar:», «Nämnden föreslås besluta att».
_LEADING = re.compile(
    r"(?:beslut: )?(?:[^.:;]{2,90}? )?(?:(?P<proposed>föreslår|föreslås|hemställer)(?: [^.:;]{0,80}?)?(?: besluta| beslutar|(?= att)| för beslut)"
    rf"|beslutar|beslutade|har (?:sedan \w+ (?:sammanträde|möte)t? )?beslutat){_ADVERBS}(?:,? med stöd av [^:;]{{3,90}}?,?"
    r"|(?: om)?(?: följande)? vid (?:sitt |dagens |mötet "
    r"|sammanträdet ?)[^.:;]{0,50})?(?: att föreslå (?:(?! att )[^.:;]){3,60}?(?=(?: att)?:?$))?(?: att)?[:.]?$"
)
# A whole decision in one sentence: «Kommunstyrelsen beslutar att …».
_DECIDED = re.compile(
    r"(?:beslut: )?(?P<body>[^.:;,]{0,80}?) ?\b(?:(?P<proposed>(?:föreslås|före?slår|(?:beslutar"
    r"|beslutade)(?: att)? (?:föreslå|rekommendera|hemställa hos))(?: [^.:;,]{0,80}?)? beslutt?ar?"
    r"|före?slår(?: \w+){0,2}? (?:\w*fullmäktige|(?:kommun|region|landstings|förbunds|universitets)?styrelsen"
    r"|\w*nämnden|direktionen)(?: att föreslå \w*(?:fullmäktige|styrelsen))?(?= att ))|beslutar|beslutade|beslöt"
    r"|enades om|stannade för|kom överens om)"
    rf"{_ADVERBS}"
    r"(?:,? (?:med stöd av"
    r"|enligt|på delegation av) (?:[^.:;]|(?<=\d):(?=\d)){3,100}?)?(?:: (?!att )|[,:]?(?: [–-])? (?:att "
    r"|(?=(?:i enlighet med|enligt) .{0,60}förslag|"
    rf"(?:{INFINITIVE}|ge|ingå)\b)))"
)
# The same with the verb first: «Med 11 röster mot 2 beslutar kommunstyrelsen att …».
_INVERTED = re.compile(
    r"(?:[^.:;\n]|[.:](?=\d)|(?<=kap)\.|(?<=m)\.){3,200}? (?:beslutar|beslutade|beslöt|enades) (?:därför )?(?P<body>[^.:;,]{3,60}?)(?P<proposed>(?!))?(?: om)?"
    r"(?:,? (?:med stöd av|enligt) [^;\n]{3,160}?,?)? att "
)
# Without the body: «Vidare beslutades att godkänna avtalet», «Det beslöts enhälligt att …».
_IMPERSONAL = re.compile(
    rf"[^.:;\n]{{0,80}}?\b(?:beslutades|beslöts|beslutas){_ADVERBS} (?P<body>)(?P<proposed>(?!))?att "
)
# Minutes and digests: «Kommunstyrelsen föreslår att kommunfullmäktige antar nya regler».
_TO_HIGHER = re.compile(
    r"[^.:;,]{0,60}?\bföresl(?:år|og)(?: att)? [\w-]*(?:fullmäktige|styrelsen|stämman) (?:att )?(?=anta|godkän|fastställ|avsl|bif|ge|upphäv|utse)"
)
# «Beslut: Interpellationen anses besvarad.»
_LABEL = re.compile(r"(?:\w{5,30}s )?beslut: ?")
# «Kommunstyrelsens förslag till kommunfullmäktiges beslut: Att …»
_PROPOSAL_LABEL = re.compile(
    r"(?P<whose>[\w-]{5,60}(?: \w+)?s) förslag till (?P<higher>\w*)(?:s )?(?:beslut)?: ?(?:att )?"
)
_DECIDES_ON = re.compile(r" besl[uö]t\w* om ")
_VERBS = ("besl", "föreslår", "enades om", "stannade för", "överens om")
# What the chair settles on the way to the decision: «… att avgöra ärendet i dag».
_ORDER = re.compile(
    r"(?:att )?(?:ärendet ska |avgöra ärendet|ajournera|genomföra (?:votering|omröstning)|godkänna propositions)"
)
# Words after which a capitalised body is part of a sentence.
_WITHIN = re.compile(
    r"\b(?:att|om|när|innan|sedan|efter|som|där|och|samt|av|i|på|till|från|för|enligt|genom|vid|hos|under|har|ska|kan|bör) $"
)
# «Vidare ges Chalmers möjlighet att lämna en plan»
_GIVEN = re.compile(
    r"(?:(?:vidare|även|dessutom|därutöver) )?(?:ges|medges|bemyndigas|får) [^.;]{3,120}? (?:möjlighet|i uppdrag|rätt) att "
)
# «Med stöd av 7 kap. 4 § fastställer länsstyrelsen skötselplanen»: the issuer of a decision after its verb.
_AFTER_VERB = re.compile(
    r"\b(?P<verb>[a-zåäö]{3,}) (?P<kind>länsstyrelsen|regeringen|myndigheten|inspektionen|verket|nämnden|styrelsen|\w*(?:domstolen|rätten))\b(?! för )"
)
# «Sverigedemokraterna yrkar:», «Därför föreslår vi att», in a motion over what the council is to decide.
_MOVES = re.compile(
    r"(?:[^.:;]{2,120}? )?(?:yrkar|föreslår|hemställer|vill|yrkande)(?: (?:vi|jag|[\w-]+partiet"
    r"|[\w-]+erna))?(?: (?:därför|således|följande|härmed)){0,2}(?: att)?(?: \w*fullmäktige)?(?: (?:besluta"
    r"|beslutar))?(?: (?:om )?att)?[:.]?"
)
_UNDECIDED = frozenset(
    {"motion", "reservation", "procedure", "background", "basis", "distribution", "proposal", "decision"}
)


def in_sentences(deciding: Deciding) -> Iterator[FoundDecision]:
    """«Kommunstyrelsen beslutar att …» outside the sections of decisions, and the lists that it leads."""
    if deciding.type not in DECIDING_TYPES - {"letter"} and not deciding.digest:
        return
    view = deciding.view
    lead: Section | None = None
    follows = clausal = False
    sectioned = deciding.sectioned
    for stretch in view.stretches:
        kind = deciding.kind(stretch)
        if kind in ("procedure", "motion") and stretch.kind is Kind.PARAGRAPH:
            yield from _by_vote(deciding, stretch, sectioned)
        if kind in _UNDECIDED or stretch.kind is Kind.HEADING:
            lead = None
            if stretch.kind is not Kind.HEADING:
                continue
        opened = _lead(deciding, stretch)
        that = view.lower.startswith("att ", stretch.start, stretch.end)
        if opened:
            lead, follows = opened
            clausal = False
        elif lead and (that or follows or (stretch.kind is Kind.ITEM and not clausal)):
            clausal = clausal or that  # after «att …» the next matter of a digest is no point
            yield from clauses(deciding, stretch, lead)
            follows = False
        else:
            lead = None
            yield from _in_block(deciding, stretch)


def _in_block(deciding: Deciding, stretch: Stretch) -> Iterator[FoundDecision]:
    """The sentences of a paragraph, or of a bullet of minutes («• Mötet beslutade att …»), that are whole decisions.

    A line of minutes without its full stop looks like a heading.
    """
    listed = stretch.kind is Kind.ITEM and deciding.in_minutes
    unstopped = stretch.kind is Kind.HEADING and deciding.in_minutes and deciding.view.item(stretch.start)
    whole = _DECIDED.match(deciding.view.lower, stretch.start, stretch.end) if unstopped else None
    if whole and whole[0].endswith(" att "):
        yield from _sentence(deciding, stretch.start, stretch.end)
    elif listed or stretch.kind in (Kind.PARAGRAPH, Kind.LETTERHEAD):
        for start, end in deciding.sentences(stretch):
            for begin, stop in _pieces(deciding, start, end):
                yield from _sentence(deciding, begin, stop)


def _lead(deciding: Deciding, stretch: Stretch) -> tuple[Section | None, bool] | None:
    """Who decides what the list under a line says, and whether the paragraph under it is that; None if the line leads to nothing."""
    lower, tail = deciding.view.lower, stretch.start
    leading = _LEADING.match(lower[tail : stretch.end]) if stretch.end - tail < 200 else None
    if leading is None and (near := _last_lead(deciding, stretch)) is not None:
        tail, leading = near, _LEADING.match(lower[near : stretch.end])
    if leading is None:
        moves = deciding.type == "motion" and _MOVES.fullmatch(lower, stretch.start, stretch.end)
        return (Section(deciding.moved_in, "proposed"), False) if moves else None
    that = lower.find("föreslår att ", tail, stretch.end)  # «… föreslår att nämnden beslutar»
    body = deciding.body_in(max(tail, that), stretch.end)
    if leading["proposed"] and not deciding.in_minutes:
        body = _higher(deciding, max(tail, that), stretch.end) or body
    section = Section(body, "proposed" if leading["proposed"] else deciding.status) if body else None
    whole = lower[tail : stretch.end].rstrip(".:").endswith((" följande", " besluta"))
    return section, whole


def _by_vote(deciding: Deciding, stretch: Stretch, sectioned: set[str]) -> Iterator[FoundDecision]:
    """The decision of minutes that record it only as what the vote came to: «Efter proposition beslutar nämnden att …»."""
    lower = deciding.view.lower
    if not deciding.in_minutes or deciding.view.item(stretch.start) in sectioned:
        return
    for start, end in deciding.sentences(stretch):
        vote = _INVERTED.match(lower, start, end)
        if vote and not _ORDER.match(lower, vote.end()):
            yield from _sentence(deciding, start, end)


def _last_lead(deciding: Deciding, stretch: Stretch) -> int | None:
    """Where the body that the last words of a long line say decides is named, if they can lead to a list."""
    near = deciding.bodies_within(max(stretch.start, stretch.end - 150) + 1, stretch.end)
    named = [one.start for one in near if deciding.view.words[one.start].isupper()]
    # «… från Socialstyrelsen. Nämnden beslutade»: what leads is the last sentence.
    stop = max((start for start, _ in deciding.sentences(stretch)), default=stretch.start)
    return next((at for at in named if at >= stop), None)


def _pieces(deciding: Deciding, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence, cut before each decision amid words that lost their line breaks: «… Dnr 45 Beslut Nämnden beslutar att …»."""
    if not deciding.bodies_within(start + 1, end):
        return [(start, end)]
    lower, words = deciding.view.lower, deciding.view.words
    first = _DECIDED.match(lower, start, end)
    plain = deciding.type == "decision" or deciding.in_minutes
    plain = plain and deciding.view.item(start) not in deciding.sectioned
    begins = [
        one.start
        for one in deciding.bodies_within(first.end() if first else start + 1, end)
        if words[one.start].isupper()
        and not one.genitive
        and not _WITHIN.search(lower, start, one.start)
        and (_DECIDED.match(lower, one.start, end) or (plain and _acts(deciding, one, end)))
    ]
    return list(pairwise([start, *begins, end]))


def _sentence(deciding: Deciding, start: int, end: int) -> Iterator[FoundDecision]:
    """A sentence that is a whole decision of a body."""
    lower = deciding.view.lower
    recorded = deciding.in_minutes or deciding.type == "decision"
    verbs = _VERBS if deciding.in_minutes else _VERBS[:2]
    decides = any(lower.find(verb, start, end) >= 0 for verb in verbs)
    match = _DECIDED.match(lower, start, end) or _INVERTED.match(lower, start, end) if decides else None
    proposal = _PROPOSAL_LABEL.match(lower, start, end) if recorded else None
    if proposal:
        yield from _proposed(deciding, proposal, end)
        return
    label = _LABEL.match(lower, start, end) if recorded and match is None else None
    if label:
        yield from _labelled(deciding, label.end(), end)
        return
    if match is None and decides and recorded:
        match = _IMPERSONAL.match(lower, start, end)
    if match is None:
        yield from _without_deciding(deciding, start, end)
    elif all(OF_PAPER.search(lower, start, date.start) for date in deciding.dates_within(start, match.end())):
        if match["body"].endswith((" och", " samt")):  # «Styrelsen godkände rapporten och beslutade att …»
            yield from _without_deciding(deciding, start, lower.rfind(" ", start, match.end("body")))
        yield from _decided(deciding, match, start, end)


def _labelled(deciding: Deciding, start: int, end: int) -> Iterator[FoundDecision]:
    """What follows «Beslut:» in the same sentence: «Beslut: Interpellationen anses besvarad.»."""
    clause = (start, trimmed(deciding.view.lower, start, end))
    outcome = deciding.outcome(*clause)
    first = deciding.body_in(start, start + 2)
    who = first if first and not first.genitive else None
    if outcome:
        yield deciding.clause("taken", who, outcome, clause, 0.7)


def _proposed(deciding: Deciding, label: re.Match[str], end: int) -> Iterator[FoundDecision]:
    """What a body proposes to a higher one on one line: «Styrelsens förslag till fullmäktiges beslut: Att anta taxan.»."""
    lower = deciding.view.lower
    higher = deciding.body_in(label.start("higher"), label.end("higher") + 1) if label["higher"] else None
    body = higher or deciding.body_in(label.start(), label.end("whose"))
    if body is None:
        return
    own = same_body(deciding.body_in(label.start(), label.end("whose")), deciding.metadata.body)
    for clause in clauses_in(lower, label.end(), end):
        outcome = deciding.outcome(*clause) or presumed_outcome(lower[slice(*clause)])
        yield deciding.clause("proposed", body, outcome, clause, 0.7, own)


def _without_deciding(deciding: Deciding, start: int, end: int) -> Iterator[FoundDecision]:
    """A body that does what is decided («Delegationen bordlägger frågan»), or leaves it to a higher one."""
    lower = deciding.view.lower
    direct = _direct(deciding, start, end)
    outcome = deciding.outcome(direct.end, end) if direct and deciding.status == "taken" else None
    if direct and outcome is None and _DECIDES_ON.match(lower, direct.end, end):
        outcome = presumed_outcome(lower[direct.end : end])
    if direct and outcome:
        for clause in clauses_in(lower, start, end):
            outcome = deciding.outcome(*clause) or presumed_outcome(lower[slice(*clause)])
            yield deciding.clause("taken", direct, outcome, clause, 0.6)
    elif deciding.type == "decision":
        yield from _inverted(deciding, start, end)
    elif deciding.in_minutes and _BARE.match(lower, start, end):
        yield from _bare(deciding, start, end)
    higher = _TO_HIGHER.match(lower, start, end) if deciding.in_minutes else None
    if higher and same_body(deciding.body_in(start, start + 30), deciding.metadata.body):
        clause = (higher.end(), trimmed(lower, higher.end(), end))
        outcome = deciding.outcome(*clause)
        if outcome:
            yield deciding.clause("proposed", None, outcome, clause, 0.6)


def _decided(deciding: Deciding, match: re.Match[str], start: int, end: int) -> Iterator[FoundDecision]:
    """The clauses of «Kommunstyrelsen beslutar att …», «Nämnden föreslås besluta …»."""
    lower, own = deciding.view.lower, deciding.metadata.body
    said = match.start("body")
    body = own if match.re is _IMPERSONAL else deciding.body_in(said, said + 30)
    inline = lower.startswith("beslut: ", start)
    if match["proposed"]:
        body = body or deciding.body_in(start, match.end())
        if deciding.in_minutes and "beslut" not in match["proposed"] and not same_body(body, own):
            return  # what another body has proposed to this one
        if not deciding.in_minutes:
            body = _higher(deciding, start, match.end()) or body
    if body is None and not inline:
        return
    taken = not match["proposed"] and deciding.status == "taken"
    # What a body proposes to a higher one in its own minutes, it has decided there and then.
    here = taken or (deciding.in_minutes and same_body(body, own))
    asked = match["proposed"] and deciding.type in ("memo", "summons")
    for clause in clauses_in(lower, match.end(), end):
        outcome = deciding.outcome(*clause)
        if outcome or inline or asked or (here and deciding.type != "consultation-response"):
            outcome = outcome or presumed_outcome(lower[slice(*clause)])
            status = "taken" if taken else "proposed"
            yield deciding.clause(status, body, outcome, clause, 0.7, here)


def _higher(deciding: Deciding, start: int, end: int) -> Named | None:
    """Who is to decide on another's proposal: «Arbetsutskottet föreslår direktionen besluta»."""
    lower = deciding.view.lower
    bodies = deciding.bodies_within(start, end)
    return next((one for one in bodies[1:] if lower.startswith((" besluta", " att besluta"), one.end)), None)


def _direct(deciding: Deciding, start: int, end: int) -> Named | None:
    """The body that a sentence of minutes says decides without «beslutar»; None where the minutes have headings for it."""
    ordering = deciding.type == "decision"
    if not (deciding.in_minutes or ordering) or deciding.view.item(start) in deciding.sectioned:
        return None
    start += len("beslut: ") if deciding.view.lower.startswith("beslut: ", start) else 0
    body = deciding.body_in(start, start + 1)
    return body if body and _acts(deciding, body, end) else None


def _acts(deciding: Deciding, body: Named, end: int) -> bool:
    """Whether what stands right after the name of a body is a verb of decisions of which it is the subject."""
    lower = deciding.view.lower
    hit = next(iter(deciding.outcomes_within(body.end, end)), None)
    decides = hit and not body.genitive and _RIGHT_AFTER.fullmatch(lower, body.end, hit.start)
    on = _DECIDES_ON.match(lower, body.end, end) is not None
    verb = lower[hit.start : end].partition(" ")[0] if decides and hit else ""
    own = deciding.issuing or deciding.metadata.body
    told = decides and lower.startswith(" har ", body.end) and not same_body(body, own)
    other = body.type != "body" and not same_body(body, own)
    if other and deciding.in_minutes and deciding.metadata.body:
        return False  # «Länsstyrelsen betalar ut bidraget», of which a board is told
    opines = (other or deciding.type == "decision") and (told or verb.startswith(_OPINES))
    return on or (verb in acting() and not opines)


# «Godkänna informationen.» in minutes that lost the line «Beslut»
_BARE = re.compile(
    rf"(?!köpa |sälja |skicka |sända |betala |kalla |följa |ansöka ){INFINITIVE} (?:[^.:;]|\.(?=\S)){{3,200}}\.?\Z"
)


def _bare(deciding: Deciding, start: int, end: int) -> Iterator[FoundDecision]:
    """A decision that minutes put as an infinitive alone, where nothing else says what is decided."""
    clause = (start, trimmed(deciding.view.lower, start, end))
    outcome = deciding.outcome(*clause)
    if outcome and deciding.view.item(start) not in deciding.sectioned:
        yield deciding.clause("taken", deciding.metadata.body, outcome, clause, 0.6)


_OPINES = ("tillstyrk", "avstyrk", "begär")  # what an authority says of another's matter
_RIGHT_AFTER = re.compile(rf"(?: har)?{_ADVERBS} ?")


def _inverted(deciding: Deciding, start: int, end: int) -> Iterator[FoundDecision]:
    """What the issuer of a decision does, its verb before it: from the verb on."""
    lower = deciding.view.lower
    if deciding.issuing and _GIVEN.match(lower, start, end):
        clause = (start, trimmed(lower, start, end))
        yield deciding.clause("taken", deciding.issuing, deciding.outcome(*clause) or "assign", clause, 0.6)
        return
    found = _AFTER_VERB.search(lower, start, end)
    if found and found["verb"] in acting():
        clause = (found.start(), trimmed(lower, found.start(), end))
        body = deciding.issuing or deciding.called(found["kind"].capitalize())
        outcome = deciding.outcome(*clause)
        if body and outcome:
            yield deciding.clause("taken", body, outcome, clause, 0.6)
