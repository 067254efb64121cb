"""The roll of minutes as transcripts have it: no line breaks, no commas, labels on a heap."""

import pytest

from tests.mapping.conftest import mapped

_HEAD = "Björnviks kommun\nKultur- och fritidsnämnden\nSAMMANTRÄDESPROTOKOLL\n2025-04-08\n\n"
_END = "\n\n§ 12 Taxa för ishallen\n\nNämndens beslut\nNämnden beslutar att anta taxan.\n"


@pytest.mark.parametrize(
    ("roll", "expected"),
    [
        pytest.param(
            "Beslutande Maj Ekdal (S) ordförande Sven Norling (C) 1:e vice ordförande Tora Falk (M) ledamot "
            "Ivan Roos (V) ersättare för Nils Hane (V)\n\nÖvriga närvarande Karin Lind fritidschef Ove Blad nämndsekreterare",
            {
                "Maj Ekdal": "ordförande",
                "Sven Norling": "1:e vice ordförande",
                "Tora Falk": "ledamot",
                "Ivan Roos": "ersättare",
                "Nils Hane": None,
                "Karin Lind": "fritidschef",
                "Ove Blad": "nämndsekreterare",
            },
            id="titles after the names, without commas",
        ),
        pytest.param(
            "Ledamöter Maj Ekdal, S, Ordförande Sven Norling, C, 1:e vice ordförande Tora Falk, M\n\n"
            "Tjänstemän Karin Lind, fritidschef §§ 12–14, 16 Ove Blad, sekreterare Per Grip, parkingenjör § 13",
            {
                "Maj Ekdal": "Ordförande",
                "Sven Norling": "1:e vice ordförande",
                "Tora Falk": "ledamot",
                "Karin Lind": "fritidschef",
                "Ove Blad": "sekreterare",
                "Per Grip": "parkingenjör",
            },
            id="party between commas, paragraphs before the next name",
        ),
        pytest.param(
            "Beslutande Maj Ekdal (S), Sven Norling (C)\n\nÖvriga deltagare Karin Lind, fritidschef (§ 12 a–b) Lo Kvist, vik. utredare "
            "(del av § 13) Per Grip, parkingenjör, § 14 a-b)",
            {
                "Maj Ekdal": "ledamot",
                "Sven Norling": "ledamot",
                "Karin Lind": "fritidschef",
                "Lo Kvist": "vik. utredare",
                "Per Grip": "parkingenjör",
            },
            id="brackets that say when end what is said of a name",
        ),
        pytest.param(
            "Beslutande Maj Ekdal (S) Sven Norling (C )\n\nÖvriga deltagande Fritidschef Karin Lind § 12-14, "
            "Utredare Lo Kvist § 13 Tf. parkchef Per Grip",
            {
                "Maj Ekdal": "ledamot",
                "Sven Norling": "ledamot",
                "Karin Lind": "Fritidschef",
                "Lo Kvist": "Utredare",
                "Per Grip": "Tf. parkchef",
            },
            id="titles before the names",
        ),
        pytest.param(
            "Beslutande Maj Ekdal (S), Tora Falk (M)\n\nErsättare Ivan Roos (V) och Nils Hane (C) samt sekreterare "
            "Ove Blad, fritidschef Karin Lind, parkchef Per Grip",
            {
                "Maj Ekdal": "ledamot",
                "Tora Falk": "ledamot",
                "Ivan Roos": "ersättare",
                "Nils Hane": "ersättare",
                "Ove Blad": "sekreterare",
                "Karin Lind": "fritidschef",
                "Per Grip": "parkchef",
            },
            id="officials at the end of a list of members",
        ),
        pytest.param(
            "Beslutande\n\nEj tjänstgörande ersättare\n\nUtses att justera\n\nMaj Ekdal (S), ordförande Sven Norling (C) "
            "Tora Falk (M) Ivan Roos (V) ersätter Nils Hane (V)",
            {
                "Maj Ekdal": "ordförande",
                "Sven Norling": "ledamot",
                "Tora Falk": "ledamot",
                "Ivan Roos": "ersättare",
                "Nils Hane": None,
            },
            id="labels over one another",
        ),
        pytest.param(
            "Beslutande\nNärvaro§§§§\nOrdinarie ledamöterTjgEj tjgJANEJ\nMaj Ekdal (S)X\nTora Falk (M)X\n\n"
            "Ersättare\nNärvaro§§§§\nTjgEj tjgJANEJ\nIvan Roos (V)X\n§§\n12-14\nX\nNils Hane (C)\n\n"
            "Övriga närvarande\nKarin Lind, fritidschef\n\nOve Blad, sekreterare, §§ 12-14",
            {
                "Maj Ekdal": "ledamot",
                "Tora Falk": "ledamot",
                "Ivan Roos": "ersättare",
                "Nils Hane": "ersättare",
                "Karin Lind": "fritidschef",
                "Ove Blad": "sekreterare",
            },
            id="a table of attendance with its marks",
        ),
        pytest.param(
            "Beslutande Maj Ekdal (S) ordf Tora Falk (M)\n\nErsättare Ivan Roos (V) Insynsplats Lo Kvist (C), fritidsråd\n\n"
            "Justerandes sign Utdragsbestyrkande\n\nKarin Lind, rektor förskolan Per Grip, rektor grundskolan\n\n"
            "Underskrifter\n\nSekreterare ... Paragrafer 12–14\n\nOve Blad\n\nOrdförande ...\n\nMaj Ekdal\n\nJusterande ... ...\n\nTora Falk",
            {
                "Ivan Roos": "ersättare",
                "Lo Kvist": "fritidsråd",
                "Karin Lind": "rektor förskolan",
                "Per Grip": "rektor grundskolan",
                "Ove Blad": "sekreterare",
                "Maj Ekdal": "ordförande",
            },
            id="a roll that goes on over the page",
        ),
    ],
)
def test_everyone_has_the_role_that_the_roll_gives(roll: str, expected: dict[str, str | None]) -> None:
    persons = mapped(_HEAD + roll + _END)[0]["persons"]
    found: dict[str, set[str | None]] = {}
    for one in persons:
        found.setdefault(one["name"], set()).add(one["role"])
    assert {name: role for name, role in expected.items() if role not in found.get(name, set())} == {}
    assert found.keys() - expected.keys() <= {"Maj Ekdal", "Tora Falk"}


