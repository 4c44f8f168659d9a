from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import flet as ft
import pytest

from espace_mobile.app import clock
from espace_mobile.app.actions import protocols
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import AttendanceStatus, FollowUpRule, SessionStatus
from espace_mobile.domain.session_protocol import SessionProtocol
from espace_mobile.protocol.values import new_id
from tests.app.screens.register import person, undo, wait_for
from tests.app.screens.seats import (
    ESTEEM,
    EXPECTED,
    NORA,
    PRESENT,
    WAITING,
    at,
    office,
    people,
    seats,
    session,
    told,
)
from tests.app.tablet import MARKET, Tablet, at_work, play, unlocked


def test_a_session_is_planned_by_taps_and_takes_what_its_programme_says(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path)
        day = clock.today() + timedelta(days=1 if clock.today().weekday() != 5 else 2)
        async with unlocked(tablet) as app:
            await app.go("/sessions/new")
            await app.tap("session.save")
            assert app.sees("Donnez un titre à la séance")
            await app.tap(f"session.programme.{ESTEEM.id}")
            await app.tap("session.save")
            assert app.sees("Choisissez un jour.")
            await app.tap(f"when.day.{day.isoformat()}")
            await app.tap("when.hour.14")
            await app.tap(f"place.{MARKET.id}")
            await app.tap("session.minutes.90")
            await app.tap("session.capacity.more")
            await app.tap(f"session.protocol.{protocols.DEFAULT_ID}")
            await app.tap("session.post.1")
            await app.tap("session.save")
            assert app.sees("14 h – 15 h 30".replace(" ", "\u00a0").replace("\u00a0–\u00a0", " – "))
            assert app.sees(MARKET.name)
        [made] = tablet.replica.all(GroupSession)
        assert (made.title, made.capacity, made.minutes, made.team) == ("Estime de soi", 4, 90, None)
        assert (made.facilitator_ids, made.place_id) == ((NORA.id,), MARKET.id)
        assert made.post_workshop_on is not None
        assert made.post_workshop_on > day
        [protocol] = tablet.replica.all(SessionProtocol)
        assert protocol.id == made.protocol_id
        assert "Savoir-être" in protocol.sections

    play(story)


def test_what_is_typed_in_a_plan_stays_through_a_lock(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path)
        async with unlocked(tablet) as app:
            await app.go("/sessions/new")
            await app.type("Titre", "Oser demander")
            app.page.data.lock()
        async with unlocked(tablet) as app:
            await app.go("/sessions/new")
            assert app.field("Titre").value == "Oser demander"

    play(story)


def test_a_field_worker_plans_nothing_but_gives_seats(tmp_path: Path) -> None:
    async def story() -> None:
        oser, [samir, *_] = session(), people()
        tablet = at_work(tmp_path, oser, samir)
        async with unlocked(tablet) as app:
            await app.go("/sessions/new")
            assert not app.has("session.save")
            await at(app, oser)
            assert not app.has("session.edit")
            assert not app.has("session.cancel")
            await app.tap("session.add")
            await app.tap("session.add.0")
            assert told(tablet, oser) == {samir.id: EXPECTED}
            assert app.sees("4 places libres sur 5")
            await undo(app)
            assert told(tablet, oser) == {}

    play(story)


def test_somebody_is_found_as_the_name_is_typed(tmp_path: Path) -> None:
    async def story() -> None:
        oser, [samir, elodie, *_] = session(), people()
        async with unlocked(office(tmp_path, oser, samir, elodie)) as app:
            await at(app, oser)
            await app.tap("session.add")
            await app.type("Chercher", "élod")
            await wait_for(app, lambda: not app.has("session.add.1"))
            assert app.name("session.add.0").startswith("Élodie Test")

    play(story)


def test_an_invitation_takes_no_seat_and_the_answer_is_one_tap(tmp_path: Path) -> None:
    async def story() -> None:
        oser, [samir, *_] = session(), people()
        tablet = office(tmp_path, oser, samir)
        async with unlocked(tablet) as app:
            await at(app, oser)
            await app.tap("session.add")
            await app.tap("session.how.invite")
            await app.tap("session.add.0")
            assert app.sees("5 places libres sur 5")
            [task] = tablet.replica.all(FollowUp)
            assert task.rule == FollowUpRule.SESSION_INVITATION
            await app.tap("invited.0.expected")
            assert app.sees("4 places libres sur 5")

    play(story)


def full_house(folder: Path, *facts: Fact) -> tuple[Tablet, GroupSession]:
    oser, found = session(), people()
    return office(folder, oser, *found, *seats(oser, *found[:5]), *facts), oser


def test_a_full_session_offers_the_next_one_in_one_tap(tmp_path: Path) -> None:
    async def story() -> None:
        following = session(14)
        tablet, oser = full_house(tmp_path, following)
        async with unlocked(tablet) as app:
            await at(app, oser)
            assert app.sees("Complet\u00a0: 5 sur 5")
            await app.tap("session.add")
            await app.tap("session.add.0")
            assert app.sees("Prochaine séance\u00a0:")
            assert app.sees("à 14\u00a0h, 5 places")
            await app.tap("session.full.next")
            assert not app.has("session.full.next")
        assert len(told(tablet, following)) == 1
        assert len(told(tablet, oser)) == 5

    play(story)


