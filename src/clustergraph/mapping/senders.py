"""Organisations that no register shows, known by saying that they answer: «X har beretts tillfälle att», «X:s remissvar»."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from clustergraph.mapping.actors import Named
from clustergraph.mapping.vocabulary import lexicon
from clustergraph.namespaces import slugify

_REACH = 2_500  # characters in which a sender says that it answers
_HEAD = 600
_WORD = r"[\w&’'-]+"
_NAME = rf"(?P<name>[A-ZÅÄÖ]{_WORD}(?: {_WORD}){{0,6}}?)"
_SHORT = r"(?: \((?P<short>[A-ZÅÄÖ][\w&-]{1,15})\))?(?:, (?:nedan|härefter)(?: kallad| kallat| kallade)? (?P<alias>[\w&-]{2,30}),)?"
_BEGIN = r"(?:(?<![^\n])|(?<=[.!?:•–-] ))"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_BEGIN}{_NAME}{_SHORT} (?:har (?:genom remiss[^.\n]{{0,40}}? |av [^.\n]{{3,60}}? |även |nu )?(?:beretts|getts|givits|fått"
        r"|ombetts|inbjudits|inbjudits|erbjudits|tagit del|tagit emot|mottagit|lämnat (?:remissvar|synpunkter|ett|sitt)|som remissinstans"
        r"|valt att (?:lämna|yttra|svara)|granskat)|tackar för (?:möjligheten|inbjudan|remissen|tillfället|att)"
        r"|(?:lämnar|avger) (?:härmed|följande|här)|vill (?:härmed|inledningsvis))\b",
        rf"(?:givit|gett|berett|beretts) (?:bland andra |bl\.a\. )?{_NAME}{_SHORT} (?:möjlighet|tillfälle) att",
    )
)
_HEAD_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![^\n]){_NAME}(?::s|s) (?:yttrande|remissvar|remissyttrande|synpunkter|svar|ställningstagande)\b",
        rf"(?:[Yy]ttrande|[Rr]emissvar|[Ss]ynpunkter|[Ss]var) från {_NAME}(?= på| över| angående| avseende| gällande|$|\n|:)",
    )
)
_CLAUSE = frozenset(
    {"har", "är", "som", "att", "vi", "det", "den", "inte", "detta", "kan", "ska", "vill", "bör"}
)
_PREFIX = re.compile(
    r"(?:\w+organisationen|Föreningen|Förbundet|Intresseföreningen|Stiftelsen|Bolaget) (?=[A-ZÅÄÖ])"
)


def find_senders(words: str, known: Sequence[Named]) -> list[Named]:
    """Every mention of each such sender, by its name and by the short name it gives itself; none overlaps the `known`."""
    taken = [(one.start, one.end) for one in known]
    found: dict[str, dict[str, str]] = {}
    for match in _matches(words):
        start, end = match.span("name")
        name = _PREFIX.sub("", match["name"])
        if any(start < b and a < end for a, b in taken) or not _is_name(name):
            continue
        forms = found.setdefault(name, {name: name})
        for short in (match.groupdict().get("short"), match.groupdict().get("alias")):
            if short and short[0].isupper():
                forms[short] = name
    mentions = (
        one for forms in found.values() for form in forms for one in _mentions(words, form, forms[form])
    )
    kept: list[Named] = []
    for one in sorted(mentions, key=lambda one: (one.start, -one.end)):
        if not any(one.start < b and a < one.end for a, b in taken):
            taken.append((one.start, one.end))
            kept.append(one)
    return kept


def answering(words: str) -> set[int]:
    """Where the names end, known or not, of those who say that they answer."""
    return {match.end("name") for match in _matches(words)}


def _matches(words: str) -> Iterator[re.Match[str]]:
    for pattern in _PATTERNS:
        yield from pattern.finditer(words, 0, _REACH)
    for pattern in _HEAD_PATTERNS:
        yield from pattern.finditer(words, 0, _HEAD)


def _mentions(words: str, form: str, name: str) -> Iterator[Named]:
    for match in re.finditer(rf"(?<![\w-]){re.escape(form)}(?P<s>:s|s)?(?![\w-])", words):
        end = match.end() - len(match["s"] or "")
        yield Named(
            slugify(name), name, "association", match.start(), end, "says-it-answers", 0.7, bool(match["s"])
        )


@cache
def _not_names() -> frozenset[str]:
    """Words that no name of a sender begins with: what senders call themselves, pronouns, the papers they answer."""
    known = lexicon("actors")
    own = {word for words in known["self"].values() for word in words}
    return frozenset(
        [
            *own,
            *known["generic"]["words"],
            *known["speaking"]["not"],
            *lexicon("documents")["no_sender"]["words"],
        ]
    )


def _is_name(name: str) -> bool:
    first, *rest = name.lower().split()
    return first not in _not_names() and _CLAUSE.isdisjoint(rest) and not any(c.isdigit() for c in name)
