"""Build, verify, coverage and review: from a data folder to a store, and what must hold on the way."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import Literal, Triple
from ruamel.yaml import YAML

from clustergraph.build import build
from clustergraph.cli import clustergraph
from clustergraph.coverage import coverage
from clustergraph.errors import InputError, NotFoundError
from clustergraph.namespaces import expand, graph
from clustergraph.reviewing import documents
from clustergraph.store import GraphChange, open_store
from clustergraph.verification import verify

MEMO = """Solna stad

Tjänsteskrivelse
2025-04-02
Dnr KS 2025/17

Remiss av cykelplan

Solna stad välkomnar planen. Staden föreslår att planen kompletteras med en karta.
"""


def _quiet(step: str) -> None:
    """Says nothing."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with one document that nobody has reviewed."""
    (tmp_path / "documents").mkdir()
    (tmp_path / "reviewed").mkdir()
    (tmp_path / "documents" / "solna-2025.txt").write_text(MEMO, encoding="utf-8")
    return tmp_path


def test_the_shipped_data_conform_and_give_the_same_graph_twice(tmp_path: Path) -> None:
    first = build(open_store(str(tmp_path / "one")), _quiet)
    second = build(open_store(":memory:"), _quiet)
    # Of seven adoptions the documents give no decision; that is a note.
    assert [result.code for result in first.report.results] == 7 * ["CG541"]
    assert first.sha256 == second.sha256
    assert {row.document for row in first.rows if not row.reviewed} == set()


def test_a_document_without_review_is_published_as_the_rules_map_it(data: Path) -> None:
    store = open_store(":memory:")
    summary = build(store, _quiet, data)
    assert [(row.document, row.reviewed) for row in summary.rows] == [("solna-2025", False)]
    assert store.ask(
        "PREFIX cg: <https://w3id.org/clustergraph/ns#>"
        "ASK { ?position a cg:Position ; cg:evidence/cg:rule ?rule ; cg:evidence/cg:confidence ?confidence }"
    )
    assert verify(store)[1] == []


def test_a_review_that_is_wrong_leaves_the_store_as_it_was(data: Path) -> None:
    store = open_store(":memory:")
    build(store, _quiet, data)
    version = store.version()
    (data / "reviewed" / "solna-2025.yaml").write_text("document: solna-2025\nfile: solna-2025.txt\n")
    with pytest.raises(InputError, match=r"solna-2025.yaml: 'sha256' is missing"):
        build(store, _quiet, data)
    assert store.version() == version


def test_a_folder_without_documents_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"documents cannot be read .*; put the documents there"):
        build(open_store(":memory:"), _quiet, tmp_path)


def test_two_documents_may_not_share_a_slug(data: Path) -> None:
    shutil.copy(data / "documents" / "solna-2025.txt", data / "documents" / "Solna 2025.md")
    with pytest.raises(InputError, match="'solna-2025' is also in"):
        list(documents(data))


def test_verify_finds_a_quote_that_is_not_in_the_text(data: Path) -> None:
    store = open_store(":memory:")
    build(store, _quiet, data)
    name, exact = graph("solna-2025"), expand("oa:exact")
    changed = [
        Triple(triple.subject, triple.predicate, Literal("ord som inte står där"))
        if triple.predicate.value == exact and "välkomnar" in str(triple.object)
        else triple
        for triple in store.graph(name)
    ]
    store.apply([GraphChange(name, tuple(changed))])
    _, mismatches = verify(store)
    assert mismatches
    assert all("ord som inte står där" in mismatch.message for mismatch in mismatches)


def test_verify_finds_a_text_that_was_changed_after_it_was_read(data: Path) -> None:
    store = open_store(":memory:")
    build(store, _quiet, data)
    name, text = graph("solna-2025"), expand("cg:text")
    changed = [
        Triple(triple.subject, triple.predicate, Literal(MEMO.replace("karta", "ritning")))
        if triple.predicate.value == text
        else triple
        for triple in store.graph(name)
    ]
    store.apply([GraphChange(name, tuple(changed))])
    assert any("digest" in mismatch.message for mismatch in verify(store)[1])


def test_coverage_tells_sentences_with_statements_from_those_without(data: Path) -> None:
    (merged,) = documents(data)
    found = {sentence.text: bool(sentence.statements) for sentence in coverage(merged.graph)}
    assert found["Solna stad välkomnar planen."] is True
    assert all(MEMO[s.start : s.end] == s.text for s in coverage(merged.graph))


def test_coverage_of_a_folder_of_ones_own(data: Path) -> None:
    run = CliRunner()
    done = run.invoke(clustergraph, ["coverage", "solna-2025", "--data", str(data)], catch_exceptions=False)
    assert re.match(r"solna-2025: \d+ of \d+ sentences have statements\n", done.output)
    assert "Solna stad välkomnar planen." in done.output
    with pytest.raises(NotFoundError, match="there is no document 'huddinge-2024-protokollsutdrag'"):
        run.invoke(
            clustergraph,
            ["coverage", "huddinge-2024-protokollsutdrag", "--data", str(data)],
            catch_exceptions=False,
            standalone_mode=False,
        )


