"""Reviewed statements: what a steward has decided about a document, over what the rules propose."""

from clustergraph.reviewing.load import Candidate, ReviewedFile, load

__all__ = ["Candidate", "ReviewedFile", "load"]
