from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from espace_mobile.app.actions import enrolments, outcomes, programmes
from espace_mobile.app.actions.undoing import take_back
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.path_vocabulary import (
    EntryDecision,
    ExitReason,
    FollowUpRule,
    FollowUpStatus,
    WorkSituation,
)
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.situation import Situation
from espace_mobile.domain.spells import SpellState, state
from espace_mobile.domain.vocabulary import OutcomeType, Role
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica
from tests.app.actions.conftest import Commits
from tests.app.actions.spells import REASON, TODAY, ago, attempted, refused, tasks


def test_anybody_who_sees_the_person_proposes_and_a_counsellor_decides(
    replica: Replica, person: Person, programme: Programme, worker: Worker, counsellor: Worker, commits: Commits
) -> None:
    proposed = enrolments.propose(replica, person, programme, worker, TODAY)
    assert (proposed.decision, proposed.proposed_by, proposed.team) == ("proposed", worker.id, person.team)
    assert [e.id for e, _ in enrolments.waiting(replica, counsellor, TODAY)] == [proposed.id]
    deciding = lambda by: enrolments.decide(replica, proposed, EntryDecision.VALIDATED, by, TODAY)  # noqa: E731
    assert refused(lambda: deciding(worker)) == ("record", "counsellor_only")
    commits()
    done = deciding(counsellor)
    assert commits() == 1
    assert (done.fact.decision, done.fact.decided_by, done.fact.decided_on) == ("validated", counsellor.id, TODAY)
    assert enrolments.waiting(replica, counsellor, TODAY) == []
    take_back(replica, done, counsellor)
    kept = replica.get(Enrolment, proposed.id)
    assert kept is not None
    assert (kept.decision, kept.decided_by, kept.decided_on) == ("proposed", None, None)


def test_only_entries_of_people_a_counsellor_may_see_wait_for_them(
    replica: Replica, person: Person, programme: Programme, worker: Worker
) -> None:
    enrolments.propose(replica, person, programme, worker, TODAY)
    stranger = Worker(id=new_id(), display_name="Lou", role=Role.COUNSELLOR, team_ids=("another",))
    assert enrolments.waiting(replica, stranger, TODAY) == []


def test_a_planner_proposes_nobody(replica: Replica, person: Person, programme: Programme, planner: Worker) -> None:
    assert refused(lambda: enrolments.propose(replica, person, programme, planner, TODAY)) == ("record", "gone")


def test_nobody_is_proposed_twice_for_one_programme(
    replica: Replica, entered: Enrolment, person: Person, programme: Programme, worker: Worker
) -> None:
    assert refused(lambda: enrolments.propose(replica, person, programme, worker, TODAY)) == ("programme", "open")


def test_an_entry_that_nobody_validated_waits(
    replica: Replica, person: Person, programme: Programme, counsellor: Worker
) -> None:
    proposed = enrolments.propose(replica, person, programme, counsellor, TODAY)
    entering = lambda: enrolments.enter(replica, proposed, counsellor, TODAY, TODAY)  # noqa: E731
    assert refused(entering) == ("entered_on", "not_validated")
    enrolments.decide(replica, proposed, EntryDecision.REFUSED, counsellor, TODAY)
    assert refused(entering) == ("entered_on", "not_validated")


def test_a_programme_that_asks_no_decision_is_entered_at_once_by_anybody(
    replica: Replica, person: Person, worker: Worker, counsellor: Worker
) -> None:
    weekly = programmes.add(replica, "CéPourMoi", counsellor, validated=False)
    proposed = enrolments.propose(replica, person, weekly, worker, TODAY)
    assert (proposed.decision, proposed.decided_by) == ("validated", None)
    done = enrolments.enter(replica, proposed, worker, TODAY, TODAY, WorkSituation.UNEMPLOYED)
    assert state(done.fact, TODAY) == SpellState.ENTERED
    [said] = replica.all(Situation)
    assert (said.moment, said.answered, said.situation) == ("entry", "answered", "unemployed")


def test_an_entry_during_another_spell_says_so_by_its_field(
    replica: Replica, entered: Enrolment, person: Person, programme: Programme, counsellor: Worker
) -> None:
    enrolments.leave(replica, entered, counsellor, ago(10), TODAY, REASON)
    again = enrolments.propose(replica, person, programme, counsellor, TODAY)
    enrolments.decide(replica, again, EntryDecision.VALIDATED, counsellor, TODAY)
    assert refused(lambda: enrolments.enter(replica, again, counsellor, ago(20), TODAY)) == ("entered_on", "overlap")
    enrolments.enter(replica, again, counsellor, ago(10), TODAY)
    assert [e.id for e in enrolments.enrolments_of(replica, person.id)] == [again.id, entered.id]


