from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import flet as ft
import pytest

from espace_mobile.app import clock
from espace_mobile.app.actions import workshops
from espace_mobile.app.screens.file.fact_fields import FIELDS, read
from espace_mobile.app.theme import PALETTES
from espace_mobile.app.ui import Ui
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import SessionStatus
from espace_mobile.domain.sheet_vocabulary import WorkshopForm
from espace_mobile.domain.workshop import Phase, Workshop
from espace_mobile.i18n import translator
from tests.app.harness import AppUnderTest
from tests.app.screens.register import undo
from tests.app.screens.seats import NORA
from tests.app.screens.workshop_room import (
    CAF,
    ISLAND,
    TWO,
    at,
    enrolled,
    office,
    session,
    workshop,
)
from tests.app.tablet import AWA, MARKET, TabletSession, at_work, play, unlocked


def test_a_series_is_added_by_taps_and_its_sessions_planned_at_once(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path)
        async with unlocked(tablet) as app:
            await at(app)
            await app.tap("workshop.add")
            await app.tap("workshop.save")
            assert app.sees("Donnez un titre")
            await app.type("Nom de l’atelier", "Atelier estime de soi")
            await app.tap("workshop.phase.add")
            for _ in range(4):
                await app.tap("workshop.phase.1.minus")
            await app.tap("workshop.save")
            assert app.sees("Phase 2\u00a0: il faut au moins une séance.")
            assert tablet.replica.count(Workshop) == 0
            for _ in range(3):
                await app.tap("workshop.phase.1.plus")
            await app.tap("workshop.weekday.3")
            await app.tap("when.hour.14")
            await app.tap(f"place.{MARKET.id}")
            await app.tap("workshop.back.30")
            await app.tap("workshop.save")
            assert app.sees("Pas encore commencé, 7 séances")
            assert app.sees("4 + 3 séances, le jeudi à 14\u00a0h, 2\u00a0h, Marché des Tilleuls")
            await app.tap("workshop.plan")
            await app.tap("plan.save")
            assert app.sees("7 séances planifiées")
            assert app.sees("Phase 2")
        found = sorted(tablet.replica.all(GroupSession), key=lambda s: s.starts_at)
        assert [s.phase for s in found] == [0, 0, 0, 0, 1, 1, 1]
        assert {clock.local(s.starts_at).time() for s in found} == {TWO}
        assert {(s.place_id, s.capacity, s.facilitator_ids) for s in found} == {(MARKET.id, 9, (NORA.id,))}
        assert found[-1].post_workshop_on == workshops.day_of(found[-1]) + timedelta(days=30)

    play(story)


def test_planning_is_taken_back_by_one_tap(tmp_path: Path) -> None:
    async def story() -> None:
        esteem = workshop()
        tablet = office(tmp_path, esteem)
        async with unlocked(tablet) as app:
            await at(app, f"/{esteem.id}/plan")
            await app.tap("plan.save")
            assert tablet.replica.count(GroupSession) == 8
            await undo(app)
            assert tablet.replica.count(GroupSession) == 0

    play(story)


def test_a_public_holiday_is_left_out_until_it_is_touched_and_a_day_skipped_is_made_up_for(tmp_path: Path) -> None:
    async def story() -> None:
        holiday = bastille_day()
        esteem = workshop(weekday=None, phases=(Phase(title="", sessions=3),))
        async with unlocked(office(tmp_path, esteem)) as app:
            await at(app, f"/{esteem.id}/plan")
            await pick(app, "plan.first", holiday - timedelta(days=7))
            days = [holiday + timedelta(days=7 * n) for n in range(-1, 3)]
            assert [app.has(f"plan.date.{day}") for day in days] == [True] * 4
            assert app.name(f"plan.date.{holiday}").endswith("Jour férié")
            assert not app.marked(f"plan.date.{holiday}").selected
            await app.tap(f"plan.date.{holiday}")
            assert app.marked(f"plan.date.{holiday}").selected
            assert not app.has(f"plan.date.{days[3]}")
            await app.tap(f"plan.date.{days[2]}")
            assert app.name(f"plan.date.{days[2]}").endswith("Pas de séance ce jour-là")
            assert app.has(f"plan.date.{days[3]}")
            assert app.sees("Planifier 3 séances")

    play(story)


