"""A document as read: its text as stored, what it was made from, and how it was recognised."""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path, PurePath

from clustergraph.errors import InputError
from clustergraph.model import SourceText

Source = SourceText

MAX_BYTES = 50 * 1024 * 1024
MAX_CHARACTERS = 20_000_000

_TEXT = "text/plain"
_MEDIA_TYPES = {
    ".txt": _TEXT,
    ".text": _TEXT,
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
}
_FORMATS = "text, Markdown, HTML, DOCX or PDF"
# What a file begins with says more than what it is called.
_SIGNATURES = ((b"%PDF-", ".pdf"), (b"PK\x03\x04", ".docx"))
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# Other formats that are text or hold it, by what their first bytes match.
_OTHERS = (
    (re.compile(rb"\{\\rtf"), "in Rich Text Format (RTF)"),
    (re.compile(rb"<\?xml(?!.*<html)|<svg", re.DOTALL), "an XML file"),
    (
        re.compile(rb"(?:[\w-]+: .*\n(?:[ \t].*\n)*){0,40}MIME-Version: ", re.IGNORECASE),
        "an e-mail or a web archive",
    ),
    (re.compile(rb"%!PS"), "in PostScript"),
)


def read(path: Path) -> Source:
    """Read the document at `path`.

    Raises InputError, one sentence that names the file and says what to do, if it is missing, a folder,
    empty, larger than MAX_BYTES, binary, not UTF-8, password-protected, corrupt or without text.
    """
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder; name a file in it.")
        if path.exists() and not path.is_file():
            raise InputError(f"{path} is not a regular file; name a document.")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise InputError(f"{path} does not exist; check the name.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{path} cannot be opened: {reason}; check its name and permissions.") from None
    return read_bytes(data, path.name)


def read_bytes(data: bytes, name: str) -> Source:
    """Read a document from its bytes; `name` gives the file name that messages and the format use.

    Raises InputError as `read` does.
    """
    name = PurePath(name.replace("\\", "/")).name or "document"
    if len(data) > MAX_BYTES:
        raise InputError(f"{name} is larger than {MAX_BYTES // 1024**2} MB; split it into smaller files.")
    if not data.strip():
        raise InputError(f"{name} is empty; give a file with text in it.")
    suffix = _suffix(data, name)
    text, pages = _extractor(suffix)(data, name)
    if len(text) > MAX_CHARACTERS:
        raise InputError(
            f"{name} holds more than {MAX_CHARACTERS:,} characters; split it into smaller files."
        )
    if not text.strip():
        raise InputError(f"{name} holds no text; give a file with text in it.")
    digest = hashlib.sha256(data).hexdigest()
    text_digest = hashlib.sha256(text.encode()).hexdigest()
    return Source(name, text, digest, text_digest, _MEDIA_TYPES[suffix], pages)


def _suffix(data: bytes, name: str) -> str:
    """The file name extension of the format that the bytes are in."""
    if data.startswith(_OLE2):
        if _ENCRYPTED in data:
            raise InputError(f"{name} is password-protected; save it without a password.")
        raise InputError(f"{name} is in a format of Office before 2007 (.doc, .xls, .msg); save it as .docx.")
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    for beginning, kind in _OTHERS:
        if beginning.match(head):
            raise InputError(f"{name} is {kind}; save it as {_FORMATS}.")
    for signature, suffix in _SIGNATURES:
        if head.startswith(signature):
            return suffix
    if head[:14].lower().startswith((b"<!doctype html", b"<html")):
        return ".html"
    suffix = PurePath(name).suffix.lower()
    if suffix in (".pdf", ".docx"):
        raise InputError(f"{name} is not a {suffix[1:].upper()} file inside; save it again or rename it.")
    if suffix in _MEDIA_TYPES:
        return suffix
    if b"\0" in data[:8192]:
        raise InputError(f"{name} is a binary file of an unknown kind; save it as {_FORMATS}.")
    return ".txt"


def _extractor(suffix: str) -> Callable[[bytes, str], tuple[str, tuple[int, ...]]]:
    """The reader of a format; imported here because lxml, docx and pypdfium2 are slow to load."""
    if suffix == ".pdf":
        from clustergraph.reading.pdf import extract
    elif suffix == ".docx":
        from clustergraph.reading.docx import extract
    elif _MEDIA_TYPES[suffix] == "text/html":
        from clustergraph.reading.html import extract
    else:
        from clustergraph.reading.plain_text import extract
    return extract
