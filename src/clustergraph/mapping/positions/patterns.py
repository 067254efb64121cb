"""The patterns of the lexicon, by name."""

import re
from functools import cache

from clustergraph.mapping.text.vocabulary import lexicon


@cache
def pattern(name: str) -> re.Pattern[str]:
    """What the table `patterns` of the lexicon of positions holds under a name, as one expression."""
    return re.compile("|".join(lexicon("positions")["patterns"][name]))
