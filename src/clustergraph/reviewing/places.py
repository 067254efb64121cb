"""Where the statements of reviewed files stand, for a steward who has to mend one of them."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clustergraph.model import STATEMENTS
from clustergraph.namespaces import ID

_KINDS = {record.section: record.kind for record in STATEMENTS}
# A statement, or what bears it out: `evidence/DOCUMENT/KIND/SLUG/NUMBER/…`.
_THING = re.compile(re.escape(ID) + r"(?:evidence/[^/]+/(?P<borne>.+?)/\d+(?:/\D.*)?|(?P<thing>[^/]+/.+))")


@dataclass(frozen=True, slots=True)
class Place:
    """An item of a reviewed file.

    path, line: where it begins; lines count from 1.
    section: the section of its kind.
    slug: its short name.
    under: the section that it stands in: its own, `pending` or `rejected`.
    """

    path: Path
    line: int
    section: str
    slug: str
    under: str

    @property
    def decided(self) -> bool:
        """Whether it is published."""
        return self.under == self.section


def reference(iri: str) -> str | None:
    """`kind/slug` of the statement that an IRI names, or that the evidence which it names is for."""
    match = _THING.fullmatch(iri)
    return match and (match["borne"] or match["thing"])


def places(data: Path, references: Iterable[str]) -> dict[str, list[Place]]:
    """Where `data/reviewed/` speaks of statements, by their `kind/slug`; nothing for those it does not know."""
    from ruamel.yaml import YAML

    wanted = set(references)
    slugs = {one.partition("/")[2] for one in wanted}
    found: dict[str, list[Place]] = defaultdict(list)
    for path in sorted((data / "reviewed").glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        # To read a file with its lines takes long.
        if not any(slug in text for slug in slugs):
            continue
        for kind, place in _items(path, YAML().load(text)):
            if f"{kind}/{place.slug}" in wanted:
                found[f"{kind}/{place.slug}"].append(place)
    return found


def _items(path: Path, content: Any) -> Iterable[tuple[str, Place]]:
    for under, items in content.items():
        if not isinstance(items, list):
            continue
        for index, item in enumerate(items):
            if not isinstance(item, dict):
                continue
            section = under if under in _KINDS else item.get("section")
            if section in _KINDS and "slug" in item:
                line = content[under].lc.item(index)[0] + 1
                yield _KINDS[section], Place(path, line, section, str(item["slug"]), under)
