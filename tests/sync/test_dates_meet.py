"""Two planners, each offline: what they broke together is told to both, decided once, and the same on every device."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from espace_mobile.app.actions import alerts, outings, schedule_alerts, schedule_warnings
from espace_mobile.app.actions.alerts import Pending
from espace_mobile.app.actions.conflicts import open_conflicts
from espace_mobile.app.actions.undoing import take_back
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.path_vocabulary import AlertDecision, AlertRule
from espace_mobile.domain.person import Person
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule_vocabulary import Permit
from espace_mobile.domain.vehicle import Vehicle
from espace_mobile.domain.vocabulary import CancelReason, OutingStatus, Role
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.values import new_id
from tests.sync.conftest import NOW_MS, Field, Post

NOW = datetime.fromtimestamp(NOW_MS / 1000, UTC)
TODAY, DAY = NOW.date(), NOW.date() + timedelta(days=20)
NORTH, SOUTH = new_id(), new_id()
PAUL, LINA = (Worker(id=new_id(), display_name=name, role=Role.PLANNER) for name in ("Paul", "Lina"))
CLAIRE = Worker(id=new_id(), display_name="Claire", role=Role.SUPERVISOR)
NORA = Worker(id=new_id(), display_name="Nora", role=Role.FIELD, team_ids=(NORTH,))
SQUARE, MARKET = (Place(id=new_id(), name=name, permit=Permit.NOT_NEEDED) for name in ("Place", "Marché"))
UNNOTICED = Person(id=new_id(), team=NORTH, first_name="Élodie", opened_on=TODAY)  # without a notice: an alert of files


@pytest.fixture
def posts(field_day: Field) -> list[Post]:
    """The PCs of two planners, and the supervisor's tablet."""
    posts = [field_day.post(), field_day.post(), field_day.post(role="supervisor")]
    posts[2].replica.save(PAUL, LINA, CLAIRE, NORA, SQUARE, MARKET, UNNOTICED, by="setup")
    everybody_hears(posts)
    return posts


def everybody_hears(posts: list[Post]) -> None:
    for _ in range(2):
        for post in posts:
            post.sync()


def planned(place: Place, on: date = DAY, **more: object) -> Outing:
    said = {"starts": time(9), "ends": time(12), "team_id": NORTH, **more}
    return Outing(id=new_id(), on=on, place_id=place.id, **said)  # type: ignore[arg-type]


def told(post: Post, worker: Worker = PAUL) -> list[Pending]:
    return alerts.pending(post.replica, worker, TODAY)


def test_a_van_that_two_planners_took_offline_is_told_to_both_and_decided_once(posts: list[Post]) -> None:
    paul, lina, office = posts
    one, other = planned(SQUARE), planned(MARKET, team_id=SOUTH, starts=time(11), ends=time(13))
    paul.replica.save(one, by=PAUL.id)
    lina.replica.save(other, by=LINA.id)
    assert told(paul) == told(lina) == []
    everybody_hears(posts)
    for post in posts:
        (alert,) = told(post)
        assert (alert.alert.rule, alert.alert.outing_ids, alert.alert.on) == (
            AlertRule.VAN_TWICE, (one.id, other.id), DAY,
        )  # fmt: skip
    assert len({told(post)[0].id for post in posts}) == 1
    alerts.settle(lina.replica, told(lina)[0], AlertDecision.ACCEPTED, LINA, now=NOW)
    everybody_hears(posts)
    assert [told(post) for post in posts] == [[], [], []]
    # At another hour it is another alert.
    office.replica.save(one.but(starts=time(10)), by=CLAIRE.id)
    everybody_hears(posts)
    assert [len(told(post)) for post in posts] == [1, 1, 1]


def test_planners_are_told_of_the_schedule_alone_and_supervisors_of_all(posts: list[Post]) -> None:
    posts[0].replica.save(planned(SQUARE), planned(MARKET), by=PAUL.id)
    everybody_hears(posts)
    assert [p.alert.rule for p in told(posts[0])] == [AlertRule.TEAM_TWICE]
    assert {p.alert.rule for p in told(posts[0], CLAIRE)} == {AlertRule.TEAM_TWICE, AlertRule.MISSING_NOTICE}
    assert {p.alert.rule for p in told(posts[0], NORA)} == {AlertRule.MISSING_NOTICE}
    about = {p.alert.rule: alerts.may_decide(PAUL, p) for p in told(posts[0], CLAIRE)}
    assert about == {AlertRule.TEAM_TWICE: True, AlertRule.MISSING_NOTICE: False}


