"""The sessions of a workshop: a series by its phases, a standing slot by what is to come and what was; beside them the
informal meetings."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import sessions, workshops
from espace_mobile.app.components import line, link, title
from espace_mobile.app.screens.programmes.workshops.words import phase_words
from espace_mobile.app.screens.sessions.words import day_and_hours, led_by, seats_pill, state_words, where_words
from espace_mobile.app.ui import Ui
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.slots import is_standing
from espace_mobile.domain.workshop import Workshop

AT_FIRST, MORE = 8, 20  # of each group: each line counts its seats
Group = tuple[str, list[GroupSession]]


def session_groups(
    ui: Ui, workshop: Workshop, found: list[GroupSession], shown: int, show: Callable[[int], None]
) -> list[ft.Control]:
    """`found`: all of the workshop's, by time; `shown`: how many of each group."""
    series = [s for s in found if not s.informal]
    groups = _standing(ui, series) if is_standing(workshop) else _phases(ui, workshop, series)
    informal = [s for s in found if s.informal]
    if informal:
        groups.append((ui.t("workshop.informal_many"), informal[::-1]))
    return lines_of(ui, groups, shown, show, "workshop.session")


def lines_of(
    ui: Ui, groups: list[Group], shown: int, show: Callable[[int], None], identifier: str
) -> list[ft.Control]:  # fmt: skip
    """Each group under its name. Tests: `{identifier}.{n}`, `{identifier}.more`."""
    numbered = count()
    parts: list[ft.Control] = []
    for name, some in groups:
        lines = [_line(ui, session, f"{identifier}.{next(numbered)}") for session in some[:shown]]
        parts += [title(ui, name)] if name else []
        parts.append(ft.Column(lines, spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH))
    if any(len(some) > shown for _, some in groups):
        more = link(ui, ui.t("session.more"), lambda: show(shown + MORE), identifier=f"{identifier}.more", field=True)
        parts.append(ft.Row([more], wrap=True))
    return parts


def _phases(ui: Ui, workshop: Workshop, series: list[GroupSession]) -> list[Group]:
    numbers = sorted({s.phase or 0 for s in series})
    return [(phase_words(ui, workshop, n), [s for s in series if (s.phase or 0) == n]) for n in numbers]


def _standing(ui: Ui, series: list[GroupSession]) -> list[Group]:
    today = clock.today()
    coming = [s for s in series if workshops.day_of(s) >= today]
    past = [s for s in series if workshops.day_of(s) < today][::-1]
    return [(name, some) for name, some in ((ui.t("session.coming"), coming), (ui.t("workshop.past"), past)) if some]


def _line(ui: Ui, session: GroupSession, identifier: str) -> ft.Control:
    """With large text the pill would leave no room for the words: what it says stands under them."""
    seats = sessions.seats_of(ui.replica, session)
    go = lambda: ft.context.page.navigate(f"/sessions/{session.id}")  # noqa: E731
    said = state_words(ui, session, seats) if ui.large else ""
    day, hours = day_and_hours(ui, session)
    detail = " · ".join(filter(None, (said, hours, led_by(ui, session), where_words(ui, session))))
    return line(
        ui, day, detail, identifier=identifier, on_tap=go, key=session.id,
        trail=None if ui.large else seats_pill(ui, session, seats),
    )  # fmt: skip
