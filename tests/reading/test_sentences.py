"""Sentences: full stops that end one, and those that do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustergraph.reading import sentences


def split_into(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "parts",
    [
        ["Kommunen tillstyrker förslaget.", "Regionen avstyrker det."],
        ["Det gäller bl.a. Stockholm och t.ex. Uppsala.", "Mer följer."],
        ["Parter är KTH, SLU m.fl.", "Alla har svarat."],
        ["Se prop. 2023/24:12 och 5 kap. 3 § plan- och bygglagen.", "Ny mening."],
        ["Ärendet har dnr. KS 2024/1.", "Det är klart."],
        ["Enligt 5 § ska kommunen svara.", "Så sker."],
        ["Förslaget läggs fram av K. Andersson och A. B. Berg.", "De är eniga."],
        ["Avsnitt 1.2 Syfte behöver ses över.", "Avsnitt 3 är bra."],
        ["Mötet hölls den 5 mars 2025.", "Därefter kom 15 svar."],
        ["Det kostar ca. 3 mnkr, dvs. 10 procent.", "Det är mycket!", "Varför då?", "Oklart."],
        ["Kommunen svarar ”Ja.”", "Regionen säger nej."],
        ["Detta framgår (se bilaga 2).", "Mer står där."],
        ["Det följer av bilaga B.", "Kommunen delar bilden."],
        ["Strategin är bra.", "*Staden instämmer* i det.", "**Regionen** också."],
        ["De s.k. Living labs är viktiga.", "Så är det."],
        ["Planen gäller fr.o.m. Januari 2026.", "Den ersätter en äldre."],
        ["Beslut fattas enligt 5 kap. 3 §.", "Det kan överklagas."],
        ["Målet nås ... om alla hjälps åt.", "Annars inte."],
        ["Se fotnoten om läget.1", "Nästa mening."],
        ["Se www.exempel.se.", "Adressen är a.b@exempel.se."],
        ["1. Kommunen antar planen."],
        ["Reg.nr. 12 och tel. 018-12 34 56 finns i kap. 2."],
        ["Kostnaden är 1.5 mnkr och kl. 13.00 börjar mötet."],
    ],
)
def test_sentences(parts: list[str]) -> None:
    assert split_into(" ".join(parts)) == parts


def test_a_lost_space_between_sentences() -> None:
    assert split_into("Planen är bra.Kommunen delar den.") == ["Planen är bra.", "Kommunen delar den."]


def test_line_breaks_and_blank_lines() -> None:
    assert split_into("Första\nraden. Andra\n\nTredje stycket\n\nfortsätter efter sidan.\n") == [
        "Första\nraden.",
        "Andra",
        "Tredje stycket\n\nfortsätter efter sidan.",
    ]


def test_only_the_stretch_asked_for() -> None:
    text = "Ett. Två. Tre."
    assert sentences(text, 5, 9) == [(5, 9)]
    assert sentences(text, 4, 4) == []


@given(st.text(alphabet="Aa. !?\n…)”1b.c", max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_sentences_cover_the_words_in_order(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    at = start
    for begin, stop in sentences(text, start, end):
        assert at <= begin < stop <= end
        assert not text[at:begin].strip()
        assert text[begin:stop] == text[begin:stop].strip()
        at = stop
    assert not text[at:end].strip()
