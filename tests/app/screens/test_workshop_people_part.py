from __future__ import annotations

from pathlib import Path

from espace_mobile.app.actions import sessions
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.path_vocabulary import AttendanceStatus, FollowUpRule, SessionStatus
from espace_mobile.domain.sheet_vocabulary import WorkshopForm
from tests.app.screens.register import undo
from tests.app.screens.workshop_room import (
    at,
    enrolled,
    monthly,
    office,
    session,
    workshop,
)
from tests.app.tablet import play, unlocked


def test_everybody_enrolled_is_invited_by_one_tap_that_can_be_taken_back(tmp_path: Path) -> None:
    async def story() -> None:
        esteem = workshop()
        coming = session(esteem, 7, phase=0)
        people = [fact for name in ("Awa", "Bilal") for fact in enrolled(name)]
        tablet = office(tmp_path, esteem, coming, *people)
        async with unlocked(tablet) as app:
            await at(app)
            await app.tap("workshop.invite_all")
            assert {a.status for a in sessions.attendances_of(tablet.replica, coming)} == {AttendanceStatus.INVITED}
            assert tablet.replica.count(FollowUp) == 2
            assert not app.has("workshop.invite_all")
            await undo(app)
            assert app.sees("Inviter les 2 personnes inscrites")

    play(story)


def test_a_session_s_own_page_invites_everybody_too(tmp_path: Path) -> None:
    async def story() -> None:
        alone = session(workshop(), 7, workshop_id=None)
        tablet = office(tmp_path, alone, *enrolled("Awa"))
        async with unlocked(tablet) as app:
            await at(app)
            await app.tap("workshop.other.0")
            await app.tap("session.add")
            await app.tap("session.how.invite")
            await app.tap("workshop.invite_all")
            assert tablet.replica.count(Attendance) == tablet.replica.count(FollowUp) == 1
            assert app.has("invited.0.expected")

    play(story)


def test_who_is_short_of_their_hours_this_month_is_called_back_by_one_tap(tmp_path: Path) -> None:
    async def story() -> None:
        talking = monthly()
        today = session(talking, 0, status=SessionStatus.HELD)
        (awa, in_awa), (bilal, in_bilal) = enrolled("Awa"), enrolled("Bilal")
        came = Attendance(
            id=sessions.attendance_id(today.id, awa.id), session_id=today.id, person_id=awa.id,
            status=AttendanceStatus.PRESENT, since=today.starts_at,
        )  # fmt: skip
        tablet = office(tmp_path, talking, today, awa, in_awa, bilal, in_bilal, came)
        async with unlocked(tablet) as app:
            await at(app)
            assert app.sees("1 personne sur 2 n’a pas ses 2\u00a0h")
            assert app.name("workshop.short.0") == "Bilal Test, 0\u00a0min sur 2\u00a0h"
            await app.tap("workshop.short.0.call")
            [task] = tablet.replica.all(FollowUp)
            assert (task.person_id, task.rule) == (bilal.id, FollowUpRule.BY_HAND)
            assert app.sees("Relance prévue")
            await undo(app)
            assert app.has("workshop.short.0.call")

    play(story)


def test_who_was_met_about_their_contract_this_week_is_one_tap(tmp_path: Path) -> None:
    async def story() -> None:
        contract = monthly(form=WorkshopForm.CONTRACT, compulsory=False, title="Point contrats")
        tablet = office(tmp_path, contract, monthly(), *enrolled("Awa"), *enrolled("Bilal"))
        async with unlocked(tablet) as app:
            await at(app)
            assert app.has("workshops.1")
            await app.tap("workshops.1")
            assert app.sees("Personne pour l’instant, sur 2")
            await app.tap("workshop.met.0.mark")
            assert app.sees("1 personne vue sur 2")
            await undo(app)
            assert app.sees("Personne pour l’instant, sur 2")

    play(story)
