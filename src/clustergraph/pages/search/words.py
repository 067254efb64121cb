"""The words of a text and of a search, and which words of the index a searched word may stand for."""

import re
import unicodedata
from bisect import bisect_left

_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"[^\w.§]+")
_LONGEST_NAME = 100
_MOST_WORDS = 8
_LONGEST = 40
_FORMS = 24
_ALIKE = 76.0


def words(text: str) -> list[str]:
    """The words of a search, lower-case, at most eight of forty characters."""
    composed = unicodedata.normalize("NFC", text).lower()
    return [word[:_LONGEST] for word in _WORD.findall(composed)[:_MOST_WORDS]]


def key(text: str) -> str:
    """What of a name or number counts when all of it is searched: `RS 2026-00072` is `RS2026-00072`, but 3.1 is not 31.

    Empty for a text too long to be typed as a name.
    """
    written = _LETTERS.sub("", unicodedata.normalize("NFC", text).casefold())
    return written if len(written) <= _LONGEST_NAME else ""


def folded(word: str) -> str:
    """The word without marks over its letters: `sodertalje` for `södertälje`."""
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


class Vocabulary:
    """The distinct words of an index."""

    def __init__(self, terms: list[str]) -> None:
        self._terms = sorted(terms)
        self._folded = sorted((folded(term), term) for term in terms)

    def __len__(self) -> int:
        return len(self._terms)

    def has_prefix(self, word: str) -> bool:
        """Whether a word of the index begins so."""
        place = bisect_left(self._terms, word)
        return place < len(self._terms) and self._terms[place].startswith(word)

    def base(self, word: str) -> str:
        """The word without the s of the Swedish genitive, where the index has that word; else nothing."""
        base = word.removesuffix("s")
        place = bisect_left(self._terms, base)
        found = base != word and len(base) > 2 and self._terms[place : place + 1] == [base]
        return base if found else ""

    def forms(self, word: str) -> list[str]:
        """The words of the index that a searched word may stand for, the likeliest first.

        Those that it begins when marks are left out, else those that are written nearly so
        (Damerau-Levenshtein), else those that it stands inside of, as Swedish compounds do.
        """
        without = folded(word)
        place = bisect_left(self._folded, (without, ""))
        same: list[str] = []
        while place < len(self._folded) and self._folded[place][0].startswith(without) and len(same) < _FORMS:
            same.append(self._folded[place][1])
            place += 1
        if same:
            return same
        return self._near(word) or self._inside(word)

    def _near(self, word: str) -> list[str]:
        from rapidfuzz import process
        from rapidfuzz.distance import DamerauLevenshtein

        if len(word) < 4 or word.isdigit():
            return []
        found = process.extract(
            word,
            self._terms,
            scorer=DamerauLevenshtein.normalized_similarity,
            score_cutoff=_ALIKE / 100,
            limit=8,
        )
        return [term for term, _, _ in found]

    def _inside(self, word: str) -> list[str]:
        if len(word) < 4:
            return []
        return [term for term in self._terms if word in term][:_FORMS]
