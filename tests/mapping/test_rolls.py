"""The roll on the first page of minutes, in the layouts that clerks give it."""

import pytest

from tests.mapping.conftest import mapped

_HEAD = "Björnviks kommun\nKultur- och fritidsnämnden\nSAMMANTRÄDESPROTOKOLL\n2025-04-08\n\n"
_END = "\n\n§ 12 Taxa för ishallen\n\nNämndens beslut\nNämnden beslutar att anta taxan.\n"
_IN_COLUMNS = (
    "Plats och tid\tRådhuset, Alsalen, kl. 9.00–11.15\n"
    "Beslutande\tMaj Ekdal (S), ordförande\n"
    "\tSven Norling (C), 1:e vice ordförande\n"
    "\tTora Falk (M) §§ 12–14\n"
    "Tjänstgörande ersättare\tIvan Roos (V) för Nils Hane (V)\n"
    "Övriga närvarande\tKarin Lind, fritidschef\n"
    "\tOve Blad, nämndsekreterare\n"
    "Utses att justera\tTora Falk (M)\n"
    "Underskrifter\tSekreterare\tParagrafer 12–19\n"
    "\tOve Blad\n"
    "\tOrdförande\n"
    "\tMaj Ekdal (S)"
)
_RUNNING = (
    "Beslutande: Maj Ekdal (s), ordf, Sven Norling (c), 1:e v ordf, Tora Falk (m)\n\n"
    "Ej tjänstgörande ersättare: Ivan Roos (v)\n\n"
    "Tjänstemän: Fritidschef Karin Lind, mark- och trafikingenjör Per Grip § 13, nämndsekreterare Ove Blad"
)
_SIDE_BY_SIDE = (
    "Beslutande\tEj tjänstgörande ersättare\n"
    "Maj Ekdal (S), ordförande\tIvan Roos (V)\n"
    "Sven Norling (C)\tLo Kvist (M)\n"
    "Tora Falk (M)"
)
_IN_BRACKETS = (
    "Ledamöter\tMaj Ekdal (S), ordförande\n\tTora Falk (M)\n"
    "Övriga deltagande\tKarin Lind (fritidschef), Ove Blad (nämndsekreterare)"
)
_SHORTENED = (
    "Beslutande\nMaj Ekdal (S), ordf\nIvan Roos (V) tjg ersättare istf Nils Hane (V)\nTora Falk (M)\n\n"
    "Ej tjg ers\nLo Kvist (M)\n\nFacklig representant för Kommunal: Karin Lind\n\n"
    "Tora Falk utsågs att justera protokollet."
)
_SIGNED_BELOW = (
    "Beslutande\tMaj Ekdal (S), ordförande\n\tSven Norling (C)\n\tTora Falk (M)\n\n"
    "Underskrifter\nOve Blad\tMaj Ekdal\tTora Falk\nSekreterare\tOrdförande\tJusterare"
)
_FROM_AN_AUTHORITY = (
    "Närvarande från förvaltningen: fritidschefen Karin Lind, chefen för ishallen Per Grip samt handläggarna Ove Blad "
    "och Lo Kvist."
)
_UNDER_SUBHEADINGS = (
    "Närvarande\n\nNämndens ledamöter\nMaj Ekdal (S), ordförande\nTora Falk (-)\n\nNämndens ersättare\nIvan Roos (V), tjänstgörande\n\n"
    "Övriga deltagare\nKarin Lind, fritidschef\nOve Blad\n\nFackliga organisationer\nPer Grip, Vision\n\n"
    "Företrädare för de studerande\nLo Kvist, ledamot"
)
_POSTS_FOR_LABELS = "Närvarande:\n\nOrdförande\n\nMaj Ekdal, ledamot\n\nRektor\n\nTora Falk, ledamot ej § 12\n\nFrånvarande:\n\nFöreträdare för verksamheten\n\nLo Kvist, ledamot\n\nNils Hane, ledamot"
_ON_ONE_LINE = (
    "Plats och tid Rådhuset, kl. 9.00 Beslutande Maj Ekdal (S), ordförande Sven Norling (C) Tora Falk (M) Övriga deltagande "
    "Karin Lind, fritidschef Ove Blad, nämndsekreterare Utses att justera Tora Falk Underskrifter Sekreterare Ordförande Justerande "
    "Ove Blad Maj Ekdal Tora Falk Paragrafer 12-19 Utdragsbestyrkande"
)
# Out of a web page: labels on lines of their own, a local party, a bracket that nobody closed, shortened titles.
_ON_A_PAGE = (
    "Beslutande:\n\nMaj Ekdal (-) vice ordf.\n\nSven Norling (C) Tjg.ers\n\nTora Falk (VÅR) t.o.m. § 14.\n\n"
    "Ej tjänstgörande:\n\nIvan Roos (V)\n\nLo Kvist (M)\n\nDeltagande:\n\nKarin Lind, fritidschef §§ 12--13\n\n"
    "Ove Blad, sekreterare"
)
# The names of a transcript stand side by side, given names and all; a label opens its first line only.
_SIDE_BY_SIDE_UNMARKED = (
    "Beslutande\n\nLedamöter Maj Ekdal (S), ordförande\n\nSven Norling (C), 2:e vice ordförande Per Erik Grip (M) Lo Kvist (V)\n\n"
    "Ersättare Stig Palm Eva Lis Ekdal Bo Lennart Falk\n\nAnna Roos\n\n"
    "Tjänstemän Karin Lind, HR-chef Ove Blad, praktikant fritidskontoret"
)
_STANDING_IN = (
    "Beslutande\nMaj Ekdal (S), ordförande Sven Norling (C), ersättare för Tora Falk (M) Lo Kvist (V), ersättare för vakant\n"
    "Övriga närvarande\nKarin Lind, ej tjg. ers. §§ 12–14"
)


