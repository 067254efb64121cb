"""The people of one line of a roll, each with the title that stands before or after the name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from clustergraph.mapping.people.fields import PARTY, ROLLS, printed_party, several_role
from clustergraph.mapping.people.roll_labels import Role, label_role
from clustergraph.mapping.people.spelled_parties import party_letters, spelled_parties
from clustergraph.mapping.people.surnames_first import surname_first
from clustergraph.mapping.text.name_runs import names_in
from clustergraph.mapping.text.roles import (
    NAME,
    NAME_PATTERN,
    FoundPerson,
    is_known_title,
    is_name,
    printed_role,
    role_of,
)
from clustergraph.mapping.text.titles_of_people import base_form, is_title
from clustergraph.mapping.text.view import Stretch, View
from clustergraph.mapping.text.vocabulary import pattern

_BODY_AFTER = pattern("persons", "body-after-name")
_WHEN = pattern("persons", "roll-names-when")
# The same between two people: «kommunchef §§ 46–49, 56 Jenny Ek», «ekonom 164, , planarkitekt Bo Ek», «kl 9.00–11.30».
_NUMBER = r"\d{1,3}(?!\d|[:.]\w)(?:(?: ?[–-]+ ?(?:§ ?)?|, ?| (?:och|samt) )\d{1,3}(?!\d|[:.]\w))*"
_WHILE = re.compile(
    rf",? (?:(?:deltog )?(?:del av|ej|inte|vid|utom|närvarande|(?:t|fr) ?\.?o ?\.?m\.?|till(?: och med)?"
    rf"|från(?: och med)?) )?(?:(?:§§? ?|punkt(?:en|erna)? ){_NUMBER}(?: ?[a-f](?:[–-][a-f])?\b\)?)?"
    rf"|{_NUMBER}(?=[ ,]|$)|(?:kl\.? ?)?\d{{1,2}}[.:]\d\d(?: ?[–-] ?\d{{1,2}}[.:]?(?:\d\d)?)?)"
)
_BRACKETED_WHEN = pattern("persons", "roll-names-bracketed-when")
_EMPTY = re.compile(r",(?: ?,)+")
_IN_BRACKETS = re.compile(r",? ?\((?P<title>VD|GD|[a-zåäö][^()]*|[A-ZÅÄÖ12][^()]{5,80})\)")
_SPACED = re.compile(r"\( ?([A-ZÅÄÖ]{1,3}|[smcvl]) ?\)")  # «Ida Ek (C )»
_PARTY_BETWEEN = pattern("persons", "roll-names-party-between")
# «Anna Ek, ordförande (S)», «Bo Berg, ersättare (c)»
_PARTY_LAST = re.compile(
    rf"({NAME})(?:, ((?:(?:[12]: ?[ea]|vice|v\.?|förste|andre) ){{0,2}}[a-zåäö.]{{3,30}}(?: [a-zåäö.]{{1,20}}){{0,3}})"
    r"| ((?:(?:[12]: ?[ea]|vice|v\.?|förste|andre) ){0,2}(?:ordf(?:örande|\.)|ers(?:ättare|\.)|sekr(?:eterare|\.)|ledamot))) (\([A-ZÅÄÖa-zåäö-]{1,4}\))"
)
# «IdaEk (C)»: the blank between the names is lost.
_GLUED_NAME = re.compile(
    r"(?<![\w-])(?!Mac|Van)([A-ZÅÄÖ][a-zåäöé]{2,})(?=[A-ZÅÄÖ][a-zåäöé]{2,} ?\([A-ZÅÄÖ]{1,3}\))"
)
_AFTER_COMMA = re.compile(r",? \((?=[A-Za-zÅÄÖåäö-]{1,4}\))")  # «Anna Ek, (C)»
_OTHER_TITLE = pattern("persons", "title-in-roll")
_GLUED = re.compile(
    r", (?:[A-ZÅÄÖ][\w-]+, )?(?!och|samt|ersätt)(?:[12]:[ea] |[A-ZÅÄÖ]{2,4}-)?[a-zåäö][^,;()]* "
)
_BARE = re.compile(r",? (?P<title>(?:[12]:[ea] )?[^,;:()]{3,60}) ")
# «… samt sekreterare Anna Ek, socialchef Bo Berg»: from there on titles lead.
_LEADS = re.compile(r",? (?:och|samt) (?P<title>[a-zåäö][\w-]*(?: [\w-]+){0,2}) ")
_STANDS_IN = pattern("persons", "stands-in", re.IGNORECASE)
_LONGEST_LEAD = 70  # characters before the first name of a list
_INNER_LABEL = re.compile(
    r"(?<![^\s,.])(?P<label>[A-ZÅÄÖ][a-zåäö]+(?: [a-zåäö]+){0,3})(?: \([a-zåäö ]+\))?: ?"
)
_TOWN = re.compile(r"[A-ZÅÄÖ][a-zåäö-]+")
_TOLD = re.compile(r"\b(?:har|hade|fattats|beslutats) ")  # «Beslutet har fattats av rektor Anna Ek»
_ELECTED = ("chair", "vice-chair", "member", "substitute", "adjuster")
# roles that one person has: who follows without a title has another
_OF_ONE = ("chair", "vice-chair", "secretary")
_FOR_WHOM = re.compile(r"(?<=ersättare) för .*")
_SENTENCE = re.compile(r"(?:(?<=[a-zåäö]{4})|(?<=\)))\. (?=[A-ZÅÄÖ])")
_PARTS = re.compile(r",|;|(?<!-) (?:och|samt)(?= |$)")
# The article and the ending of several: «föredragandena», «juristerna», «handläggarna», «justitieråden».
_SEVERAL = re.compile(r"(?<=[a-zåäö]{3})erna$|(?<=ar|er)na$|(?<=ande)na$|(?<=[a-zåäö]råd)en$")


def named_in(view: View, stretch: Stretch, cell: str, label: Role) -> Iterator[FoundPerson]:
    """Each name in a cell of a block with its party and the title before or after it; `label` gives the role."""
    legible = _legible(cell)
    turned = list(surname_first(view, stretch, legible, label))
    if turned:
        yield from turned
        return
    at = stretch.start
    for role, piece in _under_labels(legible, label):
        for sentence in _SENTENCE.split(piece):
            if not NAME_PATTERN.search(sentence, 0, _LONGEST_LEAD + 20) and len(sentence) > _LONGEST_LEAD:
                return  # running text, and what follows it
            for one in _named(view, stretch, at, sentence, role):
                at = one.end
                yield one


def _under_labels(cell: str, label: Role) -> Iterator[tuple[Role, str]]:
    """The parts of a cell that further labels with a colon begin: «Anna Ek, jurist Adjungerade: Bo Berg»."""
    begun, role = 0, label
    for inner in _INNER_LABEL.finditer(cell):
        further = label_role(inner["label"])
        if further is not None:
            yield role, cell[begun : inner.start()]
            begun, role = inner.end(), further
    yield role, cell[begun:]


def _named(view: View, stretch: Stretch, begin: int, cell: str, label: Role) -> Iterator[FoundPerson]:
    """The people of a sentence of a cell, in which titles stand all before or all after the names."""
    people = names_in(cell)
    if not people or people[0].start() > _LONGEST_LEAD or _TOLD.search(cell[: people[0].start()]):
        return  # a sentence
    at, role = begin, label
    shared = ""  # the title that several names follow
    last: FoundPerson | None = None
    for place, said in enumerate(_said_of(cell, people)):
        title = said.title
        listed = several_role(title)
        if listed in ROLLS and listed:  # «ledamöterna Anna Ek och Bo Berg, ersättarna …»
            role, title, shared = Role(listed, printed_role(listed)), "", ""
        if place and label.slug in _OF_ONE and role.slug == label.slug:
            role = Role("member", printed_role("member")) if said.party else Role("", "")
        one = _singular(title)
        if one != title and (role_of(one) or is_known_title(one)):
            shared = one
        elif title or said.after:
            shared = ""
        title = shared or title
        stands_in = bool(_STANDS_IN.search(title))
        if stands_in and last:
            kept = last.title if role_of(last.title) not in (None, *ROLLS) else "ersättare"
            last = replace(last, role="substitute", title=kept)
        if last:
            yield last
        last = None
        printed_so = re.compile(re.escape(said.name).replace(r"\ ", " ?"), re.IGNORECASE)
        place_of = printed_so.search(view.words, at, stretch.end)
        if place_of and is_name(said.name):
            at = place_of.end()
            held = ("", "") if stands_in else _held(role, title, said.after, bool(said.party))
            party = printed_party(said.party["party"]) if said.party else None
            last = FoundPerson(said.name, *held, party, *place_of.span(), "roll", 0.95)
    if last:
        yield last


class _Said(NamedTuple):
    """A name of a list, the party in brackets after it, and the titles before and after it."""

    name: str
    party: re.Match[str] | None
    title: str
    after: str


def _said_of(cell: str, people: Sequence[re.Match[str]]) -> Iterator[_Said]:
    """What is said of each name in a cell, by whether its titles lead the names or follow them."""
    before = _PARTS.split(cell[: people[0].start()])[-1]
    # «Maj Ek (S), ordförande Bo Falk (C)», the line breaks lost: no title stands before the first name.
    titled = is_known_title(before.strip(" :,")) or role_of(people[0][0].split()[0])
    titles_after = len(people) > 1 and not titled and not several_role(before.strip(" :,"))
    for place, person in enumerate(people):
        following = people[place + 1] if place + 1 < len(people) else None
        party = PARTY.match(cell, person.end())
        between = cell[party.end() if party else person.end() : following.start() if following else len(cell)]
        leading = _LEADS.fullmatch(between)
        titles_after = titles_after and not (leading and role_of(leading["title"]))
        # «Bo Ek (S) Kommunchef Lo Falk»: the elected have no such title
        official = following[0].partition(" ")[0] if following else ""
        titles_after = titles_after and not ((party and _of_official(between)) or is_title(official))
        after, leads = _titles(between, following is None or (titles_after and _belongs_before(between)))
        title, name = before.strip(" :,"), _BODY_AFTER.sub("", person[0])
        first, _, rest = name.partition(" ")
        if is_name(rest) and role_of(first):
            title, name = first, rest
        yield _Said(name, party, title, after)
        before = leads


def _held(role: Role, title: str, after: str, elected: bool) -> tuple[str, str]:
    """The role and the title of a name in a list that gives a role, by the titles before and after the name."""
    shown = next((one for one in (title, after) if role_of(one)), "")
    listed = role.slug in (*ROLLS, "")
    held = role_of(shown) if shown and listed else None
    if shown and not listed and role_of(shown) == "member":
        shown = ""  # «Ordförande: Anna Ek, ledamot»
    other = next((one for one in (title, after) if _OTHER_TITLE.fullmatch(one) or is_known_title(one)), "")
    represents = next((one for one in (after, title) if one.endswith(_REPRESENTS)), "")
    told = (
        role.slug == "participant"
        or represents
        or (role.slug in ROLLS and not elected and is_known_title(other))
    )
    printed = shown or represents or (other if told else "") or role.printed
    return held or role.slug, printed if role.slug else ""


_REPRESENTS = ("representant", "företrädare")  # of whom a member is one: «lärarrepresentant»


def _legible(cell: str) -> str:
    """The cell with its parties in brackets after the names, and without what says when somebody was there."""
    cell = _GLUED_NAME.sub(r"\1 ", cell)
    cell = spelled_parties().sub(lambda party: f" ({party_letters()[party['party'].lower()]})", cell)
    cell = _PARTY_LAST.sub(lambda m: f"{m[1]} {m[4]}, {m[2] or m[3]}", _BRACKETED_WHEN.sub(",", cell))
    cell = _PARTY_BETWEEN.sub(r" (\1)", _SPACED.sub(r"(\1)", cell))
    return _EMPTY.sub(",", _WHILE.sub("", _AFTER_COMMA.sub(" (", cell)))


def _belongs_before(between: str) -> bool:
    """Whether words between two names are the title of the first: «, ordförande », « ordf », « 1:e vice ordförande ».

    Without a comma it must be a known title.
    """
    if _STANDS_IN.search(between.strip()):
        return False  # «Anna Ek, tjänstgör för Bo Berg»
    if _GLUED.fullmatch(between):
        return not _definite(between.split()[-1])
    bare = _BARE.fullmatch(between)
    if bare is None or bare["title"].startswith(("och ", "samt ")):
        return False
    begins_list = (bare["title"][0].isupper() or between[0] == ",") and (
        several_role(bare["title"]) in ROLLS  # «Ersättare»
    )
    return not begins_list and is_known_title(bare["title"])


def _of_official(between: str) -> bool:
    """Whether words after the party of a name are a title that nobody is elected to, with a capital and no comma."""
    bare = _BARE.fullmatch(between)
    if (
        bare is None
        or between[0] == ","
        or not bare["title"][0].isupper()
        or not is_known_title(bare["title"])
    ):
        return False
    return role_of(bare["title"]) not in _ELECTED and not bare["title"].lower().endswith("råd")


def _definite(word: str) -> bool:
    """Whether a word is a title with its article, which leads a name: «byråchefen Anna Ek»."""
    form = base_form(word)
    return form is not None and form[0].lower() != word.lower()


def _titles(between: str, is_last: bool) -> tuple[str, str]:
    """The title of the name before, and that of the name after, in the words between the two."""
    bracket = _IN_BRACKETS.match(between)
    post = bracket["title"].partition(",")[0] if bracket else ""
    if bracket and is_known_title(post):
        return post, "" if is_last else _PARTS.split(between[bracket.end() :])[-1].strip()
    between = re.sub(r" ?\(([^)]*)\)", lambda inside: f", {inside[1]}" if role_of(inside[1]) else "", between)
    parts = _PARTS.split(between)
    following = "" if is_last else _WHEN.sub("", parts.pop().strip())
    said = [_WHEN.sub("", part.strip()).strip() for part in parts]
    if len(said) > 1 and any(map(is_known_title, said[1:])):
        # «Anna Ek, Mora, ordförande»
        said = [part for part in said if not _TOWN.fullmatch(part) or is_known_title(part)]
    after = ", ".join(part for part in said if part)
    after = after.strip().partition("  ")[0]
    after = _FOR_WHOM.sub("", after.strip(" .")[:60].removeprefix("som "))
    return after, following


def _singular(title: str) -> str:
    """«föredragandena» → föredragande, «handläggarna» → handläggare; other titles as they stand."""
    one = _SEVERAL.sub("", title)
    return f"{one}e" if one != title and one.endswith("ar") else one
