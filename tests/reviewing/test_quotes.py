"""Finding a quote again: verbatim, whatever the text."""

from hypothesis import assume, given
from hypothesis import strategies as st

from clustergraph.reviewing.quotes import locate, occurrence


@given(st.text(min_size=1), st.data())
def test_the_words_of_any_stretch_of_text_are_found_where_they_stand(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume(text[start:end].split() and text[start] not in " " and text[start:end] == text[start:end].strip())
    which = occurrence(text, (0, len(text)), start, end)
    found = locate(text[start:end], text, (0, len(text)), which)
    assert text[found[0] : found[1]].split() == text[start:end].split()


def test_words_that_begin_inside_the_words_before_them_are_a_place_too() -> None:
    text = "Ja, ja, ja, det var ja, ja, nej"
    assert [occurrence(text.lower(), (0, len(text)), at, at + 6) for at in (0, 4, 20)] == [1, 2, 3]
    assert locate("ja, ja", text.lower(), (0, len(text)), 2) == (4, 10)
