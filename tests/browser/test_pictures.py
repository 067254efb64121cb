"""Pictures: saved by themselves, and a network of five hundred things that a person can find their way in."""

from collections.abc import Iterator

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from selenium.webdriver.common.keys import Keys

from clustergraph.namespaces import GRAPH, expand, thing

from .conftest import Browser, served, vendored

pytestmark = pytest.mark.slow

FORUMS, ACTORS = 40, 460


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/queries/actors?lang=en", "municipality"),
        ("/timeline", "Region Stockholm antar avsiktsförklaringen"),
        ("/agreements/avsiktsforklaring-life-science", "Karolinska Institutet"),
        ("/positions?lang=en", "propose"),
    ],
)
def test_a_picture_is_saved_as_svg_and_png(browser: Browser, path: str, said: str) -> None:
    browser.open(path)
    browser.driver.execute_script("window.saved = []; window.saveAs = (...what) => window.saved.push(what)")
    for kind in ("SVG", "PNG"):
        browser.one(f"figure.picture .save button[aria-label$={kind}]").click()
    browser.wait(lambda: browser.driver.execute_script("return window.saved.length") == 2, "both files")
    svg, starts, names = browser.driver.execute_async_script(
        "const [one, other] = window.saved, done = arguments[0];"
        "Promise.all([one[0].text(), other[0].slice(1, 4).text()])"
        ".then(([svg, starts]) => done([svg, starts, [one[1], other[1]]]))"
    )
    assert said in svg
    assert "class=" not in svg and 'fill="rgb' in svg
    assert starts == "PNG"
    assert [name.rpartition(".")[2] for name in names] == ["svg", "png"]
    assert browser.complaints() == []


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over five hundred actors and forums: each actor takes part in two forums, all in the first."""
    graph = NamedNode(GRAPH + "prov")
    label = NamedNode(expand("skos:prefLabel"))
    quads = []

    def named(kind: str, name: str, number: int) -> NamedNode:
        node = NamedNode(thing(kind, f"{name.lower()}-{number}"))
        quads.append(Quad(node, label, Literal(f"{name} {number}", language="sv"), graph))
        return node

    forums = [named("governance-body", "Forum", number) for number in range(FORUMS)]
    for number in range(ACTORS):
        actor = named("actor", "Kommun", number)
        for forum in {forums[0], forums[1 + number % (FORUMS - 1)]}:
            membership = NamedNode(thing("collaboration-membership", f"{number}-{forum.value[-2:]}"))
            quads.append(Quad(membership, NamedNode(expand("cg:collaborator")), actor, graph))
            quads.append(Quad(membership, NamedNode(expand("cg:collaboration")), forum, graph))
    yield from served(tmp_path_factory.mktemp("large") / "store", quads)


@pytest.mark.skipif(
    not vendored("cytoscape.min.js"), reason="Cytoscape.js is not installed: run make install"
)
def test_a_network_of_five_hundred(browser: Browser, large: str) -> None:
    browser.driver.get(f"{large}/network?lang=sv")
    browser.wait(lambda: browser.all("#net-picture canvas"), "the picture", 40)

    def rows() -> list[str]:
        # In one question to the browser: a thousand rows, each asked twice, take half a minute.
        return browser.driver.execute_script(
            "return [...document.querySelectorAll('#ties tbody tr')]"
            ".filter(row => row.checkVisibility()).map(row => row.innerText)"
        )

    assert len(browser.all("#ties tbody tr")) == 2 * ACTORS
    browser.keep("network-500")

    # Focus: a thing found by name, its ties beside it in the table.
    browser.one("#net-find").send_keys("kommun 17", Keys.ENTER)
    browser.wait(lambda: "Kommun 17" in browser.one("#net-about").text, "the thing")
    assert len(rows()) == 2
    assert all("Kommun 17" in row for row in rows())
    browser.keep("network-500-focus")

    # Keyboard: on to the next thing by name, zoom, and back to the whole.
    browser.driver.execute_script("document.getElementById('net-picture').focus()")
    browser.keys(Keys.ARROW_RIGHT)
    browser.wait(lambda: "Kommun 18" in browser.one("#net-about").text, "the next thing")
    browser.keys("+", "-", Keys.ESCAPE)
    assert browser.one("#net-about").text == ""

    # Filter: without the actors no tie is left to tell of.
    browser.one("#kind-actor").click()
    browser.one("#net-find").clear()
    browser.one("#net-find").send_keys("forum 0", Keys.ENTER)
    browser.wait(lambda: "Forum 0" in browser.one("#net-about").text, "the forum")
    assert "Kommun" not in browser.one("#net-about").text
    assert browser.complaints() == []
