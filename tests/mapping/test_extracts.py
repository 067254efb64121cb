"""An agreement and the extract of minutes after it, whatever their signatures and heads look like (extracts.yaml)."""

from itertools import product
from pathlib import Path

import pytest
import yaml

from tests.mapping.conftest import mapped

FORMS = yaml.load(Path(__file__).with_name("extracts.yaml").read_text("utf-8"), yaml.BaseLoader)
TITLE = "Avsiktsförklaring om gemensam badhusdrift"
AGREEMENT = (
    f"{TITLE}\n\nMellan Habo kommun, Mullsjö kommun och Tidaholms kommun\n\n"
    "Parterna vill utreda ett gemensamt badhus. Habo kommun leder utredningen.\n\n"
)


@pytest.mark.parametrize(("signature", "head"), list(product(FORMS["signatures"], FORMS["heads"])))
def test_an_extract_after_an_agreement(signature: str, head: str) -> None:
    decision = FORMS["decisions"][len(head) % len(FORMS["decisions"])]
    agreement, extract = mapped(f"{AGREEMENT}{signature}\n\n{head}\n{TITLE}\n\n{decision}")
    signed = "2025-02-05" if "Mullsjö" in signature else "2025-02-03"  # complete with the last who signs
    assert (agreement["document"]["issuer"], agreement["document"]["date"]) == ("Habo kommun", signed)
    assert extract["document"]["type"] == "minutes-excerpt"
    assert (extract["document"]["issuer"], extract["document"]["date"]) == ("Tidaholms kommun", "2025-03-10")
    assert [(one["paragraph"], one["date"]) for one in extract["decisions"]] == [("§ 45", "2025-03-10")]
