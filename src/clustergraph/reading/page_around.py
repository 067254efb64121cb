"""What a web page puts around a document: links to other pages, the trail above it, buttons to share it."""

import re
from typing import Any

from clustergraph.reading import genre

_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "menu", "toolbar"})
_WORD = re.compile(r"[a-z]+")
# What asks for consent or shows the way is never the document's; what stands in a foot, if it links.
_SURE = re.compile(r"cookie|consent|gdpr|breadcrumb|br[oö]dsmul|skip-?link|(?:^|[ _-])related")
_FOOT = re.compile(r"(?:^|[ _-])(?:site|page|main|global)?[_-]?(?:footer|sidfot)")
_IMPRINT = re.compile(r"©|\b[Oo]rg(?:anisations)?\.? ?n(?:umme)?r")
_LONGEST = 1_500  # characters that no such part has
_HEADINGS = ("h1", "h2", "h3")
_PARTS = ("header", "ul", "ol", "div", "section", "p", "a", "span", "table")


def remove_page_around(root: Any) -> None:
    """Takes out of a tree the parts that are links to other pages, by their role, their name, or their place above the document's title."""
    titles = root.xpath("//h1")
    above = bool(titles)
    for element in list(root.iter(*_PARTS, *_HEADINGS)):
        if titles and element is titles[0]:
            above = False
        parent = element.getparent()
        if parent is None or (titles and any(one in titles for one in element.iter("h1"))):
            continue
        if _is_of_site(element) or (_leads_away(element, above) and not _kept(element, titles)):
            element.drop_tree()


def _is_of_site(element: Any) -> bool:
    """Whether a part is the site's by its role or name: what asks for consent, a trail, a foot with links."""
    name = f"{element.get('class', '')} {element.get('id', '')}".lower()
    sure = element.get("role", "").endswith("dialog") or _SURE.search(name)
    if not (sure or _FOOT.search(name)) or len(element.text_content()) > _LONGEST:
        return False
    return (
        bool(sure)
        or sum(map(_is_link, element.iter("a"))) > 1
        or bool(_IMPRINT.search(element.text_content()))
    )


def _kept(element: Any, titles: list[Any]) -> bool:
    """Whether a part holds the title or another heading, and so the document or a piece of it."""
    return element.tag in _HEADINGS or any(
        next(element.iter(tag), None) is not None for tag in _HEADINGS if titles or tag == "h1"
    )


def _leads_away(element: Any, above: bool) -> bool:
    if element.get("role", "") in _ROLES:
        return True
    if element.tag == "a" and not (above and element.get("href", "").startswith("#")):
        return False
    words = len("".join(element.text_content().split()))
    if not words or words > _LONGEST:
        return False
    linked = sum(len("".join(one.text_content().split())) for one in element.iter("a") if _is_link(one))
    if above and linked == words:
        return True
    named = element.tag == "header" or not genre.PAGE_PARTS.isdisjoint(
        _WORD.findall(f"{element.get('class', '')} {element.get('id', '')}".lower())
    )
    return named and 2 * linked > words


def _is_link(anchor: Any) -> bool:
    """Whether an anchor leads to another page: an address of mail or a telephone number is the document's own."""
    return anchor.get("href") is not None and not anchor.get("href").startswith(("mailto:", "tel:"))
