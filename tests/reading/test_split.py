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


def test_an_annex_under_a_name_alone_is_a_document() -> None:
    unsigned = MEMO.replace(SIGNED, "Bo Test\n")
    assert parts(f"{unsigned}\nBilaga\n\nYttrande över plan för vatten\n\n{BODY}")[1:] == ["Bilaga"]


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
