"""Scenes of the figures that leave as a file, and of the list of what left."""

from __future__ import annotations

from collections.abc import Callable

from espace_mobile.app import clock
from tests.browser.driver import Driver

Scene = Callable[[Driver], None]


def scenes(go: Callable[[str], Scene]) -> dict[str, Scene]:
    year = clock.today().year

    def exporting(more: str = "", down: bool = False) -> Scene:
        def scene(app: Driver) -> None:
            go(f"/indicators/export?since={year - 1}-01-01&until={year - 1}-12-31{more}")(app)
            app.marked("figures_export.save").wait_for()
            app.page.wait_for_timeout(6000)
            if down:
                app.page.mouse.move(300, 400)
                app.page.mouse.wheel(0, 2000)
                app.page.wait_for_timeout(600)

        return scene

    def left(app: Driver) -> None:
        """Two files made, and the list of them."""
        exporting()(app)
        for form in ("csv", "json"):
            app.tap(f"figures_export.format.{form}")
            app.scroll_to(app.marked("figures_export.save"))
            app.tap("figures_export.save")
            app.page.wait_for_timeout(2500)
        go("/exports")(app)
        app.marked("exports.0").wait_for()
        app.page.wait_for_timeout(500)

    def one(app: Driver) -> None:
        left(app)
        app.tap("exports.0")
        app.page.wait_for_timeout(800)

    return {
        "figures-export": exporting(), "figures-export-end": exporting(down=True),
        "figures-export-few": exporting("&sex=male&age=under_16"), "exports": left, "exports-one": one,
    }  # fmt: skip
