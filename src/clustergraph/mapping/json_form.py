"""The mapped statements as the JSON object that `map --format json` and `POST /map` give."""

from typing import Any

from clustergraph.mapping.document import MappedDocument


def as_json(mapped: MappedDocument) -> dict[str, Any]:
    """One JSON object for a document: document, actors, persons, decisions, adoptions, positions, elements.

    `start` and `end` index the file's text as stored; `id`s and stances are last segments of IRIs;
    further keys (`rule`, `confidence`, `mentions`, …) stand beside the contract's.
    """
    raise NotImplementedError