def test_an_overlap_is_seen_across_the_files_of_one_person(
    replica: Replica, entered: Enrolment, person: Person, programme: Programme, counsellor: Worker
) -> None:
    other = Person(id=new_id(), team=person.team, first_name="Sami")
    link = Merge(id=new_id(), person_id=other.id, into_id=person.id, at=datetime(2026, 5, 1, tzinfo=UTC))
    replica.save(other, link, by="setup")
    assert refused(lambda: enrolments.propose(replica, other, programme, counsellor, TODAY)) == ("programme", "open")


def test_an_exit_saves_its_relances_in_the_same_commit(
    replica: Replica, entered: Enrolment, counsellor: Worker, commits: Commits
) -> None:
    commits()
    done = enrolments.leave(replica, entered, counsellor, TODAY, TODAY, ExitReason.JOB)
    assert commits() == 1
    assert {rule: t.due_on for rule, t in tasks(replica).items()} == {
        FollowUpRule.EXIT_28_DAYS: date(2026, 6, 11), FollowUpRule.SIX_MONTHS: date(2026, 11, 14),
    }  # fmt: skip
    assert {t.worker_id for t in tasks(replica).values()} == {counsellor.id}
    commits()
    take_back(replica, done, counsellor)
    assert commits() == 1
    assert tasks(replica) == {}
    kept = replica.get(Enrolment, entered.id)
    assert kept is not None
    assert (kept.exited_on, kept.exit_reason, kept.entered_on) == (None, None, ago(40))


def test_a_situation_told_at_the_exit_asks_for_no_relance_about_it(
    replica: Replica, entered: Enrolment, counsellor: Worker
) -> None:
    enrolments.leave(replica, entered, counsellor, TODAY, TODAY, REASON, WorkSituation.EMPLOYED)
    assert set(tasks(replica)) == {FollowUpRule.SIX_MONTHS}


def test_relances_follow_an_exit_that_moves_and_stay_done_when_they_were(
    replica: Replica, entered: Enrolment, counsellor: Worker, now: datetime
) -> None:
    enrolments.leave(replica, entered, counsellor, ago(1), TODAY, REASON)
    at_exit = tasks(replica)[FollowUpRule.EXIT_28_DAYS]
    replica.save(at_exit.but(status=FollowUpStatus.DONE, closed_at=now), by="setup")
    enrolments.leave(replica, entered, counsellor, ago(3), TODAY, REASON)
    found = tasks(replica)
    assert found[FollowUpRule.SIX_MONTHS].due_on == date(2026, 11, 11)
    assert found[FollowUpRule.EXIT_28_DAYS].status == FollowUpStatus.DONE


def test_an_exit_taken_back_later_deletes_relances_but_not_the_time_spent_on_one(
    replica: Replica, entered: Enrolment, counsellor: Worker, commits: Commits
) -> None:
    left = enrolments.leave(replica, entered, counsellor, ago(5), TODAY, REASON).fact
    attempted(replica, tasks(replica)[FollowUpRule.EXIT_28_DAYS])
    commits()
    done = enrolments.stay(replica, left, counsellor)
    assert commits() == 1
    assert {r: t.status for r, t in tasks(replica).items()} == {FollowUpRule.EXIT_28_DAYS: FollowUpStatus.DROPPED}
    take_back(replica, done, counsellor)
    assert {t.status for t in tasks(replica).values()} == {FollowUpStatus.DUE}
    assert len(tasks(replica)) == 2
    kept = replica.get(Enrolment, entered.id)
    assert kept is not None
    assert (kept.exited_on, kept.exit_reason) == (ago(5), REASON)


def test_an_exit_undone_at_once_drops_the_relance_somebody_tried_meanwhile(
    replica: Replica, entered: Enrolment, counsellor: Worker
) -> None:
    done = enrolments.leave(replica, entered, counsellor, TODAY, TODAY, REASON)
    attempted(replica, tasks(replica)[FollowUpRule.SIX_MONTHS])
    take_back(replica, done, counsellor)
    assert {r: t.status for r, t in tasks(replica).items()} == {FollowUpRule.SIX_MONTHS: FollowUpStatus.DROPPED}
    enrolments.leave(replica, entered, counsellor, TODAY, TODAY, REASON)
    assert {t.status for t in tasks(replica).values()} == {FollowUpStatus.DUE}


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (lambda r, e, w: enrolments.leave(r, e, w, ago(41), TODAY, REASON), ("exited_on", "before_entry")),
        (
            lambda r, e, w: enrolments.leave(r, e, w, TODAY + timedelta(days=1), TODAY, REASON),
            ("exited_on", "future"),
        ),
        (lambda r, e, w: outcomes.record_outcome(r, e, w, OutcomeType.CDI, ago(41), TODAY), ("on", "before_entry")),
        (
            lambda r, e, w: outcomes.record_outcome(r, e, w, OutcomeType.CDD, TODAY, TODAY, 99),
            ("months", "out_of_range"),
        ),
        (
            lambda r, e, w: enrolments.decide(r, e, EntryDecision.REFUSED, w, TODAY),
            ("record", "entered"),
        ),
    ],
)
def test_what_comes_in_the_wrong_order_is_refused_by_its_field(
    replica: Replica, entered: Enrolment, counsellor: Worker, act, expected: tuple[str, str], commits: Commits
) -> None:
    commits()
    assert refused(lambda: act(replica, entered, counsellor)) == expected
    assert commits() == 0


