"""What judges in a sentence: adjectives, attitudes and things left undone, in all their forms."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import zip_longest

from clustergraph.mapping.text.inflection import adjective, comparative, regular_verb
from clustergraph.mapping.text.vocabulary import Concept, lexicon

# What a judgement turns into when it is negated: «är inte tydlig».
NEGATED = {"support": "criticise", "emphasise": "criticise", "propose": "oppose", "criticise": "support"}
ATTITUDE = "attitude"


@cache
def judgements() -> tuple[Concept, ...]:
    """The judging words of the lexicon as concepts with every form that is looked for.

    Of scheme `stance` what judges a paper, of scheme `verb` what holders say of themselves, and of scheme
    `adjective` the bare adjective, which tells what is held («finner förslaget ändamålsenligt»).
    """
    return (*_adjectives(), *_attitudes(), Concept("stance", "criticise", "", tuple(_undone())))


def _adjectives() -> Iterator[Concept]:
    for stance, bases in lexicon("judgements")["adjectives"].items():
        for base in bases:
            forms = adjective(base)
            compared = comparative(base) if stance in ("support", "criticise") else ()
            than = " än" if stance == "support" else ""  # «ska vara tydligare» does not praise
            phrases = (*(f"är {form}" for form in forms), *(f"är {form}{than}" for form in compared))
            yield Concept("stance", stance, base, phrases)
            yield Concept("adjective", stance, base, forms)
    for stance, phrases in lexicon("judgements")["held"].items():
        yield Concept("adjective", stance, "", tuple(phrases))


def _attitudes() -> Iterator[Concept]:
    for stance, bases in lexicon("judgements")["attitudes"].items():
        for base in bases:
            phrases = tuple(f"är {form}" for form in adjective(base))
            yield Concept("verb", ATTITUDE, f"vara {base}", phrases, expresses=stance)


def _undone() -> Iterator[str]:
    known = lexicon("judgements")["undone"]
    regular = [regular_verb(verb) for verb in known["regular"]]
    forms = [*(one[1:] for one in known["irregular"]), *((one[0], one[3], one[2], one[5]) for one in regular)]
    for present, passive, supine, undergone in forms:
        for finite in (present, passive):
            yield from (f"{finite} {adverb}inte" for adverb in ("", *known["adverbs"]))
            yield f"inte {finite}"
            yield f"inte heller {finite}"
            yield f"{finite} varken"
            yield f"{finite} aldrig"
        for modal in ("inte kunnat", "inte kan", "kan inte"):
            yield f"{modal} {passive}"
        for amount in ("ingen", "inga", "inget", "knappt", "endast"):
            yield f"{present} {amount}"
        for done in (supine, undergone):
            yield f"inte har {done}"
            yield f"har inte {done}"
            yield f"har inte … {done}"
            yield f"har … inte {done}"
            yield f"inte {done}"


_ADVERBS = frozenset({"riktigt", "verkligt", "väsentligt", "särskilt", "påtagligt"})


@cache
def _bases() -> dict[str, str]:
    """Every form of a judging adjective and its base form."""
    known = lexicon("judgements")
    adjectives = [
        base
        for side in (known["adjectives"], known["attitudes"])
        for bases in side.values()
        for base in bases
    ]
    return {form: base for base in reversed(adjectives) for form in adjective(base)}


def judged_adjective(words: Sequence[str]) -> str | None:
    """The base form of the first judging adjective among words: «det är viktigt att» → viktig."""
    for word, following in zip_longest(words, words[1:], fillvalue=""):
        if word in ("väl", "illa") and (well := _bases().get(f"{word} {following}")):
            return well
        if word in _ADVERBS and following in _bases():
            continue  # «är riktigt bra», «är i allt väsentligt bra»
        if base := _bases().get(word):
            return base
    return None
