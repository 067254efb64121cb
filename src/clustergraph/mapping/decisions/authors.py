"""Who wrote the motion that a decision settles."""

import re
from collections.abc import Iterator, Mapping, Sequence

from clustergraph.mapping.decisions.deciding import FoundDecision
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.roles import FoundPerson
from clustergraph.mapping.text.vocabulary import pattern

SETTLED = ("approve", "reject", "declare-answered")  # a motion that is answered, not one that is prepared
_AUTHOR_AFTER = pattern("decisions", "authors-author-after")
_OTHERS = r"(?:(?:(?! (?:om|angående|gällande|att|som|yrkar) )[^.:\n]){3,60}(?:,| och| samt|s ombud| ombud) )?"  # who stands before the name
_AUTHOR_BEFORE = re.compile(
    rf"\bmotion(?:en)?,? (?:\([^()\n]{{3,25}}\) |(?:nr |nummer )?\d[\d/:.]* |(?:(?:är|har|blev) )?(?:(?:in)?lämnad |väckt |väckts |väcktes "
    rf"|ställd |skriven |inkommen ))?(?:från|av) {_OTHERS}$|\bmotion(?:ären|ärerna|sställaren"
    rf"|sställarna) {_OTHERS}$"
    rf"|\bi (?:en |sin )?motion(?:en)?\b[^.\n]{{0,80}} (?:föreslår|föreslog|yrkar|vill|anför|skriver|har|hade) {_OTHERS}$"
)
_MOTION_SETTLED = pattern("decisions", "authors-motion-settled")


def told_authors(
    decision: FoundDecision, material: Material, persons: Sequence[FoundPerson]
) -> tuple[FoundPerson, ...]:
    """Who wrote the motion that an earlier decision was about: «Fullmäktige avslog 2023-05-02, § 9, en motion av Anna Ek (C)»."""
    lower = material.view.lower[slice(*decision.quote)] if decision.rule == "decision-mentioned" else ""
    if not _MOTION_SETTLED.search(lower):
        return ()
    return tuple(
        one
        for one in {one.name: one for one in reversed(persons)}.values()
        if (at := lower.find(one.name.lower())) >= 0 and _AUTHOR_BEFORE.search(lower, max(0, at - 160), at)
    )


def answering(
    decisions: Sequence[FoundDecision], material: Material, persons: Sequence[FoundPerson]
) -> dict[tuple[int, int], tuple[FoundPerson, ...]]:
    """Who wrote the motions that proposals outside minutes answer, by the quote of each proposal.

    An agenda has several motions, each told before its proposal; a memo has one, told anywhere.
    """
    quotes = sorted(
        one.quote
        for one in decisions
        if one.rule == "clause-of-proposal"
        and not one.here
        and not material.view.item(one.quote[0])
        and _on_motion(one, material)
    )
    if not quotes:
        return {}
    by_name = {one.name: one for one in reversed(persons)}
    authors = list(authorships(by_name, material))
    begins = [0, *(end for _, end in quotes[:-1])]
    before = [
        once([one for at, one in authors if begin <= at < quote[0]])
        for begin, quote in zip(begins, quotes, strict=True)
    ]
    if sum(map(bool, before)) < _SEVERAL:
        return dict.fromkeys(quotes, once([one for _, one in authors]))
    for index in range(1, len(before)):
        before[index] = before[index] or before[index - 1]  # another point of the same motion
    return dict(zip(quotes, before, strict=True))


_SEVERAL = 2  # proposals with an author before each


def once(people: Sequence[FoundPerson]) -> tuple[FoundPerson, ...]:
    """Each of the people once, whatever roles they have."""
    return tuple({one.name: one for one in reversed(people)}.values())[::-1]


def _on_motion(decision: FoundDecision, material: Material) -> bool:
    """Whether a decision settles a motion or a part of it."""
    return decision.outcome in SETTLED and "motion" in material.view.lower[slice(*decision.quote)]


def authorships(by_name: Mapping[str, FoundPerson], material: Material) -> Iterator[tuple[int, FoundPerson]]:
    """Where the text says that a person wrote a motion, and who: names beside the word alone are looked at."""
    lower = material.view.lower
    firsts: dict[str, list[tuple[str, FoundPerson]]] = {}
    for name, one in by_name.items():
        firsts.setdefault(name.partition(" ")[0].lower(), []).append((name.lower(), one))
    read = 0
    motion = lower.find("motion")
    while motion >= 0:
        begin, end = max(read, motion - _BESIDE), motion + _BESIDE
        end = max(lower.find(" ", end), end)  # no name is cut
        for word in _NAME_WORD.finditer(lower, begin, end):
            for name, one in firsts.get(word[0], ()):
                at = word.start()
                if lower.startswith(name, at) and (
                    _AUTHOR_AFTER.match(lower, at + len(name))
                    or _AUTHOR_BEFORE.search(lower[max(0, at - _BESIDE) : at])
                ):
                    yield at, one
        read, motion = end, lower.find("motion", motion + 1)


_NAME_WORD = re.compile(r"(?<![\w-])[\w-]+")
_BESIDE = 160  # characters between the name and the word
