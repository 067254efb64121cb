"""The endpoint beside the bare Oxigraph server and rdflib-endpoint, on the same data and questions in one run."""

import os
import tempfile
from contextlib import nullcontext
from pathlib import Path
from urllib.parse import quote

import httpx
import pyoxigraph as ox
from corpus import corpus
from servers import BIN, clustergraph, median_seconds, oxigraph, rate, rdflib_endpoint

from clustergraph.namespaces import PREFIXES
from clustergraph.store import open_store

TITLE = "Endpoint: beside the bare engine and rdflib-endpoint"
DOCUMENTS = int(os.environ.get("BENCH_DOCUMENTS", "1000"))
JSON = "application/sparql-results+json"
PROLOGUE = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in ("cg", "skos", "oa", "org", "rdf"))
LOOKUPS = {
    "one resource": "SELECT ?p ?o { <RESOURCE> ?p ?o }",
    "evidence of a statement": "SELECT ?q { ?a oa:hasBody <RESOURCE> ; oa:hasTarget/oa:hasSelector/oa:exact ?q }",
}
AGGREGATES = {
    "things by class": "SELECT ?c (COUNT(?s) AS ?n) { ?s a ?c } GROUP BY ?c ORDER BY ?c",
    "statements by graph": "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
    "quotes that name a word": 'SELECT ?q { ?s oa:exact ?q FILTER(CONTAINS(LCASE(?q), "universitet")) } ORDER BY ?q',
}


def run() -> str:
    """The tables as Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        opened = open_store(str(store))
        opened.replace_all(corpus(DOCUMENTS))
        quads = sum(1 for _ in opened.quads())
        body = opened.select(
            f"{PROLOGUE} SELECT ?b {{ ?a oa:hasBody ?b FILTER(isIRI(?b)) }} ORDER BY ?b LIMIT 1"
        )
        resource = str(body[0]["b"])
        dump = Path(folder) / "dump.nq"
        ox.serialize(opened.quads(), str(dump), ox.RdfFormat.N_QUADS)
        opened.close()
        return f"{DOCUMENTS} documents, {quads} quads.\n\n" + _tables(store, dump, resource)


def _tables(store: Path, dump: Path, resource: str) -> str:
    peer = (BIN / "rdflib-endpoint").exists()
    lookups = {name: PROLOGUE + text.replace("<RESOURCE>", resource) for name, text in LOOKUPS.items()}
    lines = [
        "| lookup, requests/s, 8 connections, one process | uncached | from cache | oxigraph | uncached ÷ | cached ÷ |"
    ]
    lines += ["|---|---|---|---|---|---|"]
    with (
        clustergraph(store) as cached,
        clustergraph(store, CLUSTERGRAPH_CACHE_MEGABYTES="0") as uncached,
        oxigraph(store) as bare,
        rdflib_endpoint(dump) if peer else nullcontext() as rdflib,
    ):
        for name, text in lookups.items():
            urls = [f"{address}/sparql?query={quote(text)}" for address in (uncached, cached)]
            urls.append(f"{bare}/query?query={quote(text)}")
            _same(urls)
            rates = [rate(url, JSON) for url in urls]
            lines.append(
                f"| {name} | {rates[0]:.0f} | {rates[1]:.0f} | {rates[2]:.0f} | {rates[0] / rates[2]:.2f} "
                f"| {rates[1] / rates[2]:.2f} |"
            )
        lines += [
            "",
            "| heavier query, ms | uncached | oxigraph | speed ÷ | rdflib-endpoint | times faster |",
        ]
        lines += ["|---|---|---|---|---|---|"]
        for name, query in AGGREGATES.items():
            text = quote(PROLOGUE + query)
            urls = [f"{uncached}/sparql?query={text}", f"{bare}/query?query={text}"]
            _same(urls)
            ours, engine = (median_seconds(url, JSON) for url in urls)
            row = f"| {name} | {ours * 1e3:.1f} | {engine * 1e3:.1f} | {engine / ours:.2f} "
            if rdflib:
                theirs = median_seconds(f"{rdflib}/?query={text}", JSON, times=1)
                row += f"| {theirs * 1e3:.0f} | {theirs / ours:.0f} |"
            else:
                row += "| not installed | |"
            lines.append(row)
    lines += ["", "Every answer is equal, byte for byte, to the bare server's."]
    return "\n".join(lines)


def _same(urls: list[str]) -> None:
    answers = {httpx.get(url, headers={"Accept": JSON}, timeout=120).content for url in urls}
    if len(answers) != 1:
        raise RuntimeError(f"the answers differ: {urls}")
