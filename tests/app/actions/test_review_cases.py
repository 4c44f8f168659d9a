from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from espace_mobile.app.actions import case_decisions, case_reviews, follow_ups, merging, people, review_cases
from espace_mobile.app.actions.case_decisions import Decision
from espace_mobile.app.actions.timeline import timeline
from espace_mobile.app.actions.undoing import take_back
from espace_mobile.domain.case_review import CaseReview, ReviewedCase
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.path_vocabulary import FollowUpRule, FollowUpStatus, SessionStatus
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.sheet_vocabulary import CaseDecision, CaseReason
from espace_mobile.domain.team import Team
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica
from tests.app.actions.conftest import Commits
from tests.app.actions.reviewed import NOW, PLIE, TODAY, ago, danjoutin, entered, news, planned
from tests.app.actions.spells import attempted, refused

REACH = Decision(CaseDecision.REACH)


@pytest.fixture
def programme(replica: Replica) -> Programme:
    return danjoutin(replica)


@pytest.fixture
def review(replica: Replica, programme: Programme, counsellor: Worker) -> CaseReview:
    return planned(replica, programme, counsellor)


@pytest.fixture
def silent(replica: Replica, programme: Programme, team: Team) -> Person:
    return entered(replica, programme, "Samir", team.id, 60)


@pytest.fixture
def heard(replica: Replica, programme: Programme, team: Team) -> Person:
    person = entered(replica, programme, "Awa", team.id, 60)
    news(replica, person, 1)
    return person


def names(replica: Replica, review: CaseReview, worker: Worker) -> list[str | None]:
    return [case.person.first_name for case in review_cases.agenda(replica, review, worker, TODAY)]


def decide(replica: Replica, review: CaseReview, person: Person, worker: Worker, **asked: Any) -> ReviewedCase:
    decision = Decision(**{"decision": CaseDecision.REACH, **asked})
    return case_decisions.decide(replica, review, person, decision, worker, now=NOW, reason="Comité").fact


def test_the_silent_the_urgent_and_those_at_their_end_are_proposed_with_the_reason(
    replica: Replica, review: CaseReview, programme: Programme, counsellor: Worker, team: Team, silent: Person,
    heard: Person,
) -> None:  # fmt: skip
    ending = entered(replica, programme, "Élodie", team.id, 175)
    urgent = entered(replica, programme, "Inès", team.id, 20)
    news(replica, ending, 1)
    replica.save(Interview(id=new_id(), team=team.id, person_id=urgent.id, at=NOW, urgent=True), by="setup")
    found = review_cases.agenda(replica, review, counsellor, TODAY)
    assert [(case.person.first_name, case.reasons) for case in found] == [
        ("Inès", (CaseReason.URGENT,)), ("Élodie", (CaseReason.END_OF_FOLLOW_UP,)), ("Samir", (CaseReason.NO_NEWS,)),
    ]  # fmt: skip
    assert found[2].quiet_days == 60
    assert [one.person.id for one in review_cases.left_out(replica, review, counsellor, TODAY)] == [heard.id]


def test_every_enrolled_person_can_be_examined_and_taken_off_again(
    replica: Replica, review: CaseReview, counsellor: Worker, silent: Person, heard: Person, commits: Commits
) -> None:
    commits()
    done = review_cases.put_on(replica, review, [heard], counsellor)
    assert commits() == 1
    assert names(replica, review, counsellor) == ["Samir", "Awa"]
    review_cases.take_off(replica, done.fact, counsellor)
    assert names(replica, review, counsellor) == ["Samir"]
    take_back(replica, review_cases.put_on(replica, review, [heard, silent], counsellor), counsellor)
    assert replica.all(ReviewedCase) == []


def test_a_decided_case_is_not_taken_off(
    replica: Replica, review: CaseReview, counsellor: Worker, silent: Person
) -> None:
    case = decide(replica, review, silent, counsellor)
    assert refused(lambda: review_cases.take_off(replica, case, counsellor)) == ("record", "decided")


