"""Plain memos: each usual way to write what is proposed gives the proposal, whatever head it stands under."""

import pytest

from tests.mapping.conftest import mapped

HEADS = {
    "lines over each other": "Mora kommun\nTJÄNSTESKRIVELSE\nKommunledningsförvaltningen\n2026-03-02\nDnr KS 2026/114\n\nHandläggare: Sara Holm, utredare\n\nTill Kommunstyrelsen\n\nSvar på remiss om elplan\n\n",
    "fields": "Mora kommun\n\nDatum: 2026-03-02\nDiarienummer: KS 2026/114\nHandläggare: Sara Holm\nMottagare: Kommunstyrelsen\n\nSvar på remiss om elplan\n\n",
    "columns": "Mora kommun                      Tjänsteutlåtande\nKommunledningsförvaltningen            Dnr KS 2026/114\n                       2026-03-02\n\nHandläggare                       Till\nSara Holm                         Kommunstyrelsen\nTelefon: 08-123 45 67\n\nSvar på remiss om elplan\n\n",
}  # fmt: skip
PROPOSALS = {
    "clauses": ("Förslag till beslut\nKommunstyrelsen beslutar\natt anta elplanen, samt\natt uppdra åt förvaltningen att genomföra den.", "adopt assign"),
    "a sentence": ("Förslag till beslut\nFörvaltningen föreslår att kommunstyrelsen beslutar att anta elplanen.", "adopt"),
    "points": ("Förslag till beslut\n1. Elplanen antas.\n2. Förvaltningen får i uppdrag att genomföra den.", "adopt assign"),
    "another word for it": ("Föreslaget beslut\nKommunstyrelsen antar elplanen.", "adopt"),
    "on the line of its label": ("Förslag till beslut: Kommunstyrelsen beslutar att godkänna rapporten.", "approve"),
    "whose proposal it is": ("Kommunledningsförvaltningens förslag till beslut\nElplanen antas.", "adopt"),
    "at the end": ("Ärendet\nPlanen har varit på remiss.\n\nFörvaltningen föreslår att kommunstyrelsen beslutar\n\natt anta elplanen.", "adopt"),
    "a motion": ("Förslag till beslut\nMotionen anses besvarad.", "declare-answered"),
}  # fmt: skip


@pytest.mark.parametrize("proposal", PROPOSALS)
@pytest.mark.parametrize("head", HEADS)
def test_memos(head: str, proposal: str) -> None:
    words, outcomes = PROPOSALS[proposal]
    (document,) = mapped(
        HEADS[head] + words + "\n\nBakgrund\nEn plan har tagits fram.\n\nSara Holm\nUtredare\n"
    )
    about = document["document"]
    assert (about["type"], about["issuer"], about["recipient"]) == ("memo", "Mora kommun", "Kommunstyrelsen")
    assert (about["date"], about["title"], about["handlers"]) == (
        "2026-03-02",
        "Svar på remiss om elplan",
        ["Sara Holm"],
    )
    told = [(one["status"], one["body"], one["date"], one["outcome"]) for one in document["decisions"]]
    assert told == [("proposed", "Kommunstyrelsen", None, outcome) for outcome in outcomes.split()]
    assert document["positions"] == document["adoptions"] == []
