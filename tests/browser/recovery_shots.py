"""Scenes of the recovery sheet, for `shots --office`: none, on the screen, typed back, kept."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.driver import Driver

Scene = Callable[[Driver], None]


def scenes(go: Callable[[str], Scene]) -> dict[str, Scene]:
    def paper(app: Driver) -> None:
        go("/recovery")(app)
        if app.marked("recovery.cancel").count():
            app.scroll_to(app.marked("recovery.cancel"))
            app.tap("recovery.cancel")
        app.scroll_to(app.marked("recovery.make"))
        app.tap("recovery.make")
        app.page.wait_for_timeout(800)

    def typing(app: Driver) -> None:
        paper(app)
        app.scroll_to(app.marked("recovery.on_paper"))
        app.tap("recovery.on_paper")
        app.page.wait_for_timeout(500)
        app.tap("recovery.verify")
        app.page.wait_for_timeout(500)

    def under_devices(app: Driver) -> None:
        go("/devices")(app)
        app.page.wait_for_timeout(500)
        for _ in range(8):
            app.page.mouse.wheel(0, 600)
            app.page.wait_for_timeout(60)

    return {
        "recovery": go("/recovery"), "recovery-paper": paper, "recovery-typing": typing,
        "recovery-devices": under_devices,
    }  # fmt: skip
