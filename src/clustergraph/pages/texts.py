"""Every word of the pages that is not in the graph, from `texts.toml`, in Swedish and English."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from clustergraph.validation.report import Language

LANGUAGES: tuple[Language, ...] = ("sv", "en")
_FILE = Path(__file__).parent / "texts.toml"


class Texts:
    """The texts of one language: `t("nav.about")`, `t("search.hits", n=3)`."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def __call__(self, key: str, **values: object) -> str:
        """The text under `section.name`; with `n`, the singular of a text that has one is taken at 1.

        Raises KeyError for a key that `texts.toml` does not hold.
        """
        entry = _entries()[key]
        form = f"{self.lang}_one" if values.get("n") == 1 else self.lang
        text = entry.get(form, entry[self.lang])
        shown = {
            name: number(value, self.lang) if isinstance(value, int) else value
            for name, value in values.items()
        }
        return text.format(**shown) if shown else text

    def has(self, key: str) -> bool:
        """Whether there is a text under the key."""
        return key in _entries()


def number(value: int, lang: str) -> str:
    """A whole number with its thousands apart: «10 000» with narrow spaces, «10,000»."""
    return f"{value:,}".replace(",", "\u202f") if lang == "sv" else f"{value:,}"


@cache
def _entries() -> Mapping[str, Mapping[str, str]]:
    content: dict[str, dict[str, Any]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {f"{section}.{name}": entry for section, names in content.items() for name, entry in names.items()}


def keys() -> frozenset[str]:
    """Every key of `texts.toml`, as `section.name`."""
    return frozenset(_entries())


def preferred(given: str | None, accept_language: str | None) -> Language:
    """The language of an answer: what the address says, then what the browser asks for, then Swedish.

    Args:
        given: the parameter `lang` of the address.
        accept_language: the header (RFC 9110, section 12.5.4).
    """
    for language in LANGUAGES:
        if language == given:
            return language
    best, best_weight = LANGUAGES[0], 0.0
    for part in (accept_language or "").lower().split(",")[:32]:
        tag, _, parameter = part.strip().partition(";")
        asked = tag.strip().partition("-")[0]
        weight = _weight(parameter)
        for language in LANGUAGES:
            if language == asked and weight > best_weight:
                best, best_weight = language, weight
    return best


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
