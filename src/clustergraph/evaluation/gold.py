"""Gold annotations for `clustergraph evaluate`: what a person says is in a document (docs/gold-format.md)."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clustergraph.errors import InputError
from clustergraph.evaluation.comparing import as_list

LISTS = ("actors", "persons", "decisions", "adoptions", "positions", "elements")
REQUIRED = {
    "actors": {"name"},
    "persons": {"name"},
    "decisions": {"status", "outcome", "quote"},
    "adoptions": {"actor", "agreement", "quote"},
    "positions": {"stance", "verb", "quote"},
    "elements": {"label", "kind"},
}
ALLOWED = {
    "actors": {"id", "type", "also"},
    "persons": {"role", "organisation", "party"},
    "decisions": {
        *("body", "organisation", "date", "paragraph", "case_number"),
        *("what", "motion_by", "reservation_by"),
    },
    "adoptions": {"date"},
    "positions": {"actor", "target", "section_label", "topics"},
    "elements": {"number", "parent"},
}
EVERYWHERE = {"quote", "occurrence", "optional"}
STANCES = {
    *("support", "support-with-reservation", "propose", "request-clarification"),
    *("emphasise", "note", "criticise", "oppose"),
}
SUFFIXES = (".gold.yaml", ".gold.yml", ".gold.json")
TEXT_SUFFIXES = (".txt", ".md", ".html", ".docx", ".pdf")


@dataclass(frozen=True, slots=True)
class Gold:
    """The gold annotations of a file.

    source: the annotated file, beside the gold file and of the same name.
    text: its text as stored, in which all offsets count code points.
    documents: one object a document in the shape of `map --format json`, offsets and defaults filled in.
    """

    source: Path
    text: str
    documents: tuple[dict[str, Any], ...]


def files(paths: tuple[Path, ...]) -> list[Path]:
    """The gold files among `paths`, a folder standing for those in it.

    Raises InputError for a path that does not exist and for a folder that has none.
    """
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise InputError(f"{path}: there is no such file or folder; check the path")
        inside = sorted(p for p in path.iterdir() if p.name.endswith(SUFFIXES)) if path.is_dir() else [path]
        if not inside:
            raise InputError(
                f"{path}: the folder holds no gold file; their names end in {' or '.join(SUFFIXES)}"
            )
        found += inside
    return found


def load(path: Path) -> Gold:
    """Read a gold file and find its quotes in the document beside it.

    Raises InputError for a file that is missing, is not YAML or JSON, lacks a key, has an unknown one, or
    quotes what the document does not say; the message names the file and the line.
    """
    from clustergraph.reading import read

    content, lines = _parse(path)
    source = _source(path)
    text = read(source).text
    documents = content if isinstance(content, list) else [content]
    bounds = _bounds(path, documents, text)
    filled = tuple(
        _Filler(path, lines, text, start, end).document(document)
        for document, (start, end) in zip(documents, bounds, strict=True)
    )
    return Gold(source, text, filled)


def _parse(path: Path) -> tuple[Any, list[str]]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    if not path.name.endswith(SUFFIXES):
        raise InputError(f"{path}: a gold file's name ends in {' or '.join(SUFFIXES)}; rename it")
    try:
        written = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as UTF-8 text ({error}); check the file") from error
    try:
        # JSON is YAML. The base loader keeps every value as the words printed: 3.10 stays a section number.
        content = YAML(typ="base", pure=True).load(written)
    except YAMLError as error:
        mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
        at = f":{mark.line + 1}" if mark else ""
        raise InputError(f"{path}{at}: is not YAML or JSON; mend the syntax there") from error
    if not isinstance(content, dict | list) or not content:
        raise InputError(
            f"{path}:1: holds no document; write one mapping, or a list with one for each document"
        )
    return content, written.splitlines()


def _source(path: Path) -> Path:
    stem = next(path.name.removesuffix(suffix) for suffix in SUFFIXES if path.name.endswith(suffix))
    for suffix in TEXT_SUFFIXES:
        if (path.parent / (stem + suffix)).is_file():
            return path.parent / (stem + suffix)
    raise InputError(
        f"{path}: there is no document {stem}.txt (or .md, .html, .docx, .pdf) beside it; add it"
    )


def _bounds(path: Path, documents: list[Any], text: str) -> list[tuple[int, int]]:
    """Where each document begins and ends: at the words of its `begins`, the first at the start."""
    starts = [0]
    for number, document in enumerate(documents[1:], start=2):
        words = document.get("begins", "") if isinstance(document, dict) else ""
        found = _search(words, text, starts[-1], len(text), 1)
        if found is None:
            raise InputError(
                f"{path}: document {number} needs `begins`, the words in the text with which it begins"
            )
        starts.append(found[0])
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _search(words: str, text: str, start: int, end: int, occurrence: int) -> tuple[int, int] | None:
    """The offsets of the words in `text[start:end]`; any space in them stands for any space or line break."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    matches = re.compile(pattern).finditer(text, start, end) if pattern else iter(())
    return next((match.span() for number, match in enumerate(matches, start=1) if number == occurrence), None)


