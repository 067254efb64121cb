"""Every page in a real browser: nothing for axe to find, no other host asked, light enough, and wide enough for a phone."""

import pytest

from tests.pages.test_pages import PAGES, READER

from .conftest import AXE, Browser

pytestmark = pytest.mark.slow

EVERY = [
    *PAGES,
    READER,
    "/documents/strategi-life-science-2026",
    "/documents/uppsala-2026-yttrande",
    "/documents/finns-inte",
]
KILOBYTE = 1000


def name_of(path: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in path).strip("-") or "start"


@pytest.mark.skipif(
    not AXE.is_file(), reason="axe-core is not installed: run make install where there is npm"
)
@pytest.mark.parametrize("path", EVERY)
def test_axe_finds_nothing(browser: Browser, path: str) -> None:
    for dark, width in ((False, 1280), (True, 390)):
        browser.look(dark=dark, width=width)
        browser.open(path)
        assert browser.violations() == []
        browser.keep(f"{name_of(path)}-{'phone-dark' if dark else 'wide'}")


@pytest.mark.parametrize("path", EVERY)
def test_a_page_asks_its_own_host_and_is_light(browser: Browser, path: str) -> None:
    browser.driver.execute_cdp_cmd("Network.clearBrowserCache", {})
    browser.open(path)
    asked = [(url, size) for url, size in browser.requests() if not url.startswith(("data:", "blob:"))]
    assert {url.split("/")[2] for url, _ in asked} == {browser.address.split("/")[2]}
    if not path.startswith("/sparql"):
        assert sum(size for _, size in asked) < 300 * KILOBYTE
    assert [line for line in browser.complaints() if "404" not in line] == []


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("path", EVERY)
def test_a_page_fits_a_phone_and_a_window_enlarged_four_times(browser: Browser, path: str, lang: str) -> None:
    """320 pixels are the width of WCAG 2.2, success criterion 1.4.10."""
    browser.look(width=360, height=740)
    browser.open(f"{path}{'&' if '?' in path else '?'}lang={lang}")
    for width in (360, 320):
        browser.look(width=width, height=740)
        assert browser.driver.execute_script("return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", ["/queries/positions", "/queries/decisions", "/positions", "/documents"])
@pytest.mark.parametrize("width", [320, 768])
def test_no_column_of_a_table_is_out_of_sight(browser: Browser, path: str, width: int) -> None:
    """On a phone no table scrolls sideways, that of the documents not on a tablet either."""
    browser.look(width=width, height=740)
    browser.open(f"{path}?lang=sv")
    hidden = [
        table.get_attribute("class")
        for table in browser.all(".scroll table.stack")
        if browser.driver.execute_script(
            "return arguments[0].scrollWidth > arguments[0].closest('.scroll').clientWidth", table
        )
    ]
    assert hidden == [] or (width > 600 and path != "/documents")


@pytest.mark.parametrize("path", ["/", "/timeline", "/positions", "/network", READER, "/queries/decisions"])
def test_a_page_on_paper_has_nothing_to_press(browser: Browser, path: str) -> None:
    browser.open(path)
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    shown = [
        element.text for element in browser.all("button, input, select, nav a") if element.is_displayed()
    ]
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert shown == []


@pytest.mark.parametrize(
    "path", ["/queries/consultation-status", "/queries/positions", "/queries/adoptions", "/timeline"]
)
def test_no_column_of_a_table_is_beyond_the_edge_of_the_paper(browser: Browser, path: str) -> None:
    """A4 between its margins is 718 pixels of CSS wide; what goes beyond is not printed."""
    browser.look(width=718, height=1000)
    browser.open(f"{path}?lang=sv")
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    right = browser.driver.execute_script(
        "return Math.max(...[...document.querySelectorAll('td, th')].map((cell) => cell.getBoundingClientRect().right))"
    )
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert right <= 718


def test_the_picture_of_time_fits_a_tablet_and_its_links_can_be_pressed(browser: Browser) -> None:
    browser.look(width=768, height=1000)
    browser.open("/timeline?lang=sv")
    frame = browser.one("figure.picture")
    assert browser.driver.execute_script("return arguments[0].scrollWidth <= arguments[0].clientWidth", frame)
    assert browser.violations() == []


@pytest.mark.parametrize("width", [320, 1280])
def test_the_numbers_of_bars_are_in_sight(browser: Browser, width: int) -> None:
    browser.look(width=width, height=900)
    browser.open("/queries/position-matrix?lang=sv")
    frame = browser.one("figure.picture")
    beyond = browser.driver.execute_script(
        "const edge = arguments[0].getBoundingClientRect().right;"
        "return [...arguments[0].querySelectorAll('.bar-count')].filter((one) => one.getBoundingClientRect().right > edge).length",
        frame,
    )
    assert beyond == 0
