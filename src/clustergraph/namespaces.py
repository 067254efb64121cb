"""The namespaces of the graph, and how its own IRIs and slugs are made."""

import re
import unicodedata
from functools import lru_cache

NS = "https://w3id.org/clustergraph/ns#"
ID = "https://w3id.org/clustergraph/id/"
GRAPH = "https://w3id.org/clustergraph/graph/"
ONTOLOGY_GRAPH = GRAPH + "reference/ontology"
THESAURUS_GRAPH = GRAPH + "reference/thesaurus"
ACTORS_GRAPH = GRAPH + "reference/actors"

# The concept schemes of the thesaurus; each is a kind of thing and a prefix, `cg-stance:` for `id/stance/`.
CONCEPT_KINDS = (
    "actor-type",
    "claim-relation",
    "context-level",
    "decision-status",
    "document-type",
    "element-kind",
    "membership-status",
    "outcome",
    "party",
    "party-role",
    "polarity",
    "review-decision",
    "role",
    "stance",
    "strategy-relation",
    "strategy-status",
    "support",
    "target-basis",
    "topic",
    "verb",
)

PREFIXES = {
    "cg": NS,
    "id": ID,
    "graph": GRAPH,
    **{f"cg-{kind}": f"{ID}{kind}/" for kind in CONCEPT_KINDS},
    "actor": ID + "actor/",
    "adms": "http://www.w3.org/ns/adms#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def expand(name: str) -> str:
    """The IRI of a prefixed name such as `cg:Adoption` or `skos:prefLabel`.

    Raises KeyError for a prefix that `PREFIXES` does not hold.
    """
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def thing(kind: str, slug: str) -> str:
    """The IRI of the thing of this kind and slug: `thing("actor", "uppsala-kommun")`."""
    return f"{ID}{kind}/{slug}"


def graph(slug: str) -> str:
    """The IRI of the named graph of the document with this slug."""
    return GRAPH + slug


_NO_SLUG = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=1024)  # a document names each of its actors many times
def slugify(name: str) -> str:
    """ASCII kebab-case of a Swedish name: å and ä become a, ö becomes o."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    ascii_name = decomposed.encode("ascii", "ignore").decode()
    return _NO_SLUG.sub("-", ascii_name).strip("-")
