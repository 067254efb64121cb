"""The stance of a position: by what its words ask for, whatever verb reports them."""

import re
from collections.abc import Iterable
from functools import cache

from clustergraph.mapping.positions.sentence_forms import shaped_stance
from clustergraph.mapping.text.phrases import Hit
from clustergraph.mapping.text.vocabulary import Concept, concepts, lexicon

# For a verb of each kind: the stances that its complement can turn it into, the strongest first.
_TURNS = {
    "support": ("oppose",),
    "support-with-reservation": (),
    "oppose": (),
    "propose": ("request-clarification", "oppose"),
    "request-clarification": (),
    "emphasise": ("request-clarification", "oppose", "propose", "criticise"),
    "note": (
        "request-clarification",
        "oppose",
        "propose",
        "criticise",
        "emphasise",
        "support-with-reservation",
        "support",
    ),
    "criticise": ("request-clarification",),
}
# Verbs of holding an opinion, whose complement asks for what it says.
_OPINING = frozenset(
    {
        "anse",
        "bedoma",
        "anse-bor",
        "papeka",
        "anfora",
        "patala",
        "se-att",
        "se-som",
        "tro",
        "havda",
        "fora-fram",
    }
)
# Those whose complement says what the holder thinks of something, also with a bare adjective.
_JUDGING = frozenset(
    {"anse", "bedoma", "anse-bor", "se-att", "se-som", "tro", "havda", "uppfatta", "vidhalla"}
)
# Set phrases that say it all: no complement turns them.
_SETTLED = frozenset(
    {
        "ha-inga-synpunkter",
        "avsta-fran-yttrande",
        "inte-ta-stallning",
        "begransa-sitt-yttrande",
        "lamna-utan-kommentar",
        "inte-beroras",
        "hanvisa",
    }
)
# What a negated verb comes to, by its slug or what it expresses: «tillstyrker inte» opposes, «ifrågasätter inte behovet»
# finds no fault.
_DENIED_IS = {
    "support": "oppose",
    "oppose": "support",
    "kritisera": "note",
    "ifragasatta": "note",
    "invanda": "support",
    "anmarka": "support",
    "vanda-sig-mot": "support",
}
# «förordar inte»: what is advocated is the opposite.
_ADVOCATING = ("fororda", "forespraka", "rekommendera")
# «förordar förslaget», «förordar en utbyggnad enligt förslaget»
_PROPOSED = re.compile(
    r"\S+ (?:(?!att )[\w-]+ ){0,6}?(?:enligt (?:förslaget|planförslaget|planen)|(?:utredningens|kommitténs"
    r"|liggande|föreliggande|det) förslag|(?:plan|lag)?förslaget)(?! (?:om|till|att)\b)"
)
# «ser andelen som ett växande problem», «ser detta som en stor fördel»
_SEEN_AS = re.compile(
    r" som (?:(?:en|ett|det|den) )?(?:(?!att |som )[\w-]+ ){0,3}?(?:(?P<criticise>(?:\w*problem|risk|brist|hot|nackdel|svaghet|hinder|försämring|fara|belastning)\w{0,4}"
    r"|ogynnsamt|(?:ett )?steg (?:bakåt|tillbaka))|(?P<support>fördel|styrka|förbättring|framsteg|vinst|tillgång|lättnad|förtjänst|möjlighet)\w{0,4}"
    r"|(?P<emphasise>\w*förutsättning|nyckel\w*|huvudfråga|ödesfråga|kärnfråga)\w{0,4})\b"
)
_SEEN = ("oppose", "criticise", "support", "emphasise", "propose")
_HELD = ("oppose", "criticise", "emphasise", "support", "propose")
# «anser inte att … bör», «bör därför inte»: what is asked for is that it is not done.
_NOT_THAT = re.compile(r"\S+ (?:\w+ ){0,2}inte (?:heller )?att\b")
_SHOULD_NOT = re.compile(
    r"(?<!för )\batt (?:(?!att )[\w-]+ ){1,8}?inte (?:heller |längre )?(?:bör|borde|ska|skall)\b(?! (?:bara|endast"
    r"|enbart|minst))|(?<!som )\b(?:bör|borde|ska|skall)(?: (?!att\b)[\w-]+){0,3} inte\b(?! (?:bara|endast|enbart"
    r"|minst))"
)
# «måste anses vara rimligt» judges, and asks for nothing.
_REGARDED = re.compile(
    r"\b(?:måste|bör|får|kan|ska)((?: [\w-]+){0,5}?) (?:anses|betraktas|betecknas|ses|räknas)(?= som| vara| \w+t\b)"
)
# «faller utanför kommunens ansvar»
_OUTSIDE = re.compile(
    r"\b(?:faller|ligger|går) utanför \S+ (?:\w*ansvar|uppdrag|verksamhet|\w*område|kompetens)"
)
# «konstaterar att förslaget inte berör kommunens verksamhet»
_UNTOUCHED = re.compile(
    r"\binte (?:direkt |närmare )?(?:berör|påverkar|omfattar) (?:[\w-]+s|vår|vårt|våra) (?:[\w-]+ )?(?:verksamhet|ansvarsområde|område|uppdrag|intressen|ansvar)"
)
# «anser att det är orimligt att avgiften ska höjas»: a judgement, whatever is asked for within it
_JUDGED = re.compile(
    r"\S+ (?:\w+ ){0,2}att det (?:[\w-]+ ){0,3}(?:är|vore|blir) (?:[\w-]+ ){0,2}?"
    r"(?:orimligt|olämpligt|olyckligt|omotiverat|onödigt|orättvist|orealistiskt|fel|felaktigt|märkligt"
    r"|problematiskt|bekymmersamt|beklagligt|anmärkningsvärt|stötande|otillfredsställande) att\b"
)
# «kan inte se att våra medlemmar berörs»
_NOT_SEEN = re.compile(r"kan inte se att [^,;]{2,80}\b(?:berörs|påverkas)\b")
# «övervägas om inte även skolor ska omfattas»
_WHETHER = re.compile(r"\böverväg\w* (?:[\w-]+ ){0,3}om (?:det )?inte\b")
# «förslaget ska avslås»: asked for is its fall.
_SHOULD_FALL = re.compile(
    r"\b(?:bör|borde|ska|skall|måste|behöver) (?:\w+ ){0,2}(?:avslås|avvisas|avstyrkas|förkastas|skrotas|dras tillbaka)\b"
)
# «vilket vi inte tror räcker»: the negation before the verb.
_DENIED = re.compile(r"\b(?:inte|knappast)(?: \w+)? $")
# «anser att förslaget inte möter behoven»; what does not touch or demand is no fault.
_FAILS = re.compile(
    r"\batt (?:(?!att |som )\S+ ){1,14}?inte,? (?!påverka|berör|medför|innebär|innebära|kräv|leder|leda|behöv|föranle|har n|bara|endast|enbart)"
)
# «anser att medlen är för små»
_TOO = re.compile(
    r"\b(?:är|blir|var) (?:[\w-]+ )?(?:för|alltför) (?:små|få|stora|många|litet|lite|sent|tidigt|[\w-]{3,}(?:isk"
    r"|iskt|iska|ig|igt|iga|ell|ellt|ella|erad|erat|erade|al|alt|ala))(?=[.,;!]|$| och | för att )"
)
# «anser att detta är den viktigaste frågan», «… är den bästa lösningen», «… är den största bristen».
_MOST = re.compile(
    r"\b(?:är|utgör) (?:den|det|de) (?:(?:allra |absolut )?(?:viktigaste|mest (?:angelägna|centrala|avgörande|prioriterade|väsentliga))"
    r"|(?P<best>bästa|lämpligaste|rimligaste|mest (?:lämpliga|rimliga|ändamålsenliga))"
    r"|(?P<fault>(?:största|allvarligaste|främsta) (?:brist|svaghet|problem|nackdel|risk)))"
)
_ASKS = re.compile(r"\b(?:bör|borde|behöver|måste|ska|skall|krävs)\b")
# «brott som ska ingå» only tells which.
_NEEDED = re.compile(r"(?<!som )\b(?:ska|skall|behöver|måste|krävs|behövs|får inte)\b")
# «konstaterar att fler skolor skulle behöva ingå»: also where it is only noted.
_WOULD_NEED = re.compile(r"\bskulle (?:[\w-]+ )?behöva")
# «finner inget stöd för», «anser inte att»
_NOTHING = re.compile(r"\S+ (?:(?!att)\S+ ){0,2}(?:inte|inget|ingen|inga|ej)\b")
# Whether the clause stresses before it asks: «vikten av att …», «det är viktigt att …».
_STRESS = re.compile(
    r"\W*(?:\S+\s){0,6}?(?:vikten av|betydelsen av|(?:är|blir|vore) (?:\w+ ){0,4}"
    r"(?:viktigt|angeläget|avgörande|centralt|väsentligt|nödvändigt|av (?:\w+ )?vikt)|det (?:\w+ ){0,2}viktigt)"
)
# «anser att planen kan accepteras under förutsättning att bullret utreds»: what is demanded is a condition.
_ON_CONDITION = re.compile(
    r"\bkan (?:[\w-]+ )?(?:accepteras|godtas|tillstyrkas|godkännas|biträdas)\b[^.;]{0,60}? (?:förutsatt|under förutsättning(?:en)?|på (?:det )?villkor(?:et)?) att\b"
)
# «anser att den aldrig borde ha remitterats»: what is done is blamed.
_REGRETS = re.compile(r"\b(?:aldrig|inte|ej) borde ha\b|\bborde (?:aldrig|inte|ej|knappast) ha\b")
_NO = re.compile(r"\b(?:inte|ej|inget|ingen|inga|ingenting)\b")


