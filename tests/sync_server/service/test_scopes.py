"""A device receives its teams' records and the shared ones, and takes nothing out of a team it is not of."""

from __future__ import annotations

from typing import Any

import pytest

from espace_mobile.protocol.messages import REFUSED, Verdict
from espace_mobile.protocol.values import new_id
from sync_server.register import devices


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


@pytest.mark.parametrize(
    "teams", [["north", "west"], ["north", "north", "west"], ["west", "north", *map(str, range(98))]]
)
@pytest.mark.parametrize("limit", [1, 3, 2000])
def test_pages_of_several_teams_are_one_order_and_miss_nothing(fleet: Any, teams: list[str], limit: int) -> None:
    office, reader = fleet.tablet("supervisor"), fleet.tablet(teams=teams)
    owners = ["north", "south", None, "west"] * 3
    made = [office.change(new_id(), team=team, x=1) for team in owners]
    for start in range(0, len(made), 5):
        office.push(*made[start : start + 5])
    moved = [
        office.change(made[n].record, base={"team": made[n].stamp}, team=to) for n, to in ((0, "south"), (1, "west"))
    ]
    office.push(*moved)
    seen, gone, cursor, more = [], [], "", True
    while more:
        page = reader.pull(cursor, limit)
        seen += [id for id, _ in page.records]
        gone += page.gone
        cursor, more = page.cursor, page.more
    now = {c.record: c.set["team"] for c in [*made, *moved]}
    commits = [made[:5], made[5:10], made[10:], moved]
    order = {c.record: (n, c.record) for n, commit in enumerate(commits) for c in commit}
    assert seen == sorted((id for id, team in now.items() if team != "south"), key=order.__getitem__)
    assert gone == [made[0].record]


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


def test_a_record_that_leaves_a_team_is_said_to_be_gone(fleet: Any, record: str) -> None:
    office, south, north = fleet.tablet("supervisor"), fleet.tablet(teams=["south"]), fleet.tablet(teams=["north"])
    stamp = office.save(record, team="south", x=1)
    cursor = south.pull().cursor
    office.save(record, base={"team": stamp}, team="north")
    page = south.pull(cursor)
    assert (page.records, page.gone) == ([], [record])
    assert [id for id, _ in north.pull().records] == [record]
    assert office.pull(cursor).gone == []


def test_a_record_that_was_everybodys_is_gone_for_those_of_other_teams(fleet: Any, record: str) -> None:
    office, south = fleet.tablet("supervisor"), fleet.tablet(teams=["south"])
    stamp = office.save(record, x=1)
    cursor = south.pull().cursor
    stamp = office.save(record, base={"team": stamp}, team="north")
    page = south.pull(cursor)
    assert page.gone == [record]
    office.save(record, base={"team": stamp}, team=None)
    page = south.pull(page.cursor)
    assert (page.gone, [id for id, _ in page.records]) == ([], [record])


def test_each_team_a_record_was_of_hears_that_it_went(fleet: Any, record: str) -> None:
    office, south, north = fleet.tablet("supervisor"), fleet.tablet(teams=["south"]), fleet.tablet(teams=["north"])
    stamp = office.save(record, team="south", x=1)
    stamp = office.save(record, base={"team": stamp}, team="north")
    office.save(record, base={"team": stamp}, team="west")
    assert south.pull().gone == north.pull().gone == [record]
    assert fleet.tablet(teams=["east"]).pull().gone == []


def test_the_conflicts_about_a_record_follow_it_to_its_team(fleet: Any, record: str) -> None:
    office, south, north = fleet.tablet("supervisor"), fleet.tablet(teams=["south"]), fleet.tablet(teams=["north"])
    first = office.change(record, team="south", phone="1")
    office.push(first)
    office.save(record, base={"phone": first.stamp}, phone="2")
    south.push(south.change(record, base={"phone": first.stamp}, phone="3"))
    assert len(south.everything()) == 2
    office.save(record, base={"team": first.stamp}, team="north")
    assert south.everything() == {}
    assert set(south.pull().gone) == set(north.everything()) == set(office.everything())
    assert len(north.everything()) == 2