def bastille_day() -> date:
    """A holiday with none a week before nor after."""
    year = clock.today().year
    return next(day for n in (0, 1) if (day := date(year + n, 7, 14)) > clock.today() + timedelta(days=8))


async def pick(app: AppUnderTest, identifier: str, day: date) -> None:
    """In the calendar."""
    await app.tap(f"{identifier}.other")
    picker = app.one(ft.DatePicker)
    await app.event(picker, "change", None, value=day)


def test_a_standing_slot_is_planned_for_some_months_and_goes_on_later(tmp_path: Path) -> None:
    async def story() -> None:
        thursday = workshop(form=WorkshopForm.WEEKLY, phases=(), back_after_days=None)
        tablet = office(tmp_path, thursday)
        async with unlocked(tablet) as app:
            await at(app, f"/{thursday.id}/plan")
            await app.tap("plan.until.1")
            await app.tap("plan.save")
            first = tablet.replica.count(GroupSession)
            assert 3 <= first <= 5
            assert app.sees("À venir")
            await app.tap("workshop.plan")
            await app.tap("plan.until.1")
            await app.tap("plan.save")
        found = [workshops.day_of(s) for s in tablet.replica.all(GroupSession)]
        assert len(set(found)) == len(found) > first
        assert {day.weekday() for day in found} == {3}

    play(story)


def test_a_workshop_without_an_hour_asks_for_it_where_it_is_planned(tmp_path: Path) -> None:
    async def story() -> None:
        slot = workshop(form=WorkshopForm.WEEKLY, phases=(), starts=None, weekday=None)
        tablet = office(tmp_path, slot)
        async with unlocked(tablet) as app:
            await at(app)
            assert app.sees("Jour à définir")
            await app.tap("workshop.plan")
            await app.tap("plan.save")
            assert app.sees("Choisissez une heure.")
            await app.tap("when.hour.9")
            await app.tap("plan.save")
            assert tablet.replica.count(GroupSession) > 8

    play(story)


def test_a_series_of_which_nobody_knows_how_many_is_planned_a_few_at_a_time(tmp_path: Path) -> None:
    async def story() -> None:
        relooking = workshop(phases=(), back_after_days=None)
        tablet = office(tmp_path, relooking)
        async with unlocked(tablet) as app:
            await at(app)
            assert app.sees("Nombre de séances à définir")
            await app.tap("workshop.plan")
            await app.tap("plan.sessions.minus")
            await app.tap("plan.save")
            assert tablet.replica.count(GroupSession) == 3
            assert app.has("workshop.plan")
            await app.tap("workshop.edit")
            await app.tap("workshop.save")
            kept = tablet.replica.get(Workshop, relooking.id)
            assert kept == relooking

    play(story)


def test_each_session_leads_to_its_page_and_says_who_leads_it(tmp_path: Path) -> None:
    async def story() -> None:
        esteem = workshop()
        coming = session(esteem, 7, phase=0, organisation_ids=(CAF.id,), volunteers=1, facilitator_ids=(NORA.id,))
        held = [session(esteem, -7 * n, phase=0, status=SessionStatus.HELD) for n in (1, 2)]
        async with unlocked(office(tmp_path, esteem, coming, *held)) as app:
            await app.go(f"/programmes/{ISLAND.id}")
            assert app.name("programme.workshops").endswith("2 séances tenues sur 8")
            await app.tap("programme.workshops")
            assert app.sees("2 séances tenues sur 8")
            assert app.sees("Prochaine ")
            assert app.sees("Nora, CAF et 1 bénévole")
            await app.tap("workshop.session.2")
            assert app.page.route == f"/sessions/{coming.id}"
            assert app.sees("Animée par Nora, CAF et 1 bénévole")
            await app.tap("session.workshop")
            assert app.page.route.endswith(f"/workshops/{esteem.id}")

    play(story)


