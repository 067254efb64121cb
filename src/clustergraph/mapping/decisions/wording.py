"""What in a sentence or list item is decided, and whether words without a known outcome can be a decision."""

import re

from clustergraph.mapping.text.clause_words import trimmed
from clustergraph.mapping.text.view import Stretch
from clustergraph.mapping.text.vocabulary import lexicon, pattern
from clustergraph.reading import Kind
from clustergraph.reading.alternatives import either

DECIDES = pattern("decisions", "wording-decides")
HOLDS = pattern("decisions", "wording-holds")
_LEAD_ONLY = re.compile(r"\b(?:besluta|beslutar|föreslår|följande)\s*[:.]?$")
_WHO_ONLY = re.compile(r" ?(?:\S+ ){1,5}(?:besluta|beslutar)(?: följande| för egen del)*\s*[:.]?(?: \d\.)?$")
# «Fullmäktige antar taxan att gälla från …» decides on the taxa; in what is proposed or decided «att» leads the clause.
_ATT = re.compile(r"\batt\b(?! gälla| börja gälla| tillämpas| användas)")
_LEADS_CLAUSE = re.compile(r"beslut|föresl|hemställ|ena|stannade|kom ")
_ACTS = pattern("decisions", "wording-acts")
_TELLS = pattern("decisions", "wording-tells")
# What an authority finds before it decides: «Inspektionen konstaterar att …».
_FINDS = re.compile(r"[\w -]{3,60} (?:konstaterar|finner|bedömer|anser)\b")
BREACH = pattern("decisions", "wording-breach")
_STATES = pattern("decisions", "wording-states")
_DONE = re.compile(r"\b[a-zåäö]+s\b|\b(?:att|ska|skall|får|gäller)\b")
# A word that can be a verb of what is to be: in the present, passive, «ska», or an infinitive at the beginning.
_VERB = re.compile(
    r"\b[a-zåäö]+[rs]\b|\b(?:att|ska|skall|kan)\b|^(?:[A-ZÅÄÖ]?[a-zåäö]+a|Ge|ge|Ta|ta|Se|se|Få|få) "
)
# «Regeringen beslutar om en nationell strategi»: the whole of what is decided, no known outcome.
_ON = re.compile(r"[\w -]{3,60} beslutar om [a-zåäö]{2,}")


def only_tells(words: str) -> bool:
    """Whether words in lower case only say how things are, what somebody finds, or what has happened."""
    return any(one.match(words) for one in (_TELLS, _FINDS, _STATES))


def may_decide(words: str, stretch: Stretch, after_att: bool) -> bool:
    """Whether a clause without a known outcome can be a decision: «Stall byggs om», «att …»."""
    if after_att:
        return len(words.split()) > 1
    if _TELLS.match(words.lower()) or (stretch.kind is not Kind.ITEM and words.endswith(":")):
        return False
    if _FINDS.match(words.lower()):
        return False
    if _ON.match(words.lower()):
        return True
    if stretch.kind is Kind.ITEM:
        return len(words.split()) > 2 and bool(_VERB.search(words))
    told = _STATES.match(words.lower())
    return len(words.split()) > 3 and not told and bool(_DONE.search(words) or _ACTS.match(words.lower()))


# Who is told to act, where no verb of giving a task is used: «Förvaltningen ska redovisa kostnaderna i maj».
_TOLD = re.compile(
    r"(?:\S+ ){0,4}?\S*(?:chefen|direktören|förvaltningen|kontoret|nämnden|nämnderna|styrelsen|utskottet|avdelningen|enheten|direktionen|bolaget|rektor"
    r"|sekretariatet|staben|kansliet|presidiet|ordföranden|kommittén|dekanen|prefekten|arbetsgruppen) (?:(?:för|i|vid) [^.;]{3,60} )?(?:ska|skall|återkommer|redovisar|rapporterar|ansvarar|svarar)\b"
)
_REFUSES = pattern("decisions", "wording-refuses")
_ON_PLAN = pattern("decisions", "wording-on-plan")
# «sända utdraget till revisorerna», «beslutet delges föreningen»
_SENDS = re.compile(r"(?:[\w-]+ ){0,3}?(?:(?:över)?sänd(?:a|s|er)|skicka[sr]?|delge[sr]?|expediera[sr]?) ")
# «ingå samarbetsavtalet», «träffa en ny överenskommelse»
_ENTERS = re.compile(
    r"(?:[\w-]+ ansluter|ansluta) [\w-]+ till (?:[\w-]+ ){0,2}?[\w-]*(?:avtal|överenskommelse|avsiktsförklaring|partnerskap)(?:et|en|n)?\b"
    r"|(?:[\w-]+ )?(?:ingår?|tecknar?|träffar?) (?:[\w-]+ ){0,3}?[\w-]*(?:avtal|överenskommelse|avsiktsförklaring|partnerskap)(?:et|en|n)?\b"
)
# «Peter Ström ska vara tillförordnad kommunchef från den 1 maj»
_ROLE = r"\w*(?:chef|direktör|ordförande|rektor|ledamot|ersättare|föreståndare|sekreterare|ombud|representant|förvaltare|revisor|kontrollansvarig)"
_MADE = re.compile(
    rf"(?:[\w-]+ ){{1,6}}?(?:ska|skall) vara (?:[\w.-]+ ){{0,2}}?{_ROLE}\b|{_ROLE}(?: för [\w ]{{3,40}})? (?:ska|skall) vara |[^.;]{{3,80}}? (?:(?:ska|skall) (?:företräda|representera)|företräder|representerar) "
)


