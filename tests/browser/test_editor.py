"""The SPARQL editor: it knows the graph's terms, shows errors at their line, draws answers, and gives links to share."""

import pytest
from selenium.webdriver import ActionChains
from selenium.webdriver.common.keys import Keys

from clustergraph.namespaces import ID, NS, PREFIXES

from .conftest import Browser, vendored

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not vendored("yasgui.min.js"), reason="YASGUI is not installed: run make install where there is npm"
    ),
]


@pytest.fixture
def editor(browser: Browser) -> Browser:
    browser.open("/sparql?lang=en")
    browser.wait(lambda: browser.all(".yasqe .CodeMirror"), "the editor")
    browser.complaints()  # of an editor before, which the browser tells late
    return browser


def write(browser: Browser, query: str, line: int | None = None) -> None:
    """Put a query into the editor, the cursor at the end of a line."""
    browser.driver.execute_script(
        "const editor = document.querySelector('.CodeMirror').CodeMirror; editor.setValue(arguments[0]);"
        "editor.setCursor({ line: arguments[1], ch: editor.getLine(arguments[1]).length }); editor.focus();",
        query,
        len(query.splitlines()) - 1 if line is None else line,
    )


def text(browser: Browser) -> str:
    return str(
        browser.driver.execute_script("return document.querySelector('.CodeMirror').CodeMirror.getValue()")
    )


def run(browser: Browser) -> None:
    browser.one(".yasqe_queryButton").click()


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("?x a cg:Adopt", "cg:Adoption"),
        ("?x a adopt", "cg:Adoption"),
        ("?x mentionedAct", "cg:mentionedActor"),
        ("?x skos:prefL", "skos:prefLabel"),
    ],
)
def test_a_term_that_the_graph_uses_is_completed_with_its_prefix(
    editor: Browser, typed: str, completed: str
) -> None:
    write(editor, f"SELECT * WHERE {{\n  {typed}\n}}", 1)
    ActionChains(editor.driver).key_down(Keys.CONTROL).send_keys(" ").key_up(Keys.CONTROL).perform()
    editor.wait(lambda: editor.all(".CodeMirror-hints li"), "the suggestions")
    assert editor.all(".CodeMirror-hints li")[0].text == completed
    editor.keys(Keys.ENTER)
    prefix = completed.partition(":")[0]
    editor.wait(lambda: f"PREFIX {prefix}: <" in text(editor), "the declared prefix")
    assert completed in text(editor)


def test_an_error_stands_at_its_line_until_the_query_is_mended(editor: Browser) -> None:
    write(editor, "SELECT ?x WHERE {\n  ?x a finns:Inte .\n}")
    run(editor)
    editor.wait(lambda: editor.all(".wrong-text"), "the error")
    assert "line 2" in editor.one(".wrong-text").text
    beside = editor.one(".wrong-line").find_element("xpath", "..")
    assert "finns:Inte" in beside.text
    editor.keep("editor-error")
    assert editor.violations() == []
    write(editor, "SELECT ?x WHERE { ?x ?y ?z } LIMIT 1")
    assert editor.all(".wrong-text") == []


@pytest.mark.parametrize(
    ("query", "drawn"),
    [
        ("SELECT ?class (COUNT(?x) AS ?n) WHERE { ?x a ?class } GROUP BY ?class", ".yasr svg.bars rect"),
        ("CONSTRUCT { ?a ?p ?b } WHERE { ?a ?p ?b FILTER(isIRI(?b)) } LIMIT 40", ".yasr #net-picture canvas"),
    ],
    ids=["bars", "network"],
)
def test_an_answer_as_a_picture(editor: Browser, query: str, drawn: str) -> None:
    write(editor, query)
    run(editor)
    tab = editor.wait(
        lambda: [button for button in editor.all(".yasr_btn") if button.text == "Picture"], "the tab"
    )
    editor.wait(lambda: editor.all(".yasr table tbody tr, .yasr .CodeMirror-line"), "the answer")
    tab[0].click()
    editor.wait(lambda: editor.all(drawn), "the picture")
    assert {button.text for button in editor.all(".yasr .save button")} == {"SVG", "PNG"}
    editor.keep(f"editor-{'bars' if 'svg' in drawn else 'network'}")
    assert editor.complaints() == []


def test_a_link_to_share_opens_the_query(editor: Browser) -> None:
    query = 'SELECT ?x WHERE { ?x ?y "å & ö # ?" }'
    write(editor, query)
    editor.one(".yasqe_share").click()
    link = editor.wait(lambda: editor.one(".yasqe_sharePopup input").get_attribute("value"), "the link")
    assert link.startswith(f"{editor.address}/sparql#query=")
    editor.open("/about")
    editor.driver.get(link)
    editor.wait(lambda: editor.all(".yasqe .CodeMirror"), "the editor")
    assert text(editor) == query


def test_an_iri_of_an_answer_leads_to_its_page_here(editor: Browser) -> None:
    things = (ID + "actor/solna-stad", NS + "Adoption", PREFIXES["foaf"] + "Person")
    write(editor, f"SELECT ?x {{ VALUES ?x {{ {' '.join(f'<{iri}>' for iri in things)} }} }}")
    run(editor)
    links = editor.wait(lambda: editor.all(".yasr td a.iri"), "the answer")
    assert [link.get_attribute("href") for link in links] == [
        f"{editor.address}/id/actor/solna-stad",
        f"{editor.address}/ns#Adoption",
        "http://xmlns.com/foaf/0.1/Person",
    ]
