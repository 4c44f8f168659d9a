"""Scenes of entries, exits and outcomes, for `shots --office`: the files are those of the demonstration."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from espace_mobile.app import clock
from espace_mobile.domain import spells
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.spells import SpellState
from espace_mobile.sample.demonstration import Demonstration, demonstration
from espace_mobile.sample.programmes import PATHWAY, WEEKLY
from tests.browser.driver import Driver

Scene = Callable[[Driver], None]
Wanted = Callable[[Enrolment], bool]


@cache
def _sample() -> Demonstration:
    return demonstration(clock.today())


def _in_state(state: SpellState) -> Wanted:
    return lambda e: spells.state(e, clock.today()) == state and e.programme_id == PATHWAY.id


def _told(enrolment: Enrolment) -> bool:
    return any(o.enrolment_id == enrolment.id and o.months for o in _sample().outcomes)


def _returned(enrolment: Enrolment) -> bool:
    return enrolment.programme_id == WEEKLY.id


def scenes(go: Callable[[str], Scene]) -> dict[str, Scene]:
    def spell(wanted: Wanted, *taps: str) -> Scene:
        def scene(app: Driver) -> None:
            enrolment = next(e for e in _sample().enrolments if wanted(e))
            go(f"/people/{enrolment.person_id}")(app)
            for identifier in ("file.part.path", *taps):
                app.scroll_to(app.marked(identifier))
                app.tap(identifier)
                app.page.wait_for_timeout(500)
            if not taps:
                app.scroll_to(app.marked("enrolment.propose"))
                app.page.mouse.wheel(0, 2000)
                app.page.wait_for_timeout(300)

        return scene

    left, entered = _in_state(SpellState.LEFT), _in_state(SpellState.ENTERED)
    return {
        "spells-proposed": spell(_in_state(SpellState.PROPOSED)),
        "spells-entered": spell(entered),
        "spells-left": spell(_told),
        "spells-returned": spell(_returned),
        "spells-leave": spell(entered, "enrolment.0.leave"),
        "spells-outcome": spell(left, "enrolment.0.outcome", "outcome.cdd"),
        "spells-situation": spell(_told, "enrolment.0.situation.six_months", "answered.unreachable"),
        "spells-correct": spell(left, "enrolment.0.more"),
        "spells-propose": spell(left, "enrolment.propose", "programme.0"),
        "spells-programmes": spell(left, "enrolment.propose", "programme.manage", "programmes.0"),
        "spells-waiting": go("/"),
    }
