"""Scenes of the staff, the teams and the first steps, for `shots --office`."""

from __future__ import annotations

from collections.abc import Callable

from espace_mobile.domain.vocabulary import Role
from espace_mobile.sample.cast import WORKERS
from tests.browser.driver import Driver

Scene = Callable[[Driver], None]
SOMEBODY = next(worker for worker in WORKERS if worker.role == Role.FIELD)


def scenes(go: Callable[[str], Scene]) -> dict[str, Scene]:
    def then(route: str, *taps: str) -> Scene:
        def scene(app: Driver) -> None:
            go(route)(app)
            for tap in taps:
                app.scroll_to(app.marked(tap))
                app.tap(tap)
                app.page.wait_for_timeout(700)

        return scene

    one = f"/workers/{SOMEBODY.id}"
    return {
        "staff": go("/workers"),
        "staff-new": then("/workers", "worker.add"),
        "staff-one": go(one),
        "staff-edit": then(one, "worker.edit", "worker.role.planner"),
        "staff-depart": then(one, "worker.depart"),
        "teams": go("/teams"),
        "devices-code": then("/devices", "invite.role.planner", "devices.invite"),
        "first-steps": go("/first-steps"),
    }
