from __future__ import annotations

import pytest

from espace_mobile.app.actions import vehicles
from espace_mobile.app.actions.undoing import take_back
from espace_mobile.domain.team import Team
from espace_mobile.domain.vehicle import Vehicle
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import derived_id
from espace_mobile.store.replica import Replica


def test_a_van_is_added_renamed_retired_and_each_is_taken_back(replica: Replica, planner: Worker) -> None:
    added = vehicles.add(replica, Vehicle, " Camionnette  1 ", planner)
    assert added.fact.name == "Camionnette 1"
    renamed = vehicles.rename(replica, added.fact, "La bleue", planner)
    retired = vehicles.set_active(replica, renamed.fact, False, planner)
    assert vehicles.in_use(replica, Vehicle) == []
    assert vehicles.in_use(replica, Vehicle, keep=added.fact.id) == [retired.fact]
    take_back(replica, retired, planner)
    take_back(replica, renamed, planner)
    assert replica.get(Vehicle, added.fact.id) == added.fact
    take_back(replica, added, planner)
    assert replica.all(Vehicle) == []


def test_a_name_is_needed_and_is_nobody_else_s(replica: Replica, planner: Worker) -> None:
    vehicles.add(replica, Vehicle, "La bleue", planner)
    for name, reason in (("", "required"), ("la Bleue", "taken"), ("x" * 61, "too_long")):
        with pytest.raises(InputError) as e:
            vehicles.add(replica, Vehicle, name, planner)
        assert (e.value.field, e.value.reason) == ("name", reason)


def test_a_team_is_a_supervisor_s_to_make_and_named_as_an_import_names_it(
    replica: Replica, planner: Worker, supervisor: Worker
) -> None:
    with pytest.raises(InputError) as e:
        vehicles.add(replica, Team, "Équipe Est", planner)
    assert e.value.reason == "supervisor_only"
    team = vehicles.add(replica, Team, "Équipe Est", supervisor).fact
    assert team.id == derived_id("team", "equipe est")
    vehicles.rename(replica, team, "Équipe Ouest", supervisor)
    other = vehicles.add(replica, Team, "Équipe Est", supervisor).fact
    assert other.id != team.id


def test_those_in_use_come_first(replica: Replica, planner: Worker) -> None:
    for name in ("C", "b", "A"):
        vehicles.add(replica, Vehicle, name, planner)
    vehicles.set_active(replica, vehicles.named(replica, Vehicle)[0], False, planner)
    assert [van.name for van in vehicles.named(replica, Vehicle)] == ["b", "C", "A"]
