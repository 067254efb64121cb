"""Letters, spaces and line ends in one form, with the way back to the stored text.

What looks alike on paper has many codes: «å» as a letter and a ring, «fi» as one sign, five kinds of space, four line
ends, signs that are not seen; and minutes spread words, «a t t», for emphasis. The rules know one of each; the stored
text keeps what the file has.
"""

import re
import unicodedata

from clustergraph.reading.emphasis import Copy, Plain

_INVISIBLE = "\u200b-\u200f\u2060\ufeff"
_ODD = re.compile(
    r"(?P<letter>.[\u0300-\u036f]+|[\u212a\u212b\ufb00-\ufb06])"
    r"|(?P<line>\r\n?|[\u2028\u2029])"
    r"|(?P<hyphen>\xad(?=[ \t]*[\r\n]))"
    rf"|(?P<unseen>[\xad{_INVISIBLE}]+)"
    # «I sammanhanget», as a reader of pictures has it; at the beginning of a line it is the mark of an item.
    r"|(?P<misread>(?<=[.!?] )l(?= [a-zåäö]{2}))"
    r"|(?P<space>[\xa0\u2000-\u200a\u202f\u205f\u3000])"
    # Spread for emphasis by a typewriter: «a t t», «P R O T O K O L L».
    r"|(?<!\S)(?P<spread>a t t|[^\W\d_](?: [^\W\d_]){2,})(?!\S)"
)
_CODES = re.compile(
    r"[\r\xa0\xad\u0300-\u036f\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u212a\u212b\u3000\ufb00-\ufb06\ufeff]"
)
# Of the words that minutes spread, the one that each of them has; without any the text is not searched for more.
_SPREAD = (
    ". l ",
    " t t ",
    " e s l u ",
    " E S L U ",
    " R O T O K ",
    " T T R A N ",
    " V T A L",
    " E N S K O M",
    " Ö R K L A R",
)
_AS = {"misread": "I", "line": "\n", "hyphen": "-", "unseen": "", "space": " "}


def readable(text: str) -> Plain | None:
    """A text with its letters, spaces and line ends in one form, its end being the last run; None if they are so already."""
    if not (_CODES.search(text) or any(word in text for word in _SPREAD)):
        return None
    copy = Copy()
    at = 0
    for match in _ODD.finditer(text):
        copy.add(text[at : match.start()], at)
        at = match.end()
        if match["spread"]:
            for start in range(match.start(), at, 2):
                copy.add(text[start], start)
            continue
        letter = unicodedata.normalize("NFKC" if match[0] >= "\ufb00" else "NFC", match[0])
        copy.add(_AS.get(match.lastgroup or "", letter), match.start())
    copy.add(text[at:], at)
    words, runs, stored = copy.plain(0)
    return Plain(words, (*runs, len(words)), (*stored, len(text)))
