"""A real server on loopback, in a thread of the test process, over a store that the test has filled."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from clustergraph.server.app import create_app
from clustergraph.server.serving import server_options
from clustergraph.server.settings import Settings
from clustergraph.store import Store


@contextmanager
def served(store: Store, settings: Settings | None = None, **options: object) -> Iterator[str]:
    """The address of a server over the store; it is stopped, and the store closed, at the end."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    settings = settings or Settings()
    app = create_app(settings, store)
    config = uvicorn.Config(app, **server_options(settings) | {"log_level": "critical"} | options)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        while not server.started and thread.is_alive():
            time.sleep(0.005)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
