"""Pictures of the office and of its queues, for `shots --office`."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.driver import Driver

Scene = Callable[[Driver], None]


def scenes(go: Callable[[str], Scene]) -> dict[str, Scene]:
    def office(app: Driver) -> None:
        go("/office")(app)
        app.page.locator('[flt-semantics-identifier="office.doubles"]').wait_for()
        app.page.wait_for_timeout(800)

    def queue(route: str, *keys: str, waits_for: str = "") -> Scene:
        """`keys`: pressed one after the other, where there are two panes."""

        def scene(app: Driver) -> None:
            go("/office")(app)  # Escape leads there from another queue
            go(route)(app)
            if waits_for:
                app.page.locator(f'[flt-semantics-identifier="{waits_for}"]').first.wait_for()
            app.page.wait_for_timeout(800)
            for key in keys:
                app.page.keyboard.press(key)
                app.page.wait_for_timeout(600)

        return scene

    return {
        "office": office, "office-conflicts": queue("/conflicts"),
        "office-alerts": queue("/alerts", "j", waits_for="alert.0"), "office-doubles": queue("/people/duplicates"),
        "office-decided": queue("/conflicts", "2"), "office-undone": queue("/conflicts", "2", "u"),
        "office-merged": queue("/people/duplicates", "m"), "office-unmerged": queue("/people/duplicates", "m", "u"),
        "office-help": queue("/alerts", "?", waits_for="queue.0"),
    }  # fmt: skip
