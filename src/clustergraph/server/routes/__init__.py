"""The routers beside the SPARQL protocol; each module offers `router`, an `APIRouter`, and is named in `ROUTERS`.

To add one: write `routes/NAME.py` with `router = APIRouter()` and add `NAME` here.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import APIRouter

ROUTERS: tuple[str, ...] = (
    "pages",
    "queries",
    "linked_data",
    "dataset",
    "validate",
    "mapping",
    "history",
    "changes",
)


def routers() -> list["APIRouter"]:
    """The routers named in `ROUTERS`, in that order."""
    return [import_module(f"{__name__}.{name}").router for name in ROUTERS]
