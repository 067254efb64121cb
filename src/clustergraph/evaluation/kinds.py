"""The kinds of statement, each scored by its fields (docs/gold-format.md says what counts as a match)."""

import re
from collections.abc import Sequence
from functools import partial
from typing import Any

from clustergraph.evaluation.comparing import (
    Names,
    Statement,
    aliases,
    as_list,
    excerpt,
    overlap,
    same_heading,
    same_paragraph,
    same_role,
    same_text,
)
from clustergraph.evaluation.matching import compare, field, match, score_set
from clustergraph.evaluation.scores import Score
from clustergraph.namespaces import slugify


def score(predicted: Statement, gold: Statement) -> Score:
    """Score the statements about one document. Both arguments have the shape of `map --format json`.

    In `gold` a value may be a list, any of which is right, and a statement may be `optional`: finding it
    is not counted, nor is missing it.
    """
    result = Score()
    names = Names(predicted.get("actors", []), gold.get("actors", []))
    _score_document(result, predicted.get("document", {}), gold.get("document", {}), names)
    _score_actors(result, predicted.get("actors", []), gold.get("actors", []), names)
    _score_persons(result, predicted.get("persons", []), gold.get("persons", []), names)
    _score_decisions(result, predicted.get("decisions", []), gold.get("decisions", []), names)
    _score_adoptions(result, predicted.get("adoptions", []), gold.get("adoptions", []), names)
    _score_positions(result, predicted.get("positions", []), gold.get("positions", []), names)
    _score_elements(result, predicted.get("elements", []), gold.get("elements", []))
    return result


def _score_document(result: Score, found: Statement, expected: Statement, names: Names) -> None:
    compare(result, "title", found.get("title"), expected.get("title"), same_text)
    compare(result, "document type", found.get("type"), expected.get("type"), same_text)
    compare(result, "dates", found.get("date"), expected.get("date"), same_text)
    compare(result, "issuer", found.get("issuer"), expected.get("issuer"), names.same)
    compare(result, "recipient", found.get("recipient"), expected.get("recipient"), names.same)
    score_set(result, "registry numbers", _registry_numbers(found), _registry_numbers(expected))


def _registry_numbers(document: Statement) -> dict[str, str]:
    own = [(number, "own") for number in document.get("case_numbers") or []]
    foreign = [(case["number"], "foreign") for case in document.get("foreign_case_numbers") or []]
    # Case, the kind of hyphen and blanks beside it are typography: «KS 2018/14 - 2»; all else is the number.
    return {
        f"{side} {re.sub(' ?[‐‑–-] ?', '-', ' '.join(number.split())).casefold()}": f"{number} ({side})"
        for number, side in own + foreign
    }


def _score_actors(
    result: Score, found: Sequence[Statement], expected: Sequence[Statement], names: Names
) -> None:
    """An actor counts once a document, however many times it is named."""
    # Alias sets merge what the mapper gives more than once under the same id or name.
    once = {min(aliases([actor])): actor for actor in found}
    match(
        result,
        "organisations",
        list(once.values()),
        expected,
        lambda f, e: float(
            names.same(f.get("id") or f["name"], e["name"]) or names.same(f["name"], e["name"])
        ),
        lambda actor: actor["name"],
    )


def _score_persons(
    result: Score, found: Sequence[Statement], expected: Sequence[Statement], names: Names
) -> None:
    # A person whom the mapper gives once for each role is one person, with the first role that is right.
    matching = match(
        result,
        "persons",
        list({slugify(person["name"]): person for person in reversed(found)}.values()),
        list({slugify(person["name"]): person for person in reversed(expected)}.values()),
        lambda f, e: float(same_text(f["name"], e["name"])),
        lambda person: person["name"],
    )
    for person, gold in matching.pairs:
        field(result, "persons' party", person, gold, "party", same_text)
        if gold.get("organisation"):
            field(result, "persons' organisation", person, gold, "organisation", names.same)

    def in_role(found: Statement, expected: Statement) -> bool:
        return same_text(found["name"], expected["name"]) and same_role(found["role"], expected["role"])

    printed = [person for person in expected if person.get("role")]
    given: list[Statement] = []
    for person in found:
        # A role given where the text prints none is no error: who moves a motion has one for that. Nor is a
        # second of the roles that a text gives one person.
        roles = [e for e in expected if same_text(person["name"], e["name"])]
        right = [e for e in printed if person.get("role") and in_role(person, e)]
        known = any(in_role(other, e) for other in given for e in right)
        if person.get("role") and not known and all(e.get("role") for e in roles):
            given.append(person)
    match(
        result,
        "persons with role",
        given,
        printed,
        lambda f, e: float(in_role(f, e)),
        lambda person: f"{person['name']}, {_first(person['role'])}",
    )


