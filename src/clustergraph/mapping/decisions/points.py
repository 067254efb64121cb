"""Which points of a decision words are about, and whether the words of two are alike."""

import re

# The points of a decision or a motion that words name: «punkterna 1 och 3», «första att-satsen».
_POINTS = re.compile(
    r"\b(?:punkt|beslutspunkt|beslutssats|att-sats|sats|yrkande)(?:en|t|erna|na|er)? (?P<numbers>\d+(?:(?:, | och | samt |[–-])\d+)*)"
    r"|\b(?P<ordinal>första|andra|tredje|fjärde|femte) (?:besluts)?(?:punkt|att-sats|sats|beslutssats|strecksats|yrkande|förslag)(?:en|et|t)?\b"
)
_ORDINALS = ("första", "andra", "tredje", "fjärde", "femte")
# One request and the next: «bifall till punkt 1 och avslag på punkt 2».
SEGMENTS = re.compile(
    r"(?:,|,? och|,? samt|,? men)(?: att)?(?: yrkar)?(?: på)? (?=(?:motionen )?(?:bifall|avslag|avslå|avslår|avslås)\b)"
)
_WORD = re.compile(r"\w{4,}")
_STEM = 7  # letters by which two forms of a word are taken for one


def points(said: str) -> set[int]:
    """The numbers of the points that words name; empty where they name none."""
    found: set[int] = set()
    for match in _POINTS.finditer(said):
        if match["ordinal"]:
            found.add(_ORDINALS.index(match["ordinal"]) + 1)
            continue
        for first, last in re.findall(r"(\d+)(?:[–-](\d+))?", match["numbers"]):
            found.update(range(int(first), int(last or first) + 1))
    return found


def stems(words: str) -> set[str]:
    """The beginnings of the longer words of a phrase, by which it is compared with another."""
    return {word[:_STEM] for word in _WORD.findall(words)}
