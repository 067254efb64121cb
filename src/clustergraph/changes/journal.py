"""The journal: every change of a store, in an append-only file of JSON lines that a person can read.

A change is written down before it is made, and settled after: `{"settled": 7, "committed": true}`. A
change without a settling line met an accident; what became of it is seen from the store itself, by
the digests that were written down.
"""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import Quad, RdfFormat, Triple, parse

from clustergraph.errors import StoreError
from clustergraph.rdf import canonical_hash, stored_form
from clustergraph.store import Store
from clustergraph.store.journals import journal_folder

_FILE = "changes.jsonl"
_BLOCK = 1 << 16


@dataclass(frozen=True, slots=True)
class Entry:
    """One change of one graph.

    number counts from 1; time is UTC in ISO 8601; before and after are digests of the graph
    (RDFC-1.0, SHA-256), `None` for a graph that is not there; added and removed are N-Triples;
    undoes is the number of the change that this one takes back; part_of the number of the first of the changes that were
    made as one, of several graphs, `None` for one made alone.
    """

    number: int
    time: str
    who: str
    what: str
    graph: str | None
    before: str | None
    after: str | None
    added: tuple[str, ...]
    removed: tuple[str, ...]
    undoes: int | None = None
    part_of: int | None = None

    @property
    def graph_told(self) -> str:
        """The graph as a sentence names it."""
        return self.graph or "the unnamed graph"


class Journal:
    """The changes of one store.

    Args:
        folder: where the journal's file is, or will be.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / _FILE

    def entries(self) -> list[Entry]:
        """The changes that were made, oldest first. Raises StoreError where the file is damaged."""
        entries, settled = self._read()
        return [entry for entry in entries if settled.get(entry.number)]

    def begin(self, entry: Entry) -> None:
        """Write a change down before it is made; on disk when this returns."""
        self._append(asdict(entry))

    def settle(self, number: int, *, committed: bool) -> None:
        """Write down what became of a change."""
        self._append({"settled": number, "committed": committed})

    def recover(self, store: Store) -> None:
        """Settle what an accident left open, by comparing digests with what the store holds.

        Called with the writer's place held, so that no other writer is between begin and settle.
        """
        entries, settled = self._parsed(self._latest_lines())
        for entry in entries:
            if entry.number not in settled:
                self.settle(entry.number, committed=digest(store.graph(entry.graph)) == entry.after)

    def next_number(self) -> int:
        """The number of the next change."""
        entries, _ = self._parsed(self._latest_lines())
        return entries[-1].number + 1 if entries else 1

    def _read(self) -> tuple[list[Entry], dict[int, bool]]:
        if not self._file.exists():
            return [], {}
        with self._file.open("rb") as file:
            return self._parsed(list(enumerate(file, 1)))

    def _latest_lines(self) -> list[tuple[int | str, bytes]]:
        """The lines of the latest changes written down together, with what settles them.

        Every writer settles what is open before it writes, so only these can be open. Read from the end: the cost of
        a change must not grow with the journal.
        """
        lines: list[tuple[int | str, bytes]] = []
        seen_entry = False
        for line in _from_the_end(self._file):
            is_entry = not line.startswith(b'{"settled"')
            if seen_entry and not is_entry:
                break
            # A line that an accident cut short tells nothing.
            seen_entry |= is_entry and line.endswith(b"}\n")
            lines.append(("end", line))
        return lines[::-1]

    def _parsed(self, lines: Sequence[tuple[int | str, bytes]]) -> tuple[list[Entry], dict[int, bool]]:
        entries: list[Entry] = []
        settled: dict[int, bool] = {}
        for index, (number, line) in enumerate(lines):
            try:
                item = json.loads(line)
                if "settled" in item:
                    settled[item["settled"]] = item["committed"]
                else:
                    item |= {"added": tuple(item["added"]), "removed": tuple(item["removed"])}
                    entries.append(Entry(**item))
            except (ValueError, TypeError, KeyError):
                if index == len(lines) - 1 and not line.endswith(
                    b"\n"
                ):  # an accident cut the last line short
                    break
                raise StoreError(
                    f"{self._file}:{number}: the journal is damaged; restore it from a backup"
                ) from None
        return entries, settled

    def _append(self, item: dict[str, Any]) -> None:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("ab+") as file:
                file.seek(0, os.SEEK_END)
                if file.tell():
                    file.seek(-1, os.SEEK_END)
                    if file.read(1) != b"\n":  # an accident cut the last line short
                        self._mend(file)
                file.write((json.dumps(item, ensure_ascii=False) + "\n").encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise StoreError(
                f"{self._file} cannot be written ({error.strerror}); nothing was changed"
            ) from None

    def _mend(self, file: Any) -> None:
        """Cut off the last line, which has no end."""
        cut = next(_from_the_end(self._file))
        file.truncate(file.seek(0, os.SEEK_END) - len(cut))
        file.seek(0, os.SEEK_END)


def _from_the_end(path: Path) -> Iterator[bytes]:
    """The lines of a file, the last one first, each with its line end."""
    if not path.exists():
        return
    with path.open("rb") as file:
        position = file.seek(0, os.SEEK_END)
        rest, block = b"", _BLOCK
        while position:
            size, block = min(block, position), block * 2
            position -= size
            file.seek(position)
            first, *whole = (file.read(size) + rest).splitlines(keepends=True)
            yield from reversed(whole)
            rest = first
        if rest:
            yield rest


def together(entries: Iterable[Entry], one: Entry) -> tuple[Entry, ...]:
    """Those of the changes that were made as one with this one, itself among them."""
    return tuple(
        each
        for each in entries
        if each.number == one.number or (one.part_of is not None and each.part_of == one.part_of)
    )


def digest(triples: Iterable[Triple]) -> str | None:
    """The canonical digest of a graph's content; None for an empty one, which is no graph."""
    quads = [Quad(triple.subject, triple.predicate, triple.object) for triple in triples]
    return canonical_hash(quads) if quads else None


def triples_of(lines: Iterable[str]) -> set[Triple]:
    """The triples of the lines `added` or `removed` of an entry."""
    return stored_form(quad.triple for quad in parse("\n".join(lines), RdfFormat.N_TRIPLES))


def journal_of(store: Store) -> Journal | None:
    """The journal of a store (`clustergraph.store.journals`); none in memory."""
    folder = journal_folder(store.location)
    return None if folder is None else Journal(folder)