@pytest.mark.parametrize(
    ("signature", "expected"),
    [
        (
            "Beslutet justeras omedelbart. Maj Ekdal Fritidsdirektör Sven Norling Avdelningschef Tora Falk Ekonom",
            {"Maj Ekdal": "Fritidsdirektör", "Sven Norling": "Avdelningschef", "Tora Falk": "Ekonom"},
        ),
        (
            "NÄMNDEN Maj Ekdal Fritidsnämndens ordförande Karin Lind Fritidschef",
            {"Maj Ekdal": "Fritidsnämndens ordförande", "Karin Lind": "Fritidschef"},
        ),
    ],
)
def test_names_and_titles_take_turns_in_a_signature_without_line_breaks(
    signature: str, expected: dict[str, str]
) -> None:
    text = (
        "Björnviks kommun\nTjänsteutlåtande\n2025-04-08\n\nTaxa för ishallen\n\nFörslag till beslut\n"
        f"Nämnden antar taxan.\n\nÄrendet\nTaxan har setts över och höjs med två kronor. {signature}\n"
    )
    found = {one["name"]: one["role"] for one in mapped(text)[0]["persons"]}
    assert found == expected


def test_surnames_before_a_comma_are_turned() -> None:
    roll = (
        "Närvarande ledamöter: Ekdal, Maj ordförande Norling, Sven rektor Falk, Tora Roos, Ivan\n\n"
        "Ersättare: Hane, Nils Lind, Karin Blad, Ove"
    )
    persons = mapped(_HEAD + roll + _END)[0]["persons"]
    assert {(one["name"], one["role"]) for one in persons} == {
        ("Maj Ekdal", "ordförande"),
        ("Sven Norling", "rektor"),
        ("Tora Falk", "ledamot"),
        ("Ivan Roos", "ledamot"),
        ("Nils Hane", "ersättare"),
        ("Karin Lind", "ersättare"),
        ("Ove Blad", "ersättare"),
    }


