"""Pictures of the notice read together, and of the papers of the association."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.driver import Driver

Scene = Callable[[Driver], None]


def scenes(go: Callable[[str], Scene]) -> dict[str, Scene]:
    def reading(language: str) -> Scene:
        def scene(app: Driver) -> None:
            go("/people/new")(app)
            app.scroll_to(app.marked("notice.read"))
            app.tap("notice.read")
            app.page.wait_for_timeout(500)
            app.tap(f"notice.in.{language}")
            app.page.wait_for_timeout(700)

        return scene

    def below(language: str) -> Scene:
        def scene(app: Driver) -> None:
            reading(language)(app)
            size = app.page.viewport_size or {"width": 360, "height": 780}
            app.page.mouse.move(size["width"] / 2, size["height"] / 2)
            for _ in range(5):
                app.page.mouse.wheel(0, 180)
                app.page.wait_for_timeout(60)
            app.page.wait_for_timeout(400)

        return scene

    return {
        "notice-ar": reading("ar"), "notice-ar-below": below("ar"), "notice-uk": reading("uk"),
        "notice-prs-below": below("prs"), "notice-fr": reading("fr"), "documents": go("/documents"),
    }  # fmt: skip
