"""Plain text and Markdown: the file as it is, in the encoding that it says or shows."""

import codecs
import re

from clustergraph.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The letters and signs beyond ASCII that Swedish texts in Windows-1252 hold: in no other encoding that Swedish
# systems have used do its bytes mean these, and two bytes of UTF-8 read so begin with «Ã» or «Â».
_SWEDISH = re.compile("[\0-\x7fåäöÅÄÖéÉèÈàÀüÜæÆøØáíóúñçëïêôß§°´¨·•–—−…‘’‚“”„«»‹›½¼¾²³×±µ€©®™\xa0\xad]*")
_LETTER = re.compile("[åäöÅÄÖ](?:[a-zåäö]|(?<=[ÅÄÖ])[A-ZÅÄÖ])|(?<=[a-zåäö])[åäö]")


def extract(data: bytes, name: str) -> tuple[str, tuple[int, ...]]:
    """The decoded text, unchanged but for a leading byte order mark, and no pages; raises InputError as `decoded` does."""
    return decoded(data, name), ()


def decoded(data: bytes, name: str) -> str:
    """The text of a file in UTF-8, in UTF-16 with its mark, or in Windows-1252 (and so Latin-1) where nothing but Swedish comes out.

    Raises InputError if it is none of them: another encoding is not guessed, since a wrong guess would be stored,
    quoted and believed.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError:
                break
    if b"\0" in data:
        raise InputError(f"{name} is a binary file, not text; save it as text, HTML, DOCX or PDF.")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        swedish = data.decode("cp1252", errors="replace")
        if _SWEDISH.fullmatch(swedish) and _LETTER.search(swedish):
            return swedish
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"0x{data[error.start]:02X}"
        raise InputError(f"{name} is not UTF-8 (byte {byte} at line {line}); save it as UTF-8.") from None
