"""The patterns and sets of verbs of the lexicon, by name."""

import re
from functools import cache

from clustergraph.mapping.text import vocabulary


@cache
def pattern(name: str) -> re.Pattern[str]:
    """What the table `patterns` of the lexicon of positions holds under a name, as one expression."""
    return vocabulary.pattern("positions", name)


@cache
def listed(name: str) -> frozenset[str]:
    """The verbs of the thesaurus that the lexicon of positions lists under a name."""
    return vocabulary.word_set("positions", "slugs", name)


@cache
def opening(name: str) -> tuple[str, ...]:
    """How clauses or sentences begin, by the name of their kind in the lexicon of positions."""
    return tuple(vocabulary.lexicon("positions")["beginnings"][name])
