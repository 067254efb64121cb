"""The dataset described, downloaded and released."""

import csv
import hashlib
import io
import json
from collections import defaultdict
from datetime import date
from pathlib import Path

import httpx
import pytest
from pyoxigraph import NamedNode, RdfFormat, parse
from ruamel.yaml import YAML

from clustergraph.errors import InputError
from clustergraph.publication import release
from clustergraph.rdf.canonical import canonical_hash
from clustergraph.store import Store

DCAT = "http://www.w3.org/ns/dcat#"
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
DAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def folder(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release") / "2026-11-21"
    release(store, folder, DAY)
    return folder


def test_the_description_points_at_the_void_of_the_dataset(client: httpx.Client) -> None:
    see_also = NamedNode("http://www.w3.org/2000/01/rdf-schema#seeAlso")
    described = parse(client.get("/dataset").content, format=RdfFormat.TURTLE)
    (void,) = {quad.object for quad in described if quad.predicate == see_also}
    counted = parse(client.get("/.well-known/void").content, format=RdfFormat.TURTLE)
    kind = NamedNode("http://rdfs.org/ns/void#Dataset")
    assert void in {quad.subject for quad in counted if quad.predicate == TYPE and quad.object == kind}


def test_void_leads_to_the_dumps_and_says_the_licence(client: httpx.Client) -> None:
    void = "http://rdfs.org/ns/void#"
    described = {quad.triple for quad in parse(client.get("/void").content, format=RdfFormat.TURTLE)}
    (dataset,) = {t.subject for t in described if t.predicate.value == void + "sparqlEndpoint"}
    said = {(t.predicate.value, t.object) for t in described if t.subject == dataset}
    dumps = [value.value for name, value in said if name == void + "dataDump"]  # type: ignore[union-attr]
    assert {client.get(dump).headers["content-type"] for dump in dumps} == {
        "application/trig",
        "application/n-quads",
    }
    terms = "http://purl.org/dc/terms/"
    assert {value.language for name, value in said if name == terms + "title"} == {"sv", "en"}  # type: ignore[union-attr]
    assert (terms + "license", NamedNode("https://www.apache.org/licenses/LICENSE-2.0")) in said


def test_the_description_has_what_dcat_ap_se_asks_for(client: httpx.Client) -> None:
    triples = {quad.triple for quad in parse(client.get("/dataset").content, format=RdfFormat.TURTLE)}
    said = {(triple.subject.value, triple.predicate.value) for triple in triples}  # type: ignore[union-attr]
    of = {name: {t.subject for t in triples if t.predicate == TYPE and t.object == NamedNode(DCAT + name)}
          for name in ("Catalog", "Dataset", "Distribution", "DataService")}  # fmt: skip
    terms = "http://purl.org/dc/terms/"
    mandatory = {
        "Catalog": [
            terms + "title",
            terms + "description",
            terms + "publisher",
            terms + "license",
            DCAT + "dataset",
        ],
        "Dataset": [terms + "title", terms + "description", terms + "publisher", DCAT + "distribution"],
        "Distribution": [DCAT + "accessURL", terms + "license", terms + "format"],
        "DataService": [terms + "title", DCAT + "endpointURL", DCAT + "servesDataset"],
    }
    for name, properties in mandatory.items():
        assert of[name], name
        for thing in of[name]:
            for each in properties:
                assert (thing.value, each) in said, (thing, each)  # type: ignore[union-attr]


def test_a_table_has_its_title_in_both_languages(client: httpx.Client, folder: Path) -> None:
    title = NamedNode("http://purl.org/dc/terms/title")
    for text in (client.get("/dataset").content, (folder / "dcat.ttl").read_bytes()):
        titles = defaultdict(set)
        for quad in parse(text, format=RdfFormat.TURTLE):
            if quad.predicate == title:
                titles[quad.subject.value.partition("?")[0]].add(str(quad.object))  # type: ignore[union-attr]
        (adoptions,) = (found for address, found in titles.items() if "adoptions" in address)
        assert adoptions == {'"Antaganden"@sv', '"Adoptions"@en'}
        (dump,) = (found for address, found in titles.items() if address.endswith("clustergraph.nq"))
        assert dump == {'"clustergraph.nq"'}


def test_every_download_is_there(client: httpx.Client, store: Store) -> None:
    triples = [quad.triple for quad in parse(client.get("/dataset").content, format=RdfFormat.TURTLE)]
    addresses = {t.object.value for t in triples if t.predicate == NamedNode(DCAT + "downloadURL")}  # type: ignore[union-attr]
    assert len(addresses) > 20
    for address in addresses:
        assert client.get(address).status_code == 200
    quads = list(parse(client.get("/download/clustergraph.nq").content, format=RdfFormat.N_QUADS))
    assert canonical_hash(quads) == canonical_hash(store.quads())
    assert client.get("/download/clustergraph.zip").status_code == 404


def test_both_dumps_hold_the_graph_of_the_hash(folder: Path, store: Store) -> None:
    facts = json.loads((folder / "release.json").read_text())
    assert facts["date"] == "2026-11-21"
    for name, rdf_format in (("clustergraph.trig", RdfFormat.TRIG), ("clustergraph.nq", RdfFormat.N_QUADS)):
        quads = list(parse(path=folder / name, format=rdf_format))
        assert len(quads) == facts["quads"]
        assert canonical_hash(quads) == facts["sha256"] == canonical_hash(store.quads())


def test_every_file_has_its_sum(folder: Path) -> None:
    sums = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text().splitlines())
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert files == {*sums, "SHA256SUMS"}
    for name, digest in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_tables_and_citation(folder: Path) -> None:
    text = (folder / "tables/adoptions.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 9
    citation = YAML(typ="safe").load(folder / "CITATION.cff")
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    [identifier] = citation["identifiers"]
    assert identifier["value"] == "sha256:" + json.loads((folder / "release.json").read_text())["sha256"]
    assert (folder / "dcat.ttl").read_bytes().count(b"a dcat:Distribution") >= 24


def test_a_release_is_the_same_every_time(folder: Path, store: Store, tmp_path: Path) -> None:
    release(store, tmp_path / "again", DAY)
    assert (tmp_path / "again/SHA256SUMS").read_text() == (folder / "SHA256SUMS").read_text()


def test_a_folder_is_never_overwritten(store: Store, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is there already; a release goes into a new folder"):
        release(store, tmp_path, DAY)
