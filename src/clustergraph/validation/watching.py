"""Waits until a file changes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_PAUSE = 0.3  # seconds

Stamp = tuple[int, int] | None


def stamps(paths: Sequence[Path]) -> tuple[Stamp, ...]:
    """The time and size of each file; None for one that is not there."""
    return tuple(_stamp(path) for path in paths)


def wait_for_change(paths: Sequence[Path], before: tuple[Stamp, ...]) -> tuple[Stamp, ...]:
    """Return the stamps when they are no longer those given."""
    while (now := stamps(paths)) == before:
        time.sleep(_PAUSE)
    return now


def _stamp(path: Path) -> Stamp:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
