"""People whom a form names: the values of keys, contact lines of the head."""

import re
from collections.abc import Iterator
from functools import cache

from clustergraph.mapping.text.name_runs import names_in
from clustergraph.mapping.text.roles import NAME_PATTERN, FoundPerson, is_name, printed_role, role_of
from clustergraph.mapping.text.titles_of_people import is_title
from clustergraph.mapping.text.view import View
from clustergraph.mapping.text.vocabulary import concepts, lexicon
from clustergraph.reading import Kind

# Older minutes print the parties in lower case: «(s)», «(fp)».
PARTY = re.compile(
    r"(?: m\.? ?fl\.?)? ?\((?P<party>(?![VG]D\b)[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{0,3}|-|[smcvl]|fp|kds?|mp|sd|vpk|nyd)\)"
)

# Roles that a roll gives: a title beside a name in it says more.
ROLLS = frozenset({"member", "substitute", "participant"})


def printed_party(letters: str) -> str | None:
    """The party of letters in brackets, in capitals if they are those of a known one; None for a dash."""
    if letters == "-":
        return None
    return letters.upper() if letters.islower() or letters.upper() in known_parties() else letters


_FORMER = ("FP", "KDS", "VPK", "NYD")  # letters that parties had


@cache
def known_parties() -> frozenset[str]:
    return frozenset([*_FORMER, *(one.notation for one in concepts("party").values() if one.notation)])


@cache
def field_roles() -> dict[str, str]:
    """The role that each key in lower case gives its value."""
    return {key: role for role, keys in lexicon("persons")["fields"].items() for key in keys}


# «Ordförande: Anna Ek   Sekreterare: Bo Berg»: a further key on the line; «Anna Ek (S), kommunalråd»: a title.
_KEY = re.compile(r"(?<!\w)([A-ZÅÄÖ][a-zåäö]+(?: [a-zåäö]+)?): ?")
_BESIDE = re.compile(
    r",? (?!att )([a-zåäö][a-zåäöA-ZÅÄÖ-]*(?: [a-zåäö][a-zåäö-]*){0,3})(?=,|$| (?:på|vid|i|hos) [A-ZÅÄÖ])"
)
# «Kontaktperson för kommunen», «Ansvarig på förbundet»
_WHERE = re.compile(r" (?:för|på|vid|hos|i|inom|från) \S.*")


def key_role(key: str) -> str | None:
    """The role of a key as printed, None if it is no key of people."""
    low, known = key.lower().strip(" :"), field_roles()
    return known.get(low) or (known.get(_WHERE.sub("", low)) if " " in low else None)


_HEAD = re.compile(r"([A-Za-zÅÄÖåäö./ -]{4,35}): ?")
_FIRST_WORD = re.compile(r"(\w+) ")
_CELL = re.compile(r"\| (?P<key>[A-ZÅÄÖ][^|:]{3,35}?) \| ")  # of a table: «| Handläggare | Anna Ek |»
_SHORTEST_KEY, _LONGEST_KEY = 4, 37  # characters before the colon of a key


def in_fields(view: View) -> Iterator[FoundPerson]:
    """«Handläggare: Anna Ek», «Justerare: Bo Ek (S)»; also as the first words of a line or paragraph."""
    for stretch in view.stretches:
        name, words = stretch.block.name, view.block_words(stretch)
        role = key_role(name) if name else None
        at = 0
        if not role and stretch.kind is not Kind.FIELD:
            colon = words.find(":", _SHORTEST_KEY, _LONGEST_KEY)
            beginning = _CELL if words.startswith("|") else _HEAD if colon > 0 else _FIRST_WORD
            head = beginning.match(words)
            role = key_role(head[1]) if head else None
            at = head.end() if head else 0
            if role and head and ":" not in head[0] and not _begins_list(words, at):
                continue  # «Ordförande ställer proposition på Anna Eks yrkande»
        if not role:
            continue
        key = _WHERE.sub("", (name if at == 0 else words[:at]).lower().strip(" :."))
        own, named = role, key if is_title(key) else ""  # «Kontaktperson: Anna Ek»
        keys = [(key.end(), found) for key in _KEY.finditer(words, at) if (found := key_role(key[1]))]
        last = at
        sentence = _SENTENCE_END.search(words, at) if stretch.kind is Kind.PARAGRAPH else None
        for person in names_in(words, at, sentence.start() if sentence else len(words)):
            party = PARTY.match(words, person.end())
            role = next((found for end, found in reversed(keys) if end <= person.start()), role)
            before = re.sub(
                r"^(?: ?\([^)]*\))?[,.]?(?: (?:och|samt))? ?", "", words[last : person.start()]
            ).strip()
            last = person.end()
            role = several_role(before) or role
            shown, title = role, (role == own and named) or printed_role(role)
            if before and role in (*ROLLS, "case-officer") and not several_role(before):
                held = role_of(before) or ("official" if role not in ROLLS and is_title(before) else None)
                shown, title = (held, before) if held else (shown, title)
            beside = _BESIDE.match(words, party.end() if party else person.end())
            held = (
                role_of(beside[1]) or ("official" if is_title(beside[1].split()[0]) else None)
                if beside
                else None
            )
            if beside and held:
                title = beside[1]
                # «Kontakt: Bo Ek (M), ordförande»
                elected = held not in lexicon("persons")["appointed"]["roles"]
                shown = held if role in ROLLS or (party and elected) else role
            # «Ordförande: Anna Ek    Sekreterare: Bo Ek»: the word before a colon is the next key.
            name = person[0].rpartition(" ")[0] if words.startswith(":", person.end()) else person[0]
            letters, begun = printed_party(party["party"]) if party else None, stretch.start + person.start()
            yield FoundPerson(name, shown, title, letters, begun, begun + len(name), "field", 0.95)


