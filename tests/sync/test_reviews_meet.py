"""Comités de suivi of two tablets that did not hear each other, over the real engine and register."""

from __future__ import annotations

from datetime import UTC, date, datetime

from espace_mobile.app.actions import case_decisions, case_reviews, check_ins, conflicts
from espace_mobile.app.actions.case_decisions import Decision
from espace_mobile.app.actions.change import seen_now
from espace_mobile.domain.case_review import CaseReview, ReviewedCase
from espace_mobile.domain.check_in import CheckIn
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.sheet_vocabulary import CaseDecision, ProgrammePart
from espace_mobile.domain.vocabulary import Role
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.values import new_id
from tests.sync.conftest import Field, Post

NOW = datetime(2026, 5, 13, 9, tzinfo=UTC)
TODAY = NOW.date()
CLAIRE = Worker(id=new_id(), display_name="Claire", role=Role.SUPERVISOR)
SAMIR = Person(id=new_id(), first_name="Samir")
DANJOUTIN = Programme(id=new_id(), name="Danjoutin", parts=(ProgrammePart.REVIEWS,), review_days=21)
SPELL = Enrolment(id=new_id(), person_id=SAMIR.id, programme_id=DANJOUTIN.id, entered_on=date(2026, 3, 2))


def _both(field_day: Field) -> tuple[Post, Post]:
    a, b = field_day.post(), field_day.post()
    a.replica.save(CLAIRE, SAMIR, DANJOUTIN, SPELL, by=CLAIRE.id)
    _settle(a, b)
    return a, b


def _settle(*posts: Post) -> None:
    for _ in range(2):
        for post in posts:
            post.sync()


def _plan(post: Post) -> CaseReview:
    days = case_reviews.proposed_days(post.replica, DANJOUTIN, TODAY, TODAY)
    return case_reviews.plan(post.replica, DANJOUTIN, days, CLAIRE).fact


def _decide(post: Post, review: CaseReview, decision: CaseDecision, seen: dict[str, str] | None = None) -> ReviewedCase:
    asked = Decision(decision, owner_id=CLAIRE.id, due_on=TODAY)
    return case_decisions.decide(post.replica, review, SAMIR, asked, CLAIRE, now=NOW, seen=seen).fact


def test_the_same_four_days_planned_on_two_tablets_are_four_reviews(field_day: Field) -> None:
    a, b = _both(field_day)
    assert _plan(a).id == _plan(b).id
    _settle(a, b)
    for post in (a, b):
        assert len(post.replica.all(CaseReview)) == 4
        assert conflicts.open_conflicts(post.replica) == []


def test_one_case_decided_the_same_way_twice_asks_nobody_anything(field_day: Field) -> None:
    a, b = _both(field_day)
    review = _plan(a)
    _settle(a, b)
    for post in (a, b):
        _decide(post, review, CaseDecision.REACH)
    _settle(a, b)
    for post in (a, b):
        assert len(post.replica.all(ReviewedCase)) == len(post.replica.all(FollowUp)) == 1
        assert conflicts.open_conflicts(post.replica) == []


def test_two_decisions_of_one_case_are_one_record_and_one_question(field_day: Field) -> None:
    a, b = _both(field_day)
    review = _plan(a)
    _settle(a, b)
    _decide(a, review, CaseDecision.REACH)
    _decide(b, review, CaseDecision.LEAVE)
    _settle(a, b)
    for post in (a, b):
        [case] = post.replica.all(ReviewedCase)
        [asked] = conflicts.open_conflicts(post.replica, case.id)
        assert asked.field == "decision"
        assert {c.value for c in asked.candidates} == {"reach", "leave"}
        assert len(post.replica.all(FollowUp)) == 1


def test_a_form_that_stayed_open_during_a_sync_replaces_nothing_in_silence(field_day: Field) -> None:
    a, b = _both(field_day)
    review = _plan(a)
    first = _decide(a, review, CaseDecision.CONTINUE)
    _settle(a, b)
    stamps = seen_now(b.replica, first)
    _decide(a, review, CaseDecision.REACH)
    _settle(a, b)
    _decide(b, review, CaseDecision.LEAVE, stamps)
    _settle(a, b)
    [asked] = conflicts.open_conflicts(a.replica, first.id)
    assert {c.value for c in asked.candidates} == {"reach", "leave"}


def test_news_of_one_day_noted_on_two_tablets_are_one_check_in(field_day: Field) -> None:
    a, b = _both(field_day)
    for post in (a, b):
        check_ins.note_news(post.replica, SAMIR, CLAIRE, TODAY)
    _settle(a, b)
    assert len(a.replica.all(CheckIn)) == len(b.replica.all(CheckIn)) == 1
    assert conflicts.open_conflicts(a.replica) == []
