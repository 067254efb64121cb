"""Writes candidates into a file of reviewed statements, and keeps every decision that stands there."""

import os
from pathlib import Path
from typing import Any

from clustergraph.mapping import MappedDocument
from clustergraph.model import Evidence, Statement
from clustergraph.reviewing.items import plain_fields
from clustergraph.reviewing.load import content_of, load
from clustergraph.reviewing.merge import merge
from clustergraph.reviewing.quotes import occurrence

_HEAD = """\
Candidates of the mapping rules for {slug}. Move each item under `pending` to its section to accept
it, correct it there, or move it to `rejected` with a reason; add what the rules did not see. Only what
stands in the sections is published. docs/reviewed-statements.md says how."""


def propose(document: MappedDocument, path: Path, documents: Path, reviewer: str, date: str) -> int:
    """Write the document's undecided candidates under `pending` in `path`; how many there are.

    A file that exists keeps its text, comments and decisions: only its `pending` section is written
    anew. `reviewer` and `date` (ISO 8601) head a new file; `documents` is the folder of the source.
    Raises InputError where the file that exists is wrong.
    """
    from ruamel.yaml import YAML

    yaml = YAML()
    # Lines are left as long as they are: what a steward has written stays as it stands, quotation marks and all.
    yaml.width = 1 << 20
    yaml.preserve_quotes = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    if path.exists():
        content: Any = yaml.load(path.read_text(encoding="utf-8"))
        pending = merge(load(path, documents), [document]).pending
    else:
        content = _header(document, reviewer, date)
        content.yaml_set_start_comment(_HEAD.format(slug=document.slug))
        pending = document.statements
    content["pending"] = [_item(document, statement) for statement in pending]
    temporary = path.with_suffix(".yaml.new")
    with temporary.open("w", encoding="utf-8") as file:
        yaml.dump(content, file)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    return len(pending)


def _header(document: MappedDocument, reviewer: str, date: str) -> Any:
    from ruamel.yaml.comments import CommentedMap

    return CommentedMap(
        document=document.slug,
        file=document.source.name,
        sha256=document.source.sha256,
        span=[document.start, document.end],
        review={"by": reviewer, "date": date},
    )


def _item(document: MappedDocument, statement: Statement) -> dict[str, Any]:
    """A candidate as it would stand in its section, with the section and the rule that found it."""
    item: dict[str, Any] = {"section": statement.section}
    evidence = statement.evidence[0]
    item |= {"rule": evidence.rule, "confidence": evidence.confidence}
    item |= plain_fields(statement)
    quotes = [_quote(document, one) for one in statement.evidence]
    return item | ({"quote": quotes[0]} if len(quotes) == 1 else {"quotes": quotes})


def _quote(document: MappedDocument, evidence: Evidence) -> Any:
    span = document.start, document.end
    which = occurrence(document.source.text, span, evidence.start, evidence.end)
    return evidence.quote if which is None else {"text": evidence.quote, "occurrence": which}


def reviewed_path(document: MappedDocument, folder: Path, documents: Path) -> Path:
    """The file of `folder` that reviews this document: the one whose span it meets, else by its slug.

    Raises InputError where one of the files is wrong.
    """
    for path in sorted(folder.glob("*.yaml")):
        if content_of(path).get("file") == document.source.name:
            start, end = load(path, documents).span
            if start < document.end and document.start < end:
                return path
    return folder / f"{document.slug}.yaml"
