"""Organisations: of the register in their variants, and others by the pattern of their names."""

import pytest

from clustergraph.mapping.organisations.find import find_organisations
from clustergraph.mapping.organisations.speakers import find_speakers
from clustergraph.mapping.text.phrases import finder


def named(words: str) -> list[tuple[str, str]]:
    """Slug and printed words of each mention."""
    lower = words.lower()
    return [
        (one.slug, words[one.start : one.end])
        for one in find_organisations(words, lower, finder().find(lower))
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Uppsala kommuns yttrande", [("uppsala-kommun", "Uppsala kommun")]),
        (
            "Upsala kommun svarar, och Uppsala stad växer",
            [("uppsala-kommun", "Upsala kommun"), ("uppsala-kommun", "Uppsala stad")],
        ),
        ("Upsala kommun svarar", [("uppsala-kommun", "Upsala kommun")]),
        ("Länsstyrelsen Skåne anser", [("lansstyrelsen-i-skane-lan", "Länsstyrelsen Skåne")]),
        ("Region Stockholms strategi", [("region-stockholm", "Region Stockholm")]),
        (
            "Knivsta och Enköpings kommuner",
            [("knivsta-kommun", "Knivsta"), ("enkopings-kommun", "Enköpings")],
        ),
        ("Stiftelsen Norrsken i byn", [("stiftelsen-norrsken", "Stiftelsen Norrsken")]),
        ("Skogsvinden AB har svarat", [("skogsvinden-ab", "Skogsvinden AB")]),
        (
            "Svealands vattenvårdsförbund deltar",
            [("svealands-vattenvardsforbund", "Svealands vattenvårdsförbund")],
        ),
        (
            "ärendet går till miljö- och byggnadsnämnden",
            [("miljo-och-byggnadsnamnden", "miljö- och byggnadsnämnden")],
        ),
        (
            "kommunstyrelsens arbetsutskott beslutar",
            [("kommunstyrelsens-arbetsutskott", "kommunstyrelsens arbetsutskott")],
        ),
        ("Sveriges klätterförbund svarar", [("sveriges-klatterforbund", "Sveriges klätterförbund")]),
        ("förslag från tekniska nämnden", [("tekniska-namnden", "tekniska nämnden")]),
        (
            "Nämnden för arbete och fritid har svarat",
            [("namnden-for-arbete-och-fritid", "Nämnden för arbete och fritid")],
        ),
        ("Rörteknik i Sala AB har svarat", [("rorteknik-i-sala-ab", "Rörteknik i Sala AB")]),
        (
            "Friluftsfrämjandet i Kalmar län svarar. Friluftsfrämjandet anser",
            [
                ("friluftsframjandet-i-kalmar-lan", "Friluftsfrämjandet i Kalmar län"),
                ("friluftsframjandet-i-kalmar-lan", "Friluftsfrämjandet"),
            ],
        ),
        ("LRF Värmlands synpunkter", [("lrf-varmland", "LRF Värmland")]),
        ("LRF i Sverige", [("lantbrukarnas-riksforbund", "LRF")]),
        ("samråd med försäkringskassan", [("forsakringskassan", "försäkringskassan")]),
        ("Rederi AB Sillen kör", [("rederi-ab-sillen", "Rederi AB Sillen")]),
        ("Folktandvården i Halland", [("folktandvarden-i-halland", "Folktandvården i Halland")]),
        ("Länstrafiken i Kalmar län", [("lanstrafiken-i-kalmar-lan", "Länstrafiken i Kalmar län")]),
        (
            "Hjälmarens vattenvårdsförbund",
            [("hjalmarens-vattenvardsforbund", "Hjälmarens vattenvårdsförbund")],
        ),
        ("enligt Flisföretagen är det dyrt", [("flisforetagen", "Flisföretagen")]),
        (
            "Riksföreningen för glasblåsare (RFG) och RFG:s medlemmar",
            [
                ("riksforeningen-for-glasblasare", "Riksföreningen för glasblåsare"),
                ("riksforeningen-for-glasblasare", "RFG"),
                ("riksforeningen-for-glasblasare", "RFG"),
            ],
        ),
    ],
)
def test_names_and_their_variants(words, expected):
    assert named(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "Stockholm-Uppsalaregionen växer",
        "i Stockholms län",
        "nämnden och förvaltningen",
        "skicka till registrator@socialstyrelsen.se",
        "fler EU-bidrag",
        "skriv till kalmar@lansstyrelsen.se",
        "Företagen växer",
        "Kommitténs bibliotek och Ortens museum",
        "i det närliggande Naturområdet",
        "i Tallbergsparken och vid Tallbergsparken",
        "bilderna har Vision",
        "Starka universitet behövs",
        "bland Sveriges landsting",
        "den lokala förvaltningen av älg",
        "ska belasta moderförvaltningen",
        "frågor om Älgförvaltningen, Rovdjursförvaltningen och Viltmyndigheten",
        "ett remissvar från Sacoförbundet",
        "Parterna bygger ett gemensamt centrum för nya läkemedel.",
    ],
)
def test_places_common_nouns_and_addresses_are_no_organisations(words):
    assert named(words) == []