def test_a_device_that_changes_teams_reads_from_the_beginning_and_is_told_its_teams(fleet: Any) -> None:
    office, a = fleet.tablet("supervisor"), fleet.tablet(teams=["south"])
    souths, norths = new_id(), new_id()
    office.save(souths, team="south")
    office.save(norths, team="north")
    page = a.pull()
    assert page.scope == ["south"]
    assert a.pull(page.cursor).scope is None
    fleet.register.write(lambda c: devices.change(c, fleet.org, a.id, teams=["north"]))
    page = a.pull(page.cursor)
    assert page.scope == ["north"]
    assert [id for id, _ in page.records] == [norths]


def test_a_cursor_read_for_other_teams_starts_over(fleet: Any) -> None:
    office, a = fleet.tablet("supervisor"), fleet.tablet(teams=["south"])
    mine = new_id()
    office.save(mine, team="south")
    assert [id for id, _ in a.pull(office.pull().cursor).records] == [mine]


def test_pages_cut_anywhere_tell_of_what_went_as_well(fleet: Any) -> None:
    office, south = fleet.tablet("supervisor"), fleet.tablet(teams=["south"])
    ids = [new_id() for _ in range(6)]
    first = [office.change(id, team="south") for id in ids]
    office.push(*first)
    cursor = south.pull().cursor
    office.push(*[office.change(c.record, base={"team": c.stamp}, team="north") for c in first[::2]])
    office.push(*[office.change(c.record, x=1) for c in first[1::2]])
    gone: list[str] = []
    told: list[str] = []
    more = True
    while more:
        page = south.pull(cursor, limit=1)
        gone, told = gone + page.gone, told + [id for id, _ in page.records]
        cursor, more = page.cursor, page.more
    assert (sorted(gone), sorted(told)) == (sorted(ids[::2]), sorted(ids[1::2]))


def test_who_makes_a_record_for_another_team_is_told_to_forget_it(fleet: Any, record: str) -> None:
    south, north = fleet.tablet(teams=["south"]), fleet.tablet(teams=["north"])
    south.save(record, team="north", x=1)
    assert south.pull().gone == [record]
    assert record in north.everything()


def test_who_speaks_of_a_record_that_is_another_teams_by_now_is_told_to_forget_it(fleet: Any, record: str) -> None:
    """A tablet that was restored made it again, and does not know that it was moved."""
    south, office = fleet.tablet(teams=["south"]), fleet.tablet("supervisor")
    made = south.change(record, x=1)
    south.push(made, south.change(record, base={}, team="north"))
    cursor = south.pull().cursor
    office.save(record, base={"x": made.stamp}, x=2)
    assert south.pull(cursor).gone == [record]
    south.push(south.change(record, x=3))
    assert south.pull(cursor).gone == [record]


def test_a_move_that_comes_before_what_it_moved_is_told_to_the_first_team(fleet: Any, record: str) -> None:
    """A register restored from a backup hears again from two tablets; a third received the record before that."""
    maker, mover, south = fleet.tablet(), fleet.tablet(), fleet.tablet(teams=["south"])
    made = maker.change(record, team="south", x=1)
    mover.push(mover.change(record, base={"team": made.stamp}, team="north"))
    maker.push(made)
    assert south.pull().gone == [record]


def test_what_was_everybodys_and_is_told_late_is_gone_for_the_others(fleet: Any, record: str) -> None:
    maker, mover, south = fleet.tablet(), fleet.tablet(), fleet.tablet(teams=["south"])
    made = maker.change(record, x=1)
    mover.push(mover.change(record, team="north"))
    maker.push(made)
    assert south.pull().gone == [record]


def test_a_record_made_and_moved_in_one_batch_is_told_as_gone_too(fleet: Any, record: str) -> None:
    maker, south = fleet.tablet(), fleet.tablet(teams=["south"])
    made = maker.change(record, team="south", x=1)
    maker.push(made, maker.change(record, base={"team": made.stamp}, team="north"))
    assert south.pull().gone == [record]


def test_how_a_record_was_made_is_taken_even_after_another_moved_it(fleet: Any, record: str) -> None:
    """The mover was faster to send again to a register restored from a backup: the name must not be lost for it."""
    maker, mover = fleet.tablet(teams=["south"]), fleet.tablet(teams=["south"])
    made = maker.change(record, team="south", name="Awa")
    mover.push(mover.change(record, base={"team": made.stamp}, team="north"))
    assert maker.push(made).verdicts == []
    assert fleet.tablet().everything()[record].fields == {"team": "north", "name": "Awa"}
