from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from espace_mobile.app.actions import outings, planning
from espace_mobile.app.actions.change import seen_now
from espace_mobile.app.actions.planning import Plan
from espace_mobile.app.actions.undoing import take_back
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule_import import propose
from espace_mobile.domain.schedule_sources import of_csv
from espace_mobile.domain.team import Team
from espace_mobile.domain.vehicle import Vehicle
from espace_mobile.domain.vocabulary import CancelReason, OutingStatus, OutingType, PlaceType
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import derived_id, new_id
from espace_mobile.store.replica import Replica

DAY = date(2026, 6, 2)


@pytest.fixture
def market(replica: Replica) -> Place:
    """On Tuesdays, 8 to 13."""
    hours = {"weekday": 1, "opens": time(8), "closes": time(13)}
    place = Place(id=new_id(), name="Marché des Tilleuls", type=PlaceType.MARKET, **hours)
    replica.save(place, by="setup")
    return place


@pytest.fixture
def asked(market: Place, team: Team) -> Plan:
    return Plan(on=DAY, place_id=market.id, starts=time(8), ends=time(12), team_id=team.id)


def refused(act: object) -> tuple[str, str]:
    with pytest.raises(InputError) as e:
        act()  # type: ignore[operator]
    return e.value.field, e.value.reason


def test_a_date_is_planned_with_the_kind_of_its_place_and_taken_back(
    replica: Replica, planner: Worker, asked: Plan, commits: object
) -> None:
    done = planning.plan(replica, planner, asked)
    kept = replica.get(Outing, done.fact.id)
    assert kept is not None
    assert (kept.type, kept.status, kept.on, kept.proposal) == (OutingType.MARKET, OutingStatus.PLANNED, DAY, None)
    take_back(replica, done, planner)
    assert replica.all(Outing) == []


def test_a_date_without_a_day_or_a_place_is_refused_and_so_is_one_that_ends_before_it_begins(
    replica: Replica, planner: Worker, worker: Worker, asked: Plan
) -> None:
    wrong = {
        ("on", "required"): replace(asked, on=None),
        ("place_id", "required"): replace(asked, place_id=None),
        ("ends", "before_start"): replace(asked, ends=time(7)),
    }
    for fault, plan in wrong.items():
        assert refused(lambda plan=plan: planning.plan(replica, planner, plan)) == fault
    assert refused(lambda: planning.plan(replica, worker, asked)) == ("record", "planner_only")
    assert replica.all(Outing) == []


def test_two_planners_who_plan_the_same_offline_plan_one_date_and_an_import_finds_it(
    replica: Replica, planner: Worker, market: Place, team: Team, asked: Plan
) -> None:
    made = planning.plan(replica, planner, asked).fact
    again = planning.plan(replica, planner, asked).fact
    assert made.id != again.id  # planned twice on purpose, there are two
    replica.delete(again, by=planner.id)
    file = "date;début;fin;lieu;équipe;type\n02/06/2026;8h;12h;Marché des Tilleuls;Équipe Nord;marché"
    read = propose(of_csv(file), derived_id, [made, market, team])
    assert (read.unchanged, read.outings, read.errors) == (1, [], [])
    assert propose(of_csv(file), derived_id, [market, team]).outings[0].id == made.id


def test_a_date_repeated_is_one_commit_and_one_undo(
    replica: Replica, planner: Worker, asked: Plan, commits: object
) -> None:
    days = [DAY + timedelta(days=7 * n) for n in range(5)]
    commits()  # type: ignore[operator]
    done = planning.repeat(replica, planner, asked, days)
    assert commits() == 1  # type: ignore[operator]
    assert sorted(o.on for o in replica.all(Outing)) == days
    take_back(replica, done, planner)
    assert replica.all(Outing) == []
    assert refused(lambda: planning.repeat(replica, planner, asked, [])) == ("on", "required")


def test_the_usual_of_a_place_is_its_market_s_hours_and_the_team_and_van_of_the_last_date(
    replica: Replica, market: Place, team: Team
) -> None:
    van, other = Vehicle(id=new_id(), name="Une"), Vehicle(id=new_id(), name="Deux")
    east = Team(id=new_id(), name="Équipe Est")
    replica.save(van, other, east, by="setup")
    nothing = planning.usual(replica, market)
    assert (nothing.starts, nothing.ends, nothing.team_id, nothing.vehicle_id) == (time(8), time(13), None, None)
    for day, with_team, with_van in ((DAY, team, van), (DAY + timedelta(days=7), east, other)):
        said = {"place_id": market.id, "team_id": with_team.id, "vehicle_id": with_van.id, "starts": time(9)}
        replica.save(Outing(id=new_id(), on=day, **said), by="setup")
    usual = planning.usual(replica, market)
    assert (usual.starts, usual.team_id, usual.vehicle_id) == (time(8), east.id, other.id)
    replica.save(east.but(active=False), other.but(active=False), by="setup")
    usual = planning.usual(replica, market)
    assert (usual.team_id, usual.vehicle_id) == (team.id, van.id)  # the only ones left


