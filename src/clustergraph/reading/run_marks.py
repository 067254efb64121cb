"""What shows where the lines of a head stood that lost its line breaks, and where it ends."""

import re
from functools import cache

from clustergraph.reading import genre
from clustergraph.reading.alternatives import either

_CAPITAL = r"[A-ZÅÄÖÉ][\w’é-]*"
# Whose answer a title is: one word, or two of which the first tells that another follows.
_SENDER = rf"(?:(?:Sveriges|Svenska|Svensk|Svenskt|Region|Länsstyrelsen|Riksförbundet) )?{_CAPITAL}"
_PAPER_NAMED = "(?:Be|Slutbe|Delbe)tänkandet|(?:P|Departementsp)romemorian|Lagrådsremissen"
PAGE = r"(?:Sida |SIDA |Sid )?\d{1,3} ?(?:\(\d{1,3}\)|/ ?\d{1,3}(?![\d/-]))"
_AFTER_HANDLERS = (
    "Datum|Diarienr|Diarienummer|Dnr|Telefon|Tel|Tfn|E-post"  # keys after several names without a mark
)
_TOWN = r"(?: (?:SE-)?\d{3} ?\d{2} [A-ZÅÄÖ][\wåäö]+|(?: (?:SE-)?\d{3} ?\d{2})?(?: (?:(?!BESLUT|REMISS|YTTRANDE|DELEGATION|MISSIV|TJÄNSTE|PROTOKOLL)[A-ZÅÄÖ]{3,}|Stockholm)\b)?)"
# The name of a body in a head; the part before the last word is that of «Miljö- och byggnämnden».
BODY = (
    rf"(?:(?:Regeringskansliet|REGERINGSKANSLIET)(?: \(\w+departementet\)| {_CAPITAL}departementet)?|[A-ZÅÄÖ][\w-]+ och [\w-]+departementet|[A-ZÅÄÖ][\w-]+departementet"
    r"|[A-ZÅÄÖ][a-zåäö]+(?:verket|myndigheten|inspektionen)(?: Region [A-ZÅÄÖ][a-zåäö]+)?|Länsstyrelsen i [A-ZÅÄÖ][a-zåäö]+(?: [A-ZÅÄÖ][a-zåäö]+)? län"
    rf"|{_CAPITAL} (?:kommun|stad|KOMMUN)|(?:{_CAPITAL} (?:och|samt) \w*|[A-ZÅÄÖ][a-zåäö]+a \w*|[A-ZÅÄÖ]\w*)(?:nämnden|styrelsen|fullmäktige|utskottet|direktionen)"
    rf"|(?:[A-ZÅÄÖ]+- OCH )?[A-ZÅÄÖ]+(?:NÄMNDEN|STYRELSEN|FULLMÄKTIGE|KONTORET|FÖRVALTNINGEN)){_TOWN}"
)

_BOARDS = "nämnden|styrelsen|fullmäktige|utskottet|direktionen"
# Who has the matter in hand, and where: «Miljöförvaltningen Anna Ek, miljöinspektör».
_OFFICIAL = (
    rf"(?:{_CAPITAL}(?:- och [a-zåäö]+)?(?:förvaltningen|kontoret|kansliet|avdelningen|enheten) )?"
    rf"{_CAPITAL} {_CAPITAL},? [a-zåäö-]*(?:handläggare|chef|strateg|utredare|sekreterare|inspektör|ingenjör|jurist|samordnare|arkitekt|direktör|ekonom)"
)

