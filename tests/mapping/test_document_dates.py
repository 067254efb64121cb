"""The date of a document by the lines of its head or foot (dates.yaml)."""

from pathlib import Path

import pytest
import yaml

from tests.mapping.conftest import mapped

CASES = yaml.load(Path(__file__).with_name("dates.yaml").read_text("utf-8"), yaml.BaseLoader)
BODY = (
    "Region Dalarna\n\n# Yttrande över förslag till kulturplan\n\nMora Hembygdsförbund har tagit del av förslaget som"
    " sändes ut den 2 februari 2024. Förbundet tillstyrker förslaget i huvudsak.\n"
)


def _date(text: str) -> str:
    (one,) = mapped(text)
    return one["document"]["date"] or "null"


@pytest.mark.parametrize(("lines", "date"), CASES["head"])
def test_a_date_in_the_head(lines: str, date: str) -> None:
    assert _date(f"Mora Hembygdsförbund\n\nYttrande\n\n{lines}\n\n{BODY}") == date


@pytest.mark.parametrize(("lines", "date"), CASES["foot"])
def test_a_date_in_the_foot(lines: str, date: str) -> None:
    assert _date(f"Mora Hembygdsförbund\n\nYttrande\n\n{BODY}\n{lines}\n") == date
