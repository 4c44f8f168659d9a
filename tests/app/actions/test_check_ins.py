from __future__ import annotations

from datetime import date, datetime

from espace_mobile.app.actions import check_ins, followed, merging
from espace_mobile.app.actions.undoing import take_back
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.check_in import CheckIn
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import AttendanceStatus
from espace_mobile.domain.person import Person
from espace_mobile.domain.team import Team
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica
from tests.app.actions.reviewed import TODAY, ago, danjoutin, entered, news
from tests.app.actions.spells import refused


def test_news_twice_on_one_day_are_noted_once(replica: Replica, person: Person, worker: Worker, today: date) -> None:
    first = check_ins.note_news(replica, person, worker, today)
    assert check_ins.note_news(replica, person, worker, today).fact == first.fact
    assert len(replica.all(CheckIn)) == 1
    assert check_ins.is_noted(replica, person.id, today)
    assert first.fact.team == person.team


def test_news_taken_back_can_be_noted_again(replica: Replica, person: Person, worker: Worker, today: date) -> None:
    take_back(replica, check_ins.note_news(replica, person, worker, today), worker)
    assert not check_ins.is_noted(replica, person.id, today)
    check_ins.note_news(replica, person, worker, today)
    assert check_ins.is_noted(replica, person.id, today)


def test_nobody_notes_news_of_whom_they_may_not_see(
    replica: Replica, person: Person, planner: Worker, today: date
) -> None:
    assert refused(lambda: check_ins.note_news(replica, person, planner, today)) == ("record", "gone")


def test_files_that_were_merged_share_their_days(
    replica: Replica, person: Person, team: Team, supervisor: Worker, now: datetime
) -> None:
    twin = Person(id=new_id(), team=team.id, first_name="Samir")
    replica.save(twin, by="setup")
    check_ins.note_news(replica, twin, supervisor, TODAY)
    merging.merge(replica, person, twin, {}, supervisor, now=now)
    assert check_ins.is_noted(replica, person.id, TODAY)
    assert followed.news_days(replica, person.id) == {TODAY}


def test_who_came_counts_on_the_day_of_the_session(replica: Replica, person: Person, now: datetime) -> None:
    session = GroupSession(id=new_id(), title="Parole", starts_at=now.replace(day=7))
    came = Attendance(
        id=new_id(), session_id=session.id, person_id=person.id, since=now, status=AttendanceStatus.PRESENT,
        marked_at=now,
    )  # fmt: skip
    replica.save(session, came, by="setup")
    assert followed.news_days(replica, person.id) == {date(2026, 5, 7)}


def test_those_without_news_come_first_and_those_who_left_are_not_there(
    replica: Replica, team: Team, counsellor: Worker
) -> None:
    programme = danjoutin(replica)
    heard = entered(replica, programme, "Awa", team.id, 60)
    silent = entered(replica, programme, "Samir", team.id, 60)
    entered(replica, programme, "Élodie", team.id, 60, exited_on=ago(2))
    entered(replica, programme, "Inès", "t" * 32, 60)  # of another team
    news(replica, heard, 0, 1, 2)
    found = followed.everybody_in(replica, programme, counsellor, TODAY)
    assert [one.person.id for one in found] == [silent.id, heard.id]
    assert (found[1].strip(TODAY).news, found[0].strip(TODAY).news) == (2, 0)  # Ascension day has no cell


def test_only_who_is_in_a_programme_with_reviews_is_followed_day_by_day(
    replica: Replica, team: Team, person: Person
) -> None:
    programme = danjoutin(replica)
    samir = entered(replica, programme, "Samir", team.id, 10)
    told = followed.follow_up_of(replica, samir, TODAY)
    assert told is not None
    assert told.strip(TODAY).of == 7  # from 4 to 13 May, without the weekend and the 8th
    assert followed.follow_up_of(replica, person, TODAY) is None
