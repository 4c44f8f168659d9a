from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from espace_mobile.app.actions import outings, schedule_settings, schedule_warnings
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule_vocabulary import Permit, ScheduleRule, SchoolZone
from espace_mobile.domain.vehicle import Vehicle
from espace_mobile.domain.vocabulary import CancelReason, OutingStatus, PlaceType, Role
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica

PLANNER = Worker(id=new_id(), display_name="Paul", role=Role.PLANNER)
TODAY = date(2026, 5, 14)
TUESDAY = date(2026, 6, 2)  # of no holiday
NORTH, SOUTH = new_id(), new_id()


def place(name: str, **more: object) -> Place:
    said = {"permit": Permit.NOT_NEEDED, "neighbourhood": name} | more
    return Place(id=new_id(), name=name, **said)  # type: ignore[arg-type]


def planned(at: Place | None = None, on: date = TUESDAY, **more: object) -> Outing:
    said = {"starts": time(9), "ends": time(12), "team_id": NORTH} | more
    return Outing(id=new_id(), on=on, place_id=at.id if at else None, **said)  # type: ignore[arg-type]


@pytest.fixture
def square() -> Place:
    return place("Place des Tilleuls")


def rules_of(replica: Replica, outing: Outing, today: date = TODAY) -> list[ScheduleRule]:
    return sorted({w.rule for w in schedule_warnings.of_date(replica, outing.id, today)})


def test_a_date_is_told_of_the_van_that_another_takes_at_the_same_hour_until_one_is_cancelled(
    replica: Replica, square: Place
) -> None:
    market = place("Marché")
    one, other = planned(square), planned(market, team_id=SOUTH)
    replica.save(square, market, one, other, by=PLANNER.id)
    (warning,) = schedule_warnings.of_date(replica, one.id, TODAY)
    assert (warning.rule, warning.others) == (ScheduleRule.VAN_TWICE, (other.id,))
    assert schedule_warnings.count(replica, TODAY) == 2
    outings.cancel(replica, other, PLANNER, CancelReason.STAFF)
    assert schedule_warnings.to_come(replica, TODAY) == []


def test_what_a_place_a_van_or_the_settings_say_is_read_again(replica: Replica, square: Place) -> None:
    summer = date(2026, 7, 14)  # a public holiday, a Tuesday in the school holidays
    one, other = planned(square, summer), planned(place("Marché"), summer, team_id=SOUTH)
    replica.save(square, one, other, by=PLANNER.id)
    assert rules_of(replica, one) == [ScheduleRule.PUBLIC_HOLIDAY, ScheduleRule.VAN_TWICE]
    schedule_settings.choose_zone(replica, SchoolZone.B, PLANNER)
    replica.save(Vehicle(id=new_id(), name="A"), Vehicle(id=new_id(), name="B"), by=PLANNER.id)
    assert rules_of(replica, one) == [ScheduleRule.PUBLIC_HOLIDAY, ScheduleRule.SCHOOL_HOLIDAY]
    replica.save(square.but(permit=Permit.REFUSED, months=(6,), weekday=0), by=PLANNER.id)
    assert {ScheduleRule.NO_PERMIT, ScheduleRule.OUT_OF_SEASON, ScheduleRule.NOT_ITS_DAY} < {*rules_of(replica, one)}


def test_a_date_not_saved_yet_is_told_what_saving_it_would_break_and_nothing_is_kept(
    replica: Replica, square: Place
) -> None:
    other = planned(square)
    replica.save(square, other, by=PLANNER.id)
    wanted = planned(square, team_id=None, starts=time(14), ends=time(17))
    found = {w.rule: w.others for w in schedule_warnings.if_planned(replica, wanted, TODAY)}
    assert found == {ScheduleRule.NO_TEAM: (), ScheduleRule.SAME_WEEK: (other.id,)}
    assert schedule_warnings.to_come(replica, TODAY) == []
    # Itself as it is saved, or the date it replaces, clashes with nothing.
    later = other.but(starts=time(10))
    assert schedule_warnings.if_planned(replica, later, TODAY) == []
    assert schedule_warnings.if_planned(replica, later.but(id=new_id(), replaces_id=other.id), TODAY) == []


