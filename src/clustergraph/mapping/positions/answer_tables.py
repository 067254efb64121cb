"""Tables of questions and answers: which cells are the holder's own words, and which those of who asks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from clustergraph.mapping.positions.patterns import pattern
from clustergraph.mapping.text.view import View
from clustergraph.reading import Kind

# Heads of the column in which the holder speaks, and of those that tell what it speaks of.
_OWN = re.compile(
    r"(?:[\w:-]+s |våra? |er[at]? |egna )?(?:remiss|tjänstemanna)?(?:svar|synpunkt(?:er)?|kommentar(?:er)?"
    r"|ställningstagande(?:n)?|yttrande|inställning|ändringsförslag|bemötande)\b(?! på)",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"(?:nr|nummer|remiss|samråds)?(?:fråg|avsnitt|kapitel|förslag|paragraf|punkt|område|del\b|sida|rubrik|mål|åtgärd|nr\b|nummer\b|#)",
    re.IGNORECASE,
)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class AnswerTables:
    """The cells that are not the holder's words and those that name a part, by the start of their row; by its own what each answer was asked."""

    others: dict[int, list[Span]]
    asked: dict[int, Span]
    parts: dict[int, Span]

    def of_another(self, row: int, start: int) -> bool:
        """Whether a sentence in the row that begins at `row` is not the holder's."""
        return any(first <= start < last for first, last in self.others.get(row, ()))

    def finds_fault(self, start: int, lower: str) -> bool:
        """Whether the cell at `start` answers a question for what is wrong."""
        asked = self.asked.get(start)
        return asked is not None and bool(pattern("fault-sought").search(lower, *asked))


def answer_tables(view: View) -> AnswerTables:
    """What the tables of a document hold."""
    others: dict[int, list[Span]] = {}
    asked: dict[int, Span] = {}
    parts: dict[int, Span] = {}
    for kind, run in groupby(
        view.stretches, key=lambda one: Kind.ROW if one.kind is Kind.FURNITURE else one.kind
    ):
        if kind is not Kind.ROW:
            continue
        stretches = [one for one in run if one.kind is Kind.ROW]
        rows = [view.row_cells(one) for one in stretches]
        for number, cell in _others(view, rows):
            others.setdefault(stretches[number].start, []).append(cell)
        heads = _heads(view, rows)
        part = next(
            (i for i, head in enumerate(heads) if _OTHERS.match(head) and "fråg" not in head.lower()), None
        )
        for stretch, cells in zip(stretches[1:], rows[1:], strict=True):
            if part is not None and _own(heads) and len(cells) == len(heads):
                parts[stretch.start] = cells[part]
        for cells in rows:
            questions = [cell for cell in cells[:-1] if view.words.endswith("?", *cell)]
            asked.update((start, questions[0]) for start, _ in cells[1:] if questions)
    return AnswerTables(others, asked, parts)


def _others(view: View, rows: Sequence[Sequence[Span]]) -> Iterator[tuple[int, Span]]:
    """The cells, with the number of their row, that are another's words: before the column of answers, and questions."""
    heads = _heads(view, rows)
    own = _own(heads)
    headed = bool(own) and any(map(_OTHERS.match, heads))
    answers = _column(view, rows[0][own[0]][0]) if headed else 0
    for number, cells in enumerate(rows):
        for index, (start, end) in enumerate(cells):
            question = index + 1 < len(cells) and view.words.endswith("?", start, end)
            before = (
                index < own[0]
                if headed and len(cells) == len(heads)
                else _column(view, start) + _SHIFT < answers
            )
            if question or (headed and (number == 0 or before)):
                yield number, (start, end)


def _heads(view: View, rows: Sequence[Sequence[Span]]) -> list[str]:
    return [view.words[slice(*cell)] for cell in rows[0]] if rows else []


def _own(heads: Sequence[str]) -> list[int]:
    """The columns in which the holder speaks."""
    return [index for index, head in enumerate(heads) if _OWN.match(head) and len(head.split()) < 5]


_SHIFT = 2  # columns by which a cell can stand left of its head


def _column(view: View, at: int) -> int:
    """The column of the printed line at which words stand."""
    stored = view.stored(at, at + 1)[0]
    return stored - view.text.rfind("\n", 0, stored) - 1
