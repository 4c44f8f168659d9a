"""From a contact to an outcome: the figures of « Demonstration data » in the design, and its awkward cases."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from statistics import fmean

import pytest

from espace_mobile import templates
from espace_mobile.domain import spells
from espace_mobile.domain.alerts import of_person
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.outcome_class import class_of
from espace_mobile.domain.outcome_counts import OutcomeCounts
from espace_mobile.domain.path_vocabulary import (
    AlertRule,
    Answered,
    AttendanceStatus,
    FollowUpRule,
    FollowUpStatus,
    OutcomeClass,
    Recommendation,
    ReferralAnswer,
    ReferralDirection,
    SessionStatus,
    SituationMoment,
)
from espace_mobile.domain.situations import Asking, expected
from espace_mobile.domain.spells import SpellState
from espace_mobile.domain.vocabulary import AppointmentStatus, OutcomeType
from espace_mobile.domain.workshop import Workshop
from espace_mobile.sample.demonstration import Demonstration, demonstration
from espace_mobile.sample.pathways import EXITS, LATER
from espace_mobile.sample.programmes import PATHWAY, WEEKLY

THURSDAY, SUNDAY, LEAP_DAY = date(2026, 5, 14), date(2026, 8, 16), date(2028, 2, 29)


@pytest.fixture(scope="module", params=[THURSDAY, SUNDAY, LEAP_DAY], ids=str)
def demo(request: pytest.FixtureRequest) -> Demonstration:
    return demonstration(request.param)


def by_person(demo: Demonstration) -> dict[str, list[Enrolment]]:
    of: dict[str, list[Enrolment]] = defaultdict(list)
    for enrolment in demo.enrolments:
        of[enrolment.person_id or ""].append(enrolment)
    return of


def test_every_kept_appointment_became_an_interview_and_half_of_them_lead_to_sessions(demo: Demonstration) -> None:
    kept = {a.id for a in demo.appointments if a.status == AppointmentStatus.KEPT}
    assert {i.appointment_id for i in demo.interviews} == kept
    advised = sum(i.recommendation == Recommendation.GROUP_SESSIONS for i in demo.interviews)
    assert 100 * advised / len(demo.interviews) == pytest.approx(50, abs=1)
    assert sum(i.urgent for i in demo.interviews) == 2
    assert sum(bool(i.children) for i in demo.interviews) >= 5


def test_sessions_seat_3_8_on_average_and_never_above_five_but_once(demo: Demonstration) -> None:
    held = {s.id for s in demo.sessions if s.status == SessionStatus.HELD}
    present = Counter(
        a.session_id for a in demo.attendances if a.status == AttendanceStatus.PRESENT and a.session_id in held
    )
    assert set(present) == held
    assert fmean(present.values()) == pytest.approx(3.8, abs=0.1)
    assert [id for id, n in present.items() if n > 5] == [demo.awkward.sixth_participant]
    assert present[demo.awkward.sixth_participant] == 6


def test_nobody_sits_in_a_session_before_their_entry_or_twice(demo: Demonstration) -> None:
    sessions = {s.id: s for s in demo.sessions}
    of = by_person(demo)
    assert len({(a.session_id, a.person_id) for a in demo.attendances}) == len(demo.attendances)
    for a in demo.attendances:
        session = sessions[a.session_id]
        day = min(session.starts_at.date(), demo.today)
        states = {spells.state(e, day) for e in of[a.person_id or ""] if e.programme_id == PATHWAY.id}
        assert SpellState.ENTERED in states


def test_one_session_to_come_is_full_and_somebody_waits(demo: Demonstration) -> None:
    planned = {s.id for s in demo.sessions if s.status == SessionStatus.PLANNED}
    coming = [a for a in demo.attendances if a.session_id in planned]
    assert Counter(a.status for a in coming) == {AttendanceStatus.EXPECTED: 7, AttendanceStatus.WAITING: 1}


def test_exits_are_shared_out_as_the_design_says(demo: Demonstration) -> None:
    left = [e for e in demo.enrolments if e.exited_on and e.programme_id == PATHWAY.id]
    counts = OutcomeCounts.of(left, demo.outcomes)
    assert counts.denominator >= 35
    per_cent = {
        OutcomeClass.LASTING_JOB: EXITS["durable"], OutcomeClass.TRANSITION_JOB: EXITS["transition"],
        OutcomeClass.POSITIVE_EXIT: EXITS["training"] + EXITS["other_siae"],
        OutcomeClass.RE_REGISTERED: EXITS["renewed"], OutcomeClass.RIGHTS_OPENED: EXITS["rights"],
        OutcomeClass.CIVIC_SERVICE: EXITS["civic_service"], OutcomeClass.LOST: EXITS["lost"],
    }  # fmt: skip
    for each, share in per_cent.items():
        assert abs(counts.classes[each] - counts.denominator * share / 100) < 2
    assert sum(EXITS.values()) == 100


def test_every_outcome_follows_its_entry_and_only_the_pathway_has_any(demo: Demonstration) -> None:
    enrolments = {e.id: e for e in demo.enrolments}
    for outcome in demo.outcomes:
        spells.check_outcome(enrolments[outcome.enrolment_id], outcome.on, demo.today)
    assert {enrolments[o.enrolment_id].programme_id for o in demo.outcomes} == {PATHWAY.id}
    assert {class_of([o]) for o in demo.outcomes if o.type == OutcomeType.UNKNOWN} <= {OutcomeClass.UNKNOWN}


def test_spells_keep_the_rules_and_some_come_back(demo: Demonstration) -> None:
    for several in by_person(demo).values():
        assert spells.overlaps(several) == []
        for spell in several:
            if spell.exited_on:
                spells.check_exit(spell, spell.exited_on, demo.today)
    states = Counter(spells.state(e, demo.today) for e in demo.enrolments)
    assert states[SpellState.PROPOSED] == 3
    assert states[SpellState.ENTERED] >= 5
    weekly = Counter(e.person_id for e in demo.enrolments if e.programme_id == WEEKLY.id)
    assert weekly
    assert set(weekly.values()) == {2}


def test_one_exit_was_never_noted(demo: Demonstration) -> None:
    [spell] = [e for e in demo.enrolments if e.id == demo.awkward.missing_exit]
    assert spell.exited_on is None
    assert (spells.days_in(spell, demo.today) or 0) > 365


def test_a_third_is_unreachable_at_six_months_and_some_are_asked_now(demo: Demonstration) -> None:
    later = Counter(s.answered for s in demo.situations if s.moment == SituationMoment.SIX_MONTHS)
    assert later.total() >= 20
    for answered, share in LATER.items():
        assert abs(later[answered] - later.total() * share / 100) < 1.5
    assert all((s.situation is None) == (s.answered != Answered.ANSWERED) for s in demo.situations)
    asked = [m for e in demo.enrolments for m in expected(e, demo.situations, demo.today)]
    assert any(m.asking == Asking.LATE for m in asked)


def test_relances_agree_with_what_is_known_and_each_try_took_time(demo: Demonstration) -> None:
    known = {(s.enrolment_id, s.moment) for s in demo.situations}
    moments = {FollowUpRule.EXIT_28_DAYS: SituationMoment.EXIT, FollowUpRule.SIX_MONTHS: SituationMoment.SIX_MONTHS}
    for task in demo.follow_ups:
        if task.rule in moments:
            assert (task.status == FollowUpStatus.DONE) == ((task.source_id, moments[task.rule]) in known)
    assert sum(t.status == FollowUpStatus.DUE and t.due_on <= demo.today for t in demo.follow_ups) >= 4
    assert all(a.minutes > 0 and a.at.date() < demo.today and a.at.weekday() < 5 for a in demo.attempts)
    assert len({t.id for t in demo.follow_ups}) == len(demo.follow_ups)


def test_referrals_go_both_ways_and_some_answers_are_overdue(demo: Demonstration) -> None:
    assert {r.direction for r in demo.referrals} == set(ReferralDirection)
    late = [
        r for r in demo.referrals if r.answer == ReferralAnswer.WAITING and (r.expected_on or date.max) < demo.today
    ]
    assert late
    assert any(r.direction == ReferralDirection.FROM_PARTNER and r.feedback_on is None for r in demo.referrals)
    assert all(r.on <= demo.today and (r.answered_on or r.on) <= demo.today for r in demo.referrals)


def test_some_minors_have_no_authorisation_and_two_files_were_merged(demo: Demonstration) -> None:
    minors = [a for p in demo.people for a in of_person(p, demo.today) if a.rule == AlertRule.MINOR]
    assert 1 <= len(minors) <= 10
    [merge] = demo.merges
    assert (merge.person_id, merge.into_id) == demo.awkward.merged
    assert (merge.into_id, merge.person_id) in demo.awkward.duplicates
    assert merge.at.date() < demo.today + timedelta(days=1)


# Programmes


def test_the_five_programmes_run_as_their_templates_say(demo: Demonstration) -> None:
    assert {p.template for p in demo.programmes} == {templates.shipped(name).name for name in templates.SHIPPED}
    assert all(p.since is not None and p.since <= demo.today for p in demo.programmes)
    ids = {p.id for p in demo.programmes}
    assert {e.programme_id for e in demo.enrolments} <= ids
    assert {w.programme_id for w in demo.sheets if isinstance(w, Workshop)} == ids
    assert len({f.id for f in demo.facts()}) == len(demo.facts())
