"""The `clustergraph` command: each module of `clustergraph.commands` is one subcommand.

Exit codes: 0 done; 1 the answer is "no" (violations, mismatch); 2 could not do it.
"""

import importlib
import pkgutil
import sys

import click

from clustergraph import commands
from clustergraph.errors import ClustergraphError


class _Commands(click.Group):
    """Finds subcommands by module name, so that only the one asked for is imported."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(
            module.name
            for module in pkgutil.iter_modules(commands.__path__)
            if not module.name.startswith("_")
        )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = importlib.import_module(f"clustergraph.commands.{cmd_name}").command
        return command


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="clustergraph")
def clustergraph() -> None:
    """Swedish governance documents as an RDF graph in which every statement quotes its source."""


def main() -> None:
    """Run the command line; an expected error is one sentence on stderr and exit code 2."""
    try:
        clustergraph(prog_name="clustergraph")
    except ClustergraphError as error:
        click.echo(f"clustergraph: {error}", err=True)
        sys.exit(2)
