"""A process killed at any moment leaves the store before or after a change, and a journal that agrees."""

import subprocess
import sys
from pathlib import Path

import pytest

ROUNDS = 60


@pytest.mark.slow
def test_a_steward_killed_at_any_moment_leaves_the_store_and_the_journal_whole(tmp_path: Path) -> None:
    # In a process of its own: forking is safe only where no thread of another test can hold a lock.
    done = subprocess.run(
        [sys.executable, "-m", "tests.changes.killed_stewards", str(tmp_path / "store"), str(ROUNDS)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    # So many changes were made that the kills fell on different moments of a change.
    assert int(done.stdout) > ROUNDS // 10
