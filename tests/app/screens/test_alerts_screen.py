from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from espace_mobile.app import clock
from espace_mobile.domain.alert_settlement import AlertSettlement
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import Role
from espace_mobile.protocol.values import new_id
from tests.app.screens.register import CLAIRE, PAUL, person, undo, wait_for
from tests.app.tablet import NORTH, Tablet, play, unlocked, worker

NORA = worker("Nora", Role.FIELD, (NORTH.id,))


def full(count: int) -> list[object]:
    session = GroupSession(id=new_id(), title="Savoirs", starts_at=clock.now() + timedelta(days=2))
    people = [person(f"Prénom{n}") for n in range(count)]
    seats = [
        Attendance(id=new_id(), session_id=session.id, person_id=p.id, since=clock.now(), worker_id=CLAIRE.id)
        for p in people
    ]
    return [session, *people, *seats]


def test_a_supervisor_is_led_to_a_sixth_person_and_decides_with_a_tap(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = Tablet(tmp_path, [NORTH, CLAIRE, *full(6)])
        async with unlocked(tablet, width=1280) as app:
            await wait_for(app, lambda: app.has("alerts.pill"))
            await app.tap("alerts.pill")
            await wait_for(app, lambda: app.has("alert.0"))
            assert app.sees("Séance trop pleine")
            assert app.sees("6 personnes pour 5 places")
            assert app.sees("Prénom3")
            await app.tap("alert.0.accepted")
            await app.settle()
            assert app.sees("Rien à décider")
            (kept,) = tablet.replica.all(AlertSettlement)
            assert (kept.decision, kept.worker_id) == ("accepted", CLAIRE.id)
            await app.tap("alerts.settled")
            assert app.sees("Claire")
            await app.tap("alerts.pending")
            await undo(app)
            await app.settle()
            assert app.has("alert.0")

    play(story)


def test_a_word_too_long_is_said_and_stays_where_it_was_typed(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = Tablet(tmp_path, [NORTH, CLAIRE, *full(6)])
        async with unlocked(tablet) as app:
            await app.go("/alerts")
            await wait_for(app, lambda: app.has("alert.0"))
            await app.tap("alert.0.note")
            await app.type("Pourquoi (facultatif)", "x" * 281)
            await app.tap("alert.noted.accepted")
            assert app.sees_error("Pourquoi (facultatif)")
            assert not tablet.replica.all(AlertSettlement)
            await app.type("Pourquoi (facultatif)", "une chaise de plus")
            await app.tap("alert.noted.accepted")
            assert [s.note for s in tablet.replica.all(AlertSettlement)] == ["une chaise de plus"]

    play(story)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_worker_sees_what_their_team_broke_but_does_not_decide(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        file = Person(id=new_id(), team=NORTH.id, first_name="Awa", opened_on=clock.today())
        async with unlocked(Tablet(tmp_path, [NORTH, NORA, file]), language) as app:
            assert not app.has("alerts.pill")
            await app.go("/alerts")
            await wait_for(app, lambda: app.has("alert.0"))
            assert app.sees("Awa")
            assert not app.has("alert.0.accepted")
            await app.tap("alert.0.open")
            assert app.page.route == f"/people/{file.id}"

    play(story)


def test_a_planner_is_shown_no_alert(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(Tablet(tmp_path, [NORTH, PAUL, *full(6)])) as app:
            await app.go("/alerts")
            await app.settle()
            assert not app.has("alert.0")
            assert not app.sees("Prénom3")

    play(story)


def test_an_urgent_situation_is_not_decided_but_taken_care_of(tmp_path: Path) -> None:
    async def story() -> None:
        file = person("Awa")
        flagged = Interview(id=new_id(), team=NORTH.id, person_id=file.id, at=clock.now(), urgent=True)
        tablet = Tablet(tmp_path, [NORTH, NORA, file, flagged])
        async with unlocked(tablet) as app:
            await app.go("/alerts")
            await wait_for(app, lambda: app.has("alert.0"))
            assert not app.has("alert.0.accepted")
            await app.tap("alert.0.settle")
            await wait_for(app, lambda: app.sees("Rien à décider"))
            kept = tablet.replica.get(Interview, flagged.id)
            assert kept is not None
            assert (kept.urgent, kept.urgent_settled_by) == (False, NORA.id)

    play(story)


def test_a_minor_s_alert_leads_to_where_a_parent_s_authorisation_is_noted(tmp_path: Path) -> None:
    async def story() -> None:
        year = clock.today().year - 17
        tablet = Tablet(tmp_path, [NORTH, CLAIRE, person("Samir", birth_year=year, age_band="16_17")])
        async with unlocked(tablet) as app:
            await app.go("/alerts")
            await wait_for(app, lambda: app.has("alert.0"))
            await app.tap("alert.0.open")
            await app.tap("guardian.given")
            await app.go("/alerts")
            await wait_for(app, lambda: app.sees("Rien à décider"))

    play(story)
