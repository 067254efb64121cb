"""The digest of a dataset is that of its canonical form, RDFC-1.0."""

import hashlib
import random

import pyoxigraph as ox
import pytest

from clustergraph.rdf import canonical, canonical_hash, dataset_digest, reference_quads

_NAMES = [ox.NamedNode(f"https://example.org/{name}") for name in "abcd"]


def _by_definition(quads: list[ox.Quad]) -> str:
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    lines = (ox.serialize(dataset, format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
    return hashlib.sha256(b"".join(sorted(lines))).hexdigest()


def _dataset(seed: int) -> list[ox.Quad]:
    """Quads of which some hang together by blank nodes, some twice over."""
    chance = random.Random(seed)
    blanks = [ox.BlankNode(f"b{seed}x{number}") for number in range(6)]
    return [
        ox.Quad(
            chance.choice([*_NAMES, *blanks]),
            chance.choice(_NAMES),
            chance.choice([*_NAMES, *blanks, ox.Literal(str(chance.randrange(9)), language="sv")]),
            chance.choice(_NAMES[:2]),
        )
        for _ in range(40)
    ]


@pytest.mark.parametrize("at_once", [3, 7, 1000])
@pytest.mark.parametrize("seed", range(10))
def test_portions_give_the_digest_of_the_whole(
    seed: int, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(canonical, "_AT_ONCE", at_once)
    quads = _dataset(seed)
    assert canonical_hash(quads) == _by_definition(quads)


def test_neither_order_nor_the_names_of_blank_nodes_matter() -> None:
    quads = _dataset(1)
    names: dict[str, ox.BlankNode] = {}

    def renamed(term):  # type: ignore[no-untyped-def]
        return names.setdefault(term.value, ox.BlankNode()) if isinstance(term, ox.BlankNode) else term

    others = [ox.Quad(renamed(q.subject), q.predicate, renamed(q.object), q.graph_name) for q in quads]
    assert canonical_hash(others[::-1]) == canonical_hash(quads)


def test_the_reference_graphs() -> None:
    quads = list(canonical.as_stored(reference_quads()))
    assert canonical_hash(quads) == _by_definition(quads)


def test_the_digest_of_a_dataset_follows_from_its_graphs_whatever_their_order() -> None:
    graphs = {"https://e.org/a": "1f", "https://e.org/b": "2e"}
    digest = dataset_digest(graphs.items())
    assert dataset_digest(reversed(graphs.items())) == digest
    assert digest == hashlib.sha256(b"1f  https://e.org/a\n2e  https://e.org/b\n").hexdigest()
    others = ({"https://e.org/a": "2e", "https://e.org/b": "1f"}, {"https://e.org/a": "1f"}, dict[str, str]())
    assert digest not in {dataset_digest(other.items()) for other in others}