def stance_of(verb: Concept, said: Iterable[Hit], words: str, opening: str) -> str:
    """The stance of a clause.

    verb: the concept of the reporting verb or phrase. said: labels of stances in the clause. words: the
    clause in lower case; opening: its part from the verb on, which tells «vikten av» from «bör».
    """
    said = list(said)
    base = _base(verb, said, opening)
    if verb.slug in _SETTLED:
        return base
    slugs = {hit.concept.slug for hit in said if hit.concept.scheme == "stance"}
    denied = _DENIED_IS.get(verb.slug) or _DENIED_IS.get(base)
    if denied and not _negative(verb, opening) and _negated(words, opening):
        return denied
    if told := _told(verb, base, slugs, opening):
        return told
    if base in ("emphasise", "note") and _STRESS.match(opening):
        if "request-clarification" in slugs:
            return "request-clarification"
        if not {"bör", "borde"} & {*re.findall(r"\w+", opening)}:
            return "emphasise"
    if base != "support" and _REGRETS.search(opening):
        return "criticise"
    if base == "note":
        held = {hit.concept.slug for hit in said if hit.concept.scheme == "adjective"}
        return _held(verb, slugs, held, words[: len(words) - len(opening)], opening)
    if advocated := _advocated(verb, words, opening):
        return advocated
    if base == "propose" and "request-clarification" not in slugs and _refuses(verb, opening):
        return "oppose"
    return _turned(base, slugs, words)


