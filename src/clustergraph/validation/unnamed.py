"""The syntax of RDF that has no name to tell it by, as on standard input."""

import re

import pyoxigraph as ox

_BOM = b"\xef\xbb\xbf"
# Turtle and TriG too begin with brackets, but never with a string in them, nor with brackets in square ones.
_JSON = re.compile(rb'\s*(?:\{\s*(?:"|\}\s*\Z)|\[\s*(?:[{\["]|\]\s*\Z))')
# An IRI has no white space.
_XML = re.compile(rb"\s*<(?:[?!]|[\w.-]+(?::[\w.-]+)?\s)")
_NODE = rb"(?:<[^<>\s]*>|_:[^\s<>\"]+)"
_LITERAL = rb'"(?:[^"\\\n]|\\.)*"(?:@[\w-]+|\^\^<[^<>\s]*>)?'
_FOUR_TERMS = re.compile(
    rb"^[ \t]*%b[ \t]*<[^<>\s]*>[ \t]*(?:%b|%b)[ \t]*%b[ \t]*\.[ \t]*(?:#.*)?\r?$"
    % (_NODE, _NODE, _LITERAL, _NODE),
    re.MULTILINE,
)


def syntax_in(data: bytes) -> ox.RdfFormat:
    """The syntax that a text is written in: JSON-LD, RDF/XML, N-Quads, or TriG, which reads Turtle and N-Triples too."""
    text = data.removeprefix(_BOM)
    if _JSON.match(text):
        return ox.RdfFormat.JSON_LD
    if _XML.match(text):
        return ox.RdfFormat.RDF_XML
    return ox.RdfFormat.N_QUADS if _FOUR_TERMS.search(text) else ox.RdfFormat.TRIG
