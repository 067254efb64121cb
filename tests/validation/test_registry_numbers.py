"""Registry numbers as Swedish authorities write them."""

import pytest

from clustergraph.validation import in_memory, validate_bytes


@pytest.mark.parametrize(
    "number",
    [
        "KSN-2024-01748",
        "KS-2024/1082",
        "RS2026-00072",
        "RS 2025-0671",
        "KS 2023/123 003",
        "KS/2024:99",
        "2023/1234",
        "2023:12",
        "24RS1234",
        "2024-POL000191",
        "U2023/01234/HS",
        "Fi2020/01234",
        "1.1.2-2023-00123",
        "1-234/2023",
        "UFV 2023/123",
        "V-2024-0123",
        "STYR 2024/1234",
        "SLU ua.2023.1.1.1-1234",
        "HSN 2023-0123-5",
        "RK 2023-1234",
        "112/25",
        "MN 112/25",
        "24/KS/88",
        "2018/KS 0290 10",
        "1.5.1-270-2012",
        "NV-05012-14",
        "401-790-18",
        "RS230419",
        "KTN/240118",
        "KFM 21447-2025",
        "02711-2025",
        "150187",
        "2025-13-05",
        "1 MAR 2025/12",
    ],
)
def test_allowed(number: str) -> None:
    assert "CG321" not in codes(number)


@pytest.mark.parametrize(
    "number",
    [
        "",
        "Diarienummer saknas",
        "§ 5",
        "KSN",
        "2024",
        "år 2024",
        "112",
        "KS-2024/1082, KS-2024/1083",
        "x" * 60,
        "Dnr KSN-2024-01748",
        "diarienr 2024/12",
        "2025-03-05",
        "5 mars 2025",
        "den 21 augusti 2024",
    ],
)
def test_refused(number: str) -> None:
    assert "CG321" in codes(number)


def codes(number: str) -> set[str]:
    turtle = (
        "@prefix cg: <https://w3id.org/clustergraph/ns#> . "
        f'<urn:x> a cg:Case ; cg:registryNumber "{number}" .'
    )
    return {result.code for result in validate_bytes(turtle.encode(), "a.ttl", context=in_memory(())).results}
