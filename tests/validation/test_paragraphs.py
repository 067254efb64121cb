"""Paragraphs of minutes as Swedish authorities number them."""

import pytest

from clustergraph.validation import in_memory, validate_bytes


@pytest.mark.parametrize(
    "paragraph",
    ["§ 70", "§70", "70", "§ 63/20", "§ 14–16", "§§ 14-16", "§ 12 a", "§ 2:9", "§ KS 4"],
)
def test_allowed(paragraph: str) -> None:
    assert "CG409" not in codes(paragraph)


@pytest.mark.parametrize(
    "paragraph", ["", "§", "tredje punkten", "§ sju", "§ 70, § 71", "70 §§ och 71", "§ 2:9:1"]
)
def test_refused(paragraph: str) -> None:
    assert "CG409" in codes(paragraph)


def codes(paragraph: str) -> set[str]:
    turtle = (
        "@prefix cg: <https://w3id.org/clustergraph/ns#> . "
        f'<urn:x> a cg:Decision ; cg:paragraph "{paragraph}" .'
    )
    return {result.code for result in validate_bytes(turtle.encode(), "a.ttl", context=in_memory(())).results}
