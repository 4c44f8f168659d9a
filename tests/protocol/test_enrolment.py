from __future__ import annotations

import pytest

from espace_mobile.errors import SealBroken
from espace_mobile.protocol.enrolment import (
    CODE_ALPHABET,
    KeyPair,
    clean_code,
    code_proof,
    new_code,
    six_words,
    unwrap_keys,
    wrap_keys,
)
from espace_mobile.protocol.words import WORDS

ORG = "org"
KEYS = {1: b"a" * 64, 2: b"b" * 64}


def test_both_screens_show_the_same_six_words() -> None:
    supervisor, tablet, code = KeyPair(), KeyPair(), new_code()
    here = six_words(ORG, code, supervisor.public, tablet.public)
    assert here == six_words(ORG, code.lower().replace("-", " "), tablet.public, supervisor.public)
    assert len(here) == 6


def test_a_server_that_swaps_a_key_changes_the_words() -> None:
    supervisor, tablet, code = KeyPair(), KeyPair(), new_code()
    words = six_words(ORG, code, supervisor.public, tablet.public)
    assert words != six_words(ORG, code, supervisor.public, KeyPair().public)
    assert words != six_words(ORG, new_code(), supervisor.public, tablet.public)


def test_the_new_device_unwraps_the_orgs_keys() -> None:
    supervisor, tablet = KeyPair(), KeyPair()
    wrapped = wrap_keys(ORG, KEYS, supervisor, tablet.public)
    assert unwrap_keys(ORG, wrapped, supervisor.public, KeyPair(tablet.private)) == KEYS


def test_nobody_else_unwraps_them_and_a_key_from_the_server_is_refused() -> None:
    supervisor, tablet, server = KeyPair(), KeyPair(), KeyPair()
    wrapped = wrap_keys(ORG, KEYS, supervisor, tablet.public)
    for sender, recipient, data in (
        (supervisor.public, server, wrapped),
        (supervisor.public, tablet, wrap_keys(ORG, KEYS, server, tablet.public)),
        (supervisor.public, tablet, wrapped[:-1] + bytes([wrapped[-1] ^ 1])),
        (supervisor.public, tablet, b"short"),
    ):
        with pytest.raises(SealBroken):
            unwrap_keys(ORG, data, sender, recipient)


def test_a_code_typed_with_its_look_alikes_is_understood() -> None:
    assert clean_code("oil-u1 0") == "QJJVJQ"
    code = new_code()
    assert clean_code(code) == code.replace("-", "")
    assert set(clean_code(code)) <= set(CODE_ALPHABET)


def test_the_servers_proof_of_a_code_is_the_codes_and_the_orgs() -> None:
    code = new_code()
    assert code_proof(ORG, code) == code_proof(ORG, code.lower()) != code_proof("other", code)
    assert len(code_proof(ORG, code)) == 32


def test_the_words_are_256_and_all_different() -> None:
    assert len(WORDS) == len(set(WORDS)) == 256
