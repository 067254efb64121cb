"""Run the application: build an empty store, bind the address, start one or several server processes."""

from __future__ import annotations

import logging
import os
import resource
import signal
import socket
import sys
import tempfile
from functools import partial
from multiprocessing import parent_process, resource_tracker
from threading import Thread
from typing import TYPE_CHECKING, Any

import uvicorn

from clustergraph.changes import Gate
from clustergraph.errors import InputError
from clustergraph.processes import uninterrupted
from clustergraph.server.app import create_app
from clustergraph.server.patience import PatientProtocol
from clustergraph.server.settings import Settings
from clustergraph.store import open_store
from clustergraph.store.opening import MEMORY

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI

    from clustergraph.store import Store

GRACE_SECONDS = 10
"""How long running requests may go on when the server is told to stop."""
_KEEP_ALIVE_SECONDS = 15
_OTHER_FILES = 500
_BACKLOG = 4096


def serve(
    host: str,
    port: int,
    *,
    store: str | None = None,
    workers: int = 1,
    public_url: str | None = None,
    quiet: bool = False,
    say: Callable[[str], object] = print,
) -> None:
    """Serve until stopped; running requests get ten seconds to finish, then they are stopped.

    Args:
        host, port: where to listen; port 0 takes a free one.
        store: see `open_store`.
        workers: server processes over one store.
        public_url: the address by which the server speaks of itself.
        quiet: write no access log.
        say: is told the address.

    Raises:
        ClustergraphError: the store or the address cannot be used.
    """
    settings = Settings.from_environment(store=store, public_url=public_url)
    if workers > 1 and settings.store == MEMORY:
        raise InputError(
            "A store in memory belongs to one process: serve it with --workers 1, or name a folder."
        )
    _prepare_process(quiet=quiet)
    listener = listen(host, port)
    opened = open_store(settings.store, gate=Gate())
    if opened.snapshot() is not None:
        _build_if_empty(opened, say)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}/"
    options = server_options(settings)
    told = f"clustergraph serves {opened.location} at {address} (stop with Ctrl-C)"
    # Who reads the address can ask at once, and is answered when the application has started.
    listener.listen(_BACKLOG)
    if workers > 1:
        opened.close()
        _serve_with_processes(settings, workers, listener, options, quiet=quiet, ready=partial(say, told))
        return
    server = uvicorn.Server(uvicorn.Config(create_app(settings, opened), **options))
    # An interrupt while uvicorn loads its event loop would be lost in the import of an extension module.
    signal.signal(signal.SIGINT, server.handle_exit)
    say(told)
    server.run(sockets=[listener])


def server_options(settings: Settings) -> dict[str, Any]:
    """How uvicorn is to serve, within these settings."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    protocol = partial(
        PatientProtocol,
        patience=settings.request_seconds,
        # Each takes a file, and the store and the answers need some.
        most_connections=min(settings.connections, max(files - _OTHER_FILES, files // 2)),
    )
    return {
        "http": protocol,
        "ws": "none",
        "log_level": "warning",
        "access_log": False,
        "server_header": False,
        "proxy_headers": True,
        "timeout_keep_alive": _KEEP_ALIVE_SECONDS,
        "timeout_graceful_shutdown": GRACE_SECONDS,
        "backlog": _BACKLOG,
    }


def _serve_with_processes(
    settings: Settings,
    workers: int,
    listener: socket.socket,
    options: dict[str, Any],
    *,
    quiet: bool,
    ready: Callable[[], object],
) -> None:
    from uvicorn.supervisors import Multiprocess

    class _Supervisor(Multiprocess):
        """Ends its processes itself when it is interrupted."""

        def init_processes(self) -> None:
            # Started with the first process otherwise, when it would let interrupts through again.
            resource_tracker.ensure_running()
            with uninterrupted():
                super().init_processes()

        def keep_subprocess_alive(self) -> None:
            with uninterrupted():
                super().keep_subprocess_alive()

    if settings.store:
        os.environ["CLUSTERGRAPH_STORE"] = settings.store
    if settings.public_url:
        os.environ["CLUSTERGRAPH_PUBLIC_URL"] = settings.public_url
    os.environ["CLUSTERGRAPH_QUIET"] = "1" if quiet else ""
    with tempfile.TemporaryDirectory(prefix="clustergraph-metrics-") as counters:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = counters
        config = uvicorn.Config(
            "clustergraph.server.serving:worker_app", factory=True, workers=workers, **options
        )
        supervisor = _Supervisor(config, sockets=[listener])
        ready()
        supervisor.run()


def worker_app() -> FastAPI:
    """The application of one of several server processes, set up from the environment that `serve` leaves."""
    _prepare_process(quiet=bool(os.environ.get("CLUSTERGRAPH_QUIET")))
    Thread(target=_stop_without_parent, daemon=True).start()
    return create_app(Settings.from_environment())


def _stop_without_parent() -> None:
    """Stop this process when the one that started it is gone, killed or crashed: it would keep the port for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        signal.raise_signal(signal.SIGTERM)


def _build_if_empty(store: Store, say: Callable[[str], object]) -> None:
    """Fill a new embedded store with the shipped data; what an engine elsewhere holds is its owner's to decide."""
    if store.graphs():
        return
    from clustergraph.built import fill_if_empty

    say(f"building the store {store.location} from the shipped data")
    fill_if_empty(store, lambda _: None)


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address.

    Raises:
        InputError: something else listens there, or this machine has no such address.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise InputError(
            f"{host}:{port} cannot be listened on ({error.strerror}): stop what listens there, or choose another --port."
        ) from None
    return listener


def _prepare_process(*, quiet: bool) -> None:
    _allow_files()
    # A thread that works gives way to the event loop after a millisecond, not five.
    sys.setswitchinterval(0.001)
    _log(quiet=quiet)


def _allow_files() -> None:
    """Let the process hold as many connections as the system allows it at all."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _log(*, quiet: bool) -> None:
    """The access log to standard output, a JSON line a request; errors to standard error."""
    handler = logging.StreamHandler(open(1, "w", buffering=1, closefd=False, encoding="utf-8"))  # noqa: SIM115
    handler.setFormatter(logging.Formatter("%(message)s"))
    access = logging.getLogger("clustergraph.access")
    access.handlers[:] = [handler]
    access.propagate = False
    access.setLevel(logging.WARNING if quiet else logging.INFO)
