"""Agreements in a text, the organisations beside them, and what is found of their adoption."""

import re
from dataclasses import dataclass

from clustergraph.mapping.decisions.deciding import FoundDecision
from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.dates import FoundDate
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.sparse import Sparse
from clustergraph.mapping.text.vocabulary import lexicon
from clustergraph.reading.alternatives import either

_AGREEMENT = (
    r"(?:\w*avsiktsförklaring|\w*överenskommelse|samverkansavtal|samarbetsavtal|partnerskapsavtal|avtal|viljeinriktning"
    r"|viljeyttring|samförståndsavtal|deklaration|klimatkontrakt|partnerskap|handslag|\w*löfte|\w*pakt|manifest"
    r"|(?<=den )gemensamma [\w-]*(?:plan|strategi|agenda|vision))(?:en|et|er|ar|n|r|rna|na|t)?"
)
TEXT = Sparse(
    rf"\b{_AGREEMENT}\b",
    *("avsiktsförklaring", "överenskommelse", "avtal", "viljeinriktning", "viljeyttring", "deklaration"),
    *("klimatkontrakt", "partnerskap", "handslag", "löfte", "pakt", "manifest", "gemensamma"),
    in_word=True,
)
# What parties join beside agreements: a plan that several have made.
_JOINING = lexicon("decisions")["adopting"]["joined"]
JOINED = Sparse(
    rf"\b{either(_JOINING)} (?:den |det )?"
    r"(?P<plan>\w*(?:agendan|strategin|programmet|planen|policyn|visionen|färdplanen|uppropet|kontraktet|chartern|stadgan))\b",
    *_JOINING,
    leads=True,
)
# Agreements in general, and drafts of them: «flera avtal», «ett antal lokala överenskommelser», «utkast till avtal».
ANY = re.compile(
    r"\b(?!samma|detta|denna)(?:\w+a|antal|fler|\d+) (?:avtal|\w*överenskommelser|\w*förklaringar|partnerskap)\Z|\butkast(?:et)? till (?:\w+ )?\S+\Z"
)

# What a list or a row says of those who have not adopted.
NOT_YET = re.compile(
    r"\b(?:ej|inte|nej|ännu|väntas|väntar|planeras|planerad|planerat|bereds|pågår|avböjt|avslagit|avslog|ska|kommer)\b"
)
SILENT = frozenset({"proposal", "motion", "reservation"})


@dataclass(frozen=True, slots=True)
class FoundAdoption:
    """An actor (slug) has adopted an agreement, as the words of the span say; `decision` shows it."""

    actor: str
    agreement: tuple[int, int]
    date: FoundDate | None
    own_date: bool
    quote: tuple[int, int]
    decision: FoundDecision | None
    rule: str
    confidence: float


def organisations(material: Material, start: int, end: int) -> list[Named]:
    return [one for one in material.named_within(start, end) if one.end <= end and not one.unit]


def title_of(material: Material, match: re.Match[str]) -> tuple[int, int]:
    """The name of the agreement: the words from its noun to the end of the phrase."""
    lower = material.view.lower
    line_end = lower.find("\n", match.start())
    line_end = line_end if line_end > 0 else len(lower)
    rest = lower[match.end() : line_end]
    name = re.match(
        r" (?:om|att|för|mellan) (?:[^,.;:”\"»]|:(?=s\b)){5,140}?(?= den \d|[,.;”\"»]|:(?!s\b)|$| i enlighet| enligt| antas| att gälla| ska | har | är | i \w+ 20| (?:och|samt) (?:att|gav|ger|uppdr\w+|beslut\w+|bemyndiga\w*) | genom beslut"
        r"| [a-zåäö]{4,}(?:ades|ats|gnas|dkändes|togs|tagits) )",
        rest,
    )
    return match.start(), match.end() + (name.end() if name else 0)
