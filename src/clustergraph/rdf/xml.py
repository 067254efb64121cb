"""Whether XML is whole. The engine's parser of RDF/XML takes a text that was cut off for one that ends there."""

from dataclasses import dataclass
from xml.parsers import expat


@dataclass(frozen=True, slots=True)
class XmlFault:
    """What is wrong in the parser's words, and where; line and column count from 1."""

    reason: str
    line: int
    column: int


def xml_fault(data: bytes) -> XmlFault | None:
    """The first place where the text is not well-formed XML. No external entity is fetched."""
    parser = expat.ParserCreate(namespace_separator=" ")
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        return XmlFault(expat.ErrorString(error.code), error.lineno, error.offset + 1)
    return None
