"""Files that hold several documents, and documents that only look as if they did."""

import itertools
from pathlib import Path

import pytest

from clustergraph.reading import Source, read, split

DOCUMENTS = Path(__file__).parents[2] / "data" / "documents"
BODY = "Kommunen har tagit del av förslaget och lämnar härmed sina synpunkter. Förslaget är i huvudsak bra.\n"
SIGNED = "Kommunstyrelsens kontor\n\nEva Prov\nKommundirektör\n"
MEMO = f"Kommunstyrelsens kontor\nTjänsteskrivelse\n\nDatum: 2025-01-01\nDnr: KS 2025/1\n\nPlan för vatten i länet\n\nSammanfattning\n\n{BODY}\n{SIGNED}"


def parts(text: str) -> list[str]:
    """The first line of each document."""
    source = Source("fil.txt", text, "", "", "text/plain")
    return [text[part.start : part.end].strip().split("\n")[0] for part in split(source)]


@pytest.mark.parametrize(
    ("name", "beginnings"),
    [
        ("huddinge-2024-protokollsutdrag.txt", [""]),
        ("stockholm-2026-remissvar.txt", [""]),
        (
            "uppsala-2025-tjansteskrivelse-och-avsiktsforklaring.txt",
            ["", "Avsiktsförklaring att stärka Stockholm-Uppsalaregionens"],
        ),
        (
            "uppsala-2026-tjansteskrivelse-yttrande-och-strategi.txt",
            ["", "Kommunstyrelsen  \n**Yttrande**Region Uppsala", "# Strategi för Life science i"],
        ),
    ],
)
def test_the_source_documents(name: str, beginnings: list[str]) -> None:
    source = read(DOCUMENTS / name)
    found = split(source)
    assert [part.start for part in found][:1] == [0]
    assert len(found) == len(beginnings)
    for part, beginning in zip(found, beginnings, strict=True):
        assert source.text[part.start :].startswith(beginning)


@pytest.mark.parametrize(
    ("enclosed", "first_line"),
    [
        (f"Plan för vatten i länet\n\n{BODY}", "Plan för vatten i länet"),
        (f"# Vattenplan 2030\n\n{BODY}", "# Vattenplan 2030"),
        (
            f"Avsiktsförklaring om samarbete kring vatten\n\n{BODY}",
            "Avsiktsförklaring om samarbete kring vatten",
        ),
        (
            f"Kommunstyrelsen\nYttrande\n\nTill Region Exempel\n\nErt dnr: RS 2025/9\n\nPlan för vatten\n\n{BODY}",
            "Kommunstyrelsen",
        ),
        (f"Bilaga 1\n\nSAMVERKANSAVTAL OM VATTEN\n\n1. Parter\n\n{BODY}", "Bilaga 1"),
        (
            f"Bilaga: Samverkansavtal\n\nSAMVERKANSAVTAL OM VATTEN\n\n1. Parter\n\n{BODY}",
            "SAMVERKANSAVTAL OM VATTEN",
        ),
        (f"Bilagor\n1. Samverkansavtal\n\nSAMVERKANSAVTAL OM VATTEN\n\n{BODY}", "SAMVERKANSAVTAL OM VATTEN"),
        (
            f"Protokollsutdrag\nSammanträdesdatum 2025-02-01\n\n§ 12 Plan för vatten\n\n{BODY}",
            "Protokollsutdrag",
        ),
    ],
)
def test_an_enclosed_document_after_the_signature(enclosed: str, first_line: str) -> None:
    text = f"{MEMO}\n{enclosed}"
    assert parts(text) == ["Kommunstyrelsens kontor", first_line]


# A memo that nobody signs, with an agreement in the same file: its title, and what says who its parties are.
UNSIGNED = MEMO.replace(SIGNED, "")
PARTIES = "Parter\n\n- Solna stad\n- Region Uppsala\n"
WITNESSED = "Mellan Solna stad, nedan kallad Staden, och Region Uppsala har i dag slutits detta avtal.\n"
DUTIES = (
    "\n§ 1 Syfte\nParterna ska gemensamt verka för att vattnet i länet hålls rent och undersöks varje år.\n"
)


@pytest.mark.parametrize(
    ("title", "parties"),
    [
        ("AVSIKTSFÖRKLARING", PARTIES),
        ("SAMVERKANSÖVERENSKOMMELSE OM VATTEN", PARTIES),
        ("ÖVERENSKOMMELSE", "1. Parter\nSolna stad och Region Uppsala.\n"),
        ("AVTAL MELLAN SOLNA STAD OCH REGION UPPSALA", ""),
        ("Samverkansavtal om vatten", WITNESSED),
        ("Bilaga 2\n\nSamverkansavtal om vatten", PARTIES),
        ("---\n\nAvtal\nmellan Solna stad och Region Uppsala om vatten", PARTIES),
    ],
)
def test_an_agreement_that_names_its_parties_is_a_document(title: str, parties: str) -> None:
    begun = parts(f"{UNSIGNED}\n\n{title}\n\n{parties}{DUTIES}")
    assert len(begun) == 2
    assert begun[1] in title.split("\n")


