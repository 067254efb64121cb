"""People with their party in full: «Anna Ek, Vänsterpartiet», «Bo Berg (Moderaterna)»."""

import re
from collections.abc import Iterator
from functools import cache

from clustergraph.mapping.text.name_runs import names_in
from clustergraph.mapping.text.roles import FoundPerson, is_name
from clustergraph.mapping.text.sparse import Sparse
from clustergraph.mapping.text.view import View
from clustergraph.mapping.text.vocabulary import concepts
from clustergraph.reading.alternatives import either

_REACH = 60  # characters of a name
_BETWEEN = re.compile(r"(?:, |,? \(|,? från |,? för )\Z")


def with_spelled_party(view: View) -> Iterator[FoundPerson]:
    """Everybody whose party stands in words right after the name."""
    parties = party_letters()
    for match in _named().within(view.lower).finditer():
        stretch = view.at(match.start())
        between = _BETWEEN.search(view.words, max(stretch.start, match.start() - 8), match.start())
        if between is None:
            continue
        names = names_in(view.words, max(stretch.start, between.start() - _REACH), between.start())
        if names and names[-1].end() == between.start() and is_name(names[-1][0]):
            name = names[-1]
            yield FoundPerson(name[0], "", "", parties[match[0]], *name.span(), "name-with-party", 0.75)


@cache
def party_letters() -> dict[str, str]:
    """The names of parties in lower case, and the letters of each."""
    return {
        phrase.lower(): one.notation
        for one in concepts("party").values()
        for phrase in one.phrases
        if one.notation and len(phrase) > len("SAP")
    }


@cache
def _names() -> str:
    return either(party_letters())


@cache
def _named() -> Sparse:
    return Sparse(rf"\b(?:{_names()})\b", *party_letters(), leads=True)


@cache
def spelled_parties() -> re.Pattern[str]:
    """The party of a name in a roll, in words: «, Vänsterpartiet», « (Moderaterna)»."""
    return re.compile(rf",? \(?(?P<party>{_names()})\)?(?=[ ,;]|$)", re.IGNORECASE)
