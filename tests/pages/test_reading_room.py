"""A text cut at its quotes: nothing is lost, and each quote covers its own words."""

from hypothesis import given
from hypothesis import strategies as st

from clustergraph.pages.reading_room import Passage, paragraphs, share_quoted

TEXTS = st.text(alphabet="ab å\n<\u202e", max_size=80)


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, list[Passage], int, int]:
    text = draw(TEXTS)
    places = st.integers(0, len(text))
    passages = [
        Passage(f"id/position/{number}", 1, *sorted((draw(places), draw(places))))
        for number in range(draw(st.integers(0, 6)))
    ]
    start, end = sorted((draw(places), draw(places)))
    return text, passages, start, end


@given(cases())
def test_the_pieces_are_the_text_and_each_quote_covers_its_words(
    case: tuple[str, list[Passage], int, int],
) -> None:
    text, passages, start, end = case
    found = paragraphs(text, passages, start, end)
    pieces = [piece for paragraph in found for piece in paragraph.pieces]
    assert "".join(piece.text for piece in pieces) == text[start:end]
    for passage in passages:
        covered = "".join(piece.text for piece in pieces if passage in piece.passages)
        assert covered == text[max(passage.start, start) : max(min(passage.end, end), start)]
        assert sum(piece.begins.count(passage) for piece in pieces) == bool(covered)


def test_paragraphs_end_at_blank_lines() -> None:
    found = paragraphs("Ett.\nTvå.\n\nTre.\n", [Passage("x", 1, 11, 15)])
    assert ["".join(piece.text for piece in one.pieces) for one in found] == ["Ett.\nTvå.\n\n", "Tre.\n"]
    assert [one.quoted for one in found] == [False, True]


def test_the_share_counts_letters_not_white_space() -> None:
    assert share_quoted(paragraphs("ab  \n\n cd", [Passage("x", 1, 0, 2)])) == 50
    assert share_quoted(paragraphs("", [])) == 0
