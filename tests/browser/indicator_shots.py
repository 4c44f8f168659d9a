"""Scenes of the figures of programmes, for `shots --office`: the five of the demonstration."""

from __future__ import annotations

from collections.abc import Callable

from espace_mobile.app import clock
from espace_mobile.domain.sheet_vocabulary import ProgrammePart
from espace_mobile.sample.demonstration import demonstration
from tests.browser.driver import Driver

Scene = Callable[[Driver], None]


def _with(part: ProgrammePart) -> str:
    return next(p.id for p in demonstration(clock.today()).programmes if part in p.parts)


def scenes(go: Callable[[str], Scene]) -> dict[str, Scene]:
    def figures(part: ProgrammePart, *taps: str, down: int = 0) -> Scene:
        def scene(app: Driver) -> None:
            go(f"/programmes/{_with(part)}/indicators")(app)
            app.marked("indicator.people").wait_for()
            for identifier in taps:
                app.scroll_to(app.marked(identifier))
                app.tap(identifier)
                app.page.wait_for_timeout(400)
            size = app.page.viewport_size or {"width": 800, "height": 600}
            app.page.mouse.move(size["width"] * 0.75, size["height"] * 0.5)
            app.page.mouse.wheel(0, down * size["height"])
            app.page.wait_for_timeout(600)

        return scene

    van, bank = ProgrammePart.OUTINGS, ProgrammePart.HOURS
    return {
        "indicators": figures(van),
        "indicators-last-year": figures(van, "indicators.period.last_year"),
        "indicators-funnel": figures(van, "indicators.period.last_year", down=1),
        "indicators-defined": figures(van, "indicators.period.last_year", "indicator.people", "indicator.contacts"),
        "indicators-other": figures(van, "indicators.period.other"),
        "indicators-bank": figures(bank, down=1),
        "indicators-bank-end": figures(bank, down=6),
        "indicators-services": figures(ProgrammePart.SERVICES, down=1),
    }
