"""Re-checks the evidence rule: every quote against the stored text, every text against its digest."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Triple

from clustergraph.store import Store

_SOURCES = """
PREFIX cg: <https://w3id.org/clustergraph/ns#>
SELECT DISTINCT ?document ?text ?digest WHERE {
  ?document cg:sourceText ?source . ?source cg:text ?text ; cg:textSha256 ?digest }"""

_EVIDENCE = """
PREFIX cg: <https://w3id.org/clustergraph/ns#>
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?statement ?document ?quote ?start ?end WHERE {
  ?statement cg:evidence ?annotation . ?annotation oa:hasTarget ?target .
  ?target oa:hasSource ?document ; oa:hasSelector ?exact, ?position .
  ?exact oa:exact ?quote . ?position oa:start ?start ; oa:end ?end }"""

_WITHOUT = """
PREFIX cg: <https://w3id.org/clustergraph/ns#>
SELECT DISTINCT ?statement WHERE {
  ?statement cg:support ?support . MINUS { ?statement cg:evidence ?annotation } }"""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A statement, or a document's text, that is not what it was when the evidence was written."""

    subject: str
    message: str


def verify(store: Store) -> tuple[int, list[Mismatch]]:
    """Check every quote in the store; the number of quotes checked, and those that do not hold."""
    texts: dict[str, str] = {}
    mismatches: list[Mismatch] = []
    for row in _rows(store, _SOURCES):
        text = texts[row["document"]] = row["text"]
        if hashlib.sha256(text.encode()).hexdigest() != row["digest"]:
            mismatches.append(
                Mismatch(row["document"], "the stored text does not have the digest it was read with")
            )
    count = 0
    for row in _rows(store, _EVIDENCE):
        count += 1
        mismatches.extend(_check(row, texts))
    mismatches += [Mismatch(row["statement"], "has no evidence") for row in _rows(store, _WITHOUT)]
    return count, mismatches


def _rows(store: Store, query: str) -> Iterator[dict[str, str]]:
    """The rows with their IRIs and lexical forms; none of these queries gives triples."""
    for row in store.select(query):
        yield {name: term.value for name, term in row.items() if not isinstance(term, Triple)}


def _check(row: dict[str, str], texts: dict[str, str]) -> Iterator[Mismatch]:
    text, start, end = texts.get(row["document"]), int(row["start"]), int(row["end"])
    if text is None:
        yield Mismatch(row["statement"], f"quotes {row['document']}, whose text is not in the store")
    elif text[start:end] != row["quote"]:
        yield Mismatch(
            row["statement"],
            f"quotes «{row['quote'][:60]}», but {row['document']} holds «{text[start:end][:60]}» "
            f"from {start} to {end}",
        )
