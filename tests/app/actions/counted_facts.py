"""Facts that the figures count, drawn from few ids so that they meet: the same people, dates, sessions and spells."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.path_vocabulary import (
    Answered,
    AttemptChannel,
    AttemptResult,
    AttendanceStatus,
    SessionStatus,
    SituationMoment,
)
from espace_mobile.domain.person import Person
from espace_mobile.domain.place import Place
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.situation import Situation
from espace_mobile.domain.vocabulary import AgeBand, OutcomeType, OutingStatus, Qpv, ReferralChannel, Sex

FIRST = date(2026, 3, 27)  # summer time begins and a month ends in the days after it
DAYS = 8


def id_of(kind: type[Fact], n: int) -> str:
    return f"{_NUMBER[kind.kind]:016x}{n:016x}"


def one(kind: type[Fact], most: int = 3) -> st.SearchStrategy[str]:
    return st.integers(0, most - 1).map(lambda n: id_of(kind, n))


days = st.integers(0, DAYS - 1).map(lambda n: FIRST + timedelta(days=n))
moments = st.builds(
    lambda on, hour: datetime.combine(on, time(hour, 30), UTC), days, st.sampled_from([0, 9, 21, 22, 23])
)  # fmt: skip
people = st.none() | one(Person)

outings = st.builds(
    Outing, id=one(Outing), on=days, place_id=st.none() | one(Place),
    status=st.sampled_from([OutingStatus.HELD, OutingStatus.PLANNED]),
)  # fmt: skip
persons = st.builds(
    Person, id=one(Person), sex=st.sampled_from(Sex), qpv=st.sampled_from(Qpv), age_band=st.sampled_from(AgeBand),
    birth_year=st.sampled_from([None, 1960, 2001, 2015]), birth_on=st.sampled_from([None, date(2000, 3, 30)]),
    heard_via=st.sampled_from([None, ReferralChannel.RADIO]), opened_on=st.none() | days,
    opened_at_outing_id=st.none() | one(Outing),
)  # fmt: skip
contacts = st.builds(
    Contact, id=one(Contact), outing_id=one(Outing), at=moments, person_id=people, sex=st.sampled_from(Sex),
    age_band=st.sampled_from([AgeBand.FROM_16_TO_25, AgeBand.UNSTATED]),
    heard_via=st.sampled_from([None, ReferralChannel.FLYER]),
)  # fmt: skip
interviews = st.builds(
    Interview, id=one(Interview), person_id=people, at=moments, outing_id=st.none() | one(Outing)
)  # fmt: skip
sessions = st.builds(
    GroupSession, id=one(GroupSession, 2), starts_at=moments, place_id=st.none() | one(Place),
    programme_id=st.none() | one(Programme, 2), status=st.sampled_from(SessionStatus), informal=st.booleans(),
)  # fmt: skip
attendances = st.builds(
    Attendance, id=one(Attendance, 5), session_id=one(GroupSession, 2), person_id=people, since=moments,
    status=st.sampled_from([AttendanceStatus.PRESENT, AttendanceStatus.EXPECTED]),
)  # fmt: skip
enrolments = st.builds(
    Enrolment, id=one(Enrolment), person_id=people, programme_id=one(Programme, 2), entered_on=st.none() | days,
    exited_on=st.none() | days,
)  # fmt: skip
outcomes = st.builds(
    Outcome, id=one(Outcome), person_id=people, enrolment_id=one(Enrolment), on=days,
    type=st.sampled_from([OutcomeType.CDI, OutcomeType.LOST]),
)  # fmt: skip
situations = st.builds(
    Situation, id=one(Situation), person_id=people, enrolment_id=one(Enrolment), on=st.none() | days,
    moment=st.sampled_from(SituationMoment), answered=st.sampled_from([Answered.ANSWERED, Answered.REFUSED]),
)  # fmt: skip
attempts = st.builds(
    Attempt, id=one(Attempt), person_id=people, at=moments, channel=st.just(AttemptChannel.CALL),
    result=st.just(AttemptResult.REACHED),
)  # fmt: skip
merges = st.builds(Merge, id=one(Merge), person_id=one(Person), into_id=one(Person), at=moments)

facts: st.SearchStrategy[Fact] = st.one_of(
    outings, persons, contacts, interviews, sessions, attendances, enrolments, outcomes, situations, attempts
)
_NUMBER = {
    kind.kind: n
    for n, kind in enumerate(
        (Outing, Person, Contact, Interview, GroupSession, Attendance, Enrolment, Outcome, Situation, Attempt, Merge,
         Place, Programme), 1,
    )
}  # fmt: skip