def _turned(base: str, slugs: set[str], words: str) -> str:
    """What other labels in a clause make of its stance."""
    for turned in _TURNS[base]:
        if turned in slugs and not (turned == "oppose" and base == "propose" and "inte" not in words):
            return turned
    return base


# «peka på vissa problem med», «framhålla det positiva i», «betona att vi är kritiska till»: what is stressed judges.
_STRESSED = re.compile(
    r"\S+(?: (?!att\b)\S+){0,2} (?P<criticise>(?:(?!att\b)[\w-]+ ){0,2}(?:problem|brister|risker|svårigheter|svagheter|nackdelar|felaktigheter) (?:i|med|som|hos)\b)"
    r"|\S+(?: (?!att\b)\S+){0,3} (?P<support>(?:det (?:positiva|goda|bra)|fördelarna) (?:i|med)\b)"
)
_OWN_VIEW = re.compile(
    r"\S+(?: (?!att\b)\S+){0,2} att (?:[\w-]+ ){1,3}(?:är|ställer (?:sig|oss)) (?:[\w-]+ )?"
    r"(?:(?P<support>positiv[at]?)|(?P<criticise>kritisk[at]?|tveksam(?:ma|t)?)|(?P<oppose>negativ[at]?)) till\b"
)
# «understryka att vi delar utgångspunkten»
_OWN_VERB = re.compile(
    r"\S+(?: (?!att\b)\S+){0,2} att (?:[\w-]+ )?(?:vi|[\w-]*(?:kommunen|regionen|landstinget|förbundet|universitetet|högskolan|myndigheten|verket"
    r"|styrelsen|nämnden|föreningen|bolaget|rådet|institutet|stiftelsen)) (?:[\w-]+ )?"
    r"(?:(?P<support>delar(?= (?!inte|ej))|instämmer|stödjer|stöder|tillstyrker|välkomnar|biträder|är positiv[at]? till)|(?P<criticise>ifrågasätter|saknar)"
    r"|(?P<oppose>avstyrker|avvisar|motsätter sig))\b(?! (?:inte|ej)\b)"
)
_LIMITED = re.compile(r"\b(?:så länge|under förutsättning|förutsatt) ")


