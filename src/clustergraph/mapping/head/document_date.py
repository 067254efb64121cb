"""The date of a document: by its key, on a line of the head, after a place, in the signature or told at the end."""

import re
from functools import cache

from clustergraph.mapping.head.courts import appealed
from clustergraph.mapping.head.document_type import STRATEGIC
from clustergraph.mapping.people.signatories import AGREEMENTS
from clustergraph.mapping.text.actors import places
from clustergraph.mapping.text.dates import FoundDate
from clustergraph.mapping.text.material import Found, Material
from clustergraph.mapping.text.registry_numbers import is_number_key
from clustergraph.mapping.text.view import Stretch, View
from clustergraph.mapping.text.vocabulary import concepts, lexicon, pattern
from clustergraph.reading import Kind


def find_date(material: Material, type_: str) -> Found | None:
    """The document's own date: by its key, on a line of the head, after a place, or in the signature."""
    best: tuple[float, FoundDate] | None = None
    signed: list[FoundDate] = []
    lower = material.view.lower
    last_days = {one.value for one in material.dates if _BY.search(lower, max(0, one.start - 30), one.start)}
    for found in material.dates:
        weight = _date_weight(material, found) or _closing_weight(material, found)
        if type_ in _MEETINGS and weight < _MET and _met(material.view, found):
            weight = _MET
        if type_ == "memo" and _of_meeting(material.view, found):
            weight *= 0.5  # the meeting to which it is put, where it has no day of its own
        if weight <= _IN_HEAD and found.value in last_days:
            continue  # the last day for answers, in a table of receivers too
        if type_ in AGREEMENTS and _of_party(material, found):
            weight = weight or 0.6
        if type_ in AGREEMENTS and weight:
            signed.append(found)
        if weight and (best is None or weight > best[0]):
            best = (weight, found)
    if best is None and (told := _told(material, type_)):
        return told
    if best is None:
        start, end = material.run_together
        inside = (one for one in material.dates if start <= one.start < end)
        alone = (one for one in inside if _ALONE.search(material.view.words, start, one.start))
        first = next(alone, None)
        return Found(first.value, first.start, first.end, "date-run-together", 0.5) if first else None
    weight, found = best
    # What parties sign one after the other is complete with the last of them.
    later = [one for one in signed if one.start >= found.start and len(one.value) == len(found.value)]
    found = max(later, key=lambda one: one.value, default=_day_of(material, found))
    rule = "date-by-key" if weight > 0.9 else "date-by-place"
    return Found(found.value, found.start, found.end, rule, weight)


def _of_party(material: Material, found: FoundDate) -> bool:
    """Whether a date is that of a signature under «Underskrifter», or alone in its cell of a row that begins with an organisation.

    «För Region Uppsala Tierp den 3 mars 2025 Eva Lund», «| Tanums kommun | … | 2025-03-03 |».
    """
    words, stretch = material.view.words, material.view.at(found.start)
    heading = material.sections[stretch.index].heading
    if heading and material.view.lower.startswith("underskrift", heading.start):
        return _AT_PLACE.search(words, stretch.start, found.start) is not None
    if stretch.kind is not Kind.ROW or not words.endswith(" | ", stretch.start, found.start):
        return False
    first = next(iter(material.named_within(stretch.start, found.start)), None)
    alone = words.startswith(" |", found.end) or found.end == stretch.end
    return alone and first is not None and first.start - stretch.start <= len("| ")


_AT_PLACE = re.compile(r"(?<![\w-])[A-ZÅÄÖ][\w-]+,? (?:den )?\Z")


def _told(material: Material, type_: str) -> Found | None:
    """What is told of a document without a date: the day of a memo that the proposal names, the year of an adoption.

    Also the day after a place behind the last sentence, where line breaks are lost: «… stranden. Orsa den 4 juni 2019 Lo Ek».
    """
    if type_ == "memo":
        days = [
            one
            for one in material.dates
            if _NAMED_DAY.search(material.view.lower, max(0, one.start - 60), one.start)
        ]
        if len({one.value for one in days}) == 1:
            return Found(days[0].value, days[0].start, days[0].end, "date-by-place", 0.5)
    if type_ in STRATEGIC:
        head = material.view.stretches[: _FIRST * 3]
        if year := _ADOPTED_YEAR.search(material.view.lower, 0, head[-1].end if head else 0):
            return Found(year["year"], *year.span("year"), "date-by-place", 0.5)
    words = material.view.words
    signed = [
        one
        for one in material.dates
        if _IN_PLACE.search(words, max(0, one.start - 60), one.start) and _SIGNED.match(words, one.end)
    ]
    closes = type_ == "consultation-response" or type_ in AGREEMENTS
    return Found(*signed[-1], "date-by-place", 0.5) if signed and closes else None


