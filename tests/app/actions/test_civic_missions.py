from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from espace_mobile.app.actions import (
    alerts,
    civic_missions,
    civic_running,
    enrolments,
    follow_ups,
    merging,
    outcomes,
    partner_meetings,
)
from espace_mobile.app.actions.civic_missions import Asked
from espace_mobile.app.actions.undoing import take_back
from espace_mobile.domain.civic_mission import CivicMission
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.path_vocabulary import AlertDecision, AlertRule, EntryDecision, FollowUpStatus
from espace_mobile.domain.person import Person
from espace_mobile.domain.sheet_vocabulary import CivicTheme, HostType, MeetingSort, MissionStatus, Vocation
from espace_mobile.domain.vocabulary import NoticeGiven, OutcomeType
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id

FIRST, LAST = date(2026, 2, 1), date(2026, 7, 31)
ASK = "Que devient la personne après sa mission ?"


@pytest.fixture
def host(replica) -> Organisation:
    host = Organisation(id=new_id(), name="EHPAD Les Tilleuls")
    replica.save(host, by="setup")
    return host


@pytest.fixture
def young(replica, person) -> Person:
    young = person.but(birth_on=date(2005, 3, 1), notice_given=NoticeGiven.ORAL)
    replica.save(young, by="setup")
    return young


def asked(host: Organisation | None = None, volunteer: Person | None = None, **more: Any) -> Asked:
    told: dict[str, Any] = {"theme": CivicTheme.VISITS, "host": HostType.EHPAD, "since": FIRST, "until": LAST}
    told |= {"organisation_id": host.id if host else None, "person_id": volunteer.id if volunteer else None}
    return Asked(**{**told, **more})


def refused(act: Any, *args: Any, **more: Any) -> tuple[str, str]:
    with pytest.raises(InputError) as error:
        act(*args, **more)
    return error.value.field, error.value.reason


@pytest.fixture
def running(replica, programme, host, young, counsellor, today) -> CivicMission:
    made = civic_missions.add(replica, programme, asked(host, young, tutor="Mme Petit"), counsellor).fact
    return civic_running.begin(replica, made, counsellor, today).fact


def now_is(replica, mission: CivicMission) -> CivicMission:
    found = replica.get(CivicMission, mission.id)
    assert found is not None
    return found


def test_a_mission_without_anybody_is_open_and_everybody_knows_of_it(replica, programme, host, counsellor) -> None:
    made = civic_missions.add(replica, programme, asked(host), counsellor).fact
    assert (made.status, made.team, made.person_id) == (MissionStatus.OPEN, None, None)


def test_with_its_volunteer_it_is_planned_and_becomes_their_teams(replica, programme, host, young, counsellor) -> None:
    made = civic_missions.add(replica, programme, asked(host), counsellor).fact
    given = civic_missions.edit(replica, made, asked(host, young), counsellor)
    assert (given.status, given.team) == (MissionStatus.PLANNED, young.team)
    left = civic_missions.edit(replica, given, asked(host), counsellor)
    assert (left.status, left.team) == (MissionStatus.OPEN, None)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"theme": None}, ("theme", "required")),
        ({"until": date(2026, 7, 30)}, ("until", "too_short")),
        ({"weekly_hours": 40}, ("weekly_hours", "out_of_range")),
        ({"tutor": "1 85 05 78 006 084 91"}, ("tutor", "nir")),
    ],
)
def test_what_is_typed_wrong_is_refused_by_its_field(replica, programme, counsellor, more, said) -> None:
    assert refused(civic_missions.add, replica, programme, asked(**more), counsellor) == said
    assert replica.all(CivicMission) == []


def test_the_kind_of_host_is_asked_for(replica, programme, counsellor) -> None:
    wanted = Asked(theme=CivicTheme.VISITS)
    assert refused(civic_missions.add, replica, programme, wanted, counsellor) == ("host", "required")


def test_somebody_too_old_is_refused_unless_the_limit_is_30(replica, programme, host, person, counsellor) -> None:
    older = person.but(birth_on=date(1998, 1, 1))
    replica.save(older, by="setup")
    wanted = asked(host, older)
    assert refused(civic_missions.add, replica, programme, wanted, counsellor) == ("person_id", "too_old")
    assert civic_missions.add(replica, programme, asked(host, older, until_30=True), counsellor).fact.until_30


