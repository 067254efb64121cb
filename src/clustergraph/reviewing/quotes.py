"""Finds a quote that a person wrote in the text that it was taken from."""

import re


class QuoteError(ValueError):
    """The words are not in the document, or stand in it more than once."""


def locate(quote: str, text: str, span: tuple[int, int], occurrence: int | None = None) -> tuple[int, int]:
    """Start and end, in code points, of a quote within `span` of the text.

    Runs of white space may differ, so that a quote can be folded over lines. `occurrence` counts
    from 1; without it the words must stand exactly once. Raises QuoteError otherwise.
    """
    words = quote.split()
    if not words:
        raise QuoteError("the quote is empty")
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    found = list(pattern.finditer(text, *span))
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
    return found[(occurrence or 1) - 1].span()


def occurrence(text: str, span: tuple[int, int], start: int, end: int) -> int | None:
    """Which one it is of the same words within `span`, counted from 1; None where they stand once."""
    starts = [match.start() for match in re.finditer(re.escape(text[start:end]), text[span[0] : span[1]])]
    return starts.index(start - span[0]) + 1 if len(starts) > 1 and start - span[0] in starts else None


def _short(quote: str) -> str:
    return f"«{quote if len(quote) <= 60 else quote[:59] + '…'}»"