def test_a_decision_for_one_of_ours_is_a_relance_in_the_same_commit(
    replica: Replica, review: CaseReview, counsellor: Worker, silent: Person, commits: Commits
) -> None:
    commits()
    due = TODAY + timedelta(days=5)
    case = decide(replica, review, silent, counsellor, text="Passer à son foyer", owner_id=counsellor.id, due_on=due)
    assert commits() == 1
    assert (case.reasons, case.decided, case.team) == ((CaseReason.NO_NEWS,), "Passer à son foyer", silent.team)
    [line] = follow_ups.due_for(replica, silent.id, TODAY)
    assert (line.task.rule, line.task.due_on, line.task.worker_id) == (FollowUpRule.BY_HAND, due, counsellor.id)
    assert line.task.reason == "Passer à son foyer"
    [now] = replica.all(CaseReview)
    assert now.status == SessionStatus.HELD
    assert names(replica, now, counsellor) == ["Samir"]  # the day is not over


def test_a_decision_taken_back_takes_its_relance_along(
    replica: Replica, review: CaseReview, counsellor: Worker, silent: Person
) -> None:
    asked = Decision(CaseDecision.REACH, owner_id=counsellor.id, due_on=TODAY)
    done = case_decisions.decide(replica, review, silent, asked, counsellor, now=NOW)
    take_back(replica, done, counsellor)
    assert replica.all(ReviewedCase) == replica.all(FollowUp) == []
    assert replica.all(CaseReview) == [review]


def test_a_decision_without_words_gives_its_relance_the_words_of_the_screen(
    replica: Replica, review: CaseReview, counsellor: Worker, silent: Person
) -> None:
    decide(replica, review, silent, counsellor, owner_id=counsellor.id, due_on=TODAY)
    [task] = replica.all(FollowUp)
    assert task.reason == "Comité"


def test_decided_again_for_a_partner_nobody_of_ours_keeps_the_relance(
    replica: Replica, review: CaseReview, counsellor: Worker, silent: Person
) -> None:
    decide(replica, review, silent, counsellor, owner_id=counsellor.id, due_on=TODAY)
    case = decide(replica, review, silent, counsellor, owner_organisation_id=PLIE.id)
    assert (case.owner_id, case.owner_organisation_id) == (None, PLIE.id)
    assert replica.all(FollowUp) == []


def test_a_relance_on_which_time_was_spent_is_dropped_rather_than_lost(
    replica: Replica, review: CaseReview, counsellor: Worker, silent: Person
) -> None:
    decide(replica, review, silent, counsellor, owner_id=counsellor.id, due_on=TODAY)
    [task] = replica.all(FollowUp)
    attempted(replica, task)
    decide(replica, review, silent, counsellor)
    [task] = replica.all(FollowUp)
    assert task.status == FollowUpStatus.DROPPED


def test_other_words_for_what_was_done_do_not_ask_for_it_again_but_another_day_does(
    replica: Replica, review: CaseReview, counsellor: Worker, silent: Person
) -> None:
    decide(replica, review, silent, counsellor, owner_id=counsellor.id, due_on=TODAY)
    [task] = replica.all(FollowUp)
    replica.save(task.but(status=FollowUpStatus.DONE, closed_at=NOW), by="setup")
    decide(replica, review, silent, counsellor, text="Appeler", owner_id=counsellor.id, due_on=TODAY)
    assert follow_ups.due_for(replica, silent.id, TODAY) == []
    decide(replica, review, silent, counsellor, owner_id=counsellor.id, due_on=TODAY + timedelta(days=7))
    [line] = follow_ups.due_for(replica, silent.id, TODAY)
    assert line.task.closed_at is None


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"decision": None}, ("decision", "required")),
        ({"owner_id": "w" * 32}, ("due_on", "required")),
        ({"owner_id": "w" * 32, "due_on": ago(1)}, ("due_on", "past")),
        ({"text": "x" * 281}, ("decided", "too_long")),
        ({"text": "1 85 05 78 006 084 36"}, ("decided", "nir")),
    ],
)
def test_what_is_missing_or_wrong_is_named_and_nothing_is_saved(
    replica: Replica, review: CaseReview, counsellor: Worker, silent: Person, asked: dict[str, Any],
    expected: tuple[str, str],
) -> None:  # fmt: skip
    assert refused(lambda: decide(replica, review, silent, counsellor, **asked)) == expected
    assert replica.all(ReviewedCase) == []


