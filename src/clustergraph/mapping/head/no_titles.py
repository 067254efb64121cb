"""What the lines of a head that are no title hold: people, addresses, keys, labels of minutes, who adopted it."""

import re
from functools import cache

from clustergraph.mapping.text.dates import find_dates
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.registry_numbers import head_number
from clustergraph.mapping.text.roles import NAME, given_names, is_name, role_of
from clustergraph.mapping.text.view import View
from clustergraph.mapping.text.vocabulary import lexicon, pattern
from clustergraph.reading.alternatives import either
from clustergraph.reading.genre import MONTH

MEETING = re.compile(r"Sammanträde (?:den )?\d\S*(?: \w+ \d{4})?")  # what a page of a meeting is called
_ADOPTED = pattern("documents", "no-titles-adopted", re.IGNORECASE)
_ADDRESS = pattern("documents", "no-titles-address")
# What such a line begins with.
_KEYED = re.compile(
    r"(?:kommun|stads|råd|region|förvaltnings|landstings)hus(?:et)?(?:,| i (?-i:[A-ZÅÄÖ]))|\w+(?:nr|nummer): \S|(?:huvudman|sökande|klagande|motpart|fastighet(?:er)?|verksamhet|tillsynsobjekt|beslutsfattare|föredragande|kommun|län|status|version|bilagor): |dnr\b|(?:e-?post|webb(?:plats)?|hemsida|mobil|fax)(?: [a-zåäö-]+){0,2}$|handläggare|[\d/-]+$|denna? |\d+\(\d+\)|anslag\b|justering|delegations(?:punkt|nr|nummer|stöd|rätt)\b"
    r"|(?!\w*bild(?:ning|ande))\w*(?:foto|bild|illustration|layout|tryck|grafisk form|omslag)\w*(?: av |:)|bild på |utskriven"
    r"|utskrivet|att(?:n|ention)?[.:]+ |ärende(?:nummer|nr)?:? [\w/: -]*\d\w*$|org\.? ?nr"
    r"|\w+utskottets (?:betänkande|utlåtande)\b|\d{4}/\d\d:\w+$|beslut vid regeringssammanträde|remissinstans\b"
    r"|(?:remissinstanser )?enligt (?:\w+ )?(?:sändlista|lista|remisslista|förteckning)|att [a-zåäö]"
    r"|(?:\w+ )?besluta[rs]:?$|\w+s län(?: \d{4}\W{1,3}\d{2,4})?$|kategori:? [a-zåäö]|(?:remissvar|yttrande)\d|motion \(\d{4}:\d+\) av"
    r"|(?:dir|kommittédirektiv|prop|skr|bet|rskr)\.? \d{4}(?:/\d\d)?:\w+$|ladda ne[dr]\b|(?:publicera|skrive|uppdatera)[dnt]\b.* (?:av |\d)|till (?:sidans? )?innehåll"
    r"|beslut: |(?:motion|interpellation|medborgarförslag) till (?!.*\b(?:om|angående|ang\.|gällande|rörande|avseende) )[^:]{4,60}$|[a-zåäö]+ \d{1,3}$|webb-?tv$|hoppa till |(?:utlåtande|pm|handling) \d{4}(?::| nr | r[ivx]+\b)"
    rf"|(?-i:[A-ZÅÄÖ][a-zåäö]+),? (?:den )?\d{{1,2}} (?:{MONTH}) \d{{4}} .*\btill\b",
    re.IGNORECASE,
)
_SPACED = re.compile(r"(?:\w ){4,}\w")  # «S t y r e l s e n»
_PARTIES = re.compile(r"[a-zåäö] \([A-ZÅÄÖ]{1,3}\)")
_OF_PARTY = re.compile(rf"{NAME} \([A-ZÅÄÖ]{{1,3}}\)(?:,|\Z)")
_OF_PERSON = re.compile(
    rf"^(?!Motion|Interpellation|Enkel fråga|Fråga)[^:]{{3,60}}: {NAME}(?: \([A-ZÅÄÖ]{{1,3}}\))?$"
)


def _is_person(words: str) -> bool:
    """Whether a line is a person, alone or before a title, or several: «Sara Vik, ekonomichef, §§ 12–13»."""
    if len(_PARTIES.findall(words)) > 2 or _OF_PARTY.match(words):
        return True
    name = _PERSON.match(words)
    if name and _POST.fullmatch(words, name.end("name")):
        return True
    alone = is_name(words) and words.split()[0].lower() in given_names()
    return alone or (name is not None and (name["title"] == "§" or bool(role_of(name["title"]))))


