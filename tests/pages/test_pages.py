"""Every page: it is there in both languages, says what the documents say, and lets no text become markup."""

import csv
import json
import re
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient
from lxml import html as lxml_html
from lxml.html import HtmlElement

from clustergraph.queries import canned, catalogue

from .conftest import HOSTILE, Get

AGREEMENT = "/agreements/avsiktsforklaring-life-science"
STRATEGY = "/strategies/strategi-life-science"
READER = "/documents/uppsala-2026-tjansteskrivelse"
ADOPTION = "adoption/uppsala-kommun-avsiktsforklaring-life-science"
PAGES = {
    "/": ("Vem har sagt vad, och med vilka ord?", "Who has said what, and in which words?"),
    "/search?q=uppsala": ("Sökning: uppsala", "Search: uppsala"),
    AGREEMENT: (
        "Avsiktsförklaring att stärka Stockholm-Uppsalaregionens gemensamma kluster för life science",
        "Letter of intent to strengthen the joint life science cluster of the Stockholm–Uppsala region",
    ),
    STRATEGY: (
        "Strategi för life science i Stockholm-Uppsalaregionen",
        "Strategy for life science in the Stockholm–Uppsala region",
    ),
    "/positions": ("Ståndpunkter", "Positions"),
    "/positions?actor=uppsala-kommun&stance=propose": ("Ståndpunkter", "Positions"),
    "/timeline": ("Tidslinje", "Timeline"),
    "/network": ("Nätverk", "Network"),
    "/documents": ("Dokument", "Documents"),
    "/documents/elak": (HOSTILE, HOSTILE),
    "/data/actor/uppsala-kommun": ("Uppsala kommun", "Uppsala Municipality"),
    "/data/position/elak-1": (HOSTILE, HOSTILE),
    "/graph/stockholm-2026-remissvar": (
        "Grafen stockholm-2026-remissvar",
        "The graph stockholm-2026-remissvar",
    ),
    "/ns": ("Ontologins termer", "The terms of the ontology"),
    "/shapes": ("Regler", "Rules"),
    "/queries": ("Frågor", "Queries"),
    "/queries/positions?actor=uppsala-kommun": ("Ståndpunkter", "Positions"),
    "/sparql": ("Fråga grafen i SPARQL", "Ask the graph in SPARQL"),
    "/sparql?example=positions": ("Fråga grafen i SPARQL", "Ask the graph in SPARQL"),
    "/steward": ("Kontrollera och lägg till data", "Check and add data"),
    "/about": ("Om webbplatsen", "About this site"),
    "/docs": ("API-dokumentation", "API documentation"),
}


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.fixture(params=["sv", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_its_heading_in_both_languages(client: TestClient, get: Get, path: str, lang: str) -> None:
    page = get(path + ("&" if "?" in path else "?") + f"lang={lang}")
    assert page.get("lang") == lang
    (heading,) = page.iter("h1")
    assert words(heading) == " ".join(PAGES[path][lang == "en"].split())


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_and_runs_nothing_of_its_own(get: Get, path: str) -> None:
    page = get(path)
    assert [main.get("id") for main in page.iter("main")] == ["main"]
    assert len(list(page.iter("nav"))) == 1
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert sorted(set(ids)) == sorted(ids)
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]
        assert element.tag != "style"
        if element.tag == "script":
            assert element.get("src") and not element.text
    for label in page.iter("label"):
        assert label.get("for") in ids


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_no_other_host(get: Get, path: str) -> None:
    page = get(path)
    fetched = [*page.xpath("//@src"), *page.xpath("//link/@href"), *page.xpath("//form/@action")]
    assert fetched
    assert {urlsplit(address).netloc for address in fetched} == {""}


@pytest.mark.parametrize("name", catalogue())
def test_every_canned_query_has_a_page_with_its_answer(get: Get, name: str, lang: str) -> None:
    query = canned(name)
    needed = {key: str(each.example) for key, each in query.parameters.items() if each.required}
    page = get(f"/queries/{name}", lang=lang, **needed)
    cells = [words(cell) for cell in page.xpath("//table//td")]
    assert query.constructs or any(cells)
    assert not [cell for cell in cells if cell.startswith("https://w3id.org/clustergraph/")]


def test_links_keep_the_language_that_the_address_names(get: Get) -> None:
    own = [address for address in get("/", lang="en").xpath("//main//a/@href") if address.startswith("/")]
    assert own
    assert all("lang=en" in address for address in own)
    assert not any("lang=" in address for address in get("/").xpath("//main//a/@href"))


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        (None, "sv"),
        ("sv-SE,sv;q=0.9,en;q=0.8", "sv"),
        ("en-GB,en;q=0.9", "en"),
        ("de,fr;q=0.8", "sv"),
        ("de,en;q=0.5,sv;q=0.2", "en"),
        ("en;q=x,sv", "sv"),
    ],
)
def test_the_browser_says_the_language(client: TestClient, accepted: str | None, expected: str) -> None:
    headers = {"Accept-Language": accepted} if accepted else {}
    assert client.get("/about", headers=headers).headers["content-language"] == expected


