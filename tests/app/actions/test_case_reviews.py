from __future__ import annotations

from datetime import date, time, timedelta

from espace_mobile.app.actions import case_reviews
from espace_mobile.app.actions.case_reviews import Presence
from espace_mobile.app.actions.undoing import take_back
from espace_mobile.domain.case_review import HALF_DAY, CaseReview
from espace_mobile.domain.path_vocabulary import SessionStatus
from espace_mobile.domain.review_dates import DayOff
from espace_mobile.domain.worker import Worker
from espace_mobile.store.replica import Replica
from tests.app.actions.conftest import Commits
from tests.app.actions.reviewed import INTERMED, PLIE, TODAY, ago, danjoutin, planned
from tests.app.actions.spells import refused


def test_the_first_day_is_chosen_and_three_follow_in_the_rhythm(replica: Replica, counsellor: Worker) -> None:
    programme = danjoutin(replica)
    assert case_reviews.proposed_days(replica, programme, TODAY) == []
    days = case_reviews.proposed_days(replica, programme, TODAY, date(2026, 6, 11))
    assert [day.planned for day in days] == [date(2026, 6, 11) + timedelta(days=21 * n) for n in range(4)]
    made = case_reviews.plan(replica, programme, days, counsellor)
    found = case_reviews.reviews_of(replica, programme.id)
    assert [r.on for r in found] == [day.on for day in days]
    assert found[0] == made.fact
    assert (found[0].minutes, found[0].starts, found[0].organisation_ids) == (HALF_DAY, time(9), (INTERMED.id, PLIE.id))


def test_the_next_four_go_on_from_the_planned_day_not_from_the_one_it_was_moved_to(
    replica: Replica, counsellor: Worker
) -> None:
    programme = danjoutin(replica)
    planned(replica, programme, counsellor, ago(21))
    days = case_reviews.proposed_days(replica, programme, ago(20))
    assert (days[0].planned, days[0].on, days[0].moved) == (TODAY, TODAY + timedelta(days=1), DayOff.HOLIDAY)
    case_reviews.plan(replica, programme, days, counsellor)
    [first, *_] = case_reviews.to_come(replica, programme.id, TODAY)
    case_reviews.move(replica, first, counsellor, TODAY + timedelta(days=9), time(14))
    again = case_reviews.proposed_days(replica, programme, TODAY)
    assert again[0].planned == TODAY + timedelta(days=21 * 4)


def test_planning_is_one_commit_that_can_be_taken_back_and_done_again(
    replica: Replica, counsellor: Worker, commits: Commits
) -> None:
    programme = danjoutin(replica)
    days = case_reviews.proposed_days(replica, programme, TODAY, TODAY)
    commits()
    done = case_reviews.plan(replica, programme, days, counsellor)
    assert commits() == 1
    take_back(replica, done, counsellor)
    assert case_reviews.reviews_of(replica, programme.id) == []
    case_reviews.plan(replica, programme, days, counsellor)
    assert len(case_reviews.reviews_of(replica, programme.id)) == 4


def test_planning_a_day_twice_changes_nothing_of_the_first(replica: Replica, counsellor: Worker) -> None:
    programme = danjoutin(replica)
    review = planned(replica, programme, counsellor)
    held = case_reviews.hold(replica, review, counsellor).fact
    assert planned(replica, programme, counsellor) == held
    assert replica.all(CaseReview) == [held]


def test_a_public_holiday_chosen_by_hand_is_kept(replica: Replica, counsellor: Worker) -> None:
    programme = danjoutin(replica)
    [first, *_] = case_reviews.proposed_days(replica, programme, TODAY, TODAY)
    assert first.on == TODAY
    review = planned(replica, programme, counsellor, ago(-4))
    assert case_reviews.move(replica, review, counsellor, TODAY).fact.on == TODAY


def test_one_long_past_is_followed_by_the_next_of_its_rhythm(replica: Replica, counsellor: Worker) -> None:
    programme = danjoutin(replica)
    planned(replica, programme, counsellor, ago(400))
    day = case_reviews.proposed_days(replica, programme, TODAY)[0]
    assert day.on >= TODAY
    assert (day.planned - ago(400)).days % 21 == 0
    assert day.planned < TODAY + timedelta(days=21)


def test_a_cancelled_one_is_not_to_come_and_the_rhythm_goes_on(replica: Replica, counsellor: Worker) -> None:
    programme = danjoutin(replica)
    review = planned(replica, programme, counsellor, ago(-7))
    done = case_reviews.cancel(replica, review, counsellor)
    assert case_reviews.to_come(replica, programme.id, TODAY) == []
    assert case_reviews.proposed_days(replica, programme, TODAY)[0].planned == ago(-28)
    take_back(replica, done, counsellor)
    [again] = case_reviews.to_come(replica, programme.id, TODAY)
    assert again.status == SessionStatus.PLANNED


def test_a_partner_is_present_or_excused_never_both(replica: Replica, counsellor: Worker) -> None:
    review = planned(replica, danjoutin(replica), counsellor)
    case_reviews.mark_partner(replica, review, counsellor, PLIE.id, Presence.PRESENT)
    now = case_reviews.mark_partner(replica, review, counsellor, PLIE.id, Presence.EXCUSED).fact
    assert (now.present_ids, now.excused_ids) == ((), (PLIE.id,))
    now = case_reviews.mark_partner(replica, review, counsellor, PLIE.id, None).fact
    assert (now.present_ids, now.excused_ids) == ((), ())


def test_a_partner_that_is_not_asked_any_more_was_not_there_either(replica: Replica, counsellor: Worker) -> None:
    review = planned(replica, danjoutin(replica), counsellor)
    case_reviews.mark_partner(replica, review, counsellor, PLIE.id, Presence.PRESENT)
    now = case_reviews.ask(replica, review, counsellor, PLIE.id).fact
    assert (now.organisation_ids, now.present_ids) == ((INTERMED.id,), ())
    assert case_reviews.ask(replica, review, counsellor, PLIE.id).fact.organisation_ids == (INTERMED.id, PLIE.id)


def test_one_of_ours_is_there_or_not_after_all(replica: Replica, counsellor: Worker) -> None:
    review = planned(replica, danjoutin(replica), counsellor)
    assert case_reviews.toggle_worker(replica, review, counsellor, counsellor.id).fact.worker_ids == (counsellor.id,)
    assert case_reviews.toggle_worker(replica, review, counsellor, counsellor.id).fact.worker_ids == ()


def test_in_the_field_nobody_plans_one(replica: Replica, worker: Worker, counsellor: Worker) -> None:
    programme = danjoutin(replica)
    days = case_reviews.proposed_days(replica, programme, TODAY, TODAY)
    assert refused(lambda: case_reviews.plan(replica, programme, days, worker)) == ("record", "counsellor_only")
    review = planned(replica, programme, counsellor)
    assert refused(lambda: case_reviews.cancel(replica, review, worker)) == ("record", "counsellor_only")
    assert refused(lambda: case_reviews.plan(replica, programme, [], counsellor)) == ("day", "required")
    assert refused(lambda: case_reviews.move(replica, review, counsellor, None)) == ("day", "required")
