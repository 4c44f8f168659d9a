from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.protocol.clock import MAX_AHEAD_MS, HybridClock
from espace_mobile.protocol.stamp import Stamp, at_ms

DEVICE = "00000000000000a1"


@given(st.lists(st.integers(0, 2**41), min_size=1, max_size=30))
def test_stamps_only_rise_whatever_the_wall_clock_does(times: list[int]) -> None:
    wall = iter(times)
    clock = HybridClock(DEVICE, lambda: next(wall))
    stamps = [clock.tick() for _ in times]
    assert stamps == sorted(set(stamps))


@given(st.integers(0, 2**46), st.integers(0, 2**46))
def test_a_stamp_sorts_as_its_text_does(a: int, b: int) -> None:
    x, y = Stamp(a, DEVICE), Stamp(b, DEVICE)
    assert (x < y) == (x.text() < y.text())
    assert Stamp.of_text(x.text()) == x


def test_what_follows_a_stamp_seen_is_stamped_after_it() -> None:
    clock = HybridClock(DEVICE, lambda: 1_000)
    clock.observe(at_ms(60_000))
    assert clock.tick().at > at_ms(60_000)


def test_a_stamp_from_the_far_future_is_not_followed() -> None:
    clock = HybridClock(DEVICE, lambda: 1_000)
    clock.observe(at_ms(1_000 + MAX_AHEAD_MS + 1))
    assert clock.tick().ms == 1_000


def test_the_offset_is_what_the_server_says_at_the_middle_of_the_exchange() -> None:
    clock = HybridClock(DEVICE, lambda: 0)
    assert clock.learn(server_ms=10_500, sent_ms=400, received_ms=600) == 10_000
    assert clock.tick().ms == 10_000


def test_a_clock_set_to_1970_or_before_still_gives_stamps() -> None:
    clock = HybridClock(DEVICE, lambda: -5)
    assert clock.tick() < clock.tick()
