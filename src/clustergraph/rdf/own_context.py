"""The project's JSON-LD context in place of its address, so that JSON-LD that names it is read without the network."""

import json
import re
from functools import cache

from clustergraph import resources

_FILE = "/context.jsonld"
_REFERENCE = re.compile(rb'("@context"\s*:\s*\[?\s*)"[^"\s\\]*/context\.jsonld"')
# A document has one; very many would grow beyond all bounds.
_MOST = 20


def is_own(address: str) -> bool:
    """Whether this is where a server of the project, whatever its host, publishes the context."""
    return address.endswith(_FILE)


@cache
def own_context() -> str:
    """The definitions of the context as JSON on one line."""
    text = (resources.ontology() / "context.jsonld").read_text(encoding="utf-8")
    return json.dumps(json.loads(text)["@context"])


def with_own_context(data: bytes) -> bytes:
    """JSON-LD with the definitions where it names the context; its lines stay the same lines."""
    return _REFERENCE.sub(lambda found: found[1] + own_context().encode(), data, count=_MOST)
