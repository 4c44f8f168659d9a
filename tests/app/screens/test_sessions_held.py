"""A session on its day: who is there, and what was said."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from espace_mobile.app import clock
from espace_mobile.app.actions import protocols
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import AttendanceStatus, FollowUpRule, SessionStatus
from espace_mobile.domain.session_protocol import SessionNote, SessionProtocol
from tests.app.screens.register import undo
from tests.app.screens.seats import (
    EXPECTED,
    NORA,
    PRESENT,
    at,
    office,
    people,
    seats,
    session,
    told,
)
from tests.app.tablet import play, unlocked


def test_on_the_day_each_person_is_one_tap_that_can_be_taken_back(tmp_path: Path) -> None:
    async def story() -> None:
        today, found = session(0, post_workshop_on=clock.today() + timedelta(days=30)), people()
        tablet = office(tmp_path, today, *found, *seats(today, *found[:3]))
        async with unlocked(tablet) as app:
            await at(app, today)
            await app.tap("attendance.0.present")
            assert tablet.replica.get(GroupSession, today.id).status == SessionStatus.HELD
            assert [t.rule for t in tablet.replica.all(FollowUp)] == [FollowUpRule.POST_WORKSHOP]
            await app.tap("attendance.1.excused")
            await app.tap("attendance.2.absent")
            assert list(told(tablet, today).values()) == [PRESENT, AttendanceStatus.EXCUSED, AttendanceStatus.ABSENT]
            await undo(app)
            assert told(tablet, today)[found[2].id] == EXPECTED
            await app.tap("attendance.1.excused")
            assert told(tablet, today)[found[1].id] == EXPECTED

    play(story)


def test_who_did_not_come_is_called_back_by_one_tap(tmp_path: Path) -> None:
    async def story() -> None:
        today, [samir, *_] = session(0), people()
        tablet = office(tmp_path, today, samir, *seats(today, samir))
        async with unlocked(tablet) as app:
            await at(app, today)
            await app.tap("attendance.0.absent")
            await app.tap("attendance.0.call_back")
            assert app.sees("Relance prévue")
            [task] = tablet.replica.all(FollowUp)
            assert (task.reason or "").startswith("Absence à la séance")
            await undo(app)
            assert app.has("attendance.0.call_back")

    play(story)


def test_what_was_said_is_written_in_its_section_and_stays_through_a_lock(tmp_path: Path) -> None:
    async def story() -> None:
        oser = session(0)
        tablet = office(tmp_path, oser)
        async with unlocked(tablet) as app:
            await at(app, oser)
            await app.tap(f"protocol.choose.{protocols.DEFAULT_ID}")
            await app.tap("protocol.section.0")
            await app.type("Ce qui a été dit", "Dix ans de marché")
            app.page.data.lock()
        async with unlocked(tablet) as app:
            await at(app, oser)
            assert app.sees("Non enregistré")
            await app.tap("protocol.section.0")
            assert app.field("Ce qui a été dit").value == "Dix ans de marché"
            await app.type("Ce qui a été dit", "1 85 05 78 006 084 36")
            await app.tap("protocol.save")
            assert "numéro de sécurité sociale" in (app.field("Ce qui a été dit").error or "")
            await app.type("Ce qui a été dit", "Dix ans de marché")
            await app.tap("protocol.save")
            assert app.sees("Dix ans de marché")
            assert not app.sees("Non enregistré")
        [note] = tablet.replica.all(SessionNote)
        assert (note.text, note.worker_id) == ("Dix ans de marché", NORA.id)

    play(story)


def test_a_protocol_s_sections_are_added_moved_and_removed(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path)
        async with unlocked(tablet) as app:
            await app.go("/sessions/protocols")
            await app.tap("protocols.0")
            await app.tap("protocol.remove.3")
            await app.tap("protocol.up.2")
            await app.tap("protocol.add")
            await app.type("Partie 4", "Savoir-être")
            await app.tap("protocol.keep")
            assert app.sees("Deux parties ont le même titre.")
            await app.type("Partie 4", "Ce que je transmets")
            await app.tap("protocol.keep")
        [kept] = tablet.replica.all(SessionProtocol)
        assert kept.sections == ("Vécu de la personne", "Savoir-être", "Savoir-faire", "Ce que je transmets")

    play(story)
