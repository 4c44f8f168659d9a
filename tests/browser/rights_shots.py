"""Pictures of old files to decide on, of the register, and of a person's requests."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.driver import Driver

Scene = Callable[[Driver], None]


def scenes(go: Callable[[str], Scene]) -> dict[str, Scene]:
    """As a supervisor sees them; one after the other."""

    def soon(app: Driver) -> None:
        go("/retention")(app)
        app.tap("keeping.soon")
        app.page.wait_for_timeout(400)

    def ticked(app: Driver) -> None:
        soon(app)
        app.tap("keeping.tick.0")
        app.page.wait_for_timeout(400)

    def keep(app: Driver) -> None:
        app.scroll_to(app.marked("keeping.keep"))
        app.tap("keeping.keep")
        app.page.wait_for_timeout(400)

    def anonymise(app: Driver) -> None:
        """Of one who was archived just before."""
        ticked(app)
        app.scroll_to(app.marked("keeping.put_away"))
        app.tap("keeping.put_away")
        app.page.wait_for_timeout(400)
        app.tap("keeping.archive")
        app.page.wait_for_timeout(400)
        app.tap("keeping.tick.0")
        app.page.wait_for_timeout(400)
        app.scroll_to(app.marked("keeping.anonymise"))
        app.tap("keeping.anonymise")
        app.page.wait_for_timeout(400)

    def asked(app: Driver) -> None:
        soon(app)
        app.tap("keeping.open.0")
        app.page.wait_for_timeout(600)
        app.tap("file.part.situation")
        app.page.wait_for_timeout(400)
        app.scroll_to(app.marked("request.new"))
        app.tap("request.new")
        app.page.wait_for_timeout(400)

    def request(app: Driver) -> None:
        app.tap("request.request.access")
        app.tap("request.save")
        app.page.wait_for_timeout(600)

    def handing(app: Driver) -> None:
        app.tap("request.hand")
        app.page.wait_for_timeout(400)

    def restricted(app: Driver) -> None:
        asked(app)
        app.tap("request.request.restriction")
        app.page.wait_for_timeout(400)
        app.scroll_to(app.marked("request.save"))
        app.tap("request.save")
        app.page.wait_for_timeout(600)
        go("/people")(app)
        soon(app)
        app.tap("keeping.open.0")
        app.page.wait_for_timeout(600)
        app.tap("file.part.followed" if app.marked("file.part.followed").count() else "file.part.path")
        app.page.wait_for_timeout(600)

    def allow(app: Driver) -> None:
        app.tap("restriction.allow")
        app.page.wait_for_timeout(600)

    return {
        "request-new": asked,
        "request": request,
        "handing": handing,
        "retention": go("/retention"),
        "retention-ticked": ticked,
        "retention-keep": keep,
        "retention-anonymise": anonymise,
        "rights": go("/rights"),
        "restricted": restricted,
        "restricted-allow": allow,
    }