def test_a_date_moved_by_two_planners_stands_twice_wherever_its_weeks_are(replica: Replica, square: Place) -> None:
    moved = planned(square)
    replica.save(square, moved, by=PLANNER.id)
    first = outings.move(replica, moved, PLANNER, TUESDAY + timedelta(days=7), time(9), time(12))
    assert rules_of(replica, first) == []
    second = planned(square, TUESDAY + timedelta(days=30), replaces_id=moved.id)
    replica.save(second, by=PLANNER.id)
    assert rules_of(replica, first) == rules_of(replica, second) == [ScheduleRule.MOVED_TWICE]
    replica.delete(second, by=PLANNER.id)
    assert rules_of(replica, first) == []


def test_a_quarter_without_a_visit_to_a_qpv_is_told_once_and_not_when_it_is_over(
    replica: Replica, square: Place
) -> None:
    qpv = place("La Devise", qpv_code="QN08504M", qpv_vintage=2024)
    replica.save(square, qpv, planned(square), planned(square, date(2026, 9, 1)), by=PLANNER.id)
    missing = [w for w in schedule_warnings.to_come(replica, TODAY) if w.rule == ScheduleRule.QPV_NOT_VISITED]
    assert [(w.on, w.place_id, w.outing_id) for w in missing] == [
        (date(2026, 4, 1), qpv.id, ""), (date(2026, 7, 1), qpv.id, ""),
    ]  # fmt: skip
    replica.save(planned(qpv, date(2026, 8, 6)), by=PLANNER.id)
    left = schedule_warnings.to_come(replica, TODAY)
    assert [w.on for w in left if w.rule == ScheduleRule.QPV_NOT_VISITED] == [date(2026, 4, 1)]
    assert [w for w in schedule_warnings.to_come(replica, date(2026, 7, 1)) if not w.outing_id] == []


def test_a_date_gone_by_or_held_is_warned_of_no_more_and_still_is_beside_others(
    replica: Replica, square: Place
) -> None:
    held = planned(square, TUESDAY, status=OutingStatus.HELD)
    later = planned(square, TUESDAY + timedelta(days=2))
    replica.save(square, held, later, by=PLANNER.id)
    assert rules_of(replica, held, TUESDAY) == []
    assert rules_of(replica, later, TUESDAY) == [ScheduleRule.SAME_WEEK]
    assert rules_of(replica, later, later.on + timedelta(days=1)) == []


def test_holidays_of_schools_are_not_counted_among_what_is_to_be_looked_at(replica: Replica, square: Place) -> None:
    outing = planned(square, date(2026, 8, 4))
    replica.save(square, outing, by=PLANNER.id)
    schedule_settings.choose_zone(replica, SchoolZone.A, PLANNER)
    assert rules_of(replica, outing) == [ScheduleRule.SCHOOL_HOLIDAY]
    assert schedule_warnings.count(replica, TODAY) == 0


def test_a_market_of_which_nobody_said_anything_wants_a_permit(replica: Replica) -> None:
    market = place("Marché", type=PlaceType.MARKET, permit=None)
    outing = planned(market)
    replica.save(market, outing, by=PLANNER.id)
    assert rules_of(replica, outing) == [ScheduleRule.NO_PERMIT]
    replica.save(market.but(permit=Permit.GRANTED, permit_until=TUESDAY), by=PLANNER.id)
    assert rules_of(replica, outing) == []
    replica.save(market.but(permit=Permit.GRANTED, permit_until=TUESDAY - timedelta(days=1)), by=PLANNER.id)
    assert rules_of(replica, outing) == [ScheduleRule.NO_PERMIT]
