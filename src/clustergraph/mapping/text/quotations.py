"""What in a text is quoted or named: another's words and titles take no position."""

import re

_QUOTES = '”“"«'
_QUOTED = re.compile(
    r"[”“\"«][^”“\"«»\n]{3,300}[”“\"»]|(?<=: )[”“\"][^”“\"\n]{300,3000}[”“\"]|(?<=:\n)[”“«][^”“«»]{3,2000}[”“»]"
)

# A capital within a sentence begins a title: «rapporten Brister i tillsynen».
_TITLED = re.compile(r" (?<=[a-zåäö]{2} )(?=[A-ZÅÄÖ][a-zåäö])")


def quotations(words: str) -> set[int]:
    """The offsets inside quotation marks, and of capitals in a sentence: titles and others' words take no position."""
    found = {match.end() for match in _TITLED.finditer(words)}
    for match in _QUOTED.finditer(words) if any(map(words.__contains__, _QUOTES)) else ():
        start, end = match.span()
        alone = words[max(0, start - 1) : start] in ("", "\n") and words[end : end + 1] in ("", "\n")
        if alone and not words.endswith(":\n", 0, start):
            continue  # a block set in quotation marks is the paper's own
        found.update(range(*match.span()))
    return found
