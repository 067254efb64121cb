"""Changes: refused whole or made whole, written down, told in domain words, taken back."""

import json
from dataclasses import replace
from datetime import datetime, tzinfo
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import Literal, NamedNode, Triple

from clustergraph.changes import Gate, because, describe, incoming, journal_of, together, undo
from clustergraph.changes.gate import RefusedError
from clustergraph.changes.journal import digest
from clustergraph.commands.diff import command as diff
from clustergraph.commands.history import command as history
from clustergraph.commands.remove import command as remove
from clustergraph.commands.undo import command as undo_command
from clustergraph.errors import InputError, NotFoundError, StoreError
from clustergraph.namespaces import expand
from clustergraph.store import GraphChange, Store, open_store
from clustergraph.store.backups import restore
from tests.changes.samples import GRAPH, adoption, graph_of

OTHER = Triple(NamedNode("https://example.org/s"), NamedNode("https://example.org/p"), Literal("another"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(str(tmp_path / "store"), gate=Gate())


class _EarlierClock(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "_EarlierClock":
        return cls(1999, 1, 1, tzinfo=tz)


def _write(store: Store, triples: tuple[Triple, ...], what: str = "add solna.ttl") -> None:
    with because("stina", what):
        store.apply([GraphChange(GRAPH, triples)])


def test_a_change_is_written_down_with_who_when_what_and_both_digests(store: Store) -> None:
    _write(store, graph_of("2024"))
    (entry,) = journal_of(store).entries()
    assert (entry.number, entry.who, entry.what, entry.graph) == (1, "stina", "add solna.ttl", GRAPH)
    assert (entry.before, entry.after) == (None, digest(graph_of("2024")))
    assert (len(entry.added), entry.removed) == (len(graph_of("2024")), ())


def test_what_breaks_the_shapes_changes_nothing_and_is_not_in_the_journal(store: Store) -> None:
    _write(store, graph_of("2024"))
    version = store.version()
    broken = tuple(t for t in graph_of("2025") if not t.predicate.value.endswith("adoptingActor"))
    with pytest.raises(RefusedError, match=r"refused with \d+ violation"):
        _write(store, broken)
    assert store.version() == version
    assert set(store.graph(GRAPH)) == set(graph_of("2024"))
    assert len(journal_of(store).entries()) == 1


def test_what_is_written_again_as_it_was_is_no_change_to_take_back(store: Store) -> None:
    for _ in range(2):
        _write(store, graph_of("2024"))
    store.apply([GraphChange(None, ())])
    assert [entry.number for entry in journal_of(store).entries()] == [1]
    assert undo(store, "stina").number == 1
    assert not store.has_graph(GRAPH)


def test_undo_takes_back_the_latest_change_and_then_the_one_before(store: Store) -> None:
    _write(store, graph_of("2024"))
    _write(store, graph_of("2025"))
    assert undo(store, "stina").number == 2
    assert set(store.graph(GRAPH)) == set(graph_of("2024"))
    assert undo(store, "stina").number == 1
    assert not store.has_graph(GRAPH)
    with pytest.raises(NotFoundError, match="no change to undo"):
        undo(store, "stina")
    assert [entry.undoes for entry in journal_of(store).entries()] == [None, None, 2, 1]


def test_changes_made_as_one_are_undone_as_one(store: Store) -> None:
    other = f"{GRAPH}-other"
    with because("stina", "add two.trig"):
        store.apply([GraphChange(GRAPH, graph_of("2024")), GraphChange(other, (OTHER,))])
    _write(store, graph_of("2025"))
    with because("stina", "CLEAR ALL"):
        store.apply([GraphChange(GRAPH, None), GraphChange(other, None)])
    entries = journal_of(store).entries()
    assert [entry.part_of for entry in entries] == [1, 1, None, 4, 4]
    for number, content in ((5, "2025"), (3, "2024")):
        assert undo(store, "stina").number == number
        assert set(store.graph(GRAPH)) == set(graph_of(content))
        assert set(store.graph(other)) == {OTHER}
    assert [entry.number for entry in together(entries, entries[0])] == [1, 2]
    assert undo(store, "stina").number == 2
    assert store.graphs() == []
    assert [entry.undoes for entry in journal_of(store).entries()[5:]] == [4, 5, 3, 1, 2]


def test_what_stood_in_the_store_comes_back_whatever_the_shapes_say(tmp_path: Path) -> None:
    # Two graphs, of which the first needs the second; taken away one by one, the last one first.
    store = open_store(str(tmp_path / "store"), gate=Gate())
    needing = tuple(t for t in graph_of("2025") if not t.predicate.value.endswith("adoptingActor"))
    needed = tuple(t for t in graph_of("2025") if t.predicate.value.endswith("adoptingActor"))
    other = f"{GRAPH}-other"
    store.apply([GraphChange(GRAPH, needing), GraphChange(other, needed)])
    for graph in (other, GRAPH):
        store.remove_graph(graph)
    for graph, content in ((GRAPH, needing), (other, needed)):
        undo(store, "stina")
        assert set(store.graph(graph)) == set(content)


def test_a_graph_that_something_else_changed_is_not_undone(store: Store, tmp_path: Path) -> None:
    _write(store, graph_of("2024"))
    open_store(str(tmp_path / "store")).apply([GraphChange(GRAPH, graph_of("2023"))])
    with pytest.raises(StoreError, match="has changed since change 1"):
        undo(store, "stina")


def test_a_journal_cut_short_by_an_accident_is_mended_by_the_next_change(
    store: Store, tmp_path: Path
) -> None:
    _write(store, graph_of("2024"))
    file = tmp_path / "store" / "journal" / "changes.jsonl"
    file.write_bytes(file.read_bytes() + b'{"number": 2, "time": "20')
    assert len(journal_of(store).entries()) == 1
    _write(store, graph_of("2025"))
    assert [entry.number for entry in journal_of(store).entries()] == [1, 2]


def test_the_journal_counts_on_by_order_whatever_the_clock_says(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(store, graph_of("2023"))
    monkeypatch.setattr("clustergraph.changes.gate.datetime", _EarlierClock)
    _write(store, graph_of("2024"))
    entries = journal_of(store).entries()
    assert [entry.number for entry in entries] == [1, 2]
    assert entries[0].time > entries[1].time, "the clock was set back"
    assert undo(store, "stina").number == 2


def test_what_an_accident_left_open_is_settled_by_what_the_store_holds(store: Store) -> None:
    for year in ("2021", "2022", "2023"):
        _write(store, graph_of(year))
    journal = journal_of(store)
    first, *_, last = journal.entries()
    journal.begin(replace(last, number=4, after=digest(graph_of("2023"))))
    journal.begin(replace(last, number=5, after=first.after))
    _write(store, graph_of("2024"))
    assert [entry.number for entry in journal.entries()] == [1, 2, 3, 4, 6]


def test_a_line_of_the_journal_may_hold_every_character(store: Store) -> None:
    _write(store, graph_of("2024"), "add \u2028 \x85 \r.ttl")
    _write(store, graph_of("2023"))
    assert [entry.number for entry in journal_of(store).entries()] == [1, 2]


def test_a_damaged_journal_is_said_with_file_and_line(store: Store, tmp_path: Path) -> None:
    _write(store, graph_of("2024"))
    file = tmp_path / "store" / "journal" / "changes.jsonl"
    file.write_text("not JSON\n" + file.read_text())
    with pytest.raises(StoreError, match=r"changes.jsonl:1: the journal is damaged"):
        journal_of(store).entries()


def test_many_things_are_told_by_their_number_and_the_first_of_their_names() -> None:
    def typed(kind: str, names: list[str]) -> list[Triple]:
        a = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
        return [Triple(NamedNode(f"urn:{name}"), a, NamedNode(expand(kind))) for name in names]

    assert describe((), typed("cg:LetterOfIntent", ["a", "b"])) == ["2 letters of intent added: urn:a; urn:b"]
    names = [f"{number:02}" for number in range(23)]
    (line,) = describe(typed("org:Organization", names), ())
    assert line.startswith("23 organisations removed: urn:00; urn:01;")
    assert line.endswith("urn:19; and 3 more")


def test_a_change_is_told_in_domain_words() -> None:
    def lines(way: str) -> list[str]:
        return [
            f"1 adoption {way}: {adoption()}",
            f"1 agreement {way}: Avsiktsförklaringen",
            f"1 memo {way}: Solnas minnesanteckning",
        ]

    assert describe((), graph_of("2024")) == lines("added")
    assert describe(graph_of("2024"), ()) == lines("removed")
    assert describe(graph_of("2024"), graph_of("2025"))[0] == f"1 adoption altered: {adoption()}"
    assert describe(graph_of("2024"), graph_of("2024")) == []


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("saknas.ttl", None, r"saknas.ttl: cannot be read"),
        ("trasig.ttl", "<a> <b> .", r"trasig.ttl:1:1: The IRI is relative"),
        (
            "avklippt.rdf",
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">\n'
            '<rdf:Description rdf:about="urn:a"><e:p>x</e:p>\n',
            r"avklippt.rdf:2:.*: The file ends",
        ),
        ("tom.ttl", "# nothing\n", r"tom.ttl: holds no triples"),
        ("blank.trig", "_:g { <http://a> <http://b> <http://c> }", r"a graph is named by a blank node"),
    ],
)
def test_a_file_that_cannot_be_used_is_said_plainly(
    tmp_path: Path, name: str, content: str | None, message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(InputError, match=message):
        incoming(tmp_path / name)


def test_triples_without_a_graph_go_into_the_graph_of_their_file(tmp_path: Path) -> None:
    (tmp_path / "Åre 2024.ttl").write_text("<http://a> <http://b> <http://c> .")
    (change,) = incoming(tmp_path / "Åre 2024.ttl")
    assert change.graph == "https://w3id.org/clustergraph/graph/are-2024"


@pytest.mark.parametrize("ending", ["txt", "md"])
def test_a_document_is_mapped_by_the_rules(store: Store, tmp_path: Path, ending: str) -> None:
    letter = tmp_path / f"solna-svar.{ending}"
    letter.write_text("Solna stad antog avsiktsförklaringen den 5 mars 2024.\n", encoding="utf-8")
    (change,) = incoming(letter)
    assert change.graph == "https://w3id.org/clustergraph/graph/solna-svar"
    with because("stina", f"add {letter.name}"):
        store.apply([change])
    assert "1 adoption added" in " ".join(describe((), store.graph(change.graph)))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("org:Organization", "1 organisation added: Solna Scen"),
        ("foaf:Person", "1 person added: Solna Scen"),
        ("org:Membership", "1 membership added: Solna Scen"),
        ("org:Post", "1 post added: Solna Scen"),
    ],
)
def test_things_of_classes_that_others_define_are_told_too(name: str, told: str) -> None:
    thing = NamedNode("https://example.org/solna-scen")
    after = [
        Triple(thing, NamedNode(expand("rdf:type")), NamedNode(expand(name))),
        Triple(thing, NamedNode(expand("skos:prefLabel")), Literal("Solna Scen", language="sv")),
    ]
    assert describe((), after) == [told]


NAMED = "https://w3id.org/clustergraph/graph/amnen"


def test_triples_that_are_no_statement_are_counted() -> None:
    """The words of a concept are changed: a load must not be told as nothing."""
    concept = NamedNode("https://example.org/amne")
    label = NamedNode(expand("skos:prefLabel"))
    kind = Triple(concept, NamedNode(expand("rdf:type")), NamedNode(expand("skos:Concept")))
    before = [kind, Triple(concept, label, Literal("ämne", language="sv"))]
    after = [kind, *(Triple(concept, label, Literal(word, language="sv")) for word in ("tema", "fråga"))]
    told = "no statement changed; triples that say other things: {} added, {} removed"
    assert describe(before, after) == [told.format(2, 1)]
    assert describe(before, ()) == [told.format(0, 2)]
    assert describe(before, before) == []


def test_what_was_removed_is_told(tmp_path: Path) -> None:
    location = str(tmp_path / "store")
    store = open_store(location)
    triples = (Triple(NamedNode("urn:a"), NamedNode("urn:p"), Literal("å")),)
    store.apply([GraphChange(NAMED, triples)])
    store.close()
    told = CliRunner().invoke(remove, ["--store", location, "amnen"], catch_exceptions=False).stdout
    assert told.splitlines() == [
        NAMED,
        "  no statement changed; triples that say other things: 0 added, 1 removed",
        f"removed from {location}",
    ]


def _diff(tmp_path: Path, *arguments: str) -> str:
    done = CliRunner().invoke(diff, ["--store", str(tmp_path / "store"), *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_diff_tells_what_a_change_did_even_where_the_graph_has_changed_since(
    store: Store, tmp_path: Path
) -> None:
    _write(store, graph_of("2024"))
    _write(store, graph_of("2025"), "mend solna.ttl")
    store.remove_graph(GRAPH)
    assert f"1 adoption added: {adoption()}" in _diff(tmp_path, "1")
    second = _diff(tmp_path, "2", "--triples").splitlines()
    assert second[0].startswith("change 2: mend solna.ttl (stina, ")
    assert second[1] == GRAPH
    assert f"  1 adoption altered: {adoption()}" in second
    assert {line[0] for line in second if '"2025"' in line} == {"+"}
    assert {line[0] for line in second if '"2024"' in line} == {"-"}
    assert f"1 adoption removed: {adoption()}" in _diff(tmp_path), "the latest change"


def test_diff_tells_what_adding_a_file_would_do_and_does_nothing(store: Store, tmp_path: Path) -> None:
    _write(store, graph_of("2024"))
    version = store.version()
    file = tmp_path / "solna.nq"
    file.write_text("".join(f"{t} <{GRAPH}> .\n" for t in graph_of("2025")), encoding="utf-8")
    (told,) = json.loads(_diff(tmp_path, str(file), "--format", "json"))
    assert told["words"][0] == f"1 adoption altered: {adoption()}"
    assert len(told["added"]) == len(set(graph_of("2025")) - set(graph_of("2024")))
    assert len(told["removed"]) == len(set(graph_of("2024")) - set(graph_of("2025")))
    assert store.version() == version


@pytest.mark.parametrize(("number", "message"), [("7", "there is no change 7"), ("", "no changes since")])
def test_diff_of_a_change_that_is_not_there(store: Store, tmp_path: Path, number: str, message: str) -> None:
    if number:
        _write(store, graph_of("2024"))
    with pytest.raises(NotFoundError, match=message):
        _diff(tmp_path, *([number] if number else []))


def test_a_backup_holds_the_journal_and_a_restored_store_can_undo(store: Store, tmp_path: Path) -> None:
    _write(store, graph_of("2023"))
    _write(store, graph_of("2024"))
    store.backup(tmp_path / "copy")
    _write(store, graph_of("2025"))
    other = open_store(str(tmp_path / "other"), gate=Gate())
    restore(other, tmp_path / "copy")
    assert [entry.number for entry in journal_of(other).entries()] == [1, 2]
    assert undo(other, "stina").number == 2
    assert set(other.graph(GRAPH)) == set(graph_of("2023"))


def test_restoring_an_earlier_state_brings_its_journal_and_keeps_the_later_one_beside_it(
    store: Store, tmp_path: Path
) -> None:
    _write(store, graph_of("2024"))
    store.backup(tmp_path / "copy")
    _write(store, graph_of("2025"))
    later = (tmp_path / "store" / "journal" / "changes.jsonl").read_bytes()
    restore(store, tmp_path / "copy")
    assert [entry.number for entry in journal_of(store).entries()] == [1]
    (beside,) = (tmp_path / "store").glob("journal-before-version-*/changes.jsonl")
    assert beside.read_bytes() == later
    assert open_store(str(tmp_path / "store")).has_graph(GRAPH)


def test_a_change_of_the_unnamed_graph_is_told_as_that(tmp_path: Path) -> None:
    location = str(tmp_path / "store")
    store = open_store(location, gate=Gate())
    with because("anna", "a test"):
        store.apply(
            [GraphChange(None, (Triple(NamedNode("http://x/s"), NamedNode("http://x/p"), Literal("o")),))]
        )
    store.close()
    for command in (history, undo_command):
        told = CliRunner().invoke(command, ["--store", location], catch_exceptions=False).output
        assert "a test" in told
        assert "the unnamed graph" in told
        assert "None" not in told
