from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.names import Names, check_names, initials, shown_name
from espace_mobile.errors import InputError


@pytest.mark.parametrize("given_", [(None, None, None), ("", " ", "\u00a0"), ("-", "?", "…"), ("\u202e", None, None)])
def test_no_name_at_all_is_refused(given_: tuple[str | None, str | None, str | None]) -> None:
    with pytest.raises(InputError) as caught:
        check_names(*given_)
    assert (caught.value.field, caught.value.reason) == ("name", "empty")


def test_one_name_of_any_sort_is_enough() -> None:
    assert check_names(None, None, " Momo ") == Names(None, None, "Momo")
    assert check_names("", "Chimérin", None) == Names(None, "Chimérin", None)


def test_names_are_tidied_and_their_case_left_alone() -> None:
    names = check_names("  Marie-\u200bAnge ", "d’E\u0301le  MAC\tDonald", None)
    assert names == Names("Marie-Ange", "d’Éle MAC Donald", None)


@pytest.mark.parametrize("name", ["عائشة", "Олександра", "李雷", "Nguyễn", "O’Brien", "Ø"])
def test_every_script_is_welcome(name: str) -> None:
    assert check_names(name, None, None).first_name == name


def test_a_name_too_long_names_its_field() -> None:
    with pytest.raises(InputError) as caught:
        check_names("Awa", "x" * 81, None)
    assert (caught.value.field, caught.value.reason, caught.value.params["max"]) == ("last_name", "too_long", 80)


def test_a_nir_typed_as_a_name_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        check_names("Awa", None, "2900578006084")
    assert (caught.value.field, caught.value.reason) == ("nickname", "nir")


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (("Awa", "Chimérin", None), "Awa Chimérin"),
        (("Awa", None, "Wawa"), "Awa (Wawa)"),
        ((None, None, "Wawa"), "Wawa"),
        ((None, None, None), ""),
    ],
)
def test_a_name_is_shown(names: tuple[str | None, str | None, str | None], shown: str) -> None:
    assert shown_name(*names) == shown


@given(*[st.none() | st.text(max_size=90)] * 3)
def test_kept_names_are_kept_as_they_are_the_second_time(first: str | None, last: str | None, nick: str | None) -> None:
    try:
        names = check_names(first, last, nick)
    except InputError:
        return
    assert check_names(*names) == names


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("Awa", "Chimérin", None), "A. C."), (("Jean-Pierre", "Le Goff", "Jeannot"), "J.-P. L. G."),
        ((None, None, "wawa"), "W."), ((None, None, None), "…"), (("élodie", "", ""), "É."), (("-", None, None), "…"),
    ],
)  # fmt: skip
def test_initials_are_of_the_civil_name_else_of_the_nickname(
    names: tuple[str | None, str | None, str | None], expected: str
) -> None:
    assert initials(*names) == expected
