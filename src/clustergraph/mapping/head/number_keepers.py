"""Who keeps a registry number: by its label, its letters, what is named beside it, and where it stands."""

import re
from collections.abc import Sequence

from clustergraph.mapping.head.courts import court_appealed
from clustergraph.mapping.head.document_type import STRATEGIC
from clustergraph.mapping.text.actors import actor_finder
from clustergraph.mapping.text.material import Found, Material
from clustergraph.mapping.text.registry_numbers import RegistryNumber, is_number_key, ministry_of, series
from clustergraph.mapping.text.view import Stretch
from clustergraph.mapping.text.vocabulary import actors, concepts, lexicon, pattern
from clustergraph.reading import Kind

_RUNNING = (Kind.PARAGRAPH, Kind.ITEM)
_ASKED = pattern("documents", "number-keepers-asked")
_LETTERS_BEFORE = re.compile(r"\d[,;] (?P<letters>[A-ZÅÄÖ]{2,8})s? \Z")
# The decision that is appealed against, before its number: «Växjö tingsrätts dom 2023-04-11 i mål nr M 1210-22».
_CITED_CASE = re.compile(r"\b(?:beslut|dom|avgörande|mål|ärende)\b")
_LOWER = pattern("documents", "number-keepers-lower")
# Between who has written a paper and its number: «Region Dalarnas dnr», «Region Dalarnas yttrande RD 2024/118».
_PAPER_OF = re.compile(r"s? (?:(?:remiss|skrivelse|yttrande|svar|missiv|beslut)\w* ?[(,]? ?)?")
_REMISS_FROM = re.compile(r"\bremiss(?:en)? från [^.\n\d]{3,60}$")
_OF_REMISS = re.compile(r"(?:<br>|\W){0,8}remiss från ")  # after the number of what somebody else has sent
_MEETINGS = frozenset({"summons", "minutes"})
# Only county administrative boards number so: the code of the matter, the serial number, the year.
_OF_COUNTY = re.compile(r"\d{3}-\d{3,6}-(?:19|20)?\d\d")
_AGENDAS = frozenset({"summons", "minutes", "minutes-excerpt", "memo"})
# Senders that seldom keep a register: a number under the receiver is the receiver's.
_UNREGISTERED = frozenset({"association", "company", "foundation", "political-party", "chamber-of-commerce"})
_ASKS = pattern("documents", "number-keepers-asks")
_ADDRESS = 4  # lines of an address under the name of its receiver
_SENTENCE = re.compile(r"[.?!] (?=[A-ZÅÄÖ])")
_TOP = 200  # characters that are a head too where line breaks are lost
_MATTERS = 4  # numbers of a paragraph that is a list of matters
_OUR = frozenset({"vår", "vårt", "eget", "egen"})
_INTRODUCTION = 2  # paragraphs in which an answer says what it answers


def _differs(number: RegistryNumber, own: list[str]) -> bool:
    """Whether a number has other letters than the document's own, or letters where those have none."""
    letters = {series(one) for one in own}
    return bool(letters) and series(number.number) not in letters and len({bool(one) for one in letters}) == 1