_TABLE = """Ledamöter             Parti   Närv    Tjänstgörande ersättare
Maj Ekdal             S   Ordförande   X
Sven Norling          C       X
Tora Falk             M       –       Lo Kvist (M)
Ivan Roos             V       X

Övriga närvarande
Per Grip, kommunalråd i opposition (KD)
"""
_IN_CAPITALS = """Beslutande:
MAJ EKDAL, Moderaterna, ordförande
BO-GÖRAN NORLING, Sverigedemokraterna, tjänstgör för Tora Falk, C

Övriga närvarande:
PÄR KVIST, bygglovhandläggare § 92
IVAN ROOS (VD)

Ej närvarande: Per Grip

Underskrifter: Sekreterare ____________ Paragrafer 88-99
               Ove Blad
"""
_LABELS_OVER_TWO_LINES = """Beslutande     Maj Ekdal (S), ordförande
               Tora Falk (M)

Övriga         Lo Kvist, fritidschef
deltagande
               Per Grip, konsult Bygdens Ljud AB

Utses att      Tora Falk
justera
"""
_POSTS_IN_A_TABLE = """| Ordförande | Maj Ekdal (S), Björnviks kommun |
| Vice ordförande | Tora Falk, Arbetsförmedlingen |
| Ledamöter | Lo Kvist (V), Region Skåne; Per Grip, Trafikverket |
| Sekreterare | Ove Blad |
"""


