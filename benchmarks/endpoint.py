"""The endpoint beside the bare Oxigraph server and rdflib-endpoint, on the same data and questions in one run.

Each figure is the median of rounds in which the servers take turns, so that other work on the machine meets all alike.
"""

import shutil
import statistics
import tempfile
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx
import pyoxigraph as ox
from corpus import DOCUMENTS, built
from servers import clustergraph, oxigraph, rate, rdflib_endpoint, seconds, seconds_each

from clustergraph.queries import bind, canned
from clustergraph.store import open_store

TITLE = "Endpoint: beside the bare engine and rdflib-endpoint"
JSON = "application/sparql-results+json"
_ROUNDS = 3
_THINGS = 400
_CLIENTS = 4
_CG = "PREFIX cg: <https://w3id.org/clustergraph/ns#> "
# A canned query that looks one thing up, and where its things are found; each request asks for another one.
LOOKUPS = {
    "evidence": ("statement", _CG + "SELECT DISTINCT ?thing { ?thing a cg:Position ; cg:evidence ?e }")
}
HEAVIER = {
    "things by class": "SELECT ?c (COUNT(?s) AS ?n) { ?s a ?c } GROUP BY ?c ORDER BY ?c",
    "statements by graph": "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
    "positions by actor and stance": _CG
    + "SELECT ?a ?s (COUNT(?p) AS ?n) { ?p cg:holder ?a ; cg:stance ?s } GROUP BY ?a ?s ORDER BY ?a ?s",
    "words in quotes": 'PREFIX oa: <http://www.w3.org/ns/oa#> SELECT ?q { ?x oa:exact ?q FILTER(REGEX(?q, "näringsliv.*strategi")) } ORDER BY ?q',
}
# What researchers count over the whole store; rdflib-endpoint is asked the same. It has one graph, so none counts graphs.
AGGREGATES = {name: HEAVIER[name] for name in ("things by class", "positions by actor and stance")} | {
    "uses of each property": "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p",
    "positions by stance": _CG + "SELECT ?s (COUNT(?p) AS ?n) { ?p cg:stance ?s } GROUP BY ?s ORDER BY ?s",
    "documents by year": "PREFIX dcterms: <http://purl.org/dc/terms/> SELECT ?y (COUNT(?d) AS ?n) "
    "{ ?d dcterms:issued ?date BIND(SUBSTR(STR(?date), 1, 4) AS ?y) } GROUP BY ?y ORDER BY ?y",
    "different actors": _CG + "SELECT (COUNT(DISTINCT ?a) AS ?n) { ?p cg:holder ?a }",
    "different values of each property": "SELECT ?p (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p",
    "stances of each actor, listed": _CG
    + "SELECT ?a (GROUP_CONCAT(DISTINCT ?s) AS ?all) { ?p cg:holder ?a ; cg:stance ?s } GROUP BY ?a ORDER BY ?a",
}


def run() -> str:
    """The tables as Markdown."""
    store = built()
    opened = open_store(str(store))
    quads = sum(1 for _ in opened.quads())
    things = {
        name: sorted(row["thing"].value for row in opened.select(query))[:_THINGS]  # type: ignore[union-attr]
        for name, (_, query) in LOOKUPS.items()
    }
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "dump.nt"
        ox.serialize(dict.fromkeys(quad.triple for quad in opened.quads()), str(dump), ox.RdfFormat.N_TRIPLES)
        opened.close()
        with (
            clustergraph(store) as cached,
            clustergraph(store, CLUSTERGRAPH_CACHE_MEGABYTES="0") as uncached,
            oxigraph(store) as bare,
        ):
            lookups = _lookups(things, cached, uncached, bare)
            heavier = _heavier(uncached, bare)
            with rdflib_endpoint(dump) as peer:
                aggregates = _aggregates(uncached, bare, peer)
    head = f"{DOCUMENTS:,} documents, {quads:,} quads; one server process of each kind; nothing but the server's own limits set."
    return "\n".join([head, "", *lookups, "", *heavier, "", *aggregates])


