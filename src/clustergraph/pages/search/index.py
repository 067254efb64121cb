"""The index of one version of a store: a full-text table (SQLite FTS5, ranked by BM25), in memory or in a file."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Self

from clustergraph.pages.search.words import Vocabulary, key, words

# So many are counted and ranked; a person does not read further.
MOST = 3000
# A name that fits weighs as much as many words of quotes; things of the first kinds come first among equals.
_WEIGHTS = (12.0, 1.0)
# A thing that documents speak of comes before one that is only in the register, whatever the length of its name.
_SPOKEN_OF = 1.0
_ENOUGH = 3
_MOST_WHOLE = 30
KINDS = (
    "actor",
    "agreement",
    "strategy",
    "document",
    "element",
    "position",
    "decision",
    "adoption",
    "person",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing that can be found.

    Attributes:
        iri: the thing.
        kind: the kind of its IRI.
        names: its labels in all languages, alternative names, numbers and dates.
        quotes: the words of the documents behind it, each with its document and its number there.
        documents: how many documents speak of it.
    """

    iri: str
    kind: str
    names: tuple[str, ...]
    quotes: tuple[tuple[str, str, int], ...] = ()
    documents: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing found, with the quote that fits best, if it has quotes."""

    iri: str
    kind: str
    quote: str = ""
    document: str = ""
    number: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to.

    Attributes:
        hits: the things, best first.
        total: how many there are in all, by kind.
        read_as: for each searched word that the index does not hold, what it was read as.
        marked: the beginnings of words to mark in what is shown.
    """

    hits: tuple[Hit, ...]
    total: dict[str, int]
    read_as: dict[str, tuple[str, ...]]
    marked: tuple[str, ...]


