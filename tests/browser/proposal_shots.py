"""Scenes of the generator, for `shots --office`: what is asked, what is proposed, one date of it."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.driver import Driver

Scene = Callable[[Driver], None]


def scenes(go: Callable[[str], Scene]) -> dict[str, Scene]:
    def asked(app: Driver) -> None:
        go("/schedule")(app)  # a proposal that was left is not there any more
        go("/schedule/propose")(app)
        app.page.wait_for_timeout(800)

    def below(app: Driver) -> None:
        asked(app)
        app.scroll_to(app.marked("propose.go"))
        app.page.wait_for_timeout(500)

    def places(app: Driver) -> None:
        asked(app)
        app.scroll_to(app.marked("propose.places"))
        app.tap("propose.places")
        app.page.wait_for_timeout(800)

    def proposed(app: Driver) -> None:
        below(app)
        app.tap("propose.go")
        app.marked("propose.save").wait_for()
        app.page.wait_for_timeout(800)

    def dates(app: Driver) -> None:
        proposed(app)
        app.page.mouse.move(200, 500)
        app.page.mouse.wheel(0, 900)
        app.page.wait_for_timeout(800)

    def one(app: Driver) -> None:
        proposed(app)
        first = app.page.locator('[flt-semantics-identifier^="propose.date."]').first
        app.scroll_to(first)
        first.click()
        app.page.wait_for_timeout(900)

    return {
        "propose": asked, "propose-below": below, "propose-places": places, "propose-preview": proposed,
        "propose-dates": dates, "propose-date": one,
    }  # fmt: skip