def presumed_outcome(words: str) -> str | None:
    """The outcome of a clause whose verb is no known one: what is to be done is approved, or is somebody's task."""
    if words.startswith(("föreslå ", "rekommendera ", "hemställa ")):
        return "recommend"
    if _REFUSES.search(words.partition(" om ")[0]):  # «betalas tillbaka om kurserna inte genomförs»
        return None
    if _SENDS.match(words):
        return "forward"
    on = _ON_PLAN.search(words)
    if on or _ENTERS.match(words):
        return "consult" if on and on["sent"] else "adopt"
    if _MADE.match(words):
        return "appoint"
    return "assign" if _TOLD.match(words) else "approve"


# The infinitives of decisions
_PLAIN = lexicon("decisions")["clauses"]["infinitives"]
INFINITIVE = either([*_PLAIN, *lexicon("decisions")["clauses"]["others"]])
# Between «beslut» and the clause that it leads: its day and paragraph.
_NOUN_LEADS = re.compile(
    r"(?:,? (?:om|den|av (?:den )?|\d{1,2} [a-zåäö]+ \d{4}|\d{4}-\d\d-\d\d|\(?§ ?\d+\)?))*(?:,|:)? ?"
)
# «… med den ändring som Anna Ek föreslagit»: whose proposal it was, not what is decided.
_AS_SAID = re.compile(r"\bsom [^.;]{3,60} $")
# «Om fullmäktige beslutar enligt punkt 4 får chefen i uppdrag att …»
_CONDITIONAL = re.compile(r"(?:om|därest|under förutsättning att|för det fall(?: att)?|i det fall) [^.,;]*\Z")
_ON_DECISION = pattern("decisions", "wording-on-decision")


def deciding_word(lower: str, start: int, end: int) -> re.Match[str] | None:
    """The first word of a span that says that something is decided: «beslutar», «föreslår»; not «överlämnas till nämnden för beslut»."""
    decides = DECIDES.search(lower, start, end)
    noun = decides is not None and decides[0] == "beslut"
    return None if decides and noun and lower.endswith(("till ", "för "), start, decides.start()) else decides


def clause_in(lower: str, start: int, end: int, listed: bool) -> tuple[int, int] | None:
    """What is decided in a sentence or item: after «att», without the conjunction to the next; None for a lead-in."""
    text = lower[start:end]
    decides = deciding_word(text, 0, len(text))
    if decides and _CONDITIONAL.match(text, 0, decides.start() + 1):
        decides = None
    if decides and _AS_SAID.search(text, 0, decides.start()):
        decides = None
    if decides and decides[0] == "beslut" and _ON_DECISION.search(text, 0, decides.start()):
        decides = None
    straight = _STRAIGHT.match(text, decides.end()) if decides else None
    if text.startswith("att "):
        start += 4
    elif straight and not listed:
        start += straight.end()
    elif decides and not listed:
        att = _ATT.search(text, decides.start()) if _LEADS_CLAUSE.match(decides[0]) else None
        if att and decides[0] == "beslut" and not _NOUN_LEADS.fullmatch(text, decides.end(), att.start()):
            att = None  # «vid uppföljning av tidigare beslut konstaterar myndigheten att …»
        if att and _WHO_ONLY.match(text, att.end()):
            return None  # «… och föreslår att kommunfullmäktige beslutar:»
        if att and att.end() < len(text) - 3:
            start += att.end() + 1
        elif (
            not text[decides.end() :].strip(" :,.")
            or (text.rstrip().endswith(":") and not HOLDS.search(text.rstrip()))
            or _LEAD_ONLY.search(text.rstrip())
        ):
            return None
    stop = trimmed(lower, start, end)
    return (start, stop) if stop > start else None


