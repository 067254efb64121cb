"""A title beside a name in running text: «landshövding Anna Ek», «Anna Ek, enhetschef»."""

import re
from collections.abc import Iterable, Iterator

from clustergraph.mapping.people.fields import PARTY, ROLLS, key_role, printed_party
from clustergraph.mapping.text.name_runs import names_in
from clustergraph.mapping.text.phrases import Hit
from clustergraph.mapping.text.roles import NAME, FoundPerson, base_title, is_name, printed_role
from clustergraph.mapping.text.view import View
from clustergraph.mapping.text.vocabulary import lexicon
from clustergraph.reading import Kind

_BESIDE_ON_LINE = re.compile(r"\S+(?: \S+)*")  # neither on the next line nor in the next column
_AFTER_TITLE = re.compile(rf":? (?:(?:har varit|är|var) )?({NAME})")
_OF_DEFINITE = re.compile(rf"[:,]? (?:har varit )?({NAME})")  # «Ordföranden, Anna Ek (C), yrkar»


def beside_titles(view: View, hits: Iterable[Hit]) -> Iterator[FoundPerson]:
    """A title before a name («landshövding Anna Ek») or after it («Anna Ek, enhetschef»)."""
    deeds = lexicon("persons")["deeds"]["roles"]
    qualifiers = lexicon("persons")["qualifiers"]["words"]
    for hit in hits:
        if hit.concept.slug in deeds:
            continue
        stretch = view.at(hit.start)
        words = view.words
        key = words[hit.start : hit.end].strip(": ")
        if stretch.kind is Kind.FIELD or key_role(key) in ROLLS:
            continue
        after = (_OF_DEFINITE if key.lower().endswith("ordföranden") else _AFTER_TITLE).match(words, hit.end)
        signed = stretch.kind in (Kind.SIGNATURE, Kind.ROW)
        if signed and not (
            after and _BESIDE_ON_LINE.fullmatch(view.text, *view.stored(hit.start, after.end()))
        ):
            continue
        name = names_in(words, after.start(1), after.end(1)) if after else []
        if after and not (name and name[0].start() == after.start(1) and is_name(name[0][0])):
            after = None
        owned = _OWNED.search(words, max(stretch.start, hit.start - 110), hit.start)
        if after and owned:
            after = None
        if after and after.end() <= stretch.end:
            start = _qualified(view.lower, hit.start, qualifiers)
            title = words[start : hit.end].rstrip(":")
            if title.lower().startswith("vid "):
                title = printed_role(hit.concept.slug)  # «Vid protokollet» is no title
            yield FoundPerson(
                name[0][0],
                hit.concept.slug,
                title,
                printed_party(party[1]) if (party := PARTY.match(words, after.end())) else None,
                *name[0].span(),
                "title-before-name",
                0.8,
            )
            continue
        start = owned.start("whose") if owned else _qualified(view.lower, hit.start, qualifiers)
        if words[hit.start : hit.end].lower().startswith(("efter ", "har ")):
            continue  # a deed, which the closing formula tells: «efter föredragning av»
        before = re.search(
            rf"({NAME})(?: \(([A-ZÅÄÖ]{{1,3}})\)|, ([a-z]{{1,3}})(?=,))?,? (?P<said>som (?:är|var) )?$",
            words[max(stretch.start, start - 70) : start],
        )
        # «byråchefen Ewa Ek, chefen för enheten Bo Berg»: a title with the article belongs to the next name.
        if (
            before
            and (before["said"] or owned or words[start - 2] in ",)" or _TELLS.match(words, hit.end))
            and base_title(words[start : hit.end]) == words[start : hit.end]
        ):
            base = max(stretch.start, start - 70)
            yield FoundPerson(
                before[1],
                hit.concept.slug,
                words[start : hit.end],
                before[2] or (printed_party(before[3]) if before[3] else None),
                base + before.start(1),
                base + before.end(1),
                "title-after-name",
                0.8,
            )


# «Anna Ek Fritidsnämndens ordförande», the line break lost
_OWNED = re.compile(
    rf"{NAME} (?P<whose>[A-ZÅÄÖ][a-zåäö-]+(?:nämndens|styrelsens|fullmäktiges|utskottets)) \Z"
)


# «Anna Ek enhetschef informerar om läget»: no comma before the title.
_TELLS = re.compile(
    r" (?:informerar|berättar|redovisar|redogör|föredrar|presenterar|deltar|medverkar|lämnar|svarar|inleder)\b"
)


def _qualified(lower: str, start: int, qualifiers: list[str]) -> int:
    """Where a title begins, with «biträdande», «tf» and the like before it."""
    if lower[start - 1 : start] == "-":  # «IT-arkitekten»
        start = lower.rfind(" ", 0, start) + 1
    while start:
        word = lower[max(0, start - 20) : start].rstrip().rpartition(" ")[2]
        word = word.rpartition("\n")[2]
        if word not in qualifiers and not word.endswith("iska"):  # «näringspolitiska experten»
            return start
        start -= len(word) + 1
    return start
