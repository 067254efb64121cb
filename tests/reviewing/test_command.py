"""`clustergraph review` and `map` take documents, and say what to do with other files."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from clustergraph.commands._options import counted
from clustergraph.commands.map import command as map_
from clustergraph.commands.review import command as review
from clustergraph.errors import InputError


@pytest.mark.parametrize("name", ["graf.ttl", "graf.TRIG", "graf.jsonld", "graf.rdf", "graf.nq"])
def test_rdf_is_no_document_to_review(tmp_path: Path, name: str) -> None:
    (tmp_path / "documents").mkdir()
    file = tmp_path / "documents" / name
    file.write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    told = f"{name} is RDF, not a document: `clustergraph validate` checks it and `clustergraph add` loads it"
    with pytest.raises(InputError, match=told):
        CliRunner().invoke(review, [str(file)], catch_exceptions=False)
    mapped = CliRunner().invoke(map_, [str(file)])
    assert (mapped.exit_code, mapped.stdout) == (2, "")
    assert told in mapped.stderr


def test_a_file_that_cannot_be_read_leaves_no_folder_behind(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    file = tmp_path / "documents" / "tom.txt"
    file.touch()
    with pytest.raises(InputError, match="is empty"):
        CliRunner().invoke(review, [str(file)], catch_exceptions=False)
    assert [path.name for path in tmp_path.iterdir()] == ["documents"]


@pytest.mark.parametrize(("number", "told"), [(0, "0 quotes"), (1, "1 quote"), (2, "2 quotes")])
def test_one_is_not_told_as_many(number: int, told: str) -> None:
    assert counted(number, "quote") == told
