"""What people come to do, done by clicking and typing in a real browser."""

from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from tests.pages.conftest import HOSTILE

from .conftest import TOKEN, Browser, vendored

pytestmark = pytest.mark.slow

ADOPTION = "adoption/uppsala-kommun-avsiktsforklaring-life-science/1"
QUOTE = "Kommunstyrelsen beslutade den 5 mars 2025 (§ 70) att anta en avsiktsförklaring"


@pytest.mark.parametrize(
    ("lang", "navigation", "date", "back"),
    [
        ("sv", "Överenskommelser", "5 mars 2025", "Till citatet"),
        ("en", "Agreements", "5 March 2025", "To the quote"),
    ],
)
def test_from_the_start_to_the_words_behind_an_adoption(
    browser: Browser, lang: str, navigation: str, date: str, back: str
) -> None:
    browser.open("/")
    browser.one(f".languages a[lang={lang}]").click()
    browser.driver.find_element("link text", navigation).click()
    row = browser.one("#uppsala-kommun")
    assert date in row.text
    assert QUOTE in row.text
    browser.keep(f"agreement-{lang}")
    row.find_element("css selector", "a.source").click()
    assert browser.path().endswith(f"lang={lang}#{ADOPTION}")
    assert browser.one(":target").get_attribute("id") == ADOPTION
    browser.keep(f"reader-{lang}")
    note = browser.driver.find_element("id", f"note/{ADOPTION}")
    arrow = note.find_element("css selector", ".back")
    assert arrow.get_attribute("title") == back
    arrow.click()
    assert QUOTE.startswith(browser.one(":is(.place:target, .place:target + .place) + .quoted").text)


def test_a_slip_in_the_search_box_still_finds(browser: Browser) -> None:
    browser.open("/?lang=en")
    box = browser.one("#find")
    box.send_keys("uppsla komun", Keys.ENTER)
    browser.wait(lambda: browser.path().startswith("/search"), "the search page")
    assert "uppsala" in browser.one(".notice").text
    first = browser.one(".hits h2 a")
    assert first.text == "Uppsala Municipality"
    first.click()
    assert browser.one("h1").text == "Uppsala Municipality"


def test_by_keyboard_alone(browser: Browser) -> None:
    browser.open("/")
    browser.keys(Keys.TAB)
    assert browser.driver.switch_to.active_element.get_attribute("class") == "skip"
    browser.keys(Keys.ENTER)
    browser.keys("/")
    browser.keys("befintliga samverkansstrukturer", Keys.ENTER)
    browser.wait(lambda: browser.path().startswith("/search"), "the search page")
    for _ in range(60):
        browser.keys(Keys.TAB)
        element = browser.driver.switch_to.active_element
        if element.get_attribute("href") and "/documents/" in element.get_attribute("href"):
            break
    browser.keys(Keys.ENTER)
    browser.wait(lambda: browser.path().startswith("/documents/"), "the document")
    assert "#" in browser.path()
    assert browser.one(":target")


def test_the_focus_is_in_sight_on_a_phone(browser: Browser) -> None:
    """Every stop of the tabulator up to the matrix's cells is wholly within the window (WCAG 2.2, criterion 2.4.11)."""
    browser.look(width=320, height=740)
    browser.open("/positions?lang=sv")
    width, outside = 320, []
    browser.keys(Keys.TAB)  # the link past the navigation
    for _ in range(36):
        browser.keys(Keys.TAB)
        element = browser.driver.switch_to.active_element
        left, right, height = browser.driver.execute_script(
            "const box = arguments[0].getBoundingClientRect(); return [box.left, box.right, box.height];",
            element,
        )
        shown = browser.driver.execute_script(
            "return arguments[0].checkVisibility() && !arguments[0].closest('thead')", element
        )
        if left < 0 or right > width or height < 1 or not shown:
            outside.append(element.text)
    browser.look()
    assert outside == []


def test_from_the_matrix_to_the_quotes_of_a_cell(browser: Browser) -> None:
    browser.open("/positions")
    Select(browser.one("#f-actor")).select_by_visible_text("Stockholms stad")
    browser.one("form.fields button").click()
    browser.wait(lambda: "actor=stockholms-stad" in browser.path(), "the filtered page")
    assert "element=" not in browser.path()
    (cell,) = browser.all(".matrix a[href*='element=3.1.3.2'][href*='stance=']")
    assert " ".join(cell.text.split()) == "1 efterfrågar förtydligande"
    browser.keep("positions-filtered")
    cell.click()
    browser.wait(lambda: browser.all(".position-list li.card"), "the quotes")
    assert "Stockholms stad" in browser.one(".position-list li.card").text
    browser.one(".position-list figcaption a").click()
    assert browser.path().startswith("/documents/stockholm-2026-remissvar")


