"""`clustergraph mcp`: the canned queries and SPARQL as tools for programs that reason (Model Context Protocol)."""

import click

from clustergraph.commands import _options

# What a program can read at once.
_ROWS = 1000
_MEGABYTES = 4


@click.command("mcp")
@_options.store
def command(location: str | None) -> None:
    """Offer the canned queries as tools over the Model Context Protocol.

    A client of the protocol starts this command and speaks with it over standard input and output. It reads the store,
    which is built from the shipped data if it is empty, and changes nothing. Needs the extra `clustergraph[mcp]`.
    """
    from clustergraph.errors import InputError

    try:
        from clustergraph.server import tools
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "mcp":
            raise
        raise InputError("the package mcp is not installed: pip install 'clustergraph[mcp]'") from None
    import signal

    import anyio

    from clustergraph.built import open_built
    from clustergraph.server.settings import Settings

    settings = Settings.from_environment(result_rows=_ROWS, result_megabytes=_MEGABYTES)
    store = open_built(location, _options.progress)
    _options.progress_done()
    # The thread that waits for a line of input cannot be interrupted in any other way.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        anyio.run(tools.serve, store, settings)
    finally:
        store.close()
