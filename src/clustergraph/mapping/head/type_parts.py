"""What type of document it is by its parts: the page of a meeting, an extract, its first matters, the parts of a plan."""

import re
from collections.abc import Iterator

from clustergraph.mapping.text.material import Found, Material
from clustergraph.mapping.text.view import Stretch
from clustergraph.mapping.text.vocabulary import lexicon, pattern
from clustergraph.reading import Kind

BEGINNING = 3_000  # characters in which a document says what it is
_MEETING = re.compile(r"sammanträde,? (?:den )?(?:\d{4}-\d\d-\d\d|\d{1,2} [a-z]+ \d{4})$")
_ATTENDED = re.compile(r"\n(?:närvarande|beslutande|deltagande)\b")
_PROPOSED = pattern("documents", "type-parts-proposed")
# «Möte 2019-03-25» over its items
_MEETING_PAGE = re.compile(r"möte (?:den )?(?:\d{4}-\d\d-\d\d|\d{1,2} [a-z]+ \d{4})")
_DIGEST = pattern("documents", "type-parts-digest")
_ABSENT = pattern("documents", "type-parts-absent")
_DIGEST_UNDATED = pattern("documents", "type-parts-digest-undated")
_DECIDED_THERE = pattern("documents", "type-parts-decided-there")
_TOLD = pattern("documents", "type-parts-told")
_EXTRACT = pattern("documents", "type-parts-extract")
_EXTRACTED = pattern("documents", "type-parts-extracted")
UTDRAG = re.compile(r"\b(?:protokolls?-?)?utdrag\b")  # in a column of a head
_DECIDES = re.compile(r"\n[^\n.:]{4,60} beslutar(?: att)?:?\n|\n(?:\w+s )?beslut\n")
_SIGN_LINE = re.compile(r"(?:\w{2,5} )?§ ?\d{1,4}\b|\d{1,4} ?§")
_EXTRACT_HEAD = 6  # lines in which such a head gives them
_EXTRACT_SIGNS = (
    re.compile(r"(?:styrelsen?|nämnden?|fullmäktige|utskottet?|direktionen)\b"),
    re.compile(r"(?<!§)§ ?\d{1,4}\b(?! ?[–-])|\b\d{1,4} ?§(?! ?\d)"),
    re.compile(r"\d{4}-\d\d-\d\d|\d{1,2} [a-z]{3,9} \d{4}"),
)
ADJUSTED = re.compile(r"\bjustera(?:nde|re|r|t|s|d)?\b|\bjusteringens\b|\bprotokollet\b")  # said of minutes
# «Justerade paragrafer §§ 101–115»: minutes, not an extract of them
PARAGRAPHS = re.compile(r"\bparagrafer\W{1,4}\d{1,4} ?[-–] ?\d{1,4}\b")
# What minutes say of their agenda under the heading that names it.
SETTLED = re.compile(r"\n[^\n]{0,90}\b(?:fastställ|godkän)")
AGENDA = 4  # blocks within which the page of a meeting names it
TITLED = 8  # blocks within which such a page has its title


