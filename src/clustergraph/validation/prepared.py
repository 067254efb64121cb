"""An rdflib graph that reads the text of a query once, however often it is asked; imported only with pySHACL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rdflib import Graph
from rdflib.plugins.sparql import prepareQuery

if TYPE_CHECKING:
    from rdflib.plugins.sparql.sparql import Query


class PreparedQueries(Graph):
    """Reads each text that is asked of it once.

    pySHACL asks the query of a SPARQL constraint of one thing after another, with other bindings, and rdflib takes
    much longer to read a query than to answer it about one thing.
    """

    def __init__(self) -> None:
        super().__init__()
        self._prepared: dict[str, Query] = {}

    def query(self, query_object: Any, *arguments: Any, **options: Any) -> Any:
        """See `Graph.query`."""
        if isinstance(query_object, str):
            if query_object not in self._prepared:
                self._prepared[query_object] = prepareQuery(query_object, initNs=dict(self.namespaces()))
            query_object = self._prepared[query_object]
        return super().query(query_object, *arguments, **options)
