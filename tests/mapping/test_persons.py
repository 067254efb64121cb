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
            "Föredragande regionråd: Eva Holm Ärendebeskrivning Medlen fördelas varje år.",
            {"Eva Holm": ("regionråd", None)},
        ),
        ("Ärendet har handlagts av ingenjören HåGe Palmér.", {"HåGe Palmér": ("ingenjör", None)}),
        (
            "Beslut i ärendet har fattats av generaldirektören Eva Holm efter föredragning av utredaren Ola Dahl.",
            {"Eva Holm": ("generaldirektör", None), "Ola Dahl": ("utredare", None)},
        ),
        (
            "Beslut har fattats av rektor, professor Eva Holm. Föredragande har varit utredare Ola Dahl.",
            {"Eva Holm": ("rektor", None), "Ola Dahl": ("utredare", None)},
        ),
        (
            "Beslutet är fattat av överdirektör Eva Holm, i närvaro av enhetschef Ola Dahl. Närvarande var även "
            "Lo Berg, Ledningens kansli (protokollförare).",
            {
                "Eva Holm": ("överdirektör", None),
                "Ola Dahl": ("enhetschef", None),
                "Lo Berg": ("protokollförare", None),
            },
        ),
        (
            "I handläggningen har deltagit docent Eva Holm och doktoranden Lo Berg.",
            {"Eva Holm": ("docent", None), "Lo Berg": ("doktorand", None)},
        ),
        (
            "Eva Holm\nKommundirektör\n\nLo Berg\nUtredare\nKommunledningskontoret",
            {"Eva Holm": ("Kommundirektör", None), "Lo Berg": ("Utredare", None)},
        ),
        (
            "Eva Holm, generaldirektör, har beslutat i ärendet.",
            {"Eva Holm": ("generaldirektör", None)},
        ),
        (
            "I beredningen har dekan Kim Ek och studentrepresentant Lo Berg deltagit.",
            {"Kim Ek": ("dekan", None), "Lo Berg": ("studentrepresentant", None)},
        ),
        (
            "Avdelningscheferna Eva Holm och Ola Dahl samt IT-arkitekten Lo Berg har berett ärendet.",
            {
                "Eva Holm": ("avdelningschef", None),
                "Ola Dahl": ("avdelningschef", None),
                "Lo Berg": ("IT-arkitekt", None),
            },
        ),
        (
            "Lagmannen Eva Holm har beslutat. Även rådmännen Ola Dahl och Lo Berg har deltagit.",
            {"Eva Holm": ("lagman", None), "Ola Dahl": ("rådman", None), "Lo Berg": ("rådman", None)},
        ),
        (
            "Beslut om yttrandet har tagits av ledamöterna Eva Holm (ordförande), Ola Dahl och Lo Berg.",
            {
                "Eva Holm": ("ordförande", None),
                "Ola Dahl": ("ledamot", None),
                "Lo Berg": ("ledamot", None),
            },
        ),
        (
            "Deltagit har Eva Holm (ordf.) och Ola Dahl (sekr.).",
            {"Eva Holm": ("ordförande", None), "Ola Dahl": ("sekreterare", None)},
        ),
        ("Eva Holm\nDomprost", {"Eva Holm": ("Domprost", None)}),
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
        "Olle Sand": None,
        "Kim Ek": "substitute",
        "Lo Berg": "substitute",
    }


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("rektor", "vice-chancellor"),
        ("vicerektor", "deputy-vice-chancellor"),
        ("prorektor", "deputy-vice-chancellor"),
        ("dekan", "dean"),
        ("prefekt", "head-of-department"),
        ("landshövding", "county-governor"),
        ("länsråd", "county-director"),
        ("professor i kirurgi", "official"),
        ("postdoktoral forskare", "official"),
    ],
)
def test_who_stands_in_for_a_head_is_not_the_head(title: str, role: str) -> None:
    text = f"Lunds universitet\n2024-05-06\n\nYttrande\n\nVi tillstyrker förslaget.\n\nEva Holm\n{title}\n"
    assert [(one["name"], one["role_id"]) for one in mapped(text)[0]["persons"]] == [("Eva Holm", role)]