# What does not go on with the name after «Till».
_NO_NAME = r"(?:Box|Er|Ert|Vår|Vårt|Dnr|D(?:iarie|atum)\w*|Yttrande|Remiss\w*|Svar|Synpunkter|Angående|Ang)\b"
# What stands by itself between the lines of a head: a day, a telephone number, an address, the number of the matter.
_DAY = (
    r"(?:19|20)?\d\d-[01]\d-[0-3]\d(?![\d-])|[A-ZÅÄÖ][a-zåäö]+,? (?:den )?\d{1,2} [a-z]{3,9} (?:19|20)\d\d|[A-ZÅÄÖ][a-zåäö]+ i [a-z]{3,9} (?:19|20)\d\d"
    r"|(?<!den )\d{1,2} [a-z]{3,9} (?:19|20)\d\d"
)
_NUMBER = (
    r"(?!SOU\b|Ds\b|DS\b|SFS\b|Prop\b|Dir\b)(?:[A-ZÅÄÖ]{2,6}[ -]?(?:/?\d{4}[-/:]\d{1,6}|\d{1,5}/\d\d(?!\d)|[\d.]{1,8}-\d+/\d{4})"
    r"|[A-ZÅÄÖ][a-zåäöA-Z]{0,3}\d{4}/\d{3,6}(?:/[A-Za-z]{1,4}\d?)?|\d{2,4}(?:\.[\d.]+)?-\d{2,6}[-/](?:19|20)\d\d)(?![\w/-])"
)
_POSTAL = r"(?:(?:Box|BOX) \d+(?: \d{3}(?= \d{3} ?\d\d))?,? )?(?:SE-|S-)?\d{3} ?\d{2} (?:(?:Södra|Norra|Västra|Östra|Stora|Lilla|Gamla|Nya) )?[A-ZÅÄÖ][\wåäö]+|(?:Org\.? ?nr|Organisationsnummer):? \d{6}-\d{4}"
_VALUE = rf"{_DAY}|{_POSTAL}|0\d{{1,3}}[-–/ ] ?\d{{2,3}}(?: ?\d{{2,3}}){{1,3}}(?![\w/-])|[\w.-]+@[\w-]+(?:\.[\w-]+)+|{_NUMBER}"
# The value of a key that asks for a number: «Diarienr 24UBN291», «Dnr 0471/22».
NUMBERED = re.compile(
    r"[: ]+(?!(?:SIDA|Sida|SID|Sid|DATUM|Datum) )(?:[A-ZÅÄÖa-zåäö.]{1,8}[ /-]){0,2}[A-ZÅÄÖ]{0,8}\d[\w./:-]*(?: (?:\d{2,4}|\d\d?(?:\.\d\d?){2,3})(?= [A-ZÅÄÖ]))?"
)
ASKS_NUMBER = ("nr", "nummer", "beteckning", "referens")
_PAPERS = "Motion|Interpellation|Medborgarförslag|Remiss|Remissvar|Remissyttrande|Yttrande|Samrådsyttrande|Samrådssvar|Synpunkter|Svar på remiss"
# «Utlåtande 2017:19 RI (Dnr 123-45/2016)», «Handling 2019 nr 164», over the title of what is put before a council.
_PAPER = r"(?:Utlåtande|UTLÅTANDE|PM|Handling|HANDLING) (?:19|20)\d\d(?:(?:(?::| nr )\d+)(?: R[IVX]{1,4}\b(?:\+R?[IVX]{1,4})*)?|(?: R[IVX]{1,4}\b(?:\+R?[IVX]{1,4})*))(?: \((?:[Dd]nr|[Dd]iarienr)[^()]{0,40}\))?"


@cache
def head_marks() -> re.Pattern[str]:
    """What begins a line of a head: a page number, a type of document, a key, a body, a title, a day or a number."""
    kinds = either(form for one in genre.DOCUMENT_TYPES for form in (one.upper(), one.capitalize()))
    kinds += "".join(f"|{one.upper()}" for one in genre.RUN_TYPES)
    kinds += "".join(rf"|\A{one.capitalize()}" for one in genre.RUN_TYPES)
    keys = either(form for key in genre.HEAD_KEYS for form in (key.capitalize(), key.upper()))
    starts, links = "|".join(genre.TITLE_STARTS), "|".join(genre.TITLE_LINKS)
    return re.compile(
        rf"(?<![\w/.(-])(?:(?P<title>(?:(?:{starts}|{_SENDER}:?s (?:yttrande|remissvar|remissyttrande|svar|synpunkter)) (?:{links})"
        rf"|(?:{starts.upper()}|[A-ZÅÄÖ-]+S (?:YTTRANDE|REMISSVAR|REMISSYTTRANDE|SVAR|SYNPUNKTER)) (?:{links.upper()}))(?= )"
        rf"|(?:{_PAPERS}|{_PAPERS.upper()})(?:: | [–-] | (?=\([A-ZÅÄÖ][a-zåäö]{{0,2}}\d{{4}}/))(?=\S)|(?:Ang\.?|Angående|ANGÅENDE|Betr\.|Avseende) (?=[«”\"A-ZÅÄÖa-zåäö])"
        rf"|(?:{_PAPER_NAMED}) (?=[«”\"A-ZÅÄÖ])|[A-ZÅÄÖ][a-zåäö]*(?:plan|program|strategi|policy) för (?=\S))"
        rf"|(?P<paper>{_PAPER})"
        rf"|(?P<value>{_VALUE})"
        rf"|(?P<page>{PAGE})"
        rf"|(?P<handler>(?:Handläggare|HANDLÄGGARE):? (?P<who>{_CAPITAL} (?:(?:von|af"
        rf"|de) )?{_CAPITAL}(?:(?:,? {_CAPITAL} {_CAPITAL}){{1,3}}(?= (?:{_AFTER_HANDLERS})\b)"
        rf"|(?:, {_CAPITAL} {_CAPITAL}){{1,3}})?))"
        rf"|(?P<key>{keys})(?=[ :])"
        rf"|(?P<to>Enligt (?:bifogad )?(?:sänd|remiss)lista(?= [A-ZÅÄÖ])|(?:Till|TILL|Mottagare|Adressat|För kännedom(?: till)?):? (?:(?:[A-ZÅÄÖ][\wåäö]+s )?{BODY}|(?:[a-zåäö]+- och )?[a-zåäö]*(?:{_BOARDS})(?= [A-ZÅÄÖ]|\s*\Z)"
        rf"|{_CAPITAL}(?: (?!{_NO_NAME}){_CAPITAL}){{0,3}}(?! (?:om|av|över|angående|avseende)\b)))(?![\w-])"
        rf"|(?P<body>(?<! i )(?<! av )(?<! för )(?<! med )(?<! mellan )(?<! och )(?:{BODY}|{_OFFICIAL}))(?![\w-])"
        rf"|(?P<type>{kinds})(?= [A-ZÅÄÖ\d]|\s*\Z))"
    )


