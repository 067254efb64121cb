"""The labels of the roll of minutes: which role a label such as «Ej tjänstgörande ersättare» gives those under it."""

import re
from dataclasses import dataclass
from functools import cache

from clustergraph.mapping.people.fields import ROLLS, field_roles
from clustergraph.mapping.text.roles import printed_role, role_of
from clustergraph.mapping.text.vocabulary import lexicon, pattern

# «Underskrifter Sekreterare», also over two lines
_SIGNATURE = re.compile(r"^(?:under-? ?)?skrift(?:er)?:? ")
# «Närvarande från revisorerna: …»
_PRESENT = re.compile(r"(?:närvarande|deltagande|deltagare|närvarade) (?:från|för|vid|på|i)\b")
_PRESENT_BEGINS = ("närvar", "delta")
_WHOSE = pattern("persons", "label-of-body")
# «Ej tjg ers»
_IN_FULL = {"tjg": "tjänstgörande", "tj": "tjänstgörande", "tjänstg": "tjänstgörande", "ers": "ersättare"}
_SHORTENED = re.compile(r"\b(?:tjänstg|tjg|tj|ers)\b\.?")
_FOR = pattern("persons", "representing")
_FROM = pattern("persons", "from-office")
# «Justerare 1», «Ej tjänstgörande ersättare Page 1 of 14»
_PAGED = re.compile(r" (?:(?:page|sida|sid) \d+ (?:of|av) \d+|\d{1,2}(?: ?\(\d{1,3}\))?)$")
# «Ledamöter av regeringen utsedda företrädare för allmänna intressen», «Ledamöter utsedda av Region Skåne».
_APPOINTED = re.compile(r"(?:ledamöter|ledamot) (?:av|utsedda|valda|från|för) [^,():]{3,80}$")
_WORD = re.compile(r"[a-zåäö]+")
# «Direktionens ledamöter», «Kommunstyrelsens ersättare»: whose they are.
_OWNED = re.compile("ledamöter|ersättare|representanter|tjänste|presidium")
_POST = re.compile(r"[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]+(?: [a-zåäö]+)?")  # «Rektor», «Vice ordförande»
_ABSENT = re.compile("|".join(lexicon("persons")["roll"]["absent"]))
_MEMBERS = ("beslut", "ledamöter", "ledamöterna", "ledamot", "rösträtt")  # as words of a label begin or end
_LONGEST = 140  # characters of a label


@dataclass(frozen=True, slots=True)
class Role:
    """The role that a label gives those under it, and how it is printed; both empty for those who are absent.

    `group` says that the label names a group among those present, or a post in it: «Företrädare för de studerande».
    """

    slug: str
    printed: str
    group: bool = False


def label_role(cell: str, begun: bool = True) -> Role | None:
    """The role that a label gives; None if it is no label of people. Groups and posts are labels only in a roll."""
    if len(cell) > _LONGEST + 20:
        return None
    label = cell.lower().strip(" :.")
    if "skrift" in label:
        label = _SIGNATURE.sub("", label)
    if label[-1:].isdigit() or label[-1:] == ")":
        label = _PAGED.sub("", label)
    if len(label) > _LONGEST or "§" in label:
        return None
    if "tj" in label or "ers" in label:
        label = _SHORTENED.sub(lambda short: _IN_FULL[short[0].rstrip(".")], label)
    if "s " in label and _OWNED.search(label):
        label = _WHOSE.sub("", label)
    if label.startswith("ledam") and _APPOINTED.match(label):
        label = "ledamöter"
    slug = field_roles().get(label) or _listed(label)
    if slug is not None:
        printed = label if label == "justerande" else _printed(label) or printed_role(slug)
        return Role(slug, printed)
    if not begun:
        return None
    if _FROM.fullmatch(label):
        return Role("participant", printed_role("participant"), True)
    if _FOR.fullmatch(label):
        return Role("participant", "facklig representant" if label.startswith("facklig") else "", True)
    post = role_of(label) if _POST.fullmatch(cell) else None
    return Role(post, label, True) if post else None


def names_several(label: str) -> bool:
    """Whether a label opens a list of people: «Ledamöter», «Utses att justera», not «Ordförande»."""
    role = label_role(label)
    return role is not None and (role.slug in ROLLS or (role.slug == "adjuster" and " " in label))


def _printed(label: str) -> str:
    """How one of those under a label is called: «Övriga deltagare» → övrig deltagare."""
    one: str = lexicon("persons")["roll"]["one"].get(label, "")
    return one


@cache
def _said_of(kind: str) -> frozenset[str]:
    return frozenset(lexicon("persons")["roll"][kind])


def _listed(label: str) -> str | None:
    """The role by the words of a label: «Närvarande, ej tjänstgörande ersättare»."""
    if label.startswith(_PRESENT_BEGINS) and _PRESENT.match(label):
        return "participant"
    first = _WORD.search(label)
    if first is None or (first[0] not in _said_of("words") and not _ABSENT.search(label)):
        return None  # as most lines
    words = set(_WORD.findall(label))
    if len(words) < 4 and not words.isdisjoint(_said_of("absent")):
        return ""
    if not words <= _said_of("words"):
        return None
    if words & {"ersättare", "ersättarna", "suppleant", "suppleanter", "utan"} or (
        "tjänstgörande" in words and not words.isdisjoint(("ej", "icke", "inte"))
    ):
        return "substitute"
    if words & {"ej", "icke", "inte"} and "närvarande" in words:
        return ""
    member = words == {"tjänstgörande"} or any(
        word.startswith(_MEMBERS) or word.endswith(_MEMBERS) for word in words
    )
    return "member" if member else "participant"
