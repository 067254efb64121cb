"""A document as read: its text as stored, what it was made from, and how it was recognised."""

from dataclasses import dataclass
from pathlib import Path

MAX_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Source:
    """A document that has been read.

    name: the file's name, without folders.
    text: the text as stored; every offset of a statement counts Unicode code points in it. For plain
        text and Markdown it is the decoded file, unchanged (a byte order mark left out); for HTML, DOCX
        and PDF it is the extracted text, headings and list items marked as in Markdown.
    sha256: hexadecimal digest of the file's bytes.
    text_sha256: hexadecimal digest of `text` in UTF-8; equal to `sha256` for plain text without a mark.
    media_type: IANA media type of the file.
    pages: for a PDF the offset in `text` where each page begins, first page first; otherwise empty.
    """

    name: str
    text: str
    sha256: str
    text_sha256: str
    media_type: str
    pages: tuple[int, ...] = ()


def read(path: Path) -> Source:
    """Read the document at `path`.

    Raises InputError, one sentence that names the file and says what to do, if it is missing, a folder,
    empty, larger than MAX_BYTES, binary, not UTF-8, password-protected, corrupt or without text.
    """
    raise NotImplementedError


def read_bytes(data: bytes, name: str) -> Source:
    """Read a document from its bytes; `name` gives the file name that messages and the format use.

    Raises InputError as `read` does.
    """
    raise NotImplementedError