def test_a_form_of_signatures_a_line_of_officials_and_a_name_in_the_genitive():
    found = mapped(
        "Mora kommun\nKommunstyrelsen\nPROTOKOLL\n2024-05-06\n\nBeslutande\nKarl Hed (S), Eva Holm (M)\n\n"
        "Tjänstemän\nKommundirektör Jan Frisk, ekonom Ann Sand § 4\n\nUnderskrifter Sekreterare\nLinda Matts\n"
        "Ordförande\nKarl Hed (S)\nJusterande\nEva Holm (M)\n\n§ 4 Yttrande över vindbruksplan\n\n"
        "Ordförande ställer proposition på Ola Dahls yrkande. Ordföranden Karl Heds förslag bifalls.\n\n"
        "Kommunstyrelsens beslut\nKommunstyrelsen beslutar att avge yttrandet.\n"
    )[0]["persons"]
    roles = {(one["name"], (one["role"] or "").lower()) for one in found}
    assert {
        ("Jan Frisk", "kommundirektör"),
        ("Ann Sand", "ekonom"),
        ("Linda Matts", "sekreterare"),
        ("Karl Hed", "ordförande"),
        ("Eva Holm", "justerande"),
        ("Ola Dahl", ""),
    } <= roles
    names = {"Jan Frisk", "Ann Sand", "Linda Matts", "Karl Hed", "Eva Holm", "Ola Dahl"}
    assert {name for name, _ in roles} == names


@pytest.mark.parametrize(
    ("signature", "expected"),
    [
        (
            "Gun Hagel\nordförande\n\nFadi Rame\nombudsman\n",
            {"Gun Hagel": "ordförande", "Fadi Rame": "ombudsman"},
        ),
        (
            "Gun Hagel                    Vår kontaktperson:\n"
            "vd och koncernchef           Fadi Rame, samhällspolitisk chef, 010-123 45 67\n",
            {"Gun Hagel": "vd och koncernchef", "Fadi Rame": "samhällspolitisk chef"},
        ),
        (  # titles printed under the second and the third name
            "Gun Hagel               Fadi Rame            Lo Brink\n"
            "                        kanslichef           ekonom\n",
            {"Gun Hagel": "undertecknare", "Fadi Rame": "kanslichef", "Lo Brink": "ekonom"},
        ),
        ("Gun Hagel, ordförande Orsa ridklubb\n", {"Gun Hagel": "ordförande"}),
        (
            "Gun Hagel, pressekreterare hos Bo Ek (S), 070-123 45 67\n\nFadi Rame, vd\n",
            {"Gun Hagel": "pressekreterare", "Bo Ek": None, "Fadi Rame": "vd"},
        ),
        (
            "Gun Hagel kanslichef\tFadi Rame bygdesamordnare\n",
            {"Gun Hagel": "kanslichef", "Fadi Rame": "bygdesamordnare"},
        ),
        (  # titles that go on in a block of their own
            "Gun Hagel               Fadi Rame\nNämndens                Kanslichef\nordförande\n",
            {"Gun Hagel": "Nämndens ordförande", "Fadi Rame": "Kanslichef"},
        ),
        (
            "Gun Hagel               Fadi Rame\nOrdförande              Enhetschef, kansli och\n                        arkiv\n",
            {"Gun Hagel": "Ordförande", "Fadi Rame": "Enhetschef, kansli och arkiv"},
        ),
        (
            "| Namn | Titel |\n| --- | --- |\n| Gun Hagel | Ordförande |\n| Fadi Rame | Kanslichef |\n",
            {"Gun Hagel": "Ordförande", "Fadi Rame": "Kanslichef"},
        ),
        (
            "Gun Hagel, pressansvarig, 070-123 45 67, gun@bygden.example\n\nFadi Rame, vd\n",
            {"Gun Hagel": "pressansvarig", "Fadi Rame": "vd"},
        ),
        (
            "Vid protokollet\nLo Brink\n\nJusterat 2024-12-10\nGun Hagel      Fadi Rame\n",
            {"Lo Brink": "sekreterare", "Gun Hagel": "justerare", "Fadi Rame": "justerare"},
        ),
    ],
)
def test_a_title_below_a_name_is_its_own_also_in_columns_and_if_no_thesaurus_holds_it(signature, expected):
    text = response("Vi tillstyrker planen.\n\nFalun den 3 mars 2025\n\n" + signature, "Bygdens Förbund")
    assert {one["name"]: one["role"] for one in mapped(text)[0]["persons"]} == expected


_MEMO = "\n\nKommunstyrelsen\n\nYttrande över plan\n\nFörslag till beslut\nKommunstyrelsen antar yttrandet.\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"Tjänsteutlåtande\nTillväxt- och utvecklingschef\nGösta Norr\nDnr: KS/2015:459{_MEMO}",
            {("Gösta Norr", "Tillväxt- och utvecklingschef", None)},
        ),
        (
            f"Leksands kommun\nKarin Lund\nStrateg\n0247-12 34 56\nkarin.lund@leksand.example{_MEMO}",
            {("Karin Lund", "Strateg", None)},
        ),
        (
            "Kumla kommun\nKommunstyrelsen\nPROTOKOLL\n2024-09-10\n\n§ 12 Biljetter\n\nBeslut\nPlanen antas.\n\nYrkanden\n"
            "Ordföranden, Siv Tolle (C), och Samir Had (S) yrkar bifall till förslaget.\n",
            {("Siv Tolle", "Ordförande", "C"), ("Samir Had", None, "S")},
        ),
    ],
)
def test_titles_in_the_head_and_parties_in_requests_as_clerks_print_them(text, expected):
    found = mapped(text)[0]["persons"]
    assert {(one["name"], one["role"], one["party"]) for one in found} == expected