@pytest.mark.parametrize(
    ("roll", "expected"),
    [
        (
            _ON_A_PAGE,
            {
                ("Maj Ekdal", None, "vice ordförande"),
                ("Sven Norling", "C", "tjänstgörande ersättare"),
                ("Tora Falk", "VÅR", "ledamot"),
                ("Ivan Roos", "V", "ersättare"),
                ("Lo Kvist", "M", "ersättare"),
                ("Karin Lind", None, "fritidschef"),
                ("Ove Blad", None, "sekreterare"),
            },
        ),
        (
            _SIDE_BY_SIDE_UNMARKED,
            {
                ("Maj Ekdal", "S", "ordförande"),
                ("Sven Norling", "C", "2:e vice ordförande"),
                ("Per Erik Grip", "M", "ledamot"),
                ("Lo Kvist", "V", "ledamot"),
                ("Stig Palm", None, "ersättare"),
                ("Eva Lis Ekdal", None, "ersättare"),
                ("Bo Lennart Falk", None, "ersättare"),
                ("Anna Roos", None, "ersättare"),
                ("Karin Lind", None, "HR-chef"),
                ("Ove Blad", None, "praktikant fritidskontoret"),
            },
        ),
        (
            _STANDING_IN,
            {
                ("Maj Ekdal", "S", "ordförande"),
                ("Sven Norling", "C", "ersättare"),
                ("Tora Falk", "M", None),
                ("Lo Kvist", "V", "ersättare"),
                ("Karin Lind", None, "ej tjänstgörande ersättare"),
            },
        ),
        (
            _UNDER_SUBHEADINGS,
            {
                ("Maj Ekdal", "S", "ordförande"),
                ("Tora Falk", None, "ledamot"),
                ("Ivan Roos", "V", "ersättare"),
                ("Karin Lind", None, "fritidschef"),
                ("Ove Blad", None, "övrig deltagare"),
                ("Per Grip", None, "facklig företrädare"),
                ("Lo Kvist", None, "ledamot"),
            },
        ),
        (
            _POSTS_FOR_LABELS,
            {
                ("Maj Ekdal", None, "ordförande"),
                ("Tora Falk", None, "rektor"),
                ("Lo Kvist", None, None),
                ("Nils Hane", None, None),
            },
        ),
        (
            _ON_ONE_LINE,
            {
                ("Maj Ekdal", "S", "ordförande"),
                ("Sven Norling", "C", "ledamot"),
                ("Karin Lind", None, "fritidschef"),
                ("Ove Blad", None, "nämndsekreterare"),
                ("Tora Falk", "M", "justerande"),
            },
        ),
        (
            _IN_COLUMNS,
            {
                ("Maj Ekdal", "S", "ordförande"),
                ("Sven Norling", "C", "1:e vice ordförande"),
                ("Tora Falk", "M", "justerare"),
                ("Ivan Roos", "V", "ersättare"),
                ("Nils Hane", "V", None),
                ("Karin Lind", None, "fritidschef"),
                ("Ove Blad", None, "nämndsekreterare"),
            },
        ),
        (
            _RUNNING,
            {
                ("Maj Ekdal", "S", "ordförande"),
                ("Sven Norling", "C", "1:e vice ordförande"),
                ("Tora Falk", "M", "ledamot"),
                ("Ivan Roos", "V", "ersättare"),
                ("Karin Lind", None, "Fritidschef"),
                ("Per Grip", None, "mark- och trafikingenjör"),
                ("Ove Blad", None, "nämndsekreterare"),
            },
        ),
        (
            _SIDE_BY_SIDE,
            {
                ("Maj Ekdal", "S", "ordförande"),
                ("Sven Norling", "C", "ledamot"),
                ("Tora Falk", "M", "ledamot"),
                ("Ivan Roos", "V", "ersättare"),
                ("Lo Kvist", "M", "ersättare"),
            },
        ),
        (
            _IN_BRACKETS,
            {
                ("Maj Ekdal", "S", "ordförande"),
                ("Tora Falk", "M", "ledamot"),
                ("Karin Lind", None, "fritidschef"),
                ("Ove Blad", None, "nämndsekreterare"),
            },
        ),
        (
            _SHORTENED,
            {
                ("Maj Ekdal", "S", "ordförande"),
                ("Ivan Roos", "V", "ersättare"),
                ("Nils Hane", "V", None),
                ("Tora Falk", "M", "justerare"),
                ("Lo Kvist", "M", "ersättare"),
                ("Karin Lind", None, "facklig representant"),
            },
        ),
        (
            _SIGNED_BELOW,
            {
                ("Maj Ekdal", "S", "ordförande"),
                ("Sven Norling", "C", "ledamot"),
                ("Tora Falk", "M", "justerare"),
                ("Ove Blad", None, "sekreterare"),
            },
        ),
        (
            _TABLE,
            {
                ("Maj Ekdal", "S", "ordförande"),
                ("Sven Norling", "C", "ledamot"),
                ("Tora Falk", "M", None),
                ("Lo Kvist", "M", "ersättare"),
                ("Ivan Roos", "V", "ledamot"),
                ("Per Grip", "KD", "kommunalråd i opposition"),
            },
        ),
        (
            _POSTS_IN_A_TABLE,
            {
                ("Maj Ekdal", "S", "ordförande"),
                ("Tora Falk", None, "vice ordförande"),
                ("Lo Kvist", "V", "ledamot"),
                ("Per Grip", None, "ledamot"),
                ("Ove Blad", None, "sekreterare"),
            },
        ),
        (
            _IN_CAPITALS,
            {
                ("Maj Ekdal", "M", "ordförande"),
                ("Bo-Göran Norling", "SD", "ersättare"),
                ("Tora Falk", "C", None),
                ("Pär Kvist", None, "bygglovhandläggare"),
                ("Ivan Roos", None, "vd"),
                ("Per Grip", None, None),
                ("Ove Blad", None, "sekreterare"),
            },
        ),
        (
            _LABELS_OVER_TWO_LINES,
            {
                ("Maj Ekdal", "S", "ordförande"),
                ("Lo Kvist", None, "fritidschef"),
                ("Per Grip", None, "konsult"),
                ("Tora Falk", "M", "justerare"),
            },
        ),
        (
            _FROM_AN_AUTHORITY,
            {
                ("Karin Lind", None, "fritidschef"),
                ("Per Grip", None, "chefen för ishallen"),
                ("Ove Blad", None, "handläggare"),
                ("Lo Kvist", None, "handläggare"),
            },
        ),
    ],
)
def test_everybody_in_the_roll_has_the_role_of_the_label_or_the_title_beside_the_name(roll, expected):
    found = mapped(_HEAD + roll + _END)[0]["persons"]
    assert {(one["name"], one["party"], one["role"]) for one in found} == expected