@pytest.mark.parametrize(
    ("words", "offices"),
    [
        ("Ärendet har beretts av Barn & Utbildning", {"Barn & Utbildning"}),
        ("Kultur & Fritid\nHallen byggs ut.", set()),
        ("Samhällsbyggnad\nBron är gammal. Samhällsbyggnad förordar en ny.", {"Samhällsbyggnad"}),
        ("Samhällsbyggnad\nBron är gammal. Samhällsbyggnad är ett brett fält.", set()),
        ("Bron är gammal. Samhällsbyggnad förordar en ny.", set()),
        ("Kultur och fritid\nHallen byggs ut. Kultur och fritid avstyrker det.", {"Kultur och fritid"}),
    ],
)
def test_offices_are_named_by_their_fields(words, offices):
    assert {one.name for one in find_speakers(words, words.lower(), [])} == offices


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Miljö & hälsoskyddsnämnden tillstyrker", {"Miljö & hälsoskyddsnämnden"}),
        ("Nämnden för Vård & Omsorg avstår", {"Nämnden för Vård & Omsorg"}),
        ("Nämnden för Skola & Fritids yttrande bifogas", {"Nämnden för Skola & Fritid"}),
        ("Avdelningen för juridik, inköp & beredskap svarar", {"Avdelningen för juridik, inköp & beredskap"}),
        ("Akademin för vård, arbete och teknik svarar", {"Akademin för vård, arbete och teknik"}),
        ("Institutionen för kost, teater och hälsa av lektor Anna Ek", {"Institutionen för kost, teater och hälsa"}),
        ("Kommittén för utbildning på grundnivå har hörts", {"Kommittén för utbildning på grundnivå"}),
        ("Svenska Lekförbundet (SRF) svarar. SRF avstår.", {"Svenska Lekförbundet", "SRF"}),
        ("Riksförbundet för Dans och Lek (nedan kallat RDL) deltog. RDL avstår.", {"Riksförbundet för Dans och Lek", "RDL"}),
        ("Slottsstiftelsen i Uppsala län tillstyrker", {"Slottsstiftelsen i Uppsala län"}),
        ("remissen från Utredningen om framtidens folkbad (S 2031:04)", {"Utredningen om framtidens folkbad"}),
        ("Utredningen om kommunens badplatser blev klar i maj.", set()),
        ("Region Örebro läns regionstyrelse har svarat", {"Region Örebro län", "regionstyrelse"}),
    ],
)  # fmt: skip
def test_names_with_the_sign_for_and_with_initials_and_with_what_they_are_for(words, expected):
    assert {printed for _, printed in named(words)} == expected


def test_a_body_with_the_sign_for_and_in_its_name_is_the_same_with_the_word():
    assert {
        slug for slug, _ in named("Nämnden för Vård & Omsorg svarar. Nämnden för vård och omsorg avstår.")
    } == {"namnden-for-vard-omsorg"}