def test_people_of_a_paper_that_names_no_organisation_keep_role_and_party():
    text = "Betänkande\n\nHärmed förordnas generaldirektören Eva Holm. Som sekreterare anställs juristen Ola Dahl.\n"
    found = mapped(text)[0]["persons"]
    assert [(one["name"], one["role"], one["organisation"]) for one in found] == [
        ("Eva Holm", "generaldirektör", None),
        ("Ola Dahl", "jurist", None),
    ]


def test_who_signs_under_a_list_of_receivers_signs_for_the_sender():
    text = (
        "Region Dalarna\nDatum 2025-04-02\nDnr RUN 2025/44\n\nRemiss av kulturplan för Dalarna\n\n"
        "Region Dalarna bjuder in kommuner att lämna synpunkter. Svar ska ha kommit in senast den 30 juni 2025.\n\n"
        "Remissinstanser\nFalu kommun\nMora kommun\nDalarnas museum\n\nKarin Blom\nKulturchef\n"
    )
    (person,) = mapped(text)[0]["persons"]
    assert (person["name"], person["organisation"]) == ("Karin Blom", "Region Dalarna")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Anna Ek informerar om läget.", {("Anna Ek", None)}),
        ("Frågan har väckts av Bo Lennart Falk, som är jurist vid Boverket.", {("Bo Lennart Falk", "jurist")}),
        ("I gruppen sitter Anna Ek, enhetschef, Bo Falk, jurist, och Karin Grip, ekonom.", {
            ("Anna Ek", "enhetschef"), ("Bo Falk", "jurist"), ("Karin Grip", "ekonom")}),
        ("I mötet deltog Anna Ek, enhetschef Bo Falk, jurist Karin Grip, ekonom.", {
            ("Anna Ek", "enhetschef"), ("Bo Falk", "jurist"), ("Karin Grip", "ekonom")}),
        ("Huset ligger vid Karl Johans gata och Maria Magdalena församling.", set()),
        ("I mötet deltog Tore Ek, vd för Mälarregionens Försäkring AB.", {("Tore Ek", "vd")}),
        ("Ärendet justeras. Anna Ek Utbildningsdirektör Bo Falk Avdelningschef Bilagor finns.", {
            ("Anna Ek", "Utbildningsdirektör"), ("Bo Falk", "Avdelningschef")}),
        ("Frågan ligger hos Anna Ek Trafik- och miljönämnden.", {("Anna Ek", None)}),
        ("Anna Ek, statsepizootolog, och Bo Falk, tidigare länsantikvarie i Region Dalarna, svarar.", {
            ("Anna Ek", "statsepizootolog"), ("Bo Falk", "tidigare länsantikvarie")}),
        ("Redaktör: Anna Ek Layout: Bo Falk Bild: Karin Grip.", {
            ("Anna Ek", "redaktör"), ("Bo Falk", None), ("Karin Grip", None)}),
        ("Personal- och ekonomichefen Bo Falk har svarat.", {("Bo Falk", "personal- och ekonomichef")}),
        ("Nämnden föreslår att entlediga Anna Ek (S) från uppdraget som ledamot.", {("Anna Ek", "ledamot")}),
        ("Avsägelse från Bo Falk (M) avseende hans uppdrag som ersättare i kulturrådet.", {("Bo Falk", "ersättare")}),
        ("Bo Falk (M) avsäger sig sitt uppdrag som ledamot från och med den 1 mars.", {("Bo Falk", "ledamot")}),
        ("Partiet vill välja Anna Ek (S) till ny vice ordförande efter Bo Falk (S).", {
            ("Anna Ek", "vice ordförande"), ("Bo Falk", None)}),
        ("Motionen av Anna Ek och Bo Falk (båda mp) avslås.", {("Anna Ek", None), ("Bo Falk", None)}),
        ("Till ny ledamot efter Bo Falk utses Anna Ek (M).", {("Anna Ek", "ledamot"), ("Bo Falk", None)}),
        ("Till ledamöter valdes Anna Ek (nyval) och Bo Falk (omval).", {("Anna Ek", "ledamot"), ("Bo Falk", "ledamot")}),
        (
            "Styrelsen har bestått av Anna Ek, ordförande, Bo Falk, kassör, samt Lo Rask och Eva Lund, ledamöter.",
            {("Anna Ek", "ordförande"), ("Bo Falk", "kassör"), ("Lo Rask", "ledamot"), ("Eva Lund", "ledamot")},
        ),
        ("Till revisor i Stiftelsen Orsa vänner väljs Anna Ek.", {("Anna Ek", "revisor")}),
        ("Nämnden utser Anna Ek (M) att jämte ordföranden justera protokollet.", {("Anna Ek", "justerare")}),
        ("Juristerna Siri ten Hoor, Omar al-Rashid och Ánte O'Brien svarar.", {
            ("Siri ten Hoor", "jurist"), ("Omar al-Rashid", "jurist"), ("Ánte O'Brien", "jurist")}),
        ("I gruppen satt Per-Henrik Vuolab-Länta.", {("Per-Henrik Vuolab-Länta", None)}),
        ("Även juristen Noor-Ul-Ain Ek svarar.", {("Noor-Ul-Ain Ek", "jurist")}),
        ("Där sitter sedan tidigare forskningschef Anna Ek.", {("Anna Ek", "forskningschef")}),
        ("Mötet leds av nämndens ordförande i Orsa kommun, Anna Ek, och andra.", {("Anna Ek", "nämndens ordförande")}),
        ("Även tekniska chefen Anna Ek svarar.", {("Anna Ek", "teknisk chef")}),
        ("Studeranderepresentant har varit Anna Ek.", {("Anna Ek", "studeranderepresentant")}),
        ("Protokollet skrevs av vicerektorn för samverkan, Anna Ek.", {("Anna Ek", "vicerektor")}),
        ("Även näringspolitiske experten Anna Ek svarar.", {("Anna Ek", "näringspolitisk expert")}),
        ("Kontaktperson: kommunekolog Anna Ek.", {("Anna Ek", "kommunekolog")}),
    ],
)  # fmt: skip
def test_people_in_running_text(sentence, expected):
    text = f"Mora kommun\nTjänsteskrivelse\n2024-05-06\n\nLägesrapport\n\nBakgrund\n\n{sentence}\n\nArbetet går vidare efter sommaren med en tidplan för varje del.\n"
    found = mapped(text)[0]["persons"]
    assert {(one["name"], one["role"]) for one in found} == expected


