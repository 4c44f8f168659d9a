from __future__ import annotations

import pytest

from espace_mobile.domain.device_health import Ailment, ailments, newest, order

DAY = 24 * 3_600_000
NOW = 100 * DAY


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ({}, []),
        ({"seen_ms": None}, []),
        ({"seen_ms": NOW - 7 * DAY}, [Ailment.SILENT]),
        ({"seen_ms": NOW - 7 * DAY + 1}, []),
        ({"waiting": 20, "free_mb": 499}, [Ailment.WAITING, Ailment.FULL]),
        ({"waiting": 19, "free_mb": 500}, []),
        ({"waiting": None, "free_mb": None, "version": ""}, []),
        ({"version": "0.1.9"}, [Ailment.OLD]),
        ({"version": "0.10.0"}, []),
        ({"version": "0.11.0"}, []),
    ],
)
def test_what_asks_for_attention(state: dict[str, object], found: list[Ailment]) -> None:
    well = {"seen_ms": NOW, "waiting": 0, "free_mb": 9000, "version": "0.10.0"}
    assert ailments(now_ms=NOW, newest="0.10.0", **{**well, **state}) == found  # type: ignore[arg-type]


def test_versions_are_ordered_by_their_numbers() -> None:
    assert newest(["0.9.1", "0.10.0", "", "0.2"]) == "0.10.0"
    assert order("1.0rc1") < order("1.1")
