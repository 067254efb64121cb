"""Schemathesis over the API's own description: what it allows is answered, what it forbids is refused."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

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


@pytest.mark.slow
def test_the_queries_and_linked_data_keep_their_description(address: str) -> None:
    run(address, "--include-path-regex", READS, "--exclude-checks", "unsupported_method")


@pytest.mark.slow
def test_the_protocols_and_services_keep_their_description(writable: str) -> None:
    run(
        writable, "--exclude-path-regex", READS, "--exclude-checks", f"unsupported_method,{BEYOND_SCHEMA}",
        "--header", "Authorization: Bearer secret",
    )  # fmt: skip
