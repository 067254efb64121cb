"""Reviewed statements: what a steward has decided about a document, over what the rules propose."""

from clustergraph.reviewing.corpus import claim, count, documents, documents_of, files
from clustergraph.reviewing.load import Candidate, ReviewedFile, load
from clustergraph.reviewing.merge import Merged, merge
from clustergraph.reviewing.save import propose, reviewed_path

__all__ = [
    "Candidate",
    "Merged",
    "ReviewedFile",
    "claim",
    "count",
    "documents",
    "documents_of",
    "files",
    "load",
    "merge",
    "propose",
    "reviewed_path",
]
