"""The title of a document: the line of its head that says what it answers or is about."""

import re
from itertools import pairwise

from clustergraph.mapping.head.no_titles import TAGS, can_be_title, only_names
from clustergraph.mapping.head.run_titles import ended, title_in_run
from clustergraph.mapping.head.type_words import NUMBERED_PAPER
from clustergraph.mapping.head.whole_titles import DATED, LONGEST, whole, without_number
from clustergraph.mapping.text.dates import find_dates
from clustergraph.mapping.text.element_kinds import element_kinds, opens
from clustergraph.mapping.text.material import Material
from clustergraph.mapping.text.registry_numbers import head_number
from clustergraph.mapping.text.sections import kind_of
from clustergraph.mapping.text.view import Stretch
from clustergraph.mapping.text.vocabulary import lexicon, pattern
from clustergraph.reading import Kind


def find_title(material: Material) -> str:
    """The line of the head that names what it answers or says, else the title found by splitting.

    A registry number at its end is no part of it.
    """
    title = _CONTENTS.sub("", without_number(_found(material)))
    title = _closed(material.view.words, _DAY_BEHIND.sub("", _HALF.sub("", title)))
    title = _ORNAMENT_BEHIND.sub("", _ABOUT.sub("", _ORNAMENT.sub("", title))).rstrip(" ,;:")
    return title.rstrip(".") if _MOVED.match(title) else ended(title)


def _closed(words: str, title: str) -> str:
    """A title with the rest of a bracket that it leaves open: «Nätinfrastruktur (samråd 1)»."""
    if title.count("(") <= title.count(")"):
        return title
    rest = _REST_OF_BRACKET.match(words, words.find(title) + len(title))
    return title + rest[0] if rest else title


_REST_OF_BRACKET = re.compile(r"[^()\n]{0,40}\)")
# The second party is on the next line, or each on its own with its number.
_HALF = re.compile(r" mellan(?: [^,]* (?:och|samt)| [^,]*,? (?:\(?org\.|nedan|här(?:an|efter)).*)?$")
# «Remissvar på SOU 2018:57, 26 oktober 2018»; what happened on a day is told by it: «Protokoll den 3 mars 2025».
_DAY_BEHIND = re.compile(r"(?:(?<=:\d)|(?<=:\d\d)|(?<=:\d\d\d)), (?:den )?\d{1,2} [a-z]{3,9} \d{4}$")
_ABOUT = re.compile(r"^(?:avseende|angående|gällande|rörande) ")  # under the name of the type
_ORNAMENT = re.compile(
    r"^(?:[^\w«»”“\"'’(\[§]+|(?:Rektor|Dekan|Generaldirektören|Styrelsen) (?=[A-ZÅÄÖ][a-zåäö]+ (?:med|om|över|för|på|av) )|1 (?=[A-ZÅÄÖ])|(?:\w ){5,}\w (?=[A-ZÅÄÖ][a-zåäö]))"
)  # a rule, a bullet, the number of the page, «S T Y R D O K U M E N T»
_ORNAMENT_BEHIND = re.compile(r" (?:[^\w«»”“\"'’)(\]§]+|\d{1,2} bilag(?:a|or))$")
# The heading under a title, run together with it: the table of contents, the first chapter.
_CONTENTS = re.compile(r" INNEHÅLL(?:SFÖRTECKNING)?$|(?<=\w)\. 1\. [A-ZÅÄÖ]\w+$")


def _found(material: Material) -> str:
    found = _named(material) or title_in_run(material) or _first_line(material)
    return whole(material, found)


_AGAIN = 600  # characters
_LINKS = re.compile(r"\b(?:av|om|för|till|på|i|över|med|mot|inom|från|mellan)\b")


