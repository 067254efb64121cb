"""`clustergraph query NAME`: each canned query is a subcommand with its parameters as options."""

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from clustergraph.commands import _options

if TYPE_CHECKING:
    from clustergraph.queries import CannedQuery
    from clustergraph.queries.answering import Table, Terms
    from clustergraph.store import Store


class _Queries(click.Group):
    """The catalogue as commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        from clustergraph.queries import catalogue

        return list(catalogue())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:  # noqa: ARG002
        from clustergraph.queries import canned

        return _command(canned(cmd_name))


@click.command("query", cls=_Queries, invoke_without_command=True, subcommand_metavar="NAME [OPTIONS]…")
@click.pass_context
def command(context: click.Context) -> None:
    """Ask a canned query; without NAME, list them.

    `clustergraph query NAME --help` shows the parameters of one.
    """
    if context.invoked_subcommand is None:
        from clustergraph.queries import catalogue

        width = max(len(name) for name in catalogue())
        for query in catalogue().values():
            click.echo(f"{query.name:<{width}}  {query.title.en}")


def _command(query: "CannedQuery") -> click.Command:
    parameters: list[click.Parameter] = [
        click.Option(
            [*dict.fromkeys((f"--{name.replace('_', '-')}", f"--{name}")), name],
            metavar=(parameter.scheme or parameter.kind or parameter.type).upper(),
            help=f"{parameter.description.en} For example {parameter.example}."
            + (" Required." if parameter.required else "")
            + (f" Default: {parameter.default}." if parameter.default else ""),
        )
        for name, parameter in query.parameters.items()
    ]
    parameters += [
        click.Option(
            ["--format", "form"],
            type=click.Choice(["table", "json", "csv", "ttl"]),
            help="Default: table, or ttl where the answer is a graph.",
        ),
        click.Option(
            ["--store", "location"],
            envvar="CLUSTERGRAPH_STORE",
            metavar="FOLDER|URL",
            help="The store to ask.",
        ),
    ]
    return click.Command(
        query.name,
        params=parameters,
        callback=partial(_run, query),
        help=query.description.en,
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    )


def _run(query: "CannedQuery", form: str | None, location: str | None, **given: str | None) -> None:
    from clustergraph.built import open_built
    from clustergraph.errors import QueryError
    from clustergraph.queries.binding import ParameterError

    values = {name: value for name, value in given.items() if value is not None}
    if extra := click.get_current_context().args:
        known = ", ".join(f"--{name}" for name in query.parameters)
        raise ParameterError(f"{query.name} has no parameter {extra[0]}; its parameters: {known}", extra[0])
    if form and (form == "ttl") != query.constructs and (form != "json"):
        fitting = "ttl and json" if query.constructs else "table, json and csv"
        raise QueryError(f"{query.name} cannot be had as {form}; its formats: {fitting}")
    store = open_built(location, _options.progress)
    _options.progress_done()
    try:
        _print(store, query, values, form)
    finally:
        store.close()


def _print(store: "Store", query: "CannedQuery", values: dict[str, str], form: str | None) -> None:
    from clustergraph.queries import answering, formats
    from clustergraph.store.formats import CSV, JSON_LD, TURTLE

    if query.constructs:
        graph = answering.construct(store, query, values, JSON_LD if form == "json" else TURTLE)
        click.echo(graph, nl=False)
        return
    table = answering.answer(store, query, values)
    if form == "json":
        click.echo(_json(query, values, table))
    elif form == "csv":
        click.echo(formats.as_results(table.columns, table.rows, CSV), nl=False)
    else:
        _print_table(formats.as_objects(table.columns, table.rows), table.columns)


def _json(query: "CannedQuery", values: dict[str, str], table: "Table[Terms]") -> str:
    import json

    from clustergraph.queries.formats import as_answer

    return json.dumps(as_answer(query, values, table), ensure_ascii=False, indent=2)


def _print_table(rows: list[dict[str, Any]], columns: tuple[str, ...]) -> None:
    """A label stands for its IRI, and an IRI of the graph for itself without the part all share."""
    from rich.console import Console
    from rich.table import Table

    from clustergraph.namespaces import ID

    shown = [column for column in columns if f"{column}_label" not in columns]
    table = Table(*shown, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        cells = ("" if row[column] is None else str(row[column]) for column in shown)
        table.add_row(*(cell.removeprefix(ID) for cell in cells))
    console = Console(markup=False, highlight=False, emoji=False)
    if not console.is_terminal:
        console.width = 200
    console.print(table)
    click.echo(_options.counted(len(rows), "row"))