_RULES = "beviljar|avslår|förelägger|föreslår|tillstyrker|avstyrker|medger|ger"  # what a name can follow
# «Förvaltningens förslag till beslut», «Stadsledningskontorets förslag», over the points of what is to be decided.
WHOSE_PROPOSAL = (
    rf"(?:[A-ZÅÄÖ][\w-]+ och |[A-ZÅÄÖ][\w-]+s )?(?:(?<= och )[a-zåäö]|(?<=s )[a-zåäö]"
    rf"|[A-ZÅÄÖ])[\w-]+s (?:förslag till (?:beslut|\w*(?:{_BOARDS}))"
    rf"|beslutsförslag)(?: i (?:[\w-]+ och )?\w*(?:{_BOARDS}))?"
    r"|(?:Kommun|Region|Landstings)styrelsens förslag(?= [A-ZÅÄÖ])|[A-ZÅÄÖ][\w-]+s förslag och motivering"
    r"|(?:[A-ZÅÄÖ][\w-]+(?:ens|ets) förslag|Förslag)(?= [A-ZÅÄÖ][\w-]+ (?:\w+ ){0,2}(?:föreslår|föreslås|beslutar|tillstyrker)\b| 1[.)] )"
)
# What one says of the matter, over its first words: «Länsstyrelsens ställningstagande», «Regionens synpunkter i korthet».
WHOSE_VIEW = (
    r"[A-ZÅÄÖ][\w-]+s (?:ställningstagande|bedömning(?:ar)?|synpunkter|utgångspunkter)(?: i (?:korthet|sammanfattning|sammandrag))?"
    r"|[A-ZÅÄÖ][\w-]+(?:ens|ets|ernas) (?:överväganden|motivering|slutsatser|kommentarer)"
    r"|[A-ZÅÄÖ-]+S (?:FÖRSLAG|SYNPUNKTER|STÄLLNINGSTAGANDE|BEDÖMNING|ÖVERVÄGANDEN)(?: [A-ZÅÄÖ]+){0,3}"
)
# Small words with a capital amid other words: with them a sentence begins.
_OPENERS = r"(?:Sedan|Genom|Efter|När|Mot|Vi|Vårt|Vår|Detta|Denna|Enligt(?! sändlista| lista| remisslista)) [a-zåäö]+ [a-zåäö]|Den \d{1,2} [a-z]+(?: \d{4})? [a-zåäö]|Hej!|Här [a-zåäö]+ [a-zåäö]|På (?:uppdrag|begäran|grund|förslag) av |(?:Ett f|F)örslag till [a-zåäö]+,? (?:har |upprättades )|I [a-z]+ (?:19|20)\d\d [a-zåäö]"
_NOT_IN_NAMES = "genom|om|till|på|från|mot|som|att|avseende|angående|gällande|enligt|inom"  # words that a sender's name has none of
_LEAST = 8  # letters of a section that capitals show too; «BESLUT» is a type of paper
_NO_TITLE = r"(?!:? [A-ZÅÄÖ]{2})"  # «SYNPUNKTER PÅ FÖRSLAGET» is a title


def printed(sections: frozenset[str]) -> str:
    """The names of sections with a capital or in capitals, the longest first."""
    longest = sorted(sections, key=len)[::-1]
    return "|".join(
        [*map(str.capitalize, longest), *(one.upper() + _NO_TITLE for one in longest if len(one) >= _LEAST)]
    )


