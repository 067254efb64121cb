"""`clustergraph map`: the candidate statements of documents, nothing stored."""

from pathlib import Path
from typing import Any

import click


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
    """
    from clustergraph.mapping import as_json, map_source
    from clustergraph.reading import read

    mapped = [document for path in files for document in map_source(read(path))]
    if format_ == "json":
        _print_json([as_json(document) for document in mapped])
        return
    from pyoxigraph import RdfFormat, serialize

    from clustergraph.namespaces import PREFIXES
    from clustergraph.rdf import document_quads

    formats = {"trig": RdfFormat.TRIG, "jsonld": RdfFormat.JSON_LD, "ttl": RdfFormat.TURTLE}
    quads = (quad for document in mapped for quad in document_quads(document.graph()))
    statements = (quad.triple for quad in quads) if format_ == "ttl" else quads
    click.echo((serialize(statements, format=formats[format_], prefixes=PREFIXES) or b"").decode(), nl=False)


def _print_json(documents: list[dict[str, Any]]) -> None:
    import json

    found = documents[0] if len(documents) == 1 else documents
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))
