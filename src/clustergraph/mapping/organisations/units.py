"""Boards, councils and offices, which are parts of an organisation, by the pattern of their names."""

import re
from collections.abc import Iterator
from functools import cache

from clustergraph.mapping.organisations.name_borders import first_part, not_first, one_form
from clustergraph.mapping.organisations.name_patterns import generic_words
from clustergraph.mapping.text.actors import Named, places, standing
from clustergraph.mapping.text.phrases import Hits
from clustergraph.mapping.text.sparse import Sparse, sparse
from clustergraph.mapping.text.vocabulary import lexicon, pattern, word_set
from clustergraph.namespaces import slugify
from clustergraph.reading.alternatives import either
from clustergraph.reading.genre import MONTH

# The adjective before a body or an office: «tekniska nämnden».
_ADJECTIVE = re.compile(r"(?<![\w-])([a-zåäö-]+a) $")
# A word broken at the end of a line: «Barn- och utbildnings- / nämnden».
_BROKEN = re.compile(r"(?<![\w-])[\w-]*[a-zåäö]{3,}s?-[ \n]\Z")
_ACRONYM = re.compile(r"(?<![\w-])[A-ZÅÄÖ]{2,4}-\Z")  # «HR-avdelningen»
_GLUED = re.compile(r"^(\w{3,})och (?=[a-zåäö])")  # at the end of a line, its hyphen lost
_HYPHEN = re.compile(r"(?<=[a-zåäö]{3})-[ \n](?=[a-zåäö])(?!(?:och|samt|eller)\s)")
# «Kultur och fritidsnämnden»: no noun in definite form, which is an actor by itself, and no second word of a name.
_COORDINATED = re.compile(
    r"(?<![A-ZÅÄÖ])(?<![a-zåäö] [A-ZÅÄÖ])(?<![\w-])((?:(?!Stad,|Kommun,|Län,)[A-ZÅÄÖ]\w+, )*[A-ZÅÄÖ]\w+(?<!en)(?<!et)(?<!na)(?<!ige)(?<!rna) och )$"
)
_FIELD_BEFORE = pattern("actors", "field-before")
_FIELD_AFTER = pattern("actors", "field-after")


@cache
def _unit_adjectives() -> frozenset[str]:
    return frozenset(lexicon("actors")["unit-adjectives"]["words"])


# «Allmänpolitiska utskottet»: an adjective with a capital that no sentence gives it makes a name of a bare noun.
_NAMING = re.compile(
    r"(?<=[\w,(] )(?!Gemensamma|Ansvariga|Berörda)[A-ZÅÄÖ][a-zåäö-]{3,}(?:iska|na|la|ga|ma|ra) $"
)


def _of_subject(noun: str, adjective: str) -> bool:
    """Whether an adjective makes a unit a name that is none with others: «kriminologiska institutionen», «allmänna utskottet»."""
    if noun.startswith("utskott") and adjective == "allmänna":
        return True
    return noun in ("institutionen", "fakulteten", "kliniken") and adjective.endswith(
        ("iska", "inska", "liga")
    )


@cache
def _own_units() -> re.Pattern[str]:
    """What a body calls its own unit after its name: «kommunstyrelsens arbetsutskott», «… sociala utskott»."""
    nouns = "|".join(lexicon("actors")["inner"]["units"])
    return re.compile(
        rf" (?P<unit>(?:(?P<adjective>[a-zåäö]+) )?(?:[a-zåäö]+- och )?(?!förråd)[a-zåäö]*?(?:{nouns}))(?P<s>s?)(?![\w-])(?! av\b)"
    )


# «kommunstyrelsens kansli»
_OFFICES = ("kansli", "kontor", "förvaltning", "stab", "tjänstemannaorganisation")
_LONGEST_UNIT = 60  # characters
# «Kultur- och fritidsnämnd», as heads have it; and what makes it definite
_INDEFINITE_NOUNS = (("nämnd", "en"), ("förvaltning", "en"), ("kontor", "et"), ("utskott", "et"))


def _made_definite(words: str, start: int, noun: str) -> str | None:
    """What makes the noun of a body definite that begins at an offset, empty if it is; None if it is no name: «en nämnd»."""
    if noun.endswith(("en", "et", "fullmäktige")):
        return ""
    whole = first_part(words, start)
    ending = next((ending for word, ending in _INDEFINITE_NOUNS if noun.endswith(word)), None)
    return ending if whole < start and words[whole].isupper() else None


