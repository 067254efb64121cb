"""When a value that the mapper gives is the value that a person wrote down (docs/gold-format.md).

Where the right value may be a list, any of its members is right.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from clustergraph.namespaces import slugify

Statement = dict[str, Any]


class Names:
    """Decides whether two names or ids denote one actor, by what each side says of its actors."""

    def __init__(self, predicted: Sequence[Statement], gold: Sequence[Statement]) -> None:
        self._predicted = aliases(predicted)
        self._gold = aliases(gold)

    def same(self, found: Any, expected: Any) -> bool:
        """Whether the mapper's name or id and the gold name, id or list of alternatives are one actor."""
        return any(
            self._keys(found, self._predicted) & self._keys(one, self._gold) for one in as_list(expected)
        )

    @staticmethod
    def _keys(name: Any, known: dict[str, set[str]]) -> set[str]:
        slug = slugify(str(name))
        return known.get(slug, {slug})

    def same_body(self, gold: Statement, found: Any, expected: Any) -> bool:
        """Whether the bodies of two decisions are one; an id may hold the organisation before or after it."""
        if self.same(found, expected):
            return True
        organisations = [slugify(str(one)) for one in as_list(gold.get("organisation"))]
        bodies = [slugify(str(one)) for one in as_list(expected)]
        named = [
            form for o in organisations for b in bodies for form in (f"{o}-{b}", f"{b}-{o}", f"{b}-i-{o}")
        ]
        return slugify(str(found)) in named


def aliases(actors: Iterable[Statement]) -> dict[str, set[str]]:
    """Each name and id of each actor, as a slug, with all names and ids of that actor."""
    known: dict[str, set[str]] = {}
    for actor in actors:
        printed = (actor["name"], actor.get("id"), *as_list(actor.get("also")))
        slugs = {slugify(str(name)) for name in printed if name}
        for slug in slugs:
            known[slug] = slugs | known.get(slug, set())
    return known


def overlap(found: Statement, expected: Statement) -> float:
    """The characters two quotes share, as a part of what they cover together (Jaccard)."""
    shared = min(found["end"], expected["end"]) - max(found["start"], expected["start"])
    covered = max(found["end"], expected["end"]) - min(found["start"], expected["start"])
    return shared / covered if shared > 0 else 0.0


def same_text(found: Any, expected: Any) -> bool:
    """Whether the letters and digits are the same, whatever the case, the spaces and the punctuation."""
    return any(slugify(str(found)) == slugify(str(one)) for one in as_list(expected))


def same_paragraph(found: Any, expected: Any) -> bool:
    """Whether two paragraphs of minutes are the same, with or without the sign: «§ 63/20», «63/20»."""
    return any(_paragraph(found) == _paragraph(one) for one in as_list(expected))


def _paragraph(printed: Any) -> str:
    return re.sub(r"[§\s.]", "", str(printed))


def same_role(found: Any, expected: Any) -> bool:
    """«Kommunstyrelsens ordförande» and «ordförande» are one role, as one is the other with its body."""
    return any(
        set(a) <= set(b) or set(b) <= set(a)
        for one in as_list(expected)
        for a, b in [(slugify(str(found)).split("-"), slugify(str(one)).split("-"))]
    )


_NUMBER = re.compile(
    r"^\s*(?:avsnitt|kapitel|punkt)?\s*((?:\d+(?:\.\d+)*|[A-Z](?=[.)]))(?![^\s.):]))[.):]*\s*", re.I
)


def same_heading(found: Any, expected: Any) -> bool:
    """Two headings, numbers or both are the same if their words are, or, where one has no words, numbers."""
    return any(_same_one_heading(str(found), str(one)) for one in as_list(expected))


def _same_one_heading(found: str, expected: str) -> bool:
    (number, words), (right_number, right_words) = _heading(found), _heading(expected)
    return words == right_words if words and right_words else bool(number) and number == right_number


def _heading(printed: str) -> tuple[str, str]:
    number = _NUMBER.match(printed)
    return (number[1].casefold() if number else "", slugify(printed[number.end() :] if number else printed))


def excerpt(statement: Statement) -> str:
    """The quote of a statement on one line, cut short if it is long."""
    words = " ".join(statement["quote"].split())
    return words if len(words) <= 90 else words[:89] + "…"


def as_list(value: Any) -> list[Any]:
    """The value as a list: itself, none for None, or the only member."""
    return value if isinstance(value, list) else [] if value is None else [value]