class SearchIndex:
    """Answers searches over a fixed set of entries; for any number of threads."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._lock = Lock()
        self._database = database
        self._vocabulary = Vocabulary([row[0] for row in database.execute("SELECT term FROM vocabulary")])

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Self:
        """An index in memory."""
        database = sqlite3.connect(":memory:", check_same_thread=False)
        write(entries, database)
        return cls(database)

    @classmethod
    def at(cls, path: Path) -> Self:
        """The index in a file that `write` filled. Raises sqlite3.Error for another file."""
        address = f"{path.absolute().as_uri()}?immutable=1"
        return cls(sqlite3.connect(address, uri=True, check_same_thread=False))

    def search(self, text: str, kind: str = "", limit: int = 30, offset: int = 0) -> Found:
        """What fits the text: things with all its words, or words like them where they stand nowhere.

        Args:
            text: what a person typed.
            kind: only things of this kind.
            limit: hits at most.
            offset: hits to leave out first.
        """
        searched = words(text)
        if not searched:
            return Found((), {}, {}, ())
        with self._lock:
            bases = {word: base for word in searched if (base := self._vocabulary.base(word))}
            read_as = {
                word: tuple(self._vocabulary.forms(word))
                for word in searched
                if word not in bases and not self._vocabulary.has_prefix(word)
            }
            whole = self._whole(text, searched, bases)
            expression = " OR ".join(
                [_expression(searched, read_as, bases), *(_phrase(name) for _, name in whole)]
            )
            total = self._totals(expression)
            if not total and not read_as:
                wider = {word: (word, *self._vocabulary.forms(word)) for word in searched}
                expression = _expression(searched, wider, {})
                total = self._totals(expression)
            marked = tuple(
                dict.fromkeys(
                    form for word in searched for form in (read_as.get(word) or (bases.get(word, word),))
                )
            )
            marked = tuple(dict.fromkeys([*marked, *(word for _, name in whole for word in words(name))]))
            first = json.dumps([number for number, _ in whole])
            rows = self._ranked(expression, kind, limit, offset, first, many=sum(total.values()) >= MOST)
            hits = [self._hit(number, iri, of, marked) for number, iri, of in rows]
        return Found(tuple(hits), total, read_as, marked)

    def _totals(self, expression: str) -> dict[str, int]:
        """How many things of each kind, counted no further than `MOST`."""
        rows = self._database.execute(
            "SELECT kind, COUNT(*) FROM (SELECT rowid AS found FROM words WHERE words MATCH ? LIMIT ?) "
            "JOIN entry ON number = found GROUP BY kind",
            (expression, MOST),
        )
        return dict(rows.fetchall())

    def _ranked(
        self, expression: str, kind: str, limit: int, offset: int, first: str, *, many: bool
    ) -> list[tuple[int, str, str]]:
        """The best rows; where very many fit, the words say little, and names are tried before the rest.

        Those in `first`, a JSON list of the numbers that are called just what was searched, come before all others.
        Entries are numbered by the rank of their kind, so that the first of many are a fair choice.
        """
        if many:
            named = (
                self._ranked(f"names : ({expression})", kind, limit, offset, first, many=False)
                if _few(self._totals(f"names : ({expression})"))
                else []
            )
            if len(named) >= limit:
                return named
            rows = self._database.execute(
                "SELECT number, iri, kind FROM words JOIN entry ON entry.number = words.rowid "
                "WHERE words MATCH ? AND (? = '' OR kind = ?) "
                "ORDER BY number NOT IN (SELECT value FROM json_each(?)), words.rowid LIMIT ? OFFSET ?",
                (expression, kind, kind, first, limit, offset),
            )
            return list(dict.fromkeys([*named, *rows.fetchall()]))[:limit]
        rows = self._database.execute(
            "SELECT number, iri, kind FROM words JOIN entry ON entry.number = words.rowid "
            "WHERE words MATCH ? AND (? = '' OR kind = ?) "
            "ORDER BY number NOT IN (SELECT value FROM json_each(?)), bm25(words, ?, ?) + rank_of_kind, iri "
            "LIMIT ? OFFSET ?",
            (expression, kind, kind, first, *_WEIGHTS, limit, offset),
        )
        return rows.fetchall()

    def _whole(self, text: str, searched: list[str], bases: dict[str, str]) -> list[tuple[int, str]]:
        """The things that are called just what was searched, in the genitive or not, each with the name."""
        keys = (
            key(text),
            key("".join([*searched[:-1], bases.get(searched[-1], searched[-1])])),
            key("".join(bases.get(word, word) for word in searched)),
        )
        rows = self._database.execute(
            "SELECT whole.number, name FROM whole JOIN entry ON entry.number = whole.number "
            "WHERE called IN (?, ?, ?) ORDER BY rank_of_kind, iri LIMIT ?",
            (*keys, _MOST_WHOLE),
        )
        return rows.fetchall()

    def _hit(self, number: int, iri: str, kind: str, marked: tuple[str, ...]) -> Hit:
        quotes = self._database.execute(
            "SELECT text, document, place FROM quote WHERE number = ?", (number,)
        ).fetchall()
        if not quotes:
            return Hit(iri, kind)
        text, document, place = max(quotes, key=lambda row: sum(form in row[0].lower() for form in marked))
        return Hit(iri, kind, text, document, place)


def _expression(searched: list[str], read_as: dict[str, tuple[str, ...]], bases: dict[str, str]) -> str:
    """An FTS5 query: every word, each as a beginning of a word, or as the words that it was read as.

    A genitive stands for itself and its word: as a beginning it would be that of compounds alone.
    """
    forms_of = {word: (word, base) for word, base in bases.items()} | read_as
    alternatives = [
        [f'"{form}"' for form in forms_of[word]]
        if word in forms_of
        else [f'"{word}"' + "*" * (len(word) > 1)]
        for word in searched
    ]
    return " AND ".join(f"({' OR '.join(forms)})" if forms else '("")' for forms in alternatives)


def _phrase(name: str) -> str:
    """An FTS5 query for the words of a name in their order."""
    return '"' + " ".join(words(name)) + '"'


def _few(total: dict[str, int]) -> bool:
    return sum(total.values()) < MOST


def _rank(entry: Entry) -> float:
    """What is added to the BM25 of an entry, where less is better: its kind, and that documents speak of it."""
    place = KINDS.index(entry.kind) if entry.kind in KINDS else len(KINDS)
    return place * 0.25 - _SPOKEN_OF * min(entry.documents, _ENOUGH)


def write(entries: Iterable[Entry], database: sqlite3.Connection) -> None:
    """Fill an empty database with the index of the entries."""
    database.executescript(_TABLES)
    for number, entry in enumerate(sorted(entries, key=_rank), start=1):
        body = "\n".join(quote for quote, _, _ in entry.quotes)
        database.execute(
            "INSERT INTO entry VALUES (?, ?, ?, ?)", (number, entry.iri, entry.kind, _rank(entry))
        )
        database.execute(
            "INSERT INTO words(rowid, names, body) VALUES (?, ?, ?)", (number, "\n".join(entry.names), body)
        )
        database.executemany(
            "INSERT INTO quote VALUES (?, ?, ?, ?)",
            [(number, document, place, quote) for quote, document, place in entry.quotes],
        )
        database.executemany(
            "INSERT INTO whole VALUES (?, ?, ?)",
            [(key(name), name, number) for name in entry.names if key(name)],
        )
    database.commit()
    database.executescript(_INDEXES)


_TABLES = """
CREATE TABLE entry (number INTEGER PRIMARY KEY, iri TEXT, kind TEXT, rank_of_kind REAL);
CREATE TABLE quote (number INTEGER, document TEXT, place INTEGER, text TEXT);
CREATE TABLE whole (called TEXT, name TEXT, number INTEGER);
CREATE VIRTUAL TABLE words USING fts5(names, body, content='', tokenize="unicode61 remove_diacritics 0", prefix='2 3');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row);
"""
_INDEXES = "CREATE INDEX quote_of ON quote(number); CREATE INDEX whole_of ON whole(called);"
