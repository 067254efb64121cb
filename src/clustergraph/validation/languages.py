"""Texts in a regional form of a language (`@sv-SE`), which the queries do not ask for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from clustergraph.namespaces import expand
from clustergraph.validation.report import Result, broken
from clustergraph.validation.rulebook import SHAPES
from clustergraph.validation.suggestions import retagged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from clustergraph.validation.rulebook import Rulebook

_ASKED = ("sv", "en")


def regional_languages(triples: Iterable[ox.Triple], rulebook: Rulebook) -> Iterator[Result]:
    """A result for each text in Swedish or English whose tag says more than the language (BCP 47, section 2.2).

    The shapes take `@sv-SE` for Swedish (`sh:languageIn`), but a query that asks for `LANG(?label) = "sv"` passes it over.
    """
    rule = rulebook.rules.get(f"{SHAPES}regional-language")
    if rule is None:
        return  # rules of the user's own
    for subject, predicate, value in triples:
        language = value.language if isinstance(value, ox.Literal) else None
        if language and (general := language.partition("-")[0]) in _ASKED and general != language:
            yield replace(
                broken(rule),
                focus=subject,
                path=predicate.value,
                value=value,
                component=expand("sh:LanguageInConstraintComponent"),
                suggestion=retagged(value.value, general, safe=True),
            )
