"""What stewards put in their repositories."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]


def test_the_hook_runs_on_the_files_that_git_gives_it(tmp_path: Path) -> None:
    (hook,) = YAML(typ="safe").load(ROOT / ".pre-commit-hooks.yaml")
    names = ["a.ttl", "b.jsonld", "notes.md"]
    (tmp_path / "a.ttl").write_text(
        "<urn:x> a <https://w3id.org/clustergraph/ns#Adopton> .", encoding="utf-8"
    )
    (tmp_path / "b.jsonld").write_text("{}", encoding="utf-8")
    chosen = [name for name in names if re.search(hook["files"], name)]
    assert chosen == ["a.ttl", "b.jsonld"]
    program, *arguments = shlex.split(hook["entry"])
    assert program == "clustergraph"
    done = subprocess.run(
        [sys.executable, "-m", program, *arguments, *chosen],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "a.ttl:1:11" in done.stdout


def test_the_snippets_use_options_that_exist() -> None:
    page = (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")
    usage = subprocess.run(
        [sys.executable, "-m", "clustergraph", "validate", "--help"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for option in set(re.findall(r"(?<!\w)--[a-z]+", page)):
        assert option in usage, option


def test_the_example_is_real(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")
    shown = page.split("--alone adoption.ttl\n")[1].split("```")[0]
    (tmp_path / "adoption.ttl").write_text(
        "@prefix cg: <https://w3id.org/clustergraph/ns#> .\n\n\n"
        "<https://w3id.org/clustergraph/id/adoption/a> a cg:Adoption ;\n"
        "  cg:adoptingActr <https://w3id.org/clustergraph/id/actor/region-stockholm> ;\n"
        "  cg:adoptedAgreement <https://w3id.org/clustergraph/id/agreement/a> .\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "clustergraph", "validate", "--alone", "adoption.ttl"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert shown.strip() in done.stdout
