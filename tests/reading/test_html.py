"""HTML: the document without the page around it."""

import pytest

from clustergraph.errors import InputError
from clustergraph.reading import Kind, blocks, read_bytes

PAGE = """<!doctype html><html><head><title>x</title><style>p{}</style><script>var a = "<p>nej</p>";</script></head>
<body><nav><ul><li>Meny</li></ul></nav><main>
<h1>Svar på remiss om <em>skog</em></h1>
<p>Länsstyrelsen   tillstyrker
förslaget<!-- nej --> men anser att</p>
<ul><li>målen bör <b>stärkas</b>,<ul><li>särskilt i norr,</li></ul></li><li>tiden bör kortas.</li></ul>
<ol start="3"><li>Tredje punkten.</li></ol>
<p><strong>Ekonomi</strong></p><p>Inga kostnader.<br>Inga intäkter.</p>
<table><tr><th>Nämnd</th><th>Svar</th></tr><tr><td>KS</td><td>Ja</td></tr></table>
<p style="display: none">dold</p><p hidden>dold</p>
</main><footer>Kontakta oss</footer></body></html>"""

TEXT = """# Svar på remiss om skog

Länsstyrelsen tillstyrker förslaget men anser att

- målen bör stärkas,
  - särskilt i norr,
- tiden bör kortas.
3. Tredje punkten.

**Ekonomi**

Inga kostnader.
Inga intäkter.

Nämnd\tSvar
KS\tJa
"""


def test_the_document_is_read_and_the_page_around_it_is_not() -> None:
    assert read_bytes(PAGE.encode(), "svar.html").text == TEXT


@pytest.mark.parametrize(
    ("header", "kept"),
    [
        ("<p>Bergs Vattenråd</p><p>Datum: 2025-05-12</p><p>Vårt dnr: BV 14</p>", True),
        (
            "<table><tr><td>Datum</td><td>Diarienummer</td></tr><tr><td>2025-05-12</td><td>KS 25/1</td></tr></table>",
            True,
        ),
        ('<p>Bergs Vattenråd</p><a href="/">Hem</a><p>Telefon 0243-123 45</p>', False),
        (
            '<ul><li><a href="/d">Diarienummer och handlingar</a></li><li><a href="/k">Kontakt</a></li></ul>',
            False,
        ),
    ],
)
def test_the_letterhead_above_the_document_is_kept_and_the_head_of_the_site_is_not(
    header: str, kept: bool
) -> None:
    page = f"<body><header>{header}</header><main><h1>Yttrande</h1><p>{'Rådet tillstyrker planen. ' * 5}</p></main></body>"
    first = read_bytes(page.encode(), "svar.html").text.split("\n")[0]
    assert (first != "# Yttrande") is kept


CONTENT = "<h1>Yttrande</h1><p>Rådet tillstyrker planen.</p>"


@pytest.mark.parametrize(
    "page",
    [
        f'<a href="#c">Till innehåll på sidan</a><header><a href="/">Start</a></header><div id="c">{CONTENT}</div>',
        f'<ul><li><a href="/">Hem</a></li><li><a href="/r">Remisser</a></li></ul>{CONTENT}',
        f'<div class="page-breadcrumbs">Du är här: <a href="/remisser">Remisser och samråd</a></div>{CONTENT}',
        f'<div role="navigation"><p>Meny</p></div>{CONTENT}',
        f'{CONTENT}<div class="share-links"><a href="/f">Dela på Facebook</a> <a href="/s">Skriv ut</a></div>',
        f'{CONTENT}<div id="site-footer"><a href="/om">Om webbplatsen</a> <a href="/k">Kakor</a></div>',
        f'<div class="cookie-consent"><p>Vi använder kakor.</p><button>Godkänn</button></div>{CONTENT}',
        f'<div role="dialog"><h2>Kakor</h2><p>Får vi spara dem?</p></div>{CONTENT}',
        f'<div class="breadcrumbs"><a href="/">Start</a> / Remisser / Yttrande</div>{CONTENT}',
        f'{CONTENT}<div class="site-footer"><h2>Kontakt</h2><p>Box 12, 792 21 Mora</p><a href="/a">A</a> <a href="/b">B</a></div>',
        f'{CONTENT}<div class="footer"><p>Mora kommun, 792 80 Mora. Org.nr 212000-2213</p></div>',
        f'{CONTENT}<section class="related"><h2>Läs också</h2><p>Rådet avstyrker en annan plan.</p></section>',
    ],
)
def test_links_to_other_pages_around_the_document_go(page: str) -> None:
    assert (
        read_bytes(f"<body>{page}</body>".encode(), "svar.html").text
        == "# Yttrande\n\nRådet tillstyrker planen.\n"
    )


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ("<tr><td><p>Datum</p></td><td><p>2024-08-22</p></td></tr>", "Datum\t2024-08-22"),
        (
            "<tr><td><p>Beslutande</p></td><td><p>Bo Ek (S)</p><p>Eva Ström (M)</p></td></tr>",
            "Beslutande\tBo Ek (S)\nEva Ström (M)",
        ),
        (
            "<tr><td><h2>Beslut</h2><p>Planen antas.</p></td><td><p>Karta</p></td></tr>",
            "## Beslut\n\nPlanen antas.\n\nKarta",
        ),
    ],
)
def test_the_short_cells_of_a_row_stand_beside_each_other(cells: str, text: str) -> None:
    assert read_bytes(f"<body><table>{cells}</table></body>".encode(), "svar.html").text == f"{text}\n"


