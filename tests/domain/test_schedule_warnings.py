from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain import schedule_alerts as alerts
from espace_mobile.domain import schedule_warnings as rules
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.path_vocabulary import AlertRule
from espace_mobile.domain.periods import quarter_begun
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule import goes_ahead
from espace_mobile.domain.schedule_clashes import (
    UNNAMED_VAN,
    clashes,
    only_van,
    overlap,
    standing,
    teams,
    vans,
    workers,
)
from espace_mobile.domain.schedule_vocabulary import Permit, ScheduleRule
from espace_mobile.domain.schedule_warnings import Known, Warning
from espace_mobile.domain.school_holidays import SchoolBreak, SchoolCalendar
from espace_mobile.domain.vehicle import Vehicle
from espace_mobile.domain.vocabulary import OutingStatus, OutingType, PlaceType
from espace_mobile.protocol.values import new_id

MONDAY = date(2026, 6, 1)
NORTH, SOUTH, NORA, ALI, BLUE, WHITE = (letter * 32 for letter in "abcdef")
PLACES = [
    Place(id=new_id(), name=name, neighbourhood=neighbourhood, permit=permit, weekday=weekday, months=months)
    for name, neighbourhood, permit, weekday, months in (
        ("Halles", "Centre", None, 0, ()), ("Église", "centre", Permit.GRANTED, None, (5, 6)),
        ("Tours", None, Permit.ASKED, None, (7,)), ("Lac", None, Permit.NOT_NEEDED, 3, ()),
    )
]  # fmt: skip
KNOWN = Known(
    {place.id: place for place in PLACES}, UNNAMED_VAN,
    SchoolCalendar({MONDAY + timedelta(days=2): SchoolBreak.SPRING}, MONDAY),
)  # fmt: skip

hours = st.sampled_from([None, *(time(hour) for hour in (8, 9, 10, 12, 14))])
dates = st.builds(
    Outing, id=st.uuids().map(lambda u: u.hex), on=st.integers(0, 6).map(lambda n: MONDAY + timedelta(days=n)),
    starts=hours, ends=hours, type=st.sampled_from(list(OutingType)), status=st.sampled_from(list(OutingStatus)),
    place_id=st.sampled_from([None, *(p.id for p in PLACES)]), team_id=st.sampled_from([None, NORTH, SOUTH]),
    vehicle_id=st.sampled_from([None, BLUE, WHITE]),
    worker_ids=st.lists(st.sampled_from([NORA, ALI]), unique=True, max_size=2).map(tuple),
)  # fmt: skip
weeks = st.lists(dates, max_size=9, unique_by=lambda o: o.id)
OF_TWO = (ScheduleRule.VAN_TWICE, ScheduleRule.TEAM_TWICE, ScheduleRule.WORKER_TWICE, ScheduleRule.SAME_WEEK)


def outing(starts: int | None = 9, ends: int | None = 12, **more: object) -> Outing:
    at = {"starts": time(starts) if starts is not None else None, "ends": time(ends) if ends is not None else None}
    return Outing(id=new_id(), **{"on": MONDAY, "team_id": NORTH, **at, **more})  # type: ignore[arg-type]


def told(warnings: list[Warning], outing: Outing) -> set[ScheduleRule]:
    return {w.rule for w in warnings if w.outing_id == outing.id}


@given(weeks)
def test_a_date_and_what_it_clashes_with_are_told_of_each_other(week: list[Outing]) -> None:
    found = rules.of_weeks(week, KNOWN)
    by_id = {o.id: o for o in week}
    said = {(w.rule, w.outing_id, other) for w in found if w.rule in OF_TWO for other in w.others}
    for rule, id, other in said:
        assert by_id[other].status == OutingStatus.HELD or (rule, other, id) in said


@given(weeks)
def test_dates_cancelled_or_moved_count_for_nothing(week: list[Outing]) -> None:
    assert rules.of_weeks(week, KNOWN) == rules.of_weeks([o for o in week if goes_ahead(o)], KNOWN)


@given(weeks)
def test_nothing_is_told_of_a_date_that_was_held_and_each_rule_once_of_the_others(week: list[Outing]) -> None:
    found = rules.of_weeks(week, KNOWN)
    by_id = {o.id: o for o in week}
    assert all(by_id[w.outing_id].status in (OutingStatus.PLANNED, OutingStatus.CONFIRMED) for w in found)
    assert len({(w.rule, w.outing_id) for w in found}) == len(found)


@given(weeks, weeks)
def test_the_dates_of_another_week_change_nothing(week: list[Outing], other: list[Outing]) -> None:
    far = [o.but(id=new_id(), on=o.on + timedelta(days=70)) for o in other]
    ids = {o.id for o in week}
    assert [w for w in rules.of_weeks([*week, *far], KNOWN) if w.outing_id in ids] == rules.of_weeks(week, KNOWN)


