from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest

from espace_mobile.app.actions import proposing, schedule_settings
from espace_mobile.app.actions.planning import by_hand
from espace_mobile.app.actions.proposing import Asked
from espace_mobile.app.actions.undoing import take_back
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.proposal.plan import Method
from espace_mobile.domain.schedule_vocabulary import Permit, SchoolZone
from espace_mobile.domain.team import Team
from espace_mobile.domain.vehicle import Vehicle
from espace_mobile.domain.vocabulary import OutingStatus, OutingType, PlaceType, Role
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.planning import solver
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.values import new_id
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.store.replica import Replica

MARKET = Place(id=new_id(), name="Marché", type=PlaceType.MARKET, neighbourhood="Nord", weekday=1, opens=time(8),
               closes=time(12))  # fmt: skip
SQUARE = Place(id=new_id(), name="Place", type=PlaceType.SQUARE, neighbourhood="Sud")
NORTH, SOUTH = Team(id=new_id(), name="Nord"), Team(id=new_id(), name="Sud")
PAUL = Worker(id=new_id(), display_name="Paul", role=Role.PLANNER)
TODAY = date(2026, 11, 21)


@pytest.fixture
def planned() -> Replica:
    return tablet()


def tablet() -> Replica:
    replica = Replica(MemoryStorage(), new_id()[:16], Keychain("org", {1: new_org_key()}), lambda: 1)
    replica.save(MARKET, SQUARE, NORTH, SOUTH, PAUL, by=PAUL.id)
    return replica


def asked(replica: Replica, **more: object) -> Asked:
    teams = tuple(proposing.offered_teams(replica))
    first = Asked(date(2027, 1, 1), date(2027, 12, 31), 12, teams=teams)
    return replace(first, **more)  # type: ignore[arg-type]


def generated(replica: Replica, seed: int = 1, **more: object) -> proposing.Generated:
    return proposing.propose(replica, asked(replica, **more), seed, TODAY)


def dates(replica: Replica) -> list[tuple[date, str | None]]:
    return sorted((o.on, o.place_id) for o in replica.all(Outing))


def test_a_proposal_is_accepted_whole_and_undone_whole(planned: Replica) -> None:
    made = generated(planned)
    done = proposing.accept(planned, made, PAUL, TODAY)
    assert dates(planned) == [(one.on, one.place_id) for one in made.proposal.dates]
    one = next(o for o in planned.all(Outing) if o.place_id == MARKET.id)
    assert (one.status, one.type, one.starts, one.ends) == (OutingStatus.PLANNED, OutingType.MARKET, time(8), time(12))
    assert (one.team, one.on.weekday()) == (None, 1)
    assert one.team_id in (NORTH.id, SOUTH.id)
    assert len({o.proposal for o in planned.all(Outing)}) == 1
    take_back(planned, done, PAUL)
    assert dates(planned) == []


def test_two_tablets_that_accept_the_same_make_the_same_dates() -> None:
    here, there = tablet(), tablet()
    for replica in (here, there):
        proposing.accept(replica, generated(replica), PAUL, TODAY)
    assert {o.id: o.fields() for o in here.all(Outing)} == {o.id: o.fields() for o in there.all(Outing)}


def test_what_is_accepted_twice_is_there_once(planned: Replica) -> None:
    made = generated(planned)
    proposing.accept(planned, made, PAUL, TODAY)
    again = generated(planned)
    assert again.replaced == {o.id for o in planned.all(Outing)}
    assert again.proposal.dates == made.proposal.dates
    proposing.accept(planned, again, PAUL, TODAY)
    assert len(planned.all(Outing)) == 12


def test_another_proposal_replaces_what_nobody_confirmed_or_chose(planned: Replica) -> None:
    proposing.accept(planned, generated(planned), PAUL, TODAY)
    first, second, third, fourth = sorted(planned.all(Outing), key=lambda o: o.on)[:4]
    confirmed, cancelled = first.but(status=OutingStatus.CONFIRMED), second.but(status=OutingStatus.CANCELLED)
    shifted = by_hand(third, starts=time(9), ends=time(11))
    moved = fourth.but(status=OutingStatus.MOVED)
    typed = Outing(id=new_id(), on=date(2027, 2, 1), place_id=SQUARE.id, team_id=NORTH.id)
    kept = [confirmed, cancelled, shifted, moved, typed]
    planned.save(*kept, by=PAUL.id)
    made = generated(planned, seed=2)
    assert not made.replaced & {o.id for o in kept}
    assert len(made.proposal.dates) == 9
    proposing.accept(planned, made, PAUL, TODAY)
    assert [planned.get(Outing, o.id) for o in kept] == kept
    goes = [o for o in planned.all(Outing) if o.status not in (OutingStatus.CANCELLED, OutingStatus.MOVED)]
    assert len(goes) == 12
    assert max(Counter((o.team_id, o.on) for o in goes).values()) == 1


def test_dates_typed_by_hand_are_replaced_only_when_asked(planned: Replica) -> None:
    typed = Outing(id=new_id(), on=date(2027, 2, 1), place_id=SQUARE.id, team_id=NORTH.id)
    planned.save(typed, by=PAUL.id)
    made = generated(planned, typed_too=True)
    assert made.replaced == {typed.id}
    done = proposing.accept(planned, made, PAUL, TODAY)
    assert len(planned.all(Outing)) == 12
    take_back(planned, done, PAUL)
    assert planned.all(Outing) == [typed]


