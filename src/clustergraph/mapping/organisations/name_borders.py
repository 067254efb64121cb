"""Where the name of an organisation begins and ends: what stands before it and is no part of it, the legal form after it."""

import re
from functools import cache

from clustergraph.mapping.text.roles import given_names, is_name
from clustergraph.mapping.text.vocabulary import lexicon, pattern


@cache
def not_first() -> frozenset[str]:
    """Words that have a capital letter only because they begin a sentence."""
    return frozenset(lexicon("actors")["not-first"]["words"])


@cache
def field_nouns() -> frozenset[str]:
    """Nouns that «och» joins in one name: «Dala Vatten och Avfall AB»."""
    return frozenset(lexicon("actors")["joined"]["nouns"])


_OPENS = re.compile(r"(?:\A|[.!?:;•(»”\"–|-]\s?|\n)\Z")


def beginning(words: str, start: int, end: int) -> int:
    """How many characters before a name are none of it: «För Lima Såg AB», «Bolaget X AB», «Peab och Hjo Energi».

    Inside a sentence a word with a capital belongs to the name: «av Nya Teatern AB».
    """
    name = words[start:end]
    opens = bool(_OPENS.search(words[max(0, start - 3) : start]))
    cut = 0
    while " " in name[cut:]:
        first = name[cut:].partition(" ")[0]
        if (opens and first.lower() in not_first()) or first.lower() in lexicon("actors")["appositions"][
            "words"
        ]:
            cut += len(first) + 1
        else:
            break
    cut += len(capitals[0]) if (capitals := _CAPITALS.match(name[cut:])) else 0
    cut = max([cut, *(found.end() for found in _OTHERS.finditer(name))])
    before, och, after = name[cut:].rpartition(" och ")
    if och and " " in after and after.split()[0].lower() not in field_nouns():
        cut += len(before) + len(och)
    return cut


_OTHERS = pattern("actors", "body-before-name")


def after_person(name: str) -> int:
    """How many characters of the name of a public body are that of a person: «Anna Ek Mora kommun»."""
    parts = name.split(" ")
    person = " ".join(parts[:2])
    led = len(parts) > 3 and parts[0].lower() in given_names() and is_name(person)
    return len(person) + 1 if led else 0


_CAPITALS = re.compile(r"(?:[A-ZÅÄÖ]+ ){2,}(?=[A-ZÅÄÖ][a-zåäö])")  # «I HÖGSTA DOMSTOLEN Exempelbolaget AB»
_JOINED = re.compile(r" (?:och|&) ([A-ZÅÄÖa-zåäö][a-zåäö]+)(?![\w-])(?: i [A-ZÅÄÖ][a-zåäö]+(?![\w-]))?")
_LEGAL = pattern("actors", "legal-form")


def legal_form(words: str, end: int) -> int:
    """Where a legal form ends that follows a name: «Hjo Energi AB», «Besöksnäringen i Dalsland, ekonomisk förening»."""
    form = None if words.endswith((" AB", " HB"), 0, end) else _LEGAL.match(words, end)
    return form.end() if form else end


def joined(words: str, end: int) -> int:
    """Where a name ends that goes on with «och» and a noun: «Riksförbundet Hem och Skola»."""
    more = _JOINED.match(words, end)
    return more.end() if more and more[1].lower() in field_nouns() else end


_OWNED = re.compile(r" (\w+)")


def genitive(words: str, start: int, end: int) -> bool:
    """Whether the last letter of a name is the ending of the genitive: what it owns follows, or it stands without."""
    if words[end - 1] != "s" or words[end - 2 : end - 1] in ("s", "å", "ä"):
        return False
    owned = _OWNED.match(words, end)
    if owned and owned[1].lower().endswith(tuple(lexicon("actors")["owned"]["endings"])):
        return True
    base = words[start : end - 1]
    word = base.rpartition(" ")[2].lower()
    known = word in lexicon("actors")["branches"]["compass"] or word in lexicon("actors")["branches"]["areas"]
    if known and owned and owned[1].islower():
        return True  # «Film i Västs produktioner»
    return re.search(rf"(?<!\w){re.escape(base)}(?![\w-])", words) is not None


# A line can end within a name: «Barn- och / utbildningsförvaltningen».
_JOINING = ("och ", "samt ", "& ", "- och\n", "- samt\n", "- &\n")
_HYPHENATED = re.compile(r"(?:[\w-]+ ?-, ?)*[\w-]+ ?-\s?(?:och|samt|&)\s$")


def first_part(words: str, start: int) -> int:
    """Where a name with a hyphenated first part begins: «hälso- och sjukvårdsnämnden», «Jordbruks- & livsmedelsverket»."""
    if not words.endswith(_JOINING, 0, start):
        return start
    near = max(0, start - 60, words.rfind("\n", 0, start - 1) + 1)
    match = _HYPHENATED.search(words[near:start])
    return near + match.start() if match else start


def one_form(name: str) -> str:
    """A name with the blanks around its hyphens as they are usually printed: «Barn - och skolnämnden»."""
    return _HYPHEN.sub(r"- \1 ", name) if "-" in name else name


_HYPHEN = re.compile(r" ?-\s?(och|samt|&)\s")
