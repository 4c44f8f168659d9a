"""Scenes of the figures of the whole association."""

from __future__ import annotations

from collections.abc import Callable

from espace_mobile.app import clock
from tests.browser.driver import Driver

Scene = Callable[[Driver], None]


def scenes(go: Callable[[str], Scene]) -> dict[str, Scene]:
    year = clock.today().year
    past = f"since={year - 1}-01-01&until={year - 1}-12-31&against={year - 2}-01-01_{year - 2}-12-31"

    def figures(query: str, *taps: str, down: float = 0, path: str = "/indicators", shown: str = "") -> Scene:
        def scene(app: Driver) -> None:
            go(f"{path}?{query}")(app)
            app.marked(shown or "dashboard.contacts").first.wait_for()
            for identifier in taps:
                app.scroll_to(app.marked(identifier))
                app.tap(identifier)
                app.page.wait_for_timeout(500)
            size = app.page.viewport_size or {"width": 800, "height": 600}
            app.page.mouse.move(size["width"] * 0.75, size["height"] * 0.5)
            app.page.mouse.wheel(0, down * size["height"])
            app.page.wait_for_timeout(700)

        return scene

    listed = figures(f"{past}&of=contacts", path="/indicators/list", shown="dashboard.list.0")
    return {
        "dashboard": figures(past),
        "dashboard-filtered": figures(f"{past}&sex=female&age=26_44&age=16_25", "dashboard.contacts.ask"),
        "dashboard-down": figures(past, down=0.8),
        "dashboard-further": figures(past, down=1.7),
        "dashboard-end": figures(past, "dashboard.trend.figures", "dashboard.by.age", down=5),
        "dashboard-choosing": figures(past, "dashboard.filter"),
        "dashboard-empty": figures("since=1995-01-01&until=1995-12-31", shown="dashboard.empty.elsewhere"),
        "dashboard-list": listed,
    }
