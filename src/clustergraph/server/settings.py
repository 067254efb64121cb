"""What an operator can set, each with a default that can stand in public."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields
from pathlib import Path

from clustergraph.errors import InputError


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits and addresses of one server; each can be set as `CLUSTERGRAPH_` + its name in capitals."""

    store: str | None = None
    """Folder, `:memory:` or URL; see `open_store`."""
    token: str | None = field(default=None, repr=False)
    """Bearer token that writes need; without one nobody can write. Or `CLUSTERGRAPH_TOKEN_FILE`."""
    public_url: str | None = None
    """Address under which the public reaches the server, where a proxy hides it."""
    query_seconds: float = 30.0
    """Time an ad-hoc query or an update may take."""
    quick_seconds: float = 0.25
    """Time after which a query counts as long."""
    query_megabytes: int = 512
    """Memory an ad-hoc query or an update may take, beyond what its process needs."""
    readers: int = 6
    """Processes kept ready for ad-hoc queries."""
    long_queries: int = 2
    """Long queries that run at once."""
    queue: int = 128
    """Queries that wait for a reader, and long ones that wait or run; more are turned away."""
    queries_per_client: int = 8
    """Long queries that one address has waiting or running at once."""
    result_rows: int = 100_000
    """Rows of one answer."""
    result_megabytes: int = 64
    """Size of one answer."""
    body_megabytes: int = 32
    """Size of a request's body."""
    cache_megabytes: int = 64
    """Answers kept in memory."""
    service_hosts: tuple[str, ...] = ()
    """Hosts that a query may reach with SERVICE; comma separated in the environment."""
    connections: int = 20_000
    """Connections at once; more are closed."""
    request_seconds: float = 20.0
    """Time a client may take to send a request."""

    @classmethod
    def from_environment(cls, **given: object) -> Settings:
        """The settings in the environment; what is given (and not None) wins.

        Raises:
            InputError: a value that is not of its kind, or a token file that cannot be read.
        """
        values: dict[str, object] = {}
        for item in fields(cls):
            text = os.environ.get(f"CLUSTERGRAPH_{item.name.upper()}")
            if text:
                values[item.name] = _parsed(item.name, text, item.default)
        if "token" not in values and (file := os.environ.get("CLUSTERGRAPH_TOKEN_FILE")):
            values["token"] = _token_in(Path(file))
        values.update({name: value for name, value in given.items() if value is not None})
        return cls(**values)  # type: ignore[arg-type]


def _parsed(name: str, text: str, default: object) -> object:
    try:
        if isinstance(default, tuple):
            return tuple(part.strip().lower() for part in text.split(",") if part.strip())
        if isinstance(default, int | float):
            return type(default)(text)
    except ValueError:
        raise InputError(
            f"CLUSTERGRAPH_{name.upper()} is {text!r} and should be a number: correct it in the environment."
        ) from None
    return text


def _token_in(file: Path) -> str:
    try:
        token = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"The token file {file} named in CLUSTERGRAPH_TOKEN_FILE cannot be read ({error}): give its right path."
        ) from None
    if not token:
        raise InputError(f"The token file {file} is empty: write the token in it.")
    return token
