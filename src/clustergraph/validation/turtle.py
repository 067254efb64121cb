"""How a term is written in Turtle."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from clustergraph.namespaces import PREFIXES, expand

if TYPE_CHECKING:
    from collections.abc import Mapping

_UNNAMED = re.compile("[0-9a-f]{25,32}")  # the parser's name for `[…]`
_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9_-]*$")
_LONGEST = 60  # characters of a value in a message


def shortened(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | str) -> str:
    """A term as a person reads it: a prefixed name, or a literal cut to a readable length."""
    if isinstance(term, ox.BlankNode):
        return "[…]" if _UNNAMED.fullmatch(term.value) else str(term)
    if isinstance(term, ox.Literal):
        value = term.value if len(term.value) <= _LONGEST else term.value[: _LONGEST - 2] + " …"
        return f'"{value}"' + (f"@{term.language}" if term.language else "")
    iri = term if isinstance(term, str) else term.value if isinstance(term, ox.NamedNode) else str(term)
    prefix, namespace = max(
        ((p, n) for p, n in PREFIXES.items() if iri.startswith(n)),
        key=lambda pair: len(pair[1]),
        default=("", ""),
    )
    local = iri[len(namespace) :]
    if namespace and "/" not in local:
        return f"{prefix}:{local}"
    return f"<{iri}>" if ":" in iri[:12] else iri


def written(term: ox.NamedNode | ox.Literal) -> str:
    """The term in full, with the project's prefixes."""
    if isinstance(term, ox.NamedNode):
        return shortened(term)
    plain = str(ox.Literal(term.value))
    if term.language:
        return f"{plain}@{term.language}"
    datatype = term.datatype
    return plain if datatype.value == expand("xsd:string") else f"{plain}^^{shortened(datatype)}"


def with_prefixes(term: ox.NamedNode | ox.Literal, prefixes: Mapping[str, str]) -> str:
    """The term as a file writes it that declares these prefixes (namespace → prefix), in full where none fits."""
    if isinstance(term, ox.Literal):
        if term.language or term.datatype.value == expand("xsd:string"):
            return str(term)
        return f"{ox.Literal(term.value)}^^{with_prefixes(term.datatype, prefixes)}"
    local = match.group() if (match := _LOCAL.search(term.value)) else ""
    namespace = term.value.removesuffix(local)
    return f"{prefixes[namespace]}:{local}" if namespace in prefixes else str(term)
