"""Scenes of the hours bank, for `shots --office`, and the months of work that stand behind them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from espace_mobile.app import clock
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.path_vocabulary import ShiftStatus
from espace_mobile.domain.periods import monday
from espace_mobile.domain.sheet_vocabulary import ProgrammePart
from espace_mobile.domain.work_allocation import WorkAllocation, WorkShift
from espace_mobile.protocol.values import derived_id
from espace_mobile.sample.cast import NORTH
from espace_mobile.sample.demonstration import DEMO_ACCOUNTS, Demonstration, demonstration
from tests.browser.driver import Driver

Scene = Callable[[Driver], None]
_PEOPLE = slice(4, 12)


def facts(sample: Demonstration) -> list[Fact]:
    """Four months of half days of eight people; a few of the last days wait, and some are planned. One nears 480 h in
    a firm."""
    given = [f for f in sample.facts() if isinstance(f, WorkAllocation)]
    people, today = [p for p in sample.people if p.team == NORTH.id][_PEOPLE], clock.today()
    firm = WorkAllocation(
        id=derived_id("shots", "firm"), programme_id=_bank(sample), task="Conditionnement", minutes=1000 * 60,
        organisation_id=given[0].organisation_id if given else None, enterprise=True,
    )  # fmt: skip
    made: list[Fact] = [firm]
    for n in range(-6, 120):
        on, person = today - timedelta(days=n), people[n % len(people)]
        given_now = firm if person is people[0] else given[n % len(given)]
        for half in range(1 if n < 1 else 3):
            made.append(
                WorkShift(
                    id=derived_id("shots", "shift", str(n), str(half)), allocation_id=given_now.id,
                    person_id=people[(n + half) % len(people)].id, on=on, minutes=210,
                    status=ShiftStatus.VALIDATED if n > 2 else ShiftStatus.PLANNED,
                    worker_id=DEMO_ACCOUNTS[0].worker_id,
                )
            )  # fmt: skip
    long_ago = today - timedelta(days=200)
    made.append(
        WorkShift(id=derived_id("shots", "long"), allocation_id=firm.id, person_id=people[0].id, on=long_ago,
                  minutes=400 * 60, status=ShiftStatus.VALIDATED)
    )  # fmt: skip
    return made


def _bank(sample: Demonstration) -> str:
    return next(p.id for p in sample.programmes if ProgrammePart.HOURS in p.parts)


def scenes(go: Callable[[str], Scene]) -> dict[str, Scene]:
    def bank(*taps: str) -> Scene:
        def scene(app: Driver) -> None:
            go(f"/programmes/{_bank(demonstration(clock.today()))}/hours")(app)
            _touch(app, *taps)

        return scene

    def of_person(n: int, *taps: str) -> Scene:
        def scene(app: Driver) -> None:
            people = [p for p in demonstration(clock.today()).people if p.team == NORTH.id][_PEOPLE]
            go(f"/people/{people[n].id}")(app)
            _touch(app, "file.part.path")
            app.scroll_to(app.marked("file.hours.plan"))
            app.page.mouse.wheel(0, 400)
            app.page.wait_for_timeout(400)
            _touch(app, *taps)

        return scene

    def promising(app: Driver) -> None:
        bank("hours.promise")(app)
        app.fill("Tâche", "Travaux de soudure")
        app.fill("Heures", "1 500")
        app.page.wait_for_timeout(500)

    def bank_at(identifier: str) -> Scene:
        def scene(app: Driver) -> None:
            bank()(app)
            app.scroll_to(app.marked(identifier))
            app.page.mouse.move(200, 400)
            app.page.mouse.wheel(0, 700)
            app.page.wait_for_timeout(400)

        return scene

    def end(app: Driver) -> None:
        bank()(app)
        size = app.page.viewport_size or {"width": 800, "height": 600}
        app.page.mouse.move(size["width"] * 0.75, size["height"] * 0.5)
        app.page.mouse.wheel(0, 5000)
        app.page.wait_for_timeout(500)

    today = clock.today()
    week = [monday(today) + timedelta(days=n) for n in (8, 9, 11)]
    days = ("week.after", *(f"week.{day.isoformat()}" for day in week))
    return {
        "hours": bank(),
        "hours-end": end,
        "hours-late": bank_at("hours.late.1"),
        "hours-shift": bank("hours.late.0"),
        "hours-promise": promising,
        "hours-correct": bank("hours.promised.0"),
        "hours-in-all": bank("hours.in_all"),
        "hours-file": of_person(0),
        "hours-plan": of_person(1, "file.hours.plan", "plan.of.0", *days),
        "hours-firm": of_person(0, "file.hours.plan", "plan.of.1", *days, *["plan.minutes.plus"] * 12),
        "hours-anyway": of_person(
            2, "file.hours.plan", "plan.of.4", *days, *["plan.minutes.plus"] * 17, "plan.save"
        ),
    }  # fmt: skip


def _touch(app: Driver, *taps: str) -> None:
    for identifier in taps:
        app.scroll_to(app.marked(identifier))
        app.tap(identifier)
        app.page.wait_for_timeout(400)