def _told(verb: Concept, base: str, slugs: set[str], opening: str) -> str | None:
    """Support with a reservation beside it; what a verb of stress says whose object judges, or is the holder's own view."""
    if verb.slug in _JUDGING and _JUDGED.match(opening):
        return "criticise"
    if base == "support" and "support-with-reservation" in slugs:
        return "support-with-reservation"
    if _NOT_SEEN.match(opening):
        return "note"
    if base not in ("emphasise", "note"):
        return None
    stressed = _STRESSED.match(opening) or _OWN_VIEW.match(opening) or _OWN_VERB.match(opening)
    if stressed is None:
        return None
    limited = "support-with-reservation" in slugs or _LIMITED.search(opening)
    return "support-with-reservation" if stressed.lastgroup == "support" and limited else stressed.lastgroup


def _advocated(verb: Concept, words: str, opening: str) -> str | None:
    """The stance of what is not advocated, or advocated as it is proposed; None of anything else."""
    if verb.slug in ("se-behov-av", *_ADVOCATING) and _negated(words, opening):
        return "oppose"
    return "support" if verb.slug in _ADVOCATING and _PROPOSED.match(opening) else None


def _base(verb: Concept, said: Iterable[Hit], opening: str) -> str:
    """What a verb expresses; «bedömer att utfallet måste anses gott» only holds something."""
    if _ON_CONDITION.search(opening):
        return "support-with-reservation"
    regarded = _REGARDED.search(opening) and any(hit.concept.scheme == "adjective" for hit in said)
    return "note" if regarded else verb.expresses or "note"


def _refuses(verb: Concept, opening: str) -> bool:
    """Whether what is asked for is that something is not done."""
    if _WHETHER.search(opening):
        return False
    if _NOT_THAT.match(opening) and verb.slug in _OPINING:
        return bool(_ASKS.search(opening))
    clause = re.split(r", (?!som\b)|\bmen\b", opening)[0]
    return bool(_SHOULD_NOT.search(clause) or _SHOULD_FALL.search(clause))


def _held(verb: Concept, slugs: set[str], held: set[str], before: str, opening: str) -> str:
    """The stance of what is held, assessed or noted: that of its complement.

    held: the stances of the bare adjectives in it, which count where nothing else tells. before: the words
    before the verb.
    """
    opinion = verb.slug in _JUDGING or bool(held and _REGARDED.match(opening))
    if _OUTSIDE.search(opening) or _UNTOUCHED.search(opening):
        return "note"
    if held and _REGARDED.search(opening):
        opening, slugs = _REGARDED.sub(r"\1 anses", opening), slugs - {"propose"}
    if verb.slug == "se-som" and (seen := _seen(held, opening)):
        return seen
    if opinion and "request-clarification" not in slugs and _refuses(verb, opening):
        return "oppose"
    if opinion and (_NOTHING.match(opening) or _DENIED.search(before)):
        return "criticise"
    if opinion and held and not _ASKS.search(opening):
        slugs = slugs - {"request-clarification"}  # «ett lyckat sätt att tydliggöra god praxis»
    asks = verb.slug in _OPINING or re.search(r"\b(?:bör|borde|behöver|måste)\b", opening)
    for turned in _TURNS["note"]:
        # «konstaterar att planen ska kompletteras» asks for nothing.
        if turned in slugs and (asks or turned not in ("propose", "oppose", "support-with-reservation")):
            return turned
    if (opinion and _NEEDED.search(opening)) or _WOULD_NEED.search(opening):
        return "propose"
    if not opinion:
        return "note"
    return _complement(held, opening)


def _seen(held: set[str], opening: str) -> str | None:
    """What something is seen as: by the noun, «som ett problem», else by the adjective, «som rimligt»."""
    noun = _SEEN_AS.search(opening)
    return (noun and noun.lastgroup) or next((stance for stance in _SEEN if stance in held), None)


def _complement(held: set[str], opening: str) -> str:
    """What the holder thinks of something, by the adjectives of the complement or how it is built."""
    judged = next((stance for stance in _HELD if stance in held), "note")
    most = _MOST.search(opening) if judged in ("note", "emphasise", "support") else None
    if most:
        return "criticise" if most["fault"] else "support" if most["best"] else "emphasise"
    shaped = shaped_stance(opening.partition(" att ")[2]) if judged == "note" else None
    if shaped:
        return shaped
    if judged == "note" and (_FAILS.search(opening) or _TOO.search(opening)):
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
    near = re.split(r"\batt\b|,", near)[0]
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
