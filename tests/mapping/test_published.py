"""Documents as the web publishes and transcribes them: how many a file holds, and what their heads say (published.yaml)."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.mapping.conftest import mapped

CASES = yaml.load(Path(__file__).with_name("published.yaml").read_text("utf-8"), yaml.BaseLoader)


@pytest.mark.parametrize("case", CASES, ids=[case["layout"] for case in CASES])
def test_a_published_document(case: dict[str, Any]) -> None:
    heads = [one["document"] for one in mapped(case["text"])]
    assert len(heads) == len(case["documents"])
    for head, right in zip(heads, case["documents"], strict=True):
        for key, value in right.items():
            found = head["case_numbers"] if key == "numbers" else head[key] or "null"
            assert found == value or (isinstance(value, list) and found in value), key


@pytest.mark.parametrize(
    "page",
    [
        "Gagnefs kommun\n\nKommunfullmäktige antog avsiktsförklaring om fjärrvård\n\nPublicerad: 3 mars 2026\n\nKommunfullmäktige beslutade vid sitt "
        "sammanträde den 2 mars 2026 att anta avsiktsförklaringen. Kommunen välkomnar samarbetet.\n\n– Det här är ett viktigt steg, säger Anna Ek, ordförande.\n",
        "# Kommunfullmäktige säger ja till avsiktsförklaring om fjärrvård\n\n*Nyhet Gagnefs kommun 2026-03-03*\n\n"
        "Kommunfullmäktige har den 2 mars 2026 beslutat att anta avsiktsförklaringen.\n",
        "Avsiktsförklaring om fjärrvård antagen\n\nPublicerad 2026-03-03\n\nVid sammanträdet den 2 mars 2026 antog kommunfullmäktige "
        "avsiktsförklaringen.\n\nGagnefs kommun\nBox 1\n785 21 Gagnef\n",
    ],
)  # fmt: skip
def test_news_of_an_agreement_is_neither_the_agreement_nor_minutes(page: str) -> None:
    (document,) = mapped(page)
    about = document["document"]
    assert (about["type"], about["issuer"], about["date"]) == ("other", "Gagnefs kommun", "2026-03-03")
    assert document["positions"] == []
    adopted = [(one["actor"], one["date"]) for one in document["adoptions"]]
    assert adopted == [("Gagnefs kommun", "2026-03-02")]
