"""Days, hours and texts as the public reads them."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync_server.api.pages import text, words


def test_days_hours_and_months_in_french() -> None:
    assert words.day(date(2027, 8, 1)) == "dimanche 1er\u00a0août 2027"
    assert (words.of_month(date(2027, 8, 1)), words.of_month(date(2027, 5, 1))) == ("d’août 2027", "de mai 2027")
    assert words.hours(time(9), time(12, 30)) == "de 9\u00a0h à 12\u00a0h\u00a030"
    assert [words.hours(time(9, 5), None), words.hours(None, None)] == ["à partir de 9\u00a0h\u00a005", ""]


def test_lists_and_counts_agree() -> None:
    assert [words.listing(x) for x in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == ["", "a", "a et b", "a, b et c"]
    assert [words.numbered(n, "date", "dates") for n in (0, 1, 2)] == ["0\u00a0date", "1\u00a0date", "2\u00a0dates"]
    assert (words.sort("job"), words.sort("of_later"), words.by("of_later")) == ("Emploi", "Autre", "")


def test_empty_lines_part_paragraphs_and_dashes_make_lists() -> None:
    found = text.blocks("Bonjour\r\nà tous\r\n\r\n- un\n- deux\nfin\n\n\n• trois -- quatre\n-5 degrés")
    assert [tuple(block) for block in found] == [
        ("p", ("Bonjour", "à tous")),
        ("ul", ("un", "deux")),
        ("p", ("fin",)),
        ("ul", ("trois -- quatre",)),
        ("p", ("-5 degrés",)),
    ]


@given(st.text(st.characters(exclude_characters="-–•* \r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"), max_size=200))
def test_no_word_is_lost(typed: str) -> None:
    assert "".join("".join(b.lines) for b in text.blocks(typed)).split() == "".join(typed.split("\n")).split()


@pytest.mark.parametrize(
    ("phone", "link"),
    [
        ("03 84 00 00 00", "tel:0384000000"),
        ("+33 (0)3.84.00.00-00", "tel:+33384000000"),
        ("javascript:1234", ""),
        ("demander Léa au 0384000000", ""),
        ("", ""),
    ],
)
def test_a_phone_is_a_link_when_it_is_a_number(phone: str, link: str) -> None:
    assert text.phone_link(phone) == link


@pytest.mark.parametrize("email", ["a@b", "a@b.fr?body=x", "javascript:x@y.fr", "a b@c.fr", "<a@b.fr>", "a@b.fr\n"])
def test_an_email_is_a_link_only_when_it_is_one(email: str) -> None:
    assert text.email_link(email) == ""
    assert text.email_link("bonjour@essais.example") == "mailto:bonjour@essais.example"