def test_a_day_that_has_passed_since_can_stay_when_the_words_are_mended(
    replica: Replica, review: CaseReview, counsellor: Worker, silent: Person
) -> None:
    decide(replica, review, silent, counsellor, owner_id=counsellor.id, due_on=TODAY)
    asked = Decision(CaseDecision.REACH, "Écrire", counsellor.id, due_on=TODAY)
    later = case_decisions.decide(replica, review, silent, asked, counsellor, now=NOW + timedelta(days=9))
    assert (later.fact.decided, later.fact.due_on) == ("Écrire", TODAY)


def test_in_the_field_nobody_decides(replica: Replica, review: CaseReview, worker: Worker, silent: Person) -> None:
    assert refused(lambda: decide(replica, review, silent, worker)) == ("record", "counsellor_only")
    assert refused(lambda: review_cases.put_on(replica, review, [silent], worker)) == ("record", "counsellor_only")


def test_once_it_is_over_only_what_was_examined_is_its_agenda(
    replica: Replica, review: CaseReview, counsellor: Worker, silent: Person, heard: Person
) -> None:
    decide(replica, review, heard, counsellor)
    [now] = replica.all(CaseReview)
    assert names(replica, now, counsellor) == ["Samir", "Awa"]
    later = review_cases.agenda(replica, now, counsellor, TODAY + timedelta(days=1))
    assert [(case.person.first_name, case.reasons) for case in later] == [("Awa", (CaseReason.BY_HAND,))]


def test_a_cancelled_one_proposes_nobody(
    replica: Replica, review: CaseReview, counsellor: Worker, silent: Person
) -> None:
    cancelled = case_reviews.cancel(replica, review, counsellor).fact
    assert names(replica, cancelled, counsellor) == []


def test_cases_of_another_team_are_counted_never_named(
    replica: Replica, review: CaseReview, programme: Programme, counsellor: Worker, supervisor: Worker
) -> None:
    elsewhere = entered(replica, programme, "Zoé", "t" * 32, 60)
    decide(replica, review, elsewhere, supervisor)
    assert names(replica, review, counsellor) == []
    assert review_cases.unseen(replica, review, counsellor) == 1
    assert review_cases.unseen(replica, review, supervisor) == 0


def test_two_files_merged_since_are_one_case_the_one_decided(
    replica: Replica, review: CaseReview, counsellor: Worker, supervisor: Worker, silent: Person, heard: Person,
    now: datetime,
) -> None:  # fmt: skip
    decide(replica, review, silent, counsellor, text="Décidé")
    review_cases.put_on(replica, review, [heard], counsellor)
    merging.merge(replica, heard, silent, {}, supervisor, now=now)
    [case] = review_cases.agenda(replica, review, counsellor, TODAY)
    assert case.decided
    assert case.said is not None
    assert case.said.decided == "Décidé"


def test_the_decision_is_told_in_the_story_and_an_undecided_case_is_not(
    replica: Replica, review: CaseReview, counsellor: Worker, silent: Person, heard: Person
) -> None:
    decide(replica, review, silent, counsellor)
    review_cases.put_on(replica, review, [heard], counsellor)
    assert [e.at for e in timeline(replica, silent) if e.what == "reviewed"] == [NOW]
    assert [e for e in timeline(replica, heard) if e.what == "reviewed"] == []


def test_an_erased_person_s_case_stays_counted_without_words(
    replica: Replica, review: CaseReview, supervisor: Worker, silent: Person
) -> None:
    decide(replica, review, silent, supervisor, text="Samir ira à la mission locale")
    people.erase_file(replica, silent, supervisor)
    [case] = replica.all(ReviewedCase)
    assert (case.person_id, case.decided, case.decision) == (None, None, CaseDecision.REACH)
    assert review_cases.decided_count(replica, review) == 1
    assert review_cases.unseen(replica, review, supervisor) == 1
    assert review_cases.agenda(replica, review, supervisor, TODAY) == []
