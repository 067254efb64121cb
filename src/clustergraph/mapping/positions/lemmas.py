"""The Swedish lemma that a position gives: of the word or the set phrase that carries its stance."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from clustergraph.mapping.positions.patterns import pattern
from clustergraph.mapping.text.clause_words import adverbs_between
from clustergraph.mapping.text.inflection import active
from clustergraph.mapping.text.judgements import judged_adjective
from clustergraph.mapping.text.phrases import GAP, Hit
from clustergraph.mapping.text.vocabulary import Concept, concepts, lexicon

_MODAL = frozenset({"skall", "bör", "borde", "behöver", "måste", "ska", "skulle", "kan"})
_DEMANDS = frozenset({"bora", "behova", "onska", "tydliggora"})
# After a modal verb, a passive infinitive that stands behind its subject: «bör reglernas tillämpning utredas».
_LATER = re.compile(r"\w+(?: (?!hur |att |som |om |vad )[^\s.,;:]+){1,9}? (\w{2,}as|tas|ges|nås|ses)\b")
_ASIDE = re.compile(r" (?:med fördel|enligt [\w-]+(?: (?:mening|bedömning|uppfattning))?)(?= )")
_ARTICLE = re.compile(r" (?:den|det|de|en|ett)\Z")
_PASSIVE = re.compile(r"(?<!\w)(\w{2,}as)\b")
_PARTICLE = re.compile(r" (ut|upp|in|fram|ned|ner|bort|med|till|över)\b")
# Verbs whose «till» and «över» are particles: «läggas till», «ses över».
_WITH = {"till": ("lägga", "föra", "foga"), "över": ("se",), "med": ("ta",)}
_COPULAS = frozenset({"är", "vore", "var"})
_HAVE = frozenset({"har", "hade"})
_AUXILIARIES = _MODAL | {"får", "kunde", "vill", "lär", "torde", "kommer"}
_SHORT = ("ske", "ge", "se", "be", "te")  # infinitives that do not end in -a
SHALL = re.compile(r"\b(?:ska|skall)\b")
_FIRST = re.compile(r"(?!vänligen|snälla)[^\W\d]{2,}")
_EMPTY = frozenset({"vara", "ha", "kunna", "bli"})
# Verbs of holding an opinion: what follows «att» is no part of the lemma.
_OPINING = frozenset({"anse", "mena", "tycka", "bedöma", "finna"})
_TOO = frozenset({"alltför", "för"})
_NO = frozenset({"ingen", "inga", "inget", "ingenting"})
_REMARKS = ("erinr", "invänd", "synpunkt", "kommentar", "anmärkning")
# «är genomtänkt och lätt att förstå»: the first is what it is said to be.
_FIRST_OF_SEVERAL = re.compile(r"(?:är|vore|blir)(?: [\w-]+)?? ([\w-]+)(?:,| och| men) ")
_LONGEST = 200  # characters of a sentence in which its verb is looked for
_NEXT_WORD = re.compile(r" ([\w-]+)")
_PAIR = 2  # words of a verb with its adverb
_MARKS = re.compile(r"[,*()]")


def lemma(hit: Hit, lower: str) -> str:
    """The lemma of the phrase that a hit found in a lower-case text."""
    words = _MARKS.sub("", lower[hit.start : hit.end]).split()
    if not words:
        return "anse"
    words = [word for word in words if word not in ("vi", "jag")]
    if words[0] == "framstår":
        return "framstå"
    if words[0] in _NO and (hit.concept.scheme == "verb" or (words[1:2] and words[1].startswith(_REMARKS))):
        return " ".join(("ha", *words))  # «Ingen erinran»
    if hit.concept.scheme != "verb" or words[1:] == ["nog"]:
        return _of_judgement(words, hit, lower)
    words = _without_gaps(words, hit.concept)
    opening = words[1:] if words[0] == "det" else words
    if opening and opening[0] in _MODAL and hit.concept.slug in _DEMANDS:
        asked = _asked(lower, lower.index(opening[0], hit.start))
        if asked or words == ["måste"]:
            return asked or "måste"
    if words[:2] == ["får", "inte"] and len(words) > 2:
        return active(words[2])
    if words[0] in ("är", "vore", "blir") or words[:2] == ["det", "är"]:
        judged = judged_adjective(words) or _noun(words)
        if judged:
            return f"vara {_plain(judged)}"
        if hit.concept.label.startswith("vara "):
            return f"vara {_plain(hit.concept.label.removeprefix('vara '))}"
    return _phrase(words, hit.concept) or "anse"


def _of_judgement(words: list[str], hit: Hit, lower: str) -> str:
    """The lemma of a judging phrase: of what something is said to be, or of the verb of the sentence that it opens."""
    if words[1:] == ["nog"]:  # «Beklagligt nog nämns inte skolan»
        return sentence_lemma(lower[hit.end : hit.end + _LONGEST].split(".")[0]) or "vara"
    beside = _FIRST_OF_SEVERAL.match(lower, hit.start, hit.end)
    if beside and (first := judged_adjective([beside[1]])):
        return f"vara {first}"
    too = _NEXT_WORD.match(lower, hit.end) if words[-1] in _TOO and words[-2:-1] != ["främmande"] else None
    return f"vara {base_form(too[1])}" if too else _judged(words, hit.concept)


def lemma_in_list(words: str) -> str | None:
    """What an item of a list asks for: «ansvaret pekas ut» → peka ut; None if neither a passive nor a modal verb says it."""
    found = next(
        (one for one in _PASSIVE.finditer(words) if not pattern("no-infinitive").search(one[1])), None
    )
    if found:
        return _with_particle(active(found[1]), words, found.end())
    modal = SHALL.search(words)
    return (_asked(words, modal.start()) or "skola") if modal else None


def finite_lemma(word: str) -> str:
    """The infinitive of a verb in any form: «gläder» → glädja, «nämns» → nämna, «drabba» → drabba."""
    if word.endswith("a"):
        return word
    return _finite(word) or (active(word) if word.endswith(("as", "es")) else _of_passive(word))


def _of_passive(word: str) -> str:
    """«används» → använda, «betonats» → betona, «prövat» → pröva; the word itself if it is no such form."""
    return re.sub(r"(?:(?<=a)t|(?<=[^\Waeiouyåäö])(?:i?t))?s?\Z", "", word) + (
        "" if re.search(r"at?s?\Z", word) else "a"
    )


_DONE = pattern("lemmas-done")


def passive_lemma(words: str) -> str | None:
    """What has not been done, or is done: «har inte visat» → visa, «används utan» → använda; None if no form shows it."""
    found = _DONE.search(words)
    return finite_lemma(found["supine"] or found["passive"]) if found else None


# «är inte tillräckligt belysta»
_NOT_ENOUGH = re.compile(r" tillräckligt (?:väl )?([\w-]{3,}(?:at|ade|[dlrvgmnks]ta?|tt|dda))(?![\w-])")
_HAS_WORTH = pattern("lemmas-has-worth")
_COPULA_AND = re.compile(r"\b(?:är|vore|var|vara|bli|blir)\b(?P<what>(?: [\w-]+){0,7})")
_DEGREE = re.compile(r" (?:för|alltför|föga|särskilt) ([\w-]+(?:[^d-]t|g|v|d|a|e))\b")
_ESTIMATED = re.compile(r"\b((?:under|över)(?:skatta|värdera))(?:t|ts|d|de)\b")


def built_lemma(words: str) -> str | None:
    """The lemma of a sentence whose form judges: of what is asked for, is not done, or what its subject is."""
    if estimated := _ESTIMATED.search(words):
        return estimated[1]
    found = _COPULA_AND.search(words)
    if found is None:
        return lemma_in_list(words) or passive_lemma(words)
    what, that, _ = found["what"].partition(" att")
    if that and not what:  # «En rimligare ordning vore att kräva …»: what it is said to be stands first
        what = words[: found.start()]
    if done := _NOT_ENOUGH.search(what):
        return finite_lemma(re.sub("(?:tt|dd)a?$", "d", done[1]).removesuffix("a"))
    judged = "förhoppning" if "förhoppning" in what else judged_adjective(what.split())
    if degree := _DEGREE.search(what):
        judged = base_form(degree[1])
    judged = judged or _noun(what.split())
    return f"vara {judged}" if judged else lemma_in_list(words) or "vara"


_IS_THAT = re.compile(r"(?:är|vore|var) att\b")
_WORD = re.compile(r"[\w-]+")
_QUOTED = re.compile(r"[\"”«»][^\"”«»]{1,60}[\"”«»]")
_OPENS = frozenset({"som", "att", "hur", "där", "när", "om", "vad", "vilka", "eftersom", "så"})
# «kravet slår», «de sliter»: a word that looks like a verb, after what a subject ends in.
_SUBJECT = re.compile(r"(?:[\w-]+(?:en|et|erna|arna|orna)|det|den|vi|jag|detta|dessa)\Z")
_PRESENT = re.compile(r"(?!för|eller|under|efter|över|när)[a-zåäö]{2,}[ae]r\Z")


def sentence_lemma(words: str) -> str | None:
    """The lemma of the finite verb of a sentence that no reporting verb opens: «Kravet slår hårt mot» → slå."""
    inside, before, words = 0, "", _QUOTED.sub("", words)
    for word in _WORD.finditer(words):
        inside += word[0] in _OPENS
        if _certain(word[0]) or (_PRESENT.match(word[0]) and _SUBJECT.match(before)):
            if not inside:
                predicate = words[word.start() :]
                return built_lemma(words) if _IS_THAT.match(predicate) else main_lemma(predicate)
            inside -= 1
        before = word[0]
    return built_lemma(words)


def _certain(word: str) -> bool:
    """Whether a word is a finite verb and nothing else."""
    known = (
        word in _COPULAS or word in _AUXILIARIES or word in lexicon("positions")["lemma"] or word in _forms()
    )
    return known and word != "för"


def main_lemma(words: str) -> str | None:
    """The lemma of what words say that begin with a finite verb: «kan utgå» → utgå, «slår hårt» → slå."""
    first = words.partition(" ")[0].rstrip(",")
    if first in _COPULAS:
        return built_lemma(words)
    if first in _HAVE:
        if worth := _HAS_WORTH.match(words):
            return f"ha {worth[1]}"
        return passive_lemma(words) or built_lemma(words) or "ha"
    if first in _AUXILIARIES:
        return _asked(words.replace("kommer att", "kommer", 1), 0) or built_lemma(words) or _finite(first)
    return _with_particle(finite_lemma(first), words, len(first))


def imperative_lemma(words: str) -> str:
    """The infinitive of the verb with which a sentence bids: «Tydliggör ansvaret» → tydliggöra, «Peka ut en» → peka ut."""
    verb = _FIRST.search(words)
    if verb is None:
        return "anse"
    ends = "" if verb[0].endswith(("a", "e", "å")) else "a"
    return _with_particle(verb[0] + ends, words, verb.end())


_DEED = pattern("lemmas-deed")


def deed_lemma(words: str) -> str | None:
    """The infinitive with which an item tells what is to be done: «tydligare redovisa målen»; None if none does."""
    found = _DEED.match(words)
    if found is None or pattern("no-infinitive").search(found["verb"]):
        return None
    return _with_particle(found["verb"], words, found.end("verb"))


def _asked(lower: str, at: int) -> str | None:
    """What a modal verb asks for, None if it is not plain."""
    near = _ASIDE.sub("", lower[at : at + 120])
    adverbs = adverbs_between()
    for word in re.finditer(r" ([\w-]+)", re.split(r"[.,;:\n]", near)[0]):
        # «i den fortsatta hanteringen»; «bör det tas ett beslut» has a verb
        noun = not word[1].endswith("as") and _ARTICLE.search(near, 0, word.start())
        if (
            not noun
            and (
                word[1].endswith(("a", "as", "es", "ås", "å"))
                or (word[1].endswith(_SHORT) and len(word[1]) > 1)
            )
            and not pattern("no-infinitive").search(word[1])
        ):
            found = active(word[1])
            if found == "kunna":
                continue
            return None if found in _EMPTY else _with_particle(found, near, word.end())
        if word[1] not in adverbs and word[1] != "det":
            break
    later = _LATER.match(near)
    if later is None or pattern("no-infinitive").search(later[1]):
        return None
    return _with_particle(active(later[1]), near, later.end())


def _with_particle(verb: str, words: str, end: int) -> str:
    particle = _PARTICLE.match(words, end)
    if particle and verb in _WITH.get(particle[1], (verb,)):
        return f"{verb} {particle[1]}"
    return verb


def _judged(words: Sequence[str], judgement: Concept) -> str:
    """«är oklart» → vara oklar; of a phrase with a verb of its own («framgår inte») that verb."""
    own = {one.label for one in concepts("stance").values()}
    if judgement.label and judgement.label not in own:
        return f"vara {_plain(judgement.label)}"
    adjective = judged_adjective(words)
    if adjective and len(words) == _PAIR and words[0].endswith(("ar", "er")) and words[0] != "är":
        return _finite(words[0]) or f"vara {_plain(adjective)}"  # «visar tydligt»
    if adjective:
        return f"vara {_plain(adjective)}"
    if noun := _noun(words):
        return f"vara {noun}"
    return (
        next(
            (found for word in words if word not in _HAVE and (found := _finite(word) or _undone(word))), None
        )
        or "vara"
    )


def _noun(words: Sequence[str]) -> str | None:
    """The first noun among words that judges after «är», with what belongs to it: «en brist»."""
    known: dict[str, str] = lexicon("positions")["tables"]["nouns"]
    return next((known[word] for word in words if word in known), None)


def _undone(word: str) -> str | None:
    """The infinitive of a passive or a supine: «redovisas» → redovisa; None of what does not look like one."""
    return finite_lemma(word) if re.search(r"\w{2,}(?:as|[^\Waeiouyåäös]s|at|ats|its)\Z", word) else None


def _without_gaps(words: Sequence[str], concept: Concept) -> list[str]:
    """The words of a phrase without those in its gaps: «har i sak ingen erinran» → har ingen erinran."""
    inner = " ".join(words)
    for begins, ends, whole in _gapped(concept.phrases):
        if inner.startswith(begins) and inner.endswith(ends):
            return whole.split()
    return list(words)


@cache
def _gapped(phrases: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    """How each of the phrases with gaps begins and ends, and the whole of it without them."""
    parted = (phrase.lower().split(GAP) for phrase in phrases if GAP in phrase)
    return tuple((f"{parts[0]} ", f" {parts[-1]}", " ".join(parts)) for parts in parted)


def _plain(adjective: str) -> str:
    """The adjective without its degree and what belongs to its object: «mindre lämplig» → lämplig, «svår att» → svår."""
    plain = re.sub(
        r"^(?:alltför|för|mindre|mer|helt|mycket|djupt) (?=\w)|(?<=\w) (?:att|än|över|om|för|till|med)$",
        "",
        adjective,
    )
    return judged_adjective([plain.removeprefix("en ").removeprefix("ett ")]) or plain


def base_form(adjective: str) -> str:
    """The base form of an adjective that may be unknown to the lexicon: «snäva» → snäv, «högt» → hög."""
    return judged_adjective([adjective]) or re.sub(r"(?<=\w{3})a$|(?<=[gkv])t$|(?<=ll)t$", "", adjective)


_PREPOSITION = re.compile(r" (?:av|från|från att yttra sig|att)$")


def _phrase(words: Sequence[str], concept: Concept) -> str:
    """The lemma of a verb with what belongs to it: «kan inte ställa oss bakom» → ställa sig bakom."""
    rest, around = list(words), lexicon("positions")["around-lemma"]
    while (
        len(rest) > 1
        and rest[0] in around["before"]
        and (
            rest[0] not in ("har", "hade") or rest[1] in _forms() or rest[1] in lexicon("positions")["lemma"]
        )
    ):
        rest.pop(0)
    if rest[0] in ("har", "hade") and len(rest) > 2 and rest[1] in ("hellre", "gärna", "länge"):
        rest = rest[2:]  # «hade hellre sett»
    label = concept.label.removeprefix("inte ")
    first = _finite(rest[0], label) or label.split()[0]
    if first in _OPINING or first == "finnas" or concept.slug == "efterfraga-fortydligande":
        return first
    same = label.split()[0] in (first, *(_finite(word) for word in rest))
    if same and concept.slug != "ha-inget-att-erinra":
        return _PREPOSITION.sub("", label) if label != "ha svårt att" else label
    tail = [
        "sig" if word == "oss" else word
        for word in rest[1:]
        if word not in ("inte", "ej", "dock", "därför", "också", "även")
    ]
    while tail and tail[-1] in around["after"]:
        tail.pop()
    if first == "vara" and tail:
        tail = [base_form(tail[0]), *(word for word in tail[1:] if word not in ("med", "över"))]
    return " ".join([first, *tail])


@cache
def _forms() -> dict[str, str]:
    """Every one-word form of a verb of the thesaurus and the first word of its label."""
    return {
        phrase.lower(): concept.label.removeprefix("inte ").split()[0]
        for concept in concepts("verb").values()
        for phrase in concept.phrases
        if " " not in phrase
    }


@lru_cache(maxsize=1024)
def _finite(word: str, label: str = "") -> str | None:
    """The infinitive of a finite verb; None of what does not look like one."""
    irregular: dict[str, str] = lexicon("positions")["lemma"]
    if word in irregular:
        return irregular[word]
    known = _forms().get(word)
    if known and known[:2] == word[:2]:
        return known
    if word == label.split(" ")[0] or (label and word.endswith("a")):
        return word
    match = re.fullmatch(r"(\w{3,}?)(?<!ing)(?<!het)(?<!hell)(?:ar|er)|(\w+å)r", word)
    return match[2] or match[1] + "a" if match else None
