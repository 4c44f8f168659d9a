"""Scenes of starting a programme and of its people, for `shots --office`: the programmes of the demonstration."""

from __future__ import annotations

from collections.abc import Callable

from espace_mobile.sample.programmes import PATHWAY
from tests.browser.driver import Driver

Scene = Callable[[Driver], None]


def scenes(go: Callable[[str], Scene]) -> dict[str, Scene]:
    def propose(app: Driver) -> None:
        go(f"/programmes/{PATHWAY.id}/people")(app)
        app.tap("people.propose")
        app.page.wait_for_timeout(800)

    def manage(app: Driver) -> None:
        go(f"/programmes/{PATHWAY.id}")(app)
        app.scroll_to(app.marked("programme.manage"))
        app.tap("programme.manage")
        app.page.wait_for_timeout(800)

    def contents(app: Driver) -> None:
        go("/programmes/new/troyes")(app)
        app.scroll_to(app.marked("start.go"))
        app.page.mouse.wheel(0, 2000)
        app.page.wait_for_timeout(400)

    return {
        "programmes": go("/programmes"),
        "programmes-new": go("/programmes/new"),
        "programmes-start": go("/programmes/new/danjoutin"),
        "programmes-contents": contents,
        "programmes-page": go(f"/programmes/{PATHWAY.id}"),
        "programmes-people": go(f"/programmes/{PATHWAY.id}/people"),
        "programmes-propose": propose,
        "programmes-manage": manage,
    }