_NAMED_DAY = pattern("documents", "document-date-named-day")
_ADOPTED_YEAR = pattern("documents", "document-date-adopted-year")


def _day_of(material: Material, found: FoundDate) -> FoundDate:
    """The day printed after a place or at the end for a month printed in the head: «April 2013», «Falun den 10 april 2013»."""
    if len(found.value) != len("2013-04"):
        return found
    days = [
        one
        for one in material.dates
        if one.value.startswith(f"{found.value}-") and _IN_PLACE.search(material.view.words, 0, one.start)
    ]
    return days[0] if len({one.value for one in days}) == 1 else found


_IN_PLACE = re.compile(r"(?:^|[.\n] ?)(?!\w+dag)[A-ZÅÄÖ][a-zåäö]+(?: [A-ZÅÄÖ][a-zåäö]+)?,? (?:den )?\Z")
_SIGNED = re.compile(r"\.?(?: [A-ZÅÄÖ][\w-]+ [A-ZÅÄÖ]|\s*\Z)")


def _date_weight(material: Material, found: FoundDate) -> float:
    """How sure it is that a date is the document's own, 0 where it is not."""
    view, fields = material.view, lexicon("documents")["fields"]
    stretch = view.at(found.start)
    name = stretch.block.name.lower().strip(" :.")
    before = view.lower[max(stretch.start, found.start - 40) : found.start].strip(" :,(|")
    # «Reglementet, antaget den 3 mars 2015, upphävs»
    settled = stretch.kind is Kind.ITEM and material.sections[stretch.index].kind in _SETTLING
    paper = _DATED_PAPER.search(before) or _BRACKETED.search(view.lower, stretch.start, found.start)
    sent = _SENT_OUT.search(view.lower, max(0, found.start - 70), found.start)
    if settled or paper or sent or appealed(material, found.start) or _reported(view, stretch, found):
        return 0
    keyed = _DAY.sub("", before)
    if _UPDATED.search(f"{name} {keyed}".strip()):
        return 0.4  # all the day that a page has
    if keyed.endswith(tuple(fields["other date"])):
        return 0
    if labelled := _label_weight(view, stretch, found):
        return labelled
    if _approved(view, stretch, found):
        return 0
    if stretch.kind is Kind.FIELD:
        return _field_weight(material, stretch, name)
    last = stretch.index >= len(view.stretches) - _CLOSING_BLOCKS and stretch.end - stretch.start < _LINE
    if last and _ADOPTED.match(view.lower[stretch.start : found.start].strip()):
        return 0.7  # at the foot of a policy
    far = _ADOPTED.search(view.lower, max(stretch.start, found.start - _LABELLED), found.start)
    first = far and (far.start() == stretch.start or view.lower.startswith(". ", far.start() - 2))
    if stretch.index < 12 and (first or _ADOPTED.search(before) or _AGREED.match(view.lower, found.end)):
        return 0.75
    if material.in_head(stretch):
        return 0.9 if _dated(before) else 0.8
    if met := _met_weight(view, stretch, found, keyed):
        return met
    return 0 if _PAPER.search(keyed) else _placed_weight(material, stretch, found, before)


_SETTLING = ("decision", "proposal")


def _placed_weight(material: Material, stretch: Stretch, found: FoundDate, before: str) -> float:
    """How sure it is that a date past the head, in a signature or after a place, is the document's own."""
    view = material.view
    short = stretch.end - stretch.start < 60
    if stretch.kind is Kind.SIGNATURE:
        return 0.7
    if stretch.kind in (Kind.PARAGRAPH, Kind.HEADING, Kind.LETTERHEAD) and short and _dated(before):
        return 0.8 if stretch.start < material.head or found.end == stretch.end else 0.5
    closing = stretch.index >= len(view.stretches) - _CLOSING_BLOCKS
    closing |= any(
        one.kind is Kind.SIGNATURE for one in view.stretches[stretch.index + 1 : stretch.index + 2]
    )
    decided = any(one.type == "body" for one in material.named_within(stretch.start, stretch.end))
    beside = [one.end for one in material.dates if stretch.start <= one.start < found.start]
    before = view.lower[beside[-1] : found.start].strip(" ,|") if beside else before
    if stretch.kind is Kind.ROW and (short or beside) and closing and _dated(before) and not decided:
        return 0.7  # of signatures side by side: «Falun 2025-05-15    Mora 2025-05-16»
    return 0


