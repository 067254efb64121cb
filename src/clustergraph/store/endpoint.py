"""The addresses of an engine behind a URL, and who we are to it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from clustergraph.errors import InputError


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where an engine listens and who we are to it.

    Attributes:
        query: URL of SPARQL 1.1 Query.
        update: URL of SPARQL 1.1 Update.
        user, password: for HTTP Basic or Digest, as the engine asks, or None.
        seconds: how long the engine may be silent.
        graph_store: URL of the SPARQL 1.1 Graph Store, or None for the one that the engine is known to have.
    """

    query: str
    update: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    seconds: float = 60.0
    graph_store: str | None = None

    @classmethod
    def from_environment(cls, query: str) -> Endpoint:
        """An endpoint by its query URL, the rest from the environment.

        CLUSTERGRAPH_UPDATE_URL, CLUSTERGRAPH_GRAPH_STORE_URL, CLUSTERGRAPH_STORE_USER, CLUSTERGRAPH_STORE_PASSWORD or
        CLUSTERGRAPH_STORE_PASSWORD_FILE. Without an update URL, `…/query` has `…/update` beside it and any other URL
        takes both.

        Raises:
            InputError: the password file cannot be read.
        """
        path, mark, parameters = query.partition("?")
        update = (
            f"{path.removesuffix('/query')}/update" if path.endswith("/query") else path + mark + parameters
        )
        password = os.environ.get("CLUSTERGRAPH_STORE_PASSWORD")
        if file := os.environ.get("CLUSTERGRAPH_STORE_PASSWORD_FILE"):
            try:
                password = Path(file).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise InputError(
                    f"The password file {file} cannot be read ({error.strerror}): give its right path."
                ) from None
        return cls(
            query,
            os.environ.get("CLUSTERGRAPH_UPDATE_URL") or update,
            os.environ.get("CLUSTERGRAPH_STORE_USER"),
            password,
            graph_store=os.environ.get("CLUSTERGRAPH_GRAPH_STORE_URL"),
        )
