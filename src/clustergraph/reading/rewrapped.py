"""Minutes whose lines ran together before they were wrapped anew, as in a mail: read as if each such paragraph were one line."""

from collections.abc import Iterator
from itertools import pairwise

from clustergraph.reading.run_in import run_in_lines

_NARROWEST, _WIDEST = 55, 130  # columns at which editors wrap


def unwrapped(text: str) -> str:
    """The text, as long as it was, with blanks for the line breaks of paragraphs in which printed lines begin amid a line."""
    pieces, done = [], 0
    for start, end in _paragraphs(text):
        words = text[start:end].replace("\n", " ")
        begun = (start + first for first, _ in run_in_lines(words))
        if any(at > start and text[at - 1] != "\n" for at in begun):
            pieces += [text[done:start], words]
            done = end
    return "".join([*pieces, text[done:]]) if pieces else text


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Where the paragraphs of several lines stand whose lines are all as full as their width allows."""
    begin, at = 0, 0
    lines: list[str] = []
    for line in [*text.split("\n"), ""]:
        if line.strip() and not line[0].isspace() and "\t" not in line and "  " not in line.rstrip():
            lines.append(line.rstrip())
        else:
            if len(lines) > 1 and _full(lines):
                yield begin, begin + len(text[begin : at - 1].rstrip())
            begin, lines = at + len(line) + 1, []
        at += len(line) + 1


def _full(lines: list[str]) -> bool:
    """Whether each line but the last is so long that the next word had no room on it."""
    width = max(map(len, lines))
    if not _NARROWEST <= width <= _WIDEST:
        return False
    return all(len(line) + 1 + len(after.split(maxsplit=1)[0]) > width for line, after in pairwise(lines))
