r"""What can be known of a SPARQL text without parsing it: its form, its limits, and what it would reach.

Only tokens are read (SPARQL 1.1, section 19.8), so that a word in a comment, a string, an IRI or a prefixed name is not
taken for a keyword. Texts from outside are never given to the engine's parser in the server's own process, where deep
nesting would overflow the stack.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from clustergraph.errors import QueryError
from clustergraph.store.interface import Dataset

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from clustergraph.store.interface import Term

_NAME = r"[^\W\d_](?:[\w.\-·]*[\w\-·])?"
_LOCAL = r"(?:[\w:·\-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])(?:[\w:.·\-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])*"
_TOKEN = re.compile(
    rf"""
      (?P<space>[ \t\r\n]+)
    | (?P<comment>\#[^\n\r]*)
    | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*>)
    | (?P<string>\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<name>(?:_|{_NAME})?:(?:{_LOCAL})?)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<number>[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?)
    | (?P<word>[^\W\d]\w*)
    | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_BEGINNING = 2000
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
# After these words a name may stand before a brace.
_BEFORE_NAME = frozenset({"DESCRIBE", "FROM", "GRAPH", "NAMED"})


class ServiceRefusedError(QueryError):
    """A SERVICE clause names a host that is not allowed."""


class LoadRefusedError(QueryError):
    """An update would fetch something by LOAD."""


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its kind (a group of the pattern), its text, its place, and how deep in `{}` and `()` it stands."""

    kind: str
    text: str
    start: int
    end: int
    braces: int
    parentheses: int

    @property
    def word(self) -> str:
        """The keyword in capitals, or an empty string."""
        return self.text.upper() if self.kind == "word" else ""

    @property
    def prefix(self) -> str:
        """The prefix of a prefixed name in capitals, or an empty string."""
        return self.text.partition(":")[0].upper() if self.kind == "name" else ""

    @property
    def outermost(self) -> bool:
        """Whether it stands in no group and no parentheses."""
        return self.braces == 0 and self.parentheses == 0


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text without spaces and comments; a closing bracket has the depth of its opening one."""
    braces = parentheses = 0
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "mark"
        if kind in {"space", "comment"}:
            continue
        mark = match.group() if kind == "mark" else ""
        braces -= mark == "}"
        parentheses -= mark == ")"
        yield Token(kind, match.group(), match.start(), match.end(), braces, parentheses)
        braces += mark == "{"
        parentheses += mark == "("


def unescaped(text: str) -> str:
    r"""The text with its `\uXXXX` escapes resolved (SPARQL 1.1, section 19.2)."""

    def character(match: re.Match[str]) -> str:
        code = int(match.group(1) or match.group(2), 16)
        return chr(code) if code <= 0x10FFFF else "�"

    return _ESCAPE.sub(character, text)


@dataclass(frozen=True, slots=True)
class Shape:
    """What the tokens of a query say of its form."""

    form: str

    @property
    def is_graph(self) -> bool:
        """Whether the answer is RDF rather than rows or a boolean."""
        return self.form in {"CONSTRUCT", "DESCRIBE"}


@lru_cache(maxsize=512)
def shape(query: str) -> Shape:
    """The shape of a query; a text with no query form counts as SELECT, and the parser will refuse it."""
    form = next((token.word for token in tokens(query) if token.word in _FORMS), "SELECT")
    return Shape(form)


def is_query(text: str) -> bool:
    """Whether the text has the keyword of a query form, so that it is no update."""
    return any(token.word in _FORMS for token in tokens(text))


def undeclared_prefix(text: str) -> str | None:
    """The first prefix that is used before it is declared, without its colon."""
    declared = {"_"}
    previous = ""
    for token in tokens(text):
        if token.kind == "name":
            prefix = token.text.partition(":")[0]
            if previous == "PREFIX":
                declared.add(prefix)
            elif prefix not in declared:
                return prefix
        previous = token.word
    return None


