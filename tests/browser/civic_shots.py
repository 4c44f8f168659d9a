"""Scenes of civic service and of the outings of a programme, for `shots --office`, and the missions behind them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from espace_mobile.app import clock
from espace_mobile.domain import civic_rules
from espace_mobile.domain.ages import age_at
from espace_mobile.domain.civic_mission import CivicMission
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.person import Person
from espace_mobile.domain.sheet_vocabulary import CivicTheme, HostType, MissionStatus, ProgrammePart
from espace_mobile.protocol.values import derived_id
from espace_mobile.sample.cast import NORTH
from espace_mobile.sample.demonstration import Demonstration, demonstration
from tests.browser.driver import Driver

Scene = Callable[[Driver], None]
_HOSTS = (
    ("EHPAD Les Tilleuls", HostType.EHPAD), ("Domicile Services", HostType.SAAD), ("Foyer Le Chêne", HostType.ESMS),
    ("EHPAD Jeanne d’Arc", HostType.EHPAD),
)  # fmt: skip
# (which host, theme, days from today to the first day, status, what else)
_MISSIONS: tuple[tuple[int, CivicTheme, int | None, MissionStatus, dict[str, Any]], ...] = (
    (0, CivicTheme.VISITS, -60, MissionStatus.RUNNING, {"civic_day_1_on": -30, "psc1_on": -20, "civic_day_2_on": 12}),
    (1, CivicTheme.ISOLATION, -190, MissionStatus.RUNNING, {"psc1_on": -100}),
    (2, CivicTheme.SOCIAL_LIFE, 0, MissionStatus.PLANNED, {"tutor": None}),
    (3, CivicTheme.AWARENESS, None, MissionStatus.OPEN, {}),
    (0, CivicTheme.ISOLATION, -300, MissionStatus.ENDED, {"psc1_on": -200, "future_project_on": -130}),
)


def programme_of(sample: Demonstration) -> str:
    return next(p.id for p in sample.programmes if ProgrammePart.CIVIC_SERVICE in p.parts)


def mission_id(n: int) -> str:
    return derived_id("shots", "mission", str(n))


def facts(sample: Demonstration) -> list[Fact]:
    hosts = [Organisation(id=derived_id("shots", "host", name), name=name) for name, _ in _HOSTS]
    return [*hosts, *(_mission(sample, n, hosts) for n in range(len(_MISSIONS)))]


def _mission(sample: Demonstration, n: int, hosts: list[Organisation]) -> CivicMission:
    host, theme, begins, status, more = _MISSIONS[n]
    today = clock.today()
    since = today + timedelta(days=begins) if begins is not None else None
    person = _young(sample)[n] if status != MissionStatus.OPEN else None
    days = {name: today + timedelta(days=value) for name, value in more.items() if isinstance(value, int)}
    return CivicMission(
        id=mission_id(n), programme_id=programme_of(sample), theme=theme, organisation_id=hosts[host].id, since=since,
        host=_HOSTS[host][1], status=status, person_id=person.id if person else None, weekly_hours=28,
        team=person.team if person else None, until=civic_rules.last_day(since, 6) if since else None,
        **{"tutor": "Mme Petit", **more, **days},
    )  # fmt: skip


def _young(sample: Demonstration) -> list[Person]:
    today = clock.today()
    return [p for p in sample.people if p.team == NORTH.id and p.birth_on and 18 <= age_at(p.birth_on, today) <= 24] + [
        p for p in sample.people if p.team == NORTH.id and p.birth_on is None
    ]


def scenes(go: Callable[[str], Scene]) -> dict[str, Scene]:
    def at(tail: str, *taps: str, to: str = "") -> Scene:
        def scene(app: Driver) -> None:
            go(f"/programmes/{programme_of(demonstration(clock.today()))}{tail}")(app)
            app.page.wait_for_timeout(500)
            for identifier in taps:
                app.scroll_to(app.marked(identifier))
                app.tap(identifier)
                app.page.wait_for_timeout(600)
            if to:
                app.scroll_to(app.marked(to))
                app.page.mouse.wheel(0, 400)
                app.page.wait_for_timeout(400)

        return scene

    def mission(n: int, tail: str = "", *taps: str, to: str = "") -> Scene:
        return at(f"/civic_service/{mission_id(n)}{tail}", *taps, to=to)

    return {
        "civic": at("/civic_service"),
        "civic-list": at("/civic_service", to="civic.2"),
        "civic-referents": at("/civic_service", to="civic.referents"),
        "civic-number": at("/civic_service", "civic.number"),
        "civic-running": mission(0),
        "civic-steps": mission(0, to="civic.step.future_project_on"),
        "civic-begin": mission(2, "", "civic.begin"),
        "civic-open": mission(3),
        "civic-ended": mission(4, to="vocation.unknown"),
        "civic-break-off": mission(1, "", "civic.break_off"),
        "civic-new": at("/civic_service/new"),
        "civic-form": mission(0, "/edit", to="civic.theme.visits"),
        "civic-form-days": mission(0, "/edit", to="civic.hours.28"),
        "civic-form-end": mission(0, "/edit", to="civic.save"),
        "outings": at("/outings"),
        "outings-end": at("/outings", to="outings.schedule"),
    }
