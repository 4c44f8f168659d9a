"""What became of a person: outcomes of a spell, and their situation at its moments."""

from __future__ import annotations

from datetime import datetime

import pytest

from espace_mobile.app.actions import enrolments, outcomes, situations
from espace_mobile.app.actions.undoing import take_back
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.path_vocabulary import (
    Answered,
    Evidence,
    FollowUpRule,
    FollowUpStatus,
    SituationMoment,
    WorkSituation,
)
from espace_mobile.domain.situation import Situation
from espace_mobile.domain.vocabulary import OutcomeType
from espace_mobile.domain.worker import Worker
from espace_mobile.store.replica import Replica
from tests.app.actions.conftest import Commits
from tests.app.actions.spells import REASON, TODAY, ago, refused, tasks


def test_several_outcomes_are_kept_and_each_can_be_corrected_and_deleted(
    replica: Replica, entered: Enrolment, counsellor: Worker
) -> None:
    first = outcomes.record_outcome(
        replica, entered, counsellor, OutcomeType.CDD, ago(9), TODAY, 3, Evidence.CONTRACT
    ).fact  # fmt: skip
    outcomes.record_outcome(replica, entered, counsellor, OutcomeType.RIGHTS_OPENED, ago(30), TODAY)
    assert [o.type for o in outcomes.outcomes_of(replica, entered)] == ["rights_opened", "cdd"]
    corrected = outcomes.correct_outcome(replica, first, counsellor, OutcomeType.CDI, ago(9), TODAY, 3)
    assert (corrected.fact.type, corrected.fact.months, corrected.fact.evidence) == ("cdi", None, "none")
    take_back(replica, corrected, counsellor)
    assert replica.get(Outcome, first.id) == first
    gone = outcomes.delete_outcome(replica, first, counsellor)
    assert len(outcomes.outcomes_of(replica, entered)) == 1
    take_back(replica, gone, counsellor)
    assert len(outcomes.outcomes_of(replica, entered)) == 2


def test_an_entry_moves_no_later_than_what_came_of_it(replica: Replica, entered: Enrolment, counsellor: Worker) -> None:
    outcomes.record_outcome(replica, entered, counsellor, OutcomeType.CDI, ago(9), TODAY)
    entering = lambda: enrolments.enter(replica, entered, counsellor, ago(8), TODAY)  # noqa: E731
    assert refused(entering) == ("entered_on", "after_outcome")
    assert refused(lambda: enrolments.not_entered(replica, entered, counsellor)) == ("record", "has_outcomes")


@pytest.mark.parametrize(
    ("answered", "stop", "expected"),
    [
        (Answered.ANSWERED, False, FollowUpStatus.DONE),
        (Answered.REFUSED, False, FollowUpStatus.DONE),
        (Answered.UNREACHABLE, False, FollowUpStatus.DUE),
        (Answered.UNREACHABLE, True, FollowUpStatus.DONE),
        (Answered.UNANSWERED, False, FollowUpStatus.DUE),
        (Answered.UNKNOWN, False, FollowUpStatus.DUE),
    ],
)
def test_a_situation_ends_its_relance_when_they_spoke_or_the_worker_says_so(
    replica: Replica, entered: Enrolment, counsellor: Worker, now: datetime, commits: Commits,
    answered: Answered, stop: bool, expected: FollowUpStatus,
) -> None:  # fmt: skip
    enrolments.leave(replica, entered, counsellor, ago(5), TODAY, REASON)
    commits()
    done = situations.say_situation(
        replica, entered, SituationMoment.SIX_MONTHS, counsellor, answered=answered,
        situation=WorkSituation.EMPLOYED, now=now, stop=stop,
    )  # fmt: skip
    assert commits() == 1
    assert tasks(replica)[FollowUpRule.SIX_MONTHS].status == expected
    assert tasks(replica)[FollowUpRule.EXIT_28_DAYS].status == FollowUpStatus.DUE
    assert (done.fact.situation is None) == (answered != Answered.ANSWERED)
    take_back(replica, done, counsellor)
    assert replica.all(Situation) == []
    assert tasks(replica)[FollowUpRule.SIX_MONTHS].status == FollowUpStatus.DUE


def test_a_situation_is_one_whoever_notes_it_again(
    replica: Replica, entered: Enrolment, counsellor: Worker, now: datetime
) -> None:
    say = lambda answered: situations.say_situation(  # noqa: E731
        replica, entered, SituationMoment.ENTRY, counsellor, answered=answered, now=now
    )
    say(Answered.UNREACHABLE)
    second = say(Answered.REFUSED)
    assert [s.answered for s in replica.all(Situation)] == ["refused"]
    take_back(replica, second, counsellor)
    assert [s.answered for s in replica.all(Situation)] == ["unreachable"]
    saying = lambda: situations.say_situation(  # noqa: E731
        replica, entered, SituationMoment.EXIT, counsellor, answered=Answered.UNKNOWN, now=now
    )
    assert refused(saying) == ("moment", "no_exit")