def own_dataset(query: str, base_iri: str | None = None) -> Dataset:
    """The graphs that the query's FROM clauses name; empty for a query that has none, or that is not SPARQL so far."""
    from pyoxigraph import NamedNode, QuerySolutions, Store

    if "FROM" not in query.upper():
        return Dataset()
    written: list[str] = []
    is_named: list[bool] = []
    prologue = None
    before: list[str] = ["", ""]
    for token in tokens(query):
        if prologue is None and token.word in _FORMS:
            prologue = query[: token.start]
        named = before[-1] == "NAMED" and before[-2] == "FROM"
        if token.outermost and (named or before[-1] == "FROM") and token.word != "NAMED":
            written.append(token.text)
            is_named.append(named)
        before = [before[-1], token.word]
    if not written or prologue is None:
        return Dataset()
    # The engine knows what a prefixed name or a relative IRI stands for.
    try:
        rows = Store().query(
            f"{prologue} SELECT ?graph {{ VALUES ?graph {{ {' '.join(written)} }} }}", base_iri=base_iri
        )
    except (SyntaxError, ValueError):
        return Dataset()
    if not isinstance(rows, QuerySolutions):
        return Dataset()
    graphs = [row["graph"].value for row in rows if isinstance(row["graph"], NamedNode)]
    both = list(zip(graphs, is_named, strict=True))
    return Dataset(
        tuple(dict.fromkeys(graph for graph, named in both if not named)),
        tuple(dict.fromkeys(graph for graph, named in both if named)),
    )


def template(text: str) -> int:
    """A number that texts share which differ in comments, spaces, literals and numbers only.

    Only the beginning of a long text is looked at, so that its length costs no time.
    """
    skipped = {"space", "comment", "string", "number"}
    return hash(
        tuple(
            match.group() for match in _TOKEN.finditer(text, 0, _BEGINNING) if match.lastgroup not in skipped
        )
    )


def has_word(text: str, *words: str) -> bool:
    r"""Whether one of the keywords stands in the text, written plainly or with `\u` escapes."""
    plain = unescaped(text)
    folded = plain.upper()
    if not any(word in folded for word in words):
        return False
    return any(token.word in words for form in {text, plain} for token in tokens(form))


def refuse_reaching_out(text: str, allowed_hosts: Collection[str], *, is_update: bool) -> None:
    """Refuse SPARQL that would make the server open a connection.

    The engine's parser needs no space around a keyword: `trueSERVICE`, `SERVICESILENT` and `LOADex:a` are clauses to it.

    Args:
        text: query or update.
        allowed_hosts: hosts (`name` or `name:port`) that SERVICE may name.
        is_update: whether LOAD is a keyword here.

    Raises:
        LoadRefusedError, ServiceRefusedError: it would.
    """
    if is_update and loads(text):
        raise LoadRefusedError(
            "LOAD is refused here: send the data itself with INSERT DATA or the graph store."
        )
    for iri in services(text):
        try:
            parts = urlsplit(iri)
        except ValueError:
            parts = urlsplit("")
        if parts.scheme not in {"http", "https"} or parts.netloc.lower() not in allowed_hosts:
            named = f"SERVICE <{iri[:200]}>" if iri != "?" else "SERVICE with a variable or a prefixed name"
            raise ServiceRefusedError(
                f"{named} is refused here: ask that endpoint yourself and join the answers."
            )


def loads(text: str) -> bool:
    """Whether the update has a LOAD operation."""
    plain = unescaped(text)
    if "LOAD" not in plain.upper():
        return False
    for form in {text, plain}:
        before = ""
        for token in tokens(form):
            # A name where an operation begins is not one.
            begins = token.outermost and not before and "LOAD" in token.prefix
            if begins or "LOAD" in token.word:
                return True
            before = token.word
    return False