# Answered in RDF or JSON alone, and tested with the server; a browser takes what it is given, this client only HTML.
FOR_PROGRAMS = ("/openapi.json", "/void", "/dataset", "/download/")


@pytest.mark.slow
def test_every_link_of_the_site_leads_somewhere(client: TestClient, get: Get) -> None:
    seen: set[str] = set()
    for path in (
        "/",
        AGREEMENT,
        STRATEGY,
        "/positions",
        "/timeline",
        "/network",
        "/documents",
        READER,
        "/about",
    ):
        seen |= {str(address).partition("#")[0] for address in get(path).xpath("//a/@href")}
    for address in sorted(seen - {""}):
        if address.startswith("/") and not address.startswith(FOR_PROGRAMS):
            assert client.get(address).status_code in {200, 303}, address


def test_uppsala_adopted_by_a_decision_with_date_paragraph_and_quote(get: Get) -> None:
    row = get(AGREEMENT).get_element_by_id("uppsala-kommun")
    assert "5 mars 2025" in words(row)
    assert "§ 70" in words(row)
    assert (
        "Kommunstyrelsen beslutade den 5 mars 2025 (§ 70) att anta en avsiktsförklaring om att stärka "
        "Stockholm-Upsalaregionens gemensamma life science-kluster." in words(row)
    )
    assert f"{READER}#{ADOPTION}/1" in row.xpath(".//@href")


def test_a_month_is_shown_as_a_month(get: Get) -> None:
    assert "juni 2024" in words(get(AGREEMENT).get_element_by_id("region-stockholm"))
    assert "June 2024" in words(get(AGREEMENT, lang="en").get_element_by_id("region-stockholm"))


def test_no_record_is_never_given_as_has_not(get: Get) -> None:
    page = words(get(AGREEMENT))
    assert "inget antagande i grafen" in page
    assert "har inte antagit" not in page
    assert "has not adopted" not in words(get(AGREEMENT, lang="en"))


def test_the_strategy_shows_its_tree_and_what_recurs(get: Get) -> None:
    page = get(STRATEGY)
    for number, label in (("3.1.1", "Forskning och innovation"), ("3.1.3.2", "Beredskap")):
        element = page.get_element_by_id(number)
        assert label in words(element)
    assert page.get_element_by_id("3.1.3.2").getparent().getparent().getparent().get("id") == "3.1.3"
    assert "vartannat år" in words(page)
    assert "6–8 år" in words(page)
    due = words(page.xpath("//table[@class='calendar']//tr[contains(., 'vartannat')]")[0])
    assert due.count("ska göras") == 4


def test_a_cell_of_the_matrix_leads_to_its_quotes(get: Get) -> None:
    (cell,) = get("/positions").xpath(
        "//table[contains(@class, 'matrix')]//tr[contains(., '3.1.3.1')]//a[contains(@href, 'stance=propose')]"
    )
    assert words(cell) == "2 föreslår"
    quotes = get(cell.get("href").partition("#")[0]).xpath("//ol[contains(@class, 'position-list')]/li")
    assert len(quotes) >= 2
    assert all("3.1.3.1" in words(quote) for quote in quotes)


def test_filters_stay_in_the_address_and_in_the_form(get: Get) -> None:
    page = get("/positions", actor="uppsala-kommun", stance="propose")
    chosen = {select.get("name"): select.value for select in page.iter("select")}
    assert chosen == {"actor": "uppsala-kommun", "element": "", "stance": "propose", "topic": ""}
    assert {
        words(holder) for holder in page.xpath("//ol[contains(@class, 'position-list')]/li/p[1]/a[1]")
    } == {"Uppsala kommun"}


def test_the_timeline_is_a_picture_and_a_table(get: Get) -> None:
    page = get("/timeline")
    rows = [words(row) for row in page.xpath("//table[1]/tbody/tr")]
    assert any(row.startswith("26 mars 2026") and "sista svarsdag" in row for row in rows)
    assert any(row.startswith("9 april 2026") for row in rows)
    assert len(page.xpath("//svg[@class='time']/a")) == len(rows)


def test_a_canned_query_is_drawn_as_time_or_as_bars(get: Get) -> None:
    adoptions = get("/queries/adoptions")
    assert len(adoptions.xpath("//svg[@class='time']/a")) == 9
    stances = get("/queries/positions", actor="uppsala-kommun")
    (bar,) = stances.xpath("//svg[@class='bars']/a[contains(@href, 'stance=propose')]")
    assert "actor=uppsala-kommun" in bar.get("href")
    drawn = int(words(bar).split()[-1])
    assert drawn == len(get(bar.get("href")).xpath("//table/tbody/tr"))


def test_the_reader_gives_the_text_back_unchanged(client: TestClient, get: Get) -> None:
    from clustergraph import resources
    from clustergraph.reviewing import load

    reviewed = load(
        resources.data() / "reviewed" / "uppsala-2026-tjansteskrivelse.yaml", resources.data() / "documents"
    )
    page = get(READER)
    shown = "".join(element.text_content() for element in page.xpath("//div[@class='original']"))
    start, end = reviewed.span
    assert shown == reviewed.graph.source.text[start:end].replace("\r\n", "\n")


