"""The page of any IRI of the project: what is said of it, by which graph, with the words behind it."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from clustergraph.errors import NotFoundError
from clustergraph.namespaces import GRAPH, ID, NS, PREFIXES
from clustergraph.pages import texts, wording
from clustergraph.pages.graph import Row, kind, path_of
from clustergraph.pages.views.labels import labels, readable
from clustergraph.pages.views.search import kind_name
from clustergraph.pages.visit import Page, Visit
from clustergraph.validation import rulebook
from clustergraph.validation.turtle import shortened

_OWN_PAGES = {"agreement": "/agreements/", "strategy": "/strategies/", "document": "/documents/"}
# Said elsewhere on the page, or of the machinery alone.
_NOT_LISTED = {NS + "evidence", NS + "text"}
_BODY = PREFIXES["oa"] + "hasBody"
# Words as the documents print them, which the model gives no language tag.
_PRINTED = {NS + "datePrinted", NS + "sectionLabel"} | {
    PREFIXES["oa"] + name for name in ("exact", "prefix", "suffix")
}
# Things without a name of their own, which a reader meets through what they belong to.
_NAMELESS = frozenset({"identifier"})
# By what an actor has positions, its own or its bodies', and what draws it in the network.
_HELD = {NS + "holder", PREFIXES["org"] + "unitOf"}
_TIED = {
    NS + name
    for name in (
        "adoptingActor",
        "engagedParty",
        "collaborator",
        "seatFor",
        "convenedBy",
        "respondent",
        "consultationIssuer",
    )
}
_FORMATS = (("text/turtle", "ttl"), ("application/ld+json", "jsonld"), ("application/n-triples", "nt"))
_LONG = 600


@dataclass
class Value:
    """A value of a property, and the graphs that give it; `source` and its address tell apart what is called alike."""

    text: str
    address: str = ""
    tag: str = ""
    graphs: list[str] = field(default_factory=list)
    source: str = ""
    source_address: str = ""


@dataclass
class Facts:
    """A property and its values; for things that point here `kind` says what they are."""

    property: str
    label: str
    values: list[Value]
    more: int = 0
    kind: str = ""


def thing(visit: Visit, path: str) -> Page:
    """The page of `id/{path}`. Raises NotFoundError where no graph says anything of it."""
    return _page(visit, ID + path, f"/data/{path}")


def graph(visit: Visit, path: str) -> Page:
    """The page of the named graph `graph/{path}`: the things that it describes. Raises NotFoundError."""
    iri = GRAPH + path
    rows = visit.graph.select("graph", graph=NamedNode(iri))
    if not rows:
        raise NotFoundError(visit.t("resource.unknown", iri=iri))
    names = labels(visit, [row["thing"] for row in rows])
    things: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        if row["thing"] in names:
            name = wording.shortened(names[row["thing"]], 110)
            things[kind(row["thing"])].append((visit.url(path_of(row["thing"]) or ""), name))
    return Page(
        "graph.html",
        visit.t("resource.graph", name=path),
        shows={
            "iri": iri,
            "document": ID + f"document/{path}" if ID + f"document/{path}" in names else "",
            "things": [
                (kind_name(visit, of), wording.in_order(things[of], lambda item: item[1]))
                for of in wording.in_order(things, lambda of: kind_name(visit, of))
            ],
            "statements": sum(int(row["count"]) for row in rows),
        },
        machine=_machine(f"/graph/{path}"),
    )


def term(visit: Visit) -> Page:
    """The terms of the ontology, each with its definition."""
    rows = visit.graph.select("terms")
    seen: dict[str, Row] = {}
    ties: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for row in rows:
        seen.setdefault(row["term"], row)
        for column in ("above", "domain", "range"):
            if row[column]:
                ties[row["term"], column][row[column]] = None
    names = labels(visit, [other for found in ties.values() for other in found])
    classes = [row for row in seen.values() if row["kind"].endswith("Class")]
    properties = [row for row in seen.values() if not row["kind"].endswith("Class")]
    return Page(
        "terms.html",
        visit.t("resource.terms"),
        shows={
            "sections": [
                ("classes", wording.in_order(classes, lambda row: row["label"])),
                ("properties", wording.in_order(properties, lambda row: row["label"])),
            ],
            "anchor": lambda iri: iri.removeprefix(NS),
            "ties": lambda row, column: wording.in_order(
                ((visit.thing(iri), names.get(iri, readable(iri))) for iri in ties[row["term"], column]),
                lambda item: item[1],
            ),
        },
        machine=_machine("/ns"),
    )


def shapes(visit: Visit) -> Page:
    """The rules of validation by group, each with its demand, reason and hint."""
    book = rulebook.shipped()
    rules = book.rules.values()
    return Page(
        "shapes.html",
        visit.t("resource.rules"),
        shows={
            "groups": [
                (label, comment, [rule for rule in rules if rule.group == group])
                for group, (label, comment) in book.groups.items()
            ],
            "anchor": lambda iri: iri.removeprefix(rulebook.SHAPES),
            "words": lambda text: getattr(text, visit.lang),
            "about": lambda rule: [shortened(iri) for iri in rule.classes],
        },
        machine=_machine("/shapes"),
    )


def _machine(path: str) -> tuple[tuple[str, str], ...]:
    return tuple((media_type, f"{path}?format={name}") for media_type, name in _FORMATS)


def _page(visit: Visit, iri: str, path: str) -> Page:
    node = NamedNode(iri)
    said = visit.graph.select("thing", thing=node)
    pointing = [
        row
        for row in visit.graph.select("pointing", thing=node)
        if row["property"] not in {*_NOT_LISTED, _BODY}
    ]
    if not said and not pointing:
        raise NotFoundError(visit.t("resource.unknown", iri=iri))
    others = {
        row["property"]: [
            found["other"]
            for found in visit.graph.select("pointing-by", thing=node, property=NamedNode(row["property"]))
        ]
        for row in pointing
    }
    of = kind(iri)
    quoting = visit.graph.select("quoting", thing=node) if of == "evidence" else []
    evidence = _evidence(visit, iri, quoting)
    linked = [row["value"] for row in said if row["linked"] == "true"]
    names = labels(
        visit,
        [
            iri,
            *linked,
            *(row["property"] for row in [*said, *pointing]),
            *(other for found in others.values() for other in found),
            *(row["document"] for row in evidence),
            *(row["statement"] for row in quoting),
        ],
    )
    name = names.get(iri, readable(iri))
    own = _OWN_PAGES.get(of)
    slug = path.partition("/data/")[2].partition("/")[2]
    return Page(
        "resource.html",
        name,
        shows={
            "iri": iri,
            "kind": kind_name(visit, of),
            "own": visit.url(own + slug) if own else "",
            "facts": _said(visit, said, names),
            "pointing": _pointing(visit, pointing, others, names),
            "here": wording.shortened(name, 60),
            "ways": _ways(visit, slug, {row["property"] for row in pointing}) if of == "actor" else [],
            "evidence": evidence,
            "statements": [row["statement"] for row in quoting] or [iri],
            "names": names,
            "machine": _machine(path),
        },
        machine=_machine(path),
    )


def _evidence(visit: Visit, iri: str, quoting: list[Row]) -> list[Row]:
    """The words behind a thing; those of one annotation where the thing is it or a part of it."""
    if not quoting:
        return visit.graph.canned("evidence", statement=iri)
    wanted = {row["annotation"] for row in quoting}
    rows = [
        found
        for statement in sorted({row["statement"] for row in quoting})
        for found in visit.graph.canned("evidence", statement=statement)
    ]
    return [row for row in rows if row["annotation"] in wanted]


def _said(visit: Visit, rows: list[Row], names: dict[str, str]) -> list[Facts]:
    """The properties with their values; the same value from several graphs stands once."""
    values: dict[str, dict[tuple[str, str], Value]] = defaultdict(dict)
    for row in rows:
        if row["property"] in _NOT_LISTED or (
            row["tag"] and row["tag"] not in ("", visit.lang) and _in_both(rows, row)
        ):
            continue
        value = values[row["property"]].setdefault((row["value"], row["tag"]), _value(visit, row, names))
        if row["graph"] not in value.graphs:
            value.graphs.append(row["graph"])
    facts: dict[tuple[str, ...], Facts] = {}
    for name, found in values.items():
        one = Facts(
            name, names.get(name, readable(name)), wording.in_order(found.values(), lambda value: value.text)
        )
        # Two vocabularies may say the same in the same words, as foaf:name and skos:prefLabel do.
        facts.setdefault((one.label, *(value.text for value in one.values)), one)
    return wording.in_order(facts.values(), lambda fact: fact.label)


def _in_both(rows: list[Row], row: Row) -> bool:
    """Whether the same property also has a value in another language."""
    return any(
        other["property"] == row["property"] and other["tag"] not in ("", row["tag"]) for other in rows
    )


def _value(visit: Visit, row: Row, names: dict[str, str]) -> Value:
    if row["linked"] == "true":
        return Value(names.get(row["value"], readable(row["value"])), _address(visit, row["value"]))
    if row["datatype"].endswith(("#date", "#gYearMonth", "#gYear")):
        return Value(wording.date(row["value"], visit.t))
    if row["datatype"].endswith("#duration"):
        return Value(wording.duration(row["value"], visit.t))
    if row["datatype"].endswith("#boolean"):
        return Value(visit.t(f"words.{row['value']}"))
    tag = row["tag"] or ("sv" if row["property"] in _PRINTED else "")
    return Value(wording.shortened(row["value"], _LONG), tag=tag)


def _ways(visit: Visit, actor: str, pointing: set[str]) -> list[tuple[str, str]]:
    """The pages about an actor that have something to show, by the properties that point to it: word and address."""
    ways = []
    if pointing & _HELD:
        count = len(visit.graph.canned("positions", actor=actor))
        ways.append((count, "positions", visit.url("/positions", actor=actor) + "#quotes"))
    if NS + "decidingOrganisation" in pointing:
        taken = {row["decision"] for row in visit.graph.canned("decisions", organisation=actor)}
        ways.append((len(taken), "decisions", visit.url("/queries/decisions", organisation=actor)))
    found = [
        (f"{texts.number(count, visit.lang)} {visit.t(f'count.{name}', n=count)}", address)
        for count, name, address in ways
        if count
    ]
    if pointing & _TIED:
        found.append((visit.t("nav.network"), visit.url("/network", around=f"actor/{actor}")))
    return found


def _pointing(
    visit: Visit, rows: list[Row], others: dict[str, list[str]], names: dict[str, str]
) -> list[Facts]:
    """What points here by property and by what it is; what a property has beyond those read stands last under it."""
    facts = []
    for row in rows:
        kinds: dict[str, list[str]] = defaultdict(list)
        for other in others[row["property"]]:
            if kind(other) not in _NAMELESS:
                kinds[kind(other)].append(other)
        label = names.get(row["property"], readable(row["property"]))
        found = [
            Facts(row["property"], label, _pointers(visit, things, names), kind=kind_name(visit, of))
            for of, things in kinds.items()
        ]
        if found:
            found[-1].more = int(row["count"]) - len(others[row["property"]])
        facts += found
    return wording.in_order(facts, lambda fact: f"{fact.kind} {fact.label}")


def _pointers(visit: Visit, things: list[str], names: dict[str, str]) -> list[Value]:
    """Things as links; those of the same name each with the document whose words are behind it."""
    shown = {iri: wording.shortened(names.get(iri, readable(iri)), 110) for iri in things}
    alike = Counter(shown.values())
    twins = [NamedNode(iri) for iri in things if alike[shown[iri]] > 1]
    behind = {row["thing"]: row for row in visit.graph.select("behind", thing=twins)} if twins else {}
    titles = labels(visit, [row["document"] for row in behind.values()])
    values = []
    for iri in things:
        value = Value(shown[iri], _address(visit, iri))
        if row := behind.get(iri):
            value.source = titles.get(row["document"], readable(row["document"]))
            value.source_address = visit.quote(iri, row["document"], row["order"])
        values.append(value)
    return wording.in_order(values, lambda value: f"{value.text} {value.source}")


def _address(visit: Visit, iri: str) -> str:
    path = path_of(iri)
    if path is None:
        return iri if iri.startswith(("http://", "https://")) else ""
    page, _, fragment = path.partition("#")
    return visit.url(page) + (f"#{fragment}" if fragment else "")
