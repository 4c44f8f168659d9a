"""Scenes of the report of a programme, for `shots --office`."""

from __future__ import annotations

from collections.abc import Callable

from espace_mobile.app import clock
from espace_mobile.domain.sheet_vocabulary import ProgrammePart
from espace_mobile.sample.demonstration import demonstration
from tests.browser.driver import Driver

Scene = Callable[[Driver], None]


def scenes(go: Callable[[str], Scene]) -> dict[str, Scene]:
    def report(*taps: str) -> Scene:
        van = next(p.id for p in demonstration(clock.today()).programmes if ProgrammePart.OUTINGS in p.parts)

        def scene(app: Driver) -> None:
            go(f"/programmes/{van}/report")(app)
            app.marked("report.hidden").wait_for()
            for identifier in taps:
                app.tap(identifier)
            app.page.wait_for_timeout(1500)

        return scene

    return {"report": report(), "report-internal": report("report.period.last_year", "report.version.internal")}
