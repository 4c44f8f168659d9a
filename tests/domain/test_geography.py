from __future__ import annotations

import pytest

from espace_mobile.domain.geography import parse_insee, parse_qpv
from espace_mobile.errors import InputError


@pytest.mark.parametrize(
    ("typed", "code"), [("90010", "90010"), (" 2a004 ", "2A004"), ("01 001", "01001"), ("97411", "97411"), ("", None)]
)
def test_a_commune_has_five_characters(typed: str, code: str | None) -> None:
    assert parse_insee(typed) == code


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("1001", "lost_zero"),
        ("20004", "invalid"),
        ("2C004", "invalid"),
        ("900100", "invalid"),
        ("00001", "invalid"),
        ("Belfort", "invalid"),
        ("96001", "invalid"),
    ],
)
def test_another_code_is_refused_and_a_lost_zero_recognised(typed: str, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_insee(typed)
    assert (caught.value.field, caught.value.reason) == ("commune_insee", reason)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("QP090001", ("QP090001", 2015)),
        ("qp 02a001", ("QP02A001", 2015)),
        ("QN09001M", ("QN09001M", 2024)),
        ("QN02A01M", ("QN02A01M", 2024)),
        (" ", None),
    ],
)
def test_a_qpv_code_tells_its_vintage(typed: str, expected: tuple[str, int] | None) -> None:
    assert parse_qpv(typed) == expected


@pytest.mark.parametrize("typed", ["090001", "QP9001", "QX090001", "QN090011", "oui"])
def test_another_qpv_code_is_refused(typed: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_qpv(typed)
    assert (caught.value.field, caught.value.reason) == ("qpv_code", "invalid")
