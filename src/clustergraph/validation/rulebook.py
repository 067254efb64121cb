"""The rules: what `shapes/` says, read once, so that a result can be explained by its shape."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, cast

import pyoxigraph as ox

from clustergraph import resources
from clustergraph.errors import InputError
from clustergraph.model import Text
from clustergraph.namespaces import expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from clustergraph.validation.report import Severity

SHAPES = "https://w3id.org/clustergraph/shapes#"
_SH = expand("sh:")
_SEVERITIES: dict[str, Severity] = {
    f"{_SH}Violation": "violation",
    f"{_SH}Warning": "warning",
    f"{_SH}Info": "info",
}
_PLACE = re.compile(r"\{[?$]\w+\}")
_NIL = ox.NamedNode(expand("rdf:nil"))


@dataclass(frozen=True, slots=True)
class Rule:
    """One shape that has a code, with everything that documentation and reports say about it."""

    shape: str
    code: str
    severity: Severity
    name: Text
    message: Text
    hint: Text
    reason: Text
    group: str | None
    path: str | None
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SparqlRule:
    """A rule that a SELECT decides: every row is a fault of `?this`."""

    shape: str
    classes: frozenset[str]
    select: str


class Rulebook:
    """A shapes graph and what can be read off it; `own` where a user brought it, so that SHACL alone decides."""

    def __init__(self, triples: Iterable[ox.Triple], *, own: bool = False) -> None:
        self.triples = list(triples)
        self.own = own
        self._out: dict[object, dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for subject, predicate, object_ in self.triples:
            self._out[subject][predicate.value].append(
                cast("ox.NamedNode | ox.BlankNode | ox.Literal", object_)
            )

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """Shape IRI → rule, in the order of the codes."""
        found = (self._rule(subject) for subject in self._with("cgsh:code"))
        return {rule.shape: rule for rule in sorted(found, key=lambda rule: rule.code)}

    @cached_property
    def by_code(self) -> dict[str, Rule]:
        """Code → rule."""
        return {rule.code: rule for rule in self.rules.values()}

    @cached_property
    def findings(self) -> dict[str, Text]:
        """Constraint component IRI → what it says when it is not met."""
        return {subject.value: self._text(subject, "cgsh:finding") for subject in self._with("cgsh:finding")}

    @cached_property
    def groups(self) -> dict[str, tuple[Text, Text]]:
        """Group IRI → its label and comment, in order."""
        groups = [
            s
            for s in self._with("rdf:type")
            if ox.NamedNode(f"{_SH}PropertyGroup") in self._get(s, "rdf:type")
        ]
        groups.sort(key=lambda group: int(self._one(group, "sh:order") or 0))
        return {g.value: (self._text(g, "rdfs:label"), self._text(g, "rdfs:comment")) for g in groups}

    @cached_property
    def reads(self) -> frozenset[str]:
        """The properties that rules read of a thing that the new graph points at."""
        return frozenset(o.value for s in self._with("cgsh:reads") for o in self._get(s, "cgsh:reads"))

    @cached_property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """Sets of properties that together must point out one thing in the whole graph."""
        heads = [head for s in self._with("cgsh:key") for head in self._get(s, "cgsh:key")]
        return tuple(sorted(tuple(item.value for item in self._list(head)) for head in heads))

    @cached_property
    def sparql_rules(self) -> tuple[SparqlRule, ...]:
        """The rules that are SELECT queries, prefixes included."""
        prefixes = "".join(
            f"PREFIX {self._one(d, 'sh:prefix')}: <{self._one(d, 'sh:namespace')}>\n"
            for s in self._with("sh:declare")
            for d in self._get(s, "sh:declare")
        )
        return tuple(
            SparqlRule(
                shape.value,
                frozenset(o.value for o in self._get(shape, "sh:targetClass")),
                prefixes + (self._one(constraint, "sh:select") or ""),
            )
            for shape in self._with("sh:sparql")
            for constraint in self._get(shape, "sh:sparql")
        )

    @cached_property
    def core(self) -> str:
        """The shapes without SPARQL, as N-Triples."""
        without = (t for t in self.triples if t.predicate.value != f"{_SH}sparql")
        return "".join(f"{triple} .\n" for triple in without)

    def speaks(self, shape: str) -> bool:
        """Whether a shape has messages of its own; a shape without an IRI is known by its label."""
        return bool(self._get(ox.NamedNode(shape) if ":" in shape else ox.BlankNode(shape), "sh:message"))

    @cached_property
    def templates(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """The messages with places for values ({?value}, {$this}) as patterns, with their languages."""
        return tuple(
            (re.compile(".*".join(map(re.escape, _PLACE.split(message.value))), re.DOTALL), message.language)
            for about in self._out.values()
            for message in about.get(f"{_SH}message", ())
            if isinstance(message, ox.Literal) and message.language and _PLACE.search(message.value)
        )

    def datatype(self, shape: str) -> str | None:
        """The IRI of the datatype that a shape demands."""
        return self._one(ox.NamedNode(shape), "sh:datatype") if ":" in shape else None

    def _rule(self, shape: ox.NamedNode) -> Rule:
        owners = [s for s in self._with("sh:property") if shape in self._get(s, "sh:property")] or [shape]
        path = self._get(shape, "sh:path")
        return Rule(
            shape=shape.value,
            code=self._one(shape, "cgsh:code") or "",
            severity=_SEVERITIES[self._one(shape, "sh:severity") or f"{_SH}Violation"],
            name=self._text(shape, "sh:name"),
            message=self._text(shape, "sh:message"),
            hint=self._text(shape, "cgsh:hint"),
            reason=self._text(shape, "sh:description"),
            group=self._one(shape, "sh:group"),
            path="/".join(f"<{step.value}>" for step in self._list(path[0])) if path else None,
            classes=tuple(sorted(o.value for s in owners for o in self._get(s, "sh:targetClass"))),
        )

    def _with(self, name: str) -> Iterator[ox.NamedNode]:
        iri = _iri(name)
        return (s for s, out in self._out.items() if iri in out and isinstance(s, ox.NamedNode))

    def _get(self, subject: object, name: str) -> list[ox.NamedNode | ox.BlankNode | ox.Literal]:
        return self._out[subject].get(_iri(name), []) if subject in self._out else []

    def _one(self, subject: object, name: str) -> str | None:
        values = self._get(subject, name)
        return values[0].value if values else None

    def _text(self, subject: object, name: str) -> Text:
        by_language = {o.language: o.value for o in self._get(subject, name) if isinstance(o, ox.Literal)}
        return Text(sv=by_language.get("sv"), en=by_language.get("en") or by_language.get(None))

    def _list(
        self, head: ox.NamedNode | ox.BlankNode | ox.Literal
    ) -> list[ox.NamedNode | ox.BlankNode | ox.Literal]:
        """The items of an RDF list; a node that is no list is the one item."""
        items = []
        seen = set()
        while head != _NIL and head not in seen:
            seen.add(head)
            first = self._get(head, "rdf:first")
            if not first:
                return [head]
            items.append(first[0])
            head = self._get(head, "rdf:rest")[0]
        return items


def _iri(name: str) -> str:
    return SHAPES + name[5:] if name.startswith("cgsh:") else expand(name)


@cache
def shipped() -> Rulebook:
    """The rules in `shapes/`. Raises InputError where a file there is not Turtle."""
    return Rulebook(triple for path in sorted(resources.shapes().glob("*.ttl")) for triple in _triples(path))


def _triples(path: Path) -> Iterator[ox.Triple]:
    try:
        for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True):
            yield quad.triple
    except (OSError, SyntaxError) as error:
        raise InputError(f"{path}: the shapes cannot be read ({error}); restore the file") from None
