from __future__ import annotations

from datetime import date

import pytest

from espace_mobile.app.actions.fields import checked_value, editable
from espace_mobile.errors import InputError

TODAY = date(2026, 5, 14)


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("email", " a@exemple.fr ", "a@exemple.fr"), ("next_step", "Apporter le CV", "Apporter le CV"),
        ("next_step_on", "20/05/26", "2026-05-20"), ("next_step_on", "", None), ("reach_note", "Le soir", "Le soir"),
        ("birth_on", "20/05/90", "1990-05-20"),
    ],
)  # fmt: skip
def test_another_value_is_kept_as_the_register_keeps_it(field: str, typed: str, kept: str | None) -> None:
    assert editable(field)
    assert checked_value(field, typed, TODAY) == kept


@pytest.mark.parametrize(
    ("field", "typed", "reason"),
    [("email", "a@", "invalid"), ("next_step", "1 85 05 78 006 084 36", "nir"), ("reach_note", "é" * 281, "too_long")],
)
def test_a_value_that_can_t_be_kept_says_why(field: str, typed: str, reason: str) -> None:
    with pytest.raises(InputError) as refused:
        checked_value(field, typed, TODAY)
    assert (refused.value.field, refused.value.reason) == ("value", reason)


def test_what_is_chosen_is_not_typed() -> None:
    assert not any(map(editable, ("sharing", "reach_by", "referent_id", "status")))
