"""A server over the reviewed statements of the shipped data, in memory."""

from collections.abc import Callable, Iterator

import pytest
from fastapi.testclient import TestClient
from lxml import html as lxml_html

from clustergraph.model import Document, DocumentGraph, Evidence, Position, SourceText, Text
from clustergraph.rdf import document_quads
from clustergraph.server.app import create_app
from clustergraph.server.settings import Settings
from clustergraph.store import open_store
from tests.shipped import quads

HOSTILE = (
    '<script>alert("x")</script> <img src=x onerror=alert(1)> </textarea><h1>rubrik</h1> &amp; \'"` {{ 7*7 }}'
)


def hostile() -> DocumentGraph:
    """A document whose title, text, quote and summary are all markup."""
    text = f"Före {HOSTILE} efter.\n\nNästa stycke."
    source = SourceText("elak.txt", text, "0" * 64, "0" * 64)
    quote = Evidence(HOSTILE, 5, 5 + len(HOSTILE))
    return DocumentGraph(
        "elak",
        source,
        (
            Document(
                slug="elak",
                title=HOSTILE,
                type="memo",
                source=source.slug,
                start=0,
                end=len(text),
                evidence=(quote,),
            ),
            Position(
                slug="elak-1",
                holder="uppsala-kommun",
                stance="propose",
                polarity="neutral",
                verb="föreslå",
                target="strategy/strategi-life-science",
                section_label=HOSTILE,
                document="elak",
                order=1,
                summary=HOSTILE,
                label=Text(sv=HOSTILE, en=HOSTILE),
                evidence=(quote,),
            ),
        ),
    )


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    store = open_store(":memory:")
    store.replace_all([*quads(), *document_quads(hostile())])
    yield TestClient(create_app(Settings(), store), headers={"Accept": "text/html"}, follow_redirects=False)
    store.close()


Get = Callable[..., lxml_html.HtmlElement]


@pytest.fixture(scope="session")
def get(client: TestClient) -> Get:
    """The page at an address as a tree; any other status than 200 fails the test."""

    def page(path: str, **params: str) -> lxml_html.HtmlElement:
        answer = client.get(path, params=params or None)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[:300])
        return lxml_html.document_fromstring(answer.text)

    return page
