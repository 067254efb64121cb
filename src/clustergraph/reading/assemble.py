"""Lines put together into blocks as they are marked; what needs its neighbours to be told is left open."""

import re

from clustergraph.reading import genre, marks
from clustergraph.reading.block import Kind
from clustergraph.reading.keys import MOST_KEYS, is_dated, is_key, is_title, key_above, value_follows
from clustergraph.reading.layout import SHORT, Line, lines, with_gaps, wrap_width
from clustergraph.reading.raw import Raw, ended, terminated
from clustergraph.reading.wrapping import (
    att_clause,
    cites_paragraph,
    dash_of_sentence,
    is_sign,
    joins,
    stands_alone,
)

# cells so near each other that only the row above shows them
_NARROW = re.compile(r".*?\S {2,3}\S.*?\S {2,}\S")


class Assembly:
    """The blocks of a text as its lines mark them."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = lines(text)
        self.width = wrap_width(text, found)
        self.lines = with_gaps(text, found, self.width)
        self.out: list[Raw] = []
        self.keys: list[tuple[Raw, Line]] = []  # keys of a letterhead that still lack their value
        self.in_contents = False

    def run(self) -> list[Raw]:
        """Reads every line once."""
        for index, line in enumerate(self.lines):
            words = self.text[line.start : line.end]
            if not (len(words) <= SHORT and self._short(index, line, words)):
                self._running(index, line, words)
        return [raw for raw in self.out if raw.printed >= 0]

    def _add(self, kind: Kind, line: Line, start: int | None = None, end: int | None = None) -> Raw:
        start = line.start if start is None else start
        raw = Raw(kind, line.start, start, line.end if end is None else end, line.gap, line.indent)
        raw.last = line.start
        raw.cells = line.cells
        self.out.append(raw)
        if kind not in (Kind.FIELD, Kind.FURNITURE):
            self.keys.clear()
        return raw

    def _short(self, index: int, line: Line, words: str) -> bool:
        """Reads a line that its marks say all about; tells whether it was one."""
        first = words[0]
        if not (first.isalnum() or first in "#|(") and marks.RULE.fullmatch(words):
            return self._rule(line, words)
        if (words[-1].isdigit() or words[-1] in "-–)") and self._is_page(line, words):
            self.keys = [key for key in self.keys if key[0].name.casefold() not in genre.PAGE_KEYS]
            self._add(Kind.FURNITURE, line)
            return True
        if first in "JjOoUuSs" and marks.SIGNING.fullmatch(words):
            self._add(Kind.FURNITURE, line)
            return True
        if self._web(line, words) or self._contents(index, line, words):
            return True
        if first == "#" and (match := marks.HASHES.match(words)):
            return self._heading(line, words, match.end(), len(match["hashes"]))
        if first == "|":
            kind = Kind.FURNITURE if not any(c.isalnum() for c in words) else Kind.ROW
            raw = self._add(kind, line)
            if (pair := marks.PAIR.fullmatch(words)) and pair["key"].casefold() in genre.BARE_KEYS:
                raw.kind, raw.name = Kind.FIELD, pair["key"]
                raw.start, raw.end = (line.start + at for at in pair.span("value"))
            return True
        return self._field(index, line, words) or self._bold(index, line, words) or self._row(line)

    def _web(self, line: Line, words: str) -> bool:
        """What a web site prints round a document; the first line is its title where a link names it again."""
        plain = words.casefold()
        if plain not in genre.WEB_LINES and not plain.startswith(genre.WEB_STARTS):
            return False
        quoted = words.partition('"')[2].rpartition('"')[0]
        if quoted and self.out and self.text[self.out[0].start : self.out[0].end] == quoted:
            self.out[0].kind, self.out[0].mark, self.out[0].sure = Kind.HEADING, "title", True
        self._add(Kind.FURNITURE, line)
        return True

    def _is_page(self, line: Line, words: str) -> bool:
        """Whether a line is a page number or a running header with one."""
        if self._is_sign(line):
            return False
        awaited = key_above(self.keys, line, self.out[-1]) if self.keys and words.isdigit() else None
        if awaited and awaited[0].name.casefold().startswith("paragraf"):
            return False
        alone = line.gap or line.cut or words[-1] == ")"
        if len(words) < 30 and alone and marks.PAGE.fullmatch(words):
            return True
        return len(words) < 120 and bool(marks.PAGED.fullmatch(words)) and not any(c in words for c in ".:;,")

    def _is_sign(self, line: Line) -> bool:
        return line.cut and is_sign(self.text, line, self.out[-1] if self.out else None)

    def _rule(self, line: Line, words: str) -> bool:
        previous = self.out[-1] if self.out else None
        if (
            previous
            and not line.gap
            and words[0] in "=-"
            and len(set(words)) == 1
            and len(words) >= 3
            and previous.kind is Kind.PARAGRAPH
            and previous.lines == 1
            and not previous.marker
        ):
            previous.kind, previous.mark, previous.sure = Kind.HEADING, "underline", True
            previous.hashes = 1 if words[0] == "=" else 2
            return True
        self._add(Kind.FURNITURE, line)
        return True

    def _contents(self, index: int, line: Line, words: str) -> bool:
        """A line of a table of contents: dot leaders anywhere, a page number or link under its heading."""
        paged = words[-1].isdigit()
        if paged and marks.LEADERS.search(words):
            entry = True
        elif paged and ("\t" in words or "   " in words) and marks.ends_in_page(words):
            entry = self.in_contents or self._neighbour_has_page(index)
        elif self.in_contents:
            entry = bool(marks.ENTRY_PAGE.search(words) or marks.ENTRY_LINK.fullmatch(words))
            if not entry and not line.gap and index + 1 < len(self.lines):  # an entry on two lines
                follows = self.lines[index + 1]
                after = self.text[follows.start : min(follows.end, follows.start + SHORT)]
                entry = bool(marks.LEADERS.search(after) and not marks.NUMBER.match(after))
        else:
            return False
        previous = self.out[-1] if self.out else None
        if entry:
            if previous and previous.kind is Kind.CONTENTS:
                previous.end = line.end
            else:
                self._add(Kind.CONTENTS, line)
            return True
        self.in_contents = False
        return False

    def _neighbour_has_page(self, index: int) -> bool:
        """Whether three lines in a row, this among them, begin with a number and end with a page number."""
        run = 0
        for line in self.lines[max(0, index - 2) : index + 3]:
            words = self.text[line.start : min(line.end, line.start + SHORT)]
            run = run + 1 if marks.ends_in_page(words) and marks.NUMBER.match(words) else 0
            if run == 3:
                return True
        return False

    def _heading(self, line: Line, words: str, at: int, hashes: int) -> bool:
        raw = self._add(Kind.HEADING, line, line.start + at)
        raw.mark, raw.hashes, raw.sure = "hashes", hashes, True
        closed = words[at:].rstrip("# \t") if words.endswith("#") else words[at:]
        raw.end = raw.start + len(closed)
        self._trim_bold(raw)
        if not self._number(raw) and (alone := marks.SECTION_ALONE.fullmatch(self.text, raw.start, raw.end)):
            raw.number, raw.style = " ".join(alone["section"].split()), "section"
        self._trim_bold(raw)
        self._enter_contents(raw)
        return True

    def _enter_contents(self, raw: Raw) -> None:
        self.in_contents = self.text[raw.start : raw.end].rstrip(" :").casefold() in genre.CONTENTS

    def _trim_bold(self, raw: Raw) -> bool:
        """Takes emphasis that encloses the whole block off its words."""
        match = marks.BOLD.fullmatch(self.text, raw.start, raw.end)
        if not match:
            return False
        raw.start, raw.end = match.span("words")
        return True

    def _bold(self, index: int, line: Line, words: str) -> bool:
        """A line that is bold from end to end: a heading, unless it is a sentence or heads a table."""
        if words[:2] not in ("**", "__") or not (match := marks.BOLD.fullmatch(words)):
            return False
        inner = match["words"].strip()
        if line.cells > 1 and all(one.cells == line.cells for one in self.lines[index + 1 : index + 2]):
            return False
        sentence = inner[-1:] in (".", ",") and not marks.PART.fullmatch(inner)
        if not inner or sentence or len(inner) > 200 or marks.ATT.match(words):
            return False
        raw = self._add(
            Kind.HEADING, line, line.start + match.start("words"), line.start + match.end("words")
        )
        raw.mark, raw.hashes = "label" if inner.endswith(".") else "bold", 0
        raw.end = raw.start + len(self.text[raw.start : raw.end].rstrip())
        self._number(raw)
        self._enter_contents(raw)
        return True

    def _number(self, raw: Raw) -> bool:
        """Takes a printed number off the words of a block."""
        match = marks.NUMBER.match(self.text, raw.start, raw.end)
        if not match or (match["open"] and not match["shut"] and raw.kind is Kind.HEADING):
            return False
        style = next(
            style
            for style in ("section", "multi", "single", "upper", "lower", "inner", "roman")
            if match[style] is not None
        )
        raw.style, raw.number = style, " ".join(match[style].split())
        begin = match.end() if match["shut"] or not match["open"] else match.start() + len(match["open"])
        printed = self.text[match.end("open") : match.end()].strip().removesuffix("**")
        raw.marker = printed
        raw.start = begin if begin == match.end() else match.end()
        return True

    def _field(self, index: int, line: Line, words: str) -> bool:
        """A key with its value, a key that waits for it, or the value itself."""
        match = (":" in words and genre.FIELD.fullmatch(words)) or (
            len(words) < 120 and genre.BARE_FIELD.fullmatch(words)
        )
        if match:
            start, end = match.span("value")
            value = match["value"].rstrip("*_ ")
            if words[0] == "(":
                value = value.removesuffix(")")
            raw = self._add(Kind.FIELD, line, line.start + start, line.start + start + len(value))
            raw.name = " ".join(match["key"].split())
            if value and self.keys and (key := key_above(self.keys, line, raw)):
                self.keys.remove(key)  # «Er referens» over «Dnr RD 2024/7»
                raw.name = key[0].name if key[0].name.lower().startswith("er") else raw.name
            if not value:
                raw.start = raw.end = line.end
                self._wait(raw, line)
            elif (match.re is genre.FIELD and raw.name.casefold() in ("syfte",)) or end - start > 200:
                raw.kind = Kind.PARAGRAPH
            return True
        above = self.out[-1] if self.out else None
        if (
            is_key(words)
            and value_follows(self.text, self.lines, index)
            and not is_title(self.text, above, line, words)
        ):
            raw = self._add(Kind.FIELD, line, line.end)
            raw.name = words
            self._wait(raw, line)
            return True
        if ":" in words and (match := genre.DISTRIBUTED.fullmatch(words)):
            return self._distribution(line, match.start("value"), match["value"])
        return self._value(index, line, words)

    def _distribution(self, line: Line, at: int, value: str) -> bool:
        if not value:
            return False
        raw = self._add(Kind.DISTRIBUTION, line, line.start + at)
        raw.sure = True
        return True

    def _wait(self, raw: Raw, line: Line) -> None:
        """Lets a key wait for its value, forgetting those that a blank line parts from it."""
        if line.gap or len(self.keys) == MOST_KEYS:
            self.keys.clear()
        self.keys.append((raw, line))

    def _value(self, index: int, line: Line, words: str) -> bool:
        if words[-1] == ":":
            self.keys.clear()  # a label, and no value
            return False
        if (
            not self.keys
            or len(words) > 120
            or words[0] in "#|"
            or (
                line.gap
                and len(self.keys) > 1
                and not is_dated(self.text, self.lines, self.keys[0][0].name, index)
            )
        ):
            return False
        if line.gap and (terminated(words) or len(words) > 60 or marks.BOLD.fullmatch(words)):
            return False
        found = key_above(self.keys, line, self.out[-1])
        if found is None:
            return False
        key, _ = found
        if key.name.casefold().rstrip(":") in genre.PAGE_KEYS and not any(map(str.isdigit, words)):
            return False
        self.keys.remove(found)
        waiting = list(self.keys)
        if key is self.out[-1]:
            key.start, key.end = line.start, line.end
        else:  # keys on one line, values on the next: the block stands where the value stands
            raw = self._add(Kind.FIELD, line)
            raw.name = key.name
            key.printed = -1
        self.keys = waiting
        return True

    def _row(self, line: Line) -> bool:
        narrow = (
            not line.gap
            and bool(self.out)
            and self.out[-1].kind is Kind.ROW
            and _NARROW.match(self.text, line.start, line.end)
        )
        if line.cells < 2 and not narrow:
            return False
        # «att      anta yttrandet»
        clause = line.cells == 2 and marks.ATT.match(self.text, line.start, line.end)
        if clause or marks.BULLET.match(self.text, line.start, line.end):
            return False
        number = (
            marks.NUMBER.match(self.text, line.start, line.end) if line.cells == 2 and not narrow else None
        )
        # «3. Hur ska det betalas?    Staten bör stå för kostnaden.» in a table, a line of whose cell may stand between
        in_table = (
            number and number["dot"] and not line.gap and any(raw.kind is Kind.ROW for raw in self.out[-2:])
        )
        if number and not in_table:
            return False
        self._add(Kind.ROW, line)
        return True

    def _running(self, index: int, line: Line, words: str) -> None:
        """A list item, a numbered line, an att-clause or running text."""
        match = None if words[0].isupper() and words[0] != "Ø" else marks.BULLET.match(words)
        previous = self.out[-1] if self.out else None
        follows = self.lines[index + 1] if index + 1 < len(self.lines) else None
        last = follows is None or follows.gap
        goes_on = (
            match
            and previous
            and dash_of_sentence(self.text, self.width, previous, line, words, match.end(), last)
        )
        if match and not goes_on:
            raw = self._add(Kind.ITEM, line, line.start + match.end())
            raw.marker = match["mark"] or match["tight"]
            raw.sure = True
            return
        if (
            words[0] in "aA*_"
            and marks.ATT.match(words)
            and previous
            and att_clause(self.text, self.width, previous, line)
        ):
            raw = self._add(Kind.ITEM, line)
            raw.marker, raw.sure = "att", True
            return
        raw = Raw(Kind.PARAGRAPH, line.start, line.start, line.end, line.gap, line.indent, last=line.start)
        cites = words[0] == "§" and previous and not line.gap and cites_paragraph(self.text, previous, words)
        if not cites and "§" in words and (alone := marks.SECTION_ALONE.fullmatch(words)):
            raw.number, raw.style, raw.mark = " ".join(alone["section"].split()), "section", "number"
        elif words.isdigit() and self._is_sign(line):
            raw.number, raw.style, raw.mark = f"§ {words}", "section", "number"
        elif not cites and marks.may_be_numbered(words) and self._number(raw):
            raw.mark = "number"
        if previous and ended(self.text, previous) and stands_alone(self.text, self.width, line, follows):
            previous = None
        numbered = raw.mark == "number" and not (
            previous
            and not line.gap
            and (marks.CLOCK.match(words) or (raw.style == "single" and not raw.marker.endswith((".", ")"))))
            and joins(self.text, self.width, previous, line, words)
        )
        if (
            not numbered
            and previous
            and (goes_on or cites or joins(self.text, self.width, previous, line, words))
        ):
            previous.end, previous.last = line.end, line.start
            previous.lines += 1
            return
        if not (follows and follows.cut):  # further cells of the line may be values
            self.keys.clear()
        if previous and previous.kind is Kind.FURNITURE and words[0].islower():
            raw.continues = self._was_cut()
        self.out.append(raw)
        if line.end - line.start < 40:
            self._enter_contents(raw)

    def _was_cut(self) -> bool:
        """Whether the paragraph before the page number or running header lacks its end."""
        for raw in reversed(self.out):
            if raw.kind is not Kind.FURNITURE:
                return raw.kind in (Kind.PARAGRAPH, Kind.ITEM) and not ended(self.text, raw)
        return False