_SENTENCE_END = re.compile(r"(?<=[a-zåäö)]{3})\. (?=[A-ZÅÄÖ])")
# «Handläggare för yttrandet är Anna Ek»
_COPULA = re.compile(r"(?:(?:för|av|i) [a-zåäö]+ )?(?:är|var|har varit) $")
# «Kontaktperson stadskansliet»
_OFFICE = re.compile(r"^[a-zåäö]+(?:kontoret|förvaltningen|kansliet|avdelningen|enheten) ")


def _begins_list(words: str, at: int) -> bool:
    """Whether a name, or a title and a name, stands at an offset."""
    name = NAME_PATTERN.search(words, at, at + 80)
    before = _COPULA.sub("", _OFFICE.sub("", words[at : name.start()])).strip() if name else ""
    return name is not None and (
        not before or (bool(several_role(before) or role_of(before)) and " " not in before)
    )


def several_role(before: str) -> str | None:
    """The role of those whose names follow a plural: «ledamöterna Anna Ek och Bo Berg, ersättarna …»."""
    return key_role(re.sub(r"(?<=ledamöter)na$|(?<=ersättar)na$|(?<=ersättare)n$", "", before.lower()))


_UNKNOWN_TITLE = re.compile(r"[A-ZÅÄÖ][a-zåäö-]{4,25}")
_TITLE = 50  # characters of a line with a title
_CONTACT = re.compile(r"(?i:tel\w*|tfn|mobil|växel)?[.: ]*(?:\+46|0)[\d ()-]{6,}|[\w.-]+@[\w.-]+")


def in_contacts(view: View) -> Iterator[FoundPerson]:
    """A name alone on a line of the head, a telephone number, an address or a title beside it: who handles the matter."""
    lines = list(_head_lines(view))
    for place, (start, name) in enumerate(lines):
        if not is_name(name):
            continue
        below = [line for _, line in lines[place + 1 : place + 3]]
        above = [line for _, line in lines[max(0, place - 1) : place]]
        title = next((line for line in (*below[:1], *above) if _is_title(line)), "")
        if not title and len(below) > 1 and _CONTACT.match(below[1]) and _UNKNOWN_TITLE.fullmatch(below[0]):
            title = below[0]  # «Strateg» over the number
        if title or (below and _CONTACT.match(below[0])):
            role = (title and role_of(title)) or "case-officer"
            yield FoundPerson(name, role, title, None, start, start + len(name), "contact", 0.7)


def _head_lines(view: View) -> Iterator[tuple[int, str]]:
    """The printed lines of the head, each with its place in the words; other blocks of it as an empty line."""
    last = 0
    for stretch in view.stretches[:20]:
        beside = "\n" not in view.text[last : stretch.block.printed]
        last = stretch.block.end
        if stretch.kind is Kind.FIELD and beside:
            continue  # in the other column: «Anna Ek      Datum 2020-02-10» over «Planarkitekt      Dnr 12»
        if stretch.kind is not Kind.LETTERHEAD:
            yield stretch.start, ""
            continue
        at = stretch.start
        for line in view.text[stretch.block.start : stretch.block.end].split("\n"):
            words = line.strip(" *_#")
            start = view.words.find(words, at, stretch.end)
            if words and start >= 0:
                at = start + len(words)
                yield start, words


def _is_title(line: str) -> bool:
    """Whether a line of the head is a title and nothing else."""
    short = 0 < len(line) < _TITLE and not NAME_PATTERN.search(line)
    return short and bool(role_of(line) or (line[:1].isupper() and is_title(line))) and not key_role(line)