def test_who_holds_an_office_that_the_issuer_cannot_have_is_of_the_authority_that_can():
    text = (
        "Riksdagens ombudsmän\nBeslut\n2024-05-06\nDnr 12-2024\n\nAnmälan mot Länsstyrelsen i Kalmar län\n\n"
        "Länsstyrelsen i Kalmar län har yttrat sig genom länsrådet Anna Ek.\n"
    )
    (person,) = mapped(text)[0]["persons"]
    assert (person["name"], person["organisation"]) == ("Anna Ek", "Länsstyrelsen i Kalmar län")


def test_handlers_under_their_key_across_a_blank_line():
    text = (
        "KOMMUNLEDNINGSKONTORET\n\nHandläggare\n\nEkdal Christian Ulla Blad\n\nDatum\n\n2024-05-06\n\nMora kommun\n\n"
        "Ny taxa för vatten\n\nFörslag till beslut\n\nKommunstyrelsen antar taxan.\n"
    )
    found = mapped(text)[0]["persons"]
    assert [(one["name"], one["role"]) for one in found] == [
        ("Christian Ekdal", "handläggare"),
        ("Ulla Blad", "handläggare"),
    ]


def test_titles_below_names_in_columns_are_theirs_though_the_first_is_also_a_key():
    assert people("Anna Ek                    Bo Falk\nUtredare                   Förvaltningschef") == {
        "Anna Ek": ("Utredare", None),
        "Bo Falk": ("Förvaltningschef", None),
    }


