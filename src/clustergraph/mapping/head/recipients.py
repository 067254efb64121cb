"""To whom a document is sent: by «Till», a line or a cell of the head, whose proposal is answered, who decides."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from clustergraph.mapping.head.courts import is_party
from clustergraph.mapping.head.memo_receivers import deciding_body
from clustergraph.mapping.head.no_titles import only_names
from clustergraph.mapping.organisations.addresses import address_owners
from clustergraph.mapping.organisations.name_patterns import misspelt
from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.material import Found, Material
from clustergraph.mapping.text.registry_numbers import ministries
from clustergraph.mapping.text.view import View
from clustergraph.mapping.text.vocabulary import actors, lexicon, pattern
from clustergraph.reading import Kind

_ADDRESSED = frozenset({"consultation-response", "letter", "memo", "consultation-letter", "other"})
_STREET = r"\b\d{3} ?\d{2} [A-ZÅÄÖ]|[Oo]rg(?:anisations)?\.? ?(?:nr|nummer)|\d{6}-\d{4}|www\.\w"
POST = re.compile(rf"{_STREET}|@\w")
_FOOT = re.compile(_STREET)  # in a list of receivers a mail address may follow a name: «Trafikverket, x@y.se»


@lru_cache(1)  # several rules ask in turn
def addressees(material: Material) -> set[int]:
    """Where actors stand that the document is sent to: after «Till», in the distribution list."""
    view, found = material.view, set()
    listed = _listed_in_head(material)
    start, end = material.run_together
    recipient = lexicon("documents")["fields"]["recipient"]
    for one in material.named:
        stretch = view.at(one.start)
        if (
            (stretch.kind is Kind.DISTRIBUTION and not _is_foot(view, one))
            or stretch.index in listed
            or (
                start <= one.start < end
                and (view.words.endswith(_TO, 0, one.start) or _OFFICIALS.match(view.words, one.end))
            )
            or (
                one.start < max(material.head, end)
                and (
                    _BY_POST.match(view.lower, one.end)
                    or _FROM_TO.search(view.words, max(0, one.start - _LONGEST), one.start)
                )
            )
            or (
                one.type in _OFFICES_OF_STATE and one.start < material.head and _AT.match(view.words, one.end)
            )
            or (material.in_head(stretch) and _OFFICIALS.match(view.words, one.end))
            or (stretch.kind is Kind.FIELD and stretch.block.name.lower() in recipient)
            or (
                (
                    view.lower[stretch.start : one.start] in _ADDRESSING
                    or _WHOSE.fullmatch(view.words, stretch.start, one.start)
                )
                and (material.in_head(stretch) or stretch.kind is Kind.HEADING)
            )
        ):
            found.add(one.start)
    return found


def _is_foot(view: View, one: Named) -> bool:
    """Whether a name among receivers is that of the sender, in the foot of the page: over an address under its number."""
    at = view.at(one.start).index
    paged = view.stretches[at - 1].kind is Kind.FURNITURE if at else False
    end = view.stretches[min(at + paged, len(view.stretches) - 1)].end
    return bool(_FOOT.search(view.words, one.end, end))


def _sent_in_head(material: Material) -> Found | None:
    """The one organisation that a list of receivers in the head of an answer holds: «Skickas till: Region Dalarna»."""
    sent = [
        one
        for one in material.named_within(0, material.head)
        if material.view.at(one.start).kind is Kind.DISTRIBUTION and not one.unit
    ]
    return Found(sent[0].slug, sent[0].start, sent[0].end, "recipient-till", 0.8) if len(sent) == 1 else None


def _together(material: Material, to: Sequence[Named]) -> set[str]:
    """Those to whom a document is sent, and those under them: organisations, or boards and councils of the same one."""
    below = {material.view.at(one.start).index + 1 for one in to}
    both = [*to, *(one for one in material.named if material.view.at(one.start).index in below)]
    boards = all(one.unit for one in to)
    return {one.slug for one in both if boards or not one.unit}


_OFFICES_OF_STATE = frozenset({"ministry", "government"})
# The postal address of the ministries, right after the name of one: their own letters have it in the foot.
_AT = re.compile(r",?(?:[ \n][A-ZÅÄÖ][\w-]*departementet,?)?[ \n]103 ?33\b")


def find_recipient(material: Material, type_: str, issuer: Found | None) -> Found | None:
    """Whom the document is sent to: «Till …», a line of the head after the sender, the body that decides."""
    view = material.view
    addressed, listed = addressees(material), _listed_in_head(material)
    to = [one for one in material.named if one.start in addressed and view.at(one.start).index not in listed]
    to = [one for one in to if view.at(one.start).kind is not Kind.DISTRIBUTION]
    if to and (type_ != "consultation-letter" or len(_together(material, to)) < 2):
        first = _department(material, to[0])
        return Found(first.slug, first.start, first.end, "recipient-till", 0.95)
    if type_ == "consultation-letter":
        return None  # it goes to all whom it consults
    if written := _in_field(material):
        return written
    match = re.search(
        rf"(?:skrivelse|öppet brev|upprop|hemställan|utlåtande|motion|interpellation|medborgarförslag{_TO_OTHERS if type_ != 'memo' else ''}) till |{_APPROPRIATED}",
        view.lower[: min(material.head + (_FIRST_WORDS if type_ in _ANSWERING else 0), 3000)],
    )
    if match and not type_.startswith(("minutes", "summons")):
        named = next((one for one in material.named if one.start == match.end()), None)
        if named and not (named.unit and named.genitive):  # «till kommunstyrelsens ordförande» is to a person
            return Found(named.slug, named.start, named.end, "recipient-in-type", 0.9)
    if type_ == "motion":
        riksdag = next((one for one in material.named if one.slug == "sveriges-riksdag"), None)
        moved = riksdag if "förslag till riksdagsbeslut" in view.lower else None
        return Found(moved.slug, moved.start, moved.end, "recipient-decides", 0.9) if moved else None
    if type_ == "decision":
        return _likeliest(material, type_, issuer) or _board_under(material, issuer)
    if type_ not in _ADDRESSED:
        return None
    if type_ == "memo":
        return deciding_body(material)
    found = _likeliest(material, type_, issuer) or _receiving_body(material)
    if found is None and type_ == "consultation-response":
        return _sent_in_head(material) or _by_address(material, issuer)
    return found


# «Regleringsbrev för budgetåret 2012 avseende Skolverket»
_APPROPRIATED = r"regleringsbrev för (?:(?:budget)?året \d{4} (?:avseende|för) )?"


def _in_field(material: Material) -> Found | None:
    """Whom a field of the head means by a mistyped name: «Till: Socialdepardementet»."""
    fields = lexicon("documents")["fields"]["recipient"]
    for stretch in material.view.stretches[:_FIELDS]:
        if stretch.kind is Kind.FIELD and stretch.block.name.lower() in fields:
            words = material.view.block_words(stretch).strip()
            if known := misspelt(words, "ministry") or misspelt(words, "agency"):
                return Found(known.slug, stretch.start, stretch.end, "recipient-till", 0.7)
    return None


def _by_address(material: Material, issuer: Found | None) -> Found | None:
    """Whose address an answer has in its head, the sender's own aside: «registrator@pts.se», «s.remissvar@regeringskansliet.se»."""
    lower = material.view.lower
    for owner, start, end, _ in address_owners(lower[: max(material.head, _TOP)]):
        inbox = _INBOX.search(lower, max(0, start - _LONGEST), start)
        if inbox and owner.slug != (issuer.value if issuer else ""):
            letters = (inbox["ministry"] or "").capitalize() if owner.type == "government" else ""
            slug = ministries().get(letters) or ministries().get(letters.upper()) or owner.slug
            return Found(slug, start, end, "recipient-by-address", 0.6)
    return None