def test_quote_and_statement_lead_to_each_other(get: Get) -> None:
    page = get(READER)
    page.get_element_by_id(f"{ADOPTION}/1")
    note = page.get_element_by_id(f"note/{ADOPTION}/1")
    assert f"#{ADOPTION}/1" in note.xpath(".//@href")
    linked = set(page.xpath("//a[contains(@class, 'quoted')]/@href"))
    assert linked <= {f"#{element.get('id')}" for element in page.xpath("//li[starts-with(@id, 'note/')]")}
    assert page.xpath("//div[contains(@class, 'unmapped')]")


@pytest.mark.parametrize(
    "path",
    [
        "/documents/elak",
        "/data/position/elak-1",
        "/positions?actor=uppsala-kommun",
        "/documents",
        "/search?q=onerror",
    ],
)
def test_a_document_full_of_markup_stays_text(client: TestClient, get: Get, path: str) -> None:
    page = get(path)
    assert "alert(1)" in page.text_content()
    assert "49" not in words(page.xpath("//main")[0]).split()
    assert not page.xpath("//img[@src='x'] | //script[not(@src)] | //h1[text()='rubrik']")


@pytest.mark.parametrize(
    "text", [HOSTILE, '" OR names : *', "NEAR(", "'; DROP TABLE entry; --", "%00", "å" * 5000]
)
def test_what_is_typed_into_the_search_box_is_text(get: Get, text: str) -> None:
    page = get("/search", q=text)
    (box,) = page.xpath("//input[@name='q']")
    assert box.get("value") == text
    assert not page.xpath("//img[@src='x'] | //script[not(@src)]")


def test_the_editor_opens_with_the_query_of_the_address(get: Get) -> None:
    query = 'ASK { ?s ?p "</textarea><b>" }'
    page = get("/sparql", query=query, format="html")
    assert page.xpath("string(//textarea[@name='query'])") == query


def test_the_documentation_of_the_api_shows_code_as_code(get: Get) -> None:
    page = get("/docs")
    assert page.xpath("//summary[contains(., 'The ontology')]//code[text()='Accept']")
    assert "`" not in page.text_content()


@pytest.mark.parametrize(
    ("path", "quote"),
    [
        (AGREEMENT, "Avsiktsförklaringen antogs av Region Stockholm"),
        (STRATEGY, "Regionfullmäktige ansvarar för att fastställa strategin."),
        ("/positions?actor=uppsala-kommun", "Uppsala kommun saknar i avsiktsförklaringen"),
        ("/timeline", "Avsiktsförklaringen antogs av Region Stockholm"),
        ("/queries/adoptions", "Avsiktsförklaringen antogs av Region Stockholm"),
        ("/search?q=Solna+antar", "Solna"),
        ("/data/adoption/region-uppsala-avsiktsforklaring-life-science", "Avsiktsförklaringen antogs av"),
    ],
)
def test_a_quote_on_an_english_page_is_marked_as_swedish(get: Get, path: str, quote: str) -> None:
    page = get(f"{path}{'&' if '?' in path else '?'}lang=en")
    quotes = page.xpath("//blockquote | //td[@class='quoted'][not(span)] | //td[@class='quoted']/span")
    assert any(quote in words(one) for one in quotes)
    assert [words(one) for one in quotes if one.get("lang") != "sv" and one.get("class") != "tag"] == []


@pytest.mark.parametrize(
    ("actor", "lang", "expected"),
    [
        (
            "uppsala-kommun",
            "sv",
            {
                "37 ståndpunkter": "/positions?actor=uppsala-kommun&lang=sv#quotes",
                "1 beslut": "/queries/decisions?organisation=uppsala-kommun&lang=sv",
                "Nätverk": "/network?around=actor%2Fuppsala-kommun&lang=sv",
            },
        ),
        (
            "kungliga-tekniska-hogskolan",
            "en",
            {"Network": "/network?around=actor%2Fkungliga-tekniska-hogskolan&lang=en"},
        ),
        ("uppsalahem", "sv", {}),
    ],
)
def test_an_actor_leads_to_what_it_holds_decides_and_is_tied_to(
    get: Get, actor: str, lang: str, expected: dict[str, str]
) -> None:
    page = get(f"/data/actor/{actor}", lang=lang)
    ways = {words(link): link.get("href") for link in page.xpath("//ul[contains(@class, 'ways')]//a")}
    assert ways == expected
    for address in ways.values():
        assert "Grafen har inga" not in words(get(address))


def test_what_points_to_a_thing_is_told_by_what_it_is(get: Get) -> None:
    page = get("/data/actor/uppsala-kommun", lang="sv")
    rows = {words(term): words(term.getnext()) for term in page.xpath("(//dl)[last()]/dt")}
    assert rows["aktör enhet i: Uppsala kommun"].startswith("Kommunledningskontoret i Uppsala kommun")
    assert rows["ståndpunkt innehavare: Uppsala kommun"].startswith("Visa 37 ")
    assert "3 februari 2025 (KSN-2024-01748)" in rows["omnämnande nämnd aktör: Uppsala kommun"]
    assert not any("identif" in term for term in rows)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("KTH", "Kungliga Tekniska högskolan aktör · även kallad KTH"),
        ("uppsala", "Region Uppsala aktör"),
        ("qzxqzx", "Inga träffar. Pröva färre eller andra ord"),
    ],
)
def test_a_search_says_why_a_thing_is_found(get: Get, text: str, said: str) -> None:
    page = get("/search", q=text, lang="sv")
    shown = [words(one) for one in page.xpath("//ol/li")][:1] + [words(one) for one in page.xpath("//main/p")]
    assert any(one.startswith(said) for one in shown)