def test_initials_that_the_text_gives_are_those_of_whom_it_names():
    assert {slug for slug, _ in named("Svenska Lekförbundet (SRF) svarar. SRF avstår.")} == {
        "svenska-lekforbundet"
    }


def test_an_abbreviation_introduced_in_brackets_is_known_afterwards():
    found = named("Dalarnas elberedskapsförening (DEF) svarar. DEF:s medlemmar är många.")
    assert found == [
        ("dalarnas-elberedskapsforening", "Dalarnas elberedskapsförening"),
        ("dalarnas-elberedskapsforening", "DEF"),
        ("dalarnas-elberedskapsforening", "DEF"),
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # Two names joined by «och», and one name with «och» in it
        ("ägs av Norsunda Bostäder och Tallåsens Energi AB", ["Norsunda Bostäder", "Tallåsens Energi AB"]),
        ("Tingsrätten i Lund och Attunda tingsrätt", ["Attunda tingsrätt"]),
        ("köps av Nordskånes Vatten och Avfall AB", ["Nordskånes Vatten och Avfall AB"]),
        ("enligt Riksförbundet Hem och Samhälle", ["Riksförbundet Hem och Samhälle"]),
        ("Kommunledningskontoret och ekonomiavdelningen", ["Kommunledningskontoret", "ekonomiavdelningen"]),
        ("Jordbruks- och vattenverket yttrar sig", ["Jordbruks- och vattenverket"]),
        ("Barn - och ungdomsnämnden", ["Barn - och ungdomsnämnden"]),
        ("Vård- och omsorgs- nämnden", ["Vård- och omsorgs- nämnden"]),
        ("Granholmens stadsdelsnämnd yttrar sig", ["Granholmens stadsdelsnämnd"]),
        ("Film i Västs produktioner visas", ["Film i Väst"]),
        ("Högskolan för musik och dans flyttar", ["Högskolan för musik och dans"]),
        ("Regionförbundet i Kalmar län svarar", ["Regionförbundet i Kalmar län"]),
        ("Anna Ek, Vision, och Bo Berg, Kommunal", ["Vision", "Kommunal"]),
        ("vd Mälarregionens Försäkring AB", ["Mälarregionens Försäkring AB"]),
        ("Anna Ek Tallby kommun", ["Tallby kommun"]),
        # A company by its bare name, and its legal form
        ("Information från AB Hyttan", ["AB Hyttan"]),
        ("AB Hyttans styrelse", ["AB Hyttan"]),
        # A designation before the name, and a district of an agency
        ("bostadsrättsföreningen Linden", ["bostadsrättsföreningen Linden"]),
        ("Farsta stadsdelsnämnd och Trafikverket Region Syd", ["Farsta stadsdelsnämnd", "Trafikverket"]),
        ("Sahlgrenska akademin och HR-avdelningen", ["Sahlgrenska akademin", "HR-avdelningen"]),
        ("Söderåsens miljöförbund", ["Söderåsens miljöförbund"]),
        (
            "vid institutionen för data- och elektroteknik",
            ["institutionen för data- och elektroteknik"],
        ),
        ("till tekniska nämnden för kännedom", ["tekniska nämnden"]),
        # A point of the compass, partners, and an office named after its town
        ("enligt Hjälpmedelsförbundet i Norr", ["Hjälpmedelsförbundet i Norr"]),
        ("Malmö stads fastighetskontor svarar", ["Malmö stad", "fastighetskontor"]),
        ("ekonomichefen Nils Ericsson", []),
        ("Trafikverket Region Stockholm svarar", ["Trafikverket"]),
        # Over the end of a line, with an adjective, in quotation marks
        ("av Barn- och\nungdomsförvaltningen", ["Barn- och\nungdomsförvaltningen"]),
        ("yttrande från Allmänpolitiska utskottet", ["Allmänpolitiska utskottet"]),
        ("den nya ”Havskommissionen” och av Folktandvården", ["Havskommissionen", "Folktandvården"]),
        ("KOMMUNSTYRELSENS SOCIALA UTSKOTT", ["KOMMUNSTYRELSENS SOCIALA UTSKOTT"]),
        ("kommunstyrelsens plan- och byggutskott", ["kommunstyrelsens plan- och byggutskott"]),
        ("kommunstyrelsens beredning av ärendet", ["kommunstyrelsen"]),
        ("en artikel på Svenska Fiskebladets webbplats", ["Svenska Fiskebladet"]),
        ("Årsrapport Kungsholmens stadsdelsnämnd", ["Kungsholmens stadsdelsnämnd"]),
        # The hyphen left out or lost; a company before a person; districts of a town in a list
        ("gav kretslopp och vattennämnden i uppdrag", ["kretslopp och vattennämnden"]),
        ("samt trafikoch renhållningsnämnden", ["trafikoch renhållningsnämnden"]),
        ("vård och socialnämnden", ["socialnämnden"]),
        ("miljöchef, Dala Fastigheter AB Sven-Åke Berg, planerare", ["Dala Fastigheter AB"]),
        ("ett förslag från Viltvårdsutredningen", ["Viltvårdsutredningen"]),
        ("fakta om Malmö stads organisation", ["Malmö stad"]),
        # Students at a university, an association in a country, a club
        ("Studentkåren vid Umeå universitet svarar", ["Studentkåren vid Umeå universitet"]),
        ("och Ögonskötareföreningen i Sverige (ÖIS)", ["Ögonskötareföreningen i Sverige", "ÖIS"]),
        ("bidrag till Tallsjö IF och Tallsjö Pastorat", ["Tallsjö IF", "Tallsjö Pastorat"]),
        ("Umeå universitets studentkår (US)", ["Umeå universitets studentkår", "US"]),
        # Joined to an organisation, from one place to another, a council
        ("samråd med Almi och Borealis Business Hub om", ["Almi", "Borealis Business Hub"]),
        ("med Almi och Anna Ek, planerare", ["Almi"]),
        ("För Region Mittland Sara Holm, regionråd", ["Region Mittland"]),
        ("svar till Luleå–Boden Life Science Råd om", ["Luleå–Boden Life Science Råd"]),
        ("Stiftelsen Tallborgs vänner svarar", ["Stiftelsen Tallborgs vänner"]),
        # A court within a court
        (
            "Mark- och miljödomstolen vid Umeå tingsrätt frågar. Mark- och miljödomstolen väntar",
            ["Mark- och miljödomstolen vid Umeå tingsrätt", "Mark- och miljödomstolen"],
        ),
        # What they are for, and with whom
        ("i Rådet för barn och unga med epilepsi i dag", ["Rådet för barn och unga med epilepsi"]),
        ("Svensk förening för ben- och ledvård vill", ["Svensk förening för ben- och ledvård"]),
        ("att Alliansen för rättvisa skolor bildas", ["Alliansen för rättvisa skolor"]),
        ("Den gemensamma nämnden för tolkar", ["gemensamma nämnden för tolkar"]),
        ("och Gemensamma nämnden har svarat", []),
        ("Värmlands idrottsallians och Värmlands e-nämnd", ["Värmlands idrottsallians", "Värmlands e-nämnd"]),
        ("av Hud- och könsmedicinska kliniken", ["Hud- och könsmedicinska kliniken"]),
        ("ombud: Advokatfirman Strandberg", ["Advokatfirman Strandberg"]),
        ("Tekniska högskolan vid Umeå universitet", ["Tekniska högskolan vid Umeå universitet"]),
        ("Nationella rådet för kreativ skola vill", ["Nationella rådet för kreativ skola"]),
        ("Institutionen för kemins didaktik", ["Institutionen för kemins didaktik"]),
        # In a place, with a number, with the legal form in words, with its saint
        ("Hembygdsförbundet i Dalarna svarar", ["Hembygdsförbundet i Dalarna"]),
        ("Naturskyddsföreningen i Orsa-Mora svarar", ["Naturskyddsföreningen i Orsa-Mora"]),
        ("Hyresgästföreningen Södra Skåne", ["Hyresgästföreningen Södra Skåne"]),
        ("Brf Tallen 2 och Mora Energi Elnät AB", ["Brf Tallen 2", "Mora Energi Elnät AB"]),
        ("Tallåsens Fågelgårdar Aktiebolag", ["Tallåsens Fågelgårdar Aktiebolag"]),
        ("Kommunalförbundet Hälsa och vård i Norrtälje", ["Kommunalförbundet Hälsa och vård i Norrtälje"]),
        ("S:t Larses församling", ["S:t Larses församling"]),
        ("Hos Hud- och Allergiföreningen i Mora", ["Hud- och Allergiföreningen i Mora"]),
        ("hos Mora sjukstuga och Yrkeshögskolan i Falun", ["Mora sjukstuga", "Yrkeshögskolan i Falun"]),
        ("båten som Skärgårdsbolaget äger", ["Skärgårdsbolaget"]),
        ("samråd med Lillö Öråd", ["Lillö Öråd"]),
        ("av Reumatikerdistriktet Uppsala län", ["Reumatikerdistriktet Uppsala län"]),
        ("med Hjärtsjukföreningen Mora med omnejd", ["Hjärtsjukföreningen Mora med omnejd"]),
        ("Anna Ek, TCO-S, och Bo Ek, Saco-S", ["TCO-S", "Saco-S"]),
        # Boards in the indefinite form, waters in the genitive, in lower case inside a sentence
        ("av Kultur- och fritidsnämnd i dag", ["Kultur- och fritidsnämnd"]),
        ("en kultur- och fritidsnämnd", []),
        ("Nämnden för Individ- och familjeomsorg", ["Nämnden för Individ- och familjeomsorg"]),
        ("Göta älvs vattenvårdsförbund svarar", ["Göta älvs vattenvårdsförbund"]),
        ("enligt regionförbundet södra Småland", ["regionförbundet södra Småland"]),
        ("Folkhälsorådet i Vara svarar", ["Folkhälsorådet"]),
        # Common nouns
        ("Fastighetsägarna klagar. En fastighetsägare är positiv.", []),
        ("Genom Samrådet kom Samrådet in", []),
    ],
)
def test_where_a_name_begins_and_ends(words, expected):
    assert [printed for _, printed in named(words)] == expected


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("AB Hyttans Fiber gräver. Hyttans Fiber AB ansöker. Enligt Hyttans Fiber", "ab-hyttans-fiber"),
        ("Fackförbundet Akavia svarar. Enligt Akavia", "akavia"),
        ("Arbetsgivarföreningen KFS. Enligt KFS", "arbetsgivarforeningen-kfs"),
        ("Kommunstyrelsens arbetsutskott och Arbetsutskottet", "kommunstyrelsens-arbetsutskott"),
        ("Farsta stadsdelsnämnd. Enligt stadsdelsnämnden", "farsta-stadsdelsnamnd"),
        ("Kommunledningskontoret föreslår. Ledningskontoret anser", "kommunledningskontoret"),
        ("Förbundsdirektionen möts. Direktionen beslutar", "forbundsdirektionen"),
        ("Juridiska fakultetsnämnden svarar. Fakultetsnämnden anser", "juridiska-fakultetsnamnden"),
        ("Samordningsförbundet Älven svarar. Enligt Samordningsförbundet", "samordningsforbundet-alven"),
    ],
)
def test_several_forms_of_a_name_are_one_organisation(words, slug):
    assert {found for found, _ in named(words)} == {slug}


def test_a_branch_of_an_association_is_not_the_region_of_its_name():
    assert [slug for slug, _ in named("av Hyresgästföreningen region Stockholm")] == [
        "hyresgastforeningen-region-stockholm"
    ]


def test_a_council_is_later_called_by_its_noun_and_cut_short_by_the_end_of_a_line():
    words = (
        "Vattenrådet för Hedån\nKommunala rådet för personer\nmed funktionsnedsättning\n\nVattenrådet förordar diken. "
        "Även Kommunala rådet för personer med funktionsnedsättning svarar."
    )
    assert {slug for slug, _ in named(words)} == {
        "vattenradet-for-hedan",
        "kommunala-radet-for-personer-med-funktionsnedsattning",
    }
