"""The thesaurus and the register of actors, read once: what to look for, and what each word stands for."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode

from clustergraph import resources
from clustergraph.errors import InputError
from clustergraph.namespaces import ID, THESAURUS_GRAPH, expand
from clustergraph.rdf.reference import turtle_quads

# The schemes whose labels are phrases to look for (ontology/README.md).
LOOKED_FOR = (
    "verb",
    "stance",
    "topic",
    "outcome",
    "document-type",
    "actor-type",
    "role",
    "party",
    "element-kind",
)

_PREFERRED = expand("skos:prefLabel")
_LABELS = (_PREFERRED, expand("skos:altLabel"), expand("skos:hiddenLabel"))


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a scheme: its slug, Swedish label, all Swedish phrases, notation, and what it expresses."""

    scheme: str
    slug: str
    label: str
    phrases: tuple[str, ...]
    notation: str | None = None
    expresses: str | None = None
    polarity: str | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    """An actor of the register: slug, name, type, the organisation it is a unit of, and its other names."""

    slug: str
    name: str
    type: str
    unit_of: str | None
    names: tuple[str, ...]


@cache
def concepts(scheme: str) -> dict[str, Concept]:
    """The concepts of a scheme by slug."""
    found: dict[str, Concept] = {}
    for iri, said in _subjects(resources.ontology() / "codes" / f"{scheme}.ttl").items():
        prefix = f"{ID}{scheme}/"
        labels = _swedish(said)
        if not iri.startswith(prefix) or not labels:
            continue
        found[iri.removeprefix(prefix)] = Concept(
            scheme,
            iri.removeprefix(prefix),
            labels[0],
            labels,
            _value(said, "skos:notation"),
            _slug(said, "cg:expresses"),
            _slug(said, "cg:defaultPolarity"),
        )
    return found


@cache
def actors() -> dict[str, Registered]:
    """The register of actors by slug."""
    found: dict[str, Registered] = {}
    for iri, said in _subjects(*resources.actors()).items():
        labels = _swedish(said)
        if iri.startswith(f"{ID}actor/") and labels:
            slug = iri.removeprefix(f"{ID}actor/")
            other = tuple(
                term.value
                for name in _LABELS
                for term in said.get(name, ())
                if isinstance(term, Literal) and term.language in ("en", None)
            )
            found[slug] = Registered(
                slug,
                labels[0],
                # One that is no more speaks as what it was.
                _slug(said, "dcterms:type") or _slug(said, "cg:actorType") or "organisation",
                _slug(said, "org:unitOf"),
                tuple(dict.fromkeys((*labels, *other))),
            )
    return found


@cache
def lexicon(name: str) -> dict[str, Any]:
    """A lexicon file of `ontology/lexicon/`: words that are no concepts (docs/lexicon.md).

    Raises InputError, with the reason, if it is not TOML.
    """
    path = resources.ontology() / "lexicon" / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{path}: cannot be read as TOML ({error}); mend the file") from None


@cache
def word_set(name: str, *keys: str) -> frozenset[str]:
    """The words of a list of a lexicon file, to ask whether a word is one of them."""
    words = lexicon(name)
    for key in keys:
        words = words[key]
    return frozenset(words)


@cache
def pattern(name: str, key: str, flags: int = 0) -> re.Pattern[str]:
    """What the table `patterns` of a lexicon file holds under a key, as one expression."""
    return re.compile("|".join(lexicon(name)["patterns"][key]), flags)


Terms = dict[str, list[NamedNode | Literal]]


def _subjects(*paths: Path) -> dict[str, Terms]:
    """Each subject of the Turtle files with its objects by property, in the order of the files."""
    subjects: dict[str, Terms] = {}
    for path in paths:
        for quad in turtle_quads(path, THESAURUS_GRAPH):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                said = subjects.setdefault(quad.subject.value, {})
                said.setdefault(quad.predicate.value, []).append(quad.object)
    return subjects


def _swedish(said: Terms) -> tuple[str, ...]:
    return tuple(
        term.value
        for name in _LABELS
        for term in said.get(name, ())
        if isinstance(term, Literal) and term.language == "sv"
    )


def _value(said: Terms, name: str) -> str | None:
    terms = said.get(expand(name), ())
    return terms[0].value if terms else None


def _slug(said: Terms, name: str) -> str | None:
    value = _value(said, name)
    return value.rsplit("/", 1)[-1] if value else None
