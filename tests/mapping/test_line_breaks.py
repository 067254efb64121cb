"""Minutes give the same matters whatever became of their line breaks."""

import textwrap

import pytest

from tests.mapping.conftest import mapped

MINUTES = """TORSBY KOMMUN
SAMMANTRÄDESPROTOKOLL
Kultur- och fritidsnämnden
Sammanträdesdatum 2025-09-17

Plats och tid
Kulturhuset, lokal Älven, kl. 13.00–15.20

Beslutande
Birgitta Skogberg (S), ordförande
Nils-Erik Wallin (C), vice ordförande
Tore Håkansson (V)

Övriga närvarande
Ola Brandt, bibliotekschef § 44
Ann-Sofie Krook, nämndsekreterare

Utses att justera
Lena Olander

§ 42
Dnr KFN 2025/61
Delårsrapport för simhallen

Kultur- och fritidsnämndens beslut
Nämnden godkänner delårsrapporten.

Beslutsunderlag
Protokollsutdrag arbetsutskottet 2025-09-02 § 98

§ 43
Dnr KFN 2025/48
Bidrag till orkestern i Sysslebäck

Kultur- och fritidsnämndens beslut
1. Orkestern beviljas 45 000 kronor i bidrag för 2026.
2. Bidraget betalas ut sedan årsredovisningen har lämnats in.

Reservation
Tore Håkansson (V) reserverar sig mot beslutet.

§ 44
Dnr KFN 2024/112
Svar på medborgarförslag om bibliotek för Torsby

Kultur- och fritidsnämndens förslag till kommunfullmäktige
Medborgarförslaget avslås.

Sammanfattning av ärendet
Ingrid Modin har föreslagit längre öppettider på biblioteket.
"""
FOUND = [
    ("§ 42", "KFN 2025/61", "taken", "Nämnden godkänner delårsrapporten."),
    ("§ 43", "KFN 2025/48", "taken", "Orkestern beviljas 45 000 kronor i bidrag för 2026."),
    ("§ 43", "KFN 2025/48", "taken", "Bidraget betalas ut sedan årsredovisningen har lämnats in."),
    ("§ 44", "KFN 2024/112", "proposed", "Medborgarförslaget avslås."),
]


def _paragraphs(width: int | None) -> str:
    """Each paragraph run together, and wrapped anew if a width is given."""
    run = (" ".join(paragraph.split()) for paragraph in MINUTES.split("\n\n"))
    return "\n\n".join(textwrap.fill(one, width) if width else one for one in run)


TEXTS = {
    "as printed": MINUTES,
    "no blank lines": "\n".join(line for line in MINUTES.splitlines() if line),
    "one line": " ".join(MINUTES.split()),
    "a paragraph a line": _paragraphs(None),
    "paragraphs wrapped anew": _paragraphs(78),
    "all wrapped anew": textwrap.fill(" ".join(MINUTES.split()), 95),
    "all wrapped but at hyphens": textwrap.fill(" ".join(MINUTES.split()), 72, break_on_hyphens=False),
}


@pytest.mark.parametrize("form", TEXTS)
def test_matters(form: str) -> None:
    (minutes,) = mapped(TEXTS[form])
    found = [
        (one["paragraph"], one["case_number"], one["status"], " ".join(one["quote"].split()))
        for one in minutes["decisions"]
    ]
    assert found == FOUND
    assert minutes["document"]["case_numbers"] == ["KFN 2025/61", "KFN 2025/48", "KFN 2024/112"]
    assert {one["date"] for one in minutes["decisions"] if one["status"] == "taken"} == {"2025-09-17"}
    for one in minutes["decisions"]:
        assert TEXTS[form][one["start"] : one["end"]] == one["quote"]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        (
            "1 SAMMANTRÄDESPROTOKOLL Miljö- och byggnämnden Sammanträdesdatum 2024-11-14 Sida 8 (22) 96 Dnr MBN 2024/512 Yttrande"
            " över detaljplan för Ängen 3:1 Miljö- och byggnämnden beslutar att lämna förvaltningens skrivelse som sitt yttrande."
            " Beskrivning av ärendet Kommunstyrelsen har skickat förslaget på granskning. Beslutet ska skickas till Kommunstyrelsen",
            ["§ 96"],
        ),
        (
            "Sandvikens kommun          Protokollsutdrag         Sida 12\nKommunstyrelsen            2025-09-09\n\n"
            "117                KS2025/338\n\nSvar på remiss om transportplan\n\nKommunstyrelsen beslutar\natt anta yttrandet.\n",
            ["§ 117"],
        ),
        (
            "Protokoll från fakultetsstyrelsen vid Lunds universitet 2025-02-12\n1 Öppnande Dekan öppnade mötet. 2 Val av justerare"
            " Karin Åkesson utsågs att justera protokollet. 3 Fastställande av föredragningslista Fakultetsstyrelsen beslutade att"
            " fastställa föredragningslistan. 4 Nytt masterprogram Fakultetsstyrelsen beslutade att föreslå rektor att inrätta"
            " programmet. 5 Rapporter Dekan rapporterade från rektors råd.",
            ["§ 2", "§ 3", "§ 4"],
        ),
        (
            "SAMMANTRÄDESPROTOKOLL\nSocialnämnden\n2025-01-28\n\n§ 11 Taxa för färdtjänst\n\nSocialnämndens beslut\nTaxan antas.\n\n"
            "Ärendet\nSocialnämnden beslutade den 3 december 2024,\n§ 366, att bordlägga ärendet.\n",
            ["§ 11", "§ 366"],
        ),
    ],
    ids=[
        "under the number of a page",
        "beside the number of the case",
        "counted up",
        "cited at the beginning of a line",
    ],
)
def test_paragraphs(text: str, paragraphs: list[str]) -> None:
    (minutes,) = mapped(text)
    assert [one["paragraph"] for one in minutes["decisions"]] == paragraphs
