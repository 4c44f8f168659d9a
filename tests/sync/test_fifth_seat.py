"""A session filled on several tablets at once: everybody keeps their seat, and every tablet counts the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from espace_mobile.app.actions import attendance, protocols, sessions
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import AttendanceStatus
from espace_mobile.domain.person import Person
from espace_mobile.domain.session_protocol import SessionProtocol
from espace_mobile.domain.vocabulary import Role
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from tests.sync.conftest import NOW_MS, Field, Post

NOW = datetime.fromtimestamp(NOW_MS / 1000, UTC)
NORTH, SOUTH = new_id(), new_id()
NORA = Worker(id=new_id(), display_name="Nora", role=Role.COUNSELLOR, team_ids=(NORTH, SOUTH))
SESSION = GroupSession(id=new_id(), title="Oser dire", starts_at=NOW + timedelta(days=7))
PEOPLE = [Person(id=new_id(), team=NORTH if n % 2 else SOUTH, first_name=f"Élodie {n}") for n in range(7)]
PROTOCOL = SessionProtocol(id=new_id(), title="Transmission", sections=("Vécu", "Savoir-faire"))


@pytest.fixture
def posts(field_day: Field) -> list[Post]:
    """A tablet of each team, and the office, with four seats taken out of five."""
    office, north, south = field_day.post(), field_day.post([NORTH]), field_day.post([SOUTH])
    office.replica.save(NORA, SESSION, PROTOCOL, *PEOPLE, by="setup")
    for n in range(4):
        attendance.expect(office.replica, SESSION, PEOPLE[n], NORA, now=NOW + timedelta(minutes=n))
    everybody_hears([office, north, south])
    return [office, north, south]


def everybody_hears(posts: list[Post]) -> None:
    for _ in range(2):
        for post in posts:
            post.sync()


def test_every_tablet_counts_the_seats_of_people_it_may_not_know(posts: list[Post]) -> None:
    for post, known in zip(posts, (7, 3, 4), strict=True):
        assert len(post.replica.all(Person)) == known
        assert sessions.seats_of(post.replica, SESSION).left == 1


def test_two_tablets_that_fill_the_fifth_seat_offline_keep_both_people(posts: list[Post]) -> None:
    _, north, south = posts
    attendance.expect(north.replica, SESSION, PEOPLE[5], NORA, now=NOW + timedelta(hours=1))
    attendance.expect(south.replica, SESSION, PEOPLE[4], NORA, now=NOW + timedelta(hours=2))
    everybody_hears(posts)
    for post in posts:
        seats = sessions.seats_of(post.replica, SESSION)
        assert (seats.taken, seats.left, seats.over) == (6, 0, 1)
        assert [a.person_id for a in sessions.attendances_of(post.replica, SESSION)] == [
            *(p.id for p in PEOPLE[:4]), PEOPLE[5].id, PEOPLE[4].id,
        ]  # fmt: skip
        with pytest.raises(InputError, match="full"):
            attendance.expect(post.replica, SESSION, PEOPLE[6], NORA, now=NOW)


def test_one_person_seated_on_two_tablets_takes_one_seat(posts: list[Post]) -> None:
    office, _, south = posts
    for post in (office, south):
        attendance.expect(post.replica, SESSION, PEOPLE[4], NORA, now=NOW)
    everybody_hears(posts)
    assert [sessions.seats_of(post.replica, SESSION).taken for post in posts] == [5, 5, 5]


def test_the_waiting_list_is_in_one_order_everywhere(posts: list[Post]) -> None:
    office, north, south = posts
    attendance.expect(office.replica, SESSION, PEOPLE[4], NORA, now=NOW)
    everybody_hears(posts)
    attendance.wait(north.replica, SESSION, PEOPLE[5], NORA, now=NOW + timedelta(minutes=9))
    attendance.wait(south.replica, SESSION, PEOPLE[6], NORA, now=NOW + timedelta(minutes=8))
    [first, *_] = sessions.attendances_of(office.replica, SESSION)
    attendance.mark(office.replica, SESSION, first, AttendanceStatus.WITHDRAWN, NORA, now=NOW)
    everybody_hears(posts)
    for post in posts:
        sheet = sessions.session_sheet(post.replica, SESSION, NORA)
        assert [p.attendance.person_id for p in sheet.waiting] == [PEOPLE[6].id, PEOPLE[5].id]
        assert sheet.next_up
        assert sheet.next_up.attendance.person_id == PEOPLE[6].id


def test_notes_in_different_sections_on_two_tablets_do_not_clash(posts: list[Post]) -> None:
    _, north, south = posts
    session = SESSION.but(protocol_id=PROTOCOL.id)
    protocols.write(north.replica, session, "Vécu", "Dix ans de marché", NORA, seen={})
    protocols.write(south.replica, session, "Savoir-faire", "Compter vite", NORA, seen={})
    everybody_hears(posts)
    for post in posts:
        told = [s.text for s in protocols.sections_of(post.replica, session, PROTOCOL)]
        assert told == ["Dix ans de marché", "Compter vite"]
        assert post.replica.conflicts() == []


def test_one_section_written_on_two_tablets_keeps_both_texts(posts: list[Post]) -> None:
    office, north, south = posts
    for post, text in ((north, "Dix ans de marché"), (south, "Onze ans")):
        protocols.write(post.replica, SESSION, "Vécu", text, NORA, seen={})
    everybody_hears(posts)
    [conflict] = office.replica.conflicts()
    assert {entry.value for entry in conflict.values} == {"Dix ans de marché", "Onze ans"}
