"""People whom nothing but their given names shows to be some: «Anna Ek informerar om läget»."""

import re
from collections.abc import Iterator

from clustergraph.mapping.text.name_runs import names_in
from clustergraph.mapping.text.roles import FoundPerson, given_names, holds_given, is_given, is_name
from clustergraph.mapping.text.view import View
from clustergraph.mapping.text.vocabulary import pattern
from clustergraph.reading import Kind

_RUNNING = frozenset({Kind.PARAGRAPH, Kind.ITEM, Kind.FIELD})
_PLACES = re.compile(r"(?:gården|gatan|vägen|skolan|torget|kyrkan|huset|parken|backen|priset|salen|fonden)\Z")
_OF_THING = pattern("persons", "name-of-thing")


def by_given_names(view: View) -> Iterator[FoundPerson]:
    """Names in running text and in lines that begin with a known given name."""
    known = given_names()
    for stretch in view.stretches:
        line = (
            stretch.kind is Kind.LETTERHEAD and "\n" not in view.text[stretch.block.start : stretch.block.end]
        )
        if stretch.kind not in _RUNNING and not line:
            continue
        if not holds_given(view.words, stretch.start, stretch.end):
            continue
        for name in names_in(view.words, stretch.start, stretch.end):
            first, _, rest = name[0].partition(" ")
            if _PLACES.search(rest) or not is_given(first) or rest.lower() in known or not is_name(name[0]):
                continue
            before = view.words[max(stretch.start, name.start() - 2) : name.start()]
            if (before[-1:] in "-@/" and before) or _OF_THING.match(view.words, name.end()):
                continue
            yield FoundPerson(name[0], "", "", None, name.start(), name.end(), "given-name", 0.6)
