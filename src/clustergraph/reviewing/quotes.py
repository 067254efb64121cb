"""Finds a quote that a person wrote in the text that it was taken from."""

import re


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
        raise QuoteError(f"the document does not hold the words {_short(quote)}")
    if occurrence is None and len(found) > 1:
        raise QuoteError(
            f"the words {_short(quote)} stand {len(found)} times; add `occurrence: 1` or quote more of them"
        )
    if occurrence is not None and not 1 <= occurrence <= len(found):
        raise QuoteError(
            f"the words {_short(quote)} stand {len(found)} times, so there is no occurrence {occurrence}"
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


def _short(quote: str) -> str:
    return f"«{quote if len(quote) <= 60 else quote[:59] + '…'}»"
