from __future__ import annotations

from datetime import date, timedelta

import pytest

from espace_mobile.app.actions import staffing, workers
from espace_mobile.app.actions.staffing import Post
from espace_mobile.app.actions.undoing import take_back
from espace_mobile.domain.vocabulary import Role
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id

TODAY = date(2027, 5, 14)


@pytest.fixture
def second(replica, supervisor) -> Worker:
    return staffing.add(replica, Post("Denise", Role.SUPERVISOR), supervisor).fact


def _refused(act) -> tuple[str, object]:
    with pytest.raises(InputError) as caught:
        act()
    return caught.value.field, caught.value.params["reason"]


def test_a_worker_is_added_given_another_role_and_leaves(replica, supervisor, team) -> None:
    added = staffing.add(replica, Post(" Awa ", Role.FIELD, (team.id, team.id), TODAY), supervisor).fact
    assert (added.display_name, added.team_ids, added.since) == ("Awa", (team.id,), TODAY)
    changed = staffing.change(replica, added, Post("Awa D.", Role.COUNSELLOR), supervisor, today=TODAY).fact
    assert (changed.display_name, changed.role, changed.stood_down_on) == ("Awa D.", Role.COUNSELLOR, None)
    gone = staffing.depart(replica, added, TODAY, supervisor, today=TODAY)
    assert not gone.fact.active
    assert staffing.staff(replica, TODAY) == [supervisor]
    assert staffing.former(replica, TODAY) == [gone.fact]
    take_back(replica, gone, supervisor)
    assert replica.get(Worker, added.id) == changed


def test_a_last_day_to_come_leaves_the_access_until_then(replica, supervisor, team) -> None:
    added = staffing.add(replica, Post("Awa", Role.FIELD, (team.id,)), supervisor).fact
    later = TODAY + timedelta(days=20)
    noted = staffing.depart(replica, added, later, supervisor, today=TODAY).fact
    assert noted.active
    assert workers.is_here(noted, later)
    assert not workers.is_here(noted, later + timedelta(days=1))
    back = staffing.come_back(replica, added, supervisor).fact
    assert (back.active, back.until) == (True, None)


def test_nobody_takes_back_their_own_access_nor_the_last_supervisor_s(replica, supervisor, second) -> None:
    own = Post("Claire", Role.PLANNER)
    leave = lambda who: staffing.depart(replica, who, TODAY, supervisor, today=TODAY)  # noqa: E731
    assert _refused(lambda: leave(supervisor)) == ("until", "own_departure")
    assert _refused(lambda: staffing.change(replica, supervisor, own, supervisor, today=TODAY)) == ("role", "own_role")
    leave(second)
    assert _refused(lambda: leave(supervisor)) == ("until", "last_supervisor")
    assert _refused(lambda: staffing.change(replica, supervisor, own, supervisor, today=TODAY)) == (
        "role", "last_supervisor",
    )  # fmt: skip


def test_a_supervisor_who_is_to_leave_does_not_count_for_later(replica, supervisor, second) -> None:
    staffing.depart(replica, second, TODAY + timedelta(days=5), supervisor, today=TODAY)
    later = TODAY + timedelta(days=10)
    assert _refused(lambda: staffing.depart(replica, supervisor, later, second, today=TODAY)) == (
        "until", "last_supervisor",
    )  # fmt: skip


def test_who_gives_the_role_up_is_remembered_until_they_have_it_again(replica, supervisor, second) -> None:
    down = staffing.change(replica, second, Post("Denise", Role.PLANNER), supervisor, today=TODAY).fact
    assert down.stood_down_on == TODAY
    up = staffing.change(replica, down, Post("Denise", Role.SUPERVISOR), supervisor, today=TODAY).fact
    assert up.stood_down_on is None


@pytest.mark.parametrize(
    ("post", "refusal"),
    [
        (Post("  ", Role.PLANNER), ("display_name", "required")),
        (Post("x" * 61, Role.PLANNER), ("display_name", "too_long")),
        (Post("Awa", Role.FIELD), ("team_ids", "required")),
    ],
)
def test_what_can_t_be_kept_is_said_by_its_field(replica, supervisor, post, refusal) -> None:
    assert _refused(lambda: staffing.add(replica, post, supervisor)) == refusal
    assert replica.all(Worker) == [supervisor]


@pytest.mark.parametrize(
    ("days", "reason"), [(None, "required"), (-30, "before_since"), (900, "too_far")], ids=["none", "before", "far"]
)
def test_a_last_day_that_can_t_be_is_refused(replica, supervisor, team, days, reason) -> None:
    added = staffing.add(replica, Post("Awa", Role.FIELD, (team.id,), TODAY - timedelta(days=10)), supervisor).fact
    day = None if days is None else TODAY + timedelta(days=days)
    assert _refused(lambda: staffing.depart(replica, added, day, supervisor, today=TODAY)) == ("until", reason)


@pytest.mark.parametrize("who", ["worker", "planner"])
def test_only_supervisors_say_who_works_here(replica, worker, planner, who) -> None:
    asking = {"worker": worker, "planner": planner}[who]
    stranger = Worker(id=new_id())
    refusal = ("record", "supervisor_only")
    assert _refused(lambda: staffing.add(replica, Post("Awa", Role.PLANNER), asking)) == refusal
    assert _refused(lambda: staffing.depart(replica, stranger, TODAY, asking, today=TODAY)) == refusal
    assert _refused(lambda: staffing.come_back(replica, stranger, asking)) == refusal
