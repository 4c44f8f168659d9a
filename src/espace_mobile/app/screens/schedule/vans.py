"""The vans: added, renamed, retired; the teams, which a supervisor changes elsewhere (`staff.teams`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.actions import vehicles, workers
from espace_mobile.app.components import card, header, line, link, page_body, text_field, title
from espace_mobile.app.components.text import icon, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.identity_form import wide
from espace_mobile.app.screens.programmes.sheet.forms import form_sheet, use_form
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.team import Team
from espace_mobile.domain.vehicle import Vehicle

_CLOSED, _NEW = "closed", ""
Kind = type[Vehicle] | type[Team]


@component
def Vans() -> Any:
    """Tests: `vehicle.new`, `vehicle.{n}`, `team.{n}`, `vans.teams`; those of `NameSheet`."""
    ui = use_ui()
    worker = ui.session.worker
    parts: list[ft.Control] = [ft.Container(Names(Vehicle, workers.may_plan(worker))), ft.Container(Names(Team, False))]
    if workers.may_supervise(worker):
        go = lambda: ft.context.page.navigate("/teams")  # noqa: E731
        teams = link(ui, ui.t("vans.change_teams"), go, identifier="vans.teams", icon_name=ft.Icons.GROUPS_OUTLINED)
        parts.append(ft.Row([teams], wrap=True))
    return page_body(ui, header(ui, ui.t("vans.title"), back="/schedule/places"), *parts)


@component
def Names(kind: Kind, may: bool) -> Any:
    ui = use_ui()
    use_records(kind.kind)
    opened, show = use_value(_CLOSED)
    any_kind: Any = kind
    found: list[Any] = vehicles.named(ui.replica, any_kind)
    words = {Vehicle: ("vans.vans", "vans.new", "vans.none"), Team: ("vans.teams", "vans.new_team", "vans.no_team")}
    name, new, none = words[kind]

    def opener(id: str) -> Callable[[], None]:
        return lambda: show(id)

    sign = ft.Icons.AIRPORT_SHUTTLE_OUTLINED if kind is Vehicle else ft.Icons.GROUPS_OUTLINED
    lines: list[ft.Control] = [
        line(ui, f.name, "" if f.active else ui.t("vans.retired"), identifier=f"{kind.kind}.{n}",
             lead=icon(ui, sign, 22, ui.palette.muted), on_tap=opener(f.id) if may else None, key=f.id)
        for n, f in enumerate(found)
    ]  # fmt: skip
    add = [ft.Row([link(ui, ui.t(new), opener(_NEW), identifier=f"{kind.kind}.new", icon_name=ft.Icons.ADD)],
                  wrap=True)] if may else []  # fmt: skip
    close = lambda: show(_CLOSED)  # noqa: E731
    sheet = [] if opened == _CLOSED else [ft.Container(NameSheet(kind, opened, close), key=f"sheet-{opened}")]
    return card(ui, title(ui, ui.t(name)), *(lines or [muted(ui, ui.t(none), SMALL)]), *add, *sheet)


@component
def NameSheet(kind: Kind, id: str, on_close: Callable[[], Any]) -> Any:
    """`id` empty: a new one. Tests: `name.save`, `name.cancel`, `name.retire`, `name.again`."""
    ui = use_ui()
    shown: Any = ui.replica.get(kind, id) if id else None  # of either kind
    added: Any = kind
    draft = use_form(f"{kind.kind}.name.{id}", {"name": shown.name if shown else ""})
    session = ui.session

    def act() -> object:
        if shown is None:
            return vehicles.add(session.replica, added, draft.get("name"), session.worker)
        return vehicles.rename(session.replica, shown, draft.get("name"), session.worker)

    content: list[ft.Control] = [
        wide(text_field(ui, draft, "name", ui.t("vans.name"), autocorrect=False,
                        capitalization=ft.TextCapitalization.SENTENCES)),
        *([_turn(ui, shown, draft, on_close)] if shown else []),
    ]  # fmt: skip
    words = ui.t("vans.new" if kind is Vehicle else "vans.new_team") if shown is None else shown.name
    ft.use_dialog(
        form_sheet(ui, draft, words, content, name="name", on_close=on_close,
                   save=lambda: note(ui, act, ui.t("vans.saved"), draft, on_close))
    )  # fmt: skip
    return ft.Container(visible=False)


def _turn(ui: Ui, shown: Any, draft: Draft, on_close: Callable[[], Any]) -> ft.Control:
    session = ui.session
    words, said, code = (
        (ui.t("place.retire"), ui.t("place.retired", name=shown.name), "retire")
        if shown.active
        else (ui.t("place.again"), ui.t("place.proposed", name=shown.name), "again")
    )

    def turn() -> None:
        note(ui, lambda: vehicles.set_active(session.replica, shown, not shown.active, session.worker), said, draft,
             on_close)  # fmt: skip

    return ft.Row([link(ui, words, turn, identifier=f"name.{code}", field=True, icon_name=ft.Icons.BLOCK)], wrap=True)
