"""The `clustergraph` command: each module of `clustergraph.commands` is one subcommand.

Exit codes: 0 done; 1 the answer is "no" (violations, mismatch); 2 could not do it; 130 broken off by the user.
"""

import importlib
import pkgutil
import sys

import click

from clustergraph import commands
from clustergraph.errors import ClustergraphError

# As shells count an interrupt.
_BROKEN_OFF = 130


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
        sys.exit(clustergraph(prog_name="clustergraph", standalone_mode=False))
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        click.echo("clustergraph: broken off", err=True)
        sys.exit(_BROKEN_OFF)
    except ClustergraphError as error:
        click.echo(f"clustergraph: {error}", err=True)
        sys.exit(2)
    except OSError as error:
        where = error.filename or "the output"
        click.echo(
            f"clustergraph: {where}: {error.strerror or error}; check the name, the rights and the disk",
            err=True,
        )
        sys.stdout = None  # what is left in it cannot be written either
        sys.exit(2)
