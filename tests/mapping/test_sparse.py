"""A pattern tried only where its literals stand finds what it would find if it were tried everywhere."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest

from clustergraph import mapping
from clustergraph.mapping import map_source
from clustergraph.mapping.text import sparse
from clustergraph.mapping.text.sparse import Sparse
from clustergraph.mapping.text.view import lowered
from clustergraph.reading import read

TEXTS = sorted(Path("tests/evaluation/development").glob("*.txt"))

ADOPTED = Sparse(r"\b(?:antog|antogs)\b", "antog", leads=True)
ANSWER = Sparse(r"[A-ZÅÄÖ]\w+ (?=svarar\b)", "svarar")
PLAN = Sparse(r"(?<![\w-])\w*plan(?=en|er)", "plan", in_word=True)

FOUND = [
    (ADOPTED, "Nämnden antog planen.\nDen antogs i maj.", ["antog", "antogs"]),
    (ADOPTED, "Den förantogs.", []),
    (ADOPTED, "", []),
    (ANSWER, "Mora svarar.\nI dag svarar Orsa, och Rättvik svarar.", ["Mora ", "Rättvik "]),
    (ANSWER, "Mora\nsvarar", []),
    (PLAN, "Vår översiktsplanen.\nplaner för planplaneringen", ["översiktsplan", "plan", "planplan"]),
    (PLAN, "Vår plan, re-planen, av_planen", ["av_plan"]),
]


@pytest.mark.parametrize(("pattern", "words", "found"), FOUND)
def test_finds_matches_in_order(pattern: Sparse, words: str, found: list[str]) -> None:
    assert [match[0] for match in pattern.within(words.lower(), words).finditer()] == found


def test_searches_a_part_of_a_text() -> None:
    words = "Den antogs. Den antog."
    sought = ADOPTED.within(words.lower())
    assert sought.search(0, 10) is not None
    assert sought.search(10, 18) is None, "no literal is whole in this part"
    assert [match.start() for match in sought.finditer(8)] == [16]


def rules() -> list[Sparse]:
    """Every pattern of the rules, those that the lexicon makes too."""
    for module in pkgutil.walk_packages(mapping.__path__, "clustergraph.mapping."):
        importlib.import_module(module.name)
    map_source(read(TEXTS[0]))
    return [pattern for pattern in sparse.PATTERNS if pattern not in (ADOPTED, ANSWER, PLAN)]


def test_the_literals_of_each_rule_stand_in_all_that_it_matches() -> None:
    patterns = rules()
    assert len(patterns) > 15
    texts = [file.read_text("utf-8") for file in TEXTS]
    for pattern in patterns:
        # The alternatives of a pattern, one a line, are words that it can match.
        own = re.sub(r"\\[bB]|[?*+^$]|\{[^}]*\}|\[[^\]]*\]", "", pattern.pattern.pattern)
        for words in (*texts, re.sub(r"\(\?[:=!<]+|[|()]", "\n", own)):
            lower = lowered(words)
            everywhere = [
                (match.start() + line.start(), match[0])
                for line in re.finditer(r"[^\n]+", words)
                for match in pattern.pattern.finditer(line[0])
            ]
            found = [(match.start(), match[0]) for match in pattern.within(lower, words).finditer()]
            assert found == everywhere, pattern.pattern.pattern[:80]
