"""`clustergraph serve`: the SPARQL endpoint, the API and the pages in one process, or several."""

from contextlib import suppress

import click


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes a free one."
)
@click.option("--store", help="Folder, :memory:, or URL of a SPARQL endpoint.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Server processes.")
@click.option(
    "--public-url", help="Address under which the public reaches the server, if a proxy stands before it."
)
@click.option("--quiet", is_flag=True, help="No access log.")
def command(
    host: str, port: int, store: str | None, workers: int, public_url: str | None, *, quiet: bool
) -> None:
    """Serve the store over HTTP; an empty embedded store is built first."""
    from clustergraph.server.serving import serve

    with suppress(KeyboardInterrupt):  # how a server is stopped
        serve(host, port, store=store, workers=workers, public_url=public_url, quiet=quiet, say=click.echo)
