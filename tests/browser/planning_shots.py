"""Pictures of planning by hand: a new date, one that is corrected, many at once, the places, the vans."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from espace_mobile.domain.schedule import TO_COME
from espace_mobile.sample.cast import PLACES
from espace_mobile.sample.demonstration import demonstration
from espace_mobile.sample.grounds import EXPIRING
from tests.browser.driver import Driver

Scene = Callable[[Driver], None]


def scenes(go: Callable[[str], Scene]) -> dict[str, Scene]:
    """As a supervisor sees them, of the demonstration's places and dates."""
    today = date.today()  # noqa: DTZ011  as the station
    coming = next(o for o in demonstration(today).outings if o.on > today and o.status in TO_COME)
    market = next(place for place in PLACES if place.name == EXPIRING)
    day = today + timedelta(days=(market.weekday or 0) - today.weekday() + 14)

    def tapping(route: str, *taps: str, scroll: int = 0) -> Scene:
        def scene(app: Driver) -> None:
            go(route)(app)
            for identifier in taps:
                if identifier.startswith("place.") and app.marked("place.chosen").count():
                    continue  # as the scene before left it
                app.scroll_to(app.marked(identifier))
                app.tap(identifier)
                app.page.wait_for_timeout(600)
            if scroll:
                app.page.mouse.wheel(0, scroll)
                app.page.wait_for_timeout(400)

        return scene

    def ticked(*taps: str) -> Scene:
        def scene(app: Driver) -> None:
            go("/schedule")(app)
            if app.marked("bulk.leave").count():
                app.tap("bulk.leave")
            for identifier in ("schedule.view.list", "schedule.select", f"date.{coming.id}", *taps):
                app.scroll_to(app.marked(identifier))
                app.tap(identifier)
                app.page.wait_for_timeout(600)

        return scene

    new = f"/schedule/new/{day}"
    return {
        "planning-new": go("/schedule/new"),
        "planning-chosen": tapping(new, f"place.{market.id}"),
        "planning-repeat": tapping(new, "repeat.1", scroll=900),
        "planning-place-quick": tapping("/schedule/new", "place.new"),
        "planning-date": go(f"/schedule/{coming.id}"),
        "planning-date-end": tapping(f"/schedule/{coming.id}", scroll=2000),
        "planning-edit": go(f"/schedule/{coming.id}/edit"),
        "planning-move": tapping(f"/schedule/{coming.id}", "date.move"),
        "planning-copy": tapping(f"/schedule/{coming.id}", "date.duplicate"),
        "planning-bulk": ticked("bulk.all", "bulk.change"),
        "planning-bulk-team": ticked("bulk.all", "bulk.change", "bulk.do.shift", "bulk.weeks.plus"),
        "planning-places": go("/schedule/places"),
        "planning-place": go(f"/schedule/places/{market.id}"),
        "planning-place-edit": go(f"/schedule/places/{market.id}/edit"),
        "planning-place-edit-end": tapping(f"/schedule/places/{market.id}/edit", scroll=1600),
        "planning-vans": go("/schedule/vans"),
        "planning-van": tapping("/schedule/vans", "vehicle.0"),
    }
