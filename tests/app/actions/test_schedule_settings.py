from __future__ import annotations

import pytest

from espace_mobile.app.actions import schedule_settings
from espace_mobile.app.actions.undoing import take_back
from espace_mobile.domain.schedule import TARGET_A_YEAR
from espace_mobile.domain.schedule_settings import ScheduleSettings
from espace_mobile.domain.schedule_vocabulary import SchoolZone
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.store.replica import Replica


def test_settings_are_there_before_anybody_said_anything_and_are_one_record(
    replica: Replica, supervisor: Worker
) -> None:
    before = schedule_settings.settings(replica)
    assert (before.school_zone, before.dates_a_year) == (None, TARGET_A_YEAR)
    schedule_settings.choose_zone(replica, SchoolZone.B, supervisor)
    done = schedule_settings.want_dates(replica, 120, supervisor)
    (kept,) = replica.all(ScheduleSettings)
    assert (kept.id, kept.school_zone, kept.dates_a_year) == (before.id, SchoolZone.B, 120)
    take_back(replica, done, supervisor)
    assert schedule_settings.settings(replica) == kept.but(dates_a_year=TARGET_A_YEAR)


@pytest.mark.parametrize("dates", [0, -5, 1001])
def test_a_number_of_dates_that_makes_no_sense_is_refused(replica: Replica, supervisor: Worker, dates: int) -> None:
    with pytest.raises(InputError, match="out_of_range"):
        schedule_settings.want_dates(replica, dates, supervisor)
    assert replica.all(ScheduleSettings) == []
