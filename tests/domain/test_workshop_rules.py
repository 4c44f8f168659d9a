from __future__ import annotations

from typing import Any

import pytest

from espace_mobile.domain.sheet_vocabulary import WorkshopForm
from espace_mobile.domain.workshop import Phase, Workshop
from espace_mobile.domain.workshop_rules import checked
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id

FOUR = Phase(title="Se regarder", sessions=4)


def asked(**more: Any) -> Workshop:
    return Workshop(**{"id": new_id(), "programme_id": new_id(), "title": "Estime de soi", "phases": (FOUR,), **more})


@pytest.mark.parametrize(
    ("said", "field", "reason"),
    [
        ({"title": "  "}, "title", "required"),
        ({"title": "x" * 81}, "title", "too_long"),
        ({"form": WorkshopForm.CYCLE, "phases": ()}, "phases", "required"),
        ({"phases": (FOUR, Phase(title="", sessions=0))}, "phases", "no_sessions"),
        ({"phases": (Phase(title="", sessions=61),)}, "phases", "out_of_range"),
        ({"minutes": 0}, "minutes", "out_of_range"),
        ({"capacity": 51}, "capacity", "out_of_range"),
        ({"back_after_days": 0}, "back_after_days", "out_of_range"),
        ({"weekday": 7}, "weekday", "out_of_range"),
        ({"form": WorkshopForm.MONTHLY, "compulsory": True}, "month_minutes", "required"),
        ({"form": WorkshopForm.MONTHLY, "compulsory": True, "month_minutes": -5}, "month_minutes", "out_of_range"),
        ({"form": WorkshopForm.MONTHLY, "week_of_month": 6}, "week_of_month", "out_of_range"),
    ],
)
def test_what_a_workshop_can_t_be_names_its_field(said: dict[str, Any], field: str, reason: str) -> None:
    with pytest.raises(InputError) as refused:
        checked(asked(**said))
    assert (refused.value.field, refused.value.reason) == (field, reason)


def test_the_phase_at_fault_is_named() -> None:
    with pytest.raises(InputError) as refused:
        checked(asked(phases=(FOUR, Phase(title="", sessions=0))))
    assert refused.value.params["n"] == 2


def test_what_a_form_has_no_use_for_is_left_out() -> None:
    more: dict[str, Any] = {"back_after_days": 30, "week_of_month": 2, "compulsory": True, "month_minutes": 120}
    weekly = checked(asked(form=WorkshopForm.CYCLE, **more))
    assert (weekly.compulsory, weekly.month_minutes, weekly.week_of_month) == (False, None, None)
    monthly = checked(asked(form=WorkshopForm.MONTHLY, **more))
    assert (monthly.phases, monthly.back_after_days, monthly.week_of_month) == ((), None, 2)
    assert (monthly.compulsory, monthly.month_minutes) == (True, 120)


def test_a_phase_keeps_whose_people_run_it() -> None:
    kept = checked(asked(title=" Estime   de soi ", phases=(FOUR.model_copy(update={"organisation_ids": ("a",)}),)))
    assert (kept.title, kept.phases[0].organisation_ids) == ("Estime de soi", ("a",))


def test_how_many_sessions_a_series_has_may_be_open() -> None:
    assert checked(asked(phases=())).phases == ()