def test_who_comes_from_elsewhere_is_of_the_organisation_beside_the_name():
    roll = (
        "Beslutande\nMaj Ekdal (S), ordförande\nSven Norling (C)\n\nInbjudna\nKarin Lind, jurist, Region Skåne\n"
        "Ove Blad, Vision\nLo Kvist från Trafikverket\nOrsa kommun: Ivan Roos (S), Per Grip (M)"
    )
    found = mapped(_HEAD + roll + _END)[0]
    assert {one["name"]: one["organisation"] for one in found["persons"]} == {
        "Maj Ekdal": "Björnviks kommun",
        "Sven Norling": "Björnviks kommun",
        "Karin Lind": "Region Skåne",
        "Ove Blad": "Fackförbundet Vision",
        "Lo Kvist": "Trafikverket",
        "Ivan Roos": "Orsa kommun",
        "Per Grip": "Orsa kommun",
    }


def test_an_employer_on_the_line_below_one_name_is_of_nobody_else():
    roll = (
        "Närvarande ledamöter\nMaj Ekdal, ordförande\nSven Norling\nTora Falk\n\n"
        "Frånvarande ledamöter\nIvan Roos bitr direktör för\nNordkraft Elnät AB\nLo Kvist"
    )
    found = mapped(_HEAD.replace("Björnviks kommun\n", "") + roll + _END + "Taxan gäller i Orsa kommun.\n")[0]
    assert found["document"]["issuer"] == "Orsa kommun"
    persons = {one["name"]: one.get("organisation") for one in found["persons"]}
    assert persons["Ivan Roos"] == "Nordkraft Elnät AB"
    assert {persons[name] for name in ("Maj Ekdal", "Sven Norling", "Tora Falk")} == {"Orsa kommun"}


def test_a_label_over_a_signature_is_no_title_under_the_name_before():
    signed = "\n\nVid protokollet\nOve Blad\n\nJusteras\nMaj Ekdal\tTora Falk\nOrdförande\tJusterare\n"
    persons = mapped(f"{_HEAD.strip()}{_END.rstrip()}{signed}")[0]["persons"]
    assert {(one["name"], one["role"].lower()) for one in persons} == {
        ("Ove Blad", "sekreterare"),
        ("Maj Ekdal", "ordförande"),
        ("Tora Falk", "justerare"),
    }


@pytest.mark.parametrize(
    ("roll", "expected"),
    [
        (
            "Närvarande: Maj Ekdal, ordförande, och Tora Falk",
            {"Maj Ekdal": "ordförande", "Tora Falk": "närvarande"},
        ),
        ("Deltagare: Maj Ekdal och Tora Falk", {"Maj Ekdal": "deltagare", "Tora Falk": "deltagare"}),
        (
            "Närvarande: hovrättsråden Maj Ekdal och Tora Falk",
            {"Maj Ekdal": "hovrättsråd", "Tora Falk": "hovrättsråd"},
        ),
        (
            "Till justerare utsågs Maj Ekdal och Tora Falk.",
            {"Maj Ekdal": "justerare", "Tora Falk": "justerare"},
        ),
    ],
)
def test_a_short_roll(roll: str, expected: dict[str, str]) -> None:
    found = {one["name"]: one["role"] for one in mapped(f"{_HEAD}{roll}{_END}")[0]["persons"]}
    assert found == expected


def test_names_that_run_together_are_of_two() -> None:
    signed = "Vid protokollet Ove Blad Justeras Maj Ekdal Bo Norling Ordförande Justerare"
    names = {one["name"] for one in mapped(" ".join(f"{_HEAD}{signed}{_END}".split()))[0]["persons"]}
    assert names == {"Ove Blad"}
