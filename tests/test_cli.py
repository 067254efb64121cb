"""The command line as a whole: how it ends, whatever happens to it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from clustergraph.cli import main
from clustergraph.commands import verify
from clustergraph.processes import uninterrupted
from clustergraph.server.serving import listen
from clustergraph.store import open_store

CLUSTERGRAPH = [sys.executable, "-m", "clustergraph"]


@pytest.fixture
def filled(tmp_path: Path) -> str:
    """A store that need not be built first."""
    node = ox.NamedNode("https://example.org/n")
    with closing(open_store(str(tmp_path / "filled"))) as store:
        store.replace_graph("https://example.org/g", [ox.Triple(node, node, node)])
        return store.location


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize(
    "arguments", [["query", "actors", "--format", "csv"], ["export"], ["verify"]], ids=" ".join
)
def test_an_output_that_cannot_be_written_is_one_sentence(arguments: list[str], filled: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*CLUSTERGRAPH, *arguments, "--store", filled], stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "clustergraph: the output: No space left on device; check the name, the rights and the disk"
    ]


def test_an_output_that_nobody_reads_on_is_no_error(built: Path) -> None:
    with subprocess.Popen(
        [*CLUSTERGRAPH, "export", "--store", str(built)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """The program as it is called, in this process: its exit code, and what it wrote to either output."""

    def called(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["clustergraph", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        assert isinstance(ended.value.code, int)
        return ended.value.code, *capfd.readouterr()

    return called


def test_what_is_broken_off_is_not_taken_for_a_no(
    monkeypatch: pytest.MonkeyPatch, run: Callable[..., tuple[int, str, str]]
) -> None:
    def interrupted(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(verify.command, "callback", interrupted)
    code, _, err = run("verify")
    assert code == 130
    assert err.strip() == "clustergraph: broken off"


def test_a_server_is_stopped_by_an_interrupt(filled: str) -> None:
    command = [*CLUSTERGRAPH, "serve", "--port", "0", "--store", filled]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert any("stop with Ctrl-C" in line for line in process.stdout)
        process.send_signal(signal.SIGINT)
        assert process.wait() == 0


@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize(
    ("seen", "seconds"),
    [("loading", 0.02), ("loading", 0.1), ("stop with Ctrl-C", 0.0), ("stop with Ctrl-C", 0.4)],
)
def test_an_interrupt_from_the_terminal_shows_no_traceback(
    filled: str, workers: str, seen: str, seconds: float
) -> None:
    # The interpreter's own start, before there is anything of ours, is not looked at. What runs in the background of a
    # shell is started with interrupts ignored.
    start = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "import clustergraph.__main__ as program; print('loading', flush=True); program.main()"
    )
    command = [sys.executable, "-c", start, "serve", "--port", "0", "--workers", workers]
    with subprocess.Popen(
        [*command, "--store", filled],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout
        assert any(seen in line for line in process.stdout)
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does, to all of its processes
        try:
            _, said = process.communicate(timeout=60)
        finally:
            process.kill()
    assert said.strip() in ("", "clustergraph: broken off")
    assert process.returncode in (0, 130, -signal.SIGINT)


def test_who_breaks_off_interrupts_what_was_started_as_it_wishes() -> None:
    waits = [sys.executable, "-c", "import sys; print(flush=True); sys.stdin.read()"]
    quiet = "from clustergraph.processes import end_at_interrupt; end_at_interrupt()"
    with uninterrupted():
        deaf = subprocess.Popen(waits, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        ending = subprocess.Popen(
            [sys.executable, "-c", f"{quiet}; {waits[2]}"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
    with deaf, ending:
        for process in (deaf, ending):
            assert process.stdout
            process.stdout.readline()
            process.send_signal(signal.SIGINT)
        assert ending.wait() == -signal.SIGINT
        with pytest.raises(subprocess.TimeoutExpired):
            deaf.wait(0.2)
        deaf.kill()
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with pytest.raises(KeyboardInterrupt):
        with uninterrupted():
            signal.raise_signal(signal.SIGINT)
        time.sleep(5)
    signal.signal(signal.SIGINT, before)


def test_the_port_of_a_killed_server_is_free_while_a_query_of_its_still_works(filled: str) -> None:
    command = [*CLUSTERGRAPH, "serve", "--port", "0", "--store", filled]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            told = next(line for line in process.stdout if "stop with Ctrl-C" in line)
            port = int(told.rpartition("http://127.0.0.1:")[2].partition("/")[0])
            asked = httpx.get(f"http://127.0.0.1:{port}/sparql", params={"query": "ASK {}"}, timeout=60)
            assert asked.is_success
            others = list(_descendants(process.pid))
            for other in others:
                os.kill(other, signal.SIGSTOP)
        finally:
            process.kill()
    try:
        listen("127.0.0.1", port).close()
    finally:
        for other in others:
            os.kill(other, signal.SIGKILL)
    assert others


def test_workers_end_and_free_the_port_when_their_parent_is_killed(filled: str) -> None:
    command = [*CLUSTERGRAPH, "serve", "--port", "0", "--workers", "2", "--store", filled]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        told = next(line for line in process.stdout if "stop with Ctrl-C" in line)
        port = int(told.rpartition("http://127.0.0.1:")[2].partition("/")[0])
        assert httpx.get(f"http://127.0.0.1:{port}/health", timeout=60).is_success
        process.kill()
        process.stdout.read()  # to its end, which comes when the last one that can write there is gone
    listen("127.0.0.1", port).close()


def _descendants(process: int) -> Iterator[int]:
    for child in Path(f"/proc/{process}/task/{process}/children").read_text().split():
        yield int(child)
        yield from _descendants(int(child))


def test_a_file_that_cannot_be_read_does_not_keep_the_others_from_being_mapped(
    tmp_path: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    (tmp_path / "brev.txt").write_text(
        "Region Skåne\n2024-05-06\n\nRegion Skåne tillstyrker förslaget.\n", "utf-8"
    )
    (tmp_path / "tom.pdf").write_bytes(b"%PDF-1.7\n")
    code, out, err = run("map", str(tmp_path / "tom.pdf"), str(tmp_path / "brev.txt"))
    assert code == 2
    assert err.startswith("clustergraph: tom.pdf is a damaged PDF file")
    assert json.loads(out)["document"]["date"] == "2024-05-06"


def test_two_files_that_would_share_a_graph_are_not_mixed(
    tmp_path: Path, run: Callable[..., tuple[int, str, str]]
) -> None:
    for name in ("svar.txt", "svar.md"):
        (tmp_path / name).write_text("Region Skåne tillstyrker förslaget.\n", "utf-8")
    files = str(tmp_path / "svar.txt"), str(tmp_path / "svar.md")
    code, out, err = run("map", "--format", "trig", *files)
    assert (code, out) == (2, "")
    assert err == (
        "clustergraph: svar.md: its graph 'svar' is also that of svar.txt; rename one of the files, or map them "
        "one at a time\n"
    )
