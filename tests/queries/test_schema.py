"""Schemathesis over the API's own description: what it allows is answered, what it forbids is refused."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from clustergraph.server.settings import Settings
from tests.queries.conftest import shipped
from tests.server.serving import served

READS = "^/(queries|data|id|graph|ns|shapes|dataset|context)"
# JSON Schema cannot say what is valid SPARQL, RDF or a document.
BEYOND_SCHEMA = "positive_data_acceptance,negative_data_rejection"


@pytest.fixture(scope="module")
def writable() -> Iterator[str]:
    """A server of its own, since writing is tried too."""
    with served(shipped(), Settings(token="secret")) as address:
        yield address


def run(address: str, *options: str) -> None:
    command = [
        str(Path(sys.executable).parent / "schemathesis"), "run", f"{address}/openapi.json",
        "--max-examples", "5", "--seed", "1", "--generation-database", "none", *options,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:]


def varied(description: dict[str, Any]) -> list[str]:
    """The paths to read from, but of the queries those that have every parameter among them, each with its types."""
    seen: set[tuple[str, str, str, bool]] = set()
    chosen = []
    for path, operations in description["paths"].items():
        kinds = {
            (each["name"], each["in"], str(each["schema"].get("type")), "enum" in each["schema"])
            for operation in operations.values()
            for each in operation.get("parameters", [])
        }
        if re.match(READS, path) and not (path.startswith("/queries/") and kinds <= seen):
            seen |= kinds
            chosen.append(path)
    return chosen


@pytest.mark.slow
def test_the_queries_and_linked_data_keep_their_description(address: str) -> None:
    checks = "--exclude-checks", "unsupported_method"
    run(address, "--include-path-regex", READS, *checks, "--phases", "examples,fuzzing")
    # Every border of every parameter, which is read the same in whatever query it stands.
    chosen = varied(httpx.get(f"{address}/openapi.json").raise_for_status().json())
    paths = f"^({'|'.join(map(re.escape, chosen))})$"
    run(address, "--include-path-regex", paths, *checks, "--phases", "coverage")


@pytest.mark.slow
def test_the_protocols_and_services_keep_their_description(writable: str) -> None:
    run(
        writable, "--exclude-path-regex", READS, "--exclude-checks", f"unsupported_method,{BEYOND_SCHEMA}",
        "--header", "Authorization: Bearer secret",
    )  # fmt: skip