_INBOX = re.compile(r"(?:(?P<ministry>[a-zåäö]{1,2})\.)?[\w.-]+@(?:[\w-]+\.)*$")
_FIELDS = 12  # blocks within which a head has its fields
_BY_POST = pattern("documents", "recipients-by-post")
_FROM_TO = re.compile(r"\b[Ff]rån [A-ZÅÄÖ][^.\n]{2,90} till \Z")  # on one line: «Svar från Byarådet till …»
_LONGEST = 110  # characters of that
_TO = ("Till ", "Till: ", "TILL ", "Mottagare: ")
_OFFICIALS = pattern("documents", "recipients-officials")
# What stands behind the name of who is written to: an official, a post box whose figures may be lost, a mail address.
_POSTED = re.compile(
    rf"{_OFFICIALS.pattern}|,?[ \n](?:Box|BOX)(?: [\d ]{{1,12}})?,? (?:\d{{3}} ?\d{{2}} )?[A-ZÅÄÖ]|,?[ \n]\d{{3}} ?\d{{2}} [A-ZÅÄÖ]|,?[ \n][\w.-]+@"
    r"| (?:[A-ZÅÄÖ]\w+(?:avdelningen|kontoret|förvaltningen|nämnden|enheten) )(?:[A-ZÅÄÖ]\w+ )?(?:Samråd|Granskning|Remiss|Yttrande|Svar)\b"
    r"| (?:(?:Box \d+ )?\d{3} ?\d{2} [A-ZÅÄÖ]|Box [A-ZÅÄÖ]|[\w.-]+@|(?:Yttrande|Remissvar|Remissyttrande|Svar"
    r"|Synpunkter) (?:över|på|om|avseende|angående|gällande|till)\b)"
)


