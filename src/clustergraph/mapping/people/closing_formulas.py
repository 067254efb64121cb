"""Those who decided, presented and took part, by the closing formula of an authority's decision."""

import re
from collections.abc import Iterator

from clustergraph.mapping.text.roles import (
    NAME,
    NAME_PATTERN,
    FoundPerson,
    base_title,
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


# «Anna Ek har varit föredragande», «Studentrepresentant har varit Bo Al».
_HAS_BEEN = Sparse(
    rf"(?P<before>{NAME}) (?:har varit|var|är) (?P<role>föredragande|handläggare|protokollförare)\b"
    rf"|(?<![\w-])(?P<title>[A-ZÅÄÖ][a-zåäö-]{{5,}}) (?:har varit|var) (?P<after>{NAME})",
    *(" har varit ", " var föredragande", " är föredragande", " var handläggare", " är handläggare"),
    *(" var protokollförare", "representant var "),
)


def by_formula(view: View) -> Iterator[FoundPerson]:
    """Those who decided, presented or took part, by the closing formula of an authority."""
    yield from _who_has_been(view)
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


_JOINED = re.compile(r" (?:och|samt) [A-ZÅÄÖ]")
_POST = re.compile(r" \((?P<post>[a-zåäö ]{4,30})\)")


def _who_has_been(view: View) -> Iterator[FoundPerson]:
    for match in _HAS_BEEN.within(view.lower, view.words).finditer():
        title = (match["role"] or match["title"]).lower()
        if role_of(title) or _is_title(title) or title.endswith("representant"):
            start, end = match.span("before" if match["before"] else "after")
            name = view.words[start:end]
            yield FoundPerson(name, role_of(title) or "participant", title, None, start, end, "formula", 0.8)


_TOOK_PART = Sparse(
    r"\b(?:deltagit|medverkat|deltog|medverkade|närvarande|närvarat|närvarade|biträtt)\b",
    *("deltagit", "medverka", "deltog", "närvara", "biträtt"),
    leads=True,
)
_HEAD_OF = re.compile(r"(?<![\w-])((?:[a-zåäö-]*chefen|ansvariga?) för (?:[a-zåäö-]+ ){0,5}[a-zåäö-]+) $")
_TITLE_BEFORE = re.compile(r"(?<![\w-])([a-zåäö-]{4,}) $")


def who_took_part(view: View) -> Iterator[FoundPerson]:
    """«I beredningen har dekan Anna Ek och studentrepresentant Bo Berg deltagit»: each with the title printed."""
    for deed in _TOOK_PART.within(view.lower).finditer():
        stretch = view.at(deed.start())
        near = max(stretch.start, deed.start() - 600)
        start = max(near, view.lower.rfind(". ", near, deed.start()) + 1)
        for person in NAME_PATTERN.finditer(view.words, start, deed.start()):
            title = _HEAD_OF.search(
                view.words, max(start, person.start() - 90), person.start()
            ) or _TITLE_BEFORE.search(view.words, max(start, person.start() - 40), person.start())
            first, _, rest = person[0].partition(" ")
            if title is None and is_name(rest) and _TITLE.fullmatch(first.lower()):
                # The title begins the sentence: «Studentrepresentanten Lo Berg har närvarat».
                begin = person.end() - len(rest)
                shown = base_title(first.lower())
                yield FoundPerson(
                    rest, role_of(shown) or "participant", shown, None, begin, person.end(), "took-part", 0.7
                )
            if title is None or title[1] in ("även", "också", "samt", "från", "samråd", "genom", "till"):
                continue
            role = role_of(title[1]) or "participant"
            yield FoundPerson(person[0], role, title[1], None, person.start(), person.end(), "took-part", 0.7)


def _singular(title: str) -> str:
    """«avdelningscheferna» → «avdelningschef»; other titles as they stand."""
    noun = base_form(title.split()[-1])
    if noun and noun[1]:
        return " ".join([*title.split()[:-1], noun[0]])
    return title
