from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from espace_mobile.app.actions import partner_meetings, undoing
from espace_mobile.app.actions.change import seen_now
from espace_mobile.app.actions.partner_meetings import Meeting
from espace_mobile.domain.path_vocabulary import SessionStatus
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_sheet import NOTES, PartnerMeeting, ProgrammePartner
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.sheet_vocabulary import MeetingSort
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica

AT = datetime(2026, 5, 14, 12, tzinfo=UTC)  # 14:00 in Paris
A, B = new_id(), new_id()
NIR = "1 85 05 78 006 084 36"


@pytest.fixture
def meeting(replica: Replica, programme: Programme, counsellor: Worker) -> PartnerMeeting:
    asked = Meeting(AT, organisation_ids=(A, B, A))
    return partner_meetings.plan(replica, programme.id, asked, counsellor).fact


def now(replica: Replica, meeting: PartnerMeeting) -> PartnerMeeting:
    found = replica.get(PartnerMeeting, meeting.id)
    assert found is not None
    return found


def test_a_meeting_is_planned_once_for_each_structure_asked(replica: Replica, meeting: PartnerMeeting) -> None:
    assert now(replica, meeting).organisation_ids == (A, B)
    assert (now(replica, meeting).status, now(replica, meeting).team) == (SessionStatus.PLANNED, None)


@pytest.mark.parametrize(
    ("asked", "field", "reason"),
    [
        (Meeting(), "day", "required"), (Meeting(AT, minutes=5), "minutes", "out_of_range"),
        (Meeting(AT, place_text=NIR), "place_text", "nir"),
    ],
)  # fmt: skip
def test_what_a_meeting_lacks_is_named(
    replica: Replica, programme: Programme, counsellor: Worker, asked: Meeting, field: str, reason: str
) -> None:
    with pytest.raises(InputError) as caught:
        partner_meetings.plan(replica, programme.id, asked, counsellor)
    assert (caught.value.field, caught.value.reason) == (field, reason)


def test_a_holiday_or_a_day_long_ago_is_no_obstacle(
    replica: Replica, programme: Programme, counsellor: Worker
) -> None:  # fmt: skip
    for on in (datetime(2026, 7, 14, 8, tzinfo=UTC), datetime(2024, 3, 1, 8, tzinfo=UTC)):
        partner_meetings.plan(replica, programme.id, Meeting(on), counsellor)
    assert len(partner_meetings.meetings_of(replica, programme.id)) == 2


def test_who_came_is_a_tap_each_and_shows_that_it_was_held(
    replica: Replica, meeting: PartnerMeeting, counsellor: Worker, today: date
) -> None:
    done = partner_meetings.came(replica, meeting, A, counsellor, today=today)
    assert (done.fact.present_ids, done.fact.status) == ((A,), SessionStatus.HELD)
    partner_meetings.came(replica, meeting, B, counsellor, today=today)
    assert now(replica, meeting).present_ids == (A, B)
    partner_meetings.came(replica, meeting, A, counsellor, today=today)
    assert now(replica, meeting).present_ids == (B,)


def test_nobody_came_and_nothing_was_held_before_its_day(
    replica: Replica, meeting: PartnerMeeting, counsellor: Worker, today: date
) -> None:
    before = today - timedelta(days=1)
    with pytest.raises(InputError, match="not_yet"):
        partner_meetings.came(replica, meeting, A, counsellor, today=before)
    with pytest.raises(InputError, match="not_yet"):
        partner_meetings.set_status(replica, meeting, SessionStatus.HELD, counsellor, today=before)
    cancelled = partner_meetings.set_status(replica, meeting, SessionStatus.CANCELLED, counsellor, today=before)
    undoing.take_back(replica, cancelled, counsellor)
    assert now(replica, meeting).status == SessionStatus.PLANNED


