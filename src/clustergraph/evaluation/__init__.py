"""How well the mapper does: its statements about a document against those a person wrote down.

Both sides have the shape of `clustergraph map --format json`; `docs/gold-format.md` says what counts as a
match for each kind. Precision, recall and F1 are those of van Rijsbergen (Information Retrieval, 1979).
"""

from clustergraph.evaluation.files import QuoteError, check_quotes, evaluate
from clustergraph.evaluation.kinds import score
from clustergraph.evaluation.scores import Counts, Score

__all__ = ["Counts", "QuoteError", "Score", "check_quotes", "evaluate", "score"]