def _lookups(things: dict[str, list[str]], cached: str, uncached: str, bare: str) -> list[str]:
    if not shutil.which("wrk"):
        return ["wrk is not installed, so that lookups are not measured (`apt-get install wrk`)."]
    lines = [
        f"Canned lookups, requests/s over 8 connections, {_THINGS} different things in turn:",
        "",
        "| query | oxigraph | uncached | cached | uncached ÷ oxigraph | goal 0.15 | cached ÷ oxigraph | goal 2.5 | answers equal |",
        "|---|--:|--:|--:|--:|---|--:|---|---|",
    ]
    for name, listed in things.items():
        query, (parameter, _) = canned(name), LOOKUPS[name]
        paths = [f"/queries/{name}?{urlencode({parameter: thing})}" for thing in listed]
        texts = [f"/query?query={quote(bind(query, {parameter: thing}))}" for thing in listed]
        equal = all(
            _equal(uncached + path, bare + text) for path, text in list(zip(paths, texts, strict=True))[:50]
        )
        rate(cached, paths, JSON)  # fills the cache
        rounds = [
            (rate(bare, texts, JSON), rate(uncached, paths, JSON), rate(cached, paths, JSON))
            for _ in range(_ROUNDS)
        ]
        engine, ours, kept = (statistics.median(column) for column in zip(*rounds, strict=True))
        first = statistics.median(ours / engine for engine, ours, _ in rounds)
        second = statistics.median(kept / engine for engine, _, kept in rounds)
        lines.append(
            f"| `{name}` | {engine:.0f} | {ours:.0f} | {kept:.0f} | {first:.2f} | {_met(first >= 0.15)} "
            f"| {second:.1f} | {_met(second >= 2.5)} | {'byte for byte' if equal else 'no'} |"
        )
    return lines


def _heavier(uncached: str, bare: str) -> list[str]:
    lines = [
        "Heavier queries at `/sparql`, one after another, nothing cached:",
        "",
        "| query | oxigraph, ms | clustergraph, ms | speed ÷ oxigraph | goal 0.8 | answers equal |",
        "|---|--:|--:|--:|---|---|",
    ]
    for name, text in HEAVIER.items():
        ours, theirs = f"{uncached}/sparql?query={quote(text)}", f"{bare}/query?query={quote(text)}"
        equal = _equal(ours, theirs)
        rounds = [(seconds(theirs, JSON), seconds(ours, JSON)) for _ in range(7)]
        engine, taken = (statistics.median(column) for column in zip(*rounds, strict=True))
        speed = statistics.median(theirs / ours for theirs, ours in rounds)
        lines.append(
            f"| {name} | {engine * 1e3:.1f} | {taken * 1e3:.1f} | {speed:.2f} | {_met(speed >= 0.8)} "
            f"| {'byte for byte' if equal else 'no'} |"
        )
    return lines


def _aggregates(uncached: str, bare: str, peer: str) -> list[str]:
    lines = [
        "Aggregates beside rdflib-endpoint, which holds the merge of all graphs in memory; what the bare engine reaches stands beside. "
        f"Milliseconds an answer while {_CLIENTS} clients ask at once, and alone, nothing cached:",
        "",
        "| query | rdflib-endpoint | oxigraph | clustergraph | alone | oxigraph, times as fast | clustergraph, times as fast | alone |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    gains = []
    for name, text in AGGREGATES.items():
        theirs, engine, ours = (
            f"{address}{path}?query={quote(text)}"
            for address, path in ((peer, "/"), (bare, "/query"), (uncached, "/sparql"))
        )
        peer_alone, peer_together = seconds(theirs, JSON), seconds_each(theirs, JSON, _CLIENTS)
        rounds = [
            (seconds_each(engine, JSON, _CLIENTS), seconds_each(ours, JSON, _CLIENTS), seconds(ours, JSON))
            for _ in range(2 * _ROUNDS + 1)
        ]
        engine_together, ours_together, ours_alone = map(statistics.median, zip(*rounds, strict=True))
        gains.append(
            (peer_together / engine_together, peer_together / ours_together, peer_alone / ours_alone)
        )
        times = (peer_together, engine_together, ours_together, ours_alone)
        cells = [f"{taken * 1e3:.1f}" for taken in times] + [f"{gain:.0f}" for gain in gains[-1]]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    means = [statistics.geometric_mean(column) for column in zip(*gains, strict=True)]
    cells = " | ".join(f"{mean:.0f}" for mean in means)
    lines.append(f"| geometric mean (goal 20: {_met(means[1] >= 20)}) | | | | | {cells} |")
    return lines


def _equal(*urls: str) -> bool:
    return len({httpx.get(url, headers={"Accept": JSON}, timeout=300).content for url in urls}) == 1


def _met(is_met: bool) -> str:
    return "met" if is_met else "**missed**"
