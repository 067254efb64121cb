"""Papers of the Riksdag: the line that names their kind and number, and the title beside it."""

import re

from clustergraph.mapping.head.no_titles import can_be_title
from clustergraph.mapping.text.material import Found, Material
from clustergraph.mapping.text.view import View

# «Motion till riksdagen 2009/10:N379», «Interpellation 2013/14:476 av …», «Fråga 2015/16:910 Flytt av …».
_PAPER = re.compile(
    r"(?P<kind>Motion|Interpellation|Interpellationssvar|Betänkande|(?:Skriftlig |Enkel )?[Ff]råga"
    r"|Svar på (?:skriftlig )?fråga|Svar på interpellation)(?: till riksdagen)?,? "
    r"(?P<number>(?:19|20)\d\d/\d\d:[A-ZÅÄÖ]{0,4}[a-zåäö]{0,2}[A-ZÅÄÖ]?\d{1,4})(?: om)?(?P<rest> .*)?"
)
_NUMBER = re.compile(r"/\d\d:\w")
_AUTHOR = re.compile(r"(?:^| )(?:av|från) [A-ZÅÄÖ].*$")
_WITHIN = 16  # blocks
_TYPES = {"Betänkande": "report", "Svar": "letter", "Interpellationssvar": "letter"}


def _numbered(view: View) -> bool:
    """Whether the blocks near the top hold a number such as those of papers."""
    top = view.stretches[:_WITHIN]
    return bool(top) and _NUMBER.search(view.words, 0, top[-1].end) is not None


def paper_type(material: Material) -> Found | None:
    """The type that the line of kind and number states."""
    for stretch in material.view.stretches[:_WITHIN] if _numbered(material.view) else ():
        named = _PAPER.fullmatch(material.view.block_words(stretch).strip())
        if named:
            slug = _TYPES.get(named["kind"].split()[0], "motion")
            return Found(slug, stretch.start, stretch.end, "type-of-parliament", 0.9)
    return None


def paper_number(material: Material) -> tuple[str, int] | None:
    """The number in the line of kind and number, and its offset."""
    for stretch in material.view.stretches[:_WITHIN] if _numbered(material.view) else ():
        named = _PAPER.match(material.view.words, stretch.start, stretch.end)
        if named:
            return named["number"], named.start("number")
    return None


OF_COMMITTEE = re.compile(r"\w+utskottets (?:betänkande|utlåtande)\b")


def committee(material: Material) -> Found | None:
    """The committee whose report a line near the top names: «Trafikutskottets betänkande»."""
    view = material.view
    for stretch in view.stretches[:_WITHIN]:
        if OF_COMMITTEE.match(view.lower, stretch.start, stretch.end):
            own = material.named_within(stretch.start, stretch.start + 1)
            return Found(own[0].slug, own[0].start, own[0].end, "issuer-is-committee", 0.8) if own else None
    return None


def paper_title(material: Material) -> str:
    """What the paper is about: the words after its number, else the line above it, else the one below; empty if none is named."""
    view = material.view
    if not _numbered(view):
        return ""
    lines = [" ".join(view.block_words(one).split()) for one in view.stretches[: _WITHIN + 2]]
    for index, line in enumerate(lines[:_WITHIN]):
        named = _PAPER.fullmatch(line)
        if named:
            beside = _AUTHOR.sub("", named["rest"] or "").strip()
            above = lines[index - 1] if index else ""
            if index == 1 and above.isalpha():
                return above  # «Forskning» on top of a page
            near = (beside, above, *lines[index + 1 : index + 3])
            return next((one for one in near if can_be_title(one) and not one.endswith((".", ":"))), "")
    return ""
