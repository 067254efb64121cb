"""Checks RDF text in any syntax, and says at which line each fault stands."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from clustergraph.errors import InputError
from clustergraph.model import Text
from clustergraph.validation import engines
from clustergraph.validation.graphs import validate_quads
from clustergraph.validation.locate import Locator
from clustergraph.validation.parsing import SYNTAXES, parse_text, syntax_of
from clustergraph.validation.report import Report, Result, broken
from clustergraph.validation.rulebook import SHAPES, shipped
from clustergraph.validation.unnamed import syntax_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pyoxigraph import RdfFormat

    from clustergraph.validation.context import Context
    from clustergraph.validation.engines import Engine
    from clustergraph.validation.parsing import Parsed
    from clustergraph.validation.rulebook import Rulebook


STANDARD_INPUT = Path("-")


class Sent(NamedTuple):
    """RDF text, what a report calls it, and its media type, where the name does not tell the syntax."""

    data: bytes
    name: str
    media_type: str | None = None


def validate_files(
    paths: Sequence[Path],
    context: Context | None = None,
    *,
    rulebook: Rulebook | None = None,
    engine: Engine = engines.fast,
) -> Report:
    """Check RDF files together: one may refer to what another describes.

    Args:
        paths: Turtle, TriG, N-Triples, N-Quads, JSON-LD or RDF/XML, known by extension; `-` is standard input,
            whose syntax is known by how it is written.
        context: what is already known beside the ontology, the thesaurus and the register; None where
            nothing can be known.
        rulebook: the rules; those of `shapes/` unless others are given.
        engine: what runs the shapes.

    Returns:
        The results in the order of the files and their lines.

    Raises:
        InputError: a file is missing, not a file, or of no known syntax.
    """
    rulebook = rulebook or shipped()
    return _validated(
        [parse_text(data := read(path), str(path), syntax_at(path, data), rulebook) for path in paths],
        context,
        rulebook,
        engine,
    )


def validate_bytes(
    data: bytes,
    name: str,
    media_type: str | None = None,
    context: Context | None = None,
    *,
    rulebook: Rulebook | None = None,
    engine: Engine = engines.fast,
) -> Report:
    """Check RDF text; `name` is what the report calls it, `media_type` its syntax (else by the name).

    Raises:
        InputError: the syntax is not known.
    """
    return validate_texts([Sent(data, name, media_type)], context, rulebook=rulebook, engine=engine)


def validate_texts(
    texts: Sequence[Sent],
    context: Context | None = None,
    *,
    rulebook: Rulebook | None = None,
    engine: Engine = engines.fast,
) -> Report:
    """Check RDF texts together: one may refer to what another describes.

    Raises:
        InputError: a syntax is not known.
    """
    rulebook = rulebook or shipped()
    parsed = [parse_text(one.data, one.name, syntax_of(one.name, one.media_type), rulebook) for one in texts]
    return _validated(parsed, context, rulebook, engine)


def _validated(
    files: Sequence[Parsed], context: Context | None, rulebook: Rulebook, engine: Engine
) -> Report:
    errors = [file.error for file in files if file.error]
    quads = [quad for file in files for quad in file.quads]
    if errors:
        return Report(tuple(errors), unreadable=True)
    found = validate_quads(quads, context, rulebook=rulebook, engine=engine)
    locators = [Locator(file) for file in files]
    order = {file.name: number for number, file in enumerate(files)}
    placed = [Locator.first(locators, result) for result in found.results]
    placed += [fault for locator in locators for fault in _passed_over(locator, rulebook)]
    placed.sort(
        key=lambda result: (
            (order[result.location.file], result.location.line, result.location.column, result.code)
            if result.location
            else (len(order), 0, 0, result.code)
        )
    )
    return Report(tuple(placed))


def _passed_over(locator: Locator, rulebook: Rulebook) -> Iterator[Result]:
    """What JSON-LD leaves out of the graph without a word: keys that no context defines, and what they hold."""
    rule = rulebook.rules.get(f"{SHAPES}undefined-key")
    if rule is None:
        return
    for key, place in locator.meaningless():
        yield replace(
            broken(rule),
            message=Text(
                sv=f"Nyckeln {key} läses inte. {rule.message.sv}",
                en=f"The key {key} is not read. {rule.message.en}",
            ),
            location=place,
        )


def is_rdf(name: str) -> bool:
    """Whether a file of this name is RDF by its extension."""
    return name.rpartition(".")[2].lower() in SYNTAXES


def parse_file(path: Path) -> Parsed:
    """What an RDF file says. Raises InputError, with file, line and column, where it cannot be read as RDF."""
    parsed = parse_text(read(path), str(path), syntax_of(str(path)), shipped())
    if parsed.error and (place := parsed.error.location):
        raise InputError(f"{path}:{place.line}:{place.column}: {parsed.error.message.en}")
    return parsed


def syntax_at(path: Path, data: bytes) -> RdfFormat:
    """The syntax of a file that holds `data`. Raises InputError where the name tells none."""
    return syntax_in(data) if path == STANDARD_INPUT else syntax_of(str(path))


def read(path: Path) -> bytes:
    """The bytes of a file or of standard input. Raises InputError where there is none that can be read."""
    try:
        if path == STANDARD_INPUT:
            return sys.stdin.buffer.read()
        return path.read_bytes()
    except IsADirectoryError:
        raise InputError(f"{path}: is a folder; name the files in it") from None
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read ({error.strerror}); check the name and the rights"
        ) from None
