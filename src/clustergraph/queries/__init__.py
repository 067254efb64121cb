"""Canned queries: the catalogue of `queries/*.rq`, and their parameters bound as terms."""

from clustergraph.queries.binding import bind
from clustergraph.queries.catalogue import CannedQuery, Parameter, canned, catalogue

__all__ = ["CannedQuery", "Parameter", "bind", "canned", "catalogue"]
