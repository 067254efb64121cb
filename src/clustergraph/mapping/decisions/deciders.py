"""Who decides besides the bodies that are named: officials, initials, «Nämnden» and «Rådet» of the document, boards and assemblies of others."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from functools import cache

from clustergraph.mapping.decisions.past_verbs import acting
from clustergraph.mapping.head.metadata import Metadata
from clustergraph.mapping.text.actors import Named
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.sparse import Sparse
from clustergraph.mapping.text.vocabulary import lexicon
from clustergraph.namespaces import slugify
from clustergraph.reading.alternatives import either

# A body in short before the date or paragraph of its decision: «KF 2025-01-23», «KSAU-beslut …», «KS den 4 mars».
_SHORT = Sparse(
    r"(?<![\w-])(?P<short>[A-ZÅÄÖ]{2,4}|Kf|Ks)(?=(?:-beslut|s beslut|:|,)? ?(?:den \d|\d{4}-\d{2}-\d{2}|§))",
    *("§", *(f"den {digit}" for digit in range(10)), *(f"-{digit}" for digit in range(10))),
)
_ISSUERS = ("Länsstyrelsen", "Myndigheten", "Universitetet", "Högskolan", "Verket", "Inspektionen")
_BOARDS = ("styrelsen", "direktionen")
_OF = re.compile(r" (?:för|i|med) ")
# Between «har» and its verb: «har den 3 maj 2021 (dnr 2021/44) fastställt», «har denna dag, efter föredragning av Bo Ek, beslutat».
_DAY = (
    r"(?:(?:den )?\d{1,4}(?:-\d\d-\d\d| [a-z]+ \d{4}) (?:\([^()\n]{3,40}\) )?"
    r"|(?:denna dag|i ?dag)?(?:, [^.,\n]{5,90},)? ?(?=beslut))?"
)


@cache
def _verbs() -> str:
    return either(acting())


# The ends of the titles of those who decide by delegation: «Utvecklingsdirektören beslutar».
_HEADS = ("chefen", "direktören", "juristen", "handläggaren", "ordföranden")
_AT = r"(?:(?:för|vid|i) (?:[\wåäöÅÄÖ-]+ ){1,4}?)?"  # «Rektor vid Umeå universitet»


@cache
def _officials() -> Sparse:
    """Officials before the verb of their decision, or after «av»: «godkänd av rektor vid Linnéuniversitetet»."""
    titles = lexicon("documents")["officials"]
    return Sparse(
        rf"(?<![\w-])(?:{'|'.join(map(str.capitalize, titles))}|(?P<head>[A-ZÅÄÖ][\wåäö-]*(?:{'|'.join(_HEADS)})))"
        rf"(?= {_AT}(?:har )?{_DAY}(?(head)(?:besl[uö]t|bevilj|avsl[åo]|fastställ|medge|godkän|förordna)|(?:{_verbs()}|beslutat)\b)|s beslut\b)"
        rf"|(?:(?<=\bav )|(?<=\bgenom ))(?:{'|'.join(titles)})(?= (?:vid|i|för|den|\d{{4}}-))",
        *titles,
        *_HEADS,
        in_word=True,
    )


@cache
def _spoken() -> Sparse:
    """A body or an issuer called by its kind, before a verb of decisions: «Delegationen beslutar», «Rådet biföll»."""
    kinds = lexicon("decisions")["deciders"]["kinds"]
    return Sparse(
        rf"(?<![\w-])(?P<kind>{'|'.join([*kinds, *_ISSUERS])}|direktionen)(?! för )"
        rf"(?= (?:har )?(?:(?:{_verbs()}|föreslås|besluta|behandla(?:de|t)|enas|enades|kom överens|stannade)\b|(?:anser|ansåg)(?= [^.]{{3,60}} besvara[dt]\b)))",
        *(f"{kind.lower()} " for kind in (*kinds, *_ISSUERS)),
        leads=True,
    )


@cache
def _others() -> Sparse:
    """Boards and assemblies that can be those of others: «styrelsen för …», «en extra bolagsstämma för …», «årsmötet»."""
    kinds = [*lexicon("decisions")["deciders"]["assemblies"], *_BOARDS]
    return Sparse(rf"(?<![\w-])(?P<kind>{'|'.join(kinds)})(?P<genitive>s)?(?![\w-])", *kinds, leads=True)


def deciders(material: Material, metadata: Metadata, named: Sequence[Named]) -> Iterator[Named]:
    """Every mention of one; `named` are the bodies and authorities by their names."""
    lower, words = material.view.lower, material.view.words
    officials = lexicon("documents")["officials"]
    for match in _officials().within(lower, words).finditer():
        name = officials.get(match[0].lower(), match[0])
        yield Named(slugify(name), name, "body", *match.span(), "official-decides", 0.7)
    initials = lexicon("documents")["initials"]
    for match in _SHORT.within(lower, words).finditer():
        short = initials.get(match["short"].upper())
        if short:
            yield Named(slugify(short), short, "body", *match.span(), "initials", 0.7)
    taken = {one.start for one in named}
    for match in _spoken().within(lower, words).finditer():
        found = _called(material, metadata, named, match)
        if found:
            yield replace(found, start=match.start(), end=match.end(), genitive=False)
    yield from _of_others(material, taken)


# Also another than that of the document.
_ANAPHORS = ("Nämnden", "Utskottet", "Styrelsen", "Fullmäktige", "Direktionen", "Gruppen")


def _called(
    material: Material, metadata: Metadata, named: Sequence[Named], match: re.Match[str]
) -> Named | None:
    """What is called by its kind in a place: a body or the issuer of the document, else the body of the kind named last before."""
    just = _just_named(named, match) if match["kind"] in _ANAPHORS else None
    if match["kind"] == "Gruppen" and just:
        return just  # there is none without a first part to its name
    if any(one.start == match.start() for one in named):
        return just
    return meant(material, metadata, match["kind"]) or just


def _just_named(named: Sequence[Named], match: re.Match[str]) -> Named | None:
    """The only body of a kind that is named before a place, or that named last if just before."""
    ending = match["kind"].lower()
    before = [one for one in named if one.end < match.start() and one.name.lower().endswith(ending)]
    only = len({one.slug for one in before}) == 1
    return before[-1] if only or (before and match.start() - before[-1].end < _RECENTLY) else None


_RECENTLY = 300  # characters


def _of_others(material: Material, taken: Set[int]) -> Iterator[Named]:
    """Boards named with their organisation, and assemblies with or without one."""
    names = lexicon("decisions")["deciders"]["assemblies"]
    for match in _others().within(material.view.lower).finditer():
        whose = _whose(material, match.end())
        kind = names.get(match["kind"])
        if match.start() in taken or not (kind or whose):
            continue
        name = kind or f"{match['kind'].capitalize()} för {whose.name if whose else ''}"
        end = whose.end if whose and not kind else match.end("kind")
        unit_of, genitive = whose.slug if whose else None, bool(match["genitive"])
        yield Named(slugify(name), name, "body", match.start(), end, "spoken-body", 0.5, genitive, unit_of)


def _whose(material: Material, at: int) -> Named | None:
    """The organisation that stands after a board or an assembly: «… för Mälarens Hamnar AB»."""
    after = _OF.match(material.view.lower, at)
    if after is None:
        return None
    return next((one for one in material.named if one.start == after.end() and not one.unit), None)


_COUNCILS = {"municipality": "Kommunfullmäktige", "region": "Regionfullmäktige"}


def council(material: Material, metadata: Metadata) -> Named | None:
    """What «fullmäktige» alone means in the papers of a municipality or a region."""
    issuer = metadata.issuer
    types = {one.type for one in material.named if issuer and one.slug == issuer.value}
    name = next((name for type_, name in _COUNCILS.items() if type_ in types), "")
    at = material.view.lower.find("fullmäktige")
    if not name or at < 0:
        return None
    return Named(slugify(name), name, "body", at, at + len("fullmäktige"), "spoken-body", 0.6)


def meant(material: Material, metadata: Metadata, kind: str) -> Named | None:
    """The actor that a body, an organisation or a person called by its kind is; a new body where minutes call one so."""
    issuer, body = metadata.issuer, metadata.body
    issuing = [one for one in material.named if issuer and one.slug == issuer.value]
    if kind in _ISSUERS:
        known = issuing
        if kind == "Länsstyrelsen":
            boards = [one for one in material.named if one.type == "county-board"]
            known = [one for one in boards if one in issuing] or boards
        return known[0] if known else None
    # «Utbildningsnämnden», «Nämnden för arbete och välfärd», «Patientnämnd–Etisk nämnd»
    called = kind.lower()
    forms = f"{called}|{called[:-1] if called.endswith('sen') else called[:-2]}"
    if body and re.search(rf"(?:{forms})\Z|(?:\A[\w-]*|\bgemensam )(?:{forms}) ", body.name.lower()):
        return body
    # «Nämnden» in minutes of its own committee
    above = [one for one in material.named if body and body.name.startswith(f"{one.name}s ")]
    if above and above[0].name.lower().endswith(called):
        return above[0]
    if kind == "Fullmäktige" and (whole := council(material, metadata)):
        return whole
    # «Rådet» of minutes of Svenska rådet för skogsfrågor
    own = next((one for one in issuing if re.search(rf"\b\w*{kind.lower()[:-2]}\b", one.name.lower())), None)
    if own or (body and kind in _ANAPHORS):
        return own
    return Named(slugify(kind), kind.capitalize(), "body", 0, len(kind), "spoken-body", 0.5)


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
