"""What a steward has decided in a file of candidates, and what is then left to decide on."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from clustergraph.errors import InputError
from clustergraph.mapping import MappedDocument
from clustergraph.model import Adoption, Document, Evidence, Position, Statement
from clustergraph.reading import read
from clustergraph.reviewing import load, merge, propose

TEXT = "Nacka välkomnar planen.\n\nPlanen har antagits av Nacka, Solna och Täby.\n\nNacka välkomnar planen.\n"
WELCOME, ADOPTED = "Nacka välkomnar planen.", "Planen har antagits av Nacka, Solna och Täby."


def _words(words: str, start: int) -> tuple[Evidence, ...]:
    return (Evidence(words, start, start + len(words), "a-rule", 0.9),)


def _position(number: int, start: int, words: str = WELCOME) -> Position:
    return Position(
        slug=f"yttrande-{number:02}",
        holder="nacka",
        stance="support",
        polarity="supportive",
        verb="välkomna",
        document="yttrande",
        order=number,
        evidence=_words(words, start),
    )


CANDIDATES: tuple[Statement, ...] = (
    Document(slug="yttrande", title="Yttrande", type="consultation-response", evidence=_words("Nacka", 0)),
    *(
        Adoption(
            slug=f"{actor}-planen",
            actor=actor,
            agreement="planen",
            evidence=_words(ADOPTED, TEXT.index(ADOPTED)),
        )
        for actor in ("nacka", "solna", "taby")
    ),
    _position(1, 0),
    _position(2, TEXT.rindex(WELCOME)),
)


@pytest.fixture
def document(tmp_path: Path) -> MappedDocument:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "yttrande.txt").write_text(TEXT, encoding="utf-8")
    source = read(tmp_path / "documents" / "yttrande.txt")
    return MappedDocument("yttrande", source, 0, len(TEXT), CANDIDATES, {})


@pytest.fixture
def decide(tmp_path: Path, document: MappedDocument) -> Callable[..., list[str]]:
    """Moves candidates, as they stand under `pending`, to their sections or to `rejected`; what is pending then."""
    path = tmp_path / "yttrande.yaml"

    def act(
        accept: str = "", reject: str = "", again: MappedDocument = document, **correct: str
    ) -> list[str]:
        propose(document, path, tmp_path / "documents", "Stina", "2026-11-28")
        yaml = YAML()
        content = yaml.load(path.read_text(encoding="utf-8"))
        for item in list(content["pending"]):
            if item["slug"] in accept.split() + reject.split():
                content["pending"].remove(item)
                section = item["section"] if item["slug"] in accept.split() else "rejected"
                content.setdefault(section, []).append(item | correct)
        with path.open("w", encoding="utf-8") as file:
            yaml.dump(content, file)
        return [one.slug for one in merge(load(path, tmp_path / "documents"), [again]).pending]

    return act


ALL = {one.slug for one in CANDIDATES}


@pytest.mark.parametrize("how", ["accept", "reject"])
@pytest.mark.parametrize(
    "slugs",
    [
        "solna-planen",  # one of three on the same words
        "nacka-planen taby-planen",
        "yttrande-01",  # the first of the same words in two places
        "yttrande-02",
        "yttrande yttrande-01 yttrande-02",
        " ".join(sorted(ALL)),
    ],
)
def test_a_decision_settles_what_it_is_about_and_nothing_beside_it(decide, how: str, slugs: str) -> None:
    assert set(decide(**{how: slugs})) == ALL - set(slugs.split())


def test_a_corrected_candidate_is_settled_by_its_short_name(decide) -> None:
    assert set(decide(accept="solna-planen", actor="solna-stad")) == ALL - {"solna-planen"}


def test_words_that_a_number_used_to_stand_for_are_not_taken_for_decided(decide, document) -> None:
    """The rules count positions: with one found before it, the second candidate becomes the third."""
    other = _position(1, TEXT.index("har antagits"), "har antagits")
    moved = replace(document, statements=(*CANDIDATES[:4], other, _position(2, 0)))
    assert "yttrande-02" not in decide(accept="yttrande-01", again=moved)
    assert "yttrande-01" in decide(accept="yttrande-01", again=moved)


def test_words_rejected_by_hand_are_rejected_wherever_they_stand(tmp_path: Path, document, decide) -> None:
    decide()
    path = tmp_path / "yttrande.yaml"
    with path.open("a", encoding="utf-8") as file:
        file.write(f"rejected:\n  - {{section: positions, quote: {WELCOME}}}\n")
    left = merge(load(path, tmp_path / "documents"), [document]).pending
    assert {one.slug for one in left} == ALL - {"yttrande-01", "yttrande-02"}


def test_a_rejected_place_that_is_no_number_is_said(tmp_path: Path, decide) -> None:
    decide()
    path = tmp_path / "yttrande.yaml"
    with path.open("a", encoding="utf-8") as file:
        file.write(f"rejected:\n  - {{section: positions, quote: {{text: {WELCOME}, occurrence: andra}}}}\n")
    with pytest.raises(InputError, match=r"under `rejected`, the occurrence 'andra' is not a number"):
        load(path, tmp_path / "documents")
