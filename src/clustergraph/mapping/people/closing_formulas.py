"""Those who decided, presented and took part, by the closing formula of an authority's decision."""

import re
from collections.abc import Iterator

from clustergraph.mapping.text.name_runs import names_in
from clustergraph.mapping.text.roles import (
    NAME,
    NAME_PATTERN,
    FoundPerson,
    is_name,
    printed_role,
    role_of,
)
from clustergraph.mapping.text.sparse import Sparse
from clustergraph.mapping.text.titles_of_people import base_form
from clustergraph.mapping.text.view import View

_ASIDE = r"(?: \([^()]{2,40}\))?"  # «(ordförande)»
# «har fattats av länsrådet Anna Berg efter föredragning av handläggaren Bo Ek», «avdelningscheferna A och B».
_FORMULA = Sparse(
    rf"(?P<deed>(?:fattats|fattat|fattades|tagits|beslutats|beslutades|föredragits|föredragning|avgjorts|avgörs) av"
    rf"|[Ff]öredragande har varit|närvaro av|[Ff]öredragande (?:i ärendet )?(?:var|är)|"
    rf"handläggningen har(?: även| också)?(?: deltagit| medverkat)?|har(?: även| också)? deltagit|har(?: även| också)? medverkat)"
    rf" (?P<title>(?:[a-zåäö.]+ (?:och )?){{0,2}}?[a-zåäö-]{{4,}})(?:, (?:professor|docent))? (?P<names>{NAME}{_ASIDE}(?:(?:, | och | samt ){NAME}{_ASIDE})*)",
    *(
        "fatta",
        "tagits av",
        "besluta",
        "föredrag",
        "avgjorts av",
        "avgörs av",
        "närvaro av",
        "handläggningen har",
    ),
    *("har deltagit", "har även", "har också", "har medverkat"),
    leads=True,
)
# A title that the thesaurus does not hold, as it ends: «rikskronofogden», «verksjuristen».
_TITLE = re.compile(r"[a-zåäö-]{6,}(?:en|ören|aren|isten|ogden|ern|sten|ken|are|ör|ist|chef)")


def _is_title(word: str) -> bool:
    """Whether a word is a title by its noun or its ending: «hovrättsassessorn», «rikskronofogden»."""
    return bool(_TITLE.fullmatch(word) or base_form(word))


_DEEDS = (
    ("föredrag", "rapporteur"),
    ("fatta", "decision-maker"),
    ("tagits", "decision-maker"),
    ("beslutat", "decision-maker"),
    ("avg", "decision-maker"),
)


def by_formula(view: View) -> Iterator[FoundPerson]:
    """Those who decided, presented or took part, by the closing formula of an authority."""
    for match in _FORMULA.within(view.lower, view.words).finditer():
        title = match["title"].strip()
        singular = _singular(title)
        role = role_of(singular)
        deed = next((role for word, role in _DEEDS if match["deed"].lower().startswith(word)), "participant")
        several = singular != title or _JOINED.search(match["names"])
        for person in NAME_PATTERN.finditer(view.words, match.start("names"), match.end("names")):
            aside = _POST.match(view.words, person.end())
            post = role_of(aside["post"]) if aside else None
            yield FoundPerson(
                person[0],
                post or role or deed,
                (aside["post"] if aside and post else None)
                or (singular if role or _is_title(singular.split()[-1]) else printed_role(deed)),
                None,
                person.start(),
                person.end(),
                "formula",
                0.85,
            )
            if not several:
                break


# «Beslutet har fattats av undertecknad generaldirektör», and the first name that signs
_UNDERSIGNED = Sparse(
    r"\bav undertecknad (?P<title>[a-zåäö-]{4,}(?: och [a-zåäö-]{4,})?)(?!\w)", "undertecknad "
)


def by_undersigned(view: View) -> Iterator[FoundPerson]:
    """Who signs first under a decision that was taken by «undertecknad» in an office."""
    for match in _UNDERSIGNED.within(view.lower).finditer():
        role = role_of(match["title"])
        index = view.at(match.start()).index
        near = view.stretches[index + 1 : index + _NEAR]
        signed = ((one.start, names_in(view.words, one.start, one.end)[:1]) for one in near)
        name = next(
            (one for start, found in signed for one in found if one.start() == start and is_name(one[0])),
            None,
        )
        if role and name:
            yield FoundPerson(name[0], role, match["title"], None, *name.span(), "formula", 0.8)


_NEAR = 6  # blocks
_JOINED = re.compile(r" (?:och|samt) [A-ZÅÄÖ]")
_POST = re.compile(r" \((?P<post>[a-zåäö ]{4,30})\)")


def _singular(title: str) -> str:
    """«avdelningscheferna» → «avdelningschef»; other titles as they stand."""
    noun = base_form(title.split()[-1])
    if noun and noun[1]:
        return " ".join([*title.split()[:-1], noun[0]])
    return title