def _first_line(material: Material) -> str:
    """The first line worded as a title, where no other is the title of a paper."""
    view = material.view
    for stretch in view.stretches[:_FIRST_LINES]:
        line, *_ = DATED.sub("", view.block_words(stretch).strip()).split(" | ")  # no name of the site
        if stretch.kind in _NO_TITLES or stretch.block.number or len(line) >= LONGEST:
            continue
        # The page of a transcript, and its title.
        again = stretch.index == 0 and view.words.find(line, stretch.end, stretch.end + _AGAIN) > 0
        worded = len(line.split()) > 3 and (again or _LINKS.search(line))
        heads = (
            stretch.kind is Kind.HEADING and stretch.start <= material.head and len(material.view.items) < 2
        )
        # Under nothing but the links of a page, a letterhead is its title.
        above = view.stretches[: stretch.index]
        heads |= bool(above) and all(one.kind is Kind.FURNITURE for one in above)
        titled = (worded and (again or stretch.kind is Kind.LETTERHEAD)) or heads
        if titled and not line.endswith((".", ":")) and can_be_title(line) and not only_names(material, line):
            return line
    return ""


_FIRST_LINES = 4  # blocks


def _named(material: Material) -> str:
    printed = without_number(" ".join(material.title.split()))
    view = material.view
    lines = [view.block_words(stretch).strip() for stretch in view.stretches[:8]]
    for line in (printed, *lines):
        alone = line.lower() in {*lexicon("documents")["titles"]["types"], "beslut"} or (
            line == printed and len(line.split()) == 1
        )
        if alone and (joined := _joined_title(material, line)):
            return joined
    best, most = "", 0
    for stretch in view.stretches[:30]:
        if (stretch.kind in _NO_TITLES) or stretch.end - stretch.start > 2 * LONGEST:
            continue
        words = without_number(_in_capitals(material, stretch))
        points = _title_points(material, stretch, words, printed)
        if points > most and not only_names(material, words) and can_be_title(words):
            best, most = words, points
    if best:
        # The title of the web page above a transcript, which its first lines run together with other words.
        above = (
            line
            for line in lines[:2]
            if len(line) > _SHORT and (best.endswith(line) or best.startswith(f"{line} "))
        )
        return next((line for line in above if can_be_title(line) and not only_names(material, line)), best)
    asked = next((s for s in view.stretches[:_SUBJECT_WITHIN] if s.block.name.lower() == "remiss"), None)
    if asked and asked.end - asked.start > _SHORTEST and not find_dates(view.block_words(asked)):
        return f"{asked.block.name}: {without_number(view.block_words(asked).strip())}"
    subject = next((s for s in view.stretches[:_SUBJECT_WITHIN] if s.block.name.lower() in _SUBJECTS), None)
    if subject and can_be_title(words := without_number(view.block_words(subject).strip())):
        return words
    numbered = any(s.block.number and view.block_words(s).strip() == printed for s in view.stretches[:30])
    return (
        ""
        if kind_of(printed.lower())
        or (numbered and " " not in printed)
        or printed.lower().strip(" .:") in element_kinds()
        or printed.lower() in lexicon("documents")["titles"]["labels"]
        or opens(printed.lower())
        or only_names(material, printed)
        or (len(printed) > _SENTENCE and printed.endswith("."))
        or head_number(printed)
        or not any(map(str.isalpha, printed))
        or re.fullmatch(r"\S*\d\S*", printed)
        or (not can_be_title(printed) and len(printed.split()) > 1)
        else printed
    )


_LONG_WITHIN = 12  # blocks, past the head too, within which a title as long as a paragraph stands
_SHORT = 20  # characters of the shortest title that is looked for in a line
_SENTENCE = 120  # characters of the longest title that ends with a full stop


def _in_capitals(material: Material, stretch: Stretch) -> str:
    """The words of a line, and of the lines right under it where all are in capitals."""
    view = material.view
    lines = [" ".join(view.block_words(stretch).split())]
    if not lines[0].isupper():
        return lines[0]
    last = stretch
    for following in view.stretches[stretch.index + 1 :][:_CAPITALS]:
        line = " ".join(view.block_words(following).split())
        between = view.text[last.block.end : following.block.printed]
        apart = between.count("\n") != 1 or following.block.number or following.kind is Kind.FIELD
        own = (
            kind_of(line.lower())
            or line.lower() in lexicon("documents")["titles"]["types"]
            or not _goes_on(lines[-1], line)
        )
        if apart or own or not line.isupper():
            break
        lines.append(line)
        last = following
    return " ".join(lines)


_NO_TITLES = (Kind.ITEM, Kind.ROW, Kind.FIELD, Kind.DISTRIBUTION, Kind.FURNITURE)
_CAPITALS = 3  # lines under its first that a title in capitals has


