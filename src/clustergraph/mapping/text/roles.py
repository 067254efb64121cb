"""Names of people, and the roles of the thesaurus that printed titles name."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from clustergraph.mapping.text.actors import places
from clustergraph.mapping.text.titles_of_people import base_form, is_title
from clustergraph.mapping.text.vocabulary import concepts, lexicon

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶĹĻĽŁŃŅŇŊŌŐŔŘŚŞŠŢŤŦŪŮŰŹŻŽȘȚ"
_LOWER = "a-zà-öø-ÿā-žșț"
# «McDonald», «HåGe» and «Ann-Sofie», «Karl-E»; no «UnderskriftAnna», whose blank is lost.
# Its first element is the capital, so that `re` looks for one before it tries the rest.
_PREFIX = r"(?:(?<=M)a?c|(?<=D)[eiu]|(?<=L)[ae]|(?<=V)an)"  # the rest of «Mc», «Mac», «De», «Di», «Du», «La», «Le», «Van»
NAME_PART = rf"[{_UPPER}](?:{_PREFIX}[{_UPPER}][{_LOWER}]+|['’][{_UPPER}][{_LOWER}]+|[{_LOWER}]{{1,2}}[{_UPPER}][{_LOWER}]{{1,2}}(?![{_UPPER}{_LOWER}])|[{_LOWER}]+(?:(?:-[{_UPPER}][{_LOWER}]+){{1,2}}|-[{_UPPER}]\b)?)"
_PARTICLE = (
    rf"(?:von|af|de|van|der|(?<=van )den|la|di|da|dos|du|le|ten|ter|in|zu|bin|ibn|El|Al|Abu|Mc|[{_UPPER}]\.?)"
)
NAME = rf"{NAME_PART}(?: {_PARTICLE})*(?: (?:[ae]l-)?{NAME_PART}){{1,3}}"
NAME_PATTERN = re.compile(NAME)
NAME_RUN = re.compile(rf"{NAME_PART}(?: (?:{_PARTICLE} )*(?:[ae]l-)?{NAME_PART})+")  # names side by side


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person in the words, with the slug and the printed words of a role (both empty if none is given)."""

    name: str
    role: str
    title: str
    party: str | None
    start: int
    end: int
    rule: str
    confidence: float


@lru_cache(maxsize=1024)  # a text asks for each name four times
def is_name(words: str) -> bool:
    """Whether the words can be the name of a person: two capitalised words, none of them an institution's."""
    if not NAME_PATTERN.fullmatch(words):
        return False
    excluded = no_names()
    parts = words.lower().split()
    if parts[0] in long_places() or (
        parts[0] not in given_names() and not long_places().isdisjoint(parts[-1].split("-"))
    ):
        return False  # «Klimataktion Kristianstad»
    given = [part in given_names() for part in parts]
    if given in ([True, False, True, False], [True, False, True, True, False]):
        return False  # «Anna Ek Bo Berg» are two
    if len(parts[0]) > _LONGEST_IN_ENS and parts[0].endswith(("ens", "ets", "nas")):
        return False  # «Mälarregionens Försäkring»
    return not any(part in excluded or _is_noun(part) or is_title(part) for part in parts)


def _is_noun(part: str) -> bool:
    """Whether a word is a common noun in definite form or the plural, long as no surname is: «Förvaltningschefer»."""
    form = base_form(part) if len(part) > _LONGEST_TITLE else None
    plural = part.endswith(("erna", "arna", "orna")) and not part.endswith(_NOBLE)
    return bool(form and form[0] != part) or plural or part.endswith(_organisations())


_NOBLE = ("stjerna", "stierna", "stiærna")  # «Oxenstierna»
_LONGEST_TITLE = 10  # letters of a word that can end in a title and be a surname
_LONGEST_IN_ENS = 8  # letters of a given name with the ending of a genitive: Clemens, Laurens


@cache
def long_places() -> frozenset[str]:
    """Names of municipalities and counties, which begin no person's name; short ones can (Eda, Mora, Vara)."""
    types = ("municipality", "region", "county-board")
    return frozenset(place for type_ in types for place in places(type_) if len(place) > 5)


@cache
def _organisations() -> tuple[str, ...]:
    """How names of organisations end, and no surname does."""
    return tuple(lexicon("persons")["no-name"]["endings"])


