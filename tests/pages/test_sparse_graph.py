"""Pages over a graph that lacks what they usually show claim nothing that it does not hold."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from lxml import html

from clustergraph.model import (
    Adoption,
    Agreement,
    Document,
    DocumentGraph,
    Evidence,
    Position,
    SourceText,
    Text,
)
from clustergraph.rdf import document_quads, reference_quads
from clustergraph.server.app import create_app
from clustergraph.server.settings import Settings
from clustergraph.store import open_store

TEXT = "Knivsta kommun antog avtalet. Knivsta kommun stöder förslaget."
WORDS = (Evidence(TEXT[:29], 0, 29),)


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    """A server over one document: an agreement without named parties, a position on nothing in particular, no strategy."""
    source = SourceText("brev.txt", TEXT, "0" * 64, "0" * 64)
    graph = DocumentGraph(
        "brev",
        source,
        (
            Document(
                slug="brev",
                title="Brev",
                type="memo",
                source=source.slug,
                start=0,
                end=len(TEXT),
                evidence=WORDS,
            ),
            Agreement(slug="avtalet", label=Text(sv="Avtalet"), evidence=WORDS),
            Adoption(
                slug="knivsta-avtalet",
                actor="knivsta-kommun",
                agreement="avtalet",
                label=Text(sv="Knivsta antar"),
                evidence=WORDS,
            ),
            Position(
                slug="brev-1",
                holder="knivsta-kommun",
                stance="support",
                polarity="supportive",
                verb="stödja",
                document="brev",
                order=1,
                label=Text(sv="Knivsta stöder"),
                evidence=(Evidence(TEXT[30:], 30, len(TEXT)),),
            ),
        ),
    )
    store = open_store(":memory:")
    store.replace_all([*reference_quads(), *document_quads(graph)])
    yield TestClient(create_app(Settings(), store), headers={"Accept": "text/html"})
    store.close()


def main(client: TestClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    (found,) = html.fromstring(answer.text).xpath("//main")
    return " ".join(found.text_content().split())


@pytest.mark.parametrize(
    ("path", "said", "never"),
    [
        ("/positions", "gäller en viss del eller ett visst dokument", "Grafen har inga sådana ståndpunkter"),
        ("/positions?lang=en", "Choose a stance above to read the quotes", "no such positions"),
        ("/positions", "Grafen har inga utvecklingsområden.", "Alla områden har fått synpunkter"),
        ("/positions", "Grafen har inget sådant ämne.", "Ämne Aktörer Samma"),
        ("/positions?stance=support", "1 citat", "Grafen har inga sådana ståndpunkter"),
        ("/positions?stance=oppose", "Grafen har inga sådana ståndpunkter.", "gäller en viss del eller"),
        ("/positions?topic=brand-identity", "varumärke", "brand-identity"),
        ("/agreements/avtalet", "En part har enligt dokumenten antagit den.", "0 namngivna parter"),
        ("/agreements/avtalet", "räknar inte upp några parter", "Det betyder inte att de låtit bli"),
        ("/", "En part har enligt dokumenten antagit den.", "0 namngivna parter"),
    ],
)
def test_nothing_is_claimed_of_what_the_graph_lacks(
    client: TestClient, path: str, said: str, never: str
) -> None:
    text = main(client, path)
    assert said in text
    assert never not in text