@dataclass(frozen=True, slots=True)
class _Filler:
    """Fills in defaults and offsets of one document, which is `text[start:end]`."""

    path: Path
    lines: list[str]
    text: str
    start: int
    end: int

    def document(self, written: Any) -> dict[str, Any]:
        if not isinstance(written, dict) or not isinstance(written.get("document"), dict):
            raise InputError(
                f"{self.path}:1: each document needs the key `document` with its metadata; add it"
            )
        unknown = written.keys() - {"document", "begins", *LISTS}
        if unknown:
            raise self.error(min(unknown), f"the key `{min(unknown)}` is not known; use {', '.join(LISTS)}")
        issuer = written["document"].get("issuer")
        filled = {
            section: [self.statement(section, one, issuer) for one in written.get(section) or []]
            for section in LISTS
        }
        self.refuse_repeats(filled["positions"])
        return {"document": _cleaned(written["document"]), **filled}

    def statement(self, section: str, written: Any, issuer: Any) -> dict[str, Any]:
        if not isinstance(written, dict):
            raise self.error(str(written), f"an entry under {section} is not a mapping; write its keys")
        statement = _cleaned(written)
        quote = str(statement.get("quote") or statement.get("name") or statement.get("label") or "")
        for key in sorted(REQUIRED[section] - statement.keys()):
            raise self.error(quote or section, f"an entry under {section} lacks `{key}`; add it")
        for key in sorted(statement.keys() - REQUIRED[section] - ALLOWED[section] - EVERYWHERE):
            raise self.error(quote, f"`{key}` is not a key of {section}; see docs/gold-format.md")
        if section == "positions":
            statement.setdefault("actor", issuer)
            for stance in sorted(set(as_list(statement["stance"])) - STANCES):
                raise self.error(quote, f"«{stance}» is not a stance; use {', '.join(sorted(STANCES))}")
        occurrence = str(statement.pop("occurrence", "1"))
        found = (
            _search(quote, self.text, self.start, self.end, int(occurrence))
            if occurrence.isdecimal()
            else None
        )
        if found is None:
            raise self.error(
                quote, f"occurrence {occurrence} of «{quote}» is not in the document; copy its words exactly"
            )
        start, end = found
        return {**statement, "quote": self.text[start:end], "start": start, "end": end}

    def refuse_repeats(self, positions: list[dict[str, Any]]) -> None:
        seen: set[tuple[str, int, int]] = set()
        for position in positions:
            key = (str(position["actor"]), position["start"], position["end"])
            if key in seen:
                raise self.error(
                    position["quote"], "two positions have the same quote; shorten one or give `occurrence`"
                )
            seen.add(key)

    def error(self, words: str, message: str) -> InputError:
        sought = " ".join(words.split())[:30]
        line = next((n for n, text in enumerate(self.lines, start=1) if sought in " ".join(text.split())), 1)
        return InputError(f"{self.path}:{line}: {message}")


def _cleaned(written: dict[str, Any]) -> dict[str, Any]:
    """Without empty values, and `optional` as a truth value."""
    kept = {key: value for key, value in written.items() if value not in ("", "null", "~", [], None)}
    if "optional" in kept:
        kept["optional"] = kept["optional"] == "true"
    return kept
