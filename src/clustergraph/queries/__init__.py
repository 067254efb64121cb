"""Canned queries: the catalogue of `queries/*.rq`, their parameters bound as terms, their answers in pages."""

from clustergraph.queries.binding import ParameterError, UnknownValueError, bind
from clustergraph.queries.catalogue import CannedQuery, Parameter, canned, catalogue

__all__ = ["CannedQuery", "Parameter", "ParameterError", "UnknownValueError", "bind", "canned", "catalogue"]
