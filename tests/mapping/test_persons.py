"""People with the role that the text prints: in rolls, signatures and closing formulas."""

import pytest

from tests.mapping.conftest import mapped, response


def people(text: str) -> dict[str, tuple[str | None, str | None]]:
    """Role and party of each person of a response that ends with the text."""
    document = mapped(response("Kommunen tillstyrker planen.\n\n" + text))[0]
    return {one["name"]: (one["role"], one["party"]) for one in document["persons"]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Beslut i ärendet har fattats av generaldirektören Eva Holm efter föredragning av utredaren Ola Dahl.",
            {"Eva Holm": ("generaldirektör", None), "Ola Dahl": ("utredare", None)},
        ),
        (
            "I beredningen har dekan Kim Ek och studentrepresentant Lo Berg deltagit.",
            {"Kim Ek": ("dekan", None), "Lo Berg": ("studentrepresentant", None)},
        ),
        ("Eva Holm\nKommundirektör", {"Eva Holm": ("Kommundirektör", None)}),
        ("Eva Holm\nKommunstyrelsens ordförande (C)", {"Eva Holm": ("Kommunstyrelsens ordförande", "C")}),
        (
            "Föredragande har varit juridiska experten Eva Holm. Studentrepresentanten Lo Berg har närvarat.",
            {"Eva Holm": ("juridisk expert", None), "Lo Berg": ("studentrepresentant", None)},
        ),
        (
            "Ordförande          Sekreterare\n\nEva Holm            Ola Dahl",
            {"Eva Holm": ("Ordförande", None), "Ola Dahl": ("Sekreterare", None)},
        ),
        (
            "Närvarande: ledamöterna Eva Holm (S) och Ola Dahl (C), ersättaren Lo Berg (V), förvaltningschefen Bo Ek",
            {
                "Eva Holm": ("ledamot", "S"),
                "Ola Dahl": ("ledamot", "C"),
                "Lo Berg": ("ersättare", "V"),
                "Bo Ek": ("förvaltningschef", None),
            },
        ),
    ],
)
def test_who_decided_took_part_and_signed(text, expected):
    assert people(text) == expected


def test_a_roll_gives_each_line_the_role_above_it():
    found = mapped(
        "Mora kommun\nKommunstyrelsen\n\nSAMMANTRÄDESPROTOKOLL\n2025-03-11\n\nBeslutande\n"
        "Eva Holm (S), ordförande\nOla Dahl (C)\nJan Frisk (V) ersättare för Olle Sand (MP)\n\nEj tjänstgörande ersättare\nKim Ek (M)\nLo Berg (KD)\n\n"
        "§ 4 Remiss om kulturplan\n\nKommunstyrelsens beslut\nKommunstyrelsen beslutar att avge yttrandet.\n"
    )[0]["persons"]
    assert {one["name"]: one["role_id"] for one in found} == {
        "Eva Holm": "chair",
        "Ola Dahl": "member",
        "Jan Frisk": "substitute",
        "Kim Ek": "substitute",
        "Lo Berg": "substitute",
    }
