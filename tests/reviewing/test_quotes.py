"""Finding a quote again: verbatim, whatever the text."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from clustergraph.reviewing.quotes import QuoteError, locate, occurrence


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


@pytest.mark.parametrize(
    ("quote", "text", "there"),
    [
        ("Pa\u0308r A\u030angmark", "Ledamot Pär Ångmark deltar.", "«Pär Ångmark»"),
        ("Pär", "Ledamot Pa\u0308r deltar.", "«Pa\u0308r»"),
        ("2025-2027", "Plan för 2025–2027.", "«2025–2027»"),
        ('"Planen" antas', "Att ”Planen”\nantas.", "«”Planen” antas»"),
        ("KS-2026/114", "dnr ks-2026/114", "«ks-2026/114»"),
    ],
)
def test_words_in_other_signs_are_told_as_such(quote: str, text: str, there: str) -> None:
    with pytest.raises(QuoteError, match="in these signs: it writes") as raised:
        locate(quote, text, (0, len(text)))
    assert there in str(raised.value)


def test_words_that_are_not_there_at_all_get_no_such_hint() -> None:
    with pytest.raises(QuoteError, match=r"does not hold the words «Planen avslås»$"):
        locate("Planen avslås", "Planen antas.", (0, 13))