@cache
def _ends() -> re.Pattern[str]:
    """Where a head ends: at the word of a section, or at the subject of the first sentence."""
    sections, verbs = printed(genre.HEAD_SECTIONS), either(genre.FINITE_VERBS)
    return re.compile(
        rf"(?:(?<=[\wåäö)!?”\"] )|(?<= m\.m\. )|(?<= m\.fl\. ))(?:(?P<section>(?:{sections}|{WHOSE_PROPOSAL}|{WHOSE_VIEW})(?=:? (?:[•–-] )?[A-ZÅÄÖ]|:?\s*\Z"
        rf"| 1[.)]? )|(?:Förslag till beslut|{WHOSE_PROPOSAL})(?=:? att ))"
        rf"|(?=1[.)] [A-ZÅÄÖ]|Med stöd av \d|Hej\b|Bästa )"
        rf"|(?={_OPENERS}|(?P<decides>[A-ZÅÄÖ][\w-]{{4,}})s beslut (?P=decides)\b)"
        rf"|(?=I (?:en|ett|den|det|sin|sitt|denna|detta) [a-zåäö]|(?<=[?!] )[A-ZÅÄÖ][a-zåäö]+ [a-zåäö]+ [a-zåäö](?![^.!?]{{0,120}}\((?:SOU|Ds) ))"
        rf"|(?=(?:(?<![A-ZÅÄÖ]{{3}} )|(?![A-ZÅÄÖ]{{2,}}\b)){_CAPITAL}(?: (?!(?:{sections}|{_NOT_IN_NAMES}|En|Ett"
        rf"|Den|Det|De|[A-ZÅÄÖ]\w*(?:{_BOARDS}|kontoret|förvaltningen"
        rf"|beredningen))\b)\w+){{0,4}}(?: \([^()\d]{{1,30}}\))?"
        rf"(?:, (?:nedan|härefter) [\w ]{{3,25}}(?=,))?(?:,(?: [^,.\n]{{3,60}},)?)? (?:(?:{verbs}) [a-zåäö\d]|(?:{_RULES}) [A-ZÅÄÖ])))"
    )


# The number of the paper that is answered ends a title, and so does what else stands in a head.
ANSWERED = re.compile(r"\((?:SOU|Ds) ?\d{4} ?: ?\d{1,3}\)(?= [A-ZÅÄÖ\d])")
# «Detaljplan för Åkern SAMRÅDSREDOGÖRELSE Ett förslag …»: what a report says it is, under the plan that it is about.
_COLLECTION = "(?:SAMRÅDSREDOGÖRELSE|GRANSKNINGSUTLÅTANDE|REMISSAMMANSTÄLLNING|Samrådsredogörelse|Granskningsutlåtande|Remissammanställning)"
AFTER_TITLE = re.compile(
    rf"{ANSWERED.pattern}|(?= (?:{_COLLECTION}(?= [A-ZÅÄÖ\d]|\s*\Z)|Till:? {BODY}|Föredragande |(?:Dnr"
    rf"|Diarienummer|Diarienr|[VE]år? ref|[VE](?:år|er)t? (?:dnr|diarienummer|referens|beteckning))\b"
    rf"|(?:19|20)\d\d-\d\d-\d\d (?:Dnr|[A-ZÅÄÖ])|{_CAPITAL},? (?:den )?\d{{1,2}} (?:{genre.MONTH}) (?:19|20)\d\d"
    r"|(?<=[a-zåäö] )[A-ZÅÄÖ]{8,} [A-ZÅÄÖ][a-zåäö]|[A-ZÅÄÖ][\w-]+s beslut ?\Z))"
)


def head_end(words: str, at: int) -> re.Match[str] | None:
    """Where the head ends; a name that a preposition before it governs belongs to the title still."""
    first = stop = _ends().search(words, at)
    while stop and not stop["section"] and governed(words, stop.start()):
        stop = _ends().search(words, stop.start() + 1)
    return stop or first


@cache
def subject() -> re.Pattern[str]:
    """The subject that a sentence begins with and its verb: «Mora kommun anser»."""
    return re.compile(rf"[A-ZÅÄÖ][\w-]*(?: [\w-]+){{0,3}}? (?:{either(genre.FINITE_VERBS)}) ")


_GOVERNS = genre.pattern("governs")


def governed(words: str, at: int) -> bool:
    """Whether a word that needs another after it stands before: «Kritik mot socialnämnden i Mora kommun»."""
    return bool(_GOVERNS.search(words, max(0, at - 12), at))


POST = re.compile(r"@|\b\d{3} ?\d{2} [A-ZÅÄÖ]")  # in the address of a receiver