def _receiving_body(material: Material) -> Found | None:
    """A board that another board of the same organisation writes to: alone on a line of the head, apart from the sender's."""
    view = material.view
    sender: Named | None = None
    lines = {view.at(one.start).index for one in material.named if not one.genitive}
    for one in material.named:
        stretch = view.at(one.start)
        if not material.in_head(stretch):
            continue
        alone = one.start == stretch.start and one.end == stretch.end
        if sender and one.type == "body" and alone and one.slug != sender.slug:
            if stretch.index - 1 not in lines:
                return Found(one.slug, one.start, one.end, "recipient-board", 0.75)
        elif one.unit and sender is None:
            sender = one
    return None


def _board_under(material: Material, issuer: Found | None) -> Found | None:
    """A board alone on a line of the head of an authority's decision, with whose it is: «Socialnämnden i Mora kommun»."""
    view, own = material.view, issuer.value if issuer else ""
    for one in material.named if material.types.get(own) in _DECIDING_ON else ():
        stretch = view.at(one.start)
        begins = one.type == "body" and one.start == stretch.start and stretch.start < material.head
        if begins and only_names(material, view.block_words(stretch)):
            owner = next((two for two in material.named_within(one.end, stretch.end) if not two.unit), one)
            return Found(one.slug, one.start, owner.end, "recipient-board", 0.7)
    return None


_DECIDING_ON = frozenset({"agency", "county-board", "court"})  # with no boards of politicians


def _likeliest(material: Material, type_: str, issuer: Found | None) -> Found | None:
    """The organisation besides the issuer that most speaks for: its line, its address, that it asked, what it is."""
    own = issuer.value if issuer else ""
    sender = actors()[own].name if own in actors() else ""
    answers, listed = type_ in _ANSWERING, addressees(material)
    best, most = None, (_WHOLE if type_ == "decision" else _LINE) - 1
    for one in material.named:
        if one.start > _HANDED_WITHIN:
            break
        if (
            one.slug == own
            or one.unit
            or one.start in listed
            or one.name in sender
            or material.view.lower.endswith("c/o ", 0, one.start)
            or (own == _GOVERNMENT and one.type == "ministry")
        ):
            continue  # «Kronobergs län» under «Länsstyrelsen»; the ministry that prepared the government's decision
        points = 0 if one.genitive else _by_place(material, one)
        lower = material.view.lower
        enclosed = type_ == "decision" and _ENCLOSED.search(lower, max(0, one.start - 90), one.start)
        handed = _handed(lower, one) and not enclosed  # in another paper
        if not one.genitive and (handed or (answers and _sends(lower, one))):
            points += _SAID
        party = type_ == "decision" and is_party(material, material.view.at(one.start))
        applies = material.types.get(own) != "court" and _applies(material, one)
        if points > most and (applies or not party):
            best, most = one, points
    if best is None:
        return None
    best = _department(material, best)
    return Found(best.slug, best.start, best.end, "recipient-by-place", 0.85 if most > _LINE else 0.7)