@pytest.mark.parametrize(("lang", "name"), [("sv", "beslutsutfall"), ("en", "outcome")])
def test_concepts_are_found_under_the_name_of_their_scheme(get: Get, lang: str, name: str) -> None:
    shown = words(get("/search", q="anta", lang=lang).xpath("//main")[0])
    assert name in shown
    assert "document-type" not in shown


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/documents/finns-inte", 404, "Grafen har inget dokument finns-inte"),
        ("/agreements/finns-inte", 404, "Grafen har ingen överenskommelse finns-inte"),
        ("/strategies/finns-inte", 404, "Grafen har ingen strategi finns-inte"),
        ("/data/actor/finns-inte", 404, "Grafen säger inget om"),
        ("/graph/finns-inte", 404, "Grafen säger inget om"),
        ("/graph/en%20graf", 404, "Grafen säger inget om /graph/en graf"),
        ("/data/actor/%3Cingen%3E", 404, "Grafen säger inget om"),
        ("/documents/100%25", 404, "Grafen säger inget om"),
        ("/strategies/%22", 404, "Grafen säger inget om"),
        ("/queries/finns-inte", 404, "Det finns ingen färdig fråga finns-inte"),
        ("/positions?stance=NO", 400, "stance kan inte vara «NO»."),
        ("/queries/positions?stance=no", 400, "Välj bland dessa:"),
        ("/queries/positions?actor=upsala-kommun", 400, "Menar du någon av dessa?"),
        ("/finns-inte", 404, "Det finns inget på /finns-inte"),
        ("/finns-inte?lang=en", 404, "There is nothing at /finns-inte"),
        ("/id/actor/finns-inte", 404, "Det finns inget på /id/actor/finns-inte"),
        ("/map", 405, "/map tar emot data från program"),
        ("/search?q=x&page=0", 400, "page kan inte vara «0»."),
    ],
)
def test_an_error_is_a_page_with_one_plain_sentence(
    client: TestClient, path: str, status: int, says: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert says in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("decisions", "quote"),
        ("adoptions", "quote"),
        ("agreement-parties", "quote"),
        ("consultation-status", "quote"),
        ("disagreements", "other_quote"),
        ("governance-bodies", "quote"),
        ("persons-and-roles", "quote"),
        ("repetitions", "first_quote"),
        ("strategy-context", "quote"),
        ("timeline", "quote"),
    ],
)
def test_a_quote_of_an_answer_leads_to_its_place(
    client: TestClient, get: Get, name: str, column: str
) -> None:
    page = get(f"/queries/{name}", lang="sv")
    place = [words(code) for code in page.xpath("//th/code")].index(column)
    row = next(row for row in page.xpath("//table[contains(@class, 'answer')]/tbody/tr") if words(row[place]))
    (quote,), (link,) = row[place].xpath("./span[@lang='sv']"), row[place].xpath("./a")
    path, _, fragment = link.get("href").partition("#")
    (begins,) = lxml_html.document_fromstring(client.get(path).text).xpath(f"//*[@id='{fragment}']")
    text = words(begins.getparent())
    assert " ".join((quote.text_content()).split())[:20] in text


@pytest.mark.parametrize(
    ("lang", "says", "not_says"),
    [
        ("sv", "Stockholms stad välkomnar strategin", "The City of Stockholm welcomes"),
        ("en", "Welcomes the strategy", "Stockholms stad välkomnar strategin"),
    ],
)
def test_a_position_is_summed_up_in_the_language_of_the_page(
    get: Get, lang: str, says: str, not_says: str
) -> None:
    page = get("/positions", actor="stockholms-stad", stance="support", lang=lang)
    summaries = [words(one) for one in page.xpath("//li[@class='card']/p[@class='small']")]
    assert any(says in one for one in summaries)
    assert not any(not_says in one for one in summaries)


def test_a_position_reads_with_spaces_between_its_parts(get: Get) -> None:
    page = get("/positions", actor="uppsala-kommun", stance="criticise", lang="sv")
    (said,) = [words(one) for one in page.xpath("//li[@class='card']/p[1]")]
    assert said == "Uppsala kommun kritiserar · gäller den operativa gruppen (rubrik i texten: Föredragning)"


