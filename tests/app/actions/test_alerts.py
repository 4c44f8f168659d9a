from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from espace_mobile.app.actions import alerts, merging
from espace_mobile.app.actions.watch import Watch
from espace_mobile.domain.alert_settlement import AlertSettlement
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.path_vocabulary import AlertDecision, AttendanceStatus
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import NoticeGiven
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.values import derived_id, new_id
from espace_mobile.store import erasing
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.store.replica import Replica

TODAY = date(2026, 5, 14)
SOON = datetime(2026, 5, 20, 10, tzinfo=UTC)


def told(id: str, team: str | None = None, **more: Any) -> Person:
    return Person(id=id, team=team, first_name=f"P{id[:2]}", notice_given=NoticeGiven.ORAL, **more)


def seat(session: GroupSession, person: Person) -> Attendance:
    return Attendance(id=derived_id(session.id, person.id), session_id=session.id, person_id=person.id, since=SOON)


def full(replica: Replica, count: int, team: str | None = None) -> tuple[GroupSession, list[Person]]:
    session, people = GroupSession(id=new_id(), starts_at=SOON), [told(new_id(), team) for _ in range(count)]
    replica.save(session, *people, *(seat(session, p) for p in people), by="setup")
    return session, people


def rules(replica: Replica, worker: Worker) -> list[str]:
    return [str(p.alert.rule) for p in alerts.pending(replica, worker, TODAY)]


def test_a_sixth_person_waits_for_a_decision_and_a_decision_can_be_taken_back(replica, supervisor, now) -> None:
    session, people = full(replica, 6)
    (found,) = alerts.pending(replica, supervisor, TODAY)
    assert (found.alert.subject_id, {p.id for p in found.people}) == (session.id, {p.id for p in people})
    kept = alerts.settle(replica, found, AlertDecision.ACCEPTED, supervisor, now=now, note="  une chaise de plus ")
    assert not alerts.pending(replica, supervisor, TODAY)
    (decided,) = alerts.settled(replica, supervisor, TODAY)
    assert decided.settled == kept
    assert (kept.worker_id, kept.at, kept.note) == (supervisor.id, now, "une chaise de plus")
    alerts.reopen(replica, kept, supervisor)
    assert rules(replica, supervisor) == ["capacity"]


def test_one_more_person_is_another_alert(replica, supervisor, now) -> None:
    session, _ = full(replica, 6)
    (found,) = alerts.pending(replica, supervisor, TODAY)
    alerts.settle(replica, found, AlertDecision.ACCEPTED, supervisor, now=now)
    more = told(new_id())
    replica.save(more, seat(session, more), by="setup")
    assert rules(replica, supervisor) == ["capacity"]


def test_an_alert_ends_when_the_facts_are_put_right(replica, supervisor) -> None:
    session, people = full(replica, 6)
    assert rules(replica, supervisor) == ["capacity"]
    replica.save(seat(session, people[0]).but(status=AttendanceStatus.EXCUSED), by="setup")
    assert not rules(replica, supervisor)


def test_a_note_too_long_is_said_by_its_field_and_nothing_is_decided(replica, supervisor, now) -> None:
    full(replica, 6)
    (found,) = alerts.pending(replica, supervisor, TODAY)
    with pytest.raises(InputError, match="too_long"):
        alerts.settle(replica, found, AlertDecision.ACCEPTED, supervisor, now=now, note="x" * 281)
    assert rules(replica, supervisor) == ["capacity"]


def test_a_worker_is_told_of_their_team_s_people_only_and_a_planner_of_nobody(replica, worker, planner, team) -> None:
    replica.save(Person(id=new_id(), team=team.id), Person(id=new_id(), team="other"), by="setup")
    assert rules(replica, worker) == ["missing_notice"]
    assert rules(replica, planner) == []


