from __future__ import annotations

import pytest

from espace_mobile.app.actions import workers
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import Role
from espace_mobile.protocol.values import new_id


def test_in_the_field_one_sees_the_files_of_ones_teams(worker, team) -> None:
    mine, free, other = (Person(id=new_id(), team=t, first_name="X") for t in (team.id, None, new_id()))
    assert [workers.may_see(worker, p) for p in (mine, free, other)] == [True, True, False]
    assert workers.teams_seen(worker) == (team.id,)


def test_a_supervisor_sees_every_team(supervisor) -> None:
    assert workers.teams_seen(supervisor) is None
    assert workers.may_see(supervisor, Person(id=new_id(), team=new_id(), first_name="X"))


@pytest.mark.parametrize("role", [Role.PLANNER, Role("role_from_a_newer_app")])
def test_a_planner_or_an_unknown_role_sees_no_identity(worker, team, role) -> None:
    planner = worker.but(role=role)
    assert not workers.sees_identities(planner)
    assert not workers.may_see(planner, Person(id=new_id(), team=team.id, first_name="X"))
    assert workers.teams_seen(planner) == ()


def test_who_plans_and_who_runs_a_date(worker, supervisor, planner, outing) -> None:
    stranger = worker.but(team_ids=(new_id(),))
    assert [workers.may_plan(w) for w in (worker, supervisor, planner)] == [False, True, True]
    assert [workers.may_run(w, outing) for w in (worker, stranger, planner)] == [True, False, True]
    assert [workers.may_supervise(w) for w in (worker, supervisor, planner)] == [False, True, False]


def test_the_home_team_is_the_first(worker, supervisor, team) -> None:
    assert (workers.home_team(worker), workers.home_team(supervisor)) == (team.id, None)
