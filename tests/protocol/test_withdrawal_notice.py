from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.values import Sealed, pack
from espace_mobile.protocol.vouching import voucher, voucher_id, vouches
from espace_mobile.protocol.withdrawal import believed, notice

ORG, PUBLIC, OTHER = "org", b"p" * 32, b"o" * 32
ONE, TWO = new_org_key(), new_org_key()
OLD, BOTH = Keychain(ORG, {1: ONE}), Keychain(ORG, {1: ONE, 2: TWO})


def test_a_notice_is_believed_by_the_device_it_is_about_whichever_key_it_has() -> None:
    told = notice(BOTH, PUBLIC)
    assert believed(BOTH, PUBLIC, told)
    assert believed(OLD, PUBLIC, told)


@pytest.mark.parametrize(
    ("maker", "about"),
    [
        (BOTH, OTHER),  # another device
        (OLD, PUBLIC),  # by who holds an older key only
        (Keychain("elsewhere", BOTH.keys()), PUBLIC),
        (Keychain(ORG, {1: ONE, 2: new_org_key()}), PUBLIC),
    ],
)
def test_a_notice_by_or_about_somebody_else_is_not_believed(maker: Keychain, about: bytes) -> None:
    assert not believed(BOTH, PUBLIC, notice(maker, about))


def test_a_seal_of_the_right_key_that_says_something_else_is_not_believed() -> None:
    for value in (False, 1, "true", None):
        assert not believed(OLD, PUBLIC, pack([OLD.seal(PUBLIC.hex(), "revoked", value)]))
    assert not believed(OLD, PUBLIC, pack([OLD.seal(PUBLIC.hex(), "note", True)]))


@given(
    st.one_of(
        st.binary(max_size=80), st.integers(-(2**63), 2**64 - 1), st.none(), st.lists(st.binary(max_size=20))
    ).map(pack)
)
def test_whatever_a_server_sends_is_no_notice(told: bytes) -> None:
    assert not believed(BOTH, PUBLIC, told)


@given(st.binary(max_size=80))
def test_any_bytes_are_no_notice(told: bytes) -> None:
    assert not believed(BOTH, PUBLIC, told)


def test_a_voucher_counts_under_the_key_it_was_made_with_and_no_other() -> None:
    said = voucher(BOTH, PUBLIC)
    assert vouches(BOTH, PUBLIC, said)
    assert not vouches(OLD, PUBLIC, said)
    assert not vouches(BOTH, PUBLIC, voucher(OLD, PUBLIC))
    assert not vouches(BOTH, OTHER, said)
    assert voucher(BOTH, PUBLIC) == said
    assert voucher_id(BOTH, PUBLIC) not in (voucher_id(OLD, PUBLIC), voucher_id(BOTH, OTHER))


@given(st.text(max_size=60))
def test_nobody_vouches_by_guessing(text: str) -> None:
    assert not vouches(BOTH, PUBLIC, text)


def test_a_key_that_is_there_is_never_replaced_and_a_later_one_seals() -> None:
    keys = Keychain(ORG, {1: ONE})
    before = keys.seal("r", "f", "x")
    keys.add({1: TWO, 2: TWO})
    assert keys.keys() == {1: ONE, 2: TWO}
    assert keys.open("r", "f", before) == "x"
    after = keys.seal("r", "f", "x")
    assert (before.key, after.key) == (1, 2)
    assert isinstance(after, Sealed)
    assert keys.name() != OLD.name()
    assert TWO.hex()[:16] != keys.name()
