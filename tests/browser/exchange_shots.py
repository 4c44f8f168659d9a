"""Pictures of a schedule that comes from a file, and goes out as one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from tests.browser.driver import Driver

Scene = Callable[[Driver], None]


def pasted(today: date) -> str:
    """Good lines, doubtful ones, and some that can't be read; the places are those of the demonstration."""
    days = [today + timedelta(days=7 * n) for n in (2, 3, 4, 5)]
    return "\n".join(
        [
            "date;horaires;lieu;équipe;partenaires",
            f"{days[0]:%d/%m/%Y};9h-12h30;Place de l’Exemple;Équipe Nord;CCAS de Fictivy-sur-Songe",
            f"{days[1]:%d/%m/%Y};14h-17h;Quai de la Reverie;Équipe Est;",
            f"{days[2]:%d/%m/%Y};14h-17h;Quai de la Rêveries;Équipe Nord;",
            f"{days[3]:%d/%m};9h-12h;Parvis du Mirage;Équipe Sud;",
            "14/05/2024;9h-12h;Parvis du Mirage;Équipe Sud;",
            "31/02/2027;9h-12h;Parvis du Mirage;Équipe Sud;",
            f"{days[3]:%d/%m/%Y};12h-9h;Parvis du Mirage;Équipe Sud;",
        ]
    )


def scenes(go: Callable[[str], Scene]) -> dict[str, Scene]:
    """As a supervisor sees them."""

    def preview(app: Driver) -> None:
        go("/schedule/import")(app)
        if app.marked("import.other").count():
            app.tap("import.other")
            app.page.wait_for_timeout(400)
        app.scroll_to(app.marked("import.check"))
        app.fill("Ou collez le tableau ici", pasted(date.today()))  # noqa: DTZ011  the day on this machine
        app.scroll_to(app.marked("import.check"))
        app.tap("import.check")
        app.page.wait_for_timeout(800)

    def further(app: Driver) -> None:
        size = app.page.viewport_size or {"width": 800, "height": 600}
        app.page.mouse.move(size["width"] * 0.7, size["height"] / 2)
        app.page.mouse.wheel(0, size["height"] * 0.8)
        app.page.wait_for_timeout(400)

    def end(app: Driver) -> None:
        for _ in range(4):
            further(app)

    return {
        "import": go("/schedule/import"),
        "import-preview": preview,
        "import-doubts": further,
        "import-end": end,
        "export": go("/schedule/export"),
    }