def test_surnames_before_a_comma_have_second_given_names_and_titles_before_them() -> None:
    roll = (
        "Närvarande\n1:e vice ordf Ekdal, Maj (s) 2:e vice ordf Norling, Sven (m)\nLedamöter\nFalk, Eva Karin (mp) Roos, Ivan (v) "
        "Grip, Per G (fp)\nErsättare\nHane, Nils (kd) Lind, Karin (c)\nÖvriga\nBlad, Ove Kvist, Anna Lena Palm, Stig Hed, Mia"
    )
    persons = mapped(_HEAD + roll + _END)[0]["persons"]
    assert {(one["name"], one["party"], one["role"]) for one in persons} == {
        ("Maj Ekdal", "S", "1:e vice ordförande"),
        ("Sven Norling", "M", "2:e vice ordförande"),
        ("Eva Karin Falk", "MP", "ledamot"),
        ("Ivan Roos", "V", "ledamot"),
        ("Per G Grip", "FP", "ledamot"),
        ("Nils Hane", "KD", "ersättare"),
        ("Karin Lind", "C", "ersättare"),
        ("Ove Blad", None, "närvarande"),
        ("Anna Lena Kvist", None, "närvarande"),
        ("Stig Palm", None, "närvarande"),
        ("Mia Hed", None, "närvarande"),
    }


def test_lost_blanks_and_brackets_are_put_back_and_a_place_is_no_name() -> None:
    roll = (
        "Beslutande: Rådhuset, Alsalen Maj Ekdal (S), ordförande SvenNorling (C) ToraFalk(M) Ivan Roos(V)\n\n"
        "Övriga närvarande Karin Lind (Sekreterare) Ove Blad (politisk sekreterare)"
    )
    persons = mapped(_HEAD + roll + _END)[0]["persons"]
    assert {(one["name"], one["party"], one["role"]) for one in persons} == {
        ("Maj Ekdal", "S", "ordförande"),
        ("Sven Norling", "C", "ledamot"),
        ("Tora Falk", "M", "ledamot"),
        ("Ivan Roos", "V", "ledamot"),
        ("Karin Lind", None, "Sekreterare"),
        ("Ove Blad", None, "politisk sekreterare"),
    }


def test_who_is_chosen_to_a_post_has_it() -> None:
    text = (
        "Föreningen Björken\nProtokoll fört vid årsmöte 2025-03-06\n\n§ 2 Val av mötesordförande\n"
        "Till mötesordförande väljs Roa Petersson.\n\n§ 3 Val av sekreterare\nTill mötets sekreterare valdes Tora Falk.\n\n"
        "§ 4 Val av styrelse\nOve Blad omvaldes till revisor. Till ledamöter på två år utsågs Maj Ekdal och Ivan Roos.\n"
    )
    found = {(one["name"], one["role"]) for one in mapped(text)[0]["persons"]}
    assert found == {
        ("Roa Petersson", "mötesordförande"),
        ("Tora Falk", "sekreterare"),
        ("Ove Blad", "revisor"),
        ("Maj Ekdal", "ledamot"),
        ("Ivan Roos", "ledamot"),
    }


@pytest.mark.parametrize(
    "roll",
    [
        pytest.param(
            "Beslutande\n\nLedamöter Maj Ekdal (S), ordförande\n\nSven Norling (C) Ersättare Tora Falk (M)\n\nIvan Roos (V) Ove Blad (S)",
            id="a label amid a line holds for the next lines too",
        ),
        pytest.param(
            "Närvarande:        Ledamöter\n                   Maj Ekdal (S), ordförande\n                   Sven Norling (C)\n\n"
            "                   Ersättare\n                   Tora Falk (M)\n                   Ivan Roos (V)\n                   Ove Blad (S)\n",
            id="a label beside another that it is a part of",
        ),
    ],
)
def test_members_and_substitutes(roll: str) -> None:
    found = {one["name"]: one["role"] for one in mapped(_HEAD + roll + _END)[0]["persons"]}
    members = {"Maj Ekdal": "ordförande", "Sven Norling": "ledamot"}
    assert found == members | dict.fromkeys(("Tora Falk", "Ivan Roos", "Ove Blad"), "ersättare")


def test_names_between_commas_are_not_turned() -> None:
    roll = "Beslutande Maj Ekdal (S) Sven Norling (C)\n\nTjänstemän Karin Lind, Anna Blad, Per Grip, Nils Hane, Eva Roos"
    names = {one["name"] for one in mapped(_HEAD + roll + _END)[0]["persons"]}
    assert names == {
        "Maj Ekdal",
        "Sven Norling",
        "Karin Lind",
        "Anna Blad",
        "Per Grip",
        "Nils Hane",
        "Eva Roos",
    }