def _label_weight(view: View, stretch: Stretch, found: FoundDate) -> float:
    """How sure it is that a label before it makes a date the document's own, 0 where none does."""
    before = view.lower[max(stretch.start, found.start - _LABELLED) : found.start].strip(" :,(|")
    if _MEETING_DAY.search(before):
        return 0.96
    keys = tuple(lexicon("documents")["fields"]["date"])
    if stretch.kind is not Kind.PARAGRAPH and _DAY.sub("", before).endswith(keys):
        return 0.95
    above = view.block_words(view.stretches[stretch.index - 1]).strip(" :.").lower() if stretch.index else ""
    if stretch.index < _LABELS and above in _MET_LABELS:
        return 0.9
    return 0.92 if stretch.index < _TITLED and _PROTOCOL.match(view.lower, stretch.start) else 0


_REPORTED = pattern("documents", "document-date-reported")


def _reported(view: View, stretch: Stretch, found: FoundDate) -> bool:
    """Whether a date is that of a meeting to which the document is to be reported."""
    before = f"{stretch.block.name.lower()} {view.lower[max(stretch.start, found.start - 90) : found.start]}"
    return bool(_REPORTED.search(before)) or view.lower.startswith((" (anmäl", ", anmäl"), found.end)


def _approved(view: View, stretch: Stretch, found: FoundDate) -> bool:
    """Whether a date is that on which minutes are approved: «Justeringens plats och tid  Stadshuset 2025-03-18»."""
    above = view.block_words(view.stretches[stretch.index - 1]) if stretch.index else ""
    under = _APPROVAL.fullmatch(above.lower().strip(" :"))
    before = view.lower[max(stretch.start, found.start - 90) : found.start]
    return bool(under or _APPROVED.search(f"{stretch.block.name.lower()} {before}"))


def _met(view: View, found: FoundDate) -> bool:
    """Whether a date on the run-together first page of minutes is that of the meeting, by an hour or a word beside it."""
    if found.start > _PAGE or len(found.value) < len("2024-05-14"):
        return False
    before = view.lower[max(0, found.start - _LABELLED) : found.start]
    if view.at(found.start).kind is Kind.PARAGRAPH and view.item(found.start):
        return False  # «Nämnden anför i protokoll den 3 mars 2025, § 4», in a matter
    approved = _NOT_MET.search(before) or _approved(view, view.at(found.start), found)
    return not approved and bool(_HOUR.match(view.lower, found.end) or _MET_WORD.search(before))


_MEETINGS = ("minutes", "minutes-excerpt", "summons")
_MET = 0.85
_NOT_MET = re.compile(
    r"\b(?:(?:juster|ansla?g|förra|föregående|nästa|beslut)[^.\n]{0,70}|(?:i|enligt|av|se) protokoll (?:den )?)$"
)
_MET_WORD = pattern("documents", "document-date-met-word")
_HOUR = re.compile(r",? (?:kl\.?|klockan|tid:?|tid och plats|plats och tid)(?![a-zåäö])")
_PAGE = 1_500  # characters
_APPROVAL = pattern("documents", "document-date-approval")
_APPROVED = pattern("documents", "document-date-approved")
_BY = re.compile(r"\b(?:senast|till och med|t\.o\.m\.)(?: \w+dag(?:en)?)?,?(?: den)? ?$")
_IN_HEAD = 0.9  # how sure a date alone on a line of the head is
_UPDATED = pattern("documents", "document-date-updated")
_PAPER = pattern("documents", "document-date-paper")


def _met_weight(view: View, stretch: Stretch, found: FoundDate, before: str) -> float:
    """How sure it is that a title, or a sentence at the beginning, tells the day of the meeting, 0 where none does."""
    if stretch.kind is Kind.HEADING and stretch.index < 4:
        dated = _MEETING.search(view.lower, stretch.start, found.start)
        ends = found.end == stretch.end and _TYPE_DATED.match(view.lower, stretch.start, found.start)
        return 0.6 if dated or ends else 0
    if stretch.kind is not Kind.PARAGRAPH or stretch.index >= 8:
        return 0
    called = _CALLED.search(view.lower, max(stretch.start, found.start - _SENTENCE), found.start)
    if called or _MET_ON.search(before):
        return 0.7
    digest = _DIGEST.match(view.lower, view.stretches[0].start, view.stretches[0].end)
    return 0.6 if digest and _AT_MEETING.search(before) else 0


_DIGEST = pattern("documents", "document-date-digest")
_AT_MEETING = re.compile(r"^(?:vid|på|under|från) [\w -]{0,40}?(?:sammanträde|möte)t?(?: i [\w ]{3,20})?$")


def _field_weight(material: Material, stretch: Stretch, name: str) -> float:
    """How sure it is that the date under a key is the document's own; in the middle of it, a table has keys too."""
    fields = lexicon("documents")["fields"]
    keys = {name, *re.split(r" ?/ ?", name), name.rpartition(" ")[2]}
    if not keys.isdisjoint(fields["other date"]):
        return 0
    if not keys.isdisjoint(fields["date"]):
        last = len(material.view.stretches) - _CLOSING_BLOCKS
        return 0.97 if stretch.start <= material.head or stretch.index < 12 or stretch.index >= last else 0.55
    if name in fields["adopted"]:
        return 0.75
    if name in places("municipality"):
        return _IN_HEAD  # «Stockholm: 2018-02-09»
    beside = name in ("handläggare", "sida", "version", "") or is_number_key(name) or name in _type_words()
    return 0.6 if beside else 0


