"""What a document says of itself, in the forms of many authorities."""

import pytest

from clustergraph.mapping.text.dates import find_dates
from clustergraph.mapping.text.registry_numbers import find_numbers
from tests.mapping.conftest import mapped


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("2025-02-03", "2025-02-03"),
        ("2024‑03‑05", "2024-03-05"),  # non-breaking hyphens
        ("den 21 augusti 2024", "2024-08-21"),
        ("3 februari 2025", "2025-02-03"),
        ("24-09-25", "2024-09-25"),
        ("5/3 2024", "2024-03-05"),
        ("20240305", "2024-03-05"),
        ("juni 2024", "2024-06"),
        ("05.03.2025", "2025-03-05"),
        ("5/3-2025", "2025-03-05"),
        ("den 5:e mars 2025", "2025-03-05"),
        ("2025-03-05:", "2025-03-05"),
        ("2025-03-05T09:00", "2025-03-05"),
        ("2025-03-05 § 45", "2025-03-05"),
    ],
)
def test_a_date_is_as_precise_as_it_is_printed(printed, value):
    assert [date.value for date in find_dates(f"Beslutades {printed} av nämnden.")] == [value]


@pytest.mark.parametrize("words", ["2023-13-40", "SOU 2023:45", "telefon 08-123 45 67", "år 2030", "12 maj"])
def test_what_is_no_date_with_a_year_is_left_out(words):
    assert find_dates(words) == []


@pytest.mark.parametrize(
    ("words", "number", "foreign"),
    [
        ("Dnr KS 2018/14", "KS 2018/14", None),
        ("Diarienr: KS-2024/1082", "KS-2024/1082", None),
        ("Ert Dnr: RS 2025-0671", "RS 2025-0671", True),
        ("(Ert dnr: RS2026-00072)", "RS2026-00072", True),
        ("Vår beteckning 102-2847", "102-2847", False),
        ("Dnr 2015/KS 0580 52", "2015/KS 0580 52", None),
        ("DNR: KU.2017.4", "KU.2017.4", None),
        ("dnr SU FV-1234-23", "SU FV-1234-23", None),
        ("Ärendenr 2023:123", "2023:123", None),
        ("Diarienummer 0512/23", "0512/23", None),
        ("beslutet U2024/01234.", "U2024/01234", None),
        ("ärendet KSN-2024-01748 bereds", "KSN-2024-01748", None),
        ("Dnr KS.2024.123", "KS.2024.123", None),
        ("Dnr 2.1.1-1234-2025", "2.1.1-1234-2025", None),
        ("ärende 2.1.1-1234-2025 avser", "2.1.1-1234-2025", None),
        ("Dnr LiU-2025-00123", "LiU-2025-00123", None),
        ("Dnr: V-2025-0123 1.2", "V-2025-0123", None),
        ("Dnr 2024/331 009", "2024/331 009", None),
        ("Vår beteckning: SN-2025-77 1.4.2", "SN-2025-77 1.4.2", False),
        ("remissen (NV-09113-24) avser", "NV-09113-24", None),
        ("remissen KS 123/2025 avser", "KS 123/2025", None),
        ("remissen UFV-PA 2025/123 avser", "UFV-PA 2025/123", None),
        ("Vårt ärendenr: SKR2024/01234", "SKR2024/01234", False),
        ("Dnr: KSKF/2025:101", "KSKF/2025:101", None),
        ("Diarienummer: 3.4.1 1290/2024", "3.4.1 1290/2024", None),
        ("Jnr 3159-2012", "3159-2012", None),
        ("motionen om en badplats TN19/71 avslås", "TN19/71", None),
        ("yttrandet (RS-LED24-0417) godkänns", "RS-LED24-0417", None),
        ("enligt RS 311-2025 ska", "RS 311-2025", None),
        ("Vår bet: 2024-000211", "2024-000211", False),
        ("regeringsbeslut Jo2009/3226 den", "Jo2009/3226", None),
        ("103 33 Stockholm 2025-09-30 U2025/01480", "U2025/01480", None),
    ],
)
def test_registry_numbers_in_their_forms(words, number, foreign):
    assert [(one.number, one.foreign) for one in find_numbers(words)] == [(number, foreign)]


