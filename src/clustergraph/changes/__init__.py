"""Changes of a store: validated, journalled, told in domain words, and taken back."""

from clustergraph.changes.differences import by_kind, describe
from clustergraph.changes.gate import Gate, because
from clustergraph.changes.incoming import incoming
from clustergraph.changes.journal import Entry, Journal, journal_of, together
from clustergraph.changes.past import both_sides, change
from clustergraph.changes.undo import undo

__all__ = [
    "Entry",
    "Gate",
    "Journal",
    "because",
    "both_sides",
    "by_kind",
    "change",
    "describe",
    "incoming",
    "journal_of",
    "together",
    "undo",
]