@cache
def _type_words() -> frozenset[str]:
    return frozenset(
        phrase.lower() for concept in concepts("document-type").values() for phrase in concept.phrases
    )


def _of_meeting(view: View, found: FoundDate) -> bool:
    """Whether a date is called that of a meeting."""
    stretch = view.at(found.start)
    before = view.lower[max(stretch.start, found.start - _LABELLED) : found.start].strip(" :,(|")
    return bool(
        _MEETING_DAY.search(before) or _MEETING_KEY.fullmatch(stretch.block.name.lower().strip(" :."))
    )


_MEETING_KEY = re.compile(r"(?:sammanträdes|mötes)(?:datum|dag)|sammanträde|möte")
_ALONE = pattern("documents", "document-date-alone")
_MEETING_DAY = pattern("documents", "document-date-meeting-day")
_LABELLED = 110  # characters before a date in which such a label begins
_LABELS = 14  # blocks within which minutes have the labels of their first page
_MET_LABELS: tuple[str, ...] = tuple(lexicon("documents")["lists"]["labels-of-meeting"])
_TITLED = 2  # blocks within which a title dates the meeting
_PROTOCOL = re.compile(r"(?:\w+)?protokoll\b(?! justera)")
_FIRST = 4  # blocks of the beginning
# «som remitterades av Näringsdepartementet den …»
_SENT_OUT = re.compile(r"\bremitter(?:ades|ats|ad|at)\b[^.\n]*\Z")
_BRACKETED = re.compile(r"\([^()\n]{2,30} \Z")  # of the paper that a line names: «(PM 2010-01-18)»
# «enligt förslag daterat den 3 mars 2025»
_DATED_PAPER = re.compile(r"\bdaterade$|[a-zåäö],? (?:dater|dagteckn)a[dt](?: den)?$")
_DAY = re.compile(r"[ ,:.(]*(?:\b(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en)?)?[ ,]*(?:\bden)?[ ,:.(]*$")
# «Fullmäktige kallas härmed att sammanträda i Folkets hus måndagen den 4 mars 2019».
_CALLED = re.compile(r"\bkallas (?:härmed )?[^.\n]{0,160}$")
_SENTENCE = 220  # characters
# «Nämnden sammanträdde torsdagen den 12 mars 2020»
_MET_ON = re.compile(r"\b(?:sammanträd(?:de|er|e)|möte|hölls|höll)$")
_AGREED = pattern("documents", "document-date-agreed")
_LINE = 140  # characters of a line that says who adopted the document
_ADOPTED = pattern("documents", "document-date-adopted")


def _closing_weight(material: Material, found: FoundDate) -> float:
    """How sure it is that a date at the end is that of the document's own decision, 0 where it is not."""
    view = material.view
    stretch = view.at(found.start)
    closing = stretch.index >= len(view.stretches) - _CLOSING_BLOCKS
    begin = max(stretch.start, found.start - 140)
    if not closing:
        return 0
    if _DECIDED.search(view.lower, begin, found.start):
        return 0.65
    sentence = next((view.lower[a:b] for a, b, _ in view.sentences if a <= found.start < b), "")
    beside = _PARAGRAPHED.match(view.lower, found.end)
    return 0.65 if beside and _BODY_DECIDED.search(sentence) and _OWN_ANSWER.search(sentence) else 0


# Said at the end of an answer, of its own decision: «Yttrandet beslutades av styrelsen den …».
_CLOSING_BLOCKS = 8
_DECIDED = pattern("documents", "document-date-decided")
# «Kommunstyrelsen beslutade den …, § 61, att avge detta yttrande», «Genom beslut i nämnden den … har kommunen lämnat detta svar».
_PARAGRAPHED = re.compile(r",? \(?(?:§|paragraf)")
_BODY_DECIDED = pattern("documents", "document-date-body-decided")
_OWN_ANSWER = re.compile(r"\b(?:yttrandet?|remissvaret?|svaret?|detta ärende)\b")
_TYPE_DATED = pattern("documents", "document-date-type-dated")
_MEETING = pattern("documents", "document-date-meeting")


def _dated(before: str) -> bool:
    """Whether a date stands alone or after a place: «Umeå den 17 januari 2025»."""
    return not before or bool(_PLACED.fullmatch(before))


_PLACED = pattern("documents", "document-date-placed")