@pytest.mark.parametrize(
    "words",
    [
        *(
            "SOU 2023:45",
            "prop. 2022/23:100",
            "förordning (EU) 2016/679",
            "Vår referens: Anna Ek",
            "Agenda 2030",
        ),
        *("Dnr 2012-KS Begäran om folkomröstning", "Er beteckning Anna Ek 2018-06-14", "§ D 2024-881"),
    ],
)
def test_series_statutes_and_names_are_no_registry_numbers(words):
    assert find_numbers(words) == []


def test_the_head_of_a_response():
    document = mapped(
        "Länsstyrelsen i Kalmar län\n\nYttrande\n\nDatum: 2024-05-14\nDiarienummer: 100-2871-2024\n"
        "Er beteckning: KS 2024/312\n\nNybro kommun\n\n# Yttrande över förslag till vattenplan\n\n"
        "Länsstyrelsen tillstyrker förslaget.\n\nEva Lindholm\nlandshövding\n"
    )[0]
    head = document["document"]
    assert head["type"] == "consultation-response"
    assert head["date"] == "2024-05-14"
    assert head["issuer"] == "Länsstyrelsen i Kalmar län"
    assert head["recipient"] == "Nybro kommun"
    assert head["case_numbers"] == ["100-2871-2024"]
    assert head["foreign_case_numbers"] == [{"number": "KS 2024/312", "owner": "Nybro kommun"}]
    assert [(one["name"], one["role"]) for one in document["persons"]] == [("Eva Lindholm", "landshövding")]


@pytest.mark.parametrize(
    "printed",
    [
        "Yttrande över förslag till kulturplan, dnr RD 2025/88",
        "Yttrande över förslag till kulturplan (Region Dalarnas dnr RD 2025/88)",
        "Yttrande över förslag till kulturplan – ert dnr RD 2025/88",
        "Yttrande över förslag till kulturplan. Dnr: RD 2025/88",
        "Yttrande över förslag till kulturplan, KN2025/00881",
    ],
)
def test_a_number_at_the_end_is_no_part_of_the_title(printed: str) -> None:
    text = f"Mora kommun\n2025-03-04\nDnr KS 2025/12\n\nRegion Dalarna\n\n# {printed}\n\nKommunen tillstyrker förslaget.\n"
    (one,) = mapped(text)
    assert one["document"]["title"] == "Yttrande över förslag till kulturplan"
    assert one["document"]["case_numbers"] == ["KS 2025/12"]


@pytest.mark.parametrize(
    "said",
    [
        "Mora kommun tackar för möjligheten att yttra sig och vill lämna följande synpunkter på planen.",
        "Mora kommun har ombetts att yttra sig över planen.",
        "Mora kommun har mottagit rubricerad remiss och lämnar följande yttrande.",
        "Region Dalarna har begärt kommunens yttrande över planen. Mora kommun har inget att erinra.",
    ],
)
def test_an_answer_that_only_its_first_sentence_shows(said: str) -> None:
    text = f"Mora kommun\n2025-03-04\n\nTill Region Dalarna\n\n# Kulturplan för Dalarna 2026–2029\n\n{said} Planen är lättläst.\n"
    assert mapped(text)[0]["document"]["type"] == "consultation-response"


@pytest.mark.parametrize(
    ("sentence", "foreign"),
    [
        ("Region Dalarna har sänt en vattenplan på remiss (dnr RD 2025/118).", ["RD 2025/118"]),
        ("Kommunen antog sin vattenplan (KS 2018/44) den 3 mars 2019.", []),
    ],
)
def test_a_number_that_a_memo_cites_is_not_its_own(sentence: str, foreign: list[str]) -> None:
    text = (
        "Mora kommun\nTjänsteskrivelse\n2025-03-04\nDnr KS 2025/12\n\nKommunstyrelsen\n\n# Svar på remiss om vattenplan\n\n"
        f"## Förslag till beslut\n\nKommunstyrelsen beslutar att anta yttrandet.\n\n## Bakgrund\n\n{sentence} Svaret ska lämnas i maj.\n"
    )
    head = mapped(text)[0]["document"]
    assert head["case_numbers"] == ["KS 2025/12"]
    assert [one["number"] for one in head["foreign_case_numbers"]] == foreign
