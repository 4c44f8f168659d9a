"""What the schedule of the association goes by: its school holidays, and how many dates it wants a year."""

from __future__ import annotations

from espace_mobile.app.actions.change import held
from espace_mobile.app.actions.undoing import Done, do
from espace_mobile.domain.schedule_settings import ScheduleSettings
from espace_mobile.domain.schedule_vocabulary import SchoolZone
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import derived_id
from espace_mobile.store.replica import Replica

DATES = range(1, 1001)  # a year: four vans on every working day, and then some
_ID = derived_id("schedule settings")


def settings(replica: Replica) -> ScheduleSettings:
    """As they are; what they are before anybody said anything."""
    return replica.get(ScheduleSettings, _ID) or ScheduleSettings(id=_ID)


@held
def choose_zone(replica: Replica, zone: SchoolZone | None, worker: Worker) -> Done[ScheduleSettings]:
    return do(replica, settings(replica).but(school_zone=zone), worker=worker)


@held
def want_dates(replica: Replica, dates_a_year: int, worker: Worker) -> Done[ScheduleSettings]:
    """Raises `InputError` (`dates_a_year`, `out_of_range`)."""
    if dates_a_year not in DATES:
        raise InputError("dates_a_year", "out_of_range", least=DATES.start, most=DATES.stop - 1)
    return do(replica, settings(replica).but(dates_a_year=dates_a_year), worker=worker)


@held
def ask_forecasts(replica: Replica, asked: bool, worker: Worker) -> Done[ScheduleSettings]:
    return do(replica, settings(replica).but(forecast=asked), worker=worker)
