"""Debian's chromium without a window, over a real server; the tests are skipped where the machine has no chromium."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import Quad

from clustergraph.rdf import document_quads
from clustergraph.store import open_store
from tests.pages.conftest import hostile
from tests.shipped import quads

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SCREENSHOTS = ROOT / "build" / "screenshots"
_ENDS_WITHIN = 60


TOKEN = "nyckel-for-prov"


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own over the shipped statements and a document full of markup."""
    yield from served(tmp_path_factory.mktemp("store") / "store", [*quads(), *document_quads(hostile())])


def served(folder: Path, quads: Iterable[Quad]) -> Iterator[str]:
    """The address of a server over a store with these statements, until the iterator ends."""
    store = open_store(str(folder))
    store.replace_all(quads)
    store.close()
    command = [
        sys.executable,
        "-m",
        "clustergraph",
        "serve",
        "--store",
        str(folder),
        "--port",
        "0",
        "--quiet",
    ]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "CLUSTERGRAPH_TOKEN": TOKEN}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout is not None
        line = server.stdout.readline()
        assert " at http://" in line, line
        address = line.split(" at ")[1].split()[0].rstrip("/")
        yield address
        server.terminate()
        server.wait(_ENDS_WITHIN)


class Browser:
    """The driver, with what the journeys need said in a word."""

    def __init__(self, driver, address: str) -> None:  # type: ignore[no-untyped-def]
        self.driver = driver
        self.address = address

    def open(self, path: str) -> None:
        self.driver.get(self.address + path)

    def one(self, css: str):  # type: ignore[no-untyped-def]
        return self.driver.find_element("css selector", css)

    def all(self, css: str):  # type: ignore[no-untyped-def]
        return self.driver.find_elements("css selector", css)

    def wait(self, condition, what: str, seconds: float = 20):  # type: ignore[no-untyped-def]
        """The first true value of the condition."""
        from selenium.common.exceptions import StaleElementReferenceException
        from selenium.webdriver.support.wait import WebDriverWait

        waiting = WebDriverWait(
            self.driver, seconds, poll_frequency=0.05, ignored_exceptions=[StaleElementReferenceException]
        )
        return waiting.until(lambda _: condition(), what)

    def path(self) -> str:
        return str(self.driver.current_url.removeprefix(self.address))

    def keys(self, *keys: str) -> None:
        """Press keys wherever the focus is."""
        from selenium.webdriver import ActionChains

        for key in keys:
            ActionChains(self.driver).send_keys(key).perform()

    def look(self, *, dark: bool = False, width: int = 1280, height: int = 900) -> None:
        """Set the size of the window and what its owner prefers: colours, and that nothing moves."""
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600},
        )
        features = [
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    def violations(self) -> list[str]:
        """What axe-core finds wrong on the page: rule, and the first element that breaks it."""
        self.driver.execute_script(AXE.read_text("utf-8"))
        found = self.driver.execute_async_script(
            "const done = arguments[0]; axe.run(document, {rules: {'target-size': {enabled: true}}}).then((report) => done(report.violations.map("
            "(one) => one.id + ': ' + one.nodes[0].html.slice(0, 200))));"
        )
        return list(found)

    def requests(self) -> list[tuple[str, int]]:
        """The addresses that were asked since the last look, each with the bytes that came over the wire."""
        asked: dict[str, str] = {}
        size: dict[str, int] = {}
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            parameters = message["params"]
            if message["method"] == "Network.requestWillBeSent":
                asked[parameters["requestId"]] = parameters["request"]["url"]
            if message["method"] == "Network.loadingFinished":
                size[parameters["requestId"]] = int(parameters["encodedDataLength"])
        return [(url, size.get(identifier, 0)) for identifier, url in asked.items()]

    def complaints(self) -> list[str]:
        """What the browser has complained of since the last look."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def keep(self, name: str) -> None:
        """Keep a picture of the page to look at."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.driver.save_screenshot(str(SCREENSHOTS / f"{name}.png"))


@pytest.fixture(scope="session")
def started(address: str) -> Iterator[Browser]:
    chromium, driver_path = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver_path:
        pytest.skip("no chromium and chromedriver on this machine: apt-get install chromium chromium-driver")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--lang=sv-SE",
    ):
        options.add_argument(argument)
    options.add_experimental_option("prefs", {"intl.accept_languages": "sv-SE,sv"})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver_path))
    driver.set_page_load_timeout(60)
    driver.set_script_timeout(60)
    yield Browser(driver, address)
    driver.quit()


@pytest.fixture
def browser(started: Browser) -> Browser:
    """The browser as it is when it is opened: wide, light, with nothing asked yet."""
    started.look()
    started.open("/about")
    started.requests()
    started.complaints()
    return started


def vendored(name: str) -> bool:
    """Whether a browser library is in place."""
    from clustergraph.pages.render import has_asset

    return has_asset(f"vendor/{name}")
