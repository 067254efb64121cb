"""What is said of a graph that a store does not hold."""

from collections.abc import Sequence
from difflib import get_close_matches

from clustergraph.errors import NotFoundError

_FEW = 10


def missing_graph(graph: str, held: Sequence[str]) -> NotFoundError:
    """That there is no such graph, with the names that are most like it, or all of them where they are few."""
    by_end = {name.rpartition("/")[2]: name for name in held}
    if near := get_close_matches(graph.rpartition("/")[2], by_end, n=3):
        instead = f"did you mean {' or '.join(by_end[end] for end in near)}?"
    elif len(held) <= _FEW:
        instead = f"it holds {', '.join(held) or 'none'}"
    else:
        instead = f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} }} lists its {len(held)} graphs"
    return NotFoundError(f"There is no graph {graph} in the store; {instead}")
