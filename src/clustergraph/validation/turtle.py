"""How a term is written in Turtle."""

import pyoxigraph as ox

from clustergraph.namespaces import PREFIXES, expand

_LONGEST = 60  # characters of a value in a message


def shortened(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | str) -> str:
    """A term as a person reads it: a prefixed name, or a literal cut to a readable length."""
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
    return f"<{iri}>" if ":" in iri[:12] and not iri.startswith("_:") else iri


def written(term: ox.NamedNode | ox.Literal) -> str:
    """The term in full, with the project's prefixes."""
    if isinstance(term, ox.NamedNode):
        return shortened(term)
    plain = str(ox.Literal(term.value))
    if term.language:
        return f"{plain}@{term.language}"
    datatype = term.datatype
    return plain if datatype.value == expand("xsd:string") else f"{plain}^^{shortened(datatype)}"


def in_full(term: ox.NamedNode | ox.Literal) -> str:
    """The term without any prefix, so that it means the same in every file."""
    return str(term)
