"""What type of document it is: by what it calls itself, else by the parts that it has."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from clustergraph.mapping.head.genres import by_genre, opines
from clustergraph.mapping.head.party_papers import speaks_for_party
from clustergraph.mapping.head.type_parts import SETTLED
from clustergraph.mapping.head.type_words import (
    NUMBERED_PAPER,
    PHRASED,
    RESPONSE,
    STATED,
    by_phrases,
    by_words,
)
from clustergraph.mapping.people.signatories import AGREEMENTS
from clustergraph.mapping.text.material import Found, Material
from clustergraph.mapping.text.phrases import Hit
from clustergraph.mapping.text.registry_numbers import ministry_of
from clustergraph.mapping.text.view import Stretch, View
from clustergraph.mapping.text.vocabulary import lexicon, pattern
from clustergraph.reading import Kind

NEWS = "type-by-news"  # the rule by which a document tells what others did, and speaks for nobody
_DOUBTFUL = 3  # the weight of what the words throughout a text outweigh
_ASKS = 9  # the weight of «Förslag till beslut» as a heading
_OVER_ANSWERS = frozenset({"consultation-letter", "report"})
STRATEGIC = frozenset({"strategy", "programme", "plan", "policy"})
_TELLS_MEETING = pattern("documents", "document-type-tells-meeting")
_ABOUT = frozenset({"report", "letter", "consultation-letter", "memo", "decision", "summons", "motion"})


def find_type(material: Material) -> Found:
    """The type that the document calls itself in its head or title, else the type of its parts."""
    view = material.view
    candidates = [*_in_head(material), *_by_parts(material)]
    heaviest, likely = max(candidates, key=lambda pair: pair[0], default=(0, None))
    if heaviest <= PHRASED or (likely and likely.value in _OVER_ANSWERS):
        candidates += by_phrases(view.lower)
    candidates += _by_foreign_number(material)
    if max((weight for weight, _ in candidates), default=0) <= _DOUBTFUL and (told := by_genre(view.lower)):
        candidates.append((_DOUBTFUL + 1, told))
    if any(one.value in _RECORDS and one.rule in _SAYS_RECORD for _, one in candidates):
        # Minutes propose to a higher body too.
        candidates = [pair for pair in candidates if pair[1].rule != "type-by-proposal"]
    if not any(word in material.view.lower for word in ("fullmäktige", "riksdag")):
        # «Vi yrkar att planen avbryts» in a letter to an authority.
        candidates = [
            pair for pair in candidates if pair[1].value != "motion" or pair[1].rule != "type-by-phrase"
        ]
    if not candidates:
        return _unnamed(material)
    found = max(candidates, key=lambda pair: pair[0])[1]
    found = _covering(material, found)
    if found.value in ("consultation-response", "consultation-letter"):
        # An answer or a covering letter that is put before a board, with what the board is to decide.
        found = next((one for weight, one in candidates if weight == _ASKS and one.value == "memo"), found)
    titled = (
        one
        for weight, one in candidates
        if weight > PHRASED and one.rule == "type-by-head-word" and one.value == "consultation-response"
    )
    stated = view.lower[found.start : found.end]
    own = found.rule in ("type-by-call", "type-by-collection") or stated.startswith(_OWN_REPORT)
    if (found.value in _OVER_ANSWERS and not own) or (found.value in STRATEGIC and _sent(material)):
        # «Remiss», «Rapport» or «Strategi» over the text of one that answers it.
        said = (one for weight, one in by_phrases(view.lower) if weight == PHRASED)
        found = next(chain(said, titled), opines(view.lower) or found)
        stated = view.lower[found.start : found.end]
    if found.value == "decision" and stated != "delegationsbeslut" and not _decides(material):
        found = next(titled, found)  # «BESLUT» in the head of an authority that has decided to answer so
    # Minutes of one paragraph are an excerpt, whatever the template calls them, unless the page before it stands for all.
    return replace(found, value="minutes-excerpt") if _is_part(view, found) else found


def _in_head(material: Material) -> Iterator[tuple[int, Found]]:
    """The types that the head or the title names, each with its weight; not what the first sentence is about."""
    view = material.view
    for hit in material.hits["document-type"]:
        stretch = view.at(hit.start)
        definite = view.lower[hit.start : hit.end].endswith(("en", "et", "gin"))
        subject = definite and stretch.kind is Kind.PARAGRAPH and view.words[stretch.end - 1] == "."
        if hit.start > material.head or (subject and hit.start == material.head > 0):
            break
        title = stretch.kind is Kind.HEADING and hit.concept.slug in AGREEMENTS
        if title and _NEWS.search(view.lower, stretch.start, stretch.end):
            yield _DOUBTFUL + 1, Found("other", hit.start, hit.end, NEWS, 0.6)
        elif weight := _weight(material, stretch, hit):
            yield (
                weight,
                Found(hit.concept.slug, hit.start, hit.end, "type-in-head", 0.9 if weight > 5 else 0.75),
            )


_OWN_REPORT = ("lägesrapport", "årsrapport")  # which nobody is asked to answer
# of a letter
_CLOSING = re.compile(r"\n(?:med vänliga? |vänliga |bästa )?hälsning(?:ar)?\b|\nhögaktningsfullt\b")


def _unnamed(material: Material) -> Found:
    """The type of a paper that nothing names: a letter, if it closes as one."""
    view = material.view
    closed = _CLOSING.search(view.lower, material.head)
    if closed and not speaks_for_party(material, "letter"):
        return Found("letter", *closed.span(), "type-by-closing", 0.5)
    return Found("other", 0, min(1, len(view.words)), "type-unknown", 0.3)


def _sent(material: Material) -> bool:
    """Whether the head names a receiver that is no board: «Till: Läkemedelsverket», or an authority under who writes."""
    receiver = lexicon("documents")["fields"]["recipient"]
    head = material.view.stretches[:_PAPER_WITHIN]
    to = (one for one in head if one.kind is Kind.FIELD and one.block.name.lower() in receiver)
    lines = {one.start for one in head[1:] if one.kind is Kind.LETTERHEAD}
    under = (one for one in material.named[1:] if one.start in lines and one.type in _ASKING)
    return any(under) or any(
        not any(actor.unit for actor in material.named_within(one.start, one.end)) for one in to
    )


# Who asks others for an answer.
_ASKING = frozenset({"agency", "ministry", "government", "county-board"})


def _is_part(view: View, found: Found) -> bool:
    """Whether minutes are those of one paragraph only."""
    if found.value != "minutes" or found.rule == "type-by-digest":
        return False
    paragraphs = {s.block.number for s in view.stretches if s.block.number.startswith("§")}
    return len(paragraphs) == 1 and not _FRONT_PAGE.search(view.lower)


def _covering(material: Material, found: Found) -> Found:
    """«Missiv» over what a board is to decide is a memo; one that asks nothing of whom it is sent to is a letter."""
    view = material.view
    covers = found.value == "consultation-letter" and view.lower.startswith(_COVERS, found.start)
    asks = _ASKS_BOARD.search(view.lower) if covers else None
    if covers and not _CONSULTS.search(view.lower):
        return replace(found, value="letter" if _sent(material) and not asks else "memo")
    return Found("memo", *asks.span(), "type-by-proposal", 0.7) if asks else found


# «Mora kommun säger ja till avsiktsförklaringen», «Avsiktsförklaringen antagen»
_NEWS = pattern("documents", "document-type-news")
_COVERS = ("missiv", "följebrev")
_CONSULTS = re.compile(r"\b(?:\w*yttra\w*|synpunkter\w*|remiss\w*|svara?\b|svar senast|samråd\w*)")
_ASKS_BOARD = pattern("documents", "document-type-asks-board")


def _decides(material: Material) -> bool:
    """Whether a document has a section for its decision, or says somewhere that it decides."""
    lower = material.view.lower
    sectioned = any(one.kind == "decision" for one in material.sections) and not _ANSWERS.search(lower)
    encloses = len(lower) < _LETTER and _ENCLOSES.search(lower)  # the answer is another document
    return sectioned or bool(encloses or _DECIDES.search(lower))


_ANSWERS = pattern("documents", "document-type-answers")
_LETTER = 1_500  # characters of a decision that encloses an answer
_ENCLOSES = pattern("documents", "document-type-encloses")
_FRONT_PAGE = pattern("documents", "document-type-front-page")


def _weight(material: Material, stretch: Stretch, hit: Hit) -> int:
    """How much a type word says: alone on its line much, first in a title less, inside a title little."""
    name = stretch.block.name.lower()
    if name in ("dokumenttyp", "typ"):
        return 12
    settled = hit.concept.slug == "summons" and SETTLED.match(material.view.lower, stretch.end)
    if settled or stretch.block.number.startswith("§"):
        return 0  # what a paragraph of minutes is about
    heading = stretch.kind is Kind.HEADING
    if stretch.kind is Kind.FIELD or (name and not heading):
        return 0
    if heading and material.sections[stretch.index].kind in ("decision", "proposal"):
        return 0
    titled = heading or stretch.end - stretch.start > 50
    if not titled and not material.in_head(stretch):
        return 0
    line = material.view.lower[stretch.start : stretch.end]
    follows = line[hit.end - stretch.start :]
    if (
        follows.startswith("@")
        or (hit.concept.slug == "letter" and follows.strip() == ":")
        or (hit.concept.slug == "decision" and re.match(r": ?\w", follows))
    ):
        return 0  # the inbox for answers; the label «E-post:»; what is decided
    before = bool(line[: hit.start - stretch.start].strip())
    after = bool(line[hit.end - stretch.start :].strip(" :"))
    slug = hit.concept.slug
    if line[hit.start - stretch.start : hit.end - stretch.start] in ("pm", "promemoria") and not titled:
        return 6 if not before else 3  # any paper is called so, an answer too
    if not before and not after:
        return 11 if slug in STATED else 8
    if titled and before and slug in STRATEGIC and RESPONSE.match(line):
        return 1  # the plan that is answered
    if titled:
        return _in_title(slug, before, after)
    if before:
        return 3
    return 9 if slug in STATED else 4


def _in_title(slug: str, before: bool, after: bool) -> int:
    """How much a type word says in a title that has words before or after it."""
    if slug == "consultation-letter":
        return 0 if before else 4
    if not before:
        return 7
    if slug == "consultation-response":
        return 6
    if slug in _ABOUT:
        return 0
    return 3 if not after or slug in STRATEGIC else 2


# «Förslag till beslut», «Ordförandens förslag till beslut», «Föreslaget beslut».
_ASKS_DECISION = re.compile(
    r"(?:[\w-]+s )?(?:förslag (?:till|på) beslut|beslutsförslag|föresla(?:get|gna) beslut)\b(?! på | under | i )(?P<here>:)?"
)


def _by_parts(material: Material) -> Iterator[tuple[int, Found]]:
    """Types shown by the parts a document has: «Förslag till beslut», «§ 3»."""
    view = material.view
    decides = any(section.kind == "decision" for section in material.sections)
    labelled: list[re.Match[str]] = []  # «Förslag till beslut: Planen antas.», in an agenda under each matter
    for stretch in view.stretches:
        asks = _ASKS_DECISION.match(view.lower, stretch.start, stretch.end)
        if stretch.kind is not Kind.HEADING:
            labelled += [asks] if asks and asks["here"] else []
            continue
        if material.sections[stretch.index].kind == "proposal":
            moves = view.lower.startswith(("vi ", "jag "), stretch.start)
            slug = "motion" if moves else "memo"
            yield (
                _ASKS if asks or moves else 6,
                Found(slug, stretch.start, stretch.end, "type-by-section", 0.7),
            )
        if stretch.block.number.startswith("§") and decides:
            later = [s for s in view.stretches[stretch.index + 1 :] if s.block.number.startswith("§")]
            slug = "minutes" if later else "minutes-excerpt"
            yield 8, Found(slug, stretch.start, stretch.end, "type-by-section", 0.75)
            break
    if len(labelled) == 1:
        yield _ASKS, Found("memo", *labelled[0].span(), "type-by-section", 0.7)
    yield from _by_procedure(material)
    if view.is_digest and _TELLS_MEETING.search(view.lower, 0, view.at(material.head).end):
        yield _ASKS, Found("minutes", 0, view.stretches[0].end, "type-by-digest", 0.7)
    paragraphs = [s for s in view.stretches if s.block.number.startswith("§")]
    endings = (s for s in view.stretches[:_RULED_WITHIN] if view.lower.endswith(_RULES, s.start, s.end))
    ruled = next((s for s in endings if _RULED.fullmatch(view.lower, s.start, s.end)), None)
    if ruled and ruled.kind is Kind.HEADING and not paragraphs:
        imposes = _IMPOSES.search(view.lower, ruled.end, ruled.end + _RULING)
        own = any(
            one.type in _RULING_TYPES and one.genitive
            for one in material.named_within(ruled.start, ruled.start + 1)
        )
        yield (
            9 if imposes or view.lower.endswith("domslut", ruled.start, ruled.end) else 7 if own else 2,
            Found("decision", ruled.start, ruled.end, "type-by-section", 0.6),
        )
    yield from by_words(material)
    yield from (
        (12, Found("memo", one.start, one.end, "type-by-number", 0.8))
        for one in view.stretches[:_PAPER_WITHIN]
        if NUMBERED_PAPER.fullmatch(view.lower, one.start, one.end)
    )
    for stretch in view.stretches[:_PAPER_WITHIN]:
        yield from _by_name(view, stretch)
        short = stretch.end - stretch.start < _LONGEST
        if short and stretch.kind is not Kind.FIELD and _PAPER.match(view.lower, stretch.start, stretch.end):
            answers = Found(
                "consultation-response", stretch.start, stretch.end, "type-by-what-is-answered", 0.6
            )
            yield 8, answers


def _by_name(view: View, stretch: Stretch) -> Iterator[tuple[int, Found]]:
    """The type of a document whose title names a course to take or an agreement by a word that no list has."""
    span = stretch.start, stretch.end
    if stretch.index < _TITLED_WITHIN and (
        _AGENDA.fullmatch(view.lower, *span) or _COURSE.match(view.lower, *span)
    ):
        yield 6, Found("strategy", *span, "type-by-agenda", 0.6)
    named = stretch.index == 0 and _AGREEMENT.fullmatch(view.lower, *span)
    subject = stretch.index < _TITLED_WITHIN and stretch.kind is Kind.HEADING
    if named or (subject and _AGREED.match(view.lower, *span)):
        yield 3, Found("agreement-document", *span, "type-by-name", 0.6)


def _by_procedure(material: Material) -> Iterator[tuple[int, Found]]:
    """An extract of minutes without a head, shown by its headings of motions, procedure and a decision; the report of a ruling."""
    stretches = material.view.stretches
    kinds = Counter(
        section.kind
        for stretch, section in zip(stretches, material.sections, strict=True)
        if stretch.kind is Kind.HEADING
    )
    # the page of one matter
    several = len({one.block.number for one in stretches if one.block.number.startswith("§")}) > 1
    only = kinds["procedure"] == 1 and "reservation" in kinds
    if not several and (only or kinds.keys() >= {"decision", "motion", "procedure"}):
        yield 10, Found("minutes-excerpt", 0, stretches[0].end, "type-by-section", 0.7)


_PAPER = pattern("documents", "document-type-paper")
_AGENDA = pattern("documents", "document-type-agenda")
_COURSE = pattern("documents", "document-type-course")
# «Hälso- och sjukvårdsavtalet», «Biblioteksöverenskommelse»: a compound on top that says what the document is.
_AGREEMENT = re.compile(
    r"(?:[\w-]+ (?:och )?)?[a-zåäö]{3,}(?:avtal(?:et)?|överenskommelsen?|kontrakt(?:et)?)(?: 20\d\d)?"
)
_AGREED = pattern("documents", "document-type-agreed")
_TITLED_WITHIN = 3  # blocks
_PAPER_WITHIN = 8  # blocks within which a line names the paper answered
_LONGEST = 250  # characters of such a line


def _by_foreign_number(material: Material) -> Iterator[tuple[int, Found]]:
    """The type shown by the number of another's case: «Ert dnr»."""
    view = material.view
    foreign = [
        n for n in material.numbers if n.foreign or (n.start < material.head and ministry_of(n.number))
    ]
    fields = [
        s
        for s in view.stretches
        if s.kind is Kind.FIELD
        and foreign_field(s.block.name)
        and any(map(str.isdigit, view.block_words(s)))  # «Remiss» over «Enligt sändlista» is the type
    ]
    if foreign or fields:
        start = foreign[0].start if foreign else fields[0].start
        yield PHRASED, Found("consultation-response", start, start + 1, "type-by-foreign-number", 0.7)


_IMPOSES = pattern("documents", "document-type-imposes")
_RULING = 400  # characters in which it says so
_RULED = pattern("documents", "document-type-ruled")
_RULES = ("slut", "avgörande")  # what each of them ends with
_RULED_WITHIN = 24  # blocks, the links of a page before them too
_RULING_TYPES = frozenset({"agency", "court", "county-board"})
_DECIDES = pattern("documents", "document-type-decides")
_RECORDS = ("minutes", "minutes-excerpt")
_SAYS_RECORD = ("type-in-head", "type-by-digest")


def foreign_field(name: str) -> bool:
    """Whether the key of a field says that its value is the other side's: «Ert dnr»."""
    foreign, words = lexicon("documents")["fields"]["foreign"], name.lower().split()
    return bool(words) and (
        words[0] in foreign if len(words) > 1 else words[0].startswith("remiss") and words[0] in foreign
    )
