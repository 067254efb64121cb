"""Letters of many codes: the rules read one of each, and what they find is quoted as the file has it."""

import unicodedata
from collections.abc import Callable
from hashlib import sha256

import pytest

from clustergraph.mapping import as_json, map_source
from clustergraph.model import SourceText
from clustergraph.reading import readable

TEXT = """Örnvåge kommun
2025-03-04
Dnr KS 2025/31

Yttrande över förslag till flisplan

Kommunen välkomnar förslaget. Kommunen anser att officerare bör få ansvar för åtgärderna.

Åsa Öberg
Kommundirektör
"""


@pytest.mark.parametrize(
    ("stored", "words"),
    [
        ("a\u030angstro\u0308m", "ångström"),
        ("\u212bre", "Åre"),
        ("o\ufb03ciell \ufb02is", "officiell flis"),
        ("kom\xadmun\u200bstyrelse", "kommunstyrelse"),
        ("kom\xad\nmun", "kom-\nmun"),
        ("§\xa05\u202f000\u3000kr", "§ 5 000 kr"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        (
            "P R O T O K O L L\nNämnden  b e s l u t a r  a t t  köpa",
            "PROTOKOLL\nNämnden  beslutar  att  köpa",
        ),
        ("a t t i bilaga", "att i bilaga"),
    ],
)
def test_letters_spaces_and_line_ends_have_one_form(stored: str, words: str) -> None:
    read = readable(stored)
    assert read is not None
    assert read.words == words
    assert read.offset(len(words)) == len(stored)


def test_a_text_of_common_letters_is_read_as_it_is() -> None:
    assert readable(TEXT) is None


@pytest.mark.parametrize(
    "written",
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace(" ", "\xa0"),
        lambda text: text.replace("om", "o\xadm"),
        lambda text: text.replace("ffi", "\ufb03").replace("fl", "\ufb02"),
        lambda text: text.replace(" att ", "  a t t  "),
    ],
    ids=["decomposed", "crlf", "cr", "no-break spaces", "soft hyphens", "ligatures", "spread words"],
)
def test_what_is_found_does_not_depend_on_the_codes(written: Callable[[str], str]) -> None:
    def found(text: str) -> list[object]:
        digest = sha256(text.encode()).hexdigest()
        (mapped,) = map_source(SourceText("svar.txt", text, digest, digest))
        document = as_json(mapped)
        for kind in ("actors", "persons", "positions"):
            for one in document[kind]:
                assert text[one["start"] : one["end"]] == one["quote"]
        return [
            {key: document["document"][key] for key in ("title", "issuer", "date", "case_numbers")},
            [(one["name"], one["role"]) for one in document["persons"]],
            [(one["stance"], one["verb"]) for one in document["positions"]],
        ]

    plain = found(TEXT)
    assert plain[1] == [("Åsa Öberg", "Kommundirektör")]
    assert found(written(TEXT)) == plain
