"""Validation: SHACL against the shapes in `shapes/`, with the line of every fault.

- `validate_quads(quads, context)` checks a graph in memory: what `build` and the write gate use.
- `validate_files(paths, context)` and `validate_bytes(data, name, context)` check RDF text and say where.

`context` answers SPARQL about what is already known: a `clustergraph.store.Store`, or `in_memory(quads)`.
"""

from clustergraph.validation.context import Context, in_folder, in_memory
from clustergraph.validation.files import is_rdf, must_be_document, parse_file, validate_bytes, validate_files
from clustergraph.validation.graphs import validate_quads
from clustergraph.validation.report import Location, Report, Result, Severity, Suggestion

__all__ = [
    "Context",
    "Location",
    "Report",
    "Result",
    "Severity",
    "Suggestion",
    "in_folder",
    "in_memory",
    "is_rdf",
    "must_be_document",
    "parse_file",
    "validate_bytes",
    "validate_files",
    "validate_quads",
]
