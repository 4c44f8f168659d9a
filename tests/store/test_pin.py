"""The PIN of a shift."""

from __future__ import annotations

import pytest

from espace_mobile.errors import InputError, WrongPassphrase
from espace_mobile.store.pin import PinSlot

KEY = bytes(range(32))


def test_the_pin_gives_the_key_back() -> None:
    slot = PinSlot(KEY, "041729")
    assert slot.open("041729") == KEY == slot.open("041729")


def test_three_wrong_pins_destroy_the_slot() -> None:
    slot = PinSlot(KEY, "041729")
    for left in (2, 1, 0):
        with pytest.raises(WrongPassphrase) as refused:
            slot.open("000000")
        assert refused.value.params == {"left": left}
    assert slot.destroyed
    with pytest.raises(WrongPassphrase):
        slot.open("041729")


def test_a_right_pin_forgives_the_wrong_ones_before_it() -> None:
    slot = PinSlot(KEY, "041729")
    for _ in range(3):
        for _ in range(2):
            with pytest.raises(WrongPassphrase):
                slot.open("000000")
        assert slot.open("041729") == KEY


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "12345a", "١٢٣٤٥٦", "12 456"])
def test_a_pin_is_six_digits(pin: str) -> None:
    with pytest.raises(InputError) as refused:
        PinSlot(KEY, pin)
    assert (refused.value.field, refused.value.reason) == ("pin", "six_digits")


def test_the_key_is_not_lying_in_the_slot() -> None:
    slot = PinSlot(KEY, "041729")
    assert KEY not in [value for value in vars(slot).values() if isinstance(value, bytes)]
    assert KEY not in (slot._sealed or b"")
