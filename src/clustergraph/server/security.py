"""Who may write."""

from __future__ import annotations

import hmac
from typing import Annotated

from fastapi import Depends, Request

from clustergraph.server.problems import Problem
from clustergraph.server.state import state_of


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
