"""Papers of the Riksdag: the line that names their kind and number, and the title beside it."""

import re

from clustergraph.mapping.head.no_titles import can_be_title
from clustergraph.mapping.text.material import Found, Material
from clustergraph.mapping.text.view import Stretch
from clustergraph.mapping.text.vocabulary import pattern

_PAPER = pattern("documents", "parliament-paper")
_NUMBER = re.compile(r"/\d\d:\w")
_AUTHOR = re.compile(r"(?:^| )(?:av|från) [A-ZÅÄÖ].*$")
_WITHIN = 16  # blocks
_TYPES = {"Betänkande": "report", "Svar": "letter", "Interpellationssvar": "letter"}


def _kind_and_number(material: Material) -> tuple[Stretch, re.Match[str]] | None:
    """The line near the top that names the kind and the number of a paper."""
    view = material.view
    top = view.stretches[:_WITHIN]
    if not top or not _NUMBER.search(view.words, 0, top[-1].end):
        return None
    lines = ((one, _PAPER.fullmatch(view.words, one.start, one.end)) for one in top)
    return next(((one, named) for one, named in lines if named), None)


def paper_type(material: Material) -> Found | None:
    """The type that the line of kind and number states."""
    if not (paper := _kind_and_number(material)):
        return None
    stretch, named = paper
    slug = _TYPES.get(named["kind"].split()[0], "motion")
    return Found(slug, stretch.start, stretch.end, "type-of-parliament", 0.9)


def paper_number(material: Material) -> tuple[str, int] | None:
    """The number in the line of kind and number, and its offset."""
    paper = _kind_and_number(material)
    return (paper[1]["number"], paper[1].start("number")) if paper else None


def paper_title(material: Material) -> str:
    """What the paper is about: the words after its number, else the line above it, else the one below; empty if none is named."""
    if not (paper := _kind_and_number(material)):
        return ""
    stretch, named = paper
    beside = _AUTHOR.sub("", named["rest"] or "").strip()
    lines = [" ".join(material.view.block_words(one).split()) for one in material.view.stretches]
    above = lines[stretch.index - 1] if stretch.index else ""
    if stretch.index == 1 and above.isalpha():
        return above  # «Forskning» on top of a page
    near = (beside, above, *lines[stretch.index + 1 : stretch.index + 3])
    return next((one for one in near if can_be_title(one) and not one.endswith((".", ":"))), "")
