"""Pictures of what the schedule warns of, for `shots --office`, and the dates that stand behind them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta

from espace_mobile.app import clock
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.schedule import TO_COME
from espace_mobile.domain.vocabulary import OutingStatus
from espace_mobile.protocol.values import derived_id
from espace_mobile.sample.cast import NORTH, PLACES, SOUTH
from espace_mobile.sample.demonstration import Demonstration, demonstration
from tests.browser.driver import Driver

Scene = Callable[[Driver], None]


def _coming(sample: Demonstration) -> Outing:
    return next(o for o in sample.outings if o.on > sample.today and o.status in TO_COME)


def _made(name: str, on: date, **more: object) -> Outing:
    said = {"starts": time(9, 30), "ends": time(12), "place_id": PLACES[4].id, "team_id": SOUTH.id, **more}
    return Outing(id=derived_id("rules_shots", name), on=on, **said)  # type: ignore[arg-type]


def facts(sample: Demonstration) -> list[Fact]:
    """A date that two teams want one van for, one that nobody goes to, one that two planners moved."""
    coming = _coming(sample)
    moved = _made("moved", sample.today + timedelta(days=40), status=OutingStatus.MOVED)
    first, second = (
        _made(f"moved {n}", moved.on + timedelta(days=n), replaces_id=moved.id, place_id=PLACES[14].id, team_id=team.id)
        for n, team in ((2, NORTH), (5, SOUTH))
    )
    return [
        _made("van", coming.on, starts=coming.starts, ends=coming.ends),
        _made("nobody", sample.today + timedelta(days=30), team_id=None, place_id=PLACES[3].id),
        moved.but(moved_to_id=second.id, place_id=PLACES[14].id), first, second,
    ]  # fmt: skip


def scenes(go: Callable[[str], Scene]) -> dict[str, Scene]:
    sample = demonstration(clock.today())

    def decisions(app: Driver) -> None:
        go("/alerts")(app)
        app.marked("alert.0").wait_for()
        keep = app.page.locator('[flt-semantics-identifier*=".keep.0"]')
        size = app.page.viewport_size or {"width": 800, "height": 600}
        app.page.mouse.move(size["width"] * 0.5, size["height"] * 0.6)
        for _ in range(60):
            box = keep.first.bounding_box() if keep.count() else None
            if box and box["y"] + 160 < size["height"]:
                break
            app.page.mouse.wheel(0, 250)
            app.page.wait_for_timeout(150)
            if app.marked("alerts.more").count():
                app.tap("alerts.more")
        app.page.wait_for_timeout(500)

    def zone(app: Driver) -> None:
        go("/schedule/settings")(app)
        app.tap("settings.zone.b")
        app.page.wait_for_timeout(400)

    return {
        "rules-settings": zone,
        "rules-list": go("/schedule/warnings"),
        "rules-date": go(f"/schedule/{_coming(sample).id}"),
        "rules-moved": go(f"/schedule/{derived_id('rules_shots', 'moved 2')}"),
        "rules-decisions": decisions,
    }