@given(weeks, st.randoms(use_true_random=False))
def test_the_order_in_which_dates_are_read_says_nothing(week: list[Outing], chance: object) -> None:
    shuffled = list(week)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    as_sets = [
        {(w.rule, w.outing_id, frozenset(w.others), w.detail) for w in rules.of_weeks(some, KNOWN)}
        for some in (week, shuffled)
    ]
    assert as_sets[0] == as_sets[1]


@given(weeks)
def test_two_dates_clash_when_they_overlap_and_share_something_and_once(week: list[Outing]) -> None:
    for shares in (teams, workers, vans(UNNAMED_VAN), vans(None), vans(BLUE)):
        found = {frozenset((c.one.id, c.other.id)) for c in clashes(week, shares)}
        going = [o for o in week if goes_ahead(o)]
        assert found == {
            frozenset((a.id, b.id))
            for a in going
            for b in going
            if a.id != b.id and overlap(a, b) and {*shares(a)} & {*shares(b)}
        }


@given(weeks)
def test_a_pair_of_dates_is_one_alert_and_only_while_both_are_to_come(week: list[Outing]) -> None:
    for day in sorted({o.on for o in week}):
        of_day = [o for o in week if o.on == day]
        found = list(alerts.twice_on_a_day(of_day, UNNAMED_VAN, MONDAY))
        pairs = [a.outing_ids for a in found]
        assert len(set(pairs)) == len(pairs)
        assert len({a.key for a in found}) == len(found)
        assert not list(alerts.twice_on_a_day(of_day, UNNAMED_VAN, day + timedelta(days=1)))
        grave = {
            frozenset((w.outing_id, other))
            for w in rules.of_weeks(of_day, KNOWN)
            if w.rule in OF_TWO[:3]
            for other in w.others
        }
        assert {frozenset(pair) for pair in pairs} <= grave


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (outing(9, 12), outing(12, 14), False),
        (outing(9, 12), outing(11, 14), True),
        (outing(None, None), outing(11, 14), True),
        (outing(14, None), outing(9, 12), False),
        (outing(9, None), outing(11, 12), True),
        (outing(12, 9), outing(14, 15), True),  # two tablets' words: nobody knows when it ends
        (outing(9, 12), outing(9, 12, on=MONDAY + timedelta(days=1)), False),
    ],
)
def test_hours_nobody_said_may_be_any(one: Outing, other: Outing, meet: bool) -> None:
    assert overlap(one, other) is overlap(other, one) is meet


def test_a_date_that_names_no_van_goes_with_the_only_one() -> None:
    blue, white = Vehicle(id=BLUE, name="Bleue"), Vehicle(id=WHITE, name="Blanche")
    assert only_van([]) == UNNAMED_VAN
    assert only_van([blue, white.but(active=False)]) == BLUE
    assert only_van([blue, white]) is None
    unnamed, in_blue = outing(team_id=SOUTH), outing(vehicle_id=BLUE)
    for vehicles, clash in (([], False), ([blue], True), ([blue, white], False)):
        found = rules.of_weeks([unnamed, in_blue], Known({}, only_van(vehicles)))
        assert (ScheduleRule.VAN_TWICE in told(found, unnamed)) is clash, vehicles
    market = outing(team_id=SOUTH, type=OutingType.MARKET)
    assert told(rules.of_weeks([market, outing()], Known({})), market) == set()


def test_a_worker_at_two_places_is_told_whatever_their_team() -> None:
    one, other = outing(worker_ids=(NORA, ALI)), outing(team_id=SOUTH, type=OutingType.EVENT, worker_ids=(NORA,))
    found = [w for w in rules.of_weeks([one, other], Known({})) if w.rule == ScheduleRule.WORKER_TWICE]
    assert [(w.outing_id, w.others, w.detail) for w in found if w.outing_id == one.id] == [
        (one.id, (other.id,), (NORA,))
    ]
    assert len(found) == 2


def _place(**more: object) -> Place:
    return Place(id=PLACES[0].id, name="Lieu", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule", "place", "detail"),
    [
        (rules.no_permit, _place(type=PlaceType.MARKET), ("not_asked",)),
        (rules.no_permit, _place(type=PlaceType.SQUARE), None),
        (rules.no_permit, _place(type=PlaceType.SQUARE, permit=Permit.TO_ASK), ("to_ask",)),
        (rules.no_permit, _place(type=PlaceType.SQUARE, permit=Permit.ASKED), ("asked",)),
        (rules.no_permit, _place(permit=Permit.REFUSED), ("refused",)),
        (rules.no_permit, _place(type=PlaceType.MARKET, permit=Permit.NOT_NEEDED), None),
        (rules.no_permit, _place(type=PlaceType.MARKET, permit=Permit.GRANTED), None),
        (rules.no_permit, _place(permit=Permit.GRANTED, permit_until=MONDAY), None),
        (rules.no_permit, _place(permit=Permit.GRANTED, permit_until=MONDAY - timedelta(days=1)), ("expired",)),
        (rules.not_its_day, _place(weekday=0, opens=time(8), closes=time(12)), None),
        (rules.not_its_day, _place(weekday=2, opens=time(8), closes=time(12)), ("weekday",)),
        (rules.not_its_day, _place(weekday=0, opens=time(10), closes=time(13)), ("hours",)),
        (rules.not_its_day, _place(opens=time(8), closes=time(11)), ("hours",)),
        (rules.out_of_season, _place(months=(6,)), None),
        (rules.out_of_season, _place(months=(7, 8)), ()),
    ],
)
def test_what_a_place_says_of_a_date(rule: Callable[..., object], place: Place, detail: tuple[str, ...] | None) -> None:
    there = outing(place_id=place.id)
    found = list(rule(there, Known({place.id: place})))  # type: ignore[call-overload]
    assert [(w.outing_id, w.place_id, w.detail) for w in found] == (
        [] if detail is None else [(there.id, place.id, detail)]
    )