@pytest.mark.parametrize(
    ("sentence", "organisation"),
    [
        ("Ordföranden för Orsa kommun Anna Ek (C) har svarat.", "Orsa kommun"),
        ("Anna Ek (C), kommunstyrelsens ordförande i Orsa kommun, har svarat.", "Orsa kommun"),
        ("Finansminister Anna Ek har svarat.", None),
        ("Utredaren Anna Ek föreslår en ny lag.", None),
        ("Mötet hölls i maj. Från Orsa kommun deltog planarkitekten Anna Ek.", "Orsa kommun"),
        ("I gruppen sitter Anna Ek (Orsa kommun).", "Orsa kommun"),
        ("Vi har talat med Dalabruken AB, där vd Anna Ek har svarat.", "Dalabruken AB"),
        ("Mötet leddes av Anna Ek, regionråd (S) i Region Dalarna, i maj.", "Region Dalarna"),
        ("I mötet deltog Anna Ek, vd för Dalabruken AB (DAB), och andra.", "Dalabruken AB"),
        (
            "Anna Ek (M), regionråd i Dalarna, svarar tillsammans med Region Dalarna och Region Gävleborg.",
            "Region Dalarna",
        ),
        ("Förslaget lades av nämndens ordförande i Region Dalarna, Anna Ek, i maj.", "Region Dalarna"),
    ],
)
def test_of_which_organisation_somebody_is_whom_the_text_names(sentence, organisation):
    text = f"Mora kommun\nYttrande\n2024-05-06\n\nNy lag om vatten\n\nMora kommun tillstyrker förslaget.\n\n{sentence}\n"
    (person,) = mapped(text)[0]["persons"]
    assert (person["name"], person["organisation"]) == ("Anna Ek", organisation)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(
            "Eva Holm (S) Kommunstyrelsens ordförande Ola Dahl Verkställande direktör",
            id="titles after names",
        ),
        pytest.param(
            "Kommunstyrelsens ordförande Eva Holm (S), Verkställande direktör Ola Dahl",
            id="titles before names",
        ),
        pytest.param(
            "Eva Holm (S) Ola Dahl Kommunstyrelsens ordförande Verkställande direktör",
            id="two columns, all names before all titles",
        ),
    ],
)
def test_names_and_titles_in_a_row_take_turns(row):
    assert people(f"Det är kommunens svar på remissen, som nämnden har tagit del av. {row}") == {
        "Eva Holm": ("Kommunstyrelsens ordförande", "S"),
        "Ola Dahl": ("Verkställande direktör", None),
    }


def test_the_elected_are_of_no_office_that_issues_a_paper():
    text = (
        "Tjänsteutlåtande\nMiljökontoret                Datum 2025-02-17\n\nSvar på motion om en badsjö\n\nSammanfattning\n"
        "Bo Ek (KD) har lämnat in en motion till kommunfullmäktige.\n\nEva Holm\nMiljöinspektör\n"
    )
    found = {one["name"]: (one["party"], one["organisation"]) for one in mapped(text)[0]["persons"]}
    assert found == {"Bo Ek": ("KD", None), "Eva Holm": (None, "Miljökontoret")}


def test_who_is_chosen_to_a_seat_or_leaves_it_is_of_the_body_that_has_it():
    text = (
        "Björnviks kommun\nKommunfullmäktige\nAnmälningsärenden 2025-02-17\n\n"
        "Länsstyrelsens beslut att till ledamot i kommunfullmäktige efter Bo Ek (C) utse Eva Holm (C) och till ny ersättare Lo Grip (C).\n\n"
        "Per Hed (V) beträffande uppdraget som ersättare i miljönämnden.\n"
    )
    found = {one["name"]: (one["role"], one["organisation"]) for one in mapped(text)[0]["persons"]}
    found.pop("Bo Ek")
    assert found == {
        "Eva Holm": ("ledamot", "Kommunfullmäktige"),
        "Lo Grip": ("ersättare", "Kommunfullmäktige"),
        "Per Hed": ("ersättare", "Miljönämnden"),
    }


def test_officials_in_the_minutes_of_a_board_are_of_its_office():
    text = (
        "Skolnämnden\nProtokoll\n2024-05-06\n\nNärvarande: Anna Ek (S), ordförande, Bo Falk, skolchef\n\n§ 1\nNy skola\n\n"
        "Skolkontoret har lämnat ett förslag.\n\nBeslut\nSkolnämnden godkänner förslaget.\n"
    )
    found = {one["name"]: one["organisation"] for one in mapped(text)[0]["persons"]}
    assert found == {"Anna Ek": "Skolnämnden", "Bo Falk": "Skolkontoret"}