def services(text: str) -> set[str]:
    """What the text would reach by SERVICE: the IRIs, and `?` for one that is not written out as an IRI."""
    found: set[str] = set()
    plain = unescaped(text)
    if "SERVICE" not in plain.upper():
        return found
    for form in {text, plain}:
        expecting = in_name = False
        before = ""
        for token in tokens(form):
            if expecting and token.word != "SILENT":
                found.add(token.text[1:-1] if token.kind == "iri" else "?")
            if in_name and token.text == "{":
                found.add("?")
            in_name = "SERVICE" in token.prefix and before not in _BEFORE_NAME
            expecting = "SERVICE" in token.word or (expecting and token.word == "SILENT")
            before = token.word
        if expecting:
            found.add("?")
    return found


def with_limit(query: str, rows: int) -> tuple[str, bool]:
    """The query with a LIMIT of at most `rows`, and whether that is less than what the query asked for."""
    insert_at: int | None = None
    previous = None
    body_seen = False
    for token in tokens(query):
        if token.outermost:
            if token.kind == "number" and previous is not None and previous.word == "LIMIT":
                if token.text.isdigit() and len(token.text) < 19 and int(token.text) <= rows:
                    return query, False
                return f"{query[: token.start]}{rows}{query[token.end :]}", True
            if token.text == "}":
                body_seen = True
            if token.word == "VALUES" and body_seen and insert_at is None:
                insert_at = token.start
        previous = token
    if insert_at is None:
        return f"{query}\nLIMIT {rows}", True
    return f"{query[:insert_at]}LIMIT {rows}\n{query[insert_at:]}", True


def with_values(query: str, substitutions: Mapping[str, Term]) -> str:
    """The query with its variables bound by VALUES at the head of its WHERE group, for engines reached by text only."""
    if not substitutions:
        return query
    names = " ".join(f"?{name}" for name in substitutions)
    terms = " ".join(str(term) for term in substitutions.values())
    template_follows = False
    for token in tokens(query):
        if not token.outermost:
            continue
        if token.word == "CONSTRUCT":
            template_follows = True
        elif token.word in {"WHERE", "FROM"}:
            template_follows = False
        elif token.text == "{" and token.kind == "mark" and not template_follows:
            return f"{query[: token.end]} VALUES ({names}) {{ ({terms}) }} {query[token.end :]}"
        elif token.text == "}" and token.kind == "mark":
            template_follows = False
    raise QueryError(
        "The query has no WHERE group whose variables could be bound: write its pattern in braces."
    )


def with_using(update: str, dataset: Dataset) -> str:
    """The update with the protocol's dataset as USING clauses (SPARQL 1.1 Protocol, section 2.2.3).

    Raises:
        QueryError: the update has USING or WITH of its own, which the protocol forbids.
    """
    if not dataset:
        return update
    if has_word(update, "USING", "WITH"):
        raise QueryError(
            "The update names its dataset twice: take out its USING and WITH clauses, or the using-graph-uri parameters."
        )
    clauses = _using_clauses(dataset)
    parts: list[str] = []
    copied = 0
    listed = list(tokens(update))
    for index, token in enumerate(listed):
        if token.word != "WHERE" or not token.outermost:
            continue
        parts.append(update[copied : token.start])
        if index and listed[index - 1].word == "DELETE":
            parts.append(_group_after(update, listed[index + 1 :]) + " ")
        parts.append(clauses)
        copied = token.start
    return "".join(parts) + update[copied:]


def _using_clauses(dataset: Dataset) -> str:
    def clauses(keyword: str, graphs: Iterable[str]) -> Iterator[str]:
        from pyoxigraph import NamedNode

        for graph in graphs:
            try:
                yield f"{keyword} {NamedNode(graph)} "
            except ValueError:
                raise QueryError(f"{graph!r} is not an IRI: give the graph's absolute IRI.") from None

    return "".join(clauses("USING", dataset.default_graphs)) + "".join(
        clauses("USING NAMED", dataset.named_graphs)
    )


def _group_after(text: str, following: list[Token]) -> str:
    for token in following:
        if token.text == "}" and token.outermost:
            return text[following[0].start : token.end]
    raise QueryError("A group in the update is not closed: add the missing brace.")