def test_who_followed_one_of_two_files_is_told_of_the_one_that_stands_for_both(
    replica, worker, supervisor, team, now
) -> None:
    mine, theirs = told(new_id(), team.id), Person(id=new_id(), team="other", first_name="Samir")
    replica.save(mine, theirs, by="setup")
    assert rules(replica, worker) == []
    merging.merge(replica, mine, theirs, {"notice_given": None}, supervisor, now=now)
    assert rules(replica, worker) == ["missing_notice"]


def test_a_pair_of_appointments_is_one_alert_for_worker_and_person(replica, supervisor) -> None:
    person = told(new_id())
    pair = [
        Appointment(id=new_id(), person_id=person.id, worker_id="w", starts_at=SOON + timedelta(minutes=m))
        for m in (0, 15)
    ]
    replica.save(person, *pair, by="setup")
    assert rules(replica, supervisor) == ["double_booking"]


def test_the_urgent_come_first(replica, supervisor) -> None:
    person = told(new_id())
    urgent = Interview(id=new_id(), person_id=person.id, at=SOON, urgent=True)
    replica.save(person, Person(id=new_id()), urgent, by="setup")
    assert rules(replica, supervisor) == ["urgent_situation", "missing_notice"]


def test_one_person_with_two_files_takes_one_seat_once_they_are_merged(replica, supervisor) -> None:
    _, people = full(replica, 6)
    assert rules(replica, supervisor) == ["capacity"]
    merge = Merge(id=new_id(), person_id=people[0].id, into_id=people[1].id, at=SOON)
    replica.save(merge, by="setup")
    assert not rules(replica, supervisor)
    replica.delete(merge, by="setup")
    assert rules(replica, supervisor) == ["capacity"]


def test_spells_of_two_merged_files_overlap(replica, supervisor) -> None:
    one, other = told(new_id()), told(new_id())
    spells = [
        Enrolment(id=new_id(), person_id=p.id, programme_id="g", entered_on=date(2026, 3, 1)) for p in (one, other)
    ]
    replica.save(one, other, *spells, by="setup")
    assert not rules(replica, supervisor)
    replica.save(Merge(id=new_id(), person_id=one.id, into_id=other.id, at=SOON), by="setup")
    assert rules(replica, supervisor) == ["overlapping_spells"]


def test_the_notice_of_a_merged_file_is_asked_once(replica, supervisor) -> None:
    one, other = Person(id=new_id()), Person(id=new_id())
    replica.save(one, other, by="setup")
    assert len(rules(replica, supervisor)) == 2
    replica.save(Merge(id=new_id(), person_id=one.id, into_id=other.id, at=SOON), by="setup")
    assert rules(replica, supervisor) == ["missing_notice"]


def test_what_was_written_offline_into_a_file_taken_in_is_told_until_it_is_taken_over(replica, supervisor, now) -> None:
    one, other = told(new_id(), phone="+33639980001"), told(new_id(), phone="+33639980001")
    replica.save(one, other, by="setup")
    merging.merge(replica, one, other, {}, supervisor, now=now)
    assert not rules(replica, supervisor)
    replica.tick(60)
    replica.save(one.but(phone="+33639980002"), by="elsewhere")
    (found,) = alerts.pending(replica, supervisor, TODAY)
    assert (found.alert.rule, found.alert.fields) == ("merged_file_edited", ("phone",))
    assert [p.id for p in found.people] == [other.id]
    head = replica.get(Person, other.id)
    replica.save(head.but(phone="+33639980002"), by="setup")
    assert not rules(replica, supervisor)


def test_a_minor_comes_of_age(replica, supervisor) -> None:
    replica.save(told(new_id(), birth_on=date(2008, 5, 15)), by="setup")
    assert rules(replica, supervisor) == ["minor"]
    assert not alerts.pending(replica, supervisor, date(2026, 5, 15))


