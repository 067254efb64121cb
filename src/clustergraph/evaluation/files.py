"""A gold file and what the mapper says of its document."""

from collections.abc import Sequence
from pathlib import Path

from clustergraph.errors import ClustergraphError
from clustergraph.evaluation import gold
from clustergraph.evaluation.comparing import Statement, excerpt, overlap
from clustergraph.evaluation.kinds import score
from clustergraph.evaluation.matching import best_pairs
from clustergraph.evaluation.scores import Score


class QuoteError(ClustergraphError):
    """The mapper gave a quote that is not what the document says at those offsets."""


def evaluate(path: Path) -> tuple[Score, Path, str]:
    """Map the document of one gold file and score the result: the score, the document's path and its text.

    Raises InputError for a gold file or document that cannot be used, QuoteError for a quote that is not
    verbatim.
    """
    from clustergraph.mapping import map_file

    written = gold.load(path)
    predicted = map_file(written.source)
    total = Score()
    for document in predicted:
        total.add("quotes verbatim", correct=check_quotes(document, written.text, written.source))
    for found, expected in _pair_documents(predicted, written.documents):
        total.include(score(found, expected))
    return total, written.source, written.text


def check_quotes(document: Statement, text: str, source: Path) -> int:
    """The number of quotes of a document, whose text it is, all of them verbatim.

    Raises QuoteError for the first that is not; the message names `source` and the line.
    """
    checked = 0
    for section in gold.LISTS:
        for statement in document.get(section) or []:
            checked += 1
            start, end = statement["start"], statement["end"]
            if text[start:end] != statement["quote"]:
                line = text.count("\n", 0, start) + 1
                raise QuoteError(
                    f"{source}:{line}: the quote «{excerpt(statement)}» under {section} is not what the "
                    f"document says from {start} to {end}; mend the mapping rule that gave it"
                )
    return checked


def _pair_documents(
    predicted: Sequence[Statement], right: Sequence[Statement]
) -> list[tuple[Statement, Statement]]:
    """Documents of one file in order; where their number differs, by the stretch their quotes cover."""
    if len(predicted) == len(right):
        return list(zip(predicted, right, strict=True))
    pairs = best_pairs([_stretch(one) for one in predicted], [_stretch(one) for one in right], overlap)
    found, expected = {i for i, _ in pairs}, {j for _, j in pairs}
    return (
        [(predicted[i], right[j]) for i, j in pairs]
        + [(one, {}) for i, one in enumerate(predicted) if i not in found]
        + [({}, one) for j, one in enumerate(right) if j not in expected]
    )


def _stretch(document: Statement) -> Statement:
    quotes = [statement for section in gold.LISTS for statement in document.get(section) or []]
    return {
        "start": min((quote["start"] for quote in quotes), default=0),
        "end": max((quote["end"] for quote in quotes), default=0),
    }
