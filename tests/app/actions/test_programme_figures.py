from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from espace_mobile.app.actions import indicator_facts, indicators, merging
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.indicators import Of, by_code
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.path_vocabulary import AttemptChannel, AttemptResult, AttendanceStatus, SessionStatus
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.sheet_vocabulary import ProgrammePart
from espace_mobile.domain.vocabulary import OutcomeType
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica

TODAY = date(2026, 5, 14)
YEAR = indicators.calendar_year(TODAY)
MAY = datetime(2026, 5, 5, 9, tzinfo=UTC)
VAN = Programme(id=new_id(), name="Espace mobile", parts=(ProgrammePart.OUTINGS, ProgrammePart.WORKSHOPS))


def values(replica: Replica, programme: Programme = VAN, span: Span = YEAR) -> dict[Of, Any]:
    found = by_code(indicators.figures(replica).of(programme.id, span, TODAY))
    return {code: figure.value for code, figure in found.items()}


def somebody(**more: Any) -> Person:
    return Person(**{"id": new_id(), "first_name": "Samir", "opened_on": MAY.date(), **more})


def came(session: GroupSession, who: Person) -> Attendance:
    return Attendance(
        id=new_id(), session_id=session.id, person_id=who.id, since=MAY, status=AttendanceStatus.PRESENT
    )  # fmt: skip


@pytest.fixture
def session(replica: Replica) -> GroupSession:
    held = GroupSession(id=new_id(), programme_id=VAN.id, starts_at=MAY, status=SessionStatus.HELD)
    replica.save(VAN, held, by="setup")
    return held


def test_figures_are_computed_once_until_one_of_their_facts_changes(replica: Replica, session: GroupSession) -> None:
    figures, who = indicators.figures(replica), somebody()
    assert figures.known(VAN.id, YEAR, TODAY) is None
    first = figures.of(VAN.id, YEAR, TODAY)
    assert figures.of(VAN.id, YEAR, TODAY) is figures.known(VAN.id, YEAR, TODAY) is first
    replica.save(PersonNote(id=new_id(), person_id=who.id, at=MAY, text="Bonjour"), by="setup")
    assert figures.known(VAN.id, YEAR, TODAY) is first
    replica.save(came(session, who), by="setup")
    assert figures.known(VAN.id, YEAR, TODAY) is None
    assert values(replica)[Of.PARTICIPANTS] == 1


def test_two_files_of_one_person_are_one_from_the_merge_on(
    replica: Replica, session: GroupSession, supervisor: Worker
) -> None:
    one, other = somebody(), somebody()
    replica.save(one, other, came(session, one), came(session, other), by="setup")
    assert values(replica)[Of.PARTICIPANTS] == 2
    merging.merge(replica, one, other, {}, supervisor, now=MAY)
    found = values(replica)
    assert (found[Of.PARTICIPANTS], found[Of.PRESENCES], found[Of.FILES]) == (1, 1, 1)


def test_of_what_is_of_no_programme_only_what_concerns_it_is_counted(replica: Replica, session: GroupSession) -> None:
    """A job noted in another programme counts, for it began after a session of this one; so does a call about it."""
    who, stranger = somebody(), somebody(opened_on=date(2025, 5, 5))
    elsewhere = Enrolment(id=new_id(), person_id=who.id, programme_id="x" * 32, entered_on=MAY.date())
    jobs = [
        Outcome(id=new_id(), person_id=p.id, enrolment_id=elsewhere.id, type=OutcomeType.CDI, on=MAY.date())
        for p in (who, stranger)
    ]
    calls = [
        Attempt(id=new_id(), person_id=p.id, at=MAY, minutes=5, channel=AttemptChannel.CALL,
                result=AttemptResult.REACHED)
        for p in (who, stranger)
    ]  # fmt: skip
    replica.save(who, stranger, elsewhere, *jobs, *calls, came(session, who), by="setup")
    found = values(replica)
    assert (found[Of.AFTER_WORKSHOP], found[Of.ATTEMPTS], found[Of.ATTEMPT_MINUTES]) == (1, 1, 5)
    assert (found[Of.ENTRIES], found[Of.FILES], found[Of.PEOPLE]) == (0, 1, 1)


def test_a_first_interview_is_the_first_of_all_times(replica: Replica, session: GroupSession) -> None:
    known, new = somebody(), somebody()
    before = datetime(2024, 5, 5, 9, tzinfo=UTC)
    replica.save(*(Interview(id=new_id(), person_id=p.id, at=at) for p, at in
                   ((known, before), (known, MAY), (new, MAY), (new, MAY))), by="setup")  # fmt: skip
    assert values(replica)[Of.FIRST_INTERVIEWS] == 1


def test_contacts_of_the_dates_of_the_period_are_counted(replica: Replica, session: GroupSession) -> None:
    dates = [Outing(id=new_id(), on=on) for on in (date(2026, 5, 5), date(2025, 12, 31), date(2026, 12, 31))]
    met = [Contact(id=new_id(), outing_id=o.id, at=datetime(o.on.year, o.on.month, o.on.day, 12, tzinfo=UTC))
           for o in dates]  # fmt: skip
    replica.save(*dates, *met, by="setup")
    assert values(replica)[Of.CONTACTS] == 2


def test_the_line_of_a_list_reads_little(
    replica: Replica, session: GroupSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = VAN.but(id=new_id(), parts=(ProgrammePart.WORKSHOPS,))
    held, who = session.but(id=new_id(), programme_id=group.id), [somebody(), somebody()]
    replica.save(group, held, *(came(held, each) for each in who), by="setup")
    assert indicators.people_in(replica, group, YEAR) == 2
    assert indicators.people_in(replica, VAN, YEAR) is None  # everybody whom the van meets
    monkeypatch.setattr(indicator_facts, "FEW", 1)
    assert indicators.people_in(replica, group, YEAR) is None


def test_the_years_of_a_programme_and_of_the_calendar() -> None:
    september = VAN.but(since=date(2024, 9, 1), until=date(2026, 8, 31))
    assert indicators.has_own_year(september)
    assert not indicators.has_own_year(VAN)
    assert indicators.years(september, TODAY, own=True) == (
        Span(date(2025, 9, 1), date(2026, 8, 31)), Span(date(2024, 9, 1), date(2025, 8, 31))
    )  # fmt: skip
    assert indicators.years(september, date(2024, 10, 1), own=True)[1] is None  # it is in its first
    assert indicators.years(september, TODAY, own=False)[0] == YEAR
    assert indicators.since_beginning(september, TODAY) == Span(date(2024, 9, 1), date(2026, 8, 31))
    assert indicators.since_beginning(VAN, TODAY) is None


def test_a_programme_that_is_gone_has_no_figures(replica: Replica) -> None:
    assert indicators.figures(replica).of("0" * 32, YEAR, TODAY) == ()
