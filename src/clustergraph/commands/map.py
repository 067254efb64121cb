"""`clustergraph map`: the candidate statements of documents, nothing stored."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from clustergraph.errors import InputError

if TYPE_CHECKING:
    from clustergraph.mapping import MappedDocument


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_",
    type=click.Choice(["json", "trig", "jsonld", "ttl"]),
    default="json",
    show_default=True,
    help="JSON objects, or the candidates as RDF.",
)
def command(files: tuple[Path, ...], format_: str) -> None:
    """Find candidate statements in documents: text, Markdown, HTML, DOCX or PDF.

    JSON gives one object for a document, and a list of them where there are several: several FILEs, or
    one that holds a memo and what it encloses. Nothing is stored.

    A file that cannot be read is told of and the others are mapped; the exit code is then 2.
    """
    from clustergraph.mapping import as_json, map_source
    from clustergraph.reading import read
    from clustergraph.validation import must_be_document

    mapped: list[MappedDocument] = []
    unread = False
    for path in files:
        try:
            must_be_document(str(path))
            mapped += map_source(read(path))
        except InputError as error:
            unread = True
            click.echo(f"clustergraph: {error}", err=True)
    if format_ == "json":
        if mapped:
            _print_json([as_json(document) for document in mapped])
    else:
        _print_rdf(_distinct(mapped), format_)
    if unread:
        sys.exit(2)


def _distinct(mapped: list[MappedDocument]) -> Iterator[MappedDocument]:
    """The documents; raises InputError where two would share one graph."""
    files: dict[str, str] = {}
    for document in mapped:
        name = document.source.name
        if document.slug in files:
            raise InputError(
                f"{name}: its graph {document.slug!r} is also that of {files[document.slug]}; rename one of the "
                "files, or map them one at a time"
            )
        files[document.slug] = name
        yield document


def _print_rdf(documents: Iterator[MappedDocument], format_: str) -> None:
    from pyoxigraph import RdfFormat, serialize

    from clustergraph.namespaces import PREFIXES
    from clustergraph.rdf import document_quads

    formats = {"trig": RdfFormat.TRIG, "jsonld": RdfFormat.JSON_LD, "ttl": RdfFormat.TURTLE}
    quads = (quad for document in documents for quad in document_quads(document.graph()))
    statements = (quad.triple for quad in quads) if format_ == "ttl" else quads
    click.echo((serialize(statements, format=formats[format_], prefixes=PREFIXES) or b"").decode(), nl=False)


def _print_json(documents: list[dict[str, Any]]) -> None:
    import json

    found = documents[0] if len(documents) == 1 else documents
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))