_NEXT = pattern("decisions", "wording-next")
_INFINITIVE = pattern("decisions", "wording-infinitive")
# «Nämnden föreslås avslå motionen med hänvisning till att …», «Rektor beslutar på delegation av nämnden avslå ansökan»
_STRAIGHT = re.compile(
    r"(?:(?: \w*(?:fullmäktige|styrelsen|nämnden))?(?: besluta)?(?: (?:på delegation|med stöd av|för egen del)(?: [^.;:]{3,90}?)?)?:?,? )"
    rf"(?={INFINITIVE} |ge )"
)
# «… godkänna policyn att uppdra åt ombudet …»: clauses printed one below the other, in words that lost their line breaks.
_AGAIN = re.compile(rf"(?:{either(_PLAIN)}|ingå(?! i)) ")
# «… godkänna planen, uppdra åt nämnden att … samt utse Eva Ek»: infinitives in a row; after a task only what no one is told to do
BEGINS = re.compile(rf"(?:{INFINITIVE}|ge) ")
_IN_ROW = re.compile(rf"(?:,|,? (?:samt|och)) (?={BEGINS.pattern})")
_BY_BODY = pattern("decisions", "wording-by-body")
# «… antar svaret och att översända det»: with the same thing, and so no decision of its own
_OF_SAME = re.compile(r"\w+ (?:det|den|dem|detta)\b")
_TASKS = re.compile(
    r"\b(?:uppdra\w*|uppmana\w*|anmoda\w*|ombe[dr]\w*|uppgift|rätt|möjlighet\w*|bemyndiga\w*|\w*fullmakt|mandat|ålägg\w*|förplikt\w*|skyldig\w*|tillstånd|delegera\w*|föreslå|rekommendera|hemställa"
    r"|ansvar\w*|föreslår|rekommenderar|hemställer|begär\w*|besluta[rs]?)(?: [^.;]*)?$|\b(?:genom|för|från|om"
    r"|till) ?$"
)
# «… fastställer nämndens beslut den 8 november 2011, § 20, att anta planen»
_OF_DECISION = re.compile(r"s (?:i [\w -]{3,40} )?beslut (?:av )?(?:den )?\d[^;.]{0,60}$")
_TO_BE = pattern("decisions", "wording-to-be")

_DOES = pattern("decisions", "wording-does")


def clauses_in(lower: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses of a decision in one sentence: «anta planen, att avslå motionen samt att ge nämnden i uppdrag att …».

    A clause begins after «, att», «samt att» or «och att» where an infinitive, or a subject with «ska», follows.
    """
    begins = [start]
    stops = []
    does = _DOES.search(lower, start, end)
    if does:
        first, second = (start, does.start()), (does.end(), end)
        return [*clauses_in(lower, *first), *clauses_in(lower, *second)]
    if BEGINS.match(lower, start) and (row := _in_row(lower, start, end)):
        return row
    for match in _NEXT.finditer(lower, start, end):
        joined = match["comma"] or match[0].lstrip().startswith(("samt", "och", "dels"))
        following = lower[match.end() : end]
        told = _INFINITIVE.match(following) or _TO_BE.match(following)
        led = (
            _AGAIN.match(following)
            and not (joined and _OF_SAME.match(following))
            and not _TASKS.search(lower, begins[-1], match.start())
        )
        if _OF_DECISION.search(lower, begins[-1], match.start()):
            continue  # what another's decision says that is upheld or repealed
        if (joined and told) or led:
            stops.append(match.start())
            begins.append(match.end())
    spans = zip(begins, [*stops, end], strict=True)
    return [(begin, trimmed(lower, begin, stop)) for begin, stop in spans]


# A task, or what something is done for, of which further infinitives are a part.
_ENDS_IN = re.compile(rf"{_TASKS.pattern}|\b(?:för|till|genom|med) att ")


def _in_row(lower: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses of a sentence that puts what is decided as infinitives with commas; none where it has but one or two with «och»."""
    borders = [start]
    for match in _IN_ROW.finditer(lower, start, end):
        own = _BY_BODY.match(lower, match.end()) or not _ENDS_IN.search(lower, borders[-1], match.start())
        if own and not _OF_SAME.match(lower, match.end()) and (match[0][0] == "," or len(borders) > 1):
            borders += match.span()
    borders.append(end)
    spans = zip(borders[::2], borders[1::2], strict=True)
    return [(begin, trimmed(lower, begin, stop)) for begin, stop in spans] if len(borders) > 2 else []