def test_a_document_full_of_script_stays_text(browser: Browser) -> None:
    for path in (
        "/documents/elak",
        "/data/position/elak-1",
        "/search?q=onerror",
        "/positions?actor=uppsala-kommun",
    ):
        browser.open(path)
        assert "alert(1)" in browser.one("main").text, path
        assert not browser.all("main img"), path
    browser.open("/documents/elak")
    assert HOSTILE in browser.driver.execute_script("return document.body.textContent")
    assert browser.complaints() == []


@pytest.mark.skipif(
    not vendored("yasgui.min.js"), reason="YASGUI is not installed: run make install where there is npm"
)
def test_a_canned_query_in_the_editor(browser: Browser) -> None:
    browser.open("/queries/adoptions?lang=en")
    browser.driver.find_element("link text", "Run in the editor").click()
    browser.wait(lambda: browser.all(".yasqe .CodeMirror"), "the editor")
    assert "cg:adoptingActor" in browser.one(".CodeMirror").text
    browser.one(".yasqe_queryButton").click()
    browser.wait(lambda: browser.all(".yasr table tbody tr"), "the answer")
    browser.wait(lambda: "uppsala-kommun" in browser.one(".yasr table").text, "the row of Uppsala")
    browser.keep("editor")
    assert browser.violations() == []
    assert {url.split("/")[2] for url, _ in browser.requests() if url.startswith("http")} == {
        browser.address.split("/")[2]
    }
    assert browser.complaints() == []


@pytest.mark.skipif(
    not vendored("cytoscape.min.js"), reason="Cytoscape.js is not installed: run make install"
)
def test_the_network_by_keyboard(browser: Browser) -> None:
    browser.open("/network?lang=en&around=actor/uppsala-kommun")
    browser.wait(lambda: browser.all("#net-picture canvas"), "the picture")
    browser.driver.execute_script("document.getElementById('net-picture').focus()")
    browser.keys(Keys.ARROW_RIGHT)
    browser.wait(lambda: browser.one("#net-about").text, "the ties of the first thing")
    browser.keys("+", "-", Keys.ESCAPE)
    assert browser.one("#net-about").text == ""
    browser.keep("network")
    assert browser.complaints() == []


def test_a_steward_sees_what_is_wrong_and_at_which_line(browser: Browser) -> None:
    browser.open("/steward?lang=en")
    lines = [
        "@prefix cg: <https://w3id.org/clustergraph/ns#> .",
        "@prefix actor: <https://w3id.org/clustergraph/id/actor/> .",
        "<https://w3id.org/clustergraph/id/adoption/x> a cg:Adoption ;",
        "  cg:adoptingActor actor:uppsala-komun .",
    ]
    box = browser.one("#text")
    browser.driver.execute_script("arguments[0].value = arguments[1]", box, "\n".join(lines))
    browser.one("#validate").click()
    browser.wait(lambda: browser.all("#report .result"), "the report", 60)
    (wrong,) = [item for item in browser.all("#report .result") if "uppsala-komun" in item.text]
    browser.keep("steward")
    wrong.find_element("css selector", "button").click()
    selected = browser.driver.execute_script(
        "const box = arguments[0]; return box.value.slice(box.selectionStart, box.selectionEnd)", box
    )
    assert selected == lines[3]
    assert browser.violations() == []


def test_a_suggestion_mends_the_line_at_a_click(browser: Browser) -> None:
    browser.open("/steward")
    box = browser.one("#text")
    text = (
        "@prefix cg: <https://w3id.org/clustergraph/ns#> .\n"
        "<https://w3id.org/clustergraph/id/adoption/x> a cg:Adoption ;\n"
        "  cg:adoptingActr <https://w3id.org/clustergraph/id/actor/uppsala-kommun> ."
    )
    browser.driver.execute_script("arguments[0].value = arguments[1]", box, text)
    browser.one("#validate").click()
    browser.wait(lambda: browser.all("#report .result"), "the report", 60)
    browser.driver.find_element("xpath", "//button[contains(., 'Byt till cg:adoptingActor')]").click()
    assert box.get_attribute("value") == text.replace("adoptingActr", "adoptingActor")


def test_the_mapper_shows_what_it_finds_in_a_pasted_text(browser: Browser) -> None:
    browser.open("/steward?lang=en")
    words = "Kommunstyrelsen i Uppsala kommun beslutade den 5 mars 2025 att anta avsiktsförklaringen."
    browser.driver.execute_script("arguments[0].value = arguments[1]", browser.one("#text"), words)
    browser.one("#map").click()
    browser.wait(lambda: browser.all("#report table tbody tr"), "the candidates", 60)
    assert any("Uppsala kommun" in row.text for row in browser.all("#report table tbody tr"))


