"""What people are by office or profession: the nouns of titles in all their forms, and the base form of each."""

from functools import cache, lru_cache

from clustergraph.mapping.text.vocabulary import Concept, lexicon


@cache
def title_forms() -> dict[str, tuple[str, bool]]:
    """Each form in which a title can end → its base form, and whether it stands for several people."""
    forms: dict[str, tuple[str, bool]] = {}
    for noun in lexicon("persons")["titles"]["nouns"]:
        one, several = _inflected(noun)
        forms.update(dict.fromkeys(several, (noun, True)))
        forms.update(dict.fromkeys(one, (noun, False)))
    return forms


def _inflected(noun: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The forms of a noun for one person and for several: («chef», «chefen»), («chefer», «cheferna»)."""
    if noun == "ledamot":
        return (noun, f"{noun}en"), ("ledamöter", "ledamöterna")
    if noun.endswith("man"):
        return (noun, f"{noun}nen"), (f"{noun[:-3]}män", f"{noun[:-3]}männen")
    if noun.endswith(("råd", "ombud")):
        return (noun, f"{noun}et"), (f"{noun}en",)
    if noun.endswith("ig"):
        return (noun, f"{noun}e"), (f"{noun}a",)
    if noun.endswith("are"):
        return (noun, f"{noun}n"), (f"{noun}na", f"{noun[:-1]}na")
    if noun.endswith(("ker", "log")):
        stem = noun if noun.endswith("ker") else f"{noun}er"
        return (noun, f"{noun}n" if noun.endswith("ker") else f"{noun}en"), (stem, f"{stem}na")
    if noun.endswith("or"):
        return (noun, f"{noun}n"), (f"{noun}er", f"{noun}erna")
    if noun.endswith("e"):
        return (noun, f"{noun}n"), (
            f"{noun}na",
            f"{noun[:-1]}ar",
            f"{noun[:-1]}arna",
            f"{noun}r",
            f"{noun}rna",
        )
    return (noun, f"{noun}en", f"{noun}n"), (f"{noun}er", f"{noun}erna", f"{noun}ar", f"{noun}arna")


def base_form(word: str) -> tuple[str, bool] | None:
    """The base form of a word that is or ends in a title, and whether it means several people; None if it is none."""
    low = word.lower()
    if low[-3:] not in _endings():
        return None
    forms = title_forms()
    for cut in range(len(low) - 2):
        found = forms.get(low[cut:])
        if found and cut != 1:
            return word[:cut] + (found[0] if cut else word[0] + found[0][1:]), found[1]
    return None


@lru_cache(maxsize=8192)
def is_title(word: str) -> bool:
    """Whether a word is the title of one or several and no surname: «Ekonom», «Hemtjänstchef», not «Lagman»."""
    form = base_form(word)
    return form is not None and form[0].lower() not in lexicon("persons")["titles"]["surnames"]


@cache
def _endings() -> frozenset[str]:
    return frozenset(form[-3:] for form in title_forms())


def title_nouns() -> Concept:
    """The forms of titles as a concept to look for."""
    return Concept("title", "title", "title", tuple(f"-{form}" for form in title_forms()))
