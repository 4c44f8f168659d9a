"""Pictures of an import of people: where it begins, its columns, what it would do."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.browser.driver import Driver

Scene = Callable[[Driver], None]
FILE = "\n".join(
    [
        "Nom;Prénom;Né(e) le;Tél. portable;N° sécu;QPV (oui/non);Pointure;Notes",
        "Chimérin;Awa;14/05/1990;06 39 98 12 34;2 90 05 35 238 001 01;oui;38;Vient le mardi",
        "Fictif;Samir;31/02/1990;06 39 98 12 35;;non;41;",
        "Exemple;Léa;1985;12;;peut-être;37;",
        "=A1;Omar;1985;;;;;",
        *(f"Songe{chr(97 + n)}rel;Inès;{1960 + n};;;non;;" for n in range(20)),
    ]
)


def scenes(go: Callable[[str], Scene]) -> dict[str, Scene]:
    """As a supervisor sees them."""

    def columns(app: Driver) -> None:
        go("/people/import")(app)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "personnes.csv"
            file.write_text(FILE, encoding="utf-8")
            with app.page.expect_file_chooser() as chooser:
                app.tap("people_import.choose")
            chooser.value.set_files(file)
            app.page.wait_for_timeout(1500)

    def below(app: Driver) -> None:
        size = app.page.viewport_size or {"width": 800, "height": 600}
        app.page.mouse.move(size["width"] * 0.7, size["height"] / 2)
        app.page.mouse.wheel(0, size["height"] * 2)
        app.page.wait_for_timeout(400)

    def result(app: Driver) -> None:
        app.scroll_to(app.marked("people_import.check"))
        app.tap("people_import.check")
        app.page.wait_for_timeout(1200)

    return {
        "people-with-import": go("/people"),
        "people-import": go("/people/import"),
        "people-import-columns": columns,
        "people-import-notice": below,
        "people-import-result": result,
        "people-import-refused": below,
    }
