"""The examples of `docs/examples` against a real server, and what they print against what the documents say."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import nbformat
import pytest
from nbclient import NotebookClient

from clustergraph import resources
from clustergraph.namespaces import ID

EXAMPLES = Path(__file__).parents[2] / "docs/examples"
DOCUMENTS = [path.read_text(encoding="utf-8") for path in (resources.data() / "documents").glob("*.txt")]
# Read in the documents: Uppsala's memo of 10 March 2026 gives the day, the memo of 3 February 2025 the month and the names,
# Huddinge's minutes the adoption there.
ADOPTED = {
    "Huddinge kommun": "",
    "Karolinska Institutet": "",
    "Region Stockholm": "2024-06",
    "Region Uppsala": "2024-06",
    "Solna stad": "",
    "Stockholms stad": "",
    "Södertälje kommun": "",
    "Uppsala kommun": "2025-03-05",
    "Uppsala universitet": "",
}
README = (EXAMPLES.parents[1] / "README.md").read_text(encoding="utf-8")
LANGUAGES = [
    ("adoptions.py", [sys.executable], ""),
    ("adoptions.mjs", ["node"], ""),
    ("adoptions.R", ["Rscript"], "if (!requireNamespace('httr2')) quit(status = 1)"),
]


def lacking(command: str, check: str) -> str | None:
    """What is not installed here for a language; None where all is."""
    if shutil.which(command) is None:
        return f"{command} is not installed; .ci/engines installs it where it can"
    if check and subprocess.run([command, "-e", check], capture_output=True).returncode:
        return f"{command} has no httr2; .ci/engines installs it where it can"
    return None


@pytest.mark.parametrize(("name", "command", "check"), LANGUAGES, ids=[each[0] for each in LANGUAGES])
def test_the_adoptions_in_every_language(address: str, name: str, command: list[str], check: str) -> None:
    if reason := lacking(command[0], check):
        pytest.skip(reason)
    done = subprocess.run(
        [*command, str(EXAMPLES / name), address],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"LC_ALL": "C.UTF-8"},
    )
    assert done.returncode == 0, done.stderr
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert {actor: date for actor, date, _ in rows} == ADOPTED
    assert len(rows) == len(ADOPTED)
    for _, _, quote in rows:
        assert any(quote in document for document in DOCUMENTS), quote


@pytest.fixture(scope="module")
def cells(address: str) -> list[Any]:
    """The notebook's cells of code, run."""
    notebook = nbformat.read(EXAMPLES / "five-questions.ipynb", as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells), "the notebook is kept without outputs"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLUSTERGRAPH_SERVER", address)
        patch.delenv("MPLBACKEND", raising=False)
        NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_the_notebook_draws_five_pictures(cells: list[Any]) -> None:
    pictures = [output for cell in cells for output in cell.outputs if "image/png" in output.get("data", {})]
    assert len(pictures) == 5


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (1, "9 adoptions; the day is known of 1: Uppsala Municipality"),
        (2, "0 of them oppose"),
        (
            2,
            "«Uppsala kommun saknar i avsiktsförklaringen omnämmandet av kommuner som parter i den operativa gruppen",
        ),
        (3, "development areas without a position: 3.1.1.1, 3.1.1.2, 3.1.1.3"),
        (4, "municipal role: City of Stockholm; Uppsala Municipality"),
        (
            4,
            "City of Stockholm: «Stockholms stad framhåller att kommunernas roll, mandat och genomförandekapacitet",
        ),
        (5, "From the regions' adoption to that of Uppsala Municipality: 9 months"),
    ],
)
def test_the_notebook_answers(cells: list[Any], question: int, words: str) -> None:
    printed = "".join(output.text for output in cells[question].outputs if output.output_type == "stream")
    assert words in printed


def test_the_readme_shows_what_is_answered(address: str) -> None:
    (asked,) = re.findall(r"\$ curl 'http://127.0.0.1:8000(\S+)'\n(?:.*\n)*?```", README)
    shown = README.partition(f"{asked}'\n")[2].partition("```")[0]
    assert httpx.get(address + asked).text.splitlines() == shown.splitlines()


def test_the_readme_says_how_many_quotes_its_sparql_finds(address: str) -> None:
    (query,) = re.findall(r"```sparql\n(.*?)```", README, re.DOTALL)
    answer = httpx.post(f"{address}/sparql", data={"query": query}, headers={"Accept": "text/csv"})
    actors = [line.partition(",")[0] for line in answer.text.splitlines()[1:] if line.startswith("https://")]
    assert "a row for each quote: ten" in README
    assert len(actors) == 10
    assert [actor for actor in set(actors) if actors.count(actor) > 1] == [ID + "actor/huddinge-kommun"]