@pytest.mark.parametrize("term", ["<dt>{}</dt><dd>{}</dd>", "<div><dt>{}</dt><dd><p>{}</p></dd></div>"])
def test_a_list_of_terms_is_one_of_keys_and_values(term: str) -> None:
    page = f"<body><dl>{term.format('Organ', 'Kommunstyrelsen')}{term.format('Paragraf', '§ 88')}</dl></body>"
    assert read_bytes(page.encode(), "svar.html").text == "Organ\tKommunstyrelsen\nParagraf\t§ 88\n"


def test_preformatted_words_keep_their_lines_and_columns() -> None:
    page = "<body><p>Hej</p><pre>Datum       Dnr\n2025-03-04  7/25\n\nBeslut</pre><p>Slut</p></body>"
    assert read_bytes(page.encode(), "svar.html").text == (
        "Hej\n\nDatum       Dnr\n2025-03-04  7/25\n\nBeslut\n\nSlut\n"
    )


@pytest.mark.parametrize(
    "kept",
    [
        '<p><a href="mailto:kansli@example.org">kansli@example.org</a></p>',
        '<p>Yttrande över <a href="/r">remissen</a></p>',
        "<ul><li>Plan</li></ul>",
    ],
)
def test_what_is_no_link_to_another_page_stays_above_the_title(kept: str) -> None:
    text = read_bytes(f"<body>{kept}{CONTENT}</body>".encode(), "svar.html").text
    assert not text.startswith("# Yttrande")


def test_nested_items_stand_under_their_item() -> None:
    first, nested, second = [b for b in blocks(TEXT) if b.kind is Kind.ITEM][:3]
    assert (first.level, nested.level, second.level) == (1, 2, 1)
    assert blocks(TEXT)[nested.lead_in or 0] == first
    assert second.lead_in == first.lead_in == 1


@pytest.mark.parametrize(
    ("declared", "words"), [('<meta charset="iso-8859-1">', "Åtgärder på ön, París"), ("", "Åtgärder på ön")]
)
def test_a_latin_page_is_read_where_it_says_so_or_holds_nothing_but_swedish(
    declared: str, words: str
) -> None:
    page = f"<html><head>{declared}</head><body><p>{words}</p></body></html>"
    assert read_bytes(page.encode("latin-1"), "svar.htm").text == f"{words}\n"


def test_the_format_is_known_by_content_when_the_name_says_nothing() -> None:
    assert read_bytes(b"<!DOCTYPE html><p>Hej</p>", "svar").media_type == "text/html"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("<p>på</p>".encode("cp850"), "a.html is not UTF-8 (byte 0x86 at line 1); save it as UTF-8."),
        (
            b"<html><body><script>1</script></body></html>",
            "a.html holds no text; give a file with text in it.",
        ),
        (b"<!-- -->", "a.html holds no HTML text; give a page with text in it."),
        (
            b"<html>" + b"<div>" * 100_000 + b"x",
            "a.html is nested too deep to be a document; save the page again as text.",
        ),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(data: bytes, message: str) -> None:
    with pytest.raises(InputError) as error:
        read_bytes(data, "a.html")
    assert str(error.value) == message
