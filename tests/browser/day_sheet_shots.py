"""Pictures of the sheet of a day, of what is loaded and of what is printed, for `shots --office`."""

from __future__ import annotations

from collections.abc import Callable

from espace_mobile.app import clock
from espace_mobile.sample.demonstration import demonstration
from tests.browser.driver import Driver

Scene = Callable[[Driver], None]


def scenes(go: Callable[[str], Scene]) -> dict[str, Scene]:
    sample = demonstration(clock.today())
    today = next(o for o in sample.outings if o.on == sample.today)

    def day(app: Driver) -> None:
        go(f"/schedule/{today.id}/day")(app)
        for n in (0, 1, 4):
            app.tap(f"load.{n}")
        app.page.wait_for_timeout(600)

    def month(app: Driver) -> None:
        go("/schedule/print")(app)
        app.tap("paper.what.month")
        app.page.wait_for_timeout(600)

    return {
        "day_sheet": day, "equipment": go("/schedule/equipment"), "printing": go("/schedule/print"),
        "printing_month": month, "schedule_settings": go("/schedule/settings"),
    }  # fmt: skip
