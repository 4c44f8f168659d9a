"""The frame around every screen behind the lock: « DÉMO », the bar or the rail, and the way back."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import routes
from espace_mobile.app.battery import BatteryWatch
from espace_mobile.app.components.text import label
from espace_mobile.app.screens.agenda.today import Reminders
from espace_mobile.app.theme import LABEL, SMALL
from espace_mobile.app.ui import Ui, component, use_ui
from espace_mobile.domain.vocabulary import Role


@component
def Shell() -> ft.View:
    ui = use_ui()
    outlet, location = ft.use_route_outlet(), ft.use_route_location()
    if ui.state.session is None:
        return ft.View(route="/", bgcolor=ui.palette.ground)
    screen = _screen_at(location)
    parent = _parent(screen, location, _role(ui)) if screen else "/"
    if screen and screen.label and not ui.rail and screen not in routes.in_bar(_role(ui)):
        parent = parent or routes.OFFICE
    under = ft.Border(bottom=ft.BorderSide(ui.palette.edge, ui.palette.line))
    body = ft.Container(outlet, expand=True, border=None if ui.rail else under)
    inside = ft.Row([_rail(ui, location), body], spacing=0, expand=True) if ui.rail else body
    parts = [*ribbon(ui), inside, Reminders(), BatteryWatch()]
    return ft.View(
        route="/",
        padding=0,
        bgcolor=ui.palette.ground,
        can_pop=parent is None,
        on_confirm_pop=_leave_to(parent),
        navigation_bar=None if ui.rail else _bar(ui, location),
        controls=[ft.SafeArea(ft.Column(parts, spacing=0, expand=True), expand=True)],
    )


def ribbon(ui: Ui) -> list[ft.Control]:
    """« DÉMO » whenever what is shown is demonstration data."""
    if not ui.state.installation.demo:
        return []
    said = label(ui, ui.t("app.demo"), SMALL / max(1.0, ui.scale / 1.25), ui.palette.ground, no_wrap=True)
    strip = ft.Container(said, bgcolor=ui.palette.ink, alignment=ft.Alignment.CENTER, padding=2)
    return [ft.Semantics(identifier="demo", container=True, content=strip)]


def _leave_to(parent: str | None) -> Any:
    async def confirm(e: ft.Event[ft.View]) -> None:
        await e.control.confirm_pop(parent is None)
        if parent:
            ft.context.page.navigate(parent)

    return confirm


def _screen_at(location: str) -> routes.Screen | None:
    """The screen whose path has the same shape."""
    parts = location.strip("/").split("/")
    for screen in routes.SCREENS:
        shape = screen.path.split("/")
        if len(shape) == len(parts) and all(s[:1] == ":" or s == p for s, p in zip(shape, parts, strict=True)):
            return screen
    return None


def _parent(screen: routes.Screen, location: str, role: Role) -> str | None:
    """With the ids that the location gives: from an interview back to the person's file."""
    ids = dict(zip(screen.path.split("/"), location.strip("/").split("/"), strict=False))
    parent = routes.parent_of(screen, role)
    return parent and "/".join(ids.get(part, part) if part[:1] == ":" else part for part in parent.split("/"))


def _selected(shown: list[routes.Screen], location: str, role: Role) -> int | None:
    """Where one is, or came from: a session is reached from the agenda."""
    at: str | None = location
    while at and at != "/":
        starts = [i for i, s in enumerate(shown) if s.path and at.startswith(routes.route(s))]
        if starts:
            return starts[0]
        screen = _screen_at(at)
        # What the bar has no room for is behind the office.
        behind = routes.OFFICE if screen and screen.label and role in routes.SUPERVISION else None
        at = (_parent(screen, at, role) or behind) if screen else None
    return 0 if location == "/" else None


def _role(ui: Ui) -> Role:
    return ui.session.worker.role


def _go(shown: list[routes.Screen]) -> Any:
    return lambda e: ft.context.page.navigate(routes.route(shown[e.control.selected_index]))


def _indicator(ui: Ui) -> ft.OutlinedBorder:
    """A line around the chosen one where a light fill would not be seen."""
    side = ft.BorderSide(ui.palette.edge, ui.palette.line) if ui.palette.bold_edges else None
    return ft.StadiumBorder(side=side)


def _bar(ui: Ui, location: str) -> ft.NavigationBar:
    shown = routes.in_bar(_role(ui))
    return ft.NavigationBar(
        selected_index=_selected(shown, location, _role(ui)) or 0,
        on_change=_go(shown),
        height=72 * min(ui.scale, 1.25),
        bgcolor=ui.palette.surface,
        indicator_shape=_indicator(ui),
        destinations=[
            ft.NavigationBarDestination(
                icon=ft.Icon(s.icon, color=ui.palette.muted),
                selected_icon=ft.Icon(s.selected_icon, color=ui.palette.ink),
                label=ui.t(s.label),
            )
            for s in shown
        ],
    )  # fmt: skip


def _rail(ui: Ui, location: str) -> ft.Control:
    shown = routes.destinations(_role(ui))
    words = ft.TextStyle(size=ui.size(SMALL), font_family=LABEL, color=ui.palette.muted)
    rail = ft.NavigationRail(
        selected_index=_selected(shown, location, _role(ui)),
        on_change=_go(shown),
        label_type=ft.NavigationRailLabelType.ALL,
        min_width=ui.size(96),
        bgcolor=ui.palette.surface,
        indicator_color=ui.palette.soft,
        indicator_shape=_indicator(ui),
        unselected_label_text_style=words,
        selected_label_text_style=ft.TextStyle(size=ui.size(SMALL), font_family=LABEL, color=ui.palette.ink),
        group_alignment=-0.96,
        destinations=[
            ft.NavigationRailDestination(
                icon=ft.Icon(s.icon, color=ui.palette.muted),
                selected_icon=ft.Icon(s.selected_icon, color=ui.palette.ink),
                label=ui.t(s.label), padding=ft.Padding.symmetric(vertical=6),
            )
            for s in shown
        ],
    )  # fmt: skip
    edge = ft.Border(right=ft.BorderSide(ui.palette.edge, ui.palette.line))
    return ft.Container(rail, border=edge)
