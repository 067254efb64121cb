"""Where the graphs are kept: one small interface, two kinds of store (embedded Oxigraph; any SPARQL 1.1 endpoint).

`open_store` gives a `Store`; every write passes `Store.apply`, the one place where a `WriteGate` can refuse it.
"""

from clustergraph.store.interface import Dataset, GraphChange, Store, Term, WriteGate
from clustergraph.store.opening import open_store

__all__ = ["Dataset", "GraphChange", "Store", "Term", "WriteGate", "open_store"]
