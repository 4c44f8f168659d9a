"""A planner's device receives by the lists of `protocol.nameless`, whatever teams it has; every other as ever."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import update

from espace_mobile.protocol import nameless
from espace_mobile.protocol.messages import REFUSED, Verdict
from espace_mobile.protocol.values import Sealed, new_id
from sync_server.register import Register, devices
from sync_server.register.schema import records

SEALED = Sealed(1, b"quelque-chose-de-secret!")


def changed_to(register: Register, tablet: Any, role: str) -> None:
    register.write(lambda c: devices.change(c, tablet.fleet.org, tablet.id, role=role))


def test_a_value_that_is_withheld_is_nil_and_keeps_its_stamp(fleet: Any, record: str) -> None:
    office, plans = fleet.tablet("supervisor"), fleet.tablet("planner")
    stamp = office.save(record, "person", sex="female", phone=SEALED, barrier_housing="acute")
    [told] = plans.everything().values()
    assert told.fields == {"sex": "female", "phone": None, "barrier_housing": None}
    assert set(told.stamps.values()) == {stamp}
    assert office.everything()[record].fields["phone"] == SEALED


def test_a_kind_that_no_list_names_is_not_sent_and_a_page_goes_on_past_it(fleet: Any) -> None:
    office, plans = fleet.tablet("supervisor"), fleet.tablet("planner")
    place = new_id()
    for kind in ("person_note", "shoe_size", "appointment"):
        office.save(new_id(), kind, text=SEALED)
    office.save(place, "place", name="Marché", phone=SEALED)
    for limit in (1, 2, 2000):
        assert {id: r.fields for id, r in plans.everything(limit=limit).items()} == {
            place: {"name": "Marché", "phone": SEALED}
        }


def test_a_planner_of_some_teams_is_sent_no_more(fleet: Any) -> None:
    office, plans = fleet.tablet("supervisor"), fleet.tablet("planner", teams=["north"])
    here, there = new_id(), new_id()
    moved = office.save(here, "person", team="north", phone=SEALED, sex="male")
    office.save(there, "person", team="south", phone=SEALED)
    first = plans.pull()
    assert [r.fields for r in first.opened()] == [{"team": "north", "phone": None, "sex": "male"}]
    office.save(here, "person", base={"team": moved}, team="south")
    assert (plans.pull(first.cursor).records, plans.pull(first.cursor).gone) == ([], [here])


@pytest.mark.parametrize("teams", ["*", ["north"]])
def test_what_was_read_as_another_role_or_by_other_lists_is_read_again(
    fleet: Any, register: Register, record: str, teams: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    tablet = fleet.tablet(teams=teams)
    tablet.save(record, "person", sex="male", team="north")
    before = tablet.pull()
    assert tablet.pull(before.cursor).records == []
    changed_to(register, tablet, "planner")
    again = tablet.pull(before.cursor)
    assert [id for id, _ in again.records] == [record]
    assert again.scope == teams, "it is a reading from the beginning"
    assert tablet.pull(again.cursor).records == []
    monkeypatch.setattr(nameless, "MARK", "0" * 8)
    assert len(tablet.pull(again.cursor).records) == 1


def test_a_role_that_is_not_a_planner_s_reads_on_where_it_was(fleet: Any, register: Register, record: str) -> None:
    tablet = fleet.tablet()
    tablet.save(record, "person", sex="male")
    before = tablet.pull()
    changed_to(register, tablet, "counsellor")
    assert tablet.pull(before.cursor).records == []


def test_an_erasure_reaches_a_planner_whatever_was_erased(fleet: Any, record: str) -> None:
    office, plans = fleet.tablet("supervisor"), fleet.tablet("planner")
    office.save(record, "person_note", text=SEALED)
    cursor = plans.pull().cursor
    office.save(record, "person_note", erased=True)
    assert [r.fields for r in plans.pull(cursor).opened()] == [{"erased": True}]


def test_nil_over_what_it_was_not_sent_is_refused_and_what_it_knows_is_not(fleet: Any, record: str) -> None:
    office, plans = fleet.tablet("supervisor"), fleet.tablet("planner")
    stamp = office.save(record, "person", sex="male", phone=SEALED, note=None)
    blank = plans.change(record, "person", base={"phone": stamp}, phone=None, sex="female")
    assert plans.push(blank).verdicts == [Verdict(1, REFUSED, "role")]
    plans.save(record, "person", base={"sex": stamp, "note": stamp}, sex=None, note=None)
    place = new_id()
    known = office.save(place, "place", phone=SEALED)
    plans.save(place, "place", base={"phone": known}, phone=None)
    held = office.everything()
    assert held[record].fields == {"sex": None, "phone": SEALED, "note": None}
    assert held[place].fields == {"phone": None}


def test_a_body_that_can_t_be_read_does_not_reach_a_planner(fleet: Any, register: Register, record: str) -> None:
    office, plans = fleet.tablet("supervisor"), fleet.tablet("planner")
    office.save(record, "place", name="Marché")
    with register.engine.begin() as connection:
        connection.execute(update(records).where(records.c.id == record).values(body=b"\xc1"))
    assert plans.pull().records == []
    assert [body for _, body in office.pull().records] == [b"\xc1"]