@pytest.mark.parametrize(
    ("actor", "lang", "said"),
    [
        ("huddinge-kommun", "sv", "förslag, framfört av Kommunstyrelsens förvaltning i Huddinge kommun"),
        ("uppsala-kommun", "sv", "förslag, framfört av Kommunledningskontoret i Uppsala kommun"),
        ("uppsala-kommun", "en", "proposal, voiced by Uppsala Municipal Executive Office"),
        ("stockholms-stad", "sv", None),
    ],
)
def test_an_opinion_of_an_office_is_not_told_as_that_of_its_council(
    get: Get, actor: str, lang: str, said: str | None
) -> None:
    page = get("/positions", actor=actor, stance="support", lang=lang)
    told = [words(one) for one in page.xpath("//li[@class='card']//figcaption")]
    told += [words(one) for one in get("/positions", actor=actor, stance="propose").xpath("//figcaption")]
    assert any(said in one for one in told) if said else not any("förslag" in one for one in told)


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (
            {},
            [
                "Huddinge kommun (2 av 6 ur förslag)",
                "Stockholms stad",
                "Uppsala kommun (28 av 29 ur förslag)",
            ],
        ),
        ({"actor": "huddinge-kommun", "stance": "propose"}, ["Huddinge kommun (1 av 2 ur förslag)"]),
        ({"topic": "core-mandates", "actor": "uppsala-kommun"}, ["Uppsala kommun (alla ur förslag)"]),
        ({"topic": "skills-supply"}, ["Stockholms stad"]),
    ],
)
def test_the_matrix_tells_what_is_only_proposed(get: Get, chosen: dict[str, str], said: list[str]) -> None:
    heads = get("/positions", lang="sv", **chosen).xpath("//table[contains(@class, 'matrix')]/thead//th")[1:]
    assert [words(one) for one in heads] == said


@pytest.mark.parametrize(
    ("lang", "said"), [("sv", "fattat (om inget väljs)"), ("en", "taken (unless chosen)")]
)
def test_a_default_is_told_in_words(get: Get, lang: str, said: str) -> None:
    page = get("/queries/decisions", lang=lang)
    assert words(page.xpath("//select[@name='status']/option")[0]) == said


@pytest.mark.parametrize(
    ("path", "word", "expected"),
    [
        ("/queries/decisions?organisation=upsala", "Uppsala kommun", "organisation=uppsala-kommun"),
        (
            "/queries/decisions?organisation=uppsala+kommun&status=proposed",
            "Uppsala kommun",
            "status=proposed",
        ),
        ("/positions?actor=Upsala+komun", "Uppsala kommun", "/positions?actor=uppsala-kommun"),
        ("/queries/positions?stance=no", "föreslår", "stance=propose"),
        ("/positions?stance=NO&topic=brand-identity", "Fortsätt utan detta villkor", "topic=brand-identity"),
        ("/agreements/finns-inte", "Till listan: Överenskommelser", "/agreements"),
        ("/documents/finns-inte", "Till listan: Dokument", "/documents"),
        ("/queries/finns-inte", "Till listan: Frågor", "/queries"),
    ],
)
def test_an_error_shows_the_ways_that_lead_on(
    client: TestClient, path: str, word: str, expected: str
) -> None:
    page = lxml_html.document_fromstring(client.get(path).text)
    (address,) = {link.get("href") for link in page.xpath("//main//a") if words(link) == word}
    assert expected in address
    assert client.get(address).status_code in (200, 303)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/queries/decisions?organisation=Uppsala+kommun", "/queries/decisions?organisation=uppsala-kommun"),
        ("/positions?actor=Uppsala+Municipality&lang=en", "/positions?actor=uppsala-kommun&lang=en"),
        ("/queries/decisions?organisation=+Upsala+kommun+", "/queries/decisions?organisation=uppsala-kommun"),
    ],
)
def test_a_name_is_taken_for_the_thing_that_bears_it(client: TestClient, path: str, expected: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, expected)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/agreements", AGREEMENT),
        ("/strategies", STRATEGY),
        ("/documents/huddinge-2024-tjansteutlatande", "/data/document/huddinge-2024-tjansteutlatande"),
        ("/strategies/rufs-2060", "/data/strategy/rufs-2060"),
    ],
)
def test_a_page_that_would_hold_one_thing_leads_there(client: TestClient, path: str, expected: str) -> None:
    answer = client.get(path)
    if answer.status_code == 404:
        pytest.fail(f"{path} is not in the graph")
    assert (answer.status_code, answer.headers["location"]) == (303, expected)