def test_a_date_moved_by_two_planners_stands_twice_until_one_is_kept(posts: list[Post]) -> None:
    paul, lina, _ = posts
    moved = planned(SQUARE)
    paul.replica.save(moved, by=PAUL.id)
    everybody_hears(posts)
    first = outings.move(paul.replica, moved, PAUL, DAY + timedelta(days=7), time(9), time(12))
    second = outings.move(lina.replica, moved, LINA, DAY + timedelta(days=8), time(9), time(12))
    everybody_hears(posts)
    for post in posts:
        (alert,) = told(post)
        assert (alert.alert.rule, alert.alert.subject_id) == (AlertRule.MOVED_TWICE, moved.id)
        assert alert.alert.outing_ids == (first.id, second.id)
        assert open_conflicts(post.replica) == []  # nobody is asked the same thing twice
    done = schedule_alerts.keep_one(lina.replica, moved.id, first.id, LINA)
    everybody_hears(posts)
    for post in posts:
        assert told(post) == []
        assert schedule_warnings.to_come(post.replica, TODAY) == []
        assert {o.id: o.status for o in post.replica.all(Outing)} == {
            moved.id: OutingStatus.MOVED, first.id: OutingStatus.PLANNED, second.id: OutingStatus.CANCELLED,
        }  # fmt: skip
        now = post.replica.get(Outing, moved.id)
        assert now is not None
        assert now.moved_to_id == first.id
    assert done is not None
    take_back(lina.replica, done, LINA)
    everybody_hears(posts)
    assert [len(told(post)) for post in posts] == [1, 1, 1]


def test_a_date_confirmed_by_one_and_moved_by_the_other_is_held_on_the_day_that_is_kept(posts: list[Post]) -> None:
    paul, lina, _ = posts
    outing = planned(SQUARE)
    paul.replica.save(outing, by=PAUL.id)
    everybody_hears(posts)
    instead = outings.move(paul.replica, outing, PAUL, DAY + timedelta(days=7), time(9), time(12))
    lina.clock.ms += 60_000  # she is there, later than he moved it: what she said is the latest
    outings.start(lina.replica, outing, LINA)
    everybody_hears(posts)
    (alert,) = told(lina)
    assert alert.alert.outing_ids == (outing.id, instead.id)
    schedule_alerts.keep_one(lina.replica, outing.id, outing.id, LINA)
    everybody_hears(posts)
    for post in posts:
        assert told(post) == []
        dates = {o.id: (o.status, o.moved_to_id) for o in post.replica.all(Outing)}
        assert dates[outing.id] == (OutingStatus.CONFIRMED, None)
        assert dates[instead.id] == (OutingStatus.CANCELLED, None)


def test_an_alert_ends_when_a_date_is_cancelled_is_over_or_a_second_van_is_named(posts: list[Post]) -> None:
    paul = posts[0]
    one, other = planned(SQUARE), planned(MARKET, team_id=SOUTH, worker_ids=(NORA.id,))
    paul.replica.save(one, other, by=PAUL.id)
    assert len(told(paul)) == 1
    assert alerts.pending(paul.replica, PAUL, DAY + timedelta(days=1)) == []
    outings.cancel(paul.replica, other, PAUL, CancelReason.STAFF)
    assert told(paul) == []
    outings.plan_again(paul.replica, other, PAUL)
    assert len(told(paul)) == 1
    vans = [Vehicle(id=new_id(), name=name) for name in ("Bleue", "Blanche")]
    paul.replica.save(*vans, by=PAUL.id)
    assert told(paul) == []
    paul.replica.save(vans[0].but(active=False), by=PAUL.id)
    assert [p.alert.rule for p in told(paul)] == [AlertRule.VAN_TWICE]
    paul.replica.save(vans[0], one.but(worker_ids=(NORA.id,)), by=PAUL.id)
    assert [p.alert.rule for p in told(paul)] == [AlertRule.WORKER_TWICE]
