"""`clustergraph evaluate`: the mapper's precision, recall and F1 against gold annotations."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from clustergraph.evaluation import Counts, Score


@click.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "output",
    type=click.Choice(["table", "json", "markdown"]),
    default="table",
    show_default=True,
    help="markdown sets the scores of each GOLD side by side.",
)
@click.option(
    "--misses",
    is_flag=True,
    help="List everything missed, spurious or different, with file and line; json always does.",
)
def command(gold: tuple[Path, ...], output: str, misses: bool) -> None:
    """Map the documents of GOLD files and score the result against them.

    GOLD is a gold file (docs/gold-format.md) or a folder of them.
    """
    from clustergraph.evaluation import Score, evaluate
    from clustergraph.evaluation.gold import files

    scores = {argument: Score() for argument in gold}
    findings: list[dict[str, object]] = []
    for argument, path in [(one, path) for one in scores for path in files((one,))]:
        score, source, text = evaluate(path)
        scores[argument].include(score)
        findings += [
            {
                "kind": finding.kind,
                "problem": finding.problem,
                "expected": finding.expected,
                "found": finding.found,
                "file": str(source),
                "line": None if finding.start is None else text.count("\n", 0, finding.start) + 1,
            }
            # Along the text, so that what was given and what it should have been stand together.
            for finding in sorted(score.findings, key=lambda one: -1 if one.start is None else one.start)
        ]
    total = Score()
    for score in scores.values():
        total.include(score)
    if output == "json":
        _print_json(total, findings)
        return
    if output == "markdown":
        _print_markdown(scores)
    else:
        _print_table(total)
    for finding in findings if misses else []:
        place = finding["file"] if finding["line"] is None else f"{finding['file']}:{finding['line']}"
        words = " → ".join(str(part) for part in (finding["expected"], finding["found"]) if part)
        click.echo(f"{place}: {finding['kind']} {finding['problem']}: {words}")


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


def _print_markdown(scores: "dict[Path, Score]") -> None:
    """The table of docs/evaluation.md: precision, recall and F1 of each argument side by side."""
    heads = [f"{path.name} P | R | F1" for path in scores]
    click.echo(f"| kind | {' | '.join(heads)} |")
    click.echo("|---|" + "---|" * 3 * len(scores))
    for kind in next(iter(scores.values())).counts:
        cells = [cell for score in scores.values() for cell in _shares(score.counts[kind])]
        click.echo(f"| {kind} | {' | '.join(cells)} |")


def _print_table(total: "Score") -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("kind", box=None, header_style="bold", pad_edge=False)
    for heading in ("precision", "recall", "F1", "correct", "spurious", "missed"):
        table.add_column(heading, justify="right")
    for kind, counts in total.counts.items():
        table.add_row(kind, *_shares(counts), str(counts.correct), str(counts.spurious), str(counts.missed))
    Console().print(table)


def _shares(counts: "Counts") -> list[str]:
    """Precision, recall and F1 as printed, a dash where there is none."""
    return [
        "–" if value is None else f"{value:.3f}" for value in (counts.precision, counts.recall, counts.f1)
    ]