@pytest.mark.parametrize(
    ("path", "accept", "expected"),
    [
        ("/queries/actors", "application/json", "application/json"),
        ("/queries/actors?format=csv", "text/html", "text/csv"),
        ("/data/actor/uppsala-kommun", "text/turtle", "text/turtle"),
        ("/data/actor/uppsala-kommun?format=nt", "text/html", "application/n-triples"),
        ("/data/actor/uppsala-kommun?format=html", "*/*", "text/html"),
        ("/graph/uppsala-2026-yttrande", "*/*", "text/turtle"),
        ("/sparql", "text/turtle", "text/turtle"),
        ("/sparql", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
    ],
)
def test_data_and_page_share_an_address(client: TestClient, path: str, accept: str, expected: str) -> None:
    answer = client.get(path, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == expected


@pytest.mark.parametrize("path", PAGES)
def test_the_policy_of_a_page_lets_no_foreign_script_in(client: TestClient, path: str) -> None:
    policy = client.get(path).headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "script-src" not in policy
    assert not re.search(r"https?:|\*", policy)


@pytest.mark.parametrize("path", ["/sparql", "/timeline"])
def test_a_page_that_has_not_changed_keeps_its_policy(client: TestClient, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert "content-security-policy" not in again.headers


def test_files_are_kept_for_ever_under_an_address_that_names_their_content(
    client: TestClient, get: Get
) -> None:
    (address,) = get("/about").xpath("//link[@rel='stylesheet']/@href")
    answer = client.get(address)
    assert "immutable" in answer.headers["cache-control"]
    assert "immutable" not in client.get("/static/site.css").headers["cache-control"]
    for path in ("/static/../texts.toml", "/static/%2e%2e/texts.toml", "/static//etc/passwd"):
        assert client.get(path).status_code == 404


def test_the_file_of_a_page_has_every_row(client: TestClient, get: Get) -> None:
    page = get("/queries/actors", lang="sv")
    told = words(page.xpath("//p[@role='status']")[0])
    assert "CSV-filen har alla" in told
    (address,) = page.xpath("//a[.='CSV']/@href")
    rows = list(csv.reader(client.get(address).text.splitlines()))[1:]
    assert int(re.sub(r"\D", "", told.partition("rader")[0])) == len(rows) > 1000


def test_the_start_page_leads_to_the_documents_that_it_leaves_out(get: Get) -> None:
    page = get("/", lang="sv")
    cards = len(page.xpath("//h2[a='Dokument']/following-sibling::ul[1]/li"))
    rows = len(get("/documents").xpath("//table/tbody/tr"))
    (more,) = [link for link in page.xpath("//main//a") if words(link) == f"Se {rows - cards} dokument till"]
    assert more.get("href") == "/documents?lang=sv"


def test_the_groups_of_the_documentation_are_named_alike(get: Get) -> None:
    groups = [words(heading) for heading in get("/docs").xpath("//main//h2")]
    assert len({group.casefold() for group in groups}) == len(groups)
    assert [group for group in groups if not group[0].isupper()] == []


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/docs", "Validate RDF"),
        ("/docs", "Everything that one document says, or one of the reference graphs."),
    ],
)
def test_english_on_a_swedish_page_is_marked(get: Get, path: str, says: str) -> None:
    told = [one for one in get(path, lang="sv").xpath("//main//*") if words(one) == says]
    assert told and all(one.xpath("ancestor-or-self::*[@lang][1]")[0].get("lang") == "en" for one in told)


@pytest.mark.parametrize(
    ("slug", "said", "told"),
    [
        ("stockholm-2026-remissvar", "Andra partens diarienummer", "RS 2025-0671"),
        ("uppsala-2026-yttrande", "Andra partens diarienummer", "RS2026-00072"),
        (
            "uppsala-2026-yttrande",
            "Bilaga till",
            "Tjänsteskrivelse till kommunstyrelsen i Uppsala kommun, 10 mars 2026 (KSN-2026-00942)",
        ),
        ("uppsala-2025-tjansteskrivelse", "Bilagor", "Avsiktsförklaringen om ett gemensamt kluster för life science, text"),
        ("uppsala-2026-tjansteskrivelse", "Hänvisar till", "Remissbrevet om strategin för life science"),
    ],
)  # fmt: skip
def test_a_document_tells_its_cases_and_enclosures(get: Get, slug: str, said: str, told: str) -> None:
    facts = get(f"/documents/{slug}", lang="sv").xpath("//dl[@class='facts']")[0]
    (value,) = facts.xpath("dt[.=$said]/following-sibling::dd[1]", said=said)
    assert words(value) == told


@pytest.mark.parametrize(
    ("lang", "title"), [("sv", "svenska styrdokument som graf"), ("en", "Swedish governance documents")]
)
def test_the_site_tells_how_to_fetch_and_cite_the_whole(get: Get, lang: str, title: str) -> None:
    page = get("/about", lang=lang)
    (cited,) = page.xpath("//blockquote//cite")
    assert title in words(cited)
    addresses = page.xpath("//main//a/@href")
    assert {"/download/clustergraph.trig", "/download/clustergraph.nq", "/dataset"} <= set(addresses)


@pytest.mark.parametrize(
    ("lang", "column", "marked"),
    [
        ("sv", "summary", "en"),
        ("sv", "section_label", None),
        ("en", "section_label", "sv"),
        ("en", "summary", None),
    ],
)
def test_a_column_of_another_language_is_marked(get: Get, lang: str, column: str, marked: str | None) -> None:
    page = get("/queries/positions", actor="stockholms-stad", lang=lang)
    columns = [words(one) for one in page.xpath("//th/code[@class='column']")]
    (cell, *_) = page.xpath(f"//table[contains(@class, 'answer')]/tbody/tr/td[{columns.index(column) + 1}]")
    assert words(cell) and [one.get("lang") for one in cell.xpath("span")] == ([marked] if marked else [])


def test_a_fact_stands_once(get: Get) -> None:
    terms = [words(one) for one in get("/data/person/tomas-selin", lang="sv").xpath("//dl[1]/dt")]
    assert terms.count("namn") == 1


@pytest.mark.parametrize(
    "path", ["/documents", "/queries/actors", "/queries/decisions", "/queries/adoptions"]
)
def test_a_number_of_the_start_page_leads_to_so_many(get: Get, path: str) -> None:
    (link,) = get("/", lang="sv").xpath("//ul[@class='numbers']//a[starts-with(@href, $path)]", path=path)
    rows = get(link.get("href")).xpath("//main//table/tbody/tr")
    assert words(link.xpath("b")[0]) == str(len(rows))


def test_a_picture_of_deadlines_tells_the_actors_apart_and_an_extension(get: Get) -> None:
    picture = get("/queries/consultation-status", lang="sv").xpath("//figure[contains(@class, 'picture')]")[0]
    drawn = [words(one) for one in picture.xpath(".//*[name()='text']")]
    assert "Stockholms stad 26 mars 2026" in drawn
    assert "Uppsala kommun 9 april 2026" in drawn


@pytest.mark.parametrize(
    ("path", "column", "lang", "said"),
    [
        ("/queries/consultation-status", "response_status", "sv", "föreslaget"),
        ("/queries/consultation-status", "response_status", "en", "proposed"),
        ("/queries/decisions", "status", "sv", "fattat"),
        ("/queries/agreement-parties", "support", "sv", "slutlett"),
        ("/queries/agreement-parties", "stage", "sv", "namngiven"),
        ("/queries/case-numbers", "relation", "sv", "motpartens"),
        ("/queries/timeline", "kind", "sv", "förlängd svarstid"),
        ("/queries/positions?topic=leadership", "topics", "sv", "ledarskap; lokal utveckling"),
        ("/queries/positions?topic=leadership", "topics", "en", "leadership; local development"),
    ],
)
def test_codes_are_told_in_words(get: Get, path: str, column: str, lang: str, said: str) -> None:
    page = get(path, lang=lang)
    columns = [words(one) for one in page.xpath("//th/code[@class='column']")]
    cells = page.xpath(f"//table[contains(@class, 'answer')]/tbody/tr/td[{columns.index(column) + 1}]")
    assert said in [words(cell) for cell in cells]


def test_a_bracket_alone_is_no_link(get: Get) -> None:
    page = get("/documents/uppsala-2026-yttrande", lang="sv")
    assert "(" in [
        one.text for one in page.xpath("//div[@class='original']/span[contains(@class, 'quoted')]")
    ]
    links = [words(one) for one in page.xpath("//a[contains(@class, 'quoted')]")]
    assert [one for one in links if not re.search(r"\w", one)] == []


@pytest.mark.parametrize("path", ["/queries/positions", "/docs", "/steward"])
def test_what_has_a_name_for_those_who_listen_has_a_role(get: Get, path: str) -> None:
    """ARIA 1.2 gives an element without a role, such as pre, no name."""
    named = get(path, lang="sv").xpath("//*[self::pre or self::div or self::span][@aria-label]")
    assert named and [one.tag for one in named if not one.get("role")] == []


def test_a_document_title_on_an_english_page_is_marked_as_swedish(get: Get) -> None:
    (lead,) = get("/documents/stockholm-2026-remissvar", lang="en").xpath("//p[@class='lead']")
    assert (lead.get("lang"), words(lead)) == ("sv", "Life science-strategi för Stockholm-Uppsala-regionen")


@pytest.mark.parametrize(
    ("lang", "says"),
    [("sv", "Ett slags dokument."), ("en", "A kind of document.")],
)
def test_a_term_names_the_terms_it_is_tied_to(get: Get, lang: str, says: str) -> None:
    (memo,) = get("/ns", lang=lang).xpath("//tr[@id='Memo']")
    assert says in words(memo)


def test_a_graph_names_its_kinds_in_words(get: Get) -> None:
    page = get("/graph/stockholm-2026-remissvar", lang="sv")
    kinds = {words(heading) for heading in page.xpath("//h2/text()/..")}
    assert {"Program eller granskare 2", "Källtext 1"} <= kinds
    assert "Visa 1" not in words(page)


@pytest.mark.parametrize(
    ("lang", "kind", "says"),
    [
        (
            "sv",
            "",
            "mellan 1 juni 2024 och 3 februari 2025 Karolinska Institutet antar avsiktsförklaringen i texten",
        ),
        ("sv", "decision", "tidigast 25 september 2024 Kommunstyrelsen i Huddinge kommun § 3,"),
        (
            "en",
            "adoption",
            "between 1 June 2024 and 3 February 2025 Karolinska Institutet adopts the letter of intent",
        ),
    ],
)
def test_what_has_no_date_stands_below_the_timeline(get: Get, lang: str, kind: str, says: str) -> None:
    page = get("/timeline", lang=lang, **({"kind": kind} if kind else {}))
    rows = [words(row) for row in page.xpath("//ul[contains(@class, 'steps')]/li")]
    assert any(row.startswith(says) for row in rows)
    assert not any("5 mars 2025" in row for row in rows)
    assert any("§ 3" in row for row in rows) == (kind != "adoption")


def test_no_timeline_of_documents_tells_of_adoptions(get: Get) -> None:
    assert get("/timeline", kind="document").xpath("//ul[contains(@class, 'steps')]") == []


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/queries/consultation-status", "sista svarsdag eller, där den finns, förlängd svarstid"),
        ("/queries/consultation-status?lang=en", "deadline or, where there is one, extended deadline"),
        ("/queries/decisions", "Svaret över tid: datum"),
        ("/queries/position-matrix", "antal efter aktör"),
        ("/timeline", "Händelser över tid"),
    ],
)
def test_a_picture_says_what_it_shows(get: Get, path: str, said: str) -> None:
    (caption,) = get(path).xpath("//figure[contains(@class, 'picture')]/figcaption")
    assert said in words(caption)