def test_who_is_chosen_from_an_organisation() -> None:
    text = (
        "Samverkansnämnden\nNyhet 2025-02-20\n\nNy ledning\n\nVid sammanträdet valdes Maj Ekdal (s) från Region Uppsala till "
        "ny ordförande. Till förste vice ordförande valdes Tora Falk (m), Region Örebro län.\n"
    )
    found = {one["name"]: (one["party"], one["role"]) for one in mapped(text)[0]["persons"]}
    assert found == {"Maj Ekdal": ("S", "ordförande"), "Tora Falk": ("M", "förste vice ordförande")}


@pytest.mark.parametrize(
    ("roll", "expected"),
    [
        pytest.param(
            "Plats och tid Alsalen 16.00–17.30 Närvarande ledamöter Maj Ekdal (S), ordförande\n\nSven Norling (C) Ivan Roos (V)\n\n"
            "Övriga Karin Lind, fritidschef Ove Blad, nämndsekreterare Utsedda att justera Tora Falk (M)\n\nJusterare 1 Tora Falk (M)",
            {
                "Maj Ekdal": "ordförande",
                "Sven Norling": "ledamot",
                "Ivan Roos": "ledamot",
                "Karin Lind": "fritidschef",
                "Ove Blad": "nämndsekreterare",
                "Tora Falk": "justerare",
            },
            id="labels in the middle of a line",
        ),
        pytest.param(
            "Beslutande Maj Ekdal (S) Sven Norling (C)\n\nErsättare\n\nÖvriga deltagare\n\nUtses att justera\n\n"
            "Ivan Roos (V) Nils Hane (M), kl 9.00 Karin Lind, fritidschef Per Grip, controller, 27 Eva Roos, ekonom",
            {
                "Maj Ekdal": "ledamot",
                "Sven Norling": "ledamot",
                "Ivan Roos": "ersättare",
                "Nils Hane": "ersättare",
                "Karin Lind": "fritidschef",
                "Per Grip": "controller",
                "Eva Roos": "ekonom",
            },
            id="deputies and officials under stacked labels",
        ),
        pytest.param(
            "Beslutande ledamöter Maj Ekdal (S) (ordförande) Sven Norling (C) (2:e vice ordförande) Tora Falk (M)\n\n"
            "Ej tjänstgörande ersättare Page 1 of 14\n\nIvan Roos (V) Nils Hane (M)\n\nÖvriga Karin Lind (Fritidschef) Ove Blad (Nämndsekreterare)",
            {
                "Maj Ekdal": "ordförande",
                "Sven Norling": "2:e vice ordförande",
                "Tora Falk": "ledamot",
                "Ivan Roos": "ersättare",
                "Nils Hane": "ersättare",
                "Karin Lind": "Fritidschef",
                "Ove Blad": "Nämndsekreterare",
            },
            id="titles in brackets, the number of the page after a label",
        ),
        pytest.param(
            (
                "Beslutande\n\nÖvriga deltagare\n\nUtses att justera\n\nJusteringens plats och tid\n\n"
                "Maj Ekdal (s), ordförande Sven Norling (c), vice ordförande Tora Falk (m) Ivan Roos (v) Fritidschef Karin Lind "
                "Parkchef Per Grip Nämndsekreterare Ove Blad"
            ),
            {
                "Maj Ekdal": "ordförande",
                "Sven Norling": "vice ordförande",
                "Tora Falk": "ledamot",
                "Ivan Roos": "ledamot",
                "Karin Lind": "Fritidschef",
                "Per Grip": "Parkchef",
                "Ove Blad": "Nämndsekreterare",
            },
            id="officials after the elected, their titles before them",
        ),
        pytest.param(
            (
                "Ledamöter: Maj Ekdal, Björnvik, ordförande Sven Norling, Orsa, vice ordförande Tora Falk, Mora "
                "Adjungerade (ständigt): Ivan Roos, rektor\n\n"
                "Närvarande från verket: fritidschefen Karin Lind, parkchefen Per Grip, föredraganden Nils Hane och sekreteraren Ove Blad."
            ),
            {
                "Maj Ekdal": "ordförande",
                "Sven Norling": "vice ordförande",
                "Tora Falk": "ledamot",
                "Ivan Roos": "rektor",
                "Karin Lind": "fritidschef",
                "Per Grip": "parkchef",
                "Nils Hane": "föredraganden",
                "Ove Blad": "sekreterare",
            },
            id="labels within a line, titles with the article",
        ),
    ],
)
def test_labels_wherever_they_stand(roll: str, expected: dict[str, str]) -> None:
    found = {one["name"]: one["role"] for one in mapped(_HEAD + roll + _END)[0]["persons"]}
    assert found == expected
