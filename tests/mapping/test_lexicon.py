"""What the lexicon holds for the rules by name: each is asked for, and its patterns can be compiled."""

import re
from pathlib import Path

import pytest

from clustergraph import resources
from clustergraph.mapping.text.vocabulary import lexicon

FILES = sorted(path.stem for path in (resources.ontology() / "lexicon").glob("*.toml"))
RULES = "\n".join(path.read_text("utf-8") for path in Path("src/clustergraph/mapping").rglob("*.py"))


@pytest.mark.parametrize("name", FILES)
def test_rules_ask_for_all_that_has_a_name(name: str) -> None:
    known = lexicon(name)
    named = [key for table in ("patterns", "lists", "tables", "sparse") for key in known.get(table, {})]
    assert [key for key in named if f'"{key}"' not in RULES] == []


@pytest.mark.parametrize("name", FILES)
def test_alternatives_of_a_pattern_stand_alone(name: str) -> None:
    alternatives = [one for several in lexicon(name).get("patterns", {}).values() for one in several]
    assert all(map(re.compile, alternatives))
