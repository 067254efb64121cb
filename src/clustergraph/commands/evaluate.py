"""`clustergraph evaluate`: the mapper's precision, recall and F1 against gold annotations."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from clustergraph.scores import Score


@click.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "output", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option(
    "--misses", is_flag=True, help="List everything missed, spurious or different, with file and line."
)
def command(gold: tuple[Path, ...], output: str, misses: bool) -> None:
    """Map the documents of GOLD files and score the result against them.

    GOLD is a gold file (docs/gold-format.md) or a folder of them.
    """
    from clustergraph.evaluation import evaluate
    from clustergraph.gold import files
    from clustergraph.scores import Score

    total = Score()
    findings: list[dict[str, object]] = []
    for path in files(gold):
        score, source, text = evaluate(path)
        total.include(score)
        findings += [
            {
                "kind": finding.kind,
                "problem": finding.problem,
                "expected": finding.expected,
                "found": finding.found,
                "file": str(source),
                "line": None if finding.start is None else text.count("\n", 0, finding.start) + 1,
            }
            for finding in score.findings
        ]
    if output == "json":
        _print_json(total, findings)
    else:
        _print_table(total, findings if misses else [])


def _print_json(total: "Score", findings: list[dict[str, object]]) -> None:
    import json

    kinds = {
        kind: {
            "correct": counts.correct,
            "spurious": counts.spurious,
            "missed": counts.missed,
            "precision": counts.precision,
            "recall": counts.recall,
            "f1": counts.f1,
        }
        for kind, counts in total.counts.items()
    }
    click.echo(json.dumps({"kinds": kinds, "findings": findings}, ensure_ascii=False, indent=2))


def _print_table(total: "Score", findings: list[dict[str, object]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("kind", box=None, header_style="bold", pad_edge=False)
    for heading in ("precision", "recall", "F1", "correct", "spurious", "missed"):
        table.add_column(heading, justify="right")
    for kind, counts in total.counts.items():
        shares = [
            "–" if value is None else f"{value:.3f}" for value in (counts.precision, counts.recall, counts.f1)
        ]
        table.add_row(kind, *shares, str(counts.correct), str(counts.spurious), str(counts.missed))
    console = Console()
    console.print(table)
    for finding in findings:
        place = finding["file"] if finding["line"] is None else f"{finding['file']}:{finding['line']}"
        words = " → ".join(str(part) for part in (finding["expected"], finding["found"]) if part)
        click.echo(f"{place}: {finding['kind']} {finding['problem']}: {words}")
