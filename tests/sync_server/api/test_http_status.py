from __future__ import annotations

from typing import Any

import pytest


def _listed(served: Any, boss: Any, id: str) -> dict[str, Any]:
    with served.client(boss.token) as client:
        return next(d for d in client.get("/v1/devices").json()["devices"] if d["id"] == id)


def _pull(served: Any, tablet: Any, said: str | None) -> None:
    headers = {} if said is None else {"Espace-Status": said}
    with served.client(tablet.token, **headers) as client:
        assert client.get("/v1/pull").status_code == 200


def _told(device: dict[str, Any]) -> tuple[int | None, int | None, int | None]:
    return device["waiting"], device["free_mb"], device["battery"]


def test_what_a_device_says_of_itself_is_shown_to_supervisors(served: Any, fleet: Any) -> None:
    boss, tablet = fleet.tablet("supervisor", "*"), fleet.tablet("field", "*")
    _pull(served, tablet, None)
    assert _told(_listed(served, boss, tablet.id)) == (None, None, None)
    _pull(served, tablet, "waiting=12, free=3400, battery=80")  # within the minute: that changes wait is news
    assert _told(_listed(served, boss, tablet.id)) == (12, 3400, 80)
    _pull(served, tablet, "waiting=12, free=100")  # the rest keeps
    assert _told(_listed(served, boss, tablet.id)) == (12, 3400, 80)
    _pull(served, tablet, "waiting=0")
    assert _told(_listed(served, boss, tablet.id)) == (0, 3400, 80)


@pytest.mark.parametrize(
    "said", ["", "waiting=", "waiting=-1", "battery=900", "waiting=99999999999999999999999", "x" * 5000]
)
def test_a_status_that_can_t_be_read_is_as_if_it_was_not_said(served: Any, fleet: Any, said: str) -> None:
    boss, tablet = fleet.tablet("supervisor", "*"), fleet.tablet("field", "*")
    _pull(served, tablet, said)
    told = _told(_listed(served, boss, tablet.id))
    assert all(value is None or 0 <= value < 10**12 for value in told)
    assert told[2] is None
