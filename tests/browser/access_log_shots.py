"""Pictures of the access log: of everybody, of one file, and the way to it."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.driver import Driver

Scene = Callable[[Driver], None]


def scenes(go: Callable[[str], Scene], on_situation: Scene) -> dict[str, Scene]:
    """`on_situation`: to the situation of a file. At the office: nobody else has a log to read."""

    def everybody(app: Driver) -> None:
        go("/access-log")(app)
        app.page.wait_for_timeout(800)

    def of_file(app: Driver) -> None:
        on_situation(app)
        app.scroll_to(app.marked("file.opened_by"))
        app.page.wait_for_timeout(400)
        app.tap("file.opened_by")
        app.page.wait_for_timeout(800)

    def way(app: Driver) -> None:
        on_situation(app)
        app.scroll_to(app.marked("file.opened_by"))
        app.page.wait_for_timeout(400)

    return {"access-log": everybody, "access-log-way": way, "access-log-file": of_file}
