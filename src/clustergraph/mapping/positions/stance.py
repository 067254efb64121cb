"""The stance of a position: by what its words ask for, whatever verb reports them."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from clustergraph.mapping.positions.effects import effect_stance
from clustergraph.mapping.positions.patterns import listed, pattern
from clustergraph.mapping.positions.sentence_forms import shaped_stance
from clustergraph.mapping.text.judgements import NEGATED
from clustergraph.mapping.text.phrases import Hit
from clustergraph.mapping.text.vocabulary import Concept, concepts, lexicon

# «anser inte att åtgärderna är tillräckliga» finds a fault, «anser inte att avgiften är orimlig» none.
_HELD_NOT = re.compile(r"(?:anser|menar|bedömer|tycker|finner|tror) (?:[\w-]+ )?inte (?:heller )?att\b")
_OUTWEIGH = frozenset({"criticise", "oppose", "request-clarification", "emphasise"})
_SEEN = ("oppose", "criticise", "support", "emphasise", "propose")
_HELD = ("oppose", "criticise", "emphasise", "support", "propose")
# «anser inte att … bör», «bör därför inte»: what is asked for is that it is not done.
_NOT_THAT = re.compile(r"\S+ (?:\w+ ){0,2}inte (?:heller )?att\b")
# «bedömer att förslaget inte är rättssäkert»
_IS_NOT = re.compile(r"\b(?:inte|knappast|varken|aldrig) (?:\w+ )?(?:är|blir|vore|kan anses|framstår)\b")
_ASKS = re.compile(r"\b(?:bör|borde|behöver|måste|ska|skall|krävs)\b")
# «brott som ska ingå» only tells which.
_NEEDED = re.compile(r"(?<!som )\b(?:ska|skall|behöver|måste|krävs|behövs|får inte)\b")
# «konstaterar att fler skolor skulle behöva ingå»: also where it is only noted.
_WOULD_NEED = re.compile(r"\bskulle (?:[\w-]+ )?behöva")
# «finner inget stöd för», «anser inte att»
_NOTHING = re.compile(r"\S+ (?:(?!att)\S+ ){0,2}(?:inte|inget|ingen|inga|ej)\b")
_NO = re.compile(r"\b(?:inte|ej|inget|ingen|inga|ingenting)\b")


def stance_of(verb: Concept, said: Iterable[Hit], words: str, opening: str) -> str:
    """The stance of a clause.

    verb: the concept of the reporting verb or phrase. said: labels of stances in the clause. words: the
    clause in lower case; opening: its part from the verb on, which tells «vikten av» from «bör».
    """
    said = list(said)
    base = _base(verb, said, opening)
    if verb.slug in listed("settled"):
        return base
    slugs = {hit.concept.slug for hit in said if hit.concept.scheme == "stance"}
    if told := _phrased(verb, base, words, opening) or _denied(verb, base, said, words, opening):
        return told
    ready = base == "support" and opening.startswith("är beredd")
    if (ready or verb.slug in listed("granting")) and pattern("on-terms").search(opening):
        return "support-with-reservation"
    if base == "support" and "support-with-reservation" in slugs:
        return "support-with-reservation"
    if base in ("emphasise", "note") and pattern("stress").match(opening):
        if "request-clarification" in slugs:
            return "request-clarification"
        if not {"bör", "borde"} & {*re.findall(r"\w+", opening)}:
            return "emphasise"
    if base == "note":
        held = {hit.concept.slug for hit in said if hit.concept.scheme == "adjective"}
        return _held(verb, slugs, held, opening)
    if advocated := _advocated(verb, words, opening):
        return advocated
    if base == "propose" and "request-clarification" not in slugs and _refuses(verb, opening):
        return "oppose"
    return _turned(base, slugs, words)


def _phrased(verb: Concept, base: str, words: str, opening: str) -> str | None:
    """What the turn of phrase of a clause asks for, whatever its verb; None where it tells nothing."""
    if turned := pattern("turned").match(opening):
        return turned.lastgroup
    if base == "propose" and pattern("what-is").match(words):
        return "request-clarification"
    return "criticise" if verb.slug in listed("judging") and pattern("judged").match(opening) else None


def _denied(verb: Concept, base: str, said: Sequence[Hit], words: str, opening: str) -> str | None:
    """What a verb comes to that is negated, None of any other."""
    if _HELD_NOT.match(opening) and not _ASKS.search(opening):
        held = _not_held(said, base)
        return None if held == "note" else held
    known = lexicon("positions")["denied"]
    denied = known.get(verb.slug) or known.get(base)
    return denied if denied and not _negative(verb, opening) and _negated(words, opening) else None


def _not_held(said: Iterable[Hit], base: str) -> str:
    """The stance of «anser inte att åtgärderna är tillräckliga»: a fault, where nothing is refused."""
    said = [hit for hit in said if hit.concept.scheme in ("stance", "adjective")]
    if any(hit.concept.label in listed("grounds") for hit in said):
        return base
    return next(
        (NEGATED[one] for one in ("criticise", "support") for hit in said if hit.concept.slug == one), base
    )


def _turned(base: str, slugs: set[str], words: str) -> str:
    """What other labels in a clause make of its stance."""
    turns: list[str] = lexicon("positions")["turns"][base]
    for turned in turns:
        if turned in slugs and not (turned == "oppose" and base == "propose" and "inte" not in words):
            return turned
    return base


def _advocated(verb: Concept, words: str, opening: str) -> str | None:
    """The stance of what is not advocated, or advocated as it is proposed; None of anything else."""
    if verb.slug in ("se-behov-av", *listed("advocating")) and _negated(words, opening):
        return "oppose"
    return "support" if verb.slug in listed("advocating") and pattern("as-proposed").match(opening) else None


def _base(verb: Concept, said: Iterable[Hit], opening: str) -> str:
    """What a verb expresses; «bedömer att utfallet måste anses gott» only holds something."""
    regarded = any(hit.concept.scheme == "adjective" for hit in said) and pattern("regarded").search(opening)
    return "note" if regarded else verb.expresses or "note"


def _refuses(verb: Concept, opening: str) -> bool:
    """Whether what is asked for is that something is not done."""
    if _NOT_THAT.match(opening) and verb.slug in listed("opining"):
        return bool(_ASKS.search(opening))
    clause = re.split(r", (?!som\b)|\bmen\b", opening)[0]
    return bool(pattern("should-not").search(clause) or pattern("should-fall").search(clause))


def _held(verb: Concept, slugs: set[str], held: set[str], opening: str) -> str:
    """The stance of what is held, assessed or noted: that of its complement.

    held: the stances of the bare adjectives in it, which count where nothing else tells.
    """
    opinion = verb.slug in listed("judging") or bool(held and pattern("regarded").match(opening))
    if held and pattern("regarded").search(opening):
        opening, slugs = pattern("regarded").sub(r"\1 anses", opening), slugs - {"propose"}
    if verb.slug == "se-som" and (seen := _seen(held, opening)):
        return seen
    if opinion and "request-clarification" not in slugs and _refuses(verb, opening):
        return "oppose"
    if opinion and _NOTHING.match(opening):
        return "criticise"
    if opinion and held and not _ASKS.search(opening):
        slugs = slugs - {"request-clarification"}  # «ett lyckat sätt att tydliggöra god praxis»
    if opinion and not _ASKS.search(opening) and not slugs & _OUTWEIGH and (effect := effect_stance(opening)):
        return effect
    asks = verb.slug in listed("opining") or re.search(r"\b(?:bör|borde|behöver|måste)\b", opening)
    for turned in lexicon("positions")["turns"]["note"]:
        # «konstaterar att planen ska kompletteras» asks for nothing.
        if turned in slugs and (asks or turned not in ("propose", "oppose", "support-with-reservation")):
            return "criticise" if turned == "support" and _IS_NOT.search(opening) else turned
    if (opinion and _NEEDED.search(opening)) or _WOULD_NEED.search(opening):
        return "propose"
    if not opinion:
        return "note"
    return _complement(held, opening)


def _seen(held: set[str], opening: str) -> str | None:
    """What something is seen as: by the noun, «som ett problem», else by the adjective, «som rimligt»."""
    noun = pattern("seen-as").search(opening)
    return (noun and noun.lastgroup) or next((stance for stance in _SEEN if stance in held), None)


def _complement(held: set[str], opening: str) -> str:
    """What the holder thinks of something, by the adjectives of the complement or how it is built."""
    judged = next((stance for stance in _HELD if stance in held), "note")
    shaped = shaped_stance(opening.partition(" att ")[2] or opening) if judged == "note" else None
    if shaped:
        return shaped
    if judged == "note" and pattern("fails").search(opening):
        return "criticise"
    return "criticise" if judged == "support" and _NO.search(opening) else judged


def _negative(verb: Concept, opening: str) -> bool:
    """Whether the phrase has its negation in itself: «kan inte tillstyrka», «delas inte av»."""
    return verb.label.startswith("inte") or opening.startswith(_negative_phrases(verb.phrases))


@cache
def _negative_phrases(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """How those of the phrases begin that have a negation in themselves."""
    return tuple(phrase.split(" … ")[0] for phrase in phrases if _NO.search(phrase))


# «ställer sig i dessa delar inte bakom»
_BEHIND = re.compile(r"ställ\w* (?:sig|oss) (?:[\w-]+ ){1,6}?bakom\b")


def _negated(words: str, opening: str) -> bool:
    """Whether «inte» stands beside the verb, not in its complement."""
    first = _BEHIND.match(opening) or re.match(r"\S+(?:\s\S+){0,4}", opening)
    near = first[0] if first else ""
    near = re.split(r"\b(?:att|varför|om|hur|vad)\b|,", near)[0]
    before = " ".join(words[: len(words) - len(opening)].split()[-3:])
    negations = "|".join(lexicon("positions")["negation"]["words"])
    pattern = rf"\b(?:{negations})\b"
    if re.search(r"\b(?:inget|ingen|inga|ingenting)\b|\binte (?:har )?någ", near):
        return False
    return bool(re.search(pattern, near) or re.search(pattern + "(?: kunna)?$", before))


@cache
def polarity_of(stance: str) -> str:
    """The polarity that a stance has unless more is known."""
    concept = concepts("stance").get(stance)
    return (concept.polarity if concept else None) or "neutral"
