"""A motion that is granted in one part and rejected in another: which part a request or a reservation is about."""

import re

# The points of a decision or a motion that words name: «punkterna 1 och 3», «första att-satsen».
_POINTS = re.compile(
    r"\b(?:punkt|beslutspunkt|beslutssats|att-sats|sats|yrkande)(?:en|t|erna|na|er)? (?P<numbers>\d+(?:(?:, | och | samt |[–-])\d+)*)"
    r"|\b(?P<ordinal>första|andra|tredje|fjärde|femte) (?:besluts)?(?:punkt|att-sats|sats|beslutssats|strecksats|yrkande|förslag)(?:en|et|t)?\b"
)
_ORDINALS = ("första", "andra", "tredje", "fjärde", "femte")
# One request and the next: «bifall till punkt 1 och avslag på punkt 2».
SEGMENTS = re.compile(
    r"(?:,|,? och|,? samt|,? men)(?: att)?(?: yrkar)?(?: på)? (?=(?:motionen )?(?:bifall|avslag|avslå|avslår|avslås)\b)"
)
_PART = re.compile(
    r"\bdel(?:en|ar|arna)?,? (?:av motionen )?(?:som |där den )?(?:avser|gäller|rör|handlar om|om) (?P<about>[^.,;]{3,80})"
)
_GRANTS = re.compile(r"\bbif(?:all|öll)")
_REJECTS = re.compile(r"\bavsl(?:ag|å|og)")
_WORD = re.compile(r"\w{4,}")
_STEM = 7  # letters by which two forms of a word are taken for one


def points(said: str) -> set[int]:
    """The numbers of the points that words name; empty where they name none."""
    found: set[int] = set()
    for match in _POINTS.finditer(said):
        if match["ordinal"]:
            found.add(_ORDINALS.index(match["ordinal"]) + 1)
            continue
        for first, last in re.findall(r"(\d+)(?:[–-](\d+))?", match["numbers"]):
            found.update(range(int(first), int(last or first) + 1))
    return found


def asks_for(said: str, outcome: str, decided: str, point: int) -> bool:
    """Whether a request asks for what was decided on one part: «bifall till punkt 1 och avslag på punkt 2»."""
    return any(_fits(segment, outcome, decided, point) for segment in SEGMENTS.split(said))


def _fits(segment: str, outcome: str, decided: str, point: int) -> bool:
    wanted = "reject" if _REJECTS.search(segment) else "approve" if _GRANTS.search(segment) else ""
    to_the_proposal = wanted == "approve" and "förslag" in segment and "motion" not in segment
    agrees = to_the_proposal or (wanted and wanted == outcome)
    return bool(agrees) and concerns(segment, decided, point)


def against(said: str, outcome: str, decided: str, point: int) -> bool:
    """Whether a reservation is against what was decided on one part."""
    return (outcome == "reject" or not _REJECTS.search(said)) and concerns(said, decided, point)


def concerns(said: str, decided: str, point: int) -> bool:
    """Whether words are about a point of the decision: about all where they name no point and no part."""
    named = points(said)
    if named:
        return bool(named & (points(decided) or {point}))
    part = _PART.search(said)
    if part is None:
        return True
    return not stems(part["about"]).isdisjoint(stems(decided))


def names_part(said: str) -> bool:
    """Whether a request is about a point or a part by name."""
    return bool(points(said) or _PART.search(said))


def stems(words: str) -> set[str]:
    """The beginnings of the longer words of a phrase, by which it is compared with another."""
    return {word[:_STEM] for word in _WORD.findall(words)}
