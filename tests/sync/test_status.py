from __future__ import annotations

from pathlib import Path

import pytest

from espace_mobile.sync.joining import split_whole, whole_invitation
from espace_mobile.sync.status import DeviceStatus


def test_a_device_says_what_it_knows_rounded(tmp_path: Path) -> None:
    status = DeviceStatus(lambda: 3, tmp_path)
    waiting, free = status.header().split(", ")
    assert waiting == "waiting=3"
    assert int(free.removeprefix("free=")) % 100 == 0
    status.battery = 83
    assert status.header().endswith(", battery=80")
    status.battery = 250
    assert status.header().endswith(", battery=100")


def test_a_disk_that_can_t_be_asked_is_left_out(tmp_path: Path) -> None:
    assert DeviceStatus(lambda: 0, tmp_path / "nowhere").header() == "waiting=0"


@pytest.mark.parametrize("typed", [("whole", ""), ("", "whole"), ("whole", "whole"), ("https://a.fr", "whole")])
def test_a_whole_invitation_is_read_wherever_it_is_pasted(typed: tuple[str, str]) -> None:
    whole = whole_invitation("https://a.fr", "nord", "K7QF2-9XMPT")
    fields = [whole if field == "whole" else field for field in typed]
    assert split_whole(*fields) == ("https://a.fr", "nord K7QF2-9XMPT")


@pytest.mark.parametrize("typed", [("a.fr", "nord K7QF2 9XMPT"), ("https://a.fr", "nord K7QF2-9XMPT"), ("", "")])
def test_what_was_typed_field_by_field_stays(typed: tuple[str, str]) -> None:
    assert split_whole(*typed) == typed
