"""What a Content-Type says of a body (RFC 9110, section 8.3)."""

from __future__ import annotations

from email.message import Message

_UTF_8 = frozenset({"", "utf-8", "us-ascii"})


def of_body(content_type: str) -> tuple[str, bool]:
    """The media type, in small letters and without its parameters, and whether the body is said to be UTF-8, or not said to be anything."""
    header = Message()
    header["Content-Type"] = content_type
    charset = str(header.get_param("charset", "")).strip().lower()
    return content_type.partition(";")[0].strip().lower(), charset in _UTF_8
