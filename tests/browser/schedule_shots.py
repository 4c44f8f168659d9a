"""Pictures of the schedule: each of its views, a date that gets another day, dates that are ticked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from espace_mobile.domain.schedule import TO_COME
from espace_mobile.sample.demonstration import demonstration
from tests.browser.driver import Driver

Scene = Callable[[Driver], None]
_PANES = 1000  # px


def scenes(go: Callable[[str], Scene]) -> dict[str, Scene]:
    """As a supervisor sees them, of the demonstration's dates."""
    today = date.today()  # noqa: DTZ011  as the station
    coming = next(o for o in demonstration(today).outings if o.on > today and o.status in TO_COME)

    def view(code: str, *taps: str) -> Scene:
        def scene(app: Driver) -> None:
            go("/schedule")(app)
            app.tap(f"schedule.view.{code}")
            app.page.wait_for_timeout(800)
            for identifier in taps:
                app.scroll_to(app.marked(identifier))
                app.tap(identifier)
                app.page.wait_for_timeout(800)

        return scene

    def moving(app: Driver) -> None:
        """From the date beside it, or from its line under the month."""
        view("month")(app)
        if coming.on.month != today.month:
            app.tap("schedule.after")
            app.page.wait_for_timeout(800)
        wide = (app.page.viewport_size or {"width": 0})["width"] >= _PANES
        for identifier in [f"date.{coming.id}", "schedule.move_here"] if wide else [day, f"move.{coming.id}"]:
            app.scroll_to(app.marked(identifier))
            app.tap(identifier)
            app.page.wait_for_timeout(800)

    def cancelled(app: Driver) -> None:
        """So that the next scene begins without it."""
        if app.marked("schedule.moving.cancel").count():
            app.tap("schedule.moving.cancel")
        if app.marked("bulk.leave").count():
            app.tap("bulk.leave")

    def then(scene: Scene, after: Scene) -> Scene:
        def both(app: Driver) -> None:
            after(app)
            scene(app)

        return both

    day = f"schedule.day.{coming.on.isoformat()}"
    last = f"schedule.day.{(today - timedelta(days=today.weekday())).isoformat()}"
    return {
        "schedule-years": view("two_years"),
        "schedule-month": view("month"),
        "schedule-day": view("month", last),
        "schedule-pick": view("month", "schedule.pick"),
        "schedule-week": view("week"),
        "schedule-list": view("list"),
        "schedule-places": view("places"),
        "schedule-moving": moving,
        "schedule-select": then(view("list", "schedule.select"), cancelled),
        "schedule-tools": then(view("month", "schedule.tools"), cancelled),
    }
