"""Minutes whose pages repeat their head, whatever the paragraph before ends in, are one document (pages.yaml)."""

from itertools import product
from pathlib import Path

import pytest
import yaml

from tests.mapping.conftest import mapped

FORMS = yaml.load(Path(__file__).with_name("pages.yaml").read_text("utf-8"), yaml.BaseLoader)
MATTERS = {21: "Remissvar om regional cykelplan", 22: "Taxa för vatten", 23: "Plan för skolan"}
DECIDED = "Kommunstyrelsens beslut\nKommunstyrelsen godkänner förslaget.\n\nÄrendet\n"
TOLD = "Kommunledningskontoret i Habo kommun har berett ärendet och lämnat ett underlag till kommunstyrelsen i januari."


@pytest.mark.parametrize(
    ("head", "sign", "end"), list(product(FORMS["heads"], FORMS["signs"], FORMS["ends"]))
)
def test_pages_of_one_document(head: str, sign: str, end: str) -> None:
    pages = (
        f"{head.format(p=number)}\n{sign.format(n=number)}{matter}\n\n{DECIDED}{TOLD}\n\n{end}\n\n"
        for number, matter in MATTERS.items()
    )
    (minutes,) = mapped("".join(pages))
    assert minutes["document"]["type"] == "minutes"
    assert [one["paragraph"] for one in minutes["decisions"]] == ["§ 21", "§ 22", "§ 23"]