def test_structures_and_volunteers_of_a_session_are_taps(tmp_path: Path) -> None:
    async def story() -> None:
        esteem = workshop()
        coming = session(esteem, 7, phase=1)
        tablet = office(tmp_path, esteem, coming)
        async with unlocked(tablet) as app:
            await app.go(f"/sessions/{coming.id}/edit")
            await app.tap(f"session.organisation.{CAF.id}")
            await app.tap("session.volunteers.plus")
            await app.tap("session.save")
        kept = tablet.replica.get(GroupSession, coming.id)
        assert kept
        assert (kept.organisation_ids, kept.volunteers, kept.workshop_id, kept.phase) == ((CAF.id,), 1, esteem.id, 1)

    play(story)


def test_an_informal_meeting_is_two_taps_and_none_of_the_series(tmp_path: Path) -> None:
    async def story() -> None:
        esteem = workshop(place_id=MARKET.id)
        tablet = office(tmp_path, esteem)
        async with unlocked(tablet) as app:
            await at(app)
            await app.tap("workshop.informal")
            await app.tap("informal.save")
            assert app.sees("Temps informels")
            assert app.sees("Pas encore commencé, 8 séances")
            [met] = tablet.replica.all(GroupSession)
            assert (met.informal, met.place_id, workshops.day_of(met)) == (True, MARKET.id, clock.today())
            await app.tap("workshop.informal")
            await app.tap("informal.save")
            assert app.sees("Un temps informel est déjà noté ce jour-là.")

    play(story)


def test_a_field_worker_sees_the_workshops_and_plans_nothing(tmp_path: Path) -> None:
    async def story() -> None:
        esteem = workshop()
        tablet = at_work(tmp_path, ISLAND, esteem, session(esteem, 7, phase=0), *enrolled("Awa"))
        async with unlocked(tablet) as app:
            await at(app)
            assert app.sees("Pas encore commencé, 8 séances")
            for identifier in ("workshop.plan", "workshop.add", "workshop.edit", "workshop.invite_all"):
                assert not app.has(identifier)
            await at(app, f"/{esteem.id}/plan")
            assert not app.has("plan.save")

    play(story)


def test_a_workshop_is_changed_retired_and_put_back(tmp_path: Path) -> None:
    async def story() -> None:
        esteem = workshop()
        tablet = office(tmp_path, esteem)
        async with unlocked(tablet) as app:
            await at(app, f"/{esteem.id}")
            await app.tap("workshop.edit")
            await app.tap("workshop.capacity.plus")
            await app.tap("workshop.save")
            kept = tablet.replica.get(Workshop, esteem.id)
            assert kept == esteem.but(capacity=10)
            await app.tap("workshop.edit")
            await app.tap("workshop.retire")
            assert app.sees("Pas encore d’atelier")
            await app.tap("workshops.retired.0.again")
            assert app.sees("Pas encore commencé, 8 séances")

    play(story)


def test_what_is_typed_stays_through_a_lock(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path)
        async with unlocked(tablet) as app:
            await at(app, "/new")
            await app.type("Nom de l’atelier", "Relaxation")
            app.page.data.lock()
        async with unlocked(tablet) as app:
            await at(app, "/new")
            assert app.field("Nom de l’atelier").value == "Relaxation"

    play(story)


class State:
    def __init__(self, session: TabletSession) -> None:
        self.session = session


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("form", "weekly", "Chaque semaine"), ("weekday", 3, "jeudi"), ("week_of_month", 5, "dernier"),
        ("phases", [{"title": "Se regarder", "sessions": 4}], "Se regarder (4 séances)"),
        ("back_after_days", 30, "30 jours après"), ("weekday", 9, "valeur d’une autre version"),
    ],
)  # fmt: skip
def test_a_value_that_two_tablets_disagree_on_is_said_in_words(
    tmp_path: Path, field: str, value: object, said: str
) -> None:
    tablet = at_work(tmp_path)
    ui = Ui(State(TabletSession(tablet, AWA.id)), translator("fr"), PALETTES["day"], 1.0, 360)  # type: ignore[arg-type]
    assert read(ui, "workshop", field, value) == said


def test_every_field_of_a_workshop_and_its_sessions_has_a_name() -> None:
    assert set(Workshop.model_fields) - {"id"} <= set(FIELDS["workshop"])
    assert set(GroupSession.model_fields) - {"id"} <= set(FIELDS["group_session"])