def test_an_exit_without_an_entry_is_refused(
    replica: Replica, person: Person, programme: Programme, counsellor: Worker
) -> None:
    proposed = enrolments.propose(replica, person, programme, counsellor, TODAY)
    leaving = lambda: enrolments.leave(replica, proposed, counsellor, TODAY, TODAY, REASON)  # noqa: E731
    assert refused(leaving) == ("exited_on", "no_entry")
    recording = lambda: outcomes.record_outcome(replica, proposed, counsellor, OutcomeType.CDI, TODAY, TODAY)  # noqa: E731
    assert refused(recording) == ("on", "no_entry")


def test_a_mistake_goes_with_all_that_was_said_of_it_and_comes_back(
    replica: Replica, entered: Enrolment, counsellor: Worker, worker: Worker, commits: Commits
) -> None:
    outcomes.record_outcome(replica, entered, counsellor, OutcomeType.CDI, ago(9), TODAY)
    enrolments.leave(replica, entered, counsellor, ago(5), TODAY, REASON, WorkSituation.EMPLOYED)
    assert refused(lambda: enrolments.delete(replica, entered, worker)) == ("record", "counsellor_only")
    kinds = (Enrolment, Outcome, Situation, FollowUp)
    before = [sorted(replica.all(kind), key=lambda f: f.id) for kind in kinds]
    commits()
    gone = enrolments.delete(replica, entered, counsellor)
    assert commits() == 1
    assert [replica.all(kind) for kind in kinds] == [[], [], [], []]
    take_back(replica, gone, counsellor)
    assert [sorted(replica.all(kind), key=lambda f: f.id) for kind in kinds] == before


def test_one_s_own_proposal_can_be_withdrawn(
    replica: Replica, person: Person, programme: Programme, worker: Worker
) -> None:
    proposed = enrolments.propose(replica, person, programme, worker, TODAY)
    enrolments.delete(replica, proposed, worker)
    assert replica.all(Enrolment) == []


def test_taking_back_touches_only_what_was_touched(replica: Replica, entered: Enrolment, counsellor: Worker) -> None:
    done = enrolments.leave(replica, entered, counsellor, TODAY, TODAY, REASON)
    # Another tablet moves the entry before the notice is gone.
    replica.save(done.fact.but(entered_on=ago(50)), by="other")
    take_back(replica, done, counsellor)
    kept = replica.get(Enrolment, entered.id)
    assert kept is not None
    assert (kept.entered_on, kept.exited_on) == (ago(50), None)


# Programmes


def test_programmes_are_added_renamed_and_retired_by_a_counsellor(
    replica: Replica, counsellor: Worker, worker: Worker
) -> None:
    assert refused(lambda: programmes.add(replica, "Atelier", worker)) == ("record", "counsellor_only")
    assert refused(lambda: programmes.add(replica, "  ", counsellor)) == ("programme", "required")
    assert refused(lambda: programmes.add(replica, "x" * 81, counsellor)) == ("programme", "too_long")
    assert refused(lambda: programmes.add(replica, "A", counsellor, capacity=0)) == ("capacity", "out_of_range")
    esteem = programmes.add(replica, "Estime de soi", counsellor)
    assert refused(lambda: programmes.add(replica, "estime de  SOI", counsellor)) == ("programme", "taken")
    programmes.add(replica, "CéPourMoi", counsellor)
    assert [p.name for p in programmes.active(replica)] == ["CéPourMoi", "Estime de soi"]
    renamed = programmes.rename(replica, esteem, "Atelier estime", counsellor)
    another = programmes.add(replica, "Estime de soi", counsellor)
    assert another.id != esteem.id
    programmes.retire(replica, renamed, counsellor)
    assert [p.name for p in programmes.active(replica)] == ["CéPourMoi", "Estime de soi"]
    changed = programmes.set_rules(replica, another, counsellor, validated=False, capacity=8)
    assert (changed.validated, changed.capacity) == (False, 8)


def test_a_retired_programme_takes_nobody_and_comes_back_under_its_name(
    replica: Replica, person: Person, programme: Programme, counsellor: Worker
) -> None:
    programmes.retire(replica, programme, counsellor)
    assert refused(lambda: enrolments.propose(replica, person, programme, counsellor, TODAY)) == (
        "programme", "retired",
    )  # fmt: skip
    assert programmes.add(replica, programme.name, counsellor).id == programme.id
    assert [p.id for p in programmes.active(replica)] == [programme.id]
