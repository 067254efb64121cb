"""A corpus of plausible documents, as texts: consultation responses, each different, the same at every run."""

import random
from pathlib import Path

_CITIES = [
    "Solna stad", "Stockholms stad", "Uppsala kommun", "Huddinge kommun", "Södertälje kommun", "Knivsta kommun",
    "Enköpings kommun", "Region Stockholm", "Region Uppsala", "Karolinska Institutet", "Uppsala universitet",
]  # fmt: skip
_VERBS = [
    "ställer sig positiv till att", "föreslår att", "anser att det är otydligt hur", "understryker vikten av att",
    "noterar att", "saknar en beskrivning av hur", "avstyrker att",
]  # fmt: skip
_SUBJECTS = [
    "kompetensförsörjningen", "näringslivsperspektivet", "kommunernas roll", "befintliga strukturer", "forskningsinfrastrukturen",
    "det livslånga lärandet", "handlingsplanen", "den internationella närvaron", "etableringar och investeringar", "beredskapen",
]  # fmt: skip
_CLAUSES = [
    "stärks i den fortsatta beredningen", "får större utrymme i strategin", "följs upp varje år",
    "samordnas mellan regionerna", "tydliggörs med ansvar och resurser", "knyts till akademin",
]  # fmt: skip
_HEADINGS = ["Sammanfattning", "Bakgrund", "Synpunkter", "Överväganden", "Ekonomiska konsekvenser"]


def text(number: int) -> str:
    """The document of this number."""
    chance = random.Random(number)
    actor = chance.choice(_CITIES)
    day = f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    parts = [
        actor,
        f"Yttrande\nDatum: {day}\nDiarienummer: KS {2025 + number % 2}/{1000 + number}",
        "Remissvar: Strategi för life science i Stockholm-Uppsalaregionen",
    ]
    for heading in _HEADINGS[: chance.randint(2, len(_HEADINGS))]:
        sentences = (
            f"{actor} {chance.choice(_VERBS)} {chance.choice(_SUBJECTS)} {chance.choice(_CLAUSES)}."
            for _ in range(chance.randint(2, 5))
        )
        parts.append(f"{heading}\n\n" + " ".join(sentences))
    return "\n\n".join(parts) + "\n"


def write(folder: Path, documents: int) -> Path:
    """Write so many documents as a data folder, and give it."""
    (folder / "documents").mkdir(parents=True)
    (folder / "reviewed").mkdir()
    for number in range(documents):
        (folder / "documents" / f"yttrande-{number:06}.txt").write_text(text(number), encoding="utf-8")
    return folder
