"""One digest for equal graphs, whatever their order and blank node labels."""

import hashlib
from collections.abc import Iterable

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, Store, serialize


def canonical_hash(quads: Iterable[Quad]) -> str:
    """SHA-256 of the canonical N-Quads (RDFC-1.0, section 4) of a dataset, as Oxigraph keeps it."""
    dataset = Dataset(as_stored(quads))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    lines = (serialize(dataset, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
    return hashlib.sha256(b"".join(sorted(lines))).hexdigest()


def as_stored(quads: Iterable[Quad]) -> Store:
    """The quads with numbers and dates in the form that Oxigraph keeps: `"007"^^xsd:int` as `7`.

    A graph and what comes back after it was stored can differ in form; both compare equal through this.
    """
    store = Store()
    store.extend(quads)
    return store