def test_an_unknown_age_is_no_obstacle(replica, programme, host, person, counsellor) -> None:
    assert civic_missions.add(replica, programme, asked(host, person), counsellor).fact.person_id == person.id


def test_in_the_field_nobody_plans_a_mission(replica, programme, worker) -> None:
    assert refused(civic_missions.add, replica, programme, asked(), worker) == ("record", "counsellor_only")


def test_somebody_of_another_team_cannot_be_chosen(replica, programme, counsellor) -> None:
    other = Person(id=new_id(), team=new_id(), first_name="Ailleurs")
    replica.save(other, by="setup")
    wanted = asked(volunteer=other)
    assert refused(civic_missions.add, replica, programme, wanted, counsellor) == ("person_id", "gone")


def test_it_does_not_begin_without_a_tutor_nor_before_its_day(replica, programme, host, young, counsellor) -> None:
    made = civic_missions.add(replica, programme, asked(host, young), counsellor).fact
    assert refused(civic_running.begin, replica, made, counsellor, FIRST) == ("tutor", "required")
    made = civic_missions.edit(replica, made, asked(host, young, tutor="Mme Petit"), counsellor)
    before = FIRST - timedelta(days=1)
    assert refused(civic_running.begin, replica, made, counsellor, before) == ("since", "future")
    assert civic_running.begin(replica, made, counsellor, FIRST).fact.status == MissionStatus.RUNNING


def test_while_it_runs_the_tutor_cannot_be_taken_away(replica, running, host, young, counsellor) -> None:
    wanted = asked(host, young, tutor="")
    assert refused(civic_missions.edit, replica, running, wanted, counsellor) == ("tutor", "required")
    assert now_is(replica, running).tutor == "Mme Petit"


def test_an_edit_sets_only_what_was_changed(replica, running, host, young, counsellor) -> None:
    shown = Asked.of(running)
    replica.save(running.but(weekly_hours=28), by="other")  # meanwhile
    wanted = asked(host, young, tutor="M. Roux")
    after = civic_missions.edit(replica, running, wanted, counsellor, seen=shown)
    assert (after.tutor, after.weekly_hours) == ("M. Roux", 28)


def test_the_checklist_is_ticked_and_taken_back(replica, running, counsellor, today, commits) -> None:
    commits()
    done = civic_running.tick(replica, running, "psc1_on", today, counsellor)
    assert now_is(replica, running).psc1_on == today
    assert commits() == 1
    take_back(replica, done, counsellor)
    assert now_is(replica, running).psc1_on is None


def test_three_months_after_the_end_somebody_asks_what_came_of_it(replica, running, counsellor, young, now) -> None:
    done = civic_running.end(replica, running, counsellor, LAST, ASK)
    assert done.fact.status == MissionStatus.ENDED
    (line,) = follow_ups.due_for(replica, young.id, date(2026, 10, 31))
    assert (line.task.due_on, line.task.reason, line.task.worker_id) == (date(2026, 10, 31), ASK, counsellor.id)
    take_back(replica, done, counsellor)
    assert replica.all(FollowUp) == []
    again = civic_running.end(replica, running, counsellor, LAST, ASK).fact
    civic_running.note_vocation(replica, again, Vocation.CARE_TRAINING, counsellor, now)
    assert now_is(replica, running).vocation == Vocation.CARE_TRAINING
    assert [task.status for task in replica.all(FollowUp)] == [FollowUpStatus.DONE]


def test_two_tablets_that_end_one_mission_make_one_relance(replica, running, counsellor) -> None:
    civic_running.end(replica, running, counsellor, LAST, ASK)
    civic_running.end(replica, running, counsellor, LAST, ASK)
    assert replica.count(FollowUp) == 1


def test_a_mission_that_goes_on_after_all_calls_nobody(replica, running, counsellor, today) -> None:
    stopped = civic_running.break_off(replica, running, counsellor, today, today, ASK).fact
    assert (stopped.status, stopped.until) == (MissionStatus.BROKEN_OFF, today)
    civic_running.put(replica, stopped, MissionStatus.RUNNING, counsellor)
    assert [task.status for task in replica.all(FollowUp)] == [FollowUpStatus.DROPPED]
    civic_running.break_off(replica, stopped, counsellor, today, today, ASK)
    assert [task.status for task in replica.all(FollowUp)] == [FollowUpStatus.DUE]