def test_every_kind_of_the_network_has_a_sign_of_its_own(get: Get) -> None:
    signs = get("/network").xpath("//fieldset//path/@d")
    assert len(signs) == len(set(signs)) == 5


def test_the_steward_reads_stances_in_the_language_of_the_page(get: Get, lang: str) -> None:
    (report,) = get(f"/steward?lang={lang}").xpath("//*[@id='report']")
    stances = json.loads(report.get("data-stances"))
    expected = {"sv": "stöder med förbehåll", "en": "support with reservation"}
    assert stances["support-with-reservation"] == expected[lang]


def test_the_documentation_tells_a_canned_query_in_the_language_of_the_page(get: Get, lang: str) -> None:
    said = {"sv": "Vem som har antagit vilken överenskommelse", "en": "Who has adopted which agreement"}
    of_label = {"sv": "Etiketternas språk.", "en": "Language of the labels."}
    (operation,) = get(f"/docs?lang={lang}").xpath("//*[@id='get-queries-adoptions']")
    (description,) = operation.xpath("./p[@class='description']")
    assert (description.get("lang"), words(description).startswith(said[lang])) == (lang, True)
    (label,) = operation.xpath(".//tr[th/code[text()='lang']]/td[@lang]")
    assert (label.get("lang"), words(label)) == (lang, of_label[lang])
    (paging,) = operation.xpath(".//tr[th/code[text()='limit']]/td[@lang]")
    assert paging.get("lang") == "en"