def _is_generic(base: str, small: bool) -> bool:
    """Whether a word alone names no certain body: some do with a capital («Arbetsutskottet»)."""
    capital = base in lexicon("actors")["inner"]["capital"]
    return (capital or base in generic_words()) if small else (base in generic_words() and not capital)


def units(words: str, lower: str, hits: Hits) -> Iterator[Named]:
    """Boards, councils and offices by their endings, also in lower case: «miljö- och byggnadsnämnden»."""
    generic = generic_words()
    inner = lexicon("actors")["inner"]
    for hit in hits["actor-type"]:
        if hit.concept.slug not in inner["types"]:
            continue
        start, end = hit.start, hit.end
        word = lower[start:end]
        broken = words.startswith(("- ", "-\n"), start - 2)
        begun = _BROKEN.search(words, max(0, start - 40), start) if broken else None
        genitive = word.endswith(("ens", "ets", "iges"))
        base = word[:-1] if genitive else word
        ending = _made_definite(words, start, base)
        if ending is None:
            continue
        if base.endswith("förvaltningen") and words[start].islower() and lower.startswith(" av ", end):
            continue  # «den regionala förvaltningen av älg»
        stop = end - 1 if genitive else end
        whole = first_part(words, start)
        described = _ADJECTIVE.search(lower, max(0, whole - 25), whole)
        if described and (described[1] in _unit_adjectives() or _of_subject(base, described[1])):
            start = first_part(words, described.start(1))
        elif base in generic and (adjective := _NAMING.search(words, max(0, start - 30), start)):
            start = adjective.start()
        elif acronym := _ACRONYM.search(words, max(0, start - 8), start):
            start = acronym.start()
        elif begun:
            start = _first_word(words, lower, begun.start())
        elif _is_generic(base, words[start].islower()):
            continue
        else:
            start = _first_word(words, lower, start)
        if genitive:
            unit = _own_units().match(lower, end, end + _LONGEST_UNIT)
            own = unit["adjective"] if unit else None
            if unit and (not own or own in _unit_adjectives() or _of_subject("utskott", own)):
                stop, genitive = unit.end("unit"), bool(unit["s"])
        # «Kommunstyrelsens Förvaltning», out of a head in capitals, has one capital
        printed = words[start:stop] if stop <= end else words[start] + lower[start + 1 : stop]
        name = one_form(_HYPHEN.sub("", _GLUED.sub(r"\1- och ", printed) if "och " in printed else printed))
        name = (name.capitalize() if name.isupper() else name[0].upper() + name[1:]) + ending
        type_ = "office" if name.lower().endswith(_OFFICES) else hit.concept.slug
        yield Named(slugify(name), name, type_, start, stop, "body-by-ending", 0.75, genitive)


# «Tekniska nämnden», «Gemensamma nämnden»; not «Revidera socialnämndens reglemente».
_LEADING = re.compile(
    r"(?<![\w.])([A-ZÅÄÖ][a-zåäö]*(?:iska|liga|ella|ala|iva|bara|stra|ödra|rra|mma|ilda|ya|ora) )$"
)
# «Miljö & hälsoskyddsnämnden»: the sign stands only in names.
_JOINED_BY_SIGN = re.compile(r"(?<![\w-])(?:[A-ZÅÄÖ][\w-]+, )*[A-ZÅÄÖ][\w-]+ & \Z")


def _first_word(words: str, lower: str, start: int) -> int:
    """Where a name with a hyphenated first part begins: «hälso- och sjukvårdsnämnden»."""
    if words.endswith("& ", 0, start) and (
        joined := _JOINED_BY_SIGN.search(words, max(0, start - 60), start)
    ):
        return joined.start()
    hyphenated = first_part(words, start)
    adjective = _LEADING.search(words[max(0, hyphenated - 25) : hyphenated])
    if hyphenated < start and not (adjective and words[hyphenated].islower()):
        return hyphenated
    start = hyphenated
    if adjective and words[start].islower() and adjective[1].strip().lower() not in not_first():
        return start - len(adjective[1])
    if not lower.endswith("och ", 0, start) or words[start].isupper():
        return start
    match = _FIELD_BEFORE.search(words, max(0, start - 30), start)
    if match and _FIELD_AFTER.match(words, start):
        return match.start()
    match = _COORDINATED.search(words[max(0, start - 60) : start])
    if match is None or any(word.lower() in places("municipality") for word in re.findall(r"\w+", match[1])):
        return start  # «Kommunen och socialnämnden», «Region Skåne och miljönämnden»
    return start - len(match[1])


