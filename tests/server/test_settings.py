"""What an operator sets, and what they read when it is wrong."""

import socket
from pathlib import Path

import pytest

from clustergraph.errors import InputError
from clustergraph.server.cache import AnswerCache, CachedAnswer
from clustergraph.server.serving import serve
from clustergraph.server.settings import Settings


def test_settings_come_from_the_environment_and_what_is_given_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLUSTERGRAPH_QUERY_SECONDS", "2.5")
    monkeypatch.setenv("CLUSTERGRAPH_READERS", "3")
    monkeypatch.setenv("CLUSTERGRAPH_SERVICE_HOSTS", "Query.Wikidata.org, dbpedia.org")
    monkeypatch.setenv("CLUSTERGRAPH_STORE", "/somewhere")
    settings = Settings.from_environment(store=":memory:", public_url=None)
    assert (settings.query_seconds, settings.readers, settings.store) == (2.5, 3, ":memory:")
    assert settings.service_hosts == ("query.wikidata.org", "dbpedia.org")


def test_the_token_comes_from_a_file_and_is_never_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "token"
    file.write_text("hemligt\n")
    monkeypatch.delenv("CLUSTERGRAPH_TOKEN", raising=False)
    monkeypatch.setenv("CLUSTERGRAPH_TOKEN_FILE", str(file))
    settings = Settings.from_environment()
    assert settings.token == "hemligt"
    assert "hemligt" not in repr(settings)
    file.write_text("\n")
    with pytest.raises(InputError, match="is empty: write the token in it"):
        Settings.from_environment()
    file.unlink()
    with pytest.raises(InputError, match=r"cannot be read .* give its right path"):
        Settings.from_environment()


def test_a_setting_that_is_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLUSTERGRAPH_QUERY_SECONDS", "soon")
    with pytest.raises(InputError, match=r"CLUSTERGRAPH_QUERY_SECONDS is 'soon' and should be a number"):
        Settings.from_environment()


def test_memory_belongs_to_one_process() -> None:
    with pytest.raises(InputError, match="A store in memory belongs to one process"):
        serve("127.0.0.1", 0, store=":memory:", workers=2)


def test_a_port_that_is_taken_is_told_before_anything_is_served(tmp_path: Path) -> None:
    from clustergraph.server.serving import listen

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(
            InputError, match=f"127.0.0.1:{port} cannot be listened on .* choose another --port"
        ):
            listen("127.0.0.1", port)


def test_the_cache_keeps_what_was_used_last_within_its_size() -> None:
    cache = AnswerCache(1)
    body = b"x" * 100_000
    for number in range(20):
        cache.put("v1", number, CachedAnswer([], body))
        assert cache.get("v1", 0) is not None, "0 is used again and again"
        assert cache.size <= 1 << 20
    assert cache.get("v1", 1) is None
    assert cache.get("v1", 19) is not None


def test_the_cache_holds_one_version_and_nothing_huge() -> None:
    cache = AnswerCache(1)
    cache.put("v1", "a", CachedAnswer([], b"1"))
    assert cache.get("v2", "a") is None
    cache.put("v2", "b", CachedAnswer([], b"2"))
    assert cache.get("v2", "a") is None
    cache.put("v2", "huge", CachedAnswer([], b"x" * (1 << 20)))
    assert cache.get("v2", "huge") is None
    assert cache.get("v2", "b") == CachedAnswer([], b"2")


def test_a_long_question_with_a_short_answer_takes_room_in_the_cache() -> None:
    cache = AnswerCache(1)
    for number in range(100):
        cache.put("v1", f"{number} " + "x" * 100_000, CachedAnswer([], b"1"))
    kept = [number for number in range(100) if cache.get("v1", f"{number} " + "x" * 100_000)]
    assert kept == list(range(kept[0], 100))
    assert 5 <= len(kept) <= 10