class Keepers:
    """Tells for one document whose its registry numbers are."""

    def __init__(
        self,
        material: Material,
        type_: str,
        issuer: Found | None,
        recipient: Found | None,
        numbers: Sequence[RegistryNumber],
    ) -> None:
        self._claimed = any(n.foreign is False and n.start < material.head for n in numbers)
        self._asked = type_ == "consultation-response" and any(
            n.foreign and n.start < material.head for n in numbers
        )
        self._ours = any(
            one.kind is Kind.FIELD and one.block.name.lower().partition(" ")[0] in _OUR
            for one in material.view.stretches
        )
        self._material = material
        self._type = type_
        self._issuer = issuer.value if issuer else None
        self._recipient = recipient
        typed = (one.type for one in material.named if one.slug == self._issuer)
        self._issuer_type = actors()[self._issuer].type if self._issuer in actors() else next(typed, "")
        self.of_party = self._issuer in concepts("party")  # which keeps no register
        running = [
            s for s in material.view.stretches if s.kind is Kind.PARAGRAPH and s.start >= material.head
        ]
        self._introduced = running[:_INTRODUCTION][-1].end if running else 0

    def keeper(self, number: RegistryNumber, own: list[str]) -> tuple[str | None, bool] | None:
        """The slug of the authority that keeps a number, if known, and whether it is another than the issuer.

        `own` are the document's own numbers found so far. None where the number is only mentioned.
        """
        stretch = self._material.view.at(number.start)
        addressee = self._recipient.value if self._recipient else None
        told = (
            self._by_itself(number, stretch, bool(own))
            or self._by_place(number, stretch, own)
            or self._in_heading(number, stretch, own)
        )
        if told:
            return told
        named = self._named(number, stretch, bool(own))
        if named is not None:
            return named or (addressee if self._type != "memo" else None), named != self._issuer
        lettered = None if number.foreign else self._by_letters(number.number)
        if number.foreign is False and lettered in (None, addressee):
            return self._issuer, False
        if number.foreign:
            return (addressee if self._type != "memo" else None), True
        if lettered:
            return lettered, lettered != self._issuer
        answers = self._type == "consultation-response" and addressee
        before = self._material.view.lower[stretch.start : number.label]
        sent = _REMISS_FROM.search(before) or (
            not number.labelled and _OF_REMISS.match(self._material.view.lower, number.end)
        )
        if sent and self._type in _AGENDAS and (_differs(number, own) or not (own or self._type == "memo")):
            return self._sender(number, stretch), True
        if stretch.kind in _RUNNING and not self._material.in_head(stretch):
            return self._in_sentence(number, stretch, addressee, own)
        # A number in the title is that of what is answered, and so is a second one under the receiver.
        titled = stretch.kind is Kind.HEADING and not stretch.block.number
        titled = titled and stretch.end - stretch.start > len(number.number)
        asks = stretch.kind is Kind.FIELD and _ASKS.search(f"{stretch.block.name.lower()} {before}")
        if asks and (self._type == "consultation-response" or (number.labelled and _differs(number, own))):
            return addressee or self._sender(number, stretch), True  # «Remiss: Avfallsplan, dnr …» on a form
        second = own and self._recipient and self._recipient.start < number.start < self._material.head
        private = self._issuer not in actors() or self._issuer_type in _UNREGISTERED
        if answers and private and not own and number.labelled and self._under_receiver(number):
            return addressee, True
        asked = _ASKED.search(before) or self._material.view.lower.startswith("remiss", number.label)
        if answers and (titled or asked or (second and number.labelled)):
            return addressee, True
        if answers and self._in_address(number, own):
            return addressee, True
        return self._issuer, False

    def _by_itself(
        self, number: RegistryNumber, stretch: Stretch, numbered: bool
    ) -> tuple[str | None, bool] | None:
        """Whose a number is by its own letters or label: a ministry's, or that of a case at court, «mål nr M 12-24»."""
        ministry = ministry_of(number.number)
        if ministry and self._issuer_type == "government" and number.start < max(self._material.head, _TOP):
            return self._issuer, False  # a decision of the Government is kept by its ministry
        if ministry and ministry != self._issuer and ministry in actors():
            return ministry, True
        label = (self._material.view.words[number.label : number.start] or stretch.block.name).lower()
        if label.startswith("mål") and self._issuer_type != "court":
            court = self._court(stretch)
            if court or numbered or number.start >= self._material.head:
                return court, True
        if self._issuer_type == "court":
            other = court_appealed(self._material, number.label)
            if (
                other
                and other.slug != self._issuer
                and _CITED_CASE.search(self._material.view.lower, stretch.start, number.start)
            ):
                return other.slug, True
            before = self._material.view.lower[stretch.start : number.start]
            if numbered and number.start >= self._material.head and _LOWER.search(before):
                return self._below(stretch), True
        to = self._recipient
        if to and numbered and stretch.kind is Kind.FIELD and stretch.start <= to.start < number.start:
            return to.value, True  # «Till: Region Dalarna, RD 2024/311»
        return self._lettered_label(number)

    def _by_place(
        self, number: RegistryNumber, stretch: Stretch, own: list[str]
    ) -> tuple[str | None, bool] | None:
        """Whose a number is by where it stands: after a matter of an agenda, or right behind a name in a line of its own."""
        view = self._material.view
        county = _OF_COUNTY.fullmatch(number.number) and self._issuer_type != "county-board"
        if (
            county
            and stretch.kind in (Kind.ITEM, Kind.PARAGRAPH)
            and (own or "länsstyrelse" in view.lower[stretch.start : number.label])
            and not any(map(_OF_COUNTY.fullmatch, own))
        ):
            boards = {one.slug for one in self._material.named if one.type == "county-board"}
            return (boards.pop() if len(boards) == 1 else None), True
        last = stretch.kind is Kind.ITEM and stretch.end - number.end < 3
        plain = number.labelled and number.foreign is None and not series(number.number)
        if last and plain and self._type in _MEETINGS:
            return self._issuer, False
        if self._issuer_type == "county-board" and _OF_COUNTY.fullmatch(number.number):
            boards = {one.slug for one in self._material.named if one.type == "county-board"}
            return (self._issuer, False) if boards <= {self._issuer} else None
        if stretch.kind is Kind.DISTRIBUTION and not number.foreign:
            to = self._material.named_within(stretch.start, number.start)
            if to and to[0].slug != self._issuer:
                return to[0].slug, True  # «Region Dalarna, dnr RD 2024/311»
            if number.labelled and own and series(number.number) not in map(series, own):
                return None, True  # of a receiver nobody knows: «Kretslopp Mitt, dnr 2024/0061»
        if self._type == "agreement-document":
            beside = [
                one
                for one in self._material.named
                if not (one.unit or one.genitive) and view.words[one.end : number.label] in (" ", ", ")
            ]
            if beside and beside[-1].start == stretch.start:
                return beside[-1].slug, beside[-1].slug != self._issuer
        return None

    def _in_heading(
        self, number: RegistryNumber, stretch: Stretch, own: list[str]
    ) -> tuple[str | None, bool] | None:
        """The other organisation that a heading names before a number: «2.1 Trafikverket (TRV 2024/33)».

        In minutes only where the number has another form than the board's own. Beside an own number, one in a title
        is that of what is answered: «Yttrande över remiss av en plan (2024-00012)».
        """
        if stretch.kind is not Kind.HEADING or (
            own and series(number.number) in filter(None, map(series, own))
        ):
            return None
        words = self._material.view.words
        named = self._material.named_within(stretch.start, number.start)
        other = next((one for one in reversed(named) if not one.unit and one.slug != self._issuer), None)
        sign = stretch.block.number.startswith("§")
        if other and (
            _differs(number, own)
            if sign
            else stretch.block.number and not words[other.end : number.label].strip(" ,(")
        ):
            return other.slug, True
        asks = _ASKS.search(self._material.view.lower, stretch.start, number.label)
        if own and asks and not (number.labelled or stretch.block.number):
            return self._sender(number, stretch) or (self._recipient.value if self._recipient else None), True
        return None

    def _court(self, stretch: Stretch) -> str | None:
        """The court that is written to, or named beside."""
        addressee = self._recipient.value if self._recipient else None
        courts = [one.slug for one in self._material.named if one.type == "court"]
        beside = self._material.named_within(stretch.start, stretch.end)
        named = next((one.slug for one in beside if one.type == "court"), None)
        return named or (addressee if addressee in courts else next(iter(courts), None))

    def _below(self, stretch: Stretch) -> str | None:
        """The court or authority besides the issuer that a line names."""
        beside = self._material.named_within(stretch.start, stretch.end)
        return next((one.slug for one in beside if one.slug != self._issuer and not one.unit), None)

    def _sender(self, number: RegistryNumber, stretch: Stretch) -> str | None:
        """Who is named beside the number of a paper that somebody else has sent."""
        beside = self._material.named_within(stretch.start, stretch.end)
        return min(beside, key=lambda one: abs(one.start - number.start)).slug if beside else None

    def _under_receiver(self, number: RegistryNumber) -> bool:
        """Whether a number stands in the head under the receiver, and no other is said to be the receiver's."""
        to = self._recipient
        known = any(n.foreign or ministry_of(n.number) for n in self._material.numbers)
        return to is not None and to.start < number.start < self._material.head and not known

    def _in_address(self, number: RegistryNumber, own: list[str]) -> bool:
        """Whether a number is a line of the receiver's address, the issuer having another in the head."""
        view, to = self._material.view, self._recipient
        if to is None or not to.start < number.start < self._material.head or number.foreign is False:
            return False
        lines = view.stretches[view.at(to.start).index + 1 : view.at(number.start).index + 1]
        between = any(to.end <= one.start < number.start and not one.unit for one in self._material.named)
        letters = series(number.number)
        alike = letters and letters in map(series, own)
        return bool(own or self._claimed) and not alike and not between and 0 < len(lines) <= _ADDRESS

    def _lettered_label(self, number: RegistryNumber) -> tuple[str | None, bool] | None:
        """Who keeps a number whose label stands after another's letters, the issuer's own number before it.

        «(dnr MBN 2024-0140, TRV dnr TRV 2024/12)»; None where there are no such letters.
        """
        words = self._material.view.words
        match = _LETTERS_BEFORE.search(words, max(0, number.label - 40), number.label)
        if match is None or number.label == number.start:
            return None
        known = {one.slug for one in actor_finder().find(match["letters"], match["letters"].lower())}
        return None if self._issuer in known else (next(iter(known), None), True)

    def _named(self, number: RegistryNumber, stretch: Stretch, numbered: bool) -> str | None:
        """The organisation in the genitive before the label: «Region Dalarnas dnr», «Kommunens dnr».

        Empty where it is another than the issuer but not known, None where none is named. `numbered` says that
        the issuer's own number is known, beside which «Myndighetens dnr» is another's.
        """
        view = self._material.view
        if stretch.kind is Kind.FIELD and number.label == number.start:
            label = stretch.block.name
            owners = [
                one
                for one in actor_finder().find(label, label.lower())
                if (one.genitive and is_number_key(label[one.end + 1 :]))
                or label.lower().endswith(" hos ", 0, one.start)
            ]
            if owners:
                return max(owners, key=lambda one: one.end - one.start).slug
            word = label.lower().partition(" ")[0]
        else:
            after = self._material.named_within(number.end, number.end + 3)
            if (
                after
                and not after[0].unit
                and view.words[number.end : after[0].start] == " ("
                and view.words.startswith(")", after[0].end)
            ):
                return after[0].slug  # «Dnr 2024/118 (Boverket)»
            inside = self._material.named_within(number.label, number.start)
            if inside and not inside[0].unit:
                return inside[0].slug  # «Dnr Boverket: 12/2024»
            beside = [
                one
                for one in self._material.named
                if (one.genitive and _PAPER_OF.fullmatch(view.words, one.end, number.label))
                or view.words[one.end : number.label] == ":s "
                or (numbered and one.end + 1 == number.label < number.start and view.words[one.end] == " ")
            ]
            if beside and not beside[0].unit:
                return beside[0].slug
            word = view.lower[stretch.start : number.label].rstrip().rpartition(" ")[2].strip("(")
        owner, word = word, word.removesuffix("s")
        types = {type_ for type_, words in lexicon("actors")["self"].items() if word in words}
        if self._ours and not types and owner != word and number.start < self._material.head:
            return ""  # «Revisionens dnr» beside «Vårt dnr»
        if not word or not types or not self._issuer_type:
            return None
        return self._issuer if self._issuer_type in types and not numbered else ""

    def _by_letters(self, number: str) -> str | None:
        """The issuer, the receiver or else an agency that is named, if the letters of a number are one of its names: `TRV 2025/12`."""
        letters = series(number)
        if len(letters) < 2:
            return None
        named = {one.slug for one in actor_finder().find(letters, letters.lower()) if one.end == len(letters)}
        agencies = (one.slug for one in self._material.named if one.type == "agency")
        known = (self._issuer, self._recipient.value if self._recipient else None, *agencies)
        return next((slug for slug in known if slug in named), None)

    def _listed(self, number: RegistryNumber, stretch: Stretch) -> bool:
        """Whether a number with a label stands in a list of the matters of minutes that lost its line breaks."""
        beside = (n for n in self._material.numbers if n.labelled and stretch.start <= n.label < stretch.end)
        return self._type == "minutes" and number.labelled and sum(1 for _ in beside) >= _MATTERS

    def _in_sentence(
        self, number: RegistryNumber, stretch: Stretch, addressee: str | None, own: list[str]
    ) -> tuple[str | None, bool] | None:
        """Whose number it is that running text cites: another's that the sentence names, or the receiver's."""
        view = self._material.view
        if self._type in STRATEGIC or self._type == "letter-of-intent":
            return None if own or not number.labelled else (self._issuer, False)
        private = self._issuer not in actors() or self._issuer_type in _UNREGISTERED
        answers = self._type == "consultation-response" and not number.labelled
        if answers and private and stretch.kind is Kind.ITEM and number.start < self._introduced:
            return self._sender(number, stretch) or addressee, True  # among what is answered
        letters = series(number.number)
        if own and letters and letters in map(series, own):
            # Another matter of the issuer; an agenda is of many.
            many = self._type == "summons" or view.is_digest or self._listed(number, stretch)
            return (self._issuer, False) if many else None
        asked = _ASKED.search(
            view.lower, max(stretch.start, number.label - 100), number.label
        ) or view.lower.startswith("remiss", number.label)
        if self._asked and not asked and view.words.endswith("(", 0, number.label):
            return None  # of an earlier matter, the number of what is answered being known
        breaks = [m.end() for m in _SENTENCE.finditer(view.words, stretch.start, number.start)]
        begin = breaks[-1] if breaks else stretch.start
        others = [
            one.slug
            for one in self._material.named
            if begin <= one.start and one.end <= number.start and not one.unit and one.slug != self._issuer
        ]
        if others:
            return others[0] if addressee not in others else addressee, True
        if self._type == "consultation-response" and (asked or (own and number.start < self._introduced)):
            return addressee, True
        if (number.labelled or asked) and _differs(number, own):
            return (None, True) if letters else None  # no letters of the issuer's
        return (self._issuer, False) if number.labelled or not own else None