def by_meeting(material: Material, stretch: Stretch) -> Iterator[tuple[int, Found]]:
    """The type that a line shows which names a meeting: an extract of minutes, a digest of them, an agenda."""
    view = material.view
    line = view.lower[stretch.start : stretch.end]
    if stretch.kind is Kind.LETTERHEAD and _EXTRACT.fullmatch(line) and _DECIDES.search(view.lower):
        yield 6, Found("minutes-excerpt", stretch.start, stretch.end, "type-by-meeting", 0.7)
    in_column = stretch.kind is Kind.LETTERHEAD and len(line) < 120 and UTDRAG.search(line)
    if stretch.index < AGENDA and (_EXTRACTED.match(line) or in_column):
        yield 12, Found("minutes-excerpt", stretch.start, stretch.end, "type-by-meeting", 0.8)
    within = TITLED if stretch.kind is Kind.HEADING else AGENDA
    digest = _DIGEST.fullmatch(line) if stretch.index < within and stretch.kind is not Kind.FIELD else None
    if digest and _TOLD.search(view.lower, stretch.end) and "förslag till beslut" not in view.lower:
        sure = digest["told"] or stretch.kind is Kind.HEADING
        yield 10 if sure else 8, Found("minutes", stretch.start, stretch.end, "type-by-digest", 0.75)
    elif (
        stretch.index < 2 and _DIGEST_UNDATED.fullmatch(line) and _TOLD.search(view.lower, stretch.end)
    ) or (stretch.index < AGENDA and _DECIDED_THERE.match(line)):
        yield 9, Found("minutes", stretch.start, stretch.end, "type-by-digest", 0.6)
    proposed = stretch.index < TITLED and not stretch.block.number and _PROPOSED.fullmatch(line)
    if proposed and not SETTLED.match(view.lower, stretch.end):
        yield 12, Found("summons", stretch.start, stretch.end, "type-by-meeting", 0.7)
    if stretch.index < 2 and _MEETING_PAGE.fullmatch(line):
        called = _ABSENT.search(view.lower, stretch.end, BEGINNING) and not _TOLD.search(view.lower)
        slug = "summons" if called else "minutes"
        yield 9, Found(slug, stretch.start, stretch.end, "type-by-meeting", 0.6)
    if stretch.index < AGENDA and _MEETING.match(line):
        met = view.items and _ATTENDED.search(view.lower, stretch.end, BEGINNING)
        weight = 7 if view.items and not met else 10
        yield (
            weight,
            Found("minutes" if met else "summons", stretch.start, stretch.end, "type-by-meeting", 0.7),
        )


_OPENING = pattern("documents", "type-parts-opening")

_OPENS_WITHIN = 15  # blocks

_SOME_GROUPS = 2


def by_first_matters(material: Material) -> Iterator[tuple[int, Found]]:
    """An agenda without a heading, shown by its first matters; minutes of them say what was decided."""
    view = material.view
    grouping = lexicon("documents")["agenda"]["groups"]
    numbered = sum(one.block.number[:1].isdigit() for one in view.stretches) > _SOME_GROUPS
    groups = (
        [one for one in view.stretches if view.lower[one.start : one.end].strip(" :") in grouping]
        if numbered
        else []
    )
    grouped = len(groups) >= _SOME_GROUPS and groups[0].start < BEGINNING and len(view.items) < 2
    if grouped and not _TOLD.search(view.lower):
        yield 8, Found("summons", groups[0].start, groups[0].end, "type-by-matters", 0.6)
    for stretch in view.stretches[:_OPENS_WITHIN]:
        above = view.block_words(view.stretches[stretch.index - 1]) if stretch.index else ""
        listed = stretch.kind is Kind.ITEM or stretch.block.number or above.strip(" .").isdigit()
        if listed and _OPENING.match(view.lower, stretch.start, stretch.end):
            if not (_TOLD.search(view.lower) or ADJUSTED.search(view.lower, stretch.end)):
                yield 8, Found("summons", stretch.start, stretch.end, "type-by-matters", 0.6)
            return


def by_extract(material: Material) -> Iterator[tuple[int, Found]]:
    """The type shown by a head in lines that gives a body, a date and a paragraph, over a decision."""
    view = material.view
    head = [s for s in view.stretches[:_EXTRACT_HEAD] if s.kind is Kind.LETTERHEAD]
    words = "\n".join(view.lower[s.start : s.end] for s in head)
    if all(sign.search(words) for sign in _EXTRACT_SIGNS) and _DECIDES.search(view.lower):
        signs = {
            view.lower[s.start : s.end]
            for s in view.stretches
            if _SIGN_LINE.match(view.lower, s.start, s.end)
        }
        whole = len(signs) > 1 or PARAGRAPHS.search(view.lower, 0, BEGINNING)
        slug = "minutes" if whole else "minutes-excerpt"
        yield 12, Found(slug, head[0].start, head[-1].end, "type-by-meeting", 0.7)
