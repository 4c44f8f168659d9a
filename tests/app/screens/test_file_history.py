"""What the history of a file says, and how it is looked through."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from espace_mobile.app import clock
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.path_vocabulary import (
    Answered,
    AttemptChannel,
    AttemptResult,
    AttendanceStatus,
    EntryDecision,
    Evidence,
    ExitReason,
    FollowUpRule,
    Recommendation,
    ReferralAnswer,
    ReferralDirection,
    SituationMoment,
    Urgency,
)
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.referral import Referral
from espace_mobile.domain.situation import Situation
from espace_mobile.domain.vocabulary import Need, OrganisationType, OutcomeType
from espace_mobile.protocol.values import new_id
from tests.app.screens.register import open_file, person
from tests.app.tablet import AWA, at_work, play, unlocked

FRENCH = [
    "Entretien avec Awa", "Situation urgente\u00a0: logement · Cherche un toit · Rendez-vous individuels",
    "Séance\u00a0: Atelier CV", "Présente", "Relance\u00a0: SMS", "Jointe · 5\u00a0min · Rendez-vous manqué",
    "Entrée validée", "Passerelle · Awa", "Sortie de l’action", "Passerelle · Emploi", "Issue\u00a0: CDI",
    "6\u00a0mois · Contrat", "Situation à la sortie", "Injoignable", "Orientée vers Maison des femmes",
    "Logement", "Réponse\u00a0: Maison des femmes", "Acceptée",
]  # fmt: skip
ENGLISH = ["Interview with Awa", "Session: Atelier CV", "Follow-up: text message", "Outcome: ", "6\u00a0months"]


@pytest.mark.parametrize(("language", "expected"), [("fr", FRENCH), ("en", ENGLISH)])
def test_the_history_says_each_thing_in_words(tmp_path: Path, language: str, expected: list[str]) -> None:
    async def story() -> None:
        samir, now, today = person("Samir", days_ago=9), clock.now(), clock.today()
        held = GroupSession(id=new_id(), title="Atelier CV", starts_at=now)
        task = FollowUp(id=new_id(), person_id=samir.id, rule=FollowUpRule.MISSED_APPOINTMENT, due_on=today)
        programme = Programme(id=new_id(), name="Passerelle")
        partner = Organisation(id=new_id(), name="Maison des femmes", type=OrganisationType.PARTNER)
        about: dict[str, Any] = {"person_id": samir.id}
        facts = [
            Interview(id=new_id(), at=now, worker_id=AWA.id, line="Cherche un toit", urgent=True,
                      urgencies=(Urgency.HOUSING,), recommendation=Recommendation.INDIVIDUAL, **about),
            Attendance(id=new_id(), session_id=held.id, since=now, status=AttendanceStatus.PRESENT, **about),
            Attempt(id=new_id(), at=now, channel=AttemptChannel.TEXT_MESSAGE, result=AttemptResult.REACHED, minutes=5,
                    follow_up_id=task.id, **about),
            Enrolment(id=new_id(), programme_id=programme.id, decision=EntryDecision.VALIDATED, decided_on=today,
                      decided_by=AWA.id, exited_on=today, exit_reason=ExitReason.JOB, **about),
            Outcome(id=new_id(), enrolment_id=new_id(), type=OutcomeType.CDI, on=today, months=6,
                    evidence=Evidence.CONTRACT, **about),
            Situation(id=new_id(), enrolment_id=new_id(), moment=SituationMoment.EXIT, on=today,
                      answered=Answered.UNREACHABLE, **about),
            Referral(id=new_id(), direction=ReferralDirection.TO_PARTNER, organisation_id=partner.id, on=today,
                     reason=Need.HOUSING, answer=ReferralAnswer.ACCEPTED, answered_on=today, **about),
        ]  # fmt: skip
        async with unlocked(at_work(tmp_path, samir, held, task, programme, partner, *facts), language) as app:
            await open_file(app, samir, "story")
            for words in expected:
                assert app.sees(words), words

    play(story)


def test_a_long_history_is_filtered_by_a_tap_and_paged(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir", days_ago=40)
        notes = [
            PersonNote(id=new_id(), person_id=samir.id, at=clock.now() - timedelta(days=n), text=f"note {n:02}")
            for n in range(14)
        ]
        talk = Interview(id=new_id(), person_id=samir.id, at=clock.now() - timedelta(days=39), line="Premier échange")
        async with unlocked(at_work(tmp_path, samir, *notes, talk)) as app:
            await open_file(app, samir, "story")
            assert not app.sees("Premier échange")
            await app.tap("timeline.interviews")
            assert app.marked("timeline.interviews").selected
            assert app.sees("Premier échange")
            assert not app.sees("note 00")
            assert not app.has("timeline.sessions")
            await app.tap("timeline.all")
            assert app.sees("note 00")
            await app.tap("timeline.more")
            assert app.sees("Premier échange")

    play(story)


def test_a_short_history_needs_no_filter(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        async with unlocked(at_work(tmp_path, samir)) as app:
            await open_file(app, samir, "story")
            assert not app.has("timeline.all")

    play(story)