def test_the_past_and_today_are_left_alone(planned: Replica) -> None:
    old = [Outing(id=new_id(), on=on, place_id=SQUARE.id, proposal="run") for on in (date(2026, 3, 3), TODAY)]
    planned.save(*old, by=PAUL.id)
    made = generated(planned, first=date(2026, 1, 1), last=date(2026, 12, 31), wanted=6)
    assert made.replaced == frozenset()
    assert len(made.proposal.dates) == 4
    assert min(one.on for one in made.proposal.dates) > TODAY


def test_what_was_confirmed_after_the_proposal_stays_and_nothing_is_put_beside_it(planned: Replica) -> None:
    proposing.accept(planned, generated(planned), PAUL, TODAY)
    made = generated(planned)
    assert not proposing.is_stale(planned, made, TODAY)
    one = planned.all(Outing)[0].but(status=OutingStatus.CONFIRMED)
    planned.save(one, by=PAUL.id)
    assert proposing.is_stale(planned, made, TODAY)
    proposing.accept(planned, made, PAUL, TODAY)
    assert planned.get(Outing, one.id) == one
    assert len(planned.all(Outing)) == 12


def test_a_date_that_another_took_the_id_of_is_made_beside_it(planned: Replica) -> None:
    proposing.accept(planned, generated(planned), PAUL, TODAY)
    first = min(planned.all(Outing), key=lambda o: o.on)
    elsewhere = by_hand(first, on=date(2027, 12, 24)).but(status=OutingStatus.CONFIRMED)
    planned.save(elsewhere, by=PAUL.id)
    made = generated(planned, wanted=13)
    proposing.accept(planned, made, PAUL, TODAY)
    assert planned.get(Outing, first.id) == elsewhere
    assert len(planned.all(Outing)) == 13


def test_places_left_out_closed_or_refused_get_no_date(planned: Replica) -> None:
    closed = Place(id=new_id(), name="Fermé", neighbourhood="Est", active=False)
    refused = Place(id=new_id(), name="Refusé", neighbourhood="Ouest", permit=Permit.REFUSED)
    planned.save(closed, refused, by=PAUL.id)
    assert proposing.left_out_at_first(planned) == {refused.id}
    made = generated(planned, without=frozenset({refused.id, MARKET.id}))
    assert {one.place_id for one in made.proposal.dates} == {SQUARE.id}


def test_hours_are_those_of_the_dates_there_or_the_usual_ones(planned: Replica) -> None:
    made = generated(planned)
    assert {(d.starts, d.ends) for d in made.proposal.dates if d.place_id == SQUARE.id} == {proposing.HOURS}
    there = Outing(id=new_id(), on=date(2026, 5, 5), place_id=SQUARE.id, starts=time(10), ends=time(12))
    planned.save(there, by=PAUL.id)
    made = generated(planned)
    assert {(d.starts, d.ends) for d in made.proposal.dates if d.place_id == SQUARE.id} == {(time(10), time(12))}


def test_days_off_are_those_asked_for(planned: Replica) -> None:
    schedule_settings.choose_zone(planned, SchoolZone.B, PAUL)
    asked_ = asked(planned, school_holidays_off=True, august_off=True, days_off=frozenset({date(2027, 5, 4)}))
    request = proposing.request_of(planned, asked_, TODAY)
    assert date(2026, 12, 25) not in request.school_holidays
    assert any(day.month == 2 for day in request.school_holidays)
    assert {day.month for day in request.excluded} == {5, 8}
    assert len(request.excluded) == 32


def test_vans_that_go_out_are_given_dates(planned: Replica) -> None:
    vans = [Vehicle(id=new_id(), name="Berlingo"), Vehicle(id=new_id(), name="Vieille", active=False)]
    planned.save(*vans, by=PAUL.id)
    proposing.accept(planned, generated(planned), PAUL, TODAY)
    assert {o.vehicle_id for o in planned.all(Outing)} == {vans[0].id}


def test_only_a_planner_accepts(planned: Replica) -> None:
    made = generated(planned)
    with pytest.raises(InputError) as e:
        proposing.accept(planned, made, Worker(id=new_id(), role=Role.FIELD), TODAY)
    assert e.value.reason == "planner_only"


def test_a_proposal_without_dates_is_not_saved(planned: Replica) -> None:
    with pytest.raises(InputError) as e:
        proposing.accept(planned, generated(planned, wanted=0), PAUL, TODAY)
    assert (e.value.field, e.value.reason) == ("proposal", "empty")


def test_an_impossible_request_is_answered_with_the_best_possible(
    planned: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solver, "WORK", 0.05)
    made = generated(planned, last=date(2027, 3, 31), wanted=500)
    assert made.proposal.before
    assert len(made.proposal.dates) > 20
    assert made.proposal.method in (Method.PLAIN, Method.SOLVER)


def test_a_proposal_survives_the_disk_in_one_commit(replica: Replica, tmp_path: Path, commits, now: datetime) -> None:
    replica.save(MARKET, SQUARE, NORTH, by=PAUL.id)
    made = generated(replica)
    commits()
    proposing.accept(replica, made, PAUL, TODAY)
    assert commits() == 1
