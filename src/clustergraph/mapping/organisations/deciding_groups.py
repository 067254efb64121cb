"""Who decides besides boards and authorities: groups and councils, and the boards of companies and associations."""

import re
from collections.abc import Iterator
from dataclasses import replace

from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.sparse import Sparse
from clustergraph.namespaces import slugify

_VERBS = (
    r"(?:har |hade )?(?:(?:den )?\d{1,2} [a-zåäö]+ \d{4},? (?:\(?§ ?\d+\)?,? )?|(?:därefter|tidigare|enhälligt) )?"
    r"(?:rekommendera|förorda|beslut|tillstyrk|avstyrk|föresl|ställde sig|ställt sig|godkän|antog|antagit|fastställ|avslog|avslagit|avråd|avrått|tog ställning|en[ae]des|gav|uppdr)"
)
# «Samverkansgruppen för skolskjuts rekommenderade …», «tillstyrktes av klimatrådet den …».
_GROUPS = Sparse(
    rf"(?<![\w-])(?P<name>[A-ZÅÄÖa-zåäö]{{3,}}(?:gruppen|rådet)(?: för [a-zåäö]+(?: och [a-zåäö]+)?)?) (?={_VERBS})"
    r"|(?<=\bav )(?P<by>[a-zåäö]{3,}(?:gruppen|rådet)(?: för [a-zåäö]+(?: och [a-zåäö]+)?)?)(?= (?:den \d|\d{4}-))",
    "gruppen",
    "rådet",
    in_word=True,
)
_BOARD = re.compile(r"s? (?:styrelse|direktion|årsstämma|bolagsstämma|stämma|årsmöte|fullmäktige)\b(?!n|ns)")
_DEFINITE = {"styrelse": "Styrelsen", "direktion": "Direktionen", "årsmöte": "Årsmötet"}


def deciding_groups(material: Material, known: list[Named]) -> Iterator[Named]:
    """Every such body where it is said to decide; `known` are the bodies named besides."""
    view = material.view
    for match in _GROUPS.within(view.lower, view.words).finditer():
        group = "name" if match["name"] else "by"
        if not any(one.start <= match.start(group) < one.end for one in known):
            name = match[group][0].upper() + match[group][1:]
            yield Named(slugify(name), name, "body", *match.span(group), "group-decides", 0.6)
    for one in material.named:
        board = (
            _BOARD.match(view.lower, one.end + (view.words[one.end : one.end + 1] == ":"))
            if not one.unit
            else None
        )
        if board and (one.genitive or view.words[one.end : one.end + 2] in (":s", "s ")):
            kind = board[0].rpartition(" ")[2]
            council = "Regionfullmäktige" if one.type == "region" else "Kommunfullmäktige"
            name = council if kind == "fullmäktige" else _DEFINITE.get(kind, f"{kind.capitalize()}n")
            yield replace(
                one,
                slug=slugify(name),
                name=name,
                type="body",
                end=board.end(),
                unit_of=one.slug,
                genitive=False,
            )
