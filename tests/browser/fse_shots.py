"""Scenes of FSE+, for `shots --office`: the pathway of the demonstration, which it funds."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from espace_mobile.app import clock
from espace_mobile.sample.demonstration import demonstration
from espace_mobile.sample.programmes import PATHWAY
from tests.browser.driver import Driver

Scene = Callable[[Driver], None]
WRONG = """[[columns]]
title = "Sexe"
field = "sexe"

[[columns]]
title = "Sexe"
field = "sex"
codes = { femme = "2" }
"""


def scenes(go: Callable[[str], Scene]) -> dict[str, Scene]:
    def participants(down: int = 0) -> Scene:
        def scene(app: Driver) -> None:
            go(f"/programmes/{PATHWAY.id}/fse")(app)
            app.marked("fse.which.present").wait_for()
            app.tap("fse.which.present")
            app.marked("fse.eeco01").wait_for()
            size = app.page.viewport_size or {"width": 800, "height": 600}
            app.page.mouse.move(size["width"] * 0.75, size["height"] * 0.5)
            app.page.mouse.wheel(0, down * size["height"])
            app.page.wait_for_timeout(600)

        return scene

    def columns(app: Driver) -> None:
        participants()(app)
        app.scroll_to(app.marked("fse.columns"))
        app.tap("fse.columns")
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "colonnes.toml"
            file.write_text(WRONG, encoding="utf-8")
            with app.page.expect_file_chooser() as chooser:
                app.tap("fse.columns.load")
            chooser.value.set_files(file)
            app.page.wait_for_timeout(1200)

    def questions(app: Driver) -> None:
        demo = demonstration(clock.today())
        spell = next(e for e in demo.enrolments if any(entry.enrolment_id == e.id for entry in demo.entries))
        go(f"/people/{spell.person_id}")(app)
        app.tap("file.part.path")
        app.scroll_to(app.marked("enrolment.0.participant"))
        app.tap("enrolment.0.participant")
        app.page.wait_for_timeout(800)

    return {
        "fse": participants(),
        "fse-below": participants(2),
        "fse-columns": columns,
        "fse-questions": questions,
    }
