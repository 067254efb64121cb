"""RDF: the records of a document as one named graph, and the reference graphs beside it."""

from clustergraph.rdf.canonical import as_stored, canonical_hash, dataset_digest, stored_form, text_hash
from clustergraph.rdf.document import document_quads
from clustergraph.rdf.reference import reference_files, reference_quads, turtle_quads

__all__ = [
    "as_stored",
    "canonical_hash",
    "dataset_digest",
    "document_quads",
    "reference_files",
    "reference_quads",
    "stored_form",
    "text_hash",
    "turtle_quads",
]
