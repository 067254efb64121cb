"""Letters, spaces and line ends in one form, with the way back to the stored text.

What looks alike on paper has many codes: «å» as a letter and a ring, «fi» as one sign, five kinds of space, four line
ends, signs that are not seen. The rules know one of each; the stored text keeps what the file has.
"""

import re
import unicodedata
from bisect import bisect_right
from typing import NamedTuple

_INVISIBLE = "\u200b-\u200f\u2060\ufeff"
_ODD = re.compile(
    r"(?P<letter>.[\u0300-\u036f]+|[\u212a\u212b\ufb00-\ufb06])"
    r"|(?P<line>\r\n?|[\u2028\u2029])"
    r"|(?P<cut>\xad(?=[ \t]*[\r\n]))"
    rf"|(?P<unseen>[\xad{_INVISIBLE}]+)"
    r"|(?P<space>[\xa0\u2000-\u200a\u202f\u205f\u3000])"
)
_CODES = re.compile(
    r"[\r\xa0\xad\u0300-\u036f\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u212a\u212b\u3000\ufb00-\ufb06\ufeff]"
)
_AS = {"line": "\n", "cut": "-", "unseen": "", "space": " "}


class Readable(NamedTuple):
    """A text as the rules read it, and where its stretches stand in the stored text.

    words: the text, letters composed; runs: offsets in it at which a stretch copied unchanged begins; stored: the
    matching offsets in the stored text.
    """

    words: str
    runs: tuple[int, ...]
    stored: tuple[int, ...]

    def offset(self, index: int) -> int:
        """The offset in the stored text of what stands at `index`, the end of the text included."""
        run = bisect_right(self.runs, index) - 1
        return self.stored[run] + index - self.runs[run]


def readable(text: str) -> Readable | None:
    """A text with its letters, spaces and line ends in one form; None if they are so already."""
    if not _CODES.search(text):
        return None
    pieces: list[str] = []
    runs, stored = [], []
    at = length = 0

    def copy(piece: str, begin: int) -> None:
        nonlocal length
        if piece:
            pieces.append(piece)
            runs.append(length)
            stored.append(begin)
            length += len(piece)

    for match in _ODD.finditer(text):
        kind = match.lastgroup or ""
        copy(text[at : match.start()], at)
        letter = unicodedata.normalize("NFKC" if match[0] >= "\ufb00" else "NFC", match[0])
        copy(_AS.get(kind, letter), match.start())
        at = match.end()
    copy(text[at:], at)
    return Readable("".join(pieces), (*runs, length), (*stored, len(text)))
