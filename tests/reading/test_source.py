"""Reading a file: the stored text, its digests, and what is said of a file that cannot be read."""

import hashlib
from pathlib import Path

import pytest

from clustergraph.errors import InputError
from clustergraph.reading import MAX_BYTES, read, read_bytes


def test_plain_text_is_stored_as_it_is(tmp_path: Path) -> None:
    stored = "Rad ett  \r\n\tRad två – å\n\n\f§ 3\u00a0x "
    path = tmp_path / "beslut.txt"
    path.write_bytes(stored.encode())
    source = read(path)
    digest = hashlib.sha256(stored.encode()).hexdigest()
    assert source.text == stored
    assert (source.name, source.media_type, source.pages) == ("beslut.txt", "text/plain", ())
    assert source.sha256 == source.text_sha256 == digest


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    data = b"\xef\xbb\xbf" + "Ärende".encode()
    source = read_bytes(data, "a.md")
    assert source.text == "Ärende"
    assert source.media_type == "text/markdown"
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert source.text_sha256 == hashlib.sha256("Ärende".encode()).hexdigest()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "cp1252", "latin-1"])
def test_other_encodings_that_a_file_says_or_shows_are_read(encoding: str) -> None:
    written = "Nämnden tillstyrker åtgärden.\r\n§ 3 «Öar»"
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    assert read_bytes(mark + written.encode(encoding), "a.txt").text == written


def test_a_path_in_the_name_is_dropped() -> None:
    assert read_bytes(b"x", "../../etc/passwd").name == "passwd"
    assert read_bytes(b"x", "C:\\mapp\\svar.txt").name == "svar.txt"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "a.txt is empty; give a file with text in it."),
        (b" \n\n", "a.txt is empty; give a file with text in it."),
        (b"\xef\xbb\xbf", "a.txt holds no text; give a file with text in it."),
        ("ett\ntvå\n".encode("mac_roman"), "a.txt is not UTF-8 (byte 0x8C at line 2); save it as UTF-8."),
        ("Åtgärd".encode("cp850"), "a.txt is not UTF-8 (byte 0x8F at line 1); save it as UTF-8."),
        ("Åtgärd".encode()[:-3], "a.txt is not UTF-8 (byte 0xC3 at line 1); save it as UTF-8."),
        (b"x\0y", "a.txt is a binary file, not text; save it as text, HTML, DOCX or PDF."),
        ("text".encode("utf-16-le"), "a.txt is a binary file, not text; save it as text, HTML, DOCX or PDF."),
        (
            b"Subject: Yttrande\r\nMIME-Version: 1.0\r\n\r\nHej",
            "a.txt is an e-mail or a web archive; save it as text, Markdown, HTML, DOCX or PDF.",
        ),
        (
            b"<?xml version='1.0'?><protokoll/>",
            "a.txt is an XML file; save it as text, Markdown, HTML, DOCX or PDF.",
        ),
        (bytes(1) * (MAX_BYTES + 1), "a.txt is larger than 50 MB; split it into smaller files."),
        (b"a" * 20_000_001, "a.txt holds more than 20,000,000 characters; split it into smaller files."),
    ],
    ids=[
        *("empty", "blank", "mark only", "mac", "dos", "cut off", "binary", "utf-16 without mark"),
        *("mail", "xml", "huge", "many characters"),
    ],
)
def test_text_that_cannot_be_read(data: bytes, message: str) -> None:
    with pytest.raises(InputError) as error:
        read_bytes(data, "a.txt")
    assert str(error.value) == message


def test_an_unknown_binary_format() -> None:
    with pytest.raises(InputError, match=r"^bild\.png is a binary file of an unknown kind; save it as"):
        read_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "bild.png")


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"saknas\.txt does not exist; check the name\.$"):
        read(tmp_path / "saknas.txt")
    with pytest.raises(InputError, match=r" is a folder; name a file in it\.$"):
        read(tmp_path)