def test_it_neither_ends_nor_stops_in_the_future(replica, running, counsellor, today) -> None:
    assert refused(civic_running.end, replica, running, counsellor, today, ASK) == ("until", "future")
    soon = today + timedelta(days=1)
    assert refused(civic_running.break_off, replica, running, counsellor, soon, today, ASK) == ("until", "future")


def test_it_becomes_an_outcome_of_whoever_is_enrolled_once(replica, running, programme, counsellor, young) -> None:
    assert civic_running.path_of(replica, running) is None
    assert refused(civic_running.become_outcome, replica, running, counsellor, LAST) == ("record", "no_path")
    entry = enrolments.propose(replica, young, programme, counsellor, FIRST)
    enrolments.decide(replica, entry, EntryDecision.VALIDATED, counsellor, FIRST)
    spell = enrolments.enter(replica, entry, counsellor, FIRST, LAST).fact
    ended = civic_running.end(replica, running, counsellor, LAST, ASK).fact
    civic_running.become_outcome(replica, ended, counsellor, LAST)
    (outcome,) = outcomes.outcomes_of(replica, spell)
    assert (outcome.type, outcome.on, outcome.months) == (OutcomeType.CIVIC_SERVICE, FIRST, 6)
    assert civic_running.path_of(replica, ended) is None


def test_the_referents_are_those_of_the_missions_of_now(replica, programme, running, host, counsellor) -> None:
    civic_missions.add(replica, programme, asked(Organisation(id=new_id(), name="Sans personne")), counsellor)
    assert partner_meetings.asked_last(replica, programme.id, MeetingSort.REFERENTS) == (host.id,)


def test_the_yearly_number_is_a_setting(replica, programme, counsellor, running, today) -> None:
    assert civic_missions.count(replica, programme, today).target is None
    changed = civic_missions.set_yearly(replica, programme, 6, counsellor)
    counted = civic_missions.count(replica, changed, today)
    assert (counted.begun, counted.target) == (1, 6)
    assert refused(civic_missions.set_yearly, replica, programme, 0, counsellor) == ("missions_a_year", "out_of_range")
    assert civic_missions.set_yearly(replica, programme, None, counsellor).missions_a_year is None


# Alerts


def broken(replica, supervisor, today) -> list[alerts.Pending]:
    return [p for p in alerts.pending(replica, supervisor, today) if p.alert.rule == AlertRule.MISSION_RULES]


def test_a_birth_date_corrected_elsewhere_is_an_alert_and_not_an_obstacle(
    replica, running, young, host, supervisor, counsellor, today, now
) -> None:
    assert broken(replica, supervisor, today) == []
    replica.save(young.but(birth_on=date(1995, 3, 1)), by="other")
    (alert,) = broken(replica, supervisor, today)
    assert (alert.alert.fields, [p.id for p in alert.people]) == (("person_id",), [young.id])
    civic_missions.edit(replica, running, asked(host, young, tutor="M. Roux"), counsellor)
    alerts.settle(replica, alert, AlertDecision.ACCEPTED, supervisor, now=now)
    assert broken(replica, supervisor, today) == []
    replica.save(now_is(replica, running).but(weekly_hours=40), by="other")
    (alert,) = broken(replica, supervisor, today)
    assert alert.alert.fields == ("person_id", "weekly_hours")


def test_two_edits_that_together_make_it_too_short_are_an_alert(replica, running, supervisor, today) -> None:
    replica.save(running.but(since=date(2026, 2, 10)), by="one")
    replica.save(now_is(replica, running).but(until=date(2026, 7, 31)), by="two")
    (alert,) = broken(replica, supervisor, today)
    assert alert.alert.fields == ("until",)
    replica.save(now_is(replica, running).but(until=date(2026, 8, 9)), by="two")
    assert broken(replica, supervisor, today) == []


def test_a_birth_date_kept_by_a_merge_is_an_alert(replica, running, young, supervisor, today, now) -> None:
    double = Person(id=new_id(), team=young.team, first_name="Samir", birth_on=date(1990, 1, 1))
    replica.save(double.but(notice_given=NoticeGiven.ORAL), by="setup")
    assert broken(replica, supervisor, today) == []
    merging.merge(replica, young, double, {}, supervisor, now=now)
    head = civic_missions.volunteer(replica, running, supervisor)
    assert head is not None
    assert bool(broken(replica, supervisor, today)) == (head.birth_on == date(1990, 1, 1))
    replica.save(head.but(birth_on=date(1990, 1, 1)), by="other")
    assert len(broken(replica, supervisor, today)) == 1
