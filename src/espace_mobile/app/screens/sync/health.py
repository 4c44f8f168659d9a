"""« État de cet appareil »: what the device's doctor finds, for everybody, the gravest first and what to do in it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import flet as ft

from espace_mobile.app.components import button, sheet
from espace_mobile.app.components.text import icon, label, muted, text
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_ui, use_value
from espace_mobile.bootstrap.doctor import Finding, State

_GRAVEST_FIRST = list(State)[::-1]
_SIGNS = {State.OK: ft.Icons.CHECK_CIRCLE_OUTLINE, State.LOOK: ft.Icons.VISIBILITY_OUTLINED,
          State.WRONG: ft.Icons.ERROR_OUTLINE}  # fmt: skip
_WORDS = {State.OK: "doctor.state_ok", State.LOOK: "doctor.state_look", State.WRONG: "doctor.state_wrong"}


@component
def DeviceState(where: str) -> Any:
    """The button and its sheet. `where`: the screen they are in, for identifiers."""
    ui = use_ui()
    is_open, show = use_value(False)
    found, keep = use_value(_nothing_yet())

    async def look() -> None:
        keep(None)
        show(True)
        keep(await asyncio.to_thread(ui.session.examine))

    ft.use_dialog(_sheet(ui, found, look, lambda: show(False)) if is_open else None)
    return button(ui, ui.t("doctor.title"), look, identifier=f"{where}.device_state",
                  icon_name=ft.Icons.HEALTH_AND_SAFETY_OUTLINED)  # fmt: skip


def _nothing_yet() -> Sequence[Finding] | None:
    return None


def _sheet(ui: Ui, found: Sequence[Finding] | None, again: Callable[[], Any], close: Callable[[], None]) -> Any:
    if found is None:
        return sheet(ui, ui.t("doctor.title"), [label(ui, ui.t("doctor.looking"))], close)
    lines = sorted(found, key=lambda f: _GRAVEST_FIRST.index(f.state))
    odd = sum(f.state is not State.OK for f in lines)
    verdict = ui.tn("doctor.to_look_at", odd) if odd else ui.t("doctor.all_well")
    told = ft.Semantics(identifier="doctor.verdict", live_region=True, container=True, content=text(ui, verdict, 22))
    return sheet(
        ui, ui.t("doctor.title"), [told, *(_line(ui, n, finding) for n, finding in enumerate(lines))], close,
        actions=[button(ui, ui.t("doctor.again"), again, identifier="doctor.again", icon_name=ft.Icons.REFRESH)],
    )  # fmt: skip


def _line(ui: Ui, n: int, finding: Finding) -> ft.Control:
    ink = {State.OK: ui.palette.muted, State.LOOK: ui.palette.ink, State.WRONG: ui.palette.alert}[finding.state]
    said = ft.Column(
        [muted(ui, ui.t(_WORDS[finding.state]), SMALL), label(ui, ui.t(finding.said, **finding.params))],
        spacing=0, tight=True, expand=True,
    )  # fmt: skip
    row = ft.Row([icon(ui, _SIGNS[finding.state], 22, ink), said], spacing=12,
                 vertical_alignment=ft.CrossAxisAlignment.START)  # fmt: skip
    return ft.Semantics(identifier=f"doctor.{n}.{finding.state}", container=True, content=row)
