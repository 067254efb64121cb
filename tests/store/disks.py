"""Disks that a test may fill, or set to be read only."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk() -> Iterator[Path]:
    """A disk of four megabytes; the test is skipped where none can be mounted."""
    disk = Path(tempfile.mkdtemp(prefix="clustergraph-disk-"))
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk], capture_output=True, check=False
    )
    try:
        if not mounted or mounted.returncode != 0:
            pytest.skip("a small disk cannot be mounted here (mount -t tmpfs is not permitted)")
        yield disk
    finally:
        subprocess.run(["umount", disk], capture_output=True, check=False)
        shutil.rmtree(disk, ignore_errors=True)


def only_read(disk: Path) -> None:
    """Let nobody write to the disk any more."""
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
