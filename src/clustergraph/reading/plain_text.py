"""Plain text and Markdown: the file as it is, in UTF-8."""

import codecs

from clustergraph.errors import InputError


def extract(data: bytes, name: str) -> tuple[str, tuple[int, ...]]:
    """The decoded text, unchanged but for a leading byte order mark, and no pages.

    Raises InputError if the bytes are not UTF-8 text. Another encoding is not guessed: a wrong guess
    would be stored, quoted and believed.
    """
    if b"\0" in data:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise InputError(f"{name} is UTF-16, not UTF-8; save it as UTF-8.")
        raise InputError(f"{name} is a binary file, not text; save it as text, HTML, DOCX or PDF.")
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode(), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"0x{data[error.start]:02X}"
        raise InputError(f"{name} is not UTF-8 (byte {byte} at line {line}); save it as UTF-8.") from None