def _score_decisions(
    result: Score, found: Sequence[Statement], expected: Sequence[Statement], names: Names
) -> None:
    matching = match(result, "decisions", found, expected, overlap, excerpt)
    for decision, gold in matching.pairs + matching.lone:
        field(result, "dates", decision, gold, "date", same_text)
        field(result, "body", decision, gold, "body", partial(names.same_body, gold))
        field(result, "paragraph", decision, gold, "paragraph", same_paragraph)
        field(result, "outcome", decision, gold, "outcome", same_text)
    for decision, gold in matching.pairs:
        field(result, "decision status", decision, gold, "status", same_text)
        for key, kind in (("motion_by", "motions"), ("reservation_by", "reservations")):
            score_set(result, kind, _people(decision.get(key)), _people(gold.get(key)))


def _people(names: Any) -> dict[str, str]:
    # A name may carry its party, «Tomas Selin (C)»; the party is scored with the person.
    bare = [re.sub(r"\s*\([^)]*\)", "", str(name)) for name in as_list(names)]
    return {slugify(name): name for name in bare}


def _score_adoptions(
    result: Score, found: Sequence[Statement], expected: Sequence[Statement], names: Names
) -> None:
    matching = match(
        result,
        "adoptions",
        found,
        expected,
        lambda f, e: overlap(f, e) if names.same(f["actor"], e["actor"]) else 0.0,
        lambda adoption: f"{_first(adoption['actor'])}: {excerpt(adoption)}",
    )
    for adoption, gold in matching.pairs + matching.lone:
        field(result, "dates", adoption, gold, "date", same_text)


def _score_positions(
    result: Score, found: Sequence[Statement], expected: Sequence[Statement], names: Names
) -> None:
    matching = match(
        result,
        "positions",
        found,
        expected,
        lambda f, e: overlap(f, e) if names.same(f["actor"], e["actor"]) else 0.0,
        lambda position: f"{_first(position['actor'])}, {_first(position['stance'])}: {excerpt(position)}",
    )
    for position, gold in matching.pairs:
        field(result, "stance", position, gold, "stance", same_text)
        field(result, "verb", position, gold, "verb", same_text)
        field(result, "target", position, gold, "target", same_heading)
        field(result, "section", position, gold, "section_label", same_heading)
        given, right = set(position.get("topics") or []), set(gold.get("topics") or [])
        result.add("topics", correct=len(given & right))
        for topic in sorted(right - given):
            result.missed("topics", f"{topic}: {excerpt(gold)}", gold["start"])
        for topic in sorted(given - right):
            result.spurious("topics", f"{topic}: {excerpt(position)}", position["start"])


def _score_elements(result: Score, found: Sequence[Statement], expected: Sequence[Statement]) -> None:
    matching = match(
        result,
        "elements",
        found,
        expected,
        lambda f, e: float(
            same_heading(f["label"], e["label"])
            and (not e.get("number") or same_text(f.get("number"), e["number"]))
        ),
        lambda element: f"{element.get('number') or ''} {element['label']}".strip(),
    )
    # A parent that prints no number is known by its words, one whose number comes back by its id.
    labels = {
        key: f"{number or ''} {one['label']}".strip()
        for one in found
        if (key := one.get("id") or one.get("number"))
        for number in [one.get("number") if one.get("number_printed", True) else ""]
    }
    for element, gold in matching.pairs:
        above = element.get("parent")
        element = {**element, "parent": labels.get(element.get("parent_id") or above, above)}
        field(result, "element kind", element, gold, "kind", same_text)
        field(result, "element parent", element, gold, "parent", same_heading)


def _first(value: Any) -> str:
    return str(as_list(value)[0])
