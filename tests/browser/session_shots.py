"""Pictures of group sessions: planned, filled, marked, written down."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.driver import Driver

Scene = Callable[[Driver], None]


def scenes(go: Callable[[str], Scene]) -> dict[str, Scene]:
    """As a supervisor sees them. `sessions.0` is the next one, nearly full; the last line one that was held."""

    def listing(app: Driver) -> None:
        go("/agenda")(app)
        app.tap("agenda.segment.sessions")
        app.page.wait_for_timeout(600)

    def after(n: int, *taps: str) -> Scene:
        """The line `n` of the list, then each of `taps`, brought in sight."""

        def scene(app: Driver) -> None:
            listing(app)
            app.scroll_to(app.marked(f"sessions.{n}"))
            app.tap(f"sessions.{n}")
            app.page.wait_for_timeout(700)
            for identifier in taps:
                app.scroll_to(app.marked(identifier))
                app.tap(identifier)
                app.page.wait_for_timeout(600)

        return scene

    def seen(n: int, identifier: str) -> Scene:
        def scene(app: Driver) -> None:
            after(n)(app)
            app.scroll_to(app.marked(identifier))
            app.page.wait_for_timeout(400)

        return scene

    def planning(identifier: str = "") -> Scene:
        def scene(app: Driver) -> None:
            go("/sessions/new")(app)
            if identifier:
                app.scroll_to(app.marked(identifier))
                app.page.wait_for_timeout(400)

        return scene

    def waiting(app: Driver) -> None:
        """On the first session with somebody on its list."""
        after(0)(app)
        app.scroll_to(app.marked("session.add"))
        app.page.wait_for_timeout(400)

    def editing(app: Driver) -> None:
        go("/sessions/protocols")(app)
        app.tap("protocols.0")
        app.page.wait_for_timeout(600)

    return {
        "sessions": listing,
        "session": after(0),
        "session-waiting": waiting,
        "session-add": after(0, "session.add"),
        "session-full": after(0, "session.add", "session.add.0"),
        "session-freed": after(0, "attendance.0.withdrawn"),
        "session-held": after(2, "attendance.0.absent"),
        "session-notes": seen(2, "protocol.section.1"),
        "session-writing": after(2, "protocol.section.0"),
        "session-signing": seen(2, "signing.begin"),
        "session-pad": after(2, "signing.begin"),
        "session-end": seen(2, "session.again"),
        "session-again": after(2, "session.again"),
        "session-new": planning(),
        "session-new-end": planning("session.save"),
        "session-protocols": go("/sessions/protocols"),
        "session-protocol": editing,
    }
