"""Schemathesis over the API's own description: what it allows is answered, what it forbids is refused."""

import subprocess
import sys
from pathlib import Path

import pytest

PATHS = "^/(queries|data|id|graph|ns|shapes|dataset|context)"


@pytest.mark.slow
def test_the_api_keeps_its_description(address: str) -> None:
    command = [
        str(Path(sys.executable).parent / "schemathesis"), "run", f"{address}/openapi.json",
        "--include-path-regex", PATHS, "--max-examples", "5", "--exclude-checks", "unsupported_method",
        "--seed", "1", "--generation-database", "none",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:]