def _goes_on(line: str, following: str) -> bool:
    """Whether a line in capitals reads on: one of the two is cut off at a small word."""
    return bool(_CUT_OFF.search(line) or _LINKED.match(following))


_CUT_OFF = pattern("documents", "titles-cut-off")
_LINKED = pattern("documents", "titles-linked")
_SUBJECTS = frozenset(
    {"ämne", "rubrik", "ärenderubrik", "ärendemening", "ärende", "angående", "avser", "subject"}
)
_SUBJECT_WITHIN = 12  # blocks
_PERIOD = re.compile(r" (?:19|20)\d\d ?[–-] ?(?:20)?\d\d$")
_SHORTEST = 12  # characters of what a line «Remiss: …» asks about
_WHAT = re.compile(
    r"(?:(?:[\w:&-]+ ){0,4}[\w:-]+s (?:\([\w:-]{2,20}\) )?)?(?:\w*yttrande|remissvar|svar|remiss"
    r"|synpunkter)(?: på remiss\w*)? (?:över|på|av|om|angående|avseende|gällande|från|till)"
    r"|(?:samarbets|samverkans|ram|samordnings)?avtal(?:et)? (?:om|med|avseende|mellan|angående|gällande|för|rörande)"
    r"|(?:avsiktsförklaring|överenskommelse) (?:om|avseende|mellan|angående|gällande|rörande)"
    r"|(?:interpellation|motion|medborgarförslag|enkel fråga|fråga)(?: till [\w ,-]{5,60})? (?:om|angående|ang\.?|rörande|gällande)"
    r"|(?:svar på )?(?:medborgarförslag|motion|e-förslag|interpellation|skrivelse|revisionsrapport)(?:en|et)? (?:om|angående|gällande|avseende|från|–|-)"
    r"|(?:ansökan|begäran|hemställan) om|(?:revidering|antagande|uppföljning|redovisning|utvärdering|fastställande|upphävande|granskning) av (?!ärendet)"
    r"|uppdrag (?:att|till|om|avseende|angående|i fråga om) |(?:förläng|ändr|förnya)\w* (?:tid för "
    r"|av )?uppdraget |remissvar:|remiss(?::| [–-]) |tilläggsdirektiv till |angående |regleringsbrev för "
    r"|beslut i \w+(?:styrelse|nämnd|fullmäktige)|(?:inbjudan till|kallelse till|underrättelse om) (?:samråd|granskning)\b",
    re.IGNORECASE,
)
_WHOSE = re.compile(r"(?:svar|yttrande|remissvar|remissyttrande|synpunkter) från ", re.IGNORECASE)
# A type run together with what it answers: «Remissyttrande Ändringar i …».
_ANSWERS = re.compile(
    r"(?:Remissyttrande|Remissvar|Yttrande|Svar på remiss)[:,]? ?[–-]? ?[«”\"]?[A-ZÅÄÖ][^.]+"
)
# The title of a motion, which can be a question, or a sentence with a full stop.
_MOVED = re.compile(r"(?:interpellation|motion|medborgarförslag)\b(?!.*\. )", re.IGNORECASE)
_SECTIONS = ("summary", "background", "opinion")
_PART_HEADING = pattern("documents", "titles-part-heading")
_UNDER_NUMBER = 6  # blocks within which the number of a paper stands
_TOP = 3  # blocks within which a plan has its title
_PLANS = pattern("documents", "titles-plans", re.IGNORECASE)
_ASKED = re.compile(r"remiss från ", re.IGNORECASE)  # who asks, under the title of what is asked about
_SERIES = re.compile(r"\((?:sou|ds) \d{3} ?\d ?:", re.IGNORECASE)