def test_words_as_printed_are_marked_as_swedish(get: Get) -> None:
    page = get("/data/position/stockholm-2026-remissvar-38?lang=en")
    (printed,) = page.xpath("//dd//span[contains(text(), 'Kompetensförsörjning')]")
    assert printed.get("lang") == "sv"


@pytest.mark.parametrize("part", ["", "/target", "/quote", "/position"])
def test_the_evidence_of_a_statement_shows_its_words(get: Get, part: str) -> None:
    """The IRI that ties a statement to its words, and those of its parts, lead to both."""
    annotation = (
        "evidence/uppsala-2026-tjansteskrivelse/adoption/uppsala-kommun-avsiktsforklaring-life-science/1"
    )
    page = get(f"/data/{annotation}{part}", lang="sv")
    (quoted,) = page.xpath("//figure[@class='quote']")
    assert "Kommunstyrelsen beslutade den 5 mars 2025 (§ 70) att anta" in words(quoted)
    assert quoted.xpath(".//a/@href")[0].startswith("/documents/uppsala-2026-tjansteskrivelse?lang=sv#")
    if not part:
        assert words(page.xpath("//h1")[0]) == "Belägg för: Uppsala kommun antar avsiktsförklaringen"
        (statement,) = page.xpath("//dd//a[text()='Uppsala kommun antar avsiktsförklaringen']/@href")
        assert statement == "/data/adoption/uppsala-kommun-avsiktsforklaring-life-science?lang=sv"


@pytest.mark.parametrize(
    ("lang", "term", "domain", "range_"),
    [
        ("sv", "party", "uppdrag, yrkande", "begrepp"),
        ("en", "engagedParty", "named in an agreement", "actor group, organisation"),
        ("sv", "evidence", "vad som helst", "annotering"),
    ],
)
def test_a_term_names_every_class_of_a_union(
    get: Get, lang: str, term: str, domain: str, range_: str
) -> None:
    (row,) = get("/ns", lang=lang).xpath(f"//tr[@id='{term}']")
    assert [words(cell) for cell in row.xpath("td")[1:]] == [domain, range_]


def test_a_class_names_all_that_it_is_a_kind_of(get: Get) -> None:
    (row,) = get("/ns", lang="sv").xpath("//tr[@id='Strategy']")
    assert "Ett slags begreppsschema, plan." in words(row)


@pytest.mark.parametrize(
    ("path", "files"),
    [
        (
            "/queries/graph-of-actor?actor=solna-stad",
            {"Turtle": "text/turtle", "JSON-LD": "application/ld+json"},
        ),
        (
            "/queries/evidence?statement=adoption/solna-stad-avsiktsforklaring-life-science",
            {"CSV": "text/csv", "JSON": "application/json"},
        ),
        ("/queries/graph-of-actor", {}),
        ("/queries/evidence", {}),
    ],
)
def test_an_answer_can_be_had_as_files(
    client: TestClient, get: Get, path: str, files: dict[str, str]
) -> None:
    links = {words(link): link.get("href") for link in get(path).xpath("//main/ul[@class='tags']//a")}
    given = {word: address for word, address in links.items() if address.startswith("/queries/")}
    assert given.keys() == files.keys()
    for word, address in given.items():
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(files[word])