@pytest.mark.parametrize(
    ("roll", "expected"),
    [
        ("Ledamöter\nGun Hagel, Orsa kommun, ordförande\nFadi Rame, Mora kommun\nLo Brink, Region Dalarna (sekreterare)\nIda Falk\n", {
            "Gun Hagel": ("ordförande", "Orsa kommun"), "Fadi Rame": ("ledamot", "Mora kommun"),
            "Lo Brink": ("sekreterare", "Region Dalarna"), "Ida Falk": ("ledamot", "Orsa kommun")}),
        ("Deltagare\nGun Hagel, Näringslivschef Orsa kommun\nFadi Rame, Mora kommun\nLo Brink, Region Dalarna\nIda Falk, Älvdalens kommun\n", {
            "Gun Hagel": ("näringslivschef", "Orsa kommun"), "Fadi Rame": ("deltagare", "Mora kommun"),
            "Lo Brink": ("deltagare", "Region Dalarna"), "Ida Falk": ("deltagare", "Älvdalens kommun")}),
        ("| Ledamöter | Parti | Uppdrag |\n| --- | --- | --- |\n| Gun Hagel | S | 2:e vice ordförande |\n| Fadi Rame | M | |\n", {
            "Gun Hagel": ("2:e vice ordförande", "Orsa kommun"), "Fadi Rame": ("ledamot", "Orsa kommun")}),
        ("Närvarande från Mora kommun: Gun Hagel och Fadi Rame\nNärvarande från Region Dalarna: Lo Brink och Ida Falk\n", {
            "Gun Hagel": ("närvarande", "Mora kommun"), "Fadi Rame": ("närvarande", "Mora kommun"),
            "Lo Brink": ("närvarande", "Region Dalarna"), "Ida Falk": ("närvarande", "Region Dalarna")}),
        ("Närvarande med rösträtt\nGun Hagel (S), ordförande\nFadi Rame (M)\n\nNärvarande utan rösträtt\nLo Brink (C)\n", {
            "Gun Hagel": ("ordförande", "Orsa kommun"), "Fadi Rame": ("ledamot", "Orsa kommun"),
            "Lo Brink": ("ersättare", "Orsa kommun")}),
        ("Närvarande styrelseledamöter\nGun Hagel (S)\nFadi Rame (M)\n\nInsynsledamot\nLo Brink (C)\n", {
            "Gun Hagel": ("ledamot", "Orsa kommun"), "Fadi Rame": ("ledamot", "Orsa kommun"),
            "Lo Brink": ("insynsledamot", "Orsa kommun")}),
        ("Ledamöter\nGun Hagel (S) Ordförande\nFadi Rame (M) Tjänstgörande ersättare\nLo Brink (C)\n", {
            "Gun Hagel": ("ordförande", "Orsa kommun"), "Fadi Rame": ("tjänstgörande ersättare", "Orsa kommun"),
            "Lo Brink": ("ledamot", "Orsa kommun")}),
        ("Ledamöter: Gun Hagel (Mora kommun), Fadi Rame (Region Dalarna), Lo Brink, Ida Falk\nSekreterare: Gun Hagel\n", {
            "Gun Hagel": ("sekreterare", "Mora kommun"), "Fadi Rame": ("ledamot", "Region Dalarna"),
            "Lo Brink": ("ledamot", "Orsa kommun"), "Ida Falk": ("ledamot", "Orsa kommun")}),
        ("Ledamöter\nGun Hagel\nFadi Rame\nLo Brink\n\nProtokollförare\nIda Falk\n\nFadi Rame öppnade mötet och hälsade alla välkomna.\n", {
            "Gun Hagel": ("ledamot", "Orsa kommun"), "Fadi Rame": ("ledamot", "Orsa kommun"),
            "Lo Brink": ("ledamot", "Orsa kommun"), "Ida Falk": ("protokollförare", "Orsa kommun")}),
        ("Ledamöter\nGun Hagel\nFadi Rame\n\nÖvriga närvarande\nController Lo Brink, § 1\nSekreterare Ida Falk\n", {
            "Gun Hagel": ("ledamot", "Orsa kommun"), "Fadi Rame": ("ledamot", "Orsa kommun"),
            "Lo Brink": ("controller", "Orsa kommun"), "Ida Falk": ("sekreterare", "Orsa kommun")}),
        ("Ledamöter\nRektor Gun Hagel\nStudent Fadi Rame, studentföreträdare\nLo Brink\nIda Falk\n", {
            "Gun Hagel": ("rektor", "Orsa kommun"), "Fadi Rame": ("studentföreträdare", "Orsa kommun"),
            "Lo Brink": ("ledamot", "Orsa kommun"), "Ida Falk": ("ledamot", "Orsa kommun")}),
        ("Tjänstgörande\nGun Hagel (S) ordf.\nFadi Rame (M)\nLo Brink (C) tj. ers.\n", {
            "Gun Hagel": ("ordförande", "Orsa kommun"), "Fadi Rame": ("ledamot", "Orsa kommun"),
            "Lo Brink": ("tjänstgörande ersättare", "Orsa kommun")}),
        ("Ledamöter Närvarande\nGun Hagel X\nFadi Rame X\nIda Falk X\n\nSuppleanter\nLo Brink X\n", {
            "Gun Hagel": ("ledamot", "Orsa kommun"), "Fadi Rame": ("ledamot", "Orsa kommun"),
            "Ida Falk": ("ledamot", "Orsa kommun"), "Lo Brink": ("suppleant", "Orsa kommun")}),
        ("Ledamöter\nGun Hagel, ordförande\nFadi Rame, lärarrepresentant\nLo Brink (studeranderepresentant)\nIda Falk\n", {
            "Gun Hagel": ("ordförande", "Orsa kommun"), "Fadi Rame": ("lärarrepresentant", "Orsa kommun"),
            "Lo Brink": ("studeranderepresentant", "Orsa kommun"), "Ida Falk": ("ledamot", "Orsa kommun")}),
    ],
)  # fmt: skip
def test_who_comes_from_where_and_holds_what_in_a_roll(roll, expected):
    text = f"Orsa kommun\nStyrgruppen\nProtokoll\n2024-05-06\n\n{roll}\n§ 1 Mötet öppnas\n\nMötet förklaras öppnat.\n"
    found = mapped(text)[0]["persons"]
    assert {one["name"]: (one["role"].lower(), one["organisation"]) for one in found} == expected


