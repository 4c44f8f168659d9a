"""A device receives its teams' records and the shared ones, and takes nothing out of a team it is not of."""

from __future__ import annotations

from typing import Any

from espace_mobile.protocol.messages import REFUSED, Verdict
from espace_mobile.protocol.values import new_id


def test_a_device_receives_its_teams_and_the_shared_records(fleet: Any) -> None:
    office = fleet.tablet("supervisor")
    ids = {team: new_id() for team in ("north", "south", "west", None)}
    for team, id in ids.items():
        office.save(id, team=team, x=1)
    nobodys = new_id()
    office.save(nobodys, x=1)
    assert set(fleet.tablet(teams=["north"]).everything()) == {ids["north"], ids[None], nobodys}
    assert set(fleet.tablet(teams=["north", "west"]).everything()) == {ids["north"], ids["west"], ids[None], nobodys}
    assert set(fleet.tablet(teams=[]).everything()) == {ids[None], nobodys}
    assert set(office.everything()) == {*ids.values(), nobodys}


def test_a_scoped_reader_skips_the_others_records_for_good(fleet: Any) -> None:
    office, north = fleet.tablet("supervisor"), fleet.tablet(teams=["north"])
    office.push(*[office.change(new_id(), team="south") for _ in range(5)])
    page = north.pull(limit=2)
    assert (page.records, page.more) == ([], False)
    mine = new_id()
    office.save(mine, team="north")
    assert [id for id, _ in north.pull(page.cursor).records] == [mine]


def test_a_record_that_joins_a_team_reaches_it(fleet: Any, record: str) -> None:
    office, north = fleet.tablet("supervisor"), fleet.tablet(teams=["north"])
    stamp = office.save(record, team="south", x=1)
    cursor = north.pull().cursor
    office.save(record, base={"team": stamp}, team="north")
    assert [r.fields["x"] for r in north.pull(cursor).opened()] == [1]


def test_nobody_fetches_a_record_out_of_a_team_that_is_not_theirs(fleet: Any, record: str) -> None:
    south, north = fleet.tablet(teams=["south"]), fleet.tablet(teams=["north"])
    south.save(record, team="south", x=1)
    for team in ("north", None):
        n = north.n + 1
        assert north.push(north.change(record, team=team)).verdicts == [Verdict(n, REFUSED, "out_of_scope")]
    assert north.everything() == {}
    assert south.everything()[record].fields["team"] == "south"


def test_a_device_may_move_its_own_teams_record_and_change_its_mind(fleet: Any, record: str) -> None:
    south = fleet.tablet(teams=["south"])
    first = south.change(record, team="south", x=1)
    second = south.change(record, base={"team": first.stamp}, team="north")
    third = south.change(record, base={"team": second.stamp}, team="west")
    assert south.push(first, second, third).verdicts == []
    assert fleet.tablet(teams=["west"]).everything()[record].fields["x"] == 1


def test_an_edit_made_while_the_record_moved_away_is_kept(fleet: Any, record: str) -> None:
    office, south = fleet.tablet("supervisor"), fleet.tablet(teams=["south"])
    stamp = office.save(record, team="south", x=1)
    edit = south.change(record, base={"x": stamp}, x=2)
    office.save(record, base={"team": stamp}, team="north")
    assert south.push(edit).verdicts == []
    assert office.everything()[record].fields["x"] == 2
