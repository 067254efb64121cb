"""What stands around every change of a store: the shapes before it, the journal on both sides."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from pyoxigraph import NamedNode, Quad

from clustergraph.changes.journal import Entry, digest, journal_of
from clustergraph.errors import ClustergraphError
from clustergraph.rdf import stored_form
from clustergraph.store import GraphChange, Store
from clustergraph.validation import Report, validate_quads
from clustergraph.validation.report import Language, in_language


class RefusedError(ClustergraphError):
    """The change breaks the shapes; `report` says where. Nothing was changed."""

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__(self.told("en"))

    def told(self, lang: Language) -> str:
        """How many violations there are, and the first of them."""
        count = self.report.counts["violation"]
        first = next(result for result in self.report.results if result.severity == "violation")
        message = f"{first.code}: {in_language(first.message, lang).rstrip('.')}"
        if lang == "sv":
            return f"avvisat med {count} fel, det första {message}; `clustergraph validate` visar alla"
        faults = "violation" if count == 1 else "violations"
        return f"refused with {count} {faults}, first {message}; `clustergraph validate` tells all of them"


@dataclass(frozen=True, slots=True)
class _Reason:
    who: str
    what: str
    undoes: Mapping[str | None, int] = field(default_factory=dict)


_reason: ContextVar[_Reason] = ContextVar("reason")


def _reason_now() -> _Reason:
    return _reason.get(_Reason("unknown", "change"))


@contextmanager
def because(who: str, what: str, undoes: Mapping[str | None, int] | None = None) -> Iterator[None]:
    """Say who makes the changes inside, and what they are, for the journal.

    Args:
        who: a name.
        what: in a few words.
        undoes: the graphs whose content of before is brought back, each with the number of the change taken back.
    """
    token = _reason.set(_Reason(who, what, undoes or {}))
    try:
        yield
    finally:
        _reason.reset(token)


class Gate:
    """The write gate of a store that stewards use; see `clustergraph.store.WriteGate`."""

    @contextmanager
    def __call__(self, store: Store, changes: Sequence[GraphChange], /) -> Iterator[None]:
        """Refuse a change that breaks the shapes; write down the others, before and after.

        What takes changes back is not checked: the store has been so before, and may only come back to it step by step.

        Raises RefusedError with the report where there is a violation.
        """
        if not _reason_now().undoes:
            validate(store, changes)
        journal = journal_of(store)
        if journal is None:
            yield
            return
        journal.recover(store)
        entries = self._entries(store, changes, journal.next_number())
        for entry in entries:
            journal.begin(entry)
        committed = False
        try:
            yield
            committed = True
        finally:
            for entry in entries:
                journal.settle(entry.number, committed=committed)

    @staticmethod
    def _entries(store: Store, changes: Sequence[GraphChange], number: int) -> list[Entry]:
        """An entry for each graph that becomes another; what is written again as it was is no change."""
        reason = _reason_now()
        time = datetime.now(UTC).isoformat(timespec="seconds")
        entries: list[Entry] = []
        for change in changes:
            entry = _entry(store, change, number + len(entries), time, reason)
            if entry.added or entry.removed or entry.undoes is not None:
                entries.append(entry)
        if len(entries) == 1:
            return entries
        return [replace(entry, part_of=number) for entry in entries]


def _entry(store: Store, change: GraphChange, number: int, time: str, reason: _Reason) -> Entry:
    before, after = stored_form(store.graph(change.graph)), stored_form(change.triples or ())
    return Entry(
        number,
        time,
        reason.who,
        reason.what,
        change.graph,
        digest(before),
        digest(after),
        tuple(sorted(f"{triple} ." for triple in after - before)),
        tuple(sorted(f"{triple} ." for triple in before - after)),
        reason.undoes.get(change.graph),
    )


def validate(store: Store, changes: Sequence[GraphChange]) -> None:
    """Check what the changes write against the shapes and what the store knows. Raises RefusedError."""
    quads = [
        Quad(
            triple.subject,
            triple.predicate,
            triple.object,
            *([NamedNode(change.graph)] if change.graph else []),
        )
        for change in changes
        for triple in change.triples or ()
    ]
    report = validate_quads(quads, store)
    if not report.conforms:
        raise RefusedError(report)