def test_or_the_waiting_list_and_a_seat_that_frees_is_offered_not_given(tmp_path: Path) -> None:
    async def story() -> None:
        tablet, oser = full_house(tmp_path)
        async with unlocked(tablet) as app:
            await at(app, oser)
            await app.tap("session.add")
            await app.tap("session.add.0")
            assert not app.has("session.full.next")
            await app.tap("session.full.wait")
            assert app.sees("Liste d’attente")
            assert not app.has("seat.promote")
            await app.tap("attendance.0.withdrawn")
            assert WAITING in told(tablet, oser).values()
            assert app.sees("est en tête de la liste d’attente")
            await app.tap("seat.promote")
            assert WAITING not in told(tablet, oser).values()
            assert app.sees("Complet\u00a0: 5 sur 5")

    play(story)


def test_people_of_other_teams_have_a_seat_and_no_name(tmp_path: Path) -> None:
    async def story() -> None:
        oser, theirs = session(0), person("Jeanne", "Secret", team="t" * 32)
        elsewhere = theirs.but(id=new_id())
        held = seats(oser, theirs, elsewhere)
        tablet = office(tmp_path, oser, theirs, *held)
        async with unlocked(tablet) as app:
            await at(app, oser)
            assert app.sees("Personne suivie par une autre équipe")
            assert not app.sees("Jeanne")
            await app.tap("attendance.1.present")
            assert tablet.replica.get(Attendance, held[1].id).status == PRESENT

    play(story)


def test_a_session_is_cancelled_and_restored(tmp_path: Path) -> None:
    async def story() -> None:
        oser, [samir, *_] = session(), people()
        tablet = office(tmp_path, oser, samir, *seats(oser, samir))
        async with unlocked(tablet) as app:
            await at(app, oser)
            await app.tap("session.cancel")
            assert app.sees("Prévenez la personne attendue")
            assert not app.has("session.add")
            await undo(app)
            assert app.has("session.add")
            await app.tap("session.cancel")
            await app.tap("session.plan_again")
        assert tablet.replica.get(GroupSession, oser.id).status == SessionStatus.PLANNED

    play(story)


def test_a_session_is_taken_up_again_with_its_people_invited(tmp_path: Path) -> None:
    async def story() -> None:
        held, found = session(-3, status=SessionStatus.HELD), people()
        tablet = office(tmp_path, held, *found, *seats(held, *found[:2], status=PRESENT))
        day = clock.today() + timedelta(days=1 if clock.today().weekday() != 5 else 2)
        async with unlocked(tablet) as app:
            await at(app, held)
            await app.tap("session.again")
            assert app.sees("Inviter aussi les 2 personnes")
            assert app.field("Titre").value == "Oser dire"
            await app.tap(f"when.day.{day.isoformat()}")
            await app.tap("session.save")
        [made] = [s for s in tablet.replica.all(GroupSession) if s.id != held.id]
        assert clock.local(made.starts_at).date() == day
        assert set(told(tablet, made).values()) == {AttendanceStatus.INVITED}
        assert len(tablet.replica.all(FollowUp)) == 2

    play(story)


def test_an_edit_keeps_what_another_tablet_changed_meanwhile(tmp_path: Path) -> None:
    async def story() -> None:
        oser = session()
        tablet = office(tmp_path, oser)
        async with unlocked(tablet) as app:
            await app.go(f"/sessions/{oser.id}/edit")
            tablet.replica.save(oser.but(capacity=8), by="another tablet")
            await app.type("Titre", "Oser demander")
            await app.tap("session.save")
        kept = tablet.replica.get(GroupSession, oser.id)
        assert (kept.title, kept.capacity, kept.starts_at) == ("Oser demander", 8, oser.starts_at)

    play(story)


def test_in_the_file_a_seat_is_two_taps(tmp_path: Path) -> None:
    async def story() -> None:
        oser, full, found = session(), session(3, capacity=1, title="Pleine"), people()
        tablet = at_work(tmp_path, oser, full, *found, *seats(full, found[1]))
        async with unlocked(tablet) as app:
            await app.go(f"/people/{found[0].id}")
            if app.has("file.part.path"):
                await app.tap("file.part.path")
            await app.tap("file.session.join")
            assert not app.sees("Pleine")
            await app.tap("file.session.0")
            assert app.name("file.session.of.0").startswith("Oser dire, Attendue")
        assert told(tablet, oser) == {found[0].id: EXPECTED}

    play(story)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_session_has_a_line_with_its_seats(tmp_path: Path, language: str) -> None:

    async def story() -> None:
        oser, late, held, found = session(), session(-2, title="Oubliée"), session(-9, title="Avant"), people()
        held = held.but(status=SessionStatus.HELD, facilitator_ids=(NORA.id,))
        tablet = office(tmp_path, oser, late, held, *found, *seats(oser, *found[:2]))
        async with unlocked(tablet, language) as app:
            await app.go("/agenda")
            await app.tap("agenda.segment.sessions")
            assert app.sees("3 places" if language == "fr" else "3 seats")
            names = [app.name(f"sessions.{n}").split(",")[0] for n in range(3)]
            assert names == ["Oubliée", "Oser dire", "Avant"]
            await app.tap("sessions.whose.mine")
            assert not app.sees("Oubliée")
            assert app.sees("Avant")
            await app.tap("sessions.new")
            assert app.has("session.save")

    play(story)


def test_two_hundred_percent_text_and_a_phone_draw_every_part(tmp_path: Path) -> None:
    async def story() -> None:
        tablet, oser = full_house(tmp_path)
        async with unlocked(tablet) as app:
            app.page.data.prefer(text_scale=2.0, theme="sunlight")
            await at(app, oser)
            assert app.all(ft.Text)
            assert not app.sees("pas pu s’afficher")
            assert app.has("session.seats")

    play(story)