_WORD = r"(?!(?:till|från|inom|eller|samt|efter|under|komplettering)\b)(?:[A-ZÅÄÖ]{2,4}-)?[a-zåäö][a-zåäö-]{3,}(?![\w-])(?! för )"
_DESCRIBED = (
    r"(?:(?:(?![a-zåäö]*(?:skola|hälsa|kyrka|data|media) )[a-zåäö-]{2,}a|[a-zåäö-]+(?:bar|lig|isk|vis|ell|al|igt|iskt|främjande|förebyggande|(?:at|ekt|it)iv|ets|ens|ins|nas)|allmän|levande|högre|mindre|större"
    r"|yngre|äldre) ){0,2}"
)
# What something is for: «hälso- och sjukvård», «äldre och personer med funktionsnedsättning», «stöd till trossamfund».
PURPOSE = (
    rf"(?:[A-ZÅÄÖ][a-zåäö]{{2,}}(?:, [A-ZÅÄÖ][a-zåäö]{{2,}})* & [A-ZÅÄÖa-zåäö][a-zåäö]{{3,}}(?![\w-])|{_DESCRIBED}{_WORD}|(?<=nden för )[A-ZÅÄÖ][a-zåäö-]{{4,}}(?:(?:en|et)(?![\w-])|(?<=-)(?= och )))"
    rf"(?:(?:, (?:{_WORD}|[A-ZÅÄÖ]{{2,5}}))* (?:och|&) {_DESCRIBED}{_WORD})?"
    r"(?: av (?:[a-zåäö]{4,}(?:la|ska|na) )?[a-zåäö]{5,}(?![\w-])(?! [A-ZÅÄÖ])| på [a-zåäö]+nivå(?![\w-])|(?:(?<=personer)|(?<=människor)|(?<=barn)|(?<=unga)) med"
    r" (?:[a-zåäö]{5,}- och )?[a-zåäö]{4,}|(?<=stöd) till [a-zåäö]{5,}(?: och [a-zåäö]{5,})?)?"
)


@cache
def types_for() -> dict[str, str]:
    """The type of what is named by «för» after a noun: «Rådet för …» is a body."""
    return {noun: type_ for type_, nouns in lexicon("actors")["for"].items() for noun in nouns}


@cache
def _for() -> Sparse:
    """The pattern of names with «för» after one of those nouns."""
    noun = either(types_for())
    return Sparse(
        rf"(?<![\w-])[A-ZÅÄÖa-zåäö]{{0,20}}?(?P<noun>(?i:{noun})) för (?!(?:{MONTH})\b|perioden|mandatperioden|samtal|dialog"
        rf"|(?:år|över|fram|ett|den|det|att|sin|sitt|sina|vår|våra|alla|hela)\b|detta|dessa|kännedom|beslut|godkänn|yttrande|åtgärd|information|vidare|behandling"
        rf"|prövning|ställnings|justering|underskrift|verkställ|beredning|handläggning"
        rf"|flera|varje|samråd|svar|genomförande|fortsatt|redovisning|antagande|fastställ|utredning"
        rf"|diskussion)"
        rf"{PURPOSE}",
        *(f"{noun} för " for noun in types_for()),
        in_word=True,
    )


_DEFINITE = re.compile(r"för (?:[a-zåäö-]+ )*[a-zåäö]+(?:en|et|na|ens|ets|nas|ern)\Z|^(?:centrum|sektor)\b")
_LINE_END = re.compile(r"(?: (?:inom|i|mot|till|vid|på|hos|av|om) [\wåäö-]+(?:,? [a-zåäö-]+){0,8})?(?=\n|\Z)")
_IN_PLACE = re.compile(
    r"(?: (?:med|mot|inom|utan|till) [a-zåäö]{4,}| [a-zåäö]{4,})?(?: i [A-ZÅÄÖ][\w-]+(?: län)?)?(?= ?[\n,(–]|$| har | är | anser | vill )"
)
_INDEFINITE = re.compile(r"\b(?:ett|en) (?:[a-zåäö]+(?:t|d|ell|ig|lig|isk) ){0,2}\Z")
# no common noun begins so
_PROPER = re.compile(r"Riks|Bransch|Intresse|[A-ZÅÄÖ][a-zåäö]{3,}(?:förening|förbund)")
# Before a capital that no beginning of a sentence gives: «att Alliansen för rättvis vård».
_INSIDE = re.compile(r"[a-zåäö,] \Z")


