"""Under which addresses the server speaks of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clustergraph.server.state import state_of

if TYPE_CHECKING:
    from fastapi import Request


def base(request: Request) -> str:
    """The server's public address, with a slash at its end."""
    configured = state_of(request).settings.public_url
    return (configured or str(request.base_url)).rstrip("/") + "/"
