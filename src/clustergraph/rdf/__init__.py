"""RDF: the records of a document as one named graph, and the reference graphs beside it."""

from clustergraph.rdf.document import document_quads
from clustergraph.rdf.reference import reference_files, reference_quads, turtle_quads

__all__ = ["document_quads", "reference_files", "reference_quads", "turtle_quads"]