def test_those_who_decided_stand_in_a_sentence_under_a_label_of_a_roll():
    text = (
        "Länsstyrelsen i Dalarnas län\nBeslut\n2024-05-06\nDnr 12-2024\n\nStöd till bygden\n\n"
        "Länsstyrelsen beviljar stödet.\n\nBeslutande\nBeslutet har fattats av landshövding Gun Hagel med strategen "
        "Fadi Rame som föredragande. I den slutliga handläggningen har också länsråd Lo Brink och enhetschef Ida Falk "
        "deltagit.\n"
    )
    found = mapped(text)[0]["persons"]
    assert {one["name"]: one["role"] for one in found} == {
        "Gun Hagel": "landshövding",
        "Fadi Rame": "strateg",
        "Lo Brink": "länsråd",
        "Ida Falk": "enhetschef",
    }


def test_the_undersigned_in_an_office_is_the_first_who_signs():
    text = (
        "Högskolan Dalarna\nYttrande\n2024-05-06\n\nEn ny lag\n\nHögskolan tillstyrker förslaget.\n\n"
        "Beslut i detta ärende har fattats av undertecknad rektor efter föredragning av utredaren Lo Brink.\n\n"
        "Gun Hagel\nRektor\n                              Lo Brink\n"
    )
    found = mapped(text)[0]["persons"]
    assert {(one["name"], one["role"].lower()) for one in found} == {
        ("Gun Hagel", "rektor"),
        ("Lo Brink", "utredare"),
    }


def test_who_receives_a_paper_is_of_the_organisation_that_begins_the_line():
    text = (
        "Orsa kommun\nBeslut\n2024-05-06\nDnr 12-2024\n\nStöd till bygden\n\nKommunstyrelsen beviljar stödet.\n\n"
        "Kopia till\nRegion Dalarna, utvecklingsdirektör Gun Hagel\nMora kommun, näringslivschef Fadi Rame\n"
    )
    found = mapped(text)[0]["persons"]
    assert {one["name"]: one["organisation"] for one in found} == {
        "Gun Hagel": "Region Dalarna",
        "Fadi Rame": "Mora kommun",
    }


@pytest.mark.parametrize(
    "table",
    [
        "| Part | Företrädare |\n|---|---|\n| Orsa kommun | Gun Hagel, kommundirektör |\n| Region Dalarna | Fadi Rame, näringslivschef |\n",
        "| Part | Namn | Titel |\n|---|---|---|\n| Orsa kommun | Gun Hagel | kommundirektör |\n| Region Dalarna | Fadi Rame | näringslivschef |\n",
        "| Part | Kontakt |\n|---|---|\n| Orsa kommun | Kommundirektör Gun Hagel |\n| Region Dalarna | Näringslivschef Fadi Rame |\n",
        "Orsa kommun\tGun Hagel, kommundirektör\nRegion Dalarna\tFadi Rame, näringslivschef\n",
        "Orsa kommun          Gun Hagel, kommundirektör\nRegion Dalarna       Fadi Rame, näringslivschef\n",
    ],
)
def test_who_speaks_for_each_party_in_a_table(table):
    text = f"Samverkansavtal om skidspår\n\nParterna är överens om att dela på kostnaden för skidspåren i Fryksås.\n\n{table}\n§ 1 Syfte\n\nSpåren ska hållas öppna.\n"
    found = mapped(text)[0]["persons"]
    assert [(one["name"], one["role"].lower(), one["organisation"]) for one in found] == [
        ("Gun Hagel", "kommundirektör", "Orsa kommun"),
        ("Fadi Rame", "näringslivschef", "Region Dalarna"),
    ]


