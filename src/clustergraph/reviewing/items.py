"""The fields of a statement as an item of a file of reviewed statements has them."""

import dataclasses
from typing import Any

from clustergraph.model import Statement, Text

_OF_THE_PLACE = ("evidence", "source", "start", "end")


def plain_fields(statement: Statement) -> dict[str, Any]:
    """Field → value for what is given and is not the default, without the quotes: strings, lists, `{sv, en}`."""
    return {
        field.name: _plain(value)
        for field in dataclasses.fields(statement)
        if field.name not in _OF_THE_PLACE
        and (value := getattr(statement, field.name)) not in (field.default, None, ())
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Text):
        return {name: words for name in ("sv", "en") if (words := getattr(value, name))}
    return list(value) if isinstance(value, tuple) else value