@pytest.mark.parametrize(
    "section",
    [
        "Samverkansavtal om vatten\n\nAvtalet mellan Solna stad och Region Uppsala löper ut i år och bör därför förnyas.\n",
        "AVTAL\n\nMed avtal menas här det som kommunen och regionen kom överens om i samband med förra årets undersökning.\n",
        "Överenskommelse\n\nParterna är ense om att vattnet i länet ska undersökas, men inte om vem som ska betala för det.\n",
        "Parter\n\nParter i det tidigare avtalet var Solna stad och Region Uppsala, som båda har sagt upp det.\n",
    ],
)
def test_a_section_about_an_agreement_begins_none(section: str) -> None:
    assert len(parts(f"{UNSIGNED}\n\n{section}\n{BODY}")) == 1


def test_an_agreement_alone_is_one_document() -> None:
    annex = "BILAGA 1\n\nAvtalsparternas kontaktpersoner för vatten i länet under hela avtalstiden.\n"
    assert len(parts(f"AVTAL\n\n{WITNESSED}{DUTIES}\n\nAVTALSTID\n\n{PARTIES}\n{annex}")) == 1


def test_an_annex_under_a_name_alone_is_a_document() -> None:
    unsigned = MEMO.replace(SIGNED, "Bo Test\n")
    assert parts(f"{unsigned}\nBilaga\n\nYttrande över plan för vatten\n\n{BODY}")[1:] == ["Bilaga"]


@pytest.mark.parametrize(
    ("signed", "second"),
    [
        ("Bo Test\nEva Prov\n", "Yttrande över plan för vatten"),
        (
            "Bo Test (L)\n\n______________________\n",
            "Region Exempel\nYTTRANDE\nDatum: 2025-02-01\nDnr: RS 2025/3",
        ),
        ("Bo Test\n", "Hovrätten för Exempel\nYTTRANDE\n2025-02-01\nDnr 2025/118"),
        ("Eva Prov\nJurist\n2 (3)\n", "Bilaga 1\nDnr KB 2025-441\n\nYttrande över plan för vatten"),
        (
            "Bo Test (L)\n\n---\n",
            "| Mora kommun | Tjänsteskrivelse |\n|---|---|\n| Handläggare: Eva Prov | Datum: 2025-08-20 |\n| Skolkontoret | Dnr: KS/2025:2 |\n\nSvar på motion",
        ),
    ],
    ids=["title", "rule", "head", "page number", "table"],
)
def test_what_stands_under_bare_names_is_a_document(signed: str, second: str) -> None:
    unsigned = MEMO.replace(SIGNED, signed)
    assert parts(f"{unsigned}\n{second}\n\n{BODY}")[1:] == [second.split("\n")[0]]


MINUTES = (
    "Mora kommun\nKommunstyrelsen\nSAMMANTRÄDESPROTOKOLL\n2025-02-11\n\n§ 12 Plan för vatten\n\nBeslut\nPlanen antas.\n\n"
    "Vid protokollet\nEva Prov\n\nJusteras\nBo Test                  Ida Bo\n"
)


@pytest.mark.parametrize(
    ("annexed", "second"),
    [
        (
            f"Bilaga till § 12\n\nSärskilt yttrande\n\n{BODY}\nMora den 11 februari 2025\n\nBo Test (C)\n",
            ["Bilaga till § 12"],
        ),
        (
            f"Bilaga 2, KS § 12\n\nReservation från Vänsterpartiet\n\n{BODY}\nBo Test (V)\n",
            ["Bilaga 2, KS § 12"],
        ),
        (f"Bilaga till § 12\n\nSärskilt yttrande\n\n{BODY}", []),
        (f"Bilaga till § 12\n\nSärskilt yttrande\n\n{BODY}\nBo Test (C)\n\n§ 13 Val\n\n{BODY}", []),
        ("Bilaga 1\n\nFordon\nSläckbil 2410\nTankbil 2440\n", []),
    ],
)
def test_a_signed_statement_annexed_to_minutes_is_a_document(annexed: str, second: list[str]) -> None:
    assert parts(f"{MINUTES}\n{annexed}")[1:] == second


def test_the_contacts_of_a_signatory_begin_none() -> None:
    contacts = "Eva Prov\n\nUtredare\n\nAvdelningen för politik\n\neva@prov.example\n\nTelefon 08-790 33 00\n\nFler svar?\n\n"
    assert len(parts(f"{MEMO}\n{contacts}{BODY}")) == 1


