"""The rules as a page, in Swedish and English, from the shapes themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clustergraph.validation.rulebook import Rulebook, shipped
from clustergraph.validation.turtle import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clustergraph.validation.report import Severity
    from clustergraph.validation.rulebook import Rule

_SEVERITIES: dict[Severity, tuple[str, str]] = {
    "violation": ("fel", "violation"),
    "warning": ("varning", "warning"),
    "info": ("upplysning", "note"),
}
_HEAD = """# Regler · Rules

<!-- Written by `python -m clustergraph.validation.documentation`; edit shapes/*.ttl instead. -->

Varje regel har en kod som aldrig byter betydelse. *Every rule has a code that never changes its meaning.*
"""


def as_markdown(rulebook: Rulebook | None = None) -> str:
    """Every rule by group: what it demands, why, how to mend a fault."""
    rulebook = rulebook or shipped()
    parts = [_HEAD]
    for group, (label, comment) in rulebook.groups.items():
        rules = [rule for rule in rulebook.rules.values() if rule.group == group]
        parts.append(f"## {label.sv} · {label.en}\n\n{comment.sv} *{comment.en}*\n")
        parts += [_section(rule) for rule in rules]
    return "\n".join(parts)


def _section(rule: Rule) -> str:
    return "\n".join(_lines(rule))


def _lines(rule: Rule) -> Iterator[str]:
    yield f"### {rule.code}\n"
    about = [" · ".join(_SEVERITIES[rule.severity])]
    if rule.classes:
        about.append(", ".join(f"`{shortened(name)}`" for name in rule.classes))
    if rule.path:
        about.append("`" + "/".join(shortened(step) for step in rule.path[1:-1].split(">/<")) + "`")
    yield " — ".join(about) + "\n"
    yield f"- {rule.message.sv} {rule.reason.sv} **Råd:** {rule.hint.sv}"
    yield f"- *{rule.message.en} {rule.reason.en} **Hint:** {rule.hint.en}*\n"


if __name__ == "__main__":
    from clustergraph import resources

    (resources.root() / "docs" / "shapes.md").write_text(as_markdown(), encoding="utf-8")
