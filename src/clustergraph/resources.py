"""Where the ontology, shapes, queries and data are: beside the code in a checkout, inside it in a wheel."""

from functools import cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent


@cache
def root() -> Path:
    """The folder that holds `ontology/`, `data/`, `shapes/` and `queries/`."""
    packaged = _HERE / "_resources"
    return packaged if packaged.is_dir() else _HERE.parents[1]


def ontology() -> Path:
    """The ontology and thesaurus files."""
    return root() / "ontology"


def shapes() -> Path:
    """The SHACL shapes."""
    return root() / "shapes"


def queries() -> Path:
    """The canned queries."""
    return root() / "queries"


def data() -> Path:
    """The source documents, the register of actors and the reviewed statements."""
    return root() / "data"
