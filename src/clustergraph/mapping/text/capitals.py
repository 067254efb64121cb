"""Names printed in capitals, as they are written otherwise: «VÄXJÖ TINGSRÄTT» is «Växjö tingsrätt»."""

import re
from collections.abc import Iterable
from functools import cache

from clustergraph.mapping.text.vocabulary import lexicon

_WORD = re.compile(r"[A-ZÅÄÖÉ]{2,}(?:-[A-ZÅÄÖÉ]{2,})*|(?<= )I(?= )")
_LONGEST = 70  # characters of a line that can be a name
_SPOKEN = re.compile(r"[^AEIOUYÅÄÖ][AEIOUYÅÄÖ][^AEIOUYÅÄÖ]")  # «HUS» is a word, «LRF» is not
_SMALL = frozenset({"och", "i", "för", "på", "av", "vid", "med"})


def recased(words: str, lines: Iterable[str]) -> str:
    """The words with each of the `lines` that stands in capitals written in small letters, of the same length."""
    for line in dict.fromkeys(lines):
        if line.isupper() and " " in line and len(line) <= _LONGEST and not re.search(r"\d", line):
            words = words.replace(line, _WORD.sub(lambda word: _written(word[0]), line))
    return words


def _written(word: str) -> str:
    """A word in capitals as a name has it: a common noun that ends names stays small, an abbreviation in capitals."""
    low = word.lower()
    if low in _SMALL or low in _common():
        return low
    return (
        word
        if len(word) <= 3 and not _SPOKEN.fullmatch(word)
        else "-".join(part.capitalize() for part in word.split("-"))
    )


@cache
def _common() -> frozenset[str]:
    """The nouns with which names end in small letters: «tingsrätt», «kommun»; and nouns of bodies."""
    heads = lexicon("actors")["heads"]["after"].values()
    return frozenset(word for words in heads for word in words if word.islower())