def test_two_notes_of_one_meeting_do_not_replace_each_other(
    replica: Replica, meeting: PartnerMeeting, counsellor: Worker
) -> None:
    shown = dict.fromkeys(NOTES, "")
    stamps = seen_now(replica, meeting)
    for name, words in (("news", "Deux volontaires arrivent"), ("needs", "Une formation")):
        partner_meetings.write(replica, meeting, counsellor, {**shown, name: words}, shown=shown, stamps=stamps)
    assert (now(replica, meeting).news, now(replica, meeting).needs) == ("Deux volontaires arrivent", "Une formation")


@pytest.mark.parametrize(("text", "reason"), [(NIR, "nir"), ("x" * 4001, "too_long")])
def test_a_note_refused_names_its_field(
    replica: Replica, meeting: PartnerMeeting, counsellor: Worker, text: str, reason: str
) -> None:
    with pytest.raises(InputError) as caught:
        partner_meetings.write(replica, meeting, counsellor, {"practices": text}, shown={}, stamps={})
    assert (caught.value.field, caught.value.reason) == ("practices", reason)


def test_only_what_was_changed_in_the_form_is_set(
    replica: Replica, meeting: PartnerMeeting, counsellor: Worker, today: date
) -> None:
    opened = Meeting.of(meeting)
    partner_meetings.edit(replica, meeting, Meeting(AT + timedelta(days=7), organisation_ids=(A, B)), counsellor)
    longer = Meeting(AT, minutes=180, organisation_ids=(A, B))
    partner_meetings.edit(replica, meeting, longer, counsellor, seen=opened)
    assert (now(replica, meeting).starts_at, now(replica, meeting).minutes) == (AT + timedelta(days=7), 180)


def test_a_new_meeting_asks_those_of_the_last_one_else_the_partners(
    replica: Replica, programme: Programme, counsellor: Worker
) -> None:
    sort = MeetingSort.REFERENTS
    assert partner_meetings.asked_last(replica, programme.id, sort) == ()
    replica.save(ProgrammePartner(id=new_id(), programme_id=programme.id, organisation_id=A), by="setup")
    assert partner_meetings.asked_last(replica, programme.id, sort) == (A,)
    partner_meetings.plan(replica, programme.id, Meeting(AT, sort, organisation_ids=(B,)), counsellor)
    assert partner_meetings.asked_last(replica, programme.id, sort) == (B,)


def test_meetings_held_are_counted_by_year_and_sort(
    replica: Replica, programme: Programme, counsellor: Worker, today: date
) -> None:
    for on, sort in (
        (AT, MeetingSort.REFERENTS),
        (AT - timedelta(days=400), MeetingSort.REFERENTS),
        (AT, MeetingSort.OTHER),
    ):
        made = partner_meetings.plan(replica, programme.id, Meeting(on, sort), counsellor).fact
        partner_meetings.set_status(replica, made, SessionStatus.HELD, counsellor, today=today)
    year = Span(date(2026, 1, 1), date(2026, 12, 31))
    assert partner_meetings.held_in(replica, programme.id, year, (MeetingSort.REFERENTS,)) == 1
    assert partner_meetings.held_in(replica, programme.id, year) == 2


def test_a_meeting_removed_comes_back(replica: Replica, meeting: PartnerMeeting, counsellor: Worker) -> None:
    done = partner_meetings.remove(replica, meeting, counsellor)
    assert replica.get(PartnerMeeting, meeting.id) is None
    undoing.take_back(replica, done, counsellor)
    assert now(replica, meeting) == meeting


def test_in_the_field_meetings_are_looked_at(
    replica: Replica, meeting: PartnerMeeting, worker: Worker, planner: Worker, today: date
) -> None:
    with pytest.raises(InputError, match="counsellor_only"):
        partner_meetings.came(replica, meeting, A, worker, today=today)
    with pytest.raises(InputError, match="counsellor_only"):
        partner_meetings.plan(replica, meeting.programme_id, Meeting(AT), worker)
    assert partner_meetings.may_read_notes(worker)
    assert not partner_meetings.may_read_notes(planner)
