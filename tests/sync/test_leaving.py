"""A record that is no longer of a device's teams goes from the device, once what was done to it there is sent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from espace_mobile.domain.contact import Contact
from espace_mobile.domain.person import Person
from espace_mobile.errors import Unreachable
from espace_mobile.protocol.values import new_id
from espace_mobile.store.incoming import quarantined
from espace_mobile.store.leaving import LEAVING
from espace_mobile.store.storage import JournalStorage
from sync_server.register import devices
from tests.sync.conftest import ORG

BY = new_id()


def _person(team: str | None, **fields: Any) -> Person:
    return Person.of(new_id(), {"first_name": "Élodie", "team": team, **fields})


def _held(post: Any) -> set[str]:
    tables = post.replica.storage.tables
    return {id for kind, rows in tables.items() if not kind.startswith("_") for id in rows}


def test_a_record_that_moves_to_another_team_goes_from_the_devices_of_the_first(field_day: Any) -> None:
    office, south, north = field_day.post(), field_day.post(["south"]), field_day.post(["north"])
    person = _person("south")
    office.replica.save(person, by=BY)
    office.sync(), south.sync()
    assert south.replica.get(Person, person.id) is not None
    heard: list[frozenset[tuple[str, str]]] = []
    south.replica.observe(heard.append)
    office.replica.save(person.but(team="north"), by=BY)
    office.sync(), south.sync(), north.sync()
    assert south.replica.get(Person, person.id) is None
    assert south.replica.count(Person) == 0
    assert _held(south) == set()
    assert heard == [frozenset({("person", person.id)})]
    assert north.replica.get(Person, person.id).first_name == "Élodie"


def test_an_edit_still_to_be_sent_is_sent_before_the_record_goes(field_day: Any) -> None:
    office, south = field_day.post(), field_day.post(["south"])
    person = _person("south")
    office.replica.save(person, by=BY)
    office.sync(), south.sync()
    office.replica.save(person.but(team="north"), by=BY)
    office.sync()
    # Saved while the page was on its way.
    south.wire.meanwhile = lambda: _once(south, lambda: south.replica.save(person.but(address="quai"), by=BY))
    south.sync()
    office.sync()
    assert office.replica.get(Person, person.id).address == "quai"
    south.sync()
    assert _held(south) == set()
    assert south.replica.storage.tables.get(LEAVING, {}) == {}


def _once(post: Any, act: Any) -> None:
    post.wire.meanwhile = lambda: None
    act()


def test_a_failed_push_keeps_the_record_here(field_day: Any) -> None:
    south = field_day.post(["south"])
    person = _person("south")
    south.replica.save(person, by=BY)
    south.sync()
    south.replica.save(person.but(team="north"), by=BY)
    south.wire.unreachable = Unreachable()
    with pytest.raises(Unreachable):
        south.sync()
    assert south.replica.get(Person, person.id) is not None
    south.wire.unreachable = None
    south.sync()
    assert _held(south) == set()


def test_what_a_worker_makes_for_another_team_goes_once_it_is_sent(field_day: Any) -> None:
    office, south = field_day.post(), field_day.post(["south"])
    person = _person("north")
    south.replica.save(person, by=BY)
    assert south.replica.get(Person, person.id) is not None
    south.sync()
    assert person.id not in _held(south), "told its teams by its first page"
    other = _person("north")
    south.replica.save(other, by=BY)
    assert other.id in _held(south)
    south.sync(), office.sync()
    assert other.id not in _held(south)
    assert office.replica.get(Person, other.id) is not None


def test_a_record_taken_back_before_it_was_sent_stays(field_day: Any) -> None:
    south = field_day.post(["south"])
    person = _person("south")
    south.replica.save(person, by=BY)
    south.sync()
    south.replica.save(person.but(team="north"), by=BY)
    south.replica.save(person, by=BY)
    south.sync()
    assert south.replica.get(Person, person.id) is not None


def test_a_record_that_comes_back_is_whole(field_day: Any) -> None:
    office, south = field_day.post(), field_day.post(["south"])
    person = _person("south", phone="+33639980001")
    office.replica.save(person, by=BY)
    for team in ("north", "south"):
        office.replica.save(person.but(team=team), by=BY)
        office.sync(), south.sync()
    assert south.replica.get(Person, person.id) == person


def test_a_device_that_changes_teams_keeps_what_is_shared_and_its_new_teams_only(
    field_day: Any, tmp_path: Path
) -> None:
    storage = JournalStorage(tmp_path / "store", b"k" * 32)
    office, south = field_day.post(), field_day.post(["south"], storage=storage)
    souths, norths, shared = _person("south"), _person("north"), Contact.of(new_id(), _contact())
    office.replica.save(souths, norths, shared, by=BY)
    office.sync(), south.sync()
    assert _held(south) == {souths.id, shared.id}
    field_day.register.write(lambda c: devices.change(c, ORG, south.replica.device, teams=["north"]))
    south.sync()
    assert _held(south) == {norths.id, shared.id}
    storage.close()
    again = JournalStorage(tmp_path / "store", b"k" * 32)
    assert again.tables["person"].keys() == {norths.id}
    again.close()


def test_unsent_work_about_a_team_that_was_left_is_sent_all_the_same(field_day: Any) -> None:
    office, south = field_day.post(), field_day.post(["south"])
    person = _person("south")
    office.replica.save(person, by=BY)
    office.sync(), south.sync()
    south.replica.save(person.but(address="quai"), by=BY)
    field_day.register.write(lambda c: devices.change(c, ORG, south.replica.device, teams=["north"]))
    south.sync(), office.sync()
    assert office.replica.get(Person, person.id).address == "quai"
    assert _held(south) == set()


def test_both_values_of_a_conflict_go_with_the_record(field_day: Any) -> None:
    office, south, north = field_day.post(), field_day.post(["south"]), field_day.post(["north"])
    person = _person("south")
    office.replica.save(person, by=BY)
    office.sync(), south.sync()
    office.replica.save(person.but(phone="+33639980001"), by=BY)
    south.replica.save(person.but(phone="+33639980002"), by=BY)
    office.sync(), south.sync(), office.sync()
    assert len(south.replica.conflicts()) == 1
    office.replica.save(office.replica.get(Person, person.id).but(team="north"), by=BY)
    office.sync(), south.sync(), north.sync()
    assert _held(south) == set()
    assert len(north.replica.conflicts(person.id)[0].values) == 2


def _contact() -> dict[str, Any]:
    return {"outing_id": new_id(), "at": "2026-05-14T09:00:00Z"}


def test_a_move_that_is_refused_lets_go_of_the_record(field_day: Any) -> None:
    """Moved by a device that was of all teams, sent when it was of one only."""
    office, a = field_day.post(), field_day.post()
    person = _person("north")
    office.replica.save(person, by=BY)
    office.sync(), a.sync()
    a.replica.save(person.but(team=None), by=BY)
    field_day.register.write(lambda c: devices.change(c, ORG, a.replica.device, teams=["south"]))
    a.sync()
    assert _held(a) == set()
    assert [change.record for change, reason in quarantined(a.replica)] == [person.id]
    office.sync()
    assert office.replica.get(Person, person.id).team == "north"


def test_what_was_being_typed_about_a_record_goes_with_it(field_day: Any) -> None:
    office, south = field_day.post(), field_day.post(["south"])
    person, other = _person("south"), _person("south")
    office.replica.save(person, other, by=BY)
    office.sync(), south.sync()
    for one in (person, other):
        south.replica.set_meta(f"draft.{BY}.note.{one.id}", {"text": "rappeler"})
    office.replica.save(person.but(team="north"), by=BY)
    office.sync(), south.sync()
    assert south.replica.meta(f"draft.{BY}.note.{person.id}") is None
    assert south.replica.meta(f"draft.{BY}.note.{other.id}") == {"text": "rappeler"}
