"""Parties in full after names: «Anna Ek, Vänsterpartiet», «Bo Berg (Moderaterna)»."""

import re
from functools import cache

from clustergraph.mapping.text.vocabulary import concepts
from clustergraph.reading.alternatives import either


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
def spelled_parties() -> re.Pattern[str]:
    """The party after a name, in words: «, Vänsterpartiet», « (Moderaterna)», « från Centerpartiet»."""
    return re.compile(
        rf"(?:,? \(?|,? (?:från|för) )(?P<party>{either(party_letters())})\)?(?=[ ,;.]|$)",
        re.IGNORECASE | re.MULTILINE,
    )