FLAT = (
    "TJÄNSTESKRIVELSE Datum 2025-04-04 Dnr KS 2025/88 Till kommunstyrelsen Svar på remiss om plan för vatten Förslag till beslut Kommunstyrelsen"
    " lämnar yttrandet. Bakgrund Region Exempel har remitterat en plan för länets vatten. Kontoret välkomnar planen men saknar en beskrivning av"
    " hur den ska betalas. Eva Prov Utredare"
)


@pytest.mark.parametrize(
    ("second", "begins"),
    [
        (
            f"YTTRANDE Datum 2025-04-26 Vårt dnr KS 2025/88 Region Exempel Svar på remiss om plan för vatten {BODY}",
            "YTTRANDE",
        ),
        (
            f"2 Regeringskansliet Remiss 2025-01-30 N2025/4711/TIF Remiss av plan för vatten {BODY}",
            "2 Regeringskansliet",
        ),
        (
            f"Tjänsteskrivelse 1(2) Dnr KS 2025/91 Skolkontoret 2025-04-06 Plan för skolan {BODY}",
            "Tjänsteskrivelse",
        ),
        (f"TJÄNSTESKRIVELSE 2 (3) Datum 2025-04-04 Dnr KS 2025/88 {BODY}", ""),
        (f"Beslutsunderlag Tjänsteskrivelse 2025-04-04 Remissmissiv 2025-01-30, dnr RS 2025/12 {BODY}", ""),
        (f"Av Länsstyrelsens YTTRANDE 2025-02-01 framgår att planen bör ses över. {BODY}", ""),
    ],
)
@pytest.mark.parametrize("between", [" ", "\n\n"], ids=["one line", "pages"])
def test_the_head_of_another_paper_amid_text_without_line_breaks(
    second: str, begins: str, between: str
) -> None:
    found = parts(f"{FLAT}{between}{second}")[1:]
    assert [one[: len(begins)] for one in found] == ([begins] if begins else [])


def test_a_head_that_begins_with_type_and_page_number_is_none_of_the_signature() -> None:
    head = "YTTRANDE            1(1)\nRegionstyrelsen          2026-03-03          RS 2025/33\n\nRegion Exempel\nregionen@example.org"
    second = parts(f"{MEMO}\n\n\n{head}\n\n\nYttrande över plan för vatten\n\n{BODY}")[1:]
    assert second == [head.split("\n")[1]]


def test_a_new_head_without_a_signature() -> None:
    unsigned = MEMO.replace(SIGNED, "")
    second = unsigned.replace("Tjänsteskrivelse", "Yttrande").replace("KS 2025/1", "KS 2025/2")
    assert len(parts(f"{unsigned}\n{second}")) == 2


@pytest.mark.parametrize(
    "rest",
    [
        "",
        "Bilagor\n1. Karta\n2. Protokollsutdrag\n",
        "Bilaga: Förslag till handlingsplan\n",
        f"Särskilt yttrande\n\n{BODY}",
        f"Reservation\n\n{BODY}",
        f"Protokollsanteckning av Bo Test (S)\n\n{BODY}",
        "Beslutet skickas till\n\nRegion Exempel\nKommunstyrelsen\n",
        f"§ 13 Val av ledamot\n\n{BODY}",
        f"3.2 Uppföljning\n\n{BODY}",
        f"Ekonomiska konsekvenser\n\n{BODY}",
        f"Hur man överklagar\n\n{BODY}",
        f"{BODY}\nBo Test\nsekreterare\n",
    ],
)
def test_what_follows_a_signature_within_one_document(rest: str) -> None:
    assert len(parts(f"{MEMO}\n{rest}")) == 1


def test_sections_do_not_begin_documents() -> None:
    sections = "\n".join(f"## {n} Avsnitt\n\n{BODY}" for n in range(1, 6))
    assert (
        len(
            parts(
                f"# Strategi för vatten\n\n**Dnr:** RS 1\n\n{sections}\n## Handlingsplan\n\n{BODY}\n## Bilaga 1\n\n{BODY}"
            )
        )
        == 1
    )


def test_parts_cover_the_file_and_their_blocks() -> None:
    source = read(DOCUMENTS / "uppsala-2026-tjansteskrivelse-yttrande-och-strategi.txt")
    found = split(source)
    assert found[0].start == found[0].first == 0
    assert found[-1].end == len(source.text)
    for part, following in itertools.pairwise(found):
        assert (part.end, part.last) == (following.start, following.first)
    assert found[2].title == "Strategi för Life science i Stockholm-Uppsalaregionen"


def test_a_page_that_shows_a_document_under_its_title_and_a_summary_is_one_with_it() -> None:
    page = f"Rent vatten i alla sjöar\n\n{BODY}\nRemissvar\n\nRent vatten i alla sjöar (SOU 2024:12)\nErt dnr M2024/01529/NM\n\n{BODY}"
    assert parts(page) == ["Rent vatten i alla sjöar"]


def test_a_file_without_structure_is_one_document() -> None:
    assert split(Source("a.txt", "hej", "", "", "text/plain"))[0].title == ""