def _title_points(material: Material, stretch: Stretch, words: str, printed: str) -> int:
    """How much speaks for a line being the title, 0 where it cannot be."""
    if len(words) > LONGEST or (stretch.index and ", " in words and TAGS.fullmatch(words)):
        return 0
    heading = stretch.kind is Kind.HEADING
    says_what = _WHAT.match(words)
    if says_what and (whose := _WHOSE.match(words)) and only_names(material, words[whose.end() :]):
        return 1  # under what is answered
    long = stretch.index < _LONG_WITHIN and (
        (says_what and (_MOVED.match(words) or not words.endswith((".", ":")))) or _ANSWERS.fullmatch(words)
    )  # a title as long as a paragraph
    if not heading and stretch.start >= material.head and not long:
        return 0
    if heading and (
        kind_of(words.lower())
        or _PART_HEADING.fullmatch(words.lower())
        or words.lower().strip(" .:") in element_kinds()
    ):
        return 0
    if heading and not says_what and _under_text(material, stretch):
        return 0
    before = material.sections[max(0, stretch.index - 1)].kind
    inside = (stretch.block.number and stretch.block.number[0] != "§") or before in _SECTIONS
    if heading and inside and not says_what:
        return 0  # a chapter, or what follows on a summary
    first = stretch.start <= material.head or stretch.index < 4
    points = (3 if _ASKED.match(words) else 6) if says_what and first else 0
    points = max(points, 6 if long and _ANSWERS.fullmatch(words) else 0)
    points += 4 if _SERIES.search(words) and first else 0
    points += 6 if stretch.index < _TOP and _PLANS.search(words) else 0
    above = material.view.stretches[stretch.index - 1] if 0 < stretch.index < _UNDER_NUMBER else stretch
    points += 9 if NUMBERED_PAPER.fullmatch(material.view.lower, above.start, above.end) else 0
    if words == printed and not any(
        one.start == stretch.start and not one.genitive for one in material.named
    ):
        points += 4
    if heading:
        points += 1
    elif (
        len(words) > (_SHORT if not _PERIOD.search(words) else _SHORTEST)
        and words[-1] not in ".:;"
        and material.in_head(stretch)
        and _TITLED.search(words)
    ):
        points += 2
    return points


_BODY_TEXT = 160  # characters of a paragraph with which the text of a letter has begun


def _under_text(material: Material, stretch: Stretch) -> bool:
    """Whether the text of a paper without title has begun over a line: that heads a part of it."""
    above = material.view.stretches[: stretch.index]
    return any(
        one.kind is Kind.PARAGRAPH
        and one.end - one.start > _BODY_TEXT
        and material.view.words[one.end - 1] == "."
        for one in above
    )


# What parties agree on, under who they are: «mellan / A, org.nr … / och / B, org.nr … / om gemensam drift».
_ABOUT_PARTIES = re.compile(
    r"(?<=[\n) ])(?P<about>om|avseende|angående|gällande|rörande)[ \n](?P<what>[^\n.:,()]{5,150})(?=\n)"
)
_PARTIES_TOLD = 500  # characters
_PARTY_TOLD = re.compile(r"\borg(?:anisations)?\.? ?-?n(?:umme)?r\b|\b(?:ned|här)an\b", re.IGNORECASE)


def _joined_title(material: Material, first: str) -> str:
    """A type on one line and what it is about on the next: «Avsiktsförklaring / om samverkan för …»."""
    view, words = material.view, lexicon("documents")["titles"]
    types = {(hit.start, hit.end) for hit in material.hits["document-type"]}
    # «Letter of Intent» under «Avsiktsförklaring» says it again.
    lines = [
        one
        for one in view.stretches
        if one.index == 0 or (one.start, one.end) not in types or view.block_words(one).strip() == first
    ]
    for stretch, following in pairwise(lines):
        line, rest = view.block_words(stretch).strip(), view.block_words(following).strip()
        goes_on = rest[:1].islower()
        names = following.kind is Kind.LETTERHEAD and first.lower() in words["types"] and can_be_title(rest)
        if line == first and rest.lower() == "mellan" and following.index + 1 < len(view.stretches):
            between = view.block_words(view.stretches[following.index + 1]).strip()
            # Parties one a line, or with numbers and short names, are no part of a title.
            listed = between.endswith((",", " och", " samt")) or _PARTY_TOLD.search(between)
            about = (
                _ABOUT_PARTIES.search(view.words, following.end, following.end + _PARTIES_TOLD)
                if listed
                else None
            )
            told = f" {about['about']} {about['what']}" if about else ""
            return f"{line.capitalize()}{told}" if listed else f"{line.capitalize()} {rest} {between}"
        if line == first and (goes_on or names):
            return f"{line.capitalize() if line.isupper() else line} {rest}"
    return ""


_TITLED = pattern("documents", "titles-titled", re.IGNORECASE)