def test_a_place_nobody_knows_breaks_no_rule_of_places() -> None:
    assert rules.of_weeks([outing(place_id=new_id())], Known({})) == []


def test_a_neighbourhood_is_one_however_it_is_written_and_in_its_commune() -> None:
    here, same, elsewhere = (
        Place(id=new_id(), name=name, neighbourhood=said, commune_insee=insee, permit=Permit.NOT_NEEDED)
        for name, said, insee in (("A", "Orgeval", "51454"), ("B", "ORGEVAL", "51454"), ("C", "Orgeval", "08105"))
    )
    week = [outing(place_id=p.id, on=MONDAY + timedelta(days=n)) for n, p in enumerate((here, same, elsewhere))]
    found = rules.of_weeks(week, Known({p.id: p for p in (here, same, elsewhere)}))
    assert {(w.outing_id, w.others) for w in found} == {(week[0].id, (week[1].id,)), (week[1].id, (week[0].id,))}


def test_the_sunday_and_the_monday_after_are_two_weeks() -> None:
    place = Place(id=new_id(), name="A", neighbourhood="Orgeval")
    pair = [outing(place_id=place.id, on=MONDAY - timedelta(days=1)), outing(place_id=place.id)]
    assert list(rules.same_week(pair, Known({place.id: place}))) == []


def test_a_holiday_is_told_by_its_name() -> None:
    labour = outing(on=date(2026, 5, 1))
    assert [w.detail for w in rules.public_holiday(labour, KNOWN)] == [("labour_day",)]
    spring = outing(on=MONDAY + timedelta(days=2))
    assert [w.detail for w in rules.school_holiday(spring, KNOWN)] == [("spring",)]
    assert list(rules.school_holiday(spring, Known({}))) == []


def test_a_date_moved_to_two_days_stands_twice_and_one_planned_again_after_it_was_held_does_not() -> None:
    moved = outing(status=OutingStatus.MOVED)
    first, second = (outing(on=MONDAY + timedelta(days=n), replaces_id=moved.id) for n in (1, 2))
    assert [w.others for w in rules.moved_twice(moved, [second, first])] == [(second.id,), (first.id,)]
    off = second.but(status=OutingStatus.CANCELLED)
    assert list(rules.moved_twice(moved, [first, off])) == []
    (alert,) = alerts.moved_twice(moved.id, moved, [first, second], MONDAY)
    assert (alert.rule, alert.subject_id, alert.outing_ids) == (AlertRule.MOVED_TWICE, moved.id, (first.id, second.id))
    assert list(alerts.moved_twice(moved.id, moved, [first, second], MONDAY + timedelta(days=3))) == []
    again = moved.but(status=OutingStatus.PLANNED)
    assert standing(again, [first]) == [again, first]
    assert standing(again, [first.but(status=OutingStatus.HELD)]) == [first.but(status=OutingStatus.HELD)]


def test_two_dates_that_stand_for_one_on_the_same_morning_are_one_matter() -> None:
    pair = [outing(replaces_id=NORA), outing(10, 13, replaces_id=NORA)]
    assert list(alerts.twice_on_a_day(pair, UNNAMED_VAN, MONDAY)) == []


def test_a_qpv_is_missed_once_unless_nobody_goes_there_or_nothing_is_planned() -> None:
    here = Place(id=new_id(), name="Lac", qpv_code="QN05101M", qpv_vintage=2024)
    also, closed = here.but(id=new_id(), name="Rive"), here.but(id=new_id(), qpv_code="QN05102M", active=False)
    quarter = quarter_begun(MONDAY)
    found = list(rules.qpv_not_visited(quarter, [outing()], [also, here, closed]))
    assert [(w.outing_id, w.place_id, w.detail, w.on) for w in found] == [("", here.id, ("QN05101M",), quarter)]
    assert list(rules.qpv_not_visited(quarter, [outing(place_id=also.id)], [also, here])) == []
    assert list(rules.qpv_not_visited(quarter, [], [also, here])) == []
    cancelled = outing(place_id=also.id, status=OutingStatus.CANCELLED)
    assert len(list(rules.qpv_not_visited(quarter, [outing(), cancelled], [also, here]))) == 1