@pytest.mark.parametrize(
    ("line", "name", "role"),
    [
        ("Ansvarig på förbundet: Gun Hagel", "Gun Hagel", "ansvarig"),
        ("Kontaktperson stadskansliet Gun Hagel", "Gun Hagel", "kontaktperson"),
        ("Beslutet fattades av undertecknad rektor i närvaro av kanslichef Gun Hagel efter föredragning av Bo Ek.", "Gun Hagel", "kanslichef"),
        ("Yttrandet har tagits fram av den rättslige experten Gun Hagel.", "Gun Hagel", "rättslig expert"),
        ("Vid mötet informerade skolchef Gun Liljestierna om läget.", "Gun Liljestierna", "skolchef"),
        ("Förslaget lämnades av Gun Hagel, Vänsterpartiet.", "Gun Hagel", None),
        ("Dessutom deltog Gun Hagel (personalföreträdare, TCO).", "Gun Hagel", "personalföreträdare"),
        ("Gun Hagel Bygglovschef\nLo Brink Planarkitekt", "Lo Brink", "Planarkitekt"),
        ("Gun Hagel, Regiondirektör, Region Dalarna, 2024-03-04 12:44", "Gun Hagel", "Regiondirektör"),
        ("| Part | Kontakt |\n|---|---|\n| Mora kommun | Gun Hagel, e-strateg, gun@example.se |", "Gun Hagel", "e-strateg"),
    ],
)  # fmt: skip
def test_who_is_named_with_a_key_or_a_title_in_other_turns(line, name, role):
    found = mapped(f"Orsa kommun\nTjänsteskrivelse\n2024-05-06\n\nNy taxa\n\n{line}\n")[0]["persons"]
    assert (name, role) in {(one["name"], one["role"]) for one in found}


def test_labels_over_two_lines_and_titles_in_brackets_among_titles_before_names():
    text = (
        "Orsa högskola\nProtokoll\n2024-05-06\n\nNärvarande: Prof. Gun Hagel (dekan, ordförande), docent Fadi Rame, univ.lektor Lo Brink, "
        "Ida Falk (studentrepresentant, t.o.m. p. 6)\n\nTjänstgörande          Bo Ek (C), §§ 2–3\nersättare\n\n§ 1 Öppnande\n\nMötet öppnas.\n"
    )
    found = {one["name"]: one["role"] for one in mapped(text)[0]["persons"]}
    assert found == {
        "Gun Hagel": "professor",
        "Fadi Rame": "docent",
        "Lo Brink": "universitetslektor",
        "Ida Falk": "studentrepresentant",
        "Bo Ek": "ersättare",
    }


def test_signers_under_their_titles_beside_who_certifies_the_extract():
    text = (
        "Orsa kommun\nSammanträdesprotokoll\nKommunfullmäktige\n2024-05-06\n\n§ 4 Ny taxa\n\nBeslut\nTaxan antas.\n\n"
        "Ordförande            Justerare            Utdragsbestyrkande\nGun Hagel (S)         Lo Brink (M)         Ida Falk\n"
    )
    found = {one["name"]: one["role"] for one in mapped(text)[0]["persons"]}
    assert (found["Gun Hagel"], found["Lo Brink"]) == ("Ordförande", "Justerare")


def test_who_has_no_title_but_presented_the_matter_is_its_rapporteur() -> None:
    (document,) = mapped(
        "Skogsstyrelsen\nYttrande 2026-03-02\n\nSkogsstyrelsen tillstyrker förslaget.\n\n"
        "Ärendet har avgjorts av avdelningschef Anna Holm. Bo Ek har varit föredragande.\n"
    )
    found = [(one["name"], one["role"], one["organisation"]) for one in document["persons"]]
    assert found == [
        ("Anna Holm", "avdelningschef", "Skogsstyrelsen"),
        ("Bo Ek", "föredragande", "Skogsstyrelsen"),
    ]


@pytest.mark.parametrize(
    ("roll", "expected"),
    [
        (
            "Deltagande ledamöter Anna Ek, ordförande Bo Al Carl Dahl Från kansliet Ivar Jung, VD Karl Lind, planeringschef Mia Nord",
            {"Anna Ek": "ordförande", "Bo Al": None, "Ivar Jung": "vd", "Karl Lind": "planeringschef", "Mia Nord": None},
        ),
        (
            "Ledamöter Anna Ek (S), ordförande Bo Al (M), 1:e vice ordförande Eva Fors (V) Ivar Jung (C)",
            {"Anna Ek": "ordförande", "Bo Al": "1:e vice ordförande", "Eva Fors": "ledamot", "Ivar Jung": "ledamot"},
        ),
        (
            "Närvarande ordförande Anna Ek, sekreterare Bo Al, planeringschef Mia Nord",
            {"Anna Ek": "ordförande", "Bo Al": "sekreterare", "Mia Nord": "planeringschef"},
        ),
    ],
)  # fmt: skip
def test_in_a_roll_without_line_breaks_a_title_behind_a_comma_is_of_the_name_before(
    roll: str, expected: dict[str, str | None]
) -> None:
    (document,) = mapped(
        f"Protokoll fört vid sammanträde med kommunstyrelsen i Mora kommun den 4 juni 2025 Plats Kommunhuset, Mora {roll} "
        "§ 1 Budget Kommunstyrelsen beslutar att anta budgeten."
    )
    found = {one["name"]: one["role"] for one in document["persons"]}
    assert {name: found.get(name) for name in expected} == expected
