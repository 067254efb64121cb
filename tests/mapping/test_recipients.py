"""To whom a paper is sent, by its title, by who asked for it, and in heads that lost their line breaks."""

import pytest

from tests.mapping.conftest import mapped

_HEAD = "Ekby kommun\nKommunstyrelsen\n2024-05-14\nDnr KS 2024/118\n\n"
_BODY = (
    "\n\nSammanfattning\n\nEkby kommun tillstyrker förslaget och anser att planen bör kompletteras med en tidplan för "
    "åtgärderna i de små vattendragen.\n"
)


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        (_HEAD + "Remissvar – Boverkets förslag till en plan", None),
        (_HEAD + "Klimat-och näringslivsdepartementet\n103 33 Stockholm\n\nYttrande över en plan", "Klimat- och näringslivsdepartementet"),
        (_HEAD + "Yttrande över en plan\n\nBoverket har berett kommunen tillfälle att yttra sig över en plan.", "Boverket"),
        (_HEAD + "Yttrande över en plan\n\nEkby kommun har av Boverket beretts möjlighet att lämna synpunkter.", "Boverket"),
        (_HEAD + "Yttrande över en plan\n\nEkby kommun har från Boverket fått rubricerad remiss för yttrande.", "Boverket"),
        (_HEAD + "Yttrande över en plan\n\nEkby kommun lämnar härmed till Boverket följande synpunkter.", "Boverket"),
        (_HEAD + "Yttrande över en plan\n\nRegeringskansliet, Finansdepartementet, har genom remiss den 3 mars 2024 gett Ekby kommun möjlighet att lämna synpunkter.", "Finansdepartementet"),
        (_HEAD + "Yttrande över en plan\n\nGenom remiss från Regeringskansliet (Finansdepartementet) har kommunen inbjudits att yttra sig.", "Finansdepartementet"),
        (_HEAD + "Yttrande över en plan\n\nEkby kommun har beretts tillfälle av Regeringskansliet (Finansdepartementet) att lämna synpunkter.", "Finansdepartementet"),
        (_HEAD + "Yttrande över en plan\n\nEkby kommun har av Länsstyrelsen i Örebro län (naturavdelningen) beretts tillfälle att yttra sig.", "Länsstyrelsen i Örebro län"),
        (_HEAD + "Yttrande över en plan\n\nBoverket har hemställt om kommunens yttrande över planen.", "Boverket"),
        (_HEAD + "Till Regeringskansliet\nFinansdepartementet\n\nYttrande över en plan", "Finansdepartementet"),
        ("Skolinspektionen\nBeslut\n2022-10-03\n\nUtbildningsnämnden i Arvika kommun\n\nBeslut efter tillsyn\n\nSkolinspektionen förelägger kommunen att ge eleverna undervisning.", "Utbildningsnämnden"),
        ("Länsstyrelsen\nJönköpings län\n\nBESLUT\n2023-04-18\n\nBarn- och ungdomsnämnden i Nässjö kommun\n\nTillsyn av elevhälsan\n\nLänsstyrelsens beslut\n\nLänsstyrelsen förelägger nämnden att upprätta rutiner för loggkontroll.", "Barn- och ungdomsnämnden"),
        (_HEAD + "Att. Karin Holm, Trafikverket\n\nYttrande över en plan", "Trafikverket"),
        ("Ekby kommun  Regeringskansliet Finansdepartementet 103 33 Stockholm Dnr Fi2024/00123, enligt remiss\n2024-05-14\n\nYttrande över en plan", "Finansdepartementet"),
        ("Regeringsbeslut\n2024-05-14\nFi2024/00123\n\nFinansdepartementet\n\nBoverket\n371 23 Karlskrona\n\nUppdrag om en plan\n\nRegeringens beslut\nRegeringen uppdrar åt Boverket att ta fram en plan.", "Boverket"),
        ("Regeringsbeslut\n2024-05-14\nFi2024/00123\n\nFinansdepartementet\n\nRegleringsbrev för budgetåret 2024 avseende Boverket\n\nRegeringen beslutar att följande ska gälla under året.", "Boverket"),
        ("Fler bibliotek\n\nMotion 2011/12:Kr118 av Karin Ek (c)\n\nFörslag till riksdagsbeslut\n\nRiksdagen tillkännager som sin mening vad som anförs om bibliotek.", "Sveriges riksdag"),
        ("1 Beslut Diarienr Region Dalarna Box Falun Tillsyn av Region Dalarna Integritetsskyddsmyndigheten meddelar följande BESLUT Region Dalarna föreläggs att införa loggar. Ärendet avslutas.", "Region Dalarna"),
        ("Finansdepartementet, enligt remiss\n" + _HEAD + "Yttrande över en plan", "Finansdepartementet"),
        ("Tjänsteutlåtande\nEkby kommun\nKommunrådsberedningen\n2024-05-14\n\nEn plan\n\nFörslag till beslut\nKommunrådsberedningen föreslår kommunstyrelsen besluta att anta planen.", "Kommunstyrelsen"),
        ("Tjänsteskrivelse\nEkby kommun\n2024-05-14\n\nEn plan\n\nFörslag till beslut\nByggnadsnämnden får i uppdrag att ta fram en plan.", None),
        (_HEAD + "Yttrande över en plan\n\nBoverket har tagit fram en plan för byggandet i landet.", None),
        (
            "Ekbyföreningens remissvar till Finansdepartementet avseende en plan\n\nEkbyföreningen välkomnar planen och "
            "vill framhålla vikten av att den följs upp varje år av regeringen.",
            "Finansdepartementet",
        ),
    ],
)  # fmt: skip
def test_who_asked_for_an_answer_receives_it(text, recipient):
    assert mapped(text + _BODY)[0]["document"]["recipient"] == recipient


def test_the_head_of_a_university_is_written_to_by_an_agency():
    text = (
        "1 1(3) Handläggare Anna Ek Umeå universitet Rektor Beslut i ett tillsynsärende om betyg "
        "Universitetskanslersämbetet kritiserar Umeå universitet för att betyg har satts för sent. Ämbetet påpekar att "
        "studenterna har rätt till ett besked inom den tid som universitetets egna regler anger och förutsätter att "
        "universitetet ser över sina rutiner före nästa termin.\n"
    )
    head = mapped(text)[0]
    assert (head["document"]["issuer"], head["document"]["recipient"]) == (
        "Universitetskanslersämbetet",
        "Umeå universitet",
    )
    assert [one["name"] for one in head["persons"]] == ["Anna Ek"]


def test_a_text_may_end_with_its_receiver():
    assert (
        mapped("Uppsala universitet\n\nYttrande över en plan\n\nSolna stad\n")[0]["document"]["recipient"]
        == "Solna stad"
    )
