"""The office: what waits is told first, the most urgent on top; nothing is shown when nothing waits; the rooms."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import flet as ft
import pytest

from espace_mobile.app import clock, routes
from espace_mobile.app.actions import office
from espace_mobile.app.actions.office import Queue, Waits
from espace_mobile.domain import public_site, schedule_vocabulary
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.path_vocabulary import Consent, EntryDecision, Urgency
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.rights_entry import RightsEntry
from espace_mobile.domain.rights_vocabulary import RegisterSort
from espace_mobile.domain.schedule_vocabulary import Moderation
from espace_mobile.domain.vocabulary import Role
from espace_mobile.protocol.values import new_id
from espace_mobile.sync.office import Candidate
from tests.app.screens.office import WORDS, MemoryOffice, OfficePC, device
from tests.app.screens.register import CLAIRE, PAUL, disagree, person, wait_for
from tests.app.tablet import AWA, NORTH, Tablet, play, unlocked

TODAY = clock.today()


def full() -> list[Fact]:
    """One of each that waits in the register, but a value to settle."""
    samir, old = person("Samir", "Haddad", phone="+33639980001", days_ago=40), person("Lila", days_ago=900)
    twin = person("Samir", "Haddad", phone="+33639980001", days_ago=12)
    hub = Programme(id=new_id(), name="Parcours")
    asked = RightsEntry(
        id=new_id(), team=NORTH.id, person_id=samir.id, sort=RegisterSort.ACCESS, on=TODAY - timedelta(days=9)
    )
    entry = Enrolment(
        id=new_id(), team=NORTH.id, person_id=samir.id, programme_id=hub.id, proposed_on=TODAY - timedelta(days=3),
        proposed_by=AWA.id, decision=EntryDecision.PROPOSED,
    )  # fmt: skip
    story = public_site.Testimonial(
        id=new_id(), team=NORTH.id, by=schedule_vocabulary.TestimonialBy.EMPLOYER, text="Sérieux et présent.",
        consent=Consent.GIVEN, moderation=Moderation.WAITING, written_on=TODAY,
    )  # fmt: skip
    return [samir, old, twin, hub, asked, entry, story]


def order(shown: list[str]) -> list[str]:
    return [id.removeprefix("office.") for id in shown if id.startswith("office.") and id[7:] in set(Queue)]


@pytest.mark.parametrize(("language", "width"), [("fr", 360), ("en", 1280)])
def test_what_waits_is_told_with_its_number_and_its_age_and_leads_there(
    tmp_path: Path, language: str, width: int
) -> None:
    async def story() -> None:
        facts = full()
        ailing = device("Camionnette", last_seen_ms=1)
        tablet = OfficePC(tmp_path, MemoryOffice([ailing], [Candidate("c", "Neuve", WORDS, b"")]), [CLAIRE, *facts])
        disagree(tablet, facts[0], "phone", "+33639980002")
        async with unlocked(tablet, language, width=width) as app:
            await app.go("/office")
            await wait_for(app, lambda: not app.has("office.reading") and app.has("office.devices"))
            shown = order([c.identifier or "" for c in app.all(ft.Semantics)])
            assert shown == ["devices", "requests", "entries", "conflicts", "stories", "doubles", "retention", "ailing"]
            assert ("3 jours" if language == "fr" else "3 days") in app.name("office.entries")
            assert ("12 jours" if language == "fr" else "12 days") in app.name("office.doubles")
            assert "Urgent" in app.name("office.devices")
            assert "Urgent" not in app.name("office.requests")
            for queue, route in (
                ("entries", "/entries"),
                ("doubles", "/people/duplicates"),
                ("retention", "/retention"),
            ):
                await app.tap(f"office.{queue}")
                assert app.page.route == route
                await app.until(lambda: app.has("back"))
                await app.tap("back")
                assert app.page.route == "/office"
                await wait_for(app, lambda: not app.has("office.reading"))

    play(story)


def test_nothing_waits_when_nothing_does_and_each_thing_goes_once_decided(tmp_path: Path) -> None:
    async def story() -> None:
        asked = next(f for f in full() if isinstance(f, RightsEntry))
        samir = person("Samir")
        tablet = Tablet(tmp_path, [NORTH, CLAIRE, samir])
        async with unlocked(tablet) as app:
            await app.go("/office")
            await wait_for(app, lambda: app.has("office.nothing"))
            assert app.sees("Rien n’attend")
            tablet.replica.save(asked.but(person_id=samir.id), by=AWA.id)  # by a sync
            await app.settle()
            assert not app.has("office.nothing")
            assert app.name("office.requests").startswith("1 demande à répondre")

    play(story)


def test_an_urgent_situation_comes_before_everything(tmp_path: Path) -> None:
    samir = person("Samir")
    urgent = Interview(
        id=new_id(), team=NORTH.id, person_id=samir.id, at=clock.now(), worker_id=AWA.id,
        urgent=True, urgencies=(Urgency.HOUSING,),
    )  # fmt: skip
    tablet = Tablet(tmp_path, [NORTH, CLAIRE, samir, urgent])
    waits = office.of_alerts(tablet.replica, CLAIRE, TODAY)
    assert (waits.count, waits.urgent) == (1, True)
    late = Waits(Queue.RETENTION, 4, urgent=False)
    assert [w.what for w in office.in_order([late, None, waits, Waits(Queue.DOUBLES, 0)])] == ["alerts", "retention"]


def test_a_request_is_urgent_once_the_month_is_over(tmp_path: Path) -> None:
    samir = person("Samir", days_ago=60)
    entry = RightsEntry(id=new_id(), team=NORTH.id, person_id=samir.id, sort=RegisterSort.ERASURE, on=TODAY)
    for days, urgent in ((20, False), (40, True)):
        tablet = Tablet(tmp_path, [NORTH, CLAIRE, samir, entry.but(on=TODAY - timedelta(days=days))])
        (waits,) = office.in_order(office.at_hand(tablet.replica, CLAIRE, TODAY))
        assert (waits.what, waits.urgent, waits.since) == (Queue.REQUESTS, urgent, TODAY - timedelta(days=days))


@pytest.mark.parametrize("who", [AWA, PAUL])
def test_nobody_else_has_an_office(tmp_path: Path, who: object) -> None:
    async def story() -> None:
        samir = next(f for f in full() if isinstance(f, Person))
        tablet = Tablet(tmp_path, [NORTH, who, samir])  # type: ignore[list-item]
        async with unlocked(tablet, width=1280) as app:
            await app.go("/office")
            assert not any((c.identifier or "").startswith("office.") for c in app.all(ft.Semantics))
            assert not app.sees("Samir")
        assert office.at_hand(tablet.replica, who, TODAY) == []  # type: ignore[arg-type]

    play(story)


@pytest.mark.parametrize("width", [360, 1280])
def test_every_room_is_a_tap_away_and_leads_back(tmp_path: Path, width: int) -> None:
    async def story() -> None:
        tablet = OfficePC(tmp_path, MemoryOffice([device("Bureau", own=True)]), [CLAIRE, NORTH])
        async with unlocked(tablet, width=width) as app:
            await app.go("/office")
            rooms = sorted(id for c in app.all(ft.Semantics) if (id := c.identifier or "").startswith("office.room."))
            assert len(rooms) >= 12
            for room in rooms:
                await app.tap(room)
                screen = next(s for s in routes.SCREENS if routes.route(s) == app.page.route)
                assert app.page.route != "/office", room
                if not screen.label or width < 600:
                    await app.until(lambda: app.has("back"))
                    await app.tap("back")
                if room not in ("office.room.teams", "office.room.sheet"):  # of the workers, of the tablets
                    assert app.page.route in ("/office", "/programmes"), room
                await app.go("/office")

    play(story)


def test_on_a_phone_the_office_stands_in_the_bar_and_the_programmes_behind_it(tmp_path: Path) -> None:
    assert [s.path for s in routes.in_bar(Role.SUPERVISOR)] == ["", "people", "agenda", "schedule", "office"]

    async def story() -> None:
        async with unlocked(Tablet(tmp_path, [NORTH, CLAIRE])) as app:
            await app.go("/programmes")
            assert app.one(ft.NavigationBar).selected_index == 4
            await app.tap("back")
            assert app.page.route == "/office"
            await app.go("/retention")
            assert app.one(ft.NavigationBar).selected_index == 4

    play(story)