def test_a_place_without_hours_keeps_those_of_its_last_date(replica: Replica, outing: Outing) -> None:
    place = replica.get(Place, outing.place_id or "")
    assert place is not None
    assert planning.usual(replica, place).starts == time(9)


def test_an_edit_sets_what_the_form_changed_and_leaves_what_another_tablet_said(
    replica: Replica, planner: Worker, asked: Plan, team: Team
) -> None:
    shown = planning.plan(replica, planner, asked).fact.but(proposal="p")
    replica.save(shown, by="setup")
    seen, stamps = Plan.of(shown), seen_now(replica, shown)
    replica.save(shown.but(vehicle_id="v" * 32), by="other")
    done = planning.edit(replica, planner, shown, replace(seen, ends=time(11)), seen=seen, stamps=stamps)
    assert (done.fact.ends, done.fact.vehicle_id, done.fact.proposal) == (time(11), "v" * 32, None)
    take_back(replica, done, planner)
    kept = replica.get(Outing, shown.id)
    assert kept is not None
    assert (kept.ends, kept.vehicle_id, kept.proposal) == (time(12), "v" * 32, "p")


def test_the_day_of_a_planned_date_is_corrected_and_that_of_an_announced_one_is_moved_instead(
    replica: Replica, planner: Worker, asked: Plan
) -> None:
    shown = planning.plan(replica, planner, asked).fact
    later = replace(asked, on=DAY + timedelta(days=7))
    assert planning.edit(replica, planner, shown, later).fact.on == later.on
    announced = outings.start(replica, shown, planner)
    back = replace(later, on=DAY)
    assert refused(lambda: planning.edit(replica, planner, announced, back)) == ("on", "announced")


def test_another_place_gives_the_date_its_kind(replica: Replica, planner: Worker, asked: Plan) -> None:
    square = Place(id=new_id(), name="Place du Brouillon", type=PlaceType.SQUARE)
    replica.save(square, by="setup")
    shown = planning.plan(replica, planner, asked).fact
    said = replace(Plan.of(shown), place_id=square.id, type=None)
    assert planning.edit(replica, planner, shown, said).fact.type == OutingType.VAN


def test_a_copy_takes_nothing_of_what_happened(replica: Replica, planner: Worker, asked: Plan, now: datetime) -> None:
    held = planning.plan(replica, planner, asked).fact.but(
        status=OutingStatus.HELD, closed_at=now, hidden=True, replaces_id="r" * 32
    )
    replica.save(held, by="setup")
    copy = planning.duplicate(replica, planner, held, DAY + timedelta(days=7)).fact
    assert (copy.place_id, copy.starts, copy.team_id, copy.type) == (
        held.place_id,
        held.starts,
        held.team_id,
        held.type,
    )
    assert (copy.status, copy.closed_at, copy.replaces_id) == (OutingStatus.PLANNED, None, None)
    assert refused(lambda: planning.duplicate(replica, planner, held, DAY)) == ("on", "unchanged")
    assert refused(lambda: planning.duplicate(replica, planner, held, None)) == ("on", "required")


def test_a_date_at_which_somebody_was_met_is_not_deleted(replica: Replica, planner: Worker, asked: Plan) -> None:
    mistaken, real = (planning.plan(replica, planner, asked).fact for _ in range(2))
    replica.save(Contact(id=new_id(), outing_id=real.id, at=datetime(2026, 6, 2, 8, tzinfo=UTC)), by="setup")
    assert refused(lambda: planning.delete(replica, planner, real)) == ("record", "date_happened")
    done = planning.delete(replica, planner, mistaken)
    assert replica.get(Outing, mistaken.id) is None
    take_back(replica, done, planner)
    assert replica.get(Outing, mistaken.id) == mistaken


def test_only_a_supervisor_hides_a_date_from_the_site(
    replica: Replica, planner: Worker, supervisor: Worker, asked: Plan
) -> None:
    shown = planning.plan(replica, planner, asked).fact
    assert refused(lambda: planning.show(replica, planner, shown, True)) == ("record", "supervisor_only")
    done = planning.show(replica, supervisor, shown, True)
    assert done.fact.hidden
    take_back(replica, done, supervisor)
    assert replica.get(Outing, shown.id) == shown


def test_a_cancellation_taken_back_announces_again_what_was_announced(
    replica: Replica, planner: Worker, asked: Plan
) -> None:
    announced = planning.confirm(replica, planner, planning.plan(replica, planner, asked).fact).fact
    done = planning.cancel(replica, planner, announced, CancelReason.WEATHER)
    assert (done.fact.status, done.fact.cancel_reason) == (OutingStatus.CANCELLED, CancelReason.WEATHER)
    take_back(replica, done, planner)
    assert replica.get(Outing, announced.id) == announced
