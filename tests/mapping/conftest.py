"""Documents of the tests: short ones in the genre, mapped as the command maps them."""

import hashlib
from typing import Any

import pytest

from clustergraph.mapping import as_json, map_source
from clustergraph.model import SourceText


def source_text(text: str, name: str = "dokument.txt") -> SourceText:
    """A text as a file holds it."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return SourceText(name, text, digest, digest)


def mapped(text: str, name: str = "dokument.txt") -> list[dict[str, Any]]:
    """The JSON objects of a text, one a document."""
    return [as_json(document) for document in map_source(source_text(text, name))]


def response(body: str, sender: str = "Mora kommun") -> str:
    """A consultation response with this body."""
    return (
        f"{sender}\n\nYttrande\n\nTill Region Dalarna\n\nErt dnr: RD 2024/118\n\n"
        f"# Yttrande över förslag till kulturplan\n\n{body}\n"
    )


@pytest.fixture(name="positions")
def _positions() -> Any:
    """Maps the body of a response and gives (actor, stance, quote) of its positions."""

    def of(body: str, sender: str = "Mora kommun") -> list[tuple[str, str, str]]:
        document = mapped(response(body, sender))[0]
        return [(one["actor"], one["stance"], one["quote"]) for one in document["positions"]]

    return of
