"""Scenes of the comités de suivi, for `shots --office`, and the people and weeks that stand behind them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random

from espace_mobile.app import clock
from espace_mobile.app.actions import case_reviews, due, review_cases
from espace_mobile.domain.case_review import CaseReview, ReviewedCase
from espace_mobile.domain.check_in import CheckIn
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.path_vocabulary import EntryDecision, FollowUpRule, SessionStatus
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme_sheet import ProgrammePartner
from espace_mobile.domain.review_dates import rhythm_day
from espace_mobile.domain.sheet_vocabulary import CaseDecision, CaseReason, ProgrammePart
from espace_mobile.domain.vocabulary import OrganisationType
from espace_mobile.protocol.values import derived_id
from espace_mobile.sample.cast import NORTH
from espace_mobile.sample.demonstration import Demonstration, demonstration
from tests.browser.driver import Driver

Scene = Callable[[Driver], None]
_SEED, _EVERY = 20260514, 21


@cache
def _sample() -> Demonstration:
    return demonstration(clock.today())


def programme_id(sample: Demonstration) -> str:
    return next(p.id for p in sample.programmes if ProgrammePart.REVIEWS in p.parts)


def people(sample: Demonstration) -> list[Person]:
    return [p for p in sample.people if p.team == NORTH.id and p.first_name and p.last_name][60:74]


def facts(sample: Demonstration) -> list[Fact]:
    """Fourteen people, who gave news more or less often; a review held three weeks ago, one today, three to come."""
    drawn, programme, today = Random(_SEED), programme_id(sample), sample.today
    partners = [o for o in sample.organisations if o.type != OrganisationType.OWN][:4]
    made: list[Fact] = []
    for partner in partners:
        id = derived_id("review_shots", "partner", partner.id)
        made.append(ProgrammePartner(id=id, programme_id=programme, organisation_id=partner.id))
    for n, person in enumerate(people(sample)):
        entered = today - timedelta(days=(175, 60, 12, 90, 45)[n % 5] + n)
        id = derived_id("review_shots", "spell", person.id)
        made.append(
            Enrolment(
                id=id, team=person.team, person_id=person.id, programme_id=programme, entered_on=entered,
                proposed_on=entered, decision=EntryDecision.VALIDATED,
            )
        )  # fmt: skip
        often, silent = (0.85, 0.6, 0.3, 0.75)[n % 4], (0, 0, 19, 2)[n % 4]
        days = [today - timedelta(days=k) for k in range(silent, 60) if drawn.random() < often]
        made += [
            CheckIn(id=derived_id("review_shots", person.id, day.isoformat()), team=person.team, person_id=person.id,
                    on=day) for day in days if day >= entered
        ]  # fmt: skip
    asked = tuple(o.id for o in partners)
    for n in range(-1, 4):
        day = rhythm_day(today + timedelta(days=_EVERY * n)) if n else rhythm_day(today)
        on = today if n == 0 else day.on
        made.append(
            CaseReview(
                id=case_reviews.review_id(programme, day.planned), programme_id=programme, on=on,
                planned_on=day.planned, starts=case_reviews.MORNING, organisation_ids=asked,
                status=SessionStatus.HELD if n < 0 else SessionStatus.PLANNED,
                present_ids=asked[:2] if n < 1 else (),
            )
        )  # fmt: skip
    return [*made, *_decided(sample, programme)]


def _decided(sample: Demonstration, programme: str) -> list[Fact]:
    """At the last review."""
    before, worker = sample.today - timedelta(days=_EVERY), sample.workers[0]
    review, made = case_reviews.review_id(programme, before), list[Fact]()
    for n, person in enumerate(people(sample)[:4]):
        case = ReviewedCase(
            id=review_cases.case_id(review, person.id), team=person.team, review_id=review, person_id=person.id,
            reasons=(CaseReason.NO_NEWS,), decision=list(CaseDecision)[n], owner_id=worker.id,
            decided="Passer à son domicile avec l’assistante sociale." if n == 1 else None,
            decided_at=datetime.now(UTC) - timedelta(days=_EVERY), due_on=before + timedelta(days=7),
        )  # fmt: skip
        made.append(case)
        id = due.task_id(FollowUpRule.BY_HAND, case.id, person.id)
        made.append(
            FollowUp(id=id, team=person.team, person_id=person.id, source_id=case.id, worker_id=worker.id,
                     due_on=before + timedelta(days=7), reason=case.decided)
        )  # fmt: skip
    return made


def scenes(go: Callable[[str], Scene]) -> dict[str, Scene]:
    programme = programme_id(_sample())

    def after(route: str, *taps: str, seen: str = "") -> Scene:
        def scene(app: Driver) -> None:
            go(route)(app)
            for identifier in taps:
                app.scroll_to(app.marked(identifier))
                app.tap(identifier)
                app.page.wait_for_timeout(600)
            if seen:
                app.scroll_to(app.marked(seen))
                app.page.mouse.wheel(0, 300)
                app.page.wait_for_timeout(400)

        return scene

    page, today = f"/programmes/{programme}/reviews", rhythm_day(_sample().today).planned
    review = f"/reviews/{case_reviews.review_id(programme, today)}"
    return {
        "reviews": go(page),
        "reviews-followed": after(page, seen="followed.4.news"),
        "reviews-plan": after(page, "review.plan"),
        "reviews-past": after(page, "review.show_others"),
        "review": go(review),
        "review-presence": after(review, seen="review.ask"),
        "review-add": after(review, "review.add"),
        "review-change": after(review, "review.change"),
        "review-minutes": after(review, seen="minutes.pdf"),
        "case": after(review, "review.examine"),
        "case-deciding": after(review, "review.examine", "case.decision.reach", seen="case.save"),
        "case-decided": after(review, "review.examine", "case.decision.continue", "case.save"),
        "file-news": go(f"/people/{people(_sample())[2].id}"),
    }