IDS = [f"{n:032x}" for n in range(4)]
people_drawn = st.builds(
    lambda id, notice, year: Person(id=id, notice_given=notice, birth_year=year),
    st.sampled_from(IDS), st.sampled_from([None, NoticeGiven.ORAL]), st.sampled_from([None, 1990, 2009, 2012]),
)  # fmt: skip
facts_drawn: st.SearchStrategy[Fact] = st.one_of(
    people_drawn,
    st.builds(
        lambda n, cap: GroupSession(id=f"a{n:031x}", starts_at=SOON, capacity=cap), st.integers(0, 1), st.integers(1, 2)
    ),
    st.builds(
        lambda n, person, status: Attendance(
            id=derived_id(str(n), person), session_id=f"a{n:031x}", person_id=person, since=SOON, status=status
        ),
        st.integers(0, 1), st.sampled_from(IDS), st.sampled_from(list(AttendanceStatus)),
    ),
    st.builds(
        lambda n, person, worker, minutes: Appointment(
            id=f"b{n:031x}", person_id=person, worker_id=worker, starts_at=SOON + timedelta(minutes=minutes)
        ),
        st.integers(0, 2), st.sampled_from(IDS), st.sampled_from("vw"), st.sampled_from([0, 30, 60]),
    ),
    st.builds(
        lambda n, person, month: Enrolment(
            id=f"c{n:031x}", person_id=person, programme_id="g", entered_on=date(2026, month, 1)
        ),
        st.integers(0, 2), st.sampled_from(IDS), st.integers(1, 3),
    ),
    st.builds(
        lambda n, one, other: Merge(id=f"d{n:031x}", person_id=one, into_id=other, at=SOON),
        st.integers(0, 1), st.sampled_from(IDS), st.sampled_from(IDS),
    ),
)  # fmt: skip


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.tuples(st.lists(facts_drawn, min_size=1, max_size=4), st.booleans()), max_size=8))
def test_what_is_kept_up_to_date_says_what_a_fresh_reading_says(steps) -> None:
    replica = Replica(MemoryStorage(), "0" * 16, Keychain("org", {1: new_org_key()}), lambda: 1_780_000_000_000)
    watch = Watch(replica, alerts.RULES)
    for facts, deleted in steps:
        if deleted:
            replica.delete(*facts, by="w")
        else:
            replica.save(*{f.id: f for f in facts}.values(), by="w")
        fresh = Watch(replica, alerts.RULES)
        assert set(watch.alerts(TODAY)) == set(fresh.alerts(TODAY))


def test_a_word_about_people_of_several_teams_is_not_told_to_all(replica, supervisor, now) -> None:
    _, people = full(replica, 6, team="north")
    (found,) = alerts.pending(replica, supervisor, TODAY)
    assert alerts.settle(replica, found, AlertDecision.ACCEPTED, supervisor, now=now, note="Vu").team == "north"
    alerts.reopen(replica, replica.all(AlertSettlement)[0], supervisor)
    replica.save(people[0].but(team="south"), by="setup")
    (found,) = alerts.pending(replica, supervisor, TODAY)
    assert not alerts.may_note(found)
    with pytest.raises(InputError, match="several_teams"):
        alerts.settle(replica, found, AlertDecision.ACCEPTED, supervisor, now=now, note="Vu")
    assert alerts.settle(replica, found, AlertDecision.ACCEPTED, supervisor, now=now).team is None


def test_a_word_goes_with_any_person_it_may_tell_of_and_the_alert_can_be_decided_again(
    replica, supervisor, now
) -> None:
    _, people = full(replica, 6)
    (found,) = alerts.pending(replica, supervisor, TODAY)
    alerts.settle(replica, found, AlertDecision.ACCEPTED, supervisor, now=now, note="Élodie vient avec sa sœur")
    erasing.erase(replica, Person.kind, people[2].id, by=supervisor.id)
    assert "sœur" not in repr(replica.storage.tables)
    (again,) = alerts.pending(replica, supervisor, TODAY)
    alerts.settle(replica, again, AlertDecision.ACCEPTED, supervisor, now=now)
    assert alerts.pending(replica, supervisor, TODAY) == []
