"""Conditions of a request: If-Match and If-None-Match (RFC 9110, section 13).

The tag of an answer begins with the store's version. A write is let through by any tag of the version that it would change:
then nothing has changed since its client read, in whatever syntax that was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from clustergraph.server.problems import Problem

if TYPE_CHECKING:
    from starlette.datastructures import Headers


def names(listed: bytes, tag: bytes) -> bool:
    """Whether the list of tags has this one, by the weak comparison."""
    return any(each.strip().removeprefix(b"W/") == tag for each in listed.split(b","))


def holds(match: bytes, tag: bytes) -> bool:
    """Whether an If-Match holds for what has this tag; a weak tag never does."""
    return match.strip() == b"*" or any(each.strip() == tag for each in match.split(b","))


def failed() -> Problem:
    """What is answered where a condition does not hold."""
    return Problem(
        412, "It is not as the condition of the request says: read it again, and decide anew.", kind="changed"
    )


def require(headers: Headers, *, version: str, exists: bool) -> None:
    """Let only a write pass whose conditions hold.

    Args:
        headers: of the request.
        version: the store's, before the write.
        exists: whether there is something that the write would change.

    Raises:
        Problem: 412.
    """
    match = ",".join(headers.getlist("if-match"))
    none_match = ",".join(headers.getlist("if-none-match"))
    if match and not (exists and _of_version(match, version, weak=False)):
        raise failed()
    if none_match and exists and _of_version(none_match, version, weak=True):
        raise failed()


def _of_version(listed: str, version: str, *, weak: bool) -> bool:
    tags = [each.strip() for each in listed.split(",")]
    if weak:
        tags = [tag.removeprefix("W/") for tag in tags]
    return "*" in tags or any(tag.startswith(f'"{version}-') for tag in tags)
