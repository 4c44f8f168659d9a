from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from espace_mobile.app import clock
from espace_mobile.app.actions import appointments, barriers, contacts, people
from espace_mobile.app.actions.people import Identity, Opening
from espace_mobile.app.actions.timeline import GROUPS, groups_in, timeline
from espace_mobile.app.screens.file.event_words import LOOKS
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.barrier_change import BarrierChange
from espace_mobile.domain.civic_mission import CivicMission
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.participant_entry import ParticipantEntry
from espace_mobile.domain.path_vocabulary import (
    AttemptChannel,
    AttemptResult,
    EntryDecision,
    ReferralAnswer,
    ReferralDirection,
    SituationMoment,
)
from espace_mobile.domain.person import Person
from espace_mobile.domain.referral import Referral
from espace_mobile.domain.sheet_vocabulary import CivicTheme, MissionStatus
from espace_mobile.domain.situation import Situation
from espace_mobile.domain.vocabulary import Barrier, BarrierState, NoticeGiven, OutcomeType
from espace_mobile.protocol.values import new_id


def test_everything_with_a_person_comes_newest_first(replica, worker, outing, now, today, disagree) -> None:
    met = contacts.log_contact(replica, outing, worker, now=now - timedelta(minutes=4))
    opening = Opening(Identity(first_name="Samir", phone="0639980001"), NoticeGiven.ORAL, contact=met)
    samir = people.open_file(replica, opening, worker, now=now, today=today, outing=outing)
    replica.tick(3600)
    barriers.cycle_barrier(replica, samir, Barrier.HOUSING, worker, now=now + timedelta(hours=1))
    people.add_note(replica, samir, "Rappeler", worker, now=now + timedelta(hours=3))
    appointments.book(replica, samir, now + timedelta(days=5), worker, now=now)
    replica.tick(3600)
    people.change_person(replica, samir, worker, address="3 rue des Lilas")
    disagree(samir, "phone", "+33639980001", "+33639980002")
    events = timeline(replica, replica.get(Person, samir.id))
    assert [e.what for e in events] == ["appointment", "note", "edited", "barrier", "opened", "conflict", "contact"]
    assert [e.fields for e in events if e.what in ("edited", "conflict")] == [("address",), ("phone",)]
    assert next(e.at for e in events if e.what == "opened") == now


def test_a_file_typed_in_later_was_opened_on_the_day_it_says(replica, worker) -> None:
    old = Person(id=new_id(), first_name="Ancienne", opened_on=date(2025, 3, 3))
    replica.save(old, by=worker.id)
    [event] = timeline(replica, old)
    assert (event.what, clock.local(event.at).date()) == ("opened", date(2025, 3, 3))


def test_a_deleted_note_leaves_the_timeline(replica, worker, now, today) -> None:
    opening = Opening(Identity(first_name="Samir"), NoticeGiven.ORAL, note="Rappeler")
    samir = people.open_file(replica, opening, worker, now=now, today=today)
    note = next(e.fact for e in timeline(replica, samir) if e.what == "note")
    people.delete_note(replica, note, worker)
    assert [e.what for e in timeline(replica, samir)] == ["opened"]


def test_every_kind_of_a_path_is_told_on_the_day_it_happened(replica, worker, now, today) -> None:
    samir = Person(id=new_id(), first_name="Samir")
    about = {"person_id": samir.id}
    held = GroupSession(id=new_id(), title="CV", starts_at=now + timedelta(days=2))
    days = [today + timedelta(days=n) for n in range(4)]
    facts = [
        Interview(id=new_id(), at=now, **about),
        Attendance(id=new_id(), session_id=held.id, since=now, **about),
        Attempt(id=new_id(), at=now, channel=AttemptChannel.CALL, result=AttemptResult.REACHED, **about),
        Enrolment(id=new_id(), programme_id=new_id(), decision=EntryDecision.VALIDATED, proposed_on=days[0],
                  decided_on=days[1], entered_on=days[2], exited_on=days[3], **about),
        Enrolment(id=new_id(), programme_id=new_id(), proposed_on=days[0], decided_on=days[0], **about),
        Outcome(id=new_id(), enrolment_id=new_id(), type=OutcomeType.CDI, on=days[3], **about),
        Situation(id=new_id(), enrolment_id=new_id(), moment=SituationMoment.EXIT, on=days[3], **about),
        Situation(id=new_id(), enrolment_id=new_id(), moment=SituationMoment.SIX_MONTHS, **about),
        ParticipantEntry(id=new_id(), enrolment_id=new_id(), on=days[2], **about),
        Referral(id=new_id(), direction=ReferralDirection.TO_PARTNER, on=days[0], answer=ReferralAnswer.ACCEPTED,
                 answered_on=days[1], feedback_on=days[2], **about),
        BarrierChange(id=new_id(), at=now, barrier=Barrier.HOUSING, state=BarrierState.YES, **about),
    ]  # fmt: skip
    replica.save(samir, held, *facts, by=worker.id)
    events = [e for e in timeline(replica, samir) if e.what != "opened"]
    assert Counter(e.what for e in events) == Counter(
        ["interview", "session", "attempt", "proposed", "proposed", "decided", "entered", "left", "outcome",
         "situation", "participant_entry", "referral", "answer", "feedback", "barrier"]
    )  # fmt: skip
    assert next(e.at for e in events if e.what == "session") == held.starts_at
    assert {e.what for e in events if not e.timed} == GROUPS["path"] - {"reviewed"}  # which has an hour
    assert groups_in(events) == ["interviews", "sessions", "relances", "path", "file"]


def test_the_steps_of_a_mission_are_told_once_it_began(replica, worker, today) -> None:
    samir = Person(id=new_id())
    days = {"since": today - timedelta(days=200), "civic_day_1_on": today - timedelta(days=90), "until": today}
    told = {"programme_id": new_id(), "theme": CivicTheme.VISITS, "person_id": samir.id, **days}
    ended = CivicMission(id=new_id(), status=MissionStatus.ENDED, **told)
    planned = CivicMission(id=new_id(), status=MissionStatus.PLANNED, **told)
    replica.save(samir, ended, planned, by=worker.id)
    events = [e for e in timeline(replica, samir) if e.fact.kind == CivicMission.kind]
    assert [e.what for e in events] == ["mission_over", "civic_day_1_on", "mission"]
    assert {e.fact.id for e in events} == {ended.id}
    assert "civic_service" in groups_in(events)


def test_a_session_that_is_not_here_is_told_when_the_seat_was_asked_for(replica, worker, now) -> None:
    samir = Person(id=new_id())
    replica.save(samir, Attendance(id=new_id(), session_id=new_id(), since=now, person_id=samir.id), by=worker.id)
    assert (now, "session") in [(e.at, e.what) for e in timeline(replica, samir)]


def test_what_points_at_a_merged_file_is_told_with_the_other(replica, worker, now) -> None:
    samir, again = Person(id=new_id(), first_name="Samir"), Person(id=new_id(), first_name="Sami")
    link = Merge(id=new_id(), person_id=again.id, into_id=samir.id, at=now)
    replica.save(samir, again, link, Interview(id=new_id(), person_id=again.id, at=now), by=worker.id)
    assert {"merge", "interview"} <= {e.what for e in timeline(replica, samir)}


def test_every_event_belongs_to_one_group_and_has_its_words() -> None:
    grouped = [what for group in GROUPS.values() for what in group]
    assert sorted(grouped) == sorted(LOOKS)
