"""The endpoint beside the bare Oxigraph server and rdflib-endpoint, on the same data and questions in one run."""

import os
import tempfile
from contextlib import nullcontext
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx
import pyoxigraph as ox
from corpus import corpus
from servers import BIN, clustergraph, median_seconds, oxigraph, rate, rdflib_endpoint

from clustergraph.queries import bind, canned
from clustergraph.store import open_store

TITLE = "Endpoint: beside the bare engine and rdflib-endpoint"
# The shipped documents are some ten times as long as those of most such corpora: 100 of them make 300,000 quads.
DOCUMENTS = int(os.environ.get("BENCH_DOCUMENTS", "100"))
JSON = "application/sparql-results+json"
LOOKUPS = {"evidence": ("statement",), "positions": ("actor",), "decisions": ()}
HEAVIER = ("position-matrix", "shared-asks", "disagreements")
AD_HOC = {
    "things by class": "SELECT ?c (COUNT(?s) AS ?n) { ?s a ?c } GROUP BY ?c ORDER BY ?c",
    "statements by graph": "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
}


def run() -> str:
    """The tables as Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        opened = open_store(str(store))
        opened.replace_all(corpus(DOCUMENTS))
        quads = sum(1 for _ in opened.quads())
        dump = Path(folder) / "dump.nq"
        ox.serialize(opened.quads(), str(dump), ox.RdfFormat.N_QUADS)
        opened.close()
        return f"{DOCUMENTS} documents, {quads} quads; one server process.\n\n" + _tables(store, dump)


def _tables(store: Path, dump: Path) -> str:
    peer = (BIN / "rdflib-endpoint").exists()
    with (
        clustergraph(store) as cached,
        clustergraph(store, CLUSTERGRAPH_CACHE_MEGABYTES="0") as uncached,
        oxigraph(store) as bare,
        rdflib_endpoint(dump) if peer else nullcontext() as rdflib,
    ):
        return "\n".join([*_lookups(cached, uncached, bare), "", *_heavier(uncached, bare, rdflib)])


def _lookups(cached: str, uncached: str, bare: str) -> list[str]:
    lines = [
        "| canned query, requests/s, 8 connections | uncached | cached | oxigraph | uncached ÷ | cached ÷ | equal |"
    ]
    lines.append("|---|---|---|---|---|---|---|")
    for name, given in LOOKUPS.items():
        path, text = _canned(name, given)
        urls = [uncached + path, cached + path, f"{bare}/query?query={quote(text)}"]
        ours, kept, engine = (rate(url, JSON) for url in urls)
        lines.append(
            f"| {name} | {ours:.0f} | {kept:.0f} | {engine:.0f} | {ours / engine:.2f} | {kept / engine:.2f} | {_equal(urls)} |"
        )
    return lines


def _heavier(uncached: str, bare: str, rdflib: str | None) -> list[str]:
    lines = ["| heavier query, ms | uncached | oxigraph | speed ÷ | rdflib-endpoint | times faster | equal |"]
    lines.append("|---|---|---|---|---|---|---|")
    questions = {name: _canned(name, ()) for name in HEAVIER}
    questions |= {name: (f"/sparql?query={quote(text)}", text) for name, text in AD_HOC.items()}
    for name, (path, text) in questions.items():
        urls = [uncached + path, f"{bare}/query?query={quote(text)}"]
        ours, engine = (median_seconds(url, JSON) for url in urls)
        row = f"| {name} | {ours * 1e3:.1f} | {engine * 1e3:.1f} | {engine / ours:.2f} "
        if rdflib and name in AD_HOC:
            theirs = median_seconds(f"{rdflib}/?query={quote(text)}", JSON, times=1)
            row += f"| {theirs * 1e3:.0f} | {theirs / ours:.0f} "
        else:
            row += "| | "
        lines.append(f"{row}| {_equal(urls)} |")
    return lines


def _canned(name: str, given: tuple[str, ...]) -> tuple[str, str]:
    """A canned query's path on our server, and its text for another; the parameters have their examples."""
    query = canned(name)
    values = {parameter: query.parameters[parameter].example for parameter in given}
    return f"/queries/{name}?{urlencode(values)}", bind(query, values)


def _equal(urls: list[str]) -> str:
    answers = {httpx.get(url, headers={"Accept": JSON}, timeout=120).content for url in urls}
    return "byte for byte" if len(answers) == 1 else "no"
