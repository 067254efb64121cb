"""Plain minutes: each usual head over each usual way to record a decision gives the same facts."""

import pytest

from tests.mapping.conftest import mapped

HEADS = {
    "lines over each other": "{org}\n\nSammanträdesprotokoll\n{body}\nSammanträdesdatum 2026-03-02\n\n§ 44\nDnr KS 2025/310\n\nAntagande av elplan\n\n",
    "columns": "{org}                       PROTOKOLL                     5 (12)\n{body}                      2026-03-02\n\n§ 44 Antagande av elplan (KS 2025/310)\n\n",
    "an extract": "Protokollsutdrag\n{org}, {body}\n2026-03-02\n\n§ 44\nAntagande av elplan\nÄrendenummer: KS 2025/310\n\n",
    "the word for the sign": "{org}\n{body}\nPROTOKOLL  2026-03-02\n\nParagraf 44\nAntagande av elplan. Dnr KS 2025/310.\n\n",
    "a decision": "{org}\nBESLUT\n{body}\n2026-03-02   § 44\nDiarienr: KS 2025/310\n\nAntagande av elplan\n\n",
}
BODIES = [
    ("Mora kommun", "Kommunfullmäktige"),
    ("Region Dalarna", "Regionala utvecklingsnämnden"),
    ("Högskolan Dalarna", "Högskolestyrelsen"),
    ("Dala Vind AB", "Styrelsen"),
    ("Södra Dalarnas Räddningstjänstförbund", "Direktionen"),
]
DECISIONS = {
    "clauses": ("{body} beslutar\natt anta elplanen, samt\natt uppdra åt kontoret att genomföra den.", "adopt assign"),
    "under a heading": ("Beslut\n{body} beslutar att anta elplanen.", "adopt"),
    "points": ("{body} beslutar\n1. Elplanen antas.\n2. Kontoret får i uppdrag att genomföra den.", "adopt assign"),
    "below the papers of the matter": (
        "Beslutsunderlag\nTjänsteskrivelse 2026-02-10\n\n{body} beslutar\natt anta elplanen.\n\nBeslutet skickas till\nTrafikverket",
        "adopt",
    ),
    "who proposed it first": ("Beslut\nEnligt arbetsutskottets förslag beslutar {within} att anta elplanen.", "adopt"),
    "referred back": ("Beslut\nÄrendet återremitteras för kompletterande utredning.", "remit"),
    "rejected": ("Beslut\n{body} avslår motionen.", "reject"),
    "a response": ("Beslut\n{body} beslutar att avge yttrandet som sitt eget.", "submit-response"),
}  # fmt: skip


@pytest.mark.parametrize(("org", "body"), BODIES, ids=[body for _, body in BODIES])
@pytest.mark.parametrize("decision", DECISIONS)
@pytest.mark.parametrize("head", HEADS)
def test_minutes(head: str, decision: str, org: str, body: str) -> None:
    words, outcomes = DECISIONS[decision]
    within = body[0].lower() + body[1:]
    text = HEADS[head].format(org=org, body=body) + words.format(body=body, within=within) + "\n"
    (document,) = mapped(text)
    about = document["document"]
    assert (about["issuer"], about["date"], about["title"]) == (org, "2026-03-02", "Antagande av elplan")
    assert about["case_numbers"] == ["KS 2025/310"]
    told = [
        (one["status"], one["organisation"], one["body"], one["date"], one["paragraph"], one["outcome"])
        for one in document["decisions"]
    ]
    assert told == [("taken", org, body, "2026-03-02", "§ 44", outcome) for outcome in outcomes.split()]
