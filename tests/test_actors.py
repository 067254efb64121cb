"""The register of public actors: complete, consistent, and right where it can be checked by hand."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
import pytest

from clustergraph.namespaces import slugify

FOLDER = Path(__file__).parents[1] / "data" / "actors"
ACTOR = "https://w3id.org/clustergraph/id/actor/"
TYPE = "https://w3id.org/clustergraph/id/actor-type/"
CG = "https://w3id.org/clustergraph/ns#"
ORG = "http://www.w3.org/ns/org#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
REPLACED_BY = "http://purl.org/dc/terms/isReplacedBy"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

ACTOR_TYPES = {
    "agency",
    "association",
    "body",
    "chamber-of-commerce",
    "cluster",
    "collaboration-organisation",
    "company",
    "county-board",
    "court",
    "cultural-institution",
    "eu-institution",
    "former-organisation",
    "foundation",
    "government",
    "hospital",
    "ministry",
    "municipal-association",
    "municipality",
    "office",
    "political-party",
    "region",
    "research-institute",
    "university",
}
# The county codes with a gap where counties were joined: 02, 11, 15, 16.
COUNTY_CODES = {f"{number:02}" for number in range(1, 26)} - {"02", "11", "15", "16"}

# Å and a fold to the same letter, so the second of two names needs a slug of its own (docs/actors.md).
SLUG_EXCEPTIONS = {"habo-kommun-uppsala-lan": "Håbo kommun"}


@dataclass
class Actor:
    """What the register says of one actor, by property."""

    file: str
    values: dict[str, list[ox.Literal | ox.NamedNode]] = field(default_factory=lambda: defaultdict(list))

    def codes(self, name: str) -> list[str]:
        return [value.value for value in self.values[CG + name]]

    def labels(self, kind: str, language: str) -> list[str]:
        return [
            value.value
            for value in self.values[SKOS + kind]
            if isinstance(value, ox.Literal) and value.language == language
        ]

    @property
    def name(self) -> str:
        return self.labels("prefLabel", "sv")[0]

    @property
    def types(self) -> set[str]:
        return {value.removeprefix(TYPE) for value in self.codes("actorType")}

    @property
    def classes(self) -> set[str]:
        return {value.value.removeprefix(ORG) for value in self.values[RDF_TYPE]}


def load() -> dict[str, Actor]:
    actors: dict[str, Actor] = {}
    for path in sorted(FOLDER.glob("*.ttl")):
        for quad in ox.parse(path=str(path)):
            slug = quad.subject.value.removeprefix(ACTOR)
            actors.setdefault(slug, Actor(path.stem)).values[quad.predicate.value].append(quad.object)
    return actors


ACTORS = load()


def of_type(kind: str) -> dict[str, Actor]:
    return {slug: one for slug, one in ACTORS.items() if kind in one.types}


def place_names() -> set[str]:
    """Bare place names of the municipalities, with and without a genitive s."""
    names = {name.removeprefix("Region ") for name in (a.name for a in of_type("municipality").values())}
    stems = {re.sub(r" (kommun|[Ss]tad)$", "", name) for name in names}
    return stems | {stem.removesuffix("s") for stem in stems} | {"Falun"}


@pytest.mark.parametrize(
    ("kind", "count"), [("municipality", 290), ("region", 21), ("county-board", 21), ("ministry", 11)]
)
def test_every_one_of_a_closed_kind_is_there(kind: str, count: int) -> None:
    assert len(of_type(kind)) == count


@pytest.mark.parametrize(("kind", "at_least"), [("university", 40), ("agency", 120)])
def test_the_main_ones_of_an_open_kind_are_there(kind: str, at_least: int) -> None:
    assert len(of_type(kind)) >= at_least


def test_codes_are_unique_and_well_formed() -> None:
    municipalities = [code for actor in ACTORS.values() for code in actor.codes("municipalityCode")]
    assert len(municipalities) == len(set(municipalities)) == 290
    assert all(re.fullmatch(r"\d{4}", code) for code in municipalities)
    for kind in ("region", "county-board"):
        counties = [code for actor in of_type(kind).values() for code in actor.codes("countyCode")]
        assert sorted(counties) == sorted(COUNTY_CODES)


@pytest.mark.parametrize("slug", sorted(of_type("municipality")))
def test_a_municipality_lies_in_the_county_its_code_begins_with(slug: str) -> None:
    (municipality,), (county,) = ACTORS[slug].codes("municipalityCode"), ACTORS[slug].codes("countyCode")
    assert municipality[:2] == county
    assert county in COUNTY_CODES


def test_organisation_numbers_are_unique_and_pass_their_check_digit() -> None:
    numbers = Counter(number for actor in ACTORS.values() for number in actor.codes("organisationNumber"))
    assert [number for number, count in numbers.items() if count > 1] == []
    for number in numbers:
        assert re.fullmatch(r"\d{6}-\d{4}", number), number
        digits = [int(digit) for digit in number.replace("-", "")]
        doubled = [sum(divmod(2 * d, 10)) if place % 2 == 0 else d for place, d in enumerate(digits)]
        assert sum(doubled) % 10 == 0, number


@pytest.mark.parametrize("slug", sorted(ACTORS))
def test_an_actor_is_complete(slug: str) -> None:
    actor = ACTORS[slug]
    assert len(actor.labels("prefLabel", "sv")) == len(actor.labels("prefLabel", "en")) == 1
    labels = actor.values[SKOS + "prefLabel"] + actor.values[SKOS + "altLabel"]
    assert {label.language for label in labels if isinstance(label, ox.Literal)} <= {"sv", "en"}
    assert all(label.value == " ".join(label.value.split()) for label in labels)
    assert actor.types
    assert actor.types <= ACTOR_TYPES
    kinds = {"FormalOrganization", "OrganizationalCollaboration", "OrganizationalUnit"}
    assert "Organization" in actor.classes
    assert len(actor.classes & kinds) == 1
    parents = actor.values[ORG + "unitOf"]
    assert bool(parents) == ("OrganizationalUnit" in actor.classes)
    assert all(parent.value.removeprefix(ACTOR) in ACTORS for parent in parents)


@pytest.mark.parametrize("slug", sorted(ACTORS))
def test_a_slug_is_the_swedish_name_in_kebab_case(slug: str) -> None:
    if slug in SLUG_EXCEPTIONS:
        assert ACTORS[slug].name == SLUG_EXCEPTIONS[slug]
        assert slugify(ACTORS[slug].name) in ACTORS
    else:
        assert slug == slugify(ACTORS[slug].name)


def test_no_label_names_two_actors() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for slug, actor in ACTORS.items():
        for kind in ("prefLabel", "altLabel"):
            for label in actor.values[SKOS + kind]:
                owners[label.value].add(slug)
    assert {label: slugs for label, slugs in owners.items() if len(slugs) > 1} == {}


def test_no_label_is_a_bare_place_name() -> None:
    labels = {
        label.value
        for actor in ACTORS.values()
        for kind in ("prefLabel", "altLabel")
        for label in actor.values[SKOS + kind]
    }
    assert labels & place_names() == set()


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.ttl")), ids=lambda path: path.stem)
def test_a_file_keeps_one_block_an_actor_sorted_by_slug(path: Path) -> None:
    blocks = re.findall(r"^actor:(\S+) a ", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert blocks == sorted(set(blocks))
    assert set(blocks) == {slug for slug, actor in ACTORS.items() if actor.file == path.stem}


# From Statistics Sweden's list of municipalities and the actors' own use of their names.
@pytest.mark.parametrize(
    ("slug", "name", "code"),
    [
        ("kiruna-kommun", "Kiruna kommun", "2584"),
        ("ystads-kommun", "Ystads kommun", "1286"),
        ("huddinge-kommun", "Huddinge kommun", "0126"),
        ("solna-stad", "Solna stad", "0184"),
        ("sodertalje-kommun", "Södertälje kommun", "0181"),
        ("stockholms-stad", "Stockholms stad", "0180"),
        ("uppsala-kommun", "Uppsala kommun", "0380"),
        ("goteborgs-stad", "Göteborgs Stad", "1480"),
        ("malmo-stad", "Malmö stad", "1280"),
        ("lunds-kommun", "Lunds kommun", "1281"),
        ("knivsta-kommun", "Knivsta kommun", "0330"),
        ("heby-kommun", "Heby kommun", "0331"),
        ("nykvarns-kommun", "Nykvarns kommun", "0140"),
        ("falu-kommun", "Falu kommun", "2080"),
        ("boras-stad", "Borås Stad", "1490"),
        ("haparanda-stad", "Haparanda stad", "2583"),
        ("vaxholms-stad", "Vaxholms stad", "0187"),
        ("vasteras-stad", "Västerås stad", "1980"),
        ("habo-kommun", "Habo kommun", "0643"),
        ("habo-kommun-uppsala-lan", "Håbo kommun", "0305"),
        ("bollebygds-kommun", "Bollebygds kommun", "1443"),
        ("lekebergs-kommun", "Lekebergs kommun", "1814"),
        ("alvkarleby-kommun", "Älvkarleby kommun", "0319"),
        ("hogsby-kommun", "Högsby kommun", "0821"),
        ("karlskrona-kommun", "Karlskrona kommun", "1080"),
        ("laxa-kommun", "Laxå kommun", "1860"),
        ("overtornea-kommun", "Övertorneå kommun", "2518"),
        ("malung-salens-kommun", "Malung-Sälens kommun", "2023"),
        ("dals-eds-kommun", "Dals-Eds kommun", "1438"),
        ("region-gotland", "Region Gotland", "0980"),
    ],
)
def test_known_municipalities(slug: str, name: str, code: str) -> None:
    assert ACTORS[slug].name == name
    assert ACTORS[slug].codes("municipalityCode") == [code]


@pytest.mark.parametrize(
    ("slug", "kind", "english", "variant"),
    [
        ("region-stockholm", "region", "Region Stockholm", "Stockholms läns landsting"),
        ("vastra-gotalandsregionen", "region", "Region Västra Götaland", "VGR"),
        ("region-gotland", "region", "Region Gotland", "Gotlands kommun"),
        (
            "lansstyrelsen-i-uppsala-lan",
            "county-board",
            "County Administrative Board of Uppsala",
            "Länsstyrelsen Uppsala",
        ),
        ("karolinska-institutet", "university", "Karolinska Institutet", "KI"),
        ("kungliga-tekniska-hogskolan", "university", "KTH Royal Institute of Technology", "KTH"),
        (
            "sveriges-lantbruksuniversitet",
            "university",
            "Swedish University of Agricultural Sciences",
            "SLU",
        ),
        (
            "myndigheten-for-civilt-forsvar",
            "agency",
            "Swedish Civil Defence and Resilience Agency",
            "Myndigheten för samhällsskydd och beredskap",
        ),
        (
            "integritetsskyddsmyndigheten",
            "agency",
            "Swedish Authority for Privacy Protection",
            "Datainspektionen",
        ),
        (
            "klimat-och-naringslivsdepartementet",
            "ministry",
            "Ministry of Climate and Enterprise",
            None,
        ),
        (
            "sveriges-kommuner-och-regioner",
            "association",
            "Swedish Association of Local Authorities and Regions",
            "SKL",
        ),
        ("stockholm-business-alliance", "collaboration-organisation", "Stockholm Business Alliance", "SBA"),
        (
            "stiftelsen-flemingsberg-science",
            "foundation",
            "Flemingsberg Science Foundation",
            "Flemingsberg Science",
        ),
    ],
)
def test_known_names(slug: str, kind: str, english: str, variant: str | None) -> None:
    actor = ACTORS[slug]
    assert kind in actor.types
    assert actor.labels("prefLabel", "en") == [english]
    assert variant is None or variant in actor.labels("altLabel", "sv")


# From the ordinances that closed them: SFS 2012:810 and 811, 2010:185, 2009:145; the Government Offices of 2015 and 2023.
@pytest.mark.parametrize(
    ("slug", "successors"),
    [
        ("hogskoleverket", {"universitetskanslersambetet", "universitets-och-hogskoleradet"}),
        ("vagverket", {"trafikverket"}),
        ("banverket", {"trafikverket"}),
        ("verket-for-naringslivsutveckling", {"tillvaxtverket"}),
        ("miljodepartementet", {"klimat-och-naringslivsdepartementet"}),
        ("landsbygdsdepartementet", {"naringsdepartementet"}),
    ],
)
def test_an_actor_that_is_no_more_says_who_replaced_it(slug: str, successors: set[str]) -> None:
    assert {value.value.removeprefix(ACTOR) for value in ACTORS[slug].values[REPLACED_BY]} == successors


def test_every_succession_ends_with_an_actor_that_exists() -> None:
    for slug in ACTORS:
        seen, later = set(), {slug}
        while later:
            assert not later & seen, f"{slug} is replaced in a circle"
            seen |= later
            later = {v.value.removeprefix(ACTOR) for one in later for v in ACTORS[one].values[REPLACED_BY]}
            assert later <= set(ACTORS)


@pytest.mark.parametrize(
    "name",
    [
        "Region Stockholm",
        "Region Uppsala",
        "Länsstyrelsen i Stockholms län",
        "Länsstyrelsen i Uppsala län",
        "Stockholms stad",
        "Uppsala kommun",
        "Huddinge kommun",
        "Solna stad",
        "Södertälje kommun",
        "Uppsala universitet",
        "Karolinska Institutet",
        "Stockholms universitet",
        "KTH",
        "Sveriges lantbruksuniversitet",
        "Stockholms Handelskammare",
        "Stockholm Business Alliance",
        "STUNS",
        "stiftelsen Flemingsberg Science",
        "Capital of Life",
        "Europeiska unionen",
    ],
)
def test_the_organisations_of_the_source_documents_are_there(name: str) -> None:
    labels = {
        label.casefold()
        for actor in ACTORS.values()
        for kind in ("prefLabel", "altLabel")
        for label in actor.labels(kind, "sv")
    }
    assert name.casefold() in labels
