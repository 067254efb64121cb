"""Where the ontology, shapes, queries and data are: beside the code in a checkout, inside it in a wheel."""

import os
from functools import cache
from pathlib import Path

from clustergraph.errors import InputError

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


def actors() -> list[Path]:
    """The Turtle files of the register of actors: the shipped ones, then those in the folder CLUSTERGRAPH_ACTORS names.

    Raises InputError if that is no folder.
    """
    own = os.environ.get("CLUSTERGRAPH_ACTORS")
    if own and not Path(own).is_dir():
        raise InputError(
            f"CLUSTERGRAPH_ACTORS is {own}, which is no folder: name the one with your Turtle files"
        )
    folders = (data() / "actors", *([Path(own)] if own else []))
    return [path for folder in folders for path in sorted(folder.glob("*.ttl"))]
