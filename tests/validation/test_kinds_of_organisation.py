"""What holds for an org:Organization holds for ORG's subclasses of it, whether the general class is given or not."""

import pytest

from clustergraph.validation import in_memory, validate_bytes

PREFIXES = """@prefix cg: <https://w3id.org/clustergraph/ns#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix actor: <https://w3id.org/clustergraph/id/actor/> .
@prefix type: <https://w3id.org/clustergraph/id/actor-type/> .
"""


@pytest.mark.parametrize("kind", ["org:FormalOrganization", "org:OrganizationalCollaboration"])
def test_an_organisation_of_a_kind_has_type_and_name(kind: str) -> None:
    assert violations(f"actor:bolaget a {kind} .") == {"CG201", "CG203"}


def test_a_body_may_belong_to_an_organisation_of_a_kind() -> None:
    assert not violations(
        'actor:bolaget a org:FormalOrganization ; cg:actorType type:company ; skos:prefLabel "Bolaget"@sv, "The company"@en .'
        "actor:styrelsen a org:OrganizationalUnit ; cg:actorType type:body ; org:unitOf actor:bolaget ;"
        '    skos:prefLabel "Styrelsen"@sv, "The board"@en .'
    )


def violations(turtle: str) -> set[str]:
    report = validate_bytes((PREFIXES + turtle).encode(), "a.ttl", context=in_memory(()))
    return {result.code for result in report.results if result.severity == "violation"}
