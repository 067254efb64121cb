"""Those who decided, presented and took part, by the closing formula of an authority's decision."""

import re
from collections.abc import Iterator

from clustergraph.mapping.text.roles import NAME, NAME_PATTERN, FoundPerson, is_name, printed_role, role_of
from clustergraph.mapping.text.sparse import Sparse
from clustergraph.mapping.text.titles_of_people import base_form
from clustergraph.mapping.text.view import View
from clustergraph.mapping.text.vocabulary import lexicon

_ASIDE = r"(?: \([^()]{2,40}\))?"  # «(ordförande)»
# «har fattats av länsrådet Anna Berg efter föredragning av handläggaren Bo Ek», «avdelningscheferna A och B».
_FORMULA = Sparse(
    rf"(?P<deed>(?:fattats|fattat|fattades|tagits|beslutats|beslutades|föredragits|föredragning|avgjorts|avgörs) av"
    rf"|[Ff]öredragande har varit|närvaro av|[Ff]öredragande (?:i ärendet )?(?:var|är)|"
    rf"handläggningen har(?: även| också)?(?: deltagit| medverkat)?|har(?: även| också)? deltagit|har(?: även| också)? medverkat)"
    rf" (?P<title>(?:[a-zåäö.]+ (?:och )?){{0,2}}?[a-zåäö-]{{4,}})(?:, (?:professor|docent))? (?P<names>{NAME}{_ASIDE}(?:(?:, | och | samt ){NAME}{_ASIDE})*)",
    *lexicon("persons")["lists"]["formula"],
    leads=True,
)
# A title that the thesaurus does not hold, as it ends: «rikskronofogden», «verksjuristen».
_TITLE = re.compile(r"[a-zåäö-]{6,}(?:en|ören|aren|isten|ogden|ern|sten|ken|are|ör|ist|chef)")


def _is_title(word: str) -> bool:
    """Whether a word is a title by its noun or its ending: «hovrättsassessorn», «rikskronofogden»."""
    return bool(_TITLE.fullmatch(word) or base_form(word))


_DEEDS: dict[str, str] = lexicon("persons")["tables"]["deeds-of-formula"]


def by_formula(view: View) -> Iterator[FoundPerson]:
    """Those who decided, presented or took part, by the closing formula of an authority."""
    for match in _FORMULA.within(view.lower, view.words).finditer():
        title = match["title"].strip()
        singular = _singular(title)
        role = role_of(singular)
        deed = next(
            (role for word, role in _DEEDS.items() if match["deed"].lower().startswith(word)), "participant"
        )
        several = singular != title or _JOINED.search(match["names"])
        for person in NAME_PATTERN.finditer(view.words, match.start("names"), match.end("names")):
            aside = _POST.match(view.words, person.end())
            post = role_of(aside["post"]) if aside else None
            printed = singular if role or _is_title(singular.split()[-1]) else printed_role(deed)
            held = aside["post"] if aside and post else printed
            yield FoundPerson(person[0], post or role or deed, held, None, *person.span(), "formula", 0.85)
            if not several:
                break


_PRESENTED = Sparse(
    r"(?:har varit|var|har) föredrag(?:ande|it)\b",
    *(f"{verb} föredrag" for verb in ("har varit", "var", "har")),
    leads=True,
)
_BEFORE = re.compile(rf"(?P<name>{NAME}) \Z")
_LONGEST = 60  # characters of a name


def by_predicate(view: View) -> Iterator[FoundPerson]:
    """Those who have no title but what they did: «Bo Ek har varit föredragande»."""
    for match in _PRESENTED.within(view.lower).finditer():
        name = _BEFORE.search(view.words, max(0, match.start() - _LONGEST), match.start())
        if name and is_name(name["name"]):
            role = "rapporteur"
            yield FoundPerson(
                name["name"], role, printed_role(role), None, *name.span("name"), "formula", 0.85
            )


_JOINED = re.compile(r" (?:och|samt) [A-ZÅÄÖ]")
_POST = re.compile(r" \((?P<post>[a-zåäö ]{4,30})\)")


def _singular(title: str) -> str:
    """«avdelningscheferna» → «avdelningschef»; other titles as they stand."""
    noun = base_form(title.split()[-1])
    if noun and noun[1]:
        return " ".join([*title.split()[:-1], noun[0]])
    return title