_GOVERNMENT = "sveriges-regering"
_ENCLOSED = re.compile(r"\bbi(?:fog|lag)\w+ ")
_LINE, _WHOLE, _SAID = 2, 3, 4  # points of a name that begins a line, is all of it, or is said to have asked


def _by_place(material: Material, one: Named) -> int:
    """What speaks for a name near the top by its line, the address behind it and what it is; 0 where it stands in a text."""
    view = material.view
    stretch = view.at(one.start)
    start, end = material.run_together
    run = start <= one.start < end
    posted = _POSTED.match(view.words, one.end)
    # The receiver in a column beside the official in charge, whose lines pass for a signature.
    beside = one.start in view.cells and one.start < material.head
    far = one.start >= max(material.head, _TOP, end if run else 0)
    lined = (
        posted and stretch.index < _POSTED_WITHIN and one.start == stretch.start and one.end == stretch.end
    )
    if (far and not lined) or (stretch.kind is Kind.SIGNATURE and not beside):
        return 0
    before = view.lower[stretch.start : one.start]
    begins = (
        _applies(material, one)
        or not before.strip("0123456789 ()/")
        or one.start in view.cells
        or before in _OFFICES
        or _TO_PERSON.fullmatch(before)
    )
    below = next(iter(view.stretches[stretch.index + 1 :]), None)
    over_title = one.end == stretch.end and below is not None and below.kind is Kind.HEADING
    headed = posted or over_title or one.type == "ministry" or _TO_PERSON.match(before)
    if stretch.kind is Kind.HEADING and not headed:
        return 0
    told = stretch.kind is Kind.PARAGRAPH and (view.words[stretch.end - 1] == "." or run)
    if told and not posted:
        return 0
    points = _LINE * bool(begins) + bool(begins and _ENDS.fullmatch(view.words, one.end, stretch.end))
    return points + 3 * bool(posted) + 2 * (one.type == "ministry")


def _applies(material: Material, one: Named) -> bool:
    """Whether a name stands under or behind «Sökande»: who gets the decision."""
    stretch = material.view.at(one.start)
    above = material.view.stretches[max(0, stretch.index - 1)]
    keyed = stretch.kind is Kind.FIELD and stretch.block.name.lower() == "sökande"
    return one.start == stretch.start and (
        keyed or material.view.block_words(above).strip(" :").lower() == "sökande"
    )


_TO_PERSON = re.compile(r"att(?:n|ention)?[.:]+ .*", re.DOTALL)  # «Att. Anna Ek, Trafikverket»
_TOP = 300  # characters
_POSTED_WITHIN = (
    6  # blocks within which a receiver stands over its address, under a letterhead as long as a paragraph
)
# an address goes on in the line of the name
_ENDS = re.compile(r"(?:,? (?:Box|BOX) \d+| \d{3} ?\d{2} [A-ZÅÄÖ]\w+)?")


def _listed_in_head(material: Material) -> set[int]:
    """The lines of the head that a word for a list of receivers opens: «Remisslista»."""
    view, found = material.view, set()
    starts = {one.start for one in material.named}
    for stretch in view.stretches[:_LIST_IN_HEAD]:
        opens = stretch.kind is Kind.LETTERHEAD
        if not opens or view.lower[stretch.start : stretch.end].strip(" :") not in _lists():
            continue
        for below in view.stretches[stretch.index + 1 :]:
            if below.start not in starts:
                break
            found.add(below.index)
    return found


