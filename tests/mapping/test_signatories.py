"""For whom the people who sign an agreement do so."""

import pytest

from tests.mapping.conftest import mapped

AGREEMENT = (
    "Avsiktsförklaring om en gemensam museibuss\n\nMellan Mora kommun, Orsa kommun och Lima Såg AB\n\n"
    "Parterna vill köra en museibuss till skolorna. Mora kommun leder arbetet.\n\nMora den 3 mars 2025\n\n"
)
ALL = {"Eva Holm": "Mora kommun", "Ola Dahl": "Orsa kommun", "Bo Ek": "Lima Såg AB"}


@pytest.mark.parametrize(
    ("signature", "expected"),
    [
        pytest.param(
            "För Mora kommun\nEva Holm\nKommunalråd\n\nFör Orsa kommun\nOla Dahl\nKommunchef\n\n"
            "För Lima Såg AB\nBo Ek\nVerkställande direktör\n",
            ALL,
            id="one under the other",
        ),
        pytest.param(
            "För Mora kommun               För Orsa kommun\n\n"
            "Eva Holm                      Ola Dahl\n"
            "Kommunalråd                   Kommunchef\n\n\n"
            "För Lima Såg AB\n\nBo Ek\nVerkställande direktör\n",
            ALL,
            id="in columns under the organisations",
        ),
        pytest.param(
            "Eva Holm                 Ola Dahl                 Bo Ek\n"
            "Kommunalråd              Kommunchef               Platschef\n"
            "Mora kommun              Orsa kommun              Lima Såg AB\n",
            ALL,
            id="in columns over the organisations",
        ),
        pytest.param(
            "| För Mora kommun | För Orsa kommun |\n|---|---|\n| Eva Holm (C) | Ola Dahl |\n| Kommunalråd | Kommunchef |\n\n"
            "| För Lima Såg AB | |\n|---|---|\n| Bo Ek | |\n| Platschef | |\n",
            ALL,
            id="in the cells of a table in Markdown",
        ),
        pytest.param(
            "Eva Holm, kommunalråd, Mora kommun\nOla Dahl, kommunchef, Orsa kommun\nBo Ek, platschef, Lima Såg AB\n",
            ALL,
            id="on one line with the organisation",
        ),
        pytest.param(
            "| Namn | Titel | Organisation |\n|---|---|---|\n| Eva Holm | Kommunalråd | Mora kommun |\n"
            "| Ola Dahl | Kommunchef | Orsa kommun |\n| Bo Ek | Platschef | Lima Såg AB |\n",
            ALL,
            id="in the rows of a table in Markdown",
        ),
        pytest.param(
            "Eva Holm                         Ola Dahl                     Bo Ek\n"
            "Kommunalråd, Mora kommun         Kommunchef, Orsa kommun      Platschef, Lima Såg AB\n",
            ALL,
            id="in columns over a title and the organisation",
        ),
        pytest.param(
            "MORA KOMMUN\n\nEVA HOLM\nKOMMUNALRÅD\n\nORSA KOMMUN\n\nOLA DAHL\nKOMMUNCHEF\n",
            {"Eva Holm": "Mora kommun", "Ola Dahl": "Orsa kommun"},
            id="in capitals",
        ),
        pytest.param(
            "Mora den                      Orsa den\n____________                  ____________\n"
            "Eva Holm                      Ola Dahl\nKommunalråd                   Kommunchef\n",
            {"Eva Holm": "Mora kommun", "Ola Dahl": "Orsa kommun"},
            id="under the place and the day",
        ),
    ],
)
def test_each_signs_for_the_organisation_in_the_column(signature: str, expected: dict[str, str]) -> None:
    (document,) = mapped(AGREEMENT + signature)
    assert document["document"]["issuer"] == "Mora kommun"
    assert {one["name"]: one["organisation"] for one in document["persons"]} == expected


def test_a_row_that_signs_is_no_decision() -> None:
    (document,) = mapped(
        AGREEMENT
        + "| Part | Namn | Titel | Datum |\n|---|---|---|---|\n| Mora kommun | Eva Holm | Kommunalråd | 2026-03-02 |\n"
        "| Högskolan Dalarna | Ola Dahl | Rektor | 2026-03-03 |\n"
    )
    signed = [(one["name"], one["role"], one["organisation"]) for one in document["persons"]]
    assert signed == [("Eva Holm", "Kommunalråd", "Mora kommun"), ("Ola Dahl", "Rektor", "Högskolan Dalarna")]
    assert document["decisions"] == []
