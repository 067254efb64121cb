"""clustergraph: Swedish governance documents as an RDF graph in which every statement quotes its source."""

from importlib.metadata import version

__version__ = version("clustergraph")