_POST = pattern("documents", "no-titles-post")
_PERSON = re.compile(
    rf"(?P<name>{NAME})(?: \([A-ZÅÄÖ]{{1,3}}\))?,? (?:tjänstgörande )?(?P<title>[a-zåäö][\w-]*|§)"
)
_PART = pattern("documents", "no-titles-part", re.IGNORECASE)
_COMMENTS = pattern("documents", "no-titles-comments", re.IGNORECASE)
# The subjects under which a site files a page, below its title: «Företagare, Skola, Påverkansarbete».
TAGS = re.compile(r"[A-ZÅÄÖ][\w -]{2,40}(?:, [A-ZÅÄÖ][\w -]{2,40}){2,8}")


def names_part(words: str) -> bool:
    """Whether a line names a part of a paper by kind and number or letter; with a registry number it is the paper."""
    return bool(_PART.match(words)) and not _WITH_NUMBER.search(words)


_WITH_NUMBER = re.compile(r" \((?:diarienummer|diarienr|dnr)\b[^()]*\)", re.IGNORECASE)
_NAMES_PLAN = pattern("documents", "no-titles-names-plan", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3}")  # not in codes and letters set apart: «KR O KO M1 00 0, v2 .0»


def can_be_title(words: str) -> bool:
    """Whether words can be a title: at least two, not a date, paragraph or part of a paper, not a person's title."""
    if MEETING.fullmatch(words):
        return True
    if (
        (len(re.findall(r"[^\W_]+", words)) < 2 and not _NAMES_PLAN.fullmatch(words))
        or not _WORD.search(words)
        or head_number(words)
        or _ADOPTED.match(words)
        or _SPACED.fullmatch(words)
        or re.fullmatch(r"(?:[Ff]orts\.? |[Bb]ilaga (?:\w+ )?till )?(?:[A-ZÅÄÖ]{2,6} )?§ ?\d+\S*", words)
        or _KEYED.match(words)
        or "Handläggare" in words
        or _ADDRESS.search(_WITH_NUMBER.sub("", words).lower())
        or _OF_PERSON.search(words)
        or _is_person(words)
        or heads_roll(words)
        or names_part(words)
        or _COMMENTS.match(words)
    ):
        return False
    if len(words) < 60 and find_dates(words) and not re.search(r"\b(?:över|om|för|av|i|på)\b", words):
        return False
    return not (len(words.split()) <= 3 and role_of(words))


def only_names(material: Material, words: str) -> bool:
    """Whether a line is one name, or several and nothing else, as those who are consulted are listed; a body's with its place."""
    printed = material.view.lower
    words = _SHORT_NAME.sub("", _OF_PLACE.sub(r"\1", words) if " i " in words else words).lower()
    for name in sorted({printed[one.start : one.end] for one in material.named}, key=len, reverse=True):
        words = words.replace(name, "")
    return not _JOINS.sub("", words).strip(" ,;")


_SHORT_NAME = re.compile(r" \([\w&-]{2,12}\)$")  # «Bygdens Väl (BV)»
_OF_PLACE = re.compile(r"(\w*(?:fullmäktige|styrelsen|nämnden|utskottet)) i [A-ZÅÄÖ][a-zåäö]+$")
_JOINS = re.compile(r"\b(?:i|vid|och)\b")  # «Socialnämnden i Mora kommun»


def heads_roll(line: str) -> bool:
    """Whether a line begins with a label of the first page of minutes: «Utses att justera Eva Dal», «Sekreterare …»."""
    sure, post = _roll()
    if sure.match(line):
        return True
    label = post.match(line)
    return label is not None and bool(_AFTER_LABEL.match(line, label.end()))


def roll_lines(view: View) -> int:
    """How many lines at the beginning have a label of the first page of minutes."""
    lines = (
        f"{stretch.block.name} {view.block_words(stretch)}".strip() for stretch in view.stretches[:_BEGINNING]
    )
    return sum(map(heads_roll, lines))


_BEGINNING = 40  # blocks within which the first page of minutes has its labels
# What follows a label that can be the first word of a title too («Ersättare i valnämnden»): a name, figures, dots or nothing.
_AFTER_LABEL = re.compile(rf"[ :]*(?:\Z|[.…_/§\d]|{NAME}(?:,| \(|\Z))")


@cache
def _roll() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The labels of the first page of minutes: those that nothing else begins with, and those that are words besides."""
    labels = lexicon("documents")["roll"]
    return (
        re.compile(rf"(?:{either(labels['labels'])})(?![a-zåäö])", re.IGNORECASE),
        re.compile(rf"(?:{either(labels['posts'])})(?![\w-])", re.IGNORECASE),
    )
