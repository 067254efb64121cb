"""What the disk and the engine say of a store that cannot be written, in one sentence."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import Timeout

from clustergraph.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def plain_errors(location: str) -> Iterator[None]:
    """Raises StoreError for what the disk or the engine raises inside; `location` is what the user calls the store."""
    try:
        yield
    except OSError as error:
        if isinstance(error, Timeout):
            raise
        if error.errno == errno.ENOSPC or "No space left" in str(error):
            reason = f"The disk that holds the store {location} is full: make room and try again."
        elif isinstance(error, PermissionError) or "Permission denied" in str(error):
            reason = f"The store {location} may not be written by this user: change its permissions."
        else:
            reason = f"The store {location} cannot be written ({error}): check its disk."
        raise StoreError(reason) from None
    except RuntimeError as error:
        raise StoreError(
            f"The store {location} is damaged ({error}): restore a backup, or build it anew."
        ) from None