_LIST_IN_HEAD = 12  # blocks within which such a word can stand


@cache
def _lists() -> frozenset[str]:
    return frozenset(lexicon("documents")["section"]["distribution"])


_ANSWERING = frozenset({"consultation-response", "letter", "other"})
_FIRST_WORDS = 160  # characters of running text that can stand for a title: «Förbundets remissvar till …»
_ADDRESSING: tuple[str, ...] = tuple(lexicon("documents")["lists"]["addressing"])
_WHOSE = pattern("documents", "recipients-whose")
_HANDED_WITHIN = 1_500  # characters in which a text says whom it is handed to
_TO_OTHERS = "|yttrande|svar"  # in the title of a memo, what the board is to send
_OFFICES = ("regeringskansliet ", "regeringskansliet (", "regeringskansliet, ")
_HANDED = pattern("documents", "recipients-handed")
_OFFICE = r"(?:regeringskansliet(?:,| \(|:)? ?|regeringen \()?"  # that the ministry is a part of
_SENT_BY = re.compile(
    rf"\b(?:remiss|remissen|remitterats|sänts ut|remitterad|remitterat|förfrågan|begäran|anmodan|uppmaning) (?:av|från) {_OFFICE}$"
)
_ANSWER = r"\b[^.\n]{0,100}\b(?:yttra|yttrande|synpunkter|remiss|svara|samråd)"
# Who asks for an answer: «Boverket har berett kommunen tillfälle att yttra sig», «har av Boverket fått en remiss».
_ASKS = re.compile(
    r"(?: \([^()\n]{2,40}\))?\)?,? (?:(?:har|hade) (?:(?:genom|i|den|med|via|på|även|nu) [^.\n]{1,50}? |nu |även )?)?"
    r"(?:berett|bereder|gett|gav|ger|givit|remitterat|remitterade|översänt|översände|skickat|skickade|sänt"
    rf"|sände|begärt|begärde|begär|bett|bad|inbjudit|bjudit in|anmodat|hemställt|hemställer|önskat){_ANSWER}"
)
_ASKED_BY = re.compile(rf"\b(?:har|hade) (?:av|från) {_OFFICE}$")
_GOT = r"(?:beretts|getts|givits|fått|mottagit|erhållit|ombetts|anmodats|tagit emot|inbjudits|blivit ombe\w{2,3})"
_WAS_ASKED = re.compile(rf"(?: \([^()\n]{{2,40}}\))?\)? {_GOT}{_ANSWER}")
# The same with who asked after the verb: «har beretts tillfälle av Finansdepartementet att yttra sig».
_GOT_BY = re.compile(
    rf"\b{_GOT} (?:(?:tillfälle|möjlighet|inbjudan|en förfrågan|uppdrag) )?(?:av|från) {_OFFICE}$"
)
_TO_ANSWER = re.compile(rf"(?: \([^()\n]{{2,40}}\))?\)?,?{_ANSWER}")


def _handed(lower: str, one: Named) -> bool:
    """Whether the words before a name say that the answer is handed to it."""
    return bool(_HANDED.search(lower, max(0, one.start - 90), one.start))


def _sends(lower: str, one: Named) -> bool:
    """Whether the words beside a name say that it asks for the answer."""
    before = max(0, one.start - 70)
    passive = (_ASKED_BY.search(lower, before, one.start) and _WAS_ASKED.match(lower, one.end)) or (
        _GOT_BY.search(lower, before, one.start) and _TO_ANSWER.match(lower, one.end)
    )
    return bool(_SENT_BY.search(lower, before, one.start) or passive or _ASKS.match(lower, one.end))


def _department(material: Material, office: Named) -> Named:
    """The ministry named right behind the offices of the government, in brackets or below, else the name itself."""
    if office.slug != "regeringskansliet":
        return office
    part = (one for one in material.named if one.type == "ministry" and 0 < one.start - office.end < 3)
    return next(part, office)
