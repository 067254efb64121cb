"""Finds a quote that a person wrote in the text that it was taken from."""

import re
import unicodedata

# Signs that editors and readers of PDF put for one another.
_ALIKE = ('"”“„«»', "'’‘´`", "-‐‑–—−")


class QuoteError(ValueError):
    """The words are not in the document, or stand in it more than once."""


def locate(quote: str, text: str, span: tuple[int, int], occurrence: int | None = None) -> tuple[int, int]:
    """Start and end, in code points, of a quote within `span` of the text.

    Runs of white space may differ, so that a quote can be folded over lines. `occurrence` counts
    from 1; without it the words must stand exactly once. Raises QuoteError otherwise.
    """
    if not quote.strip():
        raise QuoteError("the quote is empty")
    found = _places(quote, text, span)
    if not found:
        raise QuoteError(
            f"the document does not hold the words {_short(quote)}{_otherwise(quote, text, span)}"
        )
    if occurrence is None and len(found) > 1:
        raise QuoteError(
            f"the words {_short(quote)} stand {len(found)} times; add `occurrence: 1` or quote more of them"
        )
    if occurrence is not None and not 1 <= occurrence <= len(found):
        raise QuoteError(
            f"the words {_short(quote)} stand {_times(len(found))}, so there is no occurrence {occurrence}"
        )
    return found[(occurrence or 1) - 1]


def occurrence(text: str, span: tuple[int, int], start: int, end: int) -> int | None:
    """Which one `text[start:end]` is of the same words within `span`, from 1; None where they stand once."""
    found = _places(text[start:end], text, span)
    return found.index((start, end)) + 1 if len(found) > 1 and (start, end) in found else None


def _places(quote: str, text: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    # Looked ahead for, so that words which begin inside the words before them are a place too.
    words = r"\s+".join(map(re.escape, quote.split()))
    pattern = re.compile(f"(?=({words}))")
    return [match.span(1) for match in pattern.finditer(text, *span)]


def _otherwise(quote: str, text: str, span: tuple[int, int]) -> str:
    """Where the document writes the same words with other signs: that, and what to do."""
    words = ("".join(map(_like, unicodedata.normalize("NFC", word))) for word in quote.split())
    found = re.compile(r"\s+".join(words), re.IGNORECASE).search(text, *span)
    if not found:
        return ""
    there = _short(" ".join(found.group().split()))
    return f" in these signs: it writes {there}; copy them from there (letters, accents, dashes and quotation marks count)"


def _like(letter: str) -> str:
    """A pattern for a letter, composed or not, and for the signs that are put for it."""
    signs = next((group for group in _ALIKE if letter in group), "")
    forms = {*signs, letter, unicodedata.normalize("NFD", letter)}
    return f"(?:{'|'.join(map(re.escape, sorted(forms)))})"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _short(quote: str) -> str:
    return f"«{quote if len(quote) <= 60 else quote[:59] + '…'}»"
