"""The last hours of a promise, spent on two tablets at once: both people keep theirs, and all are told the same."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from espace_mobile.app.actions import alerts, hours, hours_shifts
from espace_mobile.domain.hours_bank import Balance
from espace_mobile.domain.path_vocabulary import AlertDecision, AlertRule
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.vocabulary import NoticeGiven, Role
from espace_mobile.domain.work_allocation import WorkAllocation, WorkShift
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.values import new_id
from tests.sync.conftest import NOW_MS, Field, Post

NOW = datetime.fromtimestamp(NOW_MS / 1000, UTC)
TODAY = NOW.date()
NORTH, SOUTH = new_id(), new_id()
CLAIRE = Worker(id=new_id(), display_name="Claire", role=Role.SUPERVISOR)
DANJOUTIN = Programme(id=new_id(), name="Danjoutin", work_minutes=4200 * 60)
GREEN = WorkAllocation(id=new_id(), programme_id=DANJOUTIN.id, task="Espaces verts", minutes=4200 * 60)
ELODIE, SAMIR = (
    Person(id=new_id(), team=team, first_name=name, notice_given=NoticeGiven.ORAL)
    for team, name in ((NORTH, "Élodie"), (SOUTH, "Samir"))
)
SPENT = WorkShift(id=new_id(), allocation_id=GREEN.id, on=TODAY, minutes=4196 * 60)


@pytest.fixture
def posts(field_day: Field) -> list[Post]:
    """The office, and a tablet of each of two teams; four hours are left."""
    office, north, south = field_day.post(role="supervisor"), field_day.post([NORTH]), field_day.post([SOUTH])
    office.replica.save(CLAIRE, DANJOUTIN, GREEN, ELODIE, SAMIR, SPENT, by="setup")
    everybody_hears([office, north, south])
    return [office, north, south]


def everybody_hears(posts: list[Post]) -> None:
    for _ in range(2):
        for post in posts:
            post.sync()


def plan(post: Post, person: Person, allocation: WorkAllocation = GREEN, minutes: int = 240) -> None:
    day = TODAY + timedelta(days=1)
    hours_shifts.plan(post.replica, allocation, person, [day], minutes, CLAIRE, today=TODAY)


def told(post: Post, today: date = TODAY) -> list[tuple[str, str]]:
    return [(str(p.alert.rule), p.id) for p in alerts.pending(post.replica, CLAIRE, today)]


def test_two_tablets_that_spend_the_last_hours_offline_keep_both_shifts_and_raise_one_alert(posts: list[Post]) -> None:
    office, north, south = posts
    assert [rule for rule, _ in told(office)] == [AlertRule.HOURS_80]
    plan(north, ELODIE)  # each sees four hours left: neither is asked anything
    plan(south, SAMIR)
    assert [rule for rule, _ in told(south)] == [AlertRule.HOURS_100]
    everybody_hears(posts)
    for post in posts:
        assert hours.balance_of(post.replica, GREEN) == Balance(4200 * 60, 0, 4204 * 60)
        assert {s.person_id for s in post.replica.all(WorkShift)} == {None, ELODIE.id, SAMIR.id}
    [alert] = told(office)
    assert alert[0] == AlertRule.OVERDRAWN_HOURS
    assert all(told(post) == [alert] for post in posts)


def test_what_is_decided_of_it_on_one_device_is_decided_on_all(posts: list[Post]) -> None:
    office, north, south = posts
    plan(north, ELODIE)
    plan(south, SAMIR)
    everybody_hears(posts)
    [alert] = alerts.pending(office.replica, CLAIRE, TODAY)
    alerts.settle(office.replica, alert, AlertDecision.ACCEPTED, CLAIRE, now=NOW, note="La mairie ajoute quatre heures")
    everybody_hears(posts)
    assert [told(post) for post in posts] == [[], [], []]


def test_hours_in_firms_planned_on_two_tablets_are_one_alert_where_the_person_is_known(
    posts: list[Post], field_day: Field
) -> None:
    office, north, _ = posts
    other = field_day.post([NORTH])
    firm = WorkAllocation(id=new_id(), task="Soudure", minutes=1000 * 60, enterprise=True)
    before = WorkShift(
        id=new_id(), allocation_id=firm.id, person_id=ELODIE.id, on=TODAY - timedelta(days=100), minutes=475 * 60
    )
    office.replica.save(firm, before, SPENT.but(minutes=60), by="setup")
    everybody_hears([*posts, other])
    for post in (north, other):
        plan(post, ELODIE, firm)
    everybody_hears([*posts, other])
    [alert] = told(office)
    assert alert[0] == AlertRule.ENTERPRISE_HOURS
    assert told(north) == told(other) == [alert]
    found = hours_shifts.hours_of(north.replica, ELODIE.id, TODAY).firms
    assert found
    assert found.minutes == 483 * 60