def test_a_document_is_loaded_with_the_token_and_taken_back(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "prov-av-forvaltaren.txt"
    file.write_text("Tjänsteskrivelse\n\nUppsala kommun välkomnar förslaget till strategi.\n", "utf-8")
    graph = "https://w3id.org/clustergraph/graph/prov-av-forvaltaren"
    browser.open("/steward?lang=sv")
    browser.one("#file").send_keys(str(file))
    browser.one("#map").click()
    browser.wait(lambda: browser.all("#as-rdf"), "the candidates", 60)
    assert any(
        "ståndpunkt" in row.text and "välkomnar" in row.text for row in browser.all("#report tbody tr")
    )
    browser.one("#as-rdf").click()
    browser.wait(lambda: browser.all("#difference li"), "the difference", 60)
    assert browser.one("#report h2").text == "Allt stämmer"
    assert any(line.text.startswith("Tillkommer, ståndpunkt (1)") for line in browser.all("#difference li"))
    assert graph in browser.one("#difference").text
    assert browser.violations() == []
    browser.keep("steward-difference")

    browser.one("#token").send_keys("fel")
    browser.one("#put button").click()
    browser.wait(lambda: "Nyckeln stämmer inte" in browser.one("#report").text, "the refusal")
    browser.one("#token").send_keys(TOKEN)
    browser.one("#put button").click()
    browser.wait(lambda: browser.all("#loaded a"), "that it is loaded")
    browser.one("#loaded a").click()
    browser.wait(lambda: browser.all("#undo button"), "the history")
    assert "prov-av-forvaltaren" in browser.one("#history ~ .scroll tbody tr").text
    browser.open("/documents/prov-av-forvaltaren?lang=sv")
    assert "välkomnar" in browser.one("main").text

    browser.open("/steward?lang=sv")
    browser.one("#undo-token").send_keys(TOKEN)
    browser.one("#undo button").click()
    browser.wait(lambda: "ångrar ändring" in browser.one("#history ~ .scroll tbody tr").text, "the undoing")
    browser.keep("steward-undone")
    browser.open("/documents/prov-av-forvaltaren?lang=sv")
    assert "Grafen har inget dokument prov-av-forvaltaren" in browser.one("main").text


def test_who_agrees_with_a_chosen_actor(browser: Browser) -> None:
    browser.open("/positions?lang=en")
    browser.driver.find_element("css selector", "#pairs ~ .scroll tbody th a").click()
    browser.wait(lambda: "actor=" in browser.path(), "the pairs of one actor")
    chosen = Select(browser.one("#f-actor")).first_selected_option.text
    pairs = [row.text for row in browser.all("#pairs ~ .scroll tbody th")]
    assert len(pairs) == 2
    assert all(chosen in pair for pair in pairs)


CG = "https://w3id.org/clustergraph/ns#"
ID = "https://w3id.org/clustergraph/id/"
BRAND = f"@prefix cg: <{CG}> .\n<{ID}brand/%s> a cg:Brand .\n"


def test_a_file_after_another_is_checked_under_its_own_name(browser: Browser, tmp_path: Path) -> None:
    browser.open("/steward?lang=en")
    for name, text, syntax in [
        ("one.ttl", BRAND % "one", "text/turtle"),
        (
            "two.nq",
            f"<{ID}brand/two> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{CG}Brand> .\n",
            "application/n-quads",
        ),
        ("three.trig", BRAND % "three", "application/trig"),
    ]:
        file = tmp_path / name
        file.write_text(text, "utf-8")
        browser.one("#file").send_keys(str(file))
        browser.wait(lambda text=text: browser.one("#text").get_attribute("value") == text, name)
        assert browser.one("#graph").get_attribute("value").endswith(f"/graph/{file.stem}")
        assert browser.one("#syntax").get_attribute("value") == syntax
        assert browser.all("#report > *") == []


def test_what_is_no_rdf_in_utf_8_is_not_taken_for_it(browser: Browser, tmp_path: Path) -> None:
    latin, document, triples = (tmp_path / name for name in ("latin.ttl", "memo.txt", "one.ttl"))
    latin.write_bytes(f'<{ID}brand/a> <{CG}note> "Ånga"@sv .'.encode("latin-1"))
    document.write_text("Tjänsteskrivelse\n\nUppsala kommun välkomnar förslaget.\n", "utf-8")
    triples.write_text(BRAND % "one", "utf-8")
    browser.open("/steward?lang=en")
    browser.one("#file").send_keys(str(latin))
    browser.wait(lambda: "not UTF-8" in browser.one("#report").text, "the refusal")
    assert browser.one("#text").get_attribute("value") == ""
    browser.one("#text").send_keys("typed before")
    browser.one("#file").send_keys(str(triples))
    browser.one("#file").send_keys(str(document))
    browser.one("#validate").click()
    browser.wait(lambda: "document, not RDF" in browser.one("#report").text, "what to do")
    assert not browser.one("#load").is_displayed()
    browser.one("#map").click()
    browser.wait(lambda: browser.all("#report tbody tr"), "the candidates", 60)
    assert "välkomnar" in browser.one("#report").text


@pytest.mark.parametrize(
    ("name", "text", "button", "mended"),
    [
        # Columns count characters, also those outside the basic plane.
        (
            "emoji.ttl",
            f'@prefix cg: <{CG}> .\n<{ID}brand/a> <http://www.w3.org/2004/02/skos/core#note> "🧪🧪"@sv ; cg:brandOff <{ID}actor/uppsala-kommun> .',
            "Change to cg:brandOf",
            f'@prefix cg: <{CG}> .\n<{ID}brand/a> <http://www.w3.org/2004/02/skos/core#note> "🧪🧪"@sv ; cg:brandOf <{ID}actor/uppsala-kommun> .',
        ),
        (
            "full.nt",
            f"<{ID}brand/a> <{CG}brandOff> <{ID}actor/uppsala-kommun> .",
            f"Change to <{CG}brandOf>",
            f"<{ID}brand/a> <{CG}brandOf> <{ID}actor/uppsala-kommun> .",
        ),
        # In JSON the place of a term does not tell how it is written.
        (
            "a.jsonld",
            f'{{"@id": "{ID}brand/a", "{CG}brandOff": {{"@id": "{ID}actor/uppsala-kommun"}}}}',
            None,
            None,
        ),
    ],
)
def test_a_suggestion_is_put_where_it_can_stand(
    browser: Browser, tmp_path: Path, name: str, text: str, button: str | None, mended: str | None
) -> None:
    file = tmp_path / name
    file.write_text(text, "utf-8")
    browser.open("/steward?lang=en")
    browser.one("#file").send_keys(str(file))
    browser.wait(lambda: browser.one("#text").get_attribute("value") == text, "the file")
    browser.one("#validate").click()
    browser.wait(lambda: "brandOf" in browser.one("#report").text, "the report", 60)
    found = [one for one in browser.all("#report button") if one.text.startswith("Change to")]
    assert [one.text for one in found] == ([button] if button else [])
    if found:
        found[0].click()
        assert browser.one("#text").get_attribute("value") == mended


@pytest.mark.parametrize(
    ("lang", "said"), [("sv", "Servern svarar inte."), ("en", "The server does not answer.")]
)
def test_a_server_that_does_not_answer_is_told(browser: Browser, lang: str, said: str) -> None:
    browser.open(f"/steward?lang={lang}")
    browser.driver.execute_script("window.fetch = () => Promise.reject(new TypeError('Failed to fetch'))")
    browser.driver.execute_script("arguments[0].value = '<urn:a> <urn:b> 1 .'", browser.one("#text"))
    for button in ("#validate", "#map"):
        browser.one(button).click()
        browser.wait(lambda: browser.one("#report").text.startswith(said), button)
        browser.driver.execute_script("arguments[0].replaceChildren()", browser.one("#report"))


def test_a_report_with_long_names_fits_a_phone(browser: Browser) -> None:
    """Names without a prefix in the text are suggested whole (WCAG 2.2, 1.4.10)."""
    long = "<https://w3id.org/clustergraph/id/actor/lansstyrelsen-i-uppsala-lan-avdelningen-for-samhallsplanering>"
    browser.look(width=320, height=740)
    browser.open("/steward?lang=sv")
    text = (
        f"{long} a <https://w3id.org/clustergraph/ns#Adopton> ;"
        " <https://w3id.org/clustergraph/ns#adoptingActr> <https://w3id.org/clustergraph/ns/actor-type/county-board> ."
    )
    browser.driver.execute_script(
        "const field = document.getElementById('text'); field.value = arguments[0];"
        "field.dispatchEvent(new Event('input'))",
        text,
    )
    browser.one("#validate").click()
    browser.wait(lambda: browser.all("#report .result button[data-line]"), "the suggestions", 60)
    assert browser.driver.execute_script("return document.documentElement.scrollWidth") <= 320
    browser.look()