def _association_end(words: str, match: re.Match[str]) -> int:
    """Where the name of an association ends that stands alone on a line somewhere, 0 if none does.

    «Föreningen för fäbodar i Härjedalen»; not «Föreningen för en dialog».
    """
    more = _IN_PLACE.match(words, match.end())
    end = more.end() if more else match.end()
    name = words[match.start() : end]
    alone = any(f"\n{name}{border}" in words or words.startswith(f"{name}{border}") for border in "\n,")
    return end if alone or f"{name} (" in words else 0


def named_for(words: str, lower: str) -> Iterator[Named]:
    """«Nämnden för arbete och utbildning», «Fakulteten för humaniora»: named by what they are for."""
    for match in _for().within(lower, words).finditer():
        end, type_ = match.end(), types_for()[match["noun"].lower()]
        noun = match[0].lower().partition(" ")[0]
        if noun != match["noun"].lower() and noun in word_set("actors", "weak-not", "words"):
            continue  # «landstingsrådet för personalfrågor» is a person
        if noun.endswith("gruppen") and words[match.start()].islower():
            continue
        if not words[match.start()].isupper() and (
            type_ not in ("office", "body") or _DEFINITE.search(words, match.start(), end)
        ):
            continue  # «styrelsen för bolaget» is no name
        if _INDEFINITE.search(lower, max(0, match.start() - 40), match.start()):
            continue  # «ett gemensamt centrum för nya läkemedel»
        if type_ in ("association", "foundation"):
            sure = _PROPER.match(match[0]) or _INSIDE.search(words, max(0, match.start() - 3), match.start())
            end = _association_end(words, match) or (match.end() if sure else 0)
        line = _LINE_END.match(words, match.end())
        if line and line.end() and words[max(0, match.start() - 1) : match.start()] in ("", "\n"):
            end = line.end()  # «Rådet för etik inom djurvården», alone on its line
        if end:
            verb = _VERB_BEHIND.search(words, match.start(), end)
            end = verb.start() if verb else end
            joint = _JOINT.search(words, max(0, match.start() - 12), match.start())
            start = joint.start() if joint else match.start()
            genitive = words[end - 1] == "s" and bool(_OWNED.match(words, end))
            end -= genitive
            name = words[start].upper() + words[start + 1 : end]
            yield Named(slugify(name), name, type_, start, end, "named-for", 0.7, genitive)


_OWNED = pattern("actors", "owned-by-body")
_VERB_BEHIND = re.compile(
    r" (?:[a-zåäö]+(?:ade|kände|slog|såg|tog|erar)|har|är|vill|anser)\Z"
)  # of which it is the subject
# «Gemensamma nämnden för hjälpmedel», «Nationella rådet för palliativ vård»
_JOINT = re.compile(r"(?<!\w)(?:[Gg]emensamma|(?:Nationell|Regional|Lokal|Central|Särskild)(?:a|t)) \Z")
_INQUIRY = Sparse(
    rf"(?<![\w-])(?:Utredningen|Kommittén|Delegationen) om (?:en |ett )?{PURPOSE}",
    *("utredningen om ", "kommittén om ", "delegationen om "),
    leads=True,
)


def inquiries(words: str, lower: str) -> Iterator[Named]:
    """«Utredningen om framtidens bibliotek»: with its capital inside a sentence, or with its number in brackets."""
    for match in _INQUIRY.within(lower, words).finditer():
        inside = _INSIDE.search(words, max(0, match.start() - 3), match.start())
        if inside or words.startswith(" (", match.end()):
            for start, end, ending in standing(words, match[0]):
                yield Named(
                    slugify(match[0]), match[0], "agency", start, end, "inquiry", 0.7, bool(ending[1])
                )


_OF_TOWN = sparse("actors", "units-of-town")


def offices_of_town(words: str, lower: str) -> Iterator[Named]:
    """«Malmö stads fastighetskontor»: the office, in the definite form that it has alone, beside its owner."""
    for match in _OF_TOWN.within(lower).finditer():
        unit, noun = match["unit"], match["noun"]
        if unit == noun or words[match.start("unit")].isupper():
            continue
        ending = "et" if noun in ("kontor", "kansli") else "n" if noun == "styrelse" else "en"
        name = unit[0].upper() + unit[1:] + ending
        type_ = "body" if noun in ("nämnd", "styrelse") else "office"
        yield Named(slugify(name), name, type_, *match.span("unit"), "unit-of-town", 0.75)
