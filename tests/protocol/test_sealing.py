from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.errors import SealBroken
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.values import Sealed, pack
from tests.protocol.strategies import values

KEYS = Keychain("org", {1: new_org_key()})


@given(values)
def test_what_is_sealed_opens_to_the_same(value: object) -> None:
    assert KEYS.open("r", "f", KEYS.seal("r", "f", value)) == value


@given(st.text(min_size=1, max_size=60))
def test_sealing_twice_gives_the_same_bytes_and_elsewhere_others(text: str) -> None:
    assert KEYS.seal("r", "f", text) == KEYS.seal("r", "f", text)
    elsewhere = {KEYS.seal(*where, text).data for where in (("r", "f"), ("s", "f"), ("r", "g"))}
    assert len(elsewhere) == 3


@given(st.integers(0, 200), st.integers(0, 7))
def test_an_altered_value_does_not_open(position: int, bit: int) -> None:
    data = bytearray(KEYS.seal("r", "f", "Élodie Démonstration").data)
    data[position % len(data)] ^= 1 << bit
    with pytest.raises(SealBroken):
        KEYS.open("r", "f", Sealed(1, bytes(data)))


def test_a_value_moved_to_another_record_org_or_field_does_not_open() -> None:
    sealed = KEYS.seal("r", "f", "Élodie")
    for chain, record, field in ((KEYS, "s", "f"), (KEYS, "r", "g"), (Keychain("other", KEYS.keys()), "r", "f")):
        with pytest.raises(SealBroken):
            chain.open(record, field, sealed)


def test_after_a_key_change_old_values_stay_readable_and_new_ones_use_the_new_key() -> None:
    old = KEYS.seal("r", "f", "Élodie")
    chain = Keychain("org", {**KEYS.keys(), 2: new_org_key()})
    assert chain.open("r", "f", old) == "Élodie"
    assert chain.seal("r", "f", "Élodie").key == 2


def test_a_key_this_device_was_never_given_is_said_so() -> None:
    with pytest.raises(SealBroken):
        KEYS.open("r", "f", Sealed(7, b"x" * 20))


def test_long_text_is_compressed_before_it_is_sealed() -> None:
    note = "La personne cherche un emploi d’aide à domicile. " * 5
    assert len(KEYS.seal("r", "f", note).data) < len(pack(note)) / 2
