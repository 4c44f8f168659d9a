"""What a worker does about hours of work, case reviews, news and civic service, one function a deed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from espace_mobile.app.actions import (
    case_decisions,
    case_reviews,
    check_ins,
    civic_missions,
    civic_running,
    hours,
    hours_shifts,
    review_cases,
)
from espace_mobile.app.actions.case_decisions import Decision
from espace_mobile.app.actions.case_reviews import Presence
from espace_mobile.app.actions.civic_missions import Asked
from espace_mobile.app.actions.hours import Promise
from espace_mobile.domain.case_review import CaseReview, ReviewedCase
from espace_mobile.domain.civic_mission import CivicMission
from espace_mobile.domain.civic_rules import STEPS, last_day
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.sheet_vocabulary import (
    CaseDecision,
    CivicTheme,
    HostType,
    MissionStatus,
    Vocation,
)
from espace_mobile.domain.work_allocation import WorkAllocation, WorkShift
from tests.simulation.world import Post

if TYPE_CHECKING:
    from tests.simulation.programme_history import ProgrammeHistory as H

TASKS = ("Jardin", "Ménages")
DAY = timedelta(days=1)


# Hours


def promise(h: H, post: Post) -> None:
    replica, worker, host = post.replica, h.worker(post), h.one(post, Organisation)
    new = Promise(host.id, h.code(TASKS), h.code(("6", "30")), h.code((True, False)))
    if h.rng.random() < 0.4:
        programme = h.one(post, Programme)
        in_all = lambda: hours.promise_in_all(replica, programme, h.code(("", "40")), worker)  # noqa: E731
        h.did(post, h.pick([in_all, lambda: hours.allocate(replica, programme, new, worker)])())
        return
    known = h.one(post, WorkAllocation)
    shown = Promise.of(known)
    h.did(post, h.pick([
        lambda: hours.correct(replica, known, replace(shown, hours=new.hours), worker, shown=shown),
        lambda: hours.correct(replica, known, replace(shown, enterprise=new.enterprise), worker, shown=shown),
        lambda: hours.close(replica, known, worker, h.today),
        lambda: hours.reopen(replica, known, worker),
        lambda: hours.remove(replica, known, worker),
    ])())  # fmt: skip


def plan_hours(h: H, post: Post) -> None:
    """Also beyond what is left."""
    worker, allocation, person = h.worker(post), h.one(post, WorkAllocation), h.person(post)
    days = {h.today + h.rng.randint(-3, 3) * DAY for _ in range(h.rng.randint(1, 3))}
    h.did(post, hours_shifts.plan(
        post.replica, allocation, person, days, h.code((60, 210, 420)), worker, today=h.today,
        done=h.rng.random() < 0.2, anyway=h.rng.random() < 0.7,
    ))  # fmt: skip


def work(h: H, post: Post) -> None:
    replica, worker, shift = post.replica, h.worker(post), h.one(post, WorkShift)
    late = hours_shifts.waiting_in(replica, h.one(post, Programme), h.today).late
    h.did(post, h.pick([
        lambda: hours_shifts.validate(replica, shift, worker, h.today, h.code((None, 45, 300))),
        lambda: hours_shifts.validate_all(replica, late, worker, h.today),
        lambda: hours_shifts.replan(replica, shift, worker, h.code((90, 480))),
        lambda: hours_shifts.cancel(replica, shift, worker),
    ])())  # fmt: skip


# Reviews


def plan_reviews(h: H, post: Post) -> None:
    replica, worker, programme = post.replica, h.worker(post), h.one(post, Programme)
    found = case_reviews.proposed_days(replica, programme, h.today, h.today + h.rng.randint(-2, 2) * DAY)
    h.did(post, case_reviews.plan(replica, programme, found[: h.rng.randint(1, 2)], worker))


def change_review(h: H, post: Post) -> None:
    replica, worker, review = post.replica, h.worker(post), h.one(post, CaseReview)
    partner = h.one(post, Organisation).id
    h.did(post, h.pick([
        lambda: case_reviews.move(replica, review, worker, review.on + h.rng.randint(-2, 2) * DAY),
        lambda: h.code((case_reviews.cancel, case_reviews.plan_again, case_reviews.hold))(replica, review, worker),
        lambda: case_reviews.ask(replica, review, worker, partner),
        lambda: case_reviews.mark_partner(replica, review, worker, partner, h.code((None, *Presence))),
        lambda: case_reviews.toggle_worker(replica, review, worker, post.by),
    ])())  # fmt: skip


def put_on(h: H, post: Post) -> None:
    replica, worker = post.replica, h.worker(post)
    if h.rng.random() < 0.3:
        h.did(post, review_cases.take_off(replica, h.one(post, ReviewedCase), worker))
    else:
        h.did(post, review_cases.put_on(replica, h.one(post, CaseReview), [h.person(post)], worker))


def decide_case(h: H, post: Post) -> None:
    replica, word, due_on = post.replica, h.said(None), h.today + h.rng.randint(0, 9) * DAY
    ours, partner = h.code((None, post.by, h.office.by)), h.one(post, Organisation).id
    asked = Decision(h.code(CaseDecision), word, ours, h.code((None, partner)), due_on if ours else None)
    h.did(post, h.about_its_person(word, case_decisions.decide(
        replica, h.one(post, CaseReview), h.person(post), asked, h.worker(post), now=h.now
    )))  # fmt: skip


def news(h: H, post: Post) -> None:
    act = check_ins.note_news if h.rng.random() < 0.8 else check_ins.forget_news
    h.did(post, act(post.replica, h.person(post), h.worker(post), h.today))


# Civic service


def mission(h: H, post: Post) -> None:
    replica, worker, known = post.replica, h.worker(post), None
    since = h.today - h.rng.randint(0, 260) * DAY
    asked = Asked(
        h.code(CivicTheme), h.code(HostType), h.one(post, Organisation).id, h.code((None, "Tutrice")),
        h.person(post).id if h.rng.random() < 0.8 else None, False, since, last_day(since, h.code((6, 8))),
    )  # fmt: skip
    if h.rng.random() < 0.5:
        h.did(post, civic_missions.add(replica, h.one(post, Programme), asked, worker))
        return
    known, stamps = h.form(post, CivicMission)
    shown = Asked.of(known)
    typed = replace(shown, **{name: getattr(asked, name) for name in h.rng.sample(sorted(vars(asked)), 2)})
    h.pick([
        lambda: civic_missions.edit(replica, known, typed, worker, seen=shown, stamps=stamps),
        lambda: civic_missions.edit(replica, known, typed, worker, seen=shown, stamps=stamps),
        lambda: h.did(post, civic_missions.delete(replica, known, worker)),
        lambda: civic_missions.set_yearly(replica, h.one(post, Programme), h.code((None, 5, 9)), worker),
    ])()  # fmt: skip


def run_mission(h: H, post: Post) -> None:
    replica, worker, known, word = post.replica, h.worker(post), h.one(post, CivicMission), h.said(None)
    day = h.today - h.rng.randint(0, 20) * DAY
    h.did(post, h.about_its_person(word, h.pick([
        lambda: civic_running.begin(replica, known, worker, h.today),
        lambda: civic_running.begin(replica, known, worker, h.today),
        lambda: civic_running.end(replica, known, worker, h.today, word),
        lambda: civic_running.break_off(replica, known, worker, day, h.today, word),
        lambda: civic_running.put(replica, known, h.code(MissionStatus), worker),
        lambda: civic_running.tick(replica, known, h.code(STEPS), h.code((None, day)), worker),
        lambda: civic_running.note_vocation(replica, known, h.code((None, *Vocation)), worker, h.now),
        lambda: civic_running.become_outcome(replica, known, worker, h.today),
    ])()))  # fmt: skip


DEEDS: list[tuple[int, Callable[[Any, Post], None]]] = [
    (5, promise), (9, plan_hours), (9, work), (4, plan_reviews), (4, change_review), (4, put_on), (9, decide_case),
    (6, news), (7, mission), (12, run_mission),
]  # fmt: skip
