"""Words without Markdown emphasis, line breaks and soft hyphens, each mapped back to the stored text."""

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plain:
    """The words of a stretch of stored text, and where each of them stands in it.

    words: the text without markup (`**`, `*`, `[…](…)`), every run of white space as one space.
    runs: offsets in `words` where a stretch copied unchanged begins; `stored` holds the matching offsets
        in the stored text. `end` is where the stretch ends in the stored text.
    """

    words: str
    runs: tuple[int, ...]
    stored: tuple[int, ...]
    end: int

    def offset(self, index: int) -> int:
        """The offset in the stored text of the character at `index` of `words`."""
        run = bisect_right(self.runs, index) - 1
        return self.stored[run] + index - self.runs[run]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The verbatim slice of the stored text that `words[start:end]` (not empty) came from."""
        return self.offset(start), self.offset(end - 1) + 1


def plain(text: str, start: int, end: int) -> Plain:
    """The words of `text[start:end]` without markup, with the way back to the stored text."""
    raise NotImplementedError
