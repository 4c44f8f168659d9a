from __future__ import annotations

from contextlib import suppress
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.errors import InputError
from espace_mobile.protocol.enrolment import CODE_ALPHABET
from espace_mobile.protocol.recovery import (
    LINE_LENGTH,
    LINES,
    Secret,
    check_character,
    new_secret,
    read_line,
    read_lines,
    read_org,
    sheet_name,
    spaced,
    split,
    whole,
)
from sync_server.service.tokens import hashed, org_of

ORG = "4kq7xz2p"
LINE = st.text(CODE_ALPHABET, min_size=LINE_LENGTH - 1, max_size=LINE_LENGTH - 1)
NUMBER = st.integers(1, LINES)


@given(n=NUMBER, line=LINE, at=st.integers(0, LINE_LENGTH - 1), other=st.sampled_from(CODE_ALPHABET))
def test_one_mistyped_character_is_always_found(n: int, line: str, at: int, other: str) -> None:
    right = line + check_character(n, line)
    wrong = right[:at] + other + right[at + 1 :]
    if wrong == right:
        assert read_line(n, wrong) == right
        return
    with pytest.raises(InputError) as found:
        read_line(n, wrong)
    assert (found.value.field, found.value.reason) == (f"line_{n}", "mistyped")


@given(line=LINE, n=NUMBER, other=NUMBER)
def test_a_line_in_the_place_of_another_is_found(line: str, n: int, other: int) -> None:
    assert (check_character(n, line) == check_character(other, line)) == (n == other)


def test_two_neighbours_exchanged_are_found_but_for_a_few_in_a_thousand() -> None:
    drawn, missed = Random(1), 0
    for _ in range(4000):
        n, line = drawn.randint(1, 4), "".join(drawn.choices(CODE_ALPHABET, k=LINE_LENGTH - 1))
        at, right = drawn.randrange(LINE_LENGTH - 1), line + check_character(n, line)
        with suppress(InputError):
            missed += read_line(n, right[:at] + right[at + 1] + right[at] + right[at + 2 :]) != right
    assert missed < 20


def test_what_was_meant_is_read_however_it_is_typed() -> None:
    secret = new_secret(ORG)
    typed = [f"  {spaced(line).lower().replace('q', 'o').replace('j', '1')}- " for line in secret.lines]
    assert read_lines(ORG, typed) == secret


@pytest.mark.parametrize(("typed", "reason"), [("", "required"), (" - ", "required"), ("8FKQ 2X", "incomplete")])
def test_a_line_that_is_not_whole_says_so(typed: str, reason: str) -> None:
    with pytest.raises(InputError) as found:
        read_line(3, typed)
    assert (found.value.field, found.value.reason) == ("line_3", reason)


def test_key_pair_and_token_come_from_the_secret_and_the_org_and_tell_nothing_of_each_other() -> None:
    secret = new_secret(ORG)
    assert secret.pair.private == Secret(ORG, secret.lines).pair.private
    assert org_of(secret.token) == ORG
    assert hashed(secret.token).hex() == secret.token_hash
    elsewhere = Secret("another", secret.lines)
    assert len({secret.pair.private, elsewhere.pair.private, new_secret(ORG).pair.private}) == 3
    assert secret.token.split(".")[1] != elsewhere.token.split(".")[1]
    assert not any(line in repr(secret) + sheet_name(secret.pair.public) for line in secret.lines)


def test_one_wrong_character_in_the_last_place_of_all_is_another_secret() -> None:
    """Each of the 28 characters counts."""
    one = Secret(ORG, ("2222222" + check_character(1, "2222222"),) * 4)
    for n in range(4):
        line = "2222223"
        lines = [*one.lines]
        lines[n] = line + check_character(n + 1, line)
        assert Secret(ORG, tuple(lines)).token != one.token


@pytest.mark.parametrize("shape", ["{}", "\n {} \n"])
def test_the_whole_text_of_the_square_is_taken_apart(shape: str) -> None:
    secret = new_secret(ORG)
    address, org, lines = split(shape.format(whole("https://espace.exemple.fr", secret))) or ("", "", [])
    assert (address, org, tuple(lines)) == ("https://espace.exemple.fr", ORG, secret.lines)


@pytest.mark.parametrize("text", ["", "https://espace.exemple.fr", "8FKQ 2XWD", "nord K7QF2-9XMPT https://a.fr"])
def test_anything_else_is_no_sheet(text: str) -> None:
    assert split(text) is None


@pytest.mark.parametrize("typed", ["zfy4qyj7", " ZFY4 QYJ7 ", "zfy4-oyi7", "ZFY4 0y17", "zfy4oyl7"])
def test_the_code_of_an_association_is_read_as_the_lines_are(typed: str) -> None:
    assert read_org(typed) == "zfy4qyj7"
