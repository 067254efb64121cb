"""Keys of a letterhead without their values, and the lines that can be these."""

import re
from itertools import takewhile

from clustergraph.reading import marks
from clustergraph.reading.block import Kind
from clustergraph.reading.genre import BARE_KEYS, FIELD_KEYS, OWNED_ENDINGS, OWNED_KEY, PERSON_KEYS, SECTIONS
from clustergraph.reading.layout import Line
from clustergraph.reading.raw import Raw

MOST_KEYS = 12  # of a letterhead in columns, whose values stand on the next line
# One or two people alone on a line, without a mark between them.
_NAMES = re.compile(
    r"[A-ZÅÄÖÉ][a-zåäöé]+(?:-[A-ZÅÄÖ][a-zåäö]+)?(?: [A-ZÅÄÖÉ][a-zåäöé]+(?:-[A-ZÅÄÖ][a-zåäö]+)?){1,3}"
)


def is_key(words: str) -> bool:
    """Whether a line is a key of a letterhead and nothing else."""
    key = words.casefold()
    if key in FIELD_KEYS and key not in SECTIONS:
        return True
    return len(words) < 60 and key.endswith(OWNED_ENDINGS) and bool(OWNED_KEY.fullmatch(words))


def is_title(text: str, above: Raw | None, line: Line, words: str) -> bool:
    """Whether a key of people stands right under a name: the title of who signs, «Lisa Holm / Utredare»."""
    if line.gap or above is None or above.kind is Kind.FIELD or words.casefold() not in PERSON_KEYS:
        return False
    return bool(_NAMES.fullmatch(text, above.last, above.end))


def value_follows(text: str, lines: list[Line], index: int) -> bool:
    """Whether the line after a key can be its value."""
    if index + 1 >= len(lines):
        return False
    line, follows = lines[index], lines[index + 1]
    if follows.end - follows.start > 100 or line.indent > follows.indent + 8:
        return False
    key = text[line.start : line.end]
    if follows.gap and not (is_dated(text, lines, key, index + 1) or _named(text, key, follows)):
        return False
    return not marks.BULLET.match(text, follows.start, follows.end)


def _named(text: str, key: str, line: Line) -> bool:
    """Whether a key and a line that a blank line parts are those of a person: «Handläggare», then names alone."""
    person = key.rstrip(" :").casefold() in PERSON_KEYS
    return person and bool(_NAMES.fullmatch(text, line.start, line.end))


def is_dated(text: str, lines: list[Line], key: str, index: int) -> bool:
    """Whether a key and a line that a blank line parts are a number's or date's all the same.

    Where the line is one of several cells, any of them may show it.
    """
    row = [lines[index], *takewhile(lambda cell: cell.cut, lines[index + 1 : index + MOST_KEYS])]
    cells = (text[cell.start : cell.end] for cell in row)
    return key.rstrip(" :").casefold() in BARE_KEYS and any(
        len(words) < 40 and any(map(str.isdigit, words)) for words in cells
    )


def key_above(keys: list[tuple[Raw, Line]], line: Line, last: Raw) -> tuple[Raw, Line] | None:
    """The first key that a line stands under; where keys do not stand in a row, the first key.

    `last` is the block above the line.
    """
    end = line.column + line.end - line.start
    beside = keys[-1]
    if line.cut and beside[0] is last and beside[1].column == line.column:
        return beside
    for key in keys:
        begin = key[1].column
        if line.column - 3 < begin + key[1].end - key[1].start and begin < end + 3:
            return key
    in_row = len({key.column for _, key in keys}) > 1
    return None if in_row or line.column != line.indent else keys[0]