def test_review_proposes_and_keeps_what_the_steward_has_decided(data: Path) -> None:
    file, reviewed = data / "documents" / "solna-2025.txt", data / "reviewed" / "solna-2025.yaml"
    run = CliRunner()
    assert (
        run.invoke(clustergraph, ["review", str(file), "--by", "Stina"], catch_exceptions=False).exit_code
        == 0
    )
    assert "pending:" in reviewed.read_text(encoding="utf-8")
    content = reviewed.read_text(encoding="utf-8").split("pending:")[0]
    decided = (
        content
        + "# a remark of Stina's\n"
        + "rejected:\n  - {section: positions, quote: Solna stad välkomnar planen., reason: "
        + f'"as an example, {"again " * 30}and again"}}\n'
    )
    reviewed.write_text(decided, encoding="utf-8")
    assert run.invoke(clustergraph, ["review", str(file)], catch_exceptions=False).exit_code == 0
    kept, _, pending = reviewed.read_text(encoding="utf-8").partition("pending:")
    assert kept == decided
    assert "kompletteras med en karta" in pending
    assert "quote: Solna stad välkomnar planen." not in pending


def test_a_build_tells_what_it_takes_out_and_begins_the_history_anew(data: Path, tmp_path: Path) -> None:
    """What was added before the build is gone, so that neither `history` nor `undo` may speak of it any more."""
    other, where = tmp_path / "nacka-2025.txt", ["--store", str(tmp_path / "store")]
    other.write_text(MEMO.replace("Solna stad", "Nacka kommun"), encoding="utf-8")

    def run(*arguments: str) -> str:
        done = CliRunner().invoke(clustergraph, [*arguments, *where], catch_exceptions=False)
        return done.output

    build_it = ("build", "--data", str(data))
    assert "journal" not in run(*build_it)
    assert run("add", str(other)).endswith(f"\nstored in {tmp_path / 'store'}\n")
    assert run("add", str(other)).endswith(
        f"\nnothing was changed: {tmp_path / 'store'} holds this already\n"
    )
    told = run(*build_it)
    assert "not under the data folder: https://w3id.org/clustergraph/graph/nacka-2025\n" in told
    (kept,) = (tmp_path / "store").glob("journal-before-version-*")
    assert f"the history begins anew; that of before is in {kept}\n" in told
    assert "add nacka-2025.txt" in (kept / "changes.jsonl").read_text(encoding="utf-8")
    assert run("history").startswith("no changes since the build")
    with pytest.raises(NotFoundError, match="there is no change to undo"):
        run("undo")
    run("add", str(other))
    assert run("undo").startswith("undone: change 1, add nacka-2025.txt")


@pytest.mark.parametrize(
    ("moved", "written", "told"),
    [
        # What others name and nobody has accepted is one line, however many they are.
        (
            "positions",
            {},
            [
                "documents solna-2025 stands under `pending`, and 2 accepted statements need it: move it to `documents`"
            ],
        ),
        (
            "documents",
            {},
            ["cases ks-2025-17 stands under `pending`, and 1 accepted statement needs it: move it"],
        ),
        (
            "documents cases positions",
            {"stance: support": "stance: suport"},
            ["positions solna-2025-01: CG003 ", "Is cg-stance:support meant?"],
        ),
        (
            "documents cases positions",
            {"holder: solna-stad": "holder: sollna"},
            [
                "positions solna-2025-01: CG731 ",
                "positions solna-2025-02: CG731 ",
                "actor:sollna is not described",
            ],
        ),
    ],
)
def test_a_review_that_the_shapes_refuse_is_told_at_its_lines(
    data: Path, moved: str, written: dict[str, str], told: list[str]
) -> None:
    """Half of a file is what a steward has after an hour; the rest must be found without knowing RDF."""
    run, reviewed = CliRunner(), data / "reviewed" / "solna-2025.yaml"
    run.invoke(clustergraph, ["review", str(data / "documents" / "solna-2025.txt")], catch_exceptions=False)
    yaml = YAML()
    content = yaml.load(reviewed)
    for item in list(content["pending"]):
        if item["section"] in moved.split():
            content["pending"].remove(item)
            content.setdefault(item["section"], []).append(item)
    yaml.dump(content, reviewed)
    text = reviewed.read_text(encoding="utf-8")
    for wrong, right in written.items():
        text = text.replace(wrong, right)
    reviewed.write_text(text, encoding="utf-8")
    done = run.invoke(clustergraph, ["build", "--store", ":memory:", "--data", str(data)])
    assert done.exit_code == 1
    lines = done.stderr.splitlines()
    for words in told:
        line = next(line for line in lines if words in line)
        place = re.match(re.escape(f"  {reviewed}") + r":(\d+): \w+ ([\w-]+)", line)
        assert place is not None
        item = text.splitlines()[int(place[1]) - 1 :]
        assert f"slug: {place[2]}" in "\n".join(item[:5])
    assert "evidence/" not in done.stderr


def test_only_the_standards_digest_is_called_the_canonical_one(data: Path, tmp_path: Path) -> None:
    """`build` gives a digest of digests, `release` that of RDFC-1.0: two values of one store need two names."""
    store = str(tmp_path / "store")
    told = {
        command[0]: CliRunner().invoke(clustergraph, [*command, "--store", store]).output
        for command in (["build", "--data", str(data)], ["release", str(tmp_path / "release")])
    }
    names = {name: re.search(r"([\w' -]*?) [0-9a-f]{64}$", text, re.MULTILINE) for name, text in told.items()}
    assert names["build"] and names["build"][1] == "SHA-256 of the graphs' canonical digests"
    assert names["release"] and names["release"][1].strip() == "canonical SHA-256"