@cache
def no_names() -> frozenset[str]:
    """Capitalised words that are no part of a person's name."""
    return frozenset(lexicon("persons")["no-name"]["words"])


@cache
def given_names() -> frozenset[str]:
    """Given names in lower case."""
    return frozenset(name for names in lexicon("given_names")["names"].values() for name in names)


_CAPITALISED = re.compile(rf"[{_UPPER}][{_LOWER}]+")


@cache
def _given_parts() -> frozenset[str]:
    """The given names and the parts of double ones, with their capitals."""
    return frozenset(part.capitalize() for name in given_names() for part in name.split("-"))


def holds_given(words: str, start: int, end: int) -> bool:
    """Whether a given name, or a part of one, stands in `words[start:end]`: a sooner test than to look for names."""
    return not _given_parts().isdisjoint(_CAPITALISED.findall(words, start, end))


def is_given(word: str) -> bool:
    """Whether a word is a known given name, or two of them: «Per-Henrik»."""
    low = word.lower()
    return low in given_names() or given_names().issuperset(low.split("-"))


_ADJECTIVE = re.compile(r"(?<=[in]sk)[ae](?= )|(?<=lig)[ae](?= )|(?<=ell)[ae](?= )")
# «Ordförande i», «jurist vid», before the name of an organisation
_HELD_AT = re.compile(r" (?:i|vid|på|för|hos|från)\Z")


def base_title(title: str) -> str:
    """A title in its base form: «generaldirektören» → generaldirektör, «rättsliga experten» → rättslig expert; no organisation."""
    title = _HELD_AT.sub("", _in_full(re.split(r", (?=[A-ZÅÄÖ])", title)[0]))
    first, _, last = title.rpartition(" ")
    form = base_form(last) if last else None
    base = f"{first} {form[0]}".strip() if form and form[0].lower() != last.lower() else title
    return _ADJECTIVE.sub("", base) if base != title else base


@cache
def _shortened() -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of titles as they are shortened, and what each stands for."""
    forms: dict[str, str] = lexicon("persons")["abbreviated"]
    ways = (re.escape(form).replace(r"\ ", r"\.? ?") for form in sorted(forms, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(ways)})\.?(?![\w-])", re.IGNORECASE), forms


def _in_full(title: str) -> str:
    """«v. ordf.» → vice ordförande, «tjg ers» → tjänstgörande ersättare; other titles as they stand."""
    pattern, forms = _shortened()
    return pattern.sub(lambda found: forms[" ".join(found[0].lower().replace(".", " ").split())], title)


def printed_role(role: str) -> str:
    """What is printed for a role that only a key or a list gives."""
    printed: dict[str, str] = lexicon("persons")["printed"]
    return printed.get(role, role)


@cache
def _role_labels() -> tuple[tuple[str, re.Pattern[str] | None, str], ...]:
    """The titles of the thesaurus between blanks, or as the endings of words with their pattern; and their roles.

    The longest come first.
    """
    deeds = lexicon("persons")["deeds"]["roles"]
    labels = (
        (phrase.lower().strip(":"), concept.slug)
        for concept in concepts("role").values()
        if concept.slug not in deeds
        for phrase in concept.phrases
    )
    return tuple(
        (label[1:], re.compile(rf"[\w-]{re.escape(label[1:])}(?!\w)"), role)
        if label.startswith("-")
        else (f" {label} ", None, role)
        for label, role in sorted(labels, key=lambda pair: -len(pair[0]))
    )


@lru_cache(maxsize=4096)
def role_of(title: str) -> str | None:
    """The role of the thesaurus that a printed title names, None if it names none."""
    low = " " + _in_full(title).lower().replace(",", " ").replace(".", ". ") + " "
    low = " ".join(low.split())
    padded = f" {low} "
    for label, ending, role in _role_labels():
        if label in padded and (ending is None or ending.search(padded)):
            return role
    return None


def is_known_title(words: str) -> bool:
    """Whether words are a title by the role they give, or by the noun that they begin or end with."""
    title = words.strip(" ,.;")
    return bool(title) and bool(role_of(title) or base_form(title.split()[-1]) or base_form(title.split()[0]))
