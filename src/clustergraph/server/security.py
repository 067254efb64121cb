"""Who may write, and what no query may reach."""

from __future__ import annotations

import hmac
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request

from clustergraph.server.problems import Problem
from clustergraph.server.state import state_of
from clustergraph.store import sparql_text


def require_token(request: Request) -> None:
    """Let only a bearer of the server's token pass (RFC 6750); the comparison takes the same time whatever is sent.

    Raises:
        Problem: 403 where the server has no token, 401 where the request has not the right one.
    """
    expected = state_of(request).settings.token
    if not expected:
        raise Problem(403, "This server is read-only: it was started without a token.", kind="read-only")
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(
        given.strip().encode("latin-1"), expected.encode()
    ):
        challenge = 'Bearer realm="clustergraph"' + (', error="invalid_token"' if given else "")
        raise Problem(
            401,
            "Writing needs the server's token: send it as 'Authorization: Bearer …'.",
            kind="token-needed",
            headers={"WWW-Authenticate": challenge},
        )


Writer = Annotated[None, Depends(require_token)]


def refuse_reaching_out(text: str, allowed_hosts: tuple[str, ...], *, is_update: bool) -> None:
    """Refuse SPARQL that would make the server open a connection.

    Args:
        text: query or update.
        allowed_hosts: hosts (`name` or `name:port`) that SERVICE may name.
        is_update: whether LOAD is a keyword here.

    Raises:
        Problem: 403.
    """
    if is_update and sparql_text.has_word(text, "LOAD"):
        raise Problem(
            403,
            "LOAD is refused here: send the data itself with INSERT DATA or the graph store.",
            kind="load-refused",
        )
    for iri in sparql_text.services(text):
        parts = urlsplit(iri)
        if parts.scheme not in {"http", "https"} or parts.netloc.lower() not in allowed_hosts:
            named = f"SERVICE <{iri}>" if iri != "?" else "SERVICE with a variable or a prefixed name"
            raise Problem(
                403,
                f"{named} is refused here: ask that endpoint yourself and join the answers.",
                kind="service-refused",
            )
