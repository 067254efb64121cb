"""How well the mapper does: its statements about a document against those a person wrote down.

Both sides have the shape of `clustergraph map --format json`; `docs/gold-format.md` says what counts as a
match for each kind. Precision, recall and F1 are those of van Rijsbergen (Information Retrieval, 1979).
"""

import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from clustergraph.comparing import (
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
from clustergraph.errors import ClustergraphError
from clustergraph.namespaces import slugify
from clustergraph.scores import Score

EVIDENCE_LISTS = ("actors", "persons", "decisions", "adoptions", "positions", "elements")


class QuoteError(ClustergraphError):
    """The mapper gave a quote that is not what the document says at those offsets."""


def evaluate(path: Path) -> tuple[Score, Path, str]:
    """Map the document of one gold file and score the result: the score, the document's path and its text.

    Raises InputError for a gold file or document that cannot be used, QuoteError for a quote that is not
    verbatim.
    """
    from clustergraph import gold
    from clustergraph.mapping import map_file

    written = gold.load(path)
    predicted = map_file(written.source)
    total = Score()
    for document in predicted:
        total.add("quotes verbatim", correct=check_quotes(document, written.text, written.source))
    for found, expected in _pair_documents(predicted, written.documents):
        total.include(score(found, expected))
    return total, written.source, written.text


def check_quotes(document: Statement, text: str, source: Path) -> int:
    """The number of quotes of a document, whose text it is, all of them verbatim.

    Raises QuoteError for the first that is not; the message names `source` and the line.
    """
    checked = 0
    for section in EVIDENCE_LISTS:
        for statement in document.get(section) or []:
            checked += 1
            start, end = statement["start"], statement["end"]
            if text[start:end] != statement["quote"]:
                line = text.count("\n", 0, start) + 1
                raise QuoteError(
                    f"{source}:{line}: the quote «{excerpt(statement)}» under {section} is not what the "
                    f"document says from {start} to {end}; mend the mapping rule that gave it"
                )
    return checked


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
    _compare(result, "title", found.get("title"), expected.get("title"), same_text)
    _compare(result, "document type", found.get("type"), expected.get("type"), same_text)
    _compare(result, "dates", found.get("date"), expected.get("date"), same_text)
    _compare(result, "issuer", found.get("issuer"), expected.get("issuer"), names.same)
    _compare(result, "recipient", found.get("recipient"), expected.get("recipient"), names.same)
    _score_set(result, "registry numbers", _registry_numbers(found), _registry_numbers(expected))


def _registry_numbers(document: Statement) -> dict[str, str]:
    own = [(number, "own") for number in document.get("case_numbers") or []]
    foreign = [(case["number"], "foreign") for case in document.get("foreign_case_numbers") or []]
    # Case and the kind of hyphen are typography, as is the space of «KS 2018/14»; all else is the number.
    return {
        f"{side} {re.sub(r'[‐‑–]', '-', ' '.join(number.split())).casefold()}": f"{number} ({side})"
        for number, side in own + foreign
    }


def _score_set(result: Score, kind: str, found: dict[str, str], expected: dict[str, str]) -> None:
    result.add(kind, correct=len(found.keys() & expected.keys()))
    for key in sorted(expected.keys() - found.keys()):
        result.missed(kind, expected[key], None)
    for key in sorted(found.keys() - expected.keys()):
        result.spurious(kind, found[key], None)


def _score_actors(
    result: Score, found: Sequence[Statement], expected: Sequence[Statement], names: Names
) -> None:
    """An actor counts once a document, however many times it is named."""
    # Alias sets merge what the mapper gives more than once under the same id or name.
    once = {min(aliases([actor])): actor for actor in found}
    _match(
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
    matching = _match(
        result,
        "persons",
        list({slugify(person["name"]): person for person in reversed(found)}.values()),
        list({slugify(person["name"]): person for person in reversed(expected)}.values()),
        lambda f, e: float(same_text(f["name"], e["name"])),
        lambda person: person["name"],
    )
    for person, gold in matching.pairs:
        _field(result, "persons' party", person, gold, "party", same_text)
        if gold.get("organisation"):
            _field(result, "persons' organisation", person, gold, "organisation", names.same)

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
    _match(
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
    matching = _match(result, "decisions", found, expected, overlap, excerpt)
    for decision, gold in matching.pairs + matching.lone:
        _field(result, "dates", decision, gold, "date", same_text)
        _field(result, "body", decision, gold, "body", partial(names.same_body, gold))
        _field(result, "paragraph", decision, gold, "paragraph", same_paragraph)
        _field(result, "outcome", decision, gold, "outcome", same_text)
    for decision, gold in matching.pairs:
        _field(result, "decision status", decision, gold, "status", same_text)
        for key, kind in (("motion_by", "motions"), ("reservation_by", "reservations")):
            _score_set(result, kind, _people(decision.get(key)), _people(gold.get(key)))


def _people(names: Any) -> dict[str, str]:
    # A name may carry its party, «Tomas Selin (C)»; the party is scored with the person.
    bare = [re.sub(r"\s*\([^)]*\)", "", str(name)) for name in as_list(names)]
    return {slugify(name): name for name in bare}


def _score_adoptions(
    result: Score, found: Sequence[Statement], expected: Sequence[Statement], names: Names
) -> None:
    matching = _match(
        result,
        "adoptions",
        found,
        expected,
        lambda f, e: overlap(f, e) if names.same(f["actor"], e["actor"]) else 0.0,
        lambda adoption: f"{_first(adoption['actor'])}: {excerpt(adoption)}",
    )
    for adoption, gold in matching.pairs + matching.lone:
        _field(result, "dates", adoption, gold, "date", same_text)


def _score_positions(
    result: Score, found: Sequence[Statement], expected: Sequence[Statement], names: Names
) -> None:
    matching = _match(
        result,
        "positions",
        found,
        expected,
        lambda f, e: overlap(f, e) if names.same(f["actor"], e["actor"]) else 0.0,
        lambda position: f"{_first(position['actor'])}, {_first(position['stance'])}: {excerpt(position)}",
    )
    for position, gold in matching.pairs:
        _field(result, "stance", position, gold, "stance", same_text)
        _field(result, "verb", position, gold, "verb", same_text)
        _field(result, "target", position, gold, "target", same_heading)
        _field(result, "section", position, gold, "section_label", same_heading)
        given, right = set(position.get("topics") or []), set(gold.get("topics") or [])
        result.add("topics", correct=len(given & right))
        for topic in sorted(right - given):
            result.missed("topics", f"{topic}: {excerpt(gold)}", gold["start"])
        for topic in sorted(given - right):
            result.spurious("topics", f"{topic}: {excerpt(position)}", position["start"])


def _score_elements(result: Score, found: Sequence[Statement], expected: Sequence[Statement]) -> None:
    matching = _match(
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
        one.get("id") or one.get("number"): f"{number} {one['label']}".strip()
        for one in found
        for number in [one.get("number") if one.get("number_printed", True) else ""]
    }
    for element, gold in matching.pairs:
        above = element.get("parent")
        element = {**element, "parent": labels.get(element.get("parent_id") or above, above)}
        _field(result, "element kind", element, gold, "kind", same_text)
        _field(result, "element parent", element, gold, "parent", same_heading)


class _Matching(NamedTuple):
    """pairs: what was found with what it should be, optional statements left out.
    lone: what was found for nothing, paired with an empty statement, and what was missed, likewise.
    """

    pairs: list[tuple[Statement, Statement]]
    lone: list[tuple[Statement, Statement]]


def _match(
    result: Score,
    kind: str,
    found: Sequence[Statement],
    expected: Sequence[Statement],
    weight: Callable[[Statement, Statement], float],
    describe: Callable[[Statement], str],
) -> _Matching:
    """Pair the statements one to one and count."""
    chosen = _best_pairs(found, expected, weight)
    partner, taken = dict(chosen), {j for _, j in chosen}
    pairs = [(found[i], expected[j]) for i, j in chosen]
    kept = [(f, e) for f, e in pairs if not e.get("optional")]
    missed = [e for j, e in enumerate(expected) if j not in taken and not e.get("optional")]
    spurious = [f for i, f in enumerate(found) if i not in partner]
    result.add(kind, correct=len(kept))
    for statement in missed:
        result.missed(kind, describe(statement), statement.get("start"))
    for statement in spurious:
        result.spurious(kind, describe(statement), statement.get("start"))
    return _Matching(kept, [({}, e) for e in missed] + [(f, {}) for f in spurious])


def _best_pairs(
    found: Sequence[Statement],
    expected: Sequence[Statement],
    weight: Callable[[Statement, Statement], float],
) -> list[tuple[int, int]]:
    """Indices of the statements that belong together, one to one, the best pair chosen first."""
    # Of equally good pairs the first in the text.
    candidates = sorted(
        (-weight(f, e), i, j)
        for (i, f), (j, e) in product(enumerate(found), enumerate(expected))
        if weight(f, e) > 0
    )
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in candidates:
        if i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    return sorted(partner.items())


def _field(
    result: Score,
    kind: str,
    found: Statement,
    expected: Statement,
    key: str,
    same: Callable[[Any, Any], bool],
) -> None:
    start = expected.get("start", found.get("start"))
    _compare(result, kind, found.get(key), expected.get(key), same, start)


def _compare(
    result: Score,
    kind: str,
    found: Any,
    expected: Any,
    same: Callable[[Any, Any], bool],
    start: int | None = None,
) -> None:
    if found and expected:
        if same(found, expected):
            result.add(kind, correct=1)
        else:
            result.different(kind, " | ".join(map(str, as_list(expected))), str(found), start)
    elif expected:
        result.missed(kind, " | ".join(map(str, as_list(expected))), start)
    elif found:
        result.spurious(kind, str(found), start)


def _pair_documents(
    predicted: Sequence[Statement], gold: Sequence[Statement]
) -> list[tuple[Statement, Statement]]:
    """Documents of one file in order; where their number differs, by the stretch their quotes cover."""
    if len(predicted) == len(gold):
        return list(zip(predicted, gold, strict=True))
    pairs = _best_pairs([_stretch(one) for one in predicted], [_stretch(one) for one in gold], overlap)
    found, expected = {i for i, _ in pairs}, {j for _, j in pairs}
    return (
        [(predicted[i], gold[j]) for i, j in pairs]
        + [(one, {}) for i, one in enumerate(predicted) if i not in found]
        + [({}, one) for j, one in enumerate(gold) if j not in expected]
    )


def _stretch(document: Statement) -> Statement:
    quotes = [statement for section in EVIDENCE_LISTS for statement in document.get(section) or []]
    return {
        "start": min((quote["start"] for quote in quotes), default=0),
        "end": max((quote["end"] for quote in quotes), default=0),
    }


def _first(value: Any) -> str:
    return str(as_list(value)[0])
