"""Two tablets at the counter of one service, each offline: every visit counts once, on all of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from espace_mobile.app.actions import services
from espace_mobile.app.actions.files import told_of
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.service_visit import ServiceVisit
from espace_mobile.domain.sheet_vocabulary import ServiceSort
from espace_mobile.domain.vocabulary import Role
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.values import new_id
from tests.sync.conftest import NOW_MS, Field, Post

NOW = datetime.fromtimestamp(NOW_MS / 1000, UTC)
NORTH, SOUTH = new_id(), new_id()
AWA = Worker(id=new_id(), display_name="Awa", role=Role.FIELD, team_ids=(NORTH,))
TROYES = Programme(id=new_id(), name="Vestiaire Baltet", services=(ServiceSort.VESTIAIRE,))
SAMIR = Person(id=new_id(), team=NORTH, first_name="Samir")


@pytest.fixture
def posts(field_day: Field) -> list[Post]:
    """The office, two tablets of one team and one of another."""
    posts = [field_day.post(role="supervisor"), *(field_day.post([team]) for team in (NORTH, NORTH, SOUTH))]
    posts[0].replica.save(AWA, TROYES, SAMIR, by="setup")
    everybody_hears(posts)
    return posts


def everybody_hears(posts: list[Post]) -> None:
    for _ in range(2):
        for post in posts:
            post.sync()


def totals(posts: list[Post]) -> list[tuple[int, int]]:
    return [services.total(post.replica, TROYES.id) for post in posts]


def test_visits_counted_on_two_tablets_offline_add_up(posts: list[Post]) -> None:
    one, other = posts[1:3]
    for post in (one, one, other):
        visit = services.count(post.replica, TROYES, ServiceSort.VESTIAIRE, AWA, now=NOW)
        services.give(post.replica, visit, AWA, donated=1)
    everybody_hears(posts)
    assert totals(posts) == [(3, 3)] * 4


def test_a_visit_that_gets_a_name_is_known_to_the_team_of_the_person(posts: list[Post]) -> None:
    office, one, _, south = posts
    visit = services.count(one.replica, TROYES, ServiceSort.VESTIAIRE, AWA, now=NOW)
    everybody_hears(posts)
    assert totals(posts) == [(1, 0)] * 4
    services.name(one.replica, visit, SAMIR, AWA)
    everybody_hears(posts)
    assert totals([*posts[:3], south]) == [(1, 0), (1, 0), (1, 0), (0, 0)]
    assert [v.id for v in told_of(office.replica, ServiceVisit, SAMIR.id)] == [visit.id]
    services.name(one.replica, visit, None, AWA)
    everybody_hears(posts)
    assert totals(posts) == [(1, 0)] * 4
