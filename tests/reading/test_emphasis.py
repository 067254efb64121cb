"""Words without markup, each with its place in the stored text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustergraph.reading import plain


def words(text: str) -> str:
    return plain(text, 0, len(text)).words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*Staden föreslår* att", "Staden föreslår att"),
        ("1 **att** anta", "1 att anta"),
        ("***mycket*** **_viktigt_** *nu*", "mycket viktigt nu"),
        ("**Ett****Två**", "EttTvå"),
        ("_nytt_ ord_med_streck", "nytt ord_med_streck"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("en ensam * och ** här", "en ensam * och ** här"),
        ("se [bilagan](mailto:a@b.se) här", "se bilagan här"),
        ("![karta](k.png) över", "karta över"),
        ("Region\n  Exempel", "Region Exempel"),
        ("Region\u00a0Exempel", "Region Exempel"),
        ("utveck-\nlingen", "utvecklingen"),
        ("Stockholm-\nUppsala", "Stockholm-Uppsala"),
        ("Stockholm- Uppsalaregionen", "Stockholm-Uppsalaregionen"),
        ("hälso-\noch sjukvård", "hälso- och sjukvård"),
        ("hälso- och sjukvård", "hälso- och sjukvård"),
        ("MILJÖ- OCH BYGGNADSNÄMNDEN", "MILJÖ- OCH BYGGNADSNÄMNDEN"),
        ("kom\u00admun", "kommun"),
        ("punkt 1\\. och \\*", "punkt 1. och *"),
        ("a<br>b", "a b"),
        ("§ 3 – ”citat” (S)", "§ 3 – ”citat” (S)"),
        ("", ""),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert words(text) == expected


def test_words_found_are_quoted_as_stored() -> None:
    text = "Vi, *Region\nExempel*, föreslår utveck-\nling av [samarbetet](#x) nu."
    read = plain(text, 0, len(text))
    for wanted, stored in [
        ("Region Exempel", "Region\nExempel"),
        ("utveckling", "utveck-\nling"),
        ("samarbetet nu", "samarbetet](#x) nu"),
    ]:
        at = read.words.index(wanted)
        start, end = read.span(at, at + len(wanted))
        assert text[start:end] == stored


@given(st.text(alphabet="aB *_[]()\n-\\\u00ad<br>!", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_every_character_maps_back(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    read = plain(text, start, end)
    offsets = [read.offset(index) for index in range(len(read.words))]
    assert offsets == sorted(set(offsets))
    assert all(start <= offset < end for offset in offsets)
    for offset, character in zip(offsets, read.words, strict=True):
        assert text[offset] == character or character == " "
