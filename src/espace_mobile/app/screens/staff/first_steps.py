"""The first minutes of an association: one step at a time, each put off at will, found again in the office."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app.actions import first_steps
from espace_mobile.app.actions.first_steps import Devices, Progress, Step
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import button, card, header, line, link, page_body, title
from espace_mobile.app.components.text import icon, muted, text
from espace_mobile.app.screens.devices.desk import Desk
from espace_mobile.app.ui import Ui, component, use_made, use_records, use_ui, use_value
from espace_mobile.domain.vocabulary import Role
from espace_mobile.sync.withdrawing import ACTIVE

_WHERE = {
    Step.SELF: "/settings", Step.SHEET: "/recovery", Step.TEAM: "/teams", Step.TABLET: "/devices",
    Step.PROGRAMME: "/programmes/new", Step.SECOND: "/devices",
}  # fmt: skip


@component
def FirstSteps() -> Any:
    """Tests: `step.{step}`, `step.go`, `step.later`, `steps.end`."""
    ui = use_ui()
    use_records("team", "programme")
    desk = use_made(lambda: Desk(ui.session.office))
    _, redraw = use_value(0)

    async def ask() -> None:
        await desk.refresh()
        session = ui.state.session
        if session is None or desk.error is not None:
            return
        active = [d for d in desk.devices if d.state == ACTIVE]
        supervising = sum(d.role == Role.SUPERVISOR for d in active)
        others = sum(d.role != Role.SUPERVISOR and not d.is_sheet for d in active)
        told = Devices(supervising, others, bool(session.office.good_sheets(desk.devices)))
        attempt(ui, lambda: first_steps.learn(session.replica, told))
        redraw(lambda n: n + 1)

    ft.use_effect(ask, [])
    done = first_steps.progress(ui.replica)

    def put_off(step: Step) -> None:
        attempt(ui, lambda: first_steps.put_off(ui.replica, step))
        redraw(lambda n: n + 1)

    others = [step for step in Step if step != done.next]
    return page_body(
        ui, header(ui, ui.t("steps.title"), back="/office"),
        muted(ui, ui.t("steps.progress", done=ui.words.number(len(done.done)), all=ui.words.number(len(Step)))),
        *_next(ui, done, put_off), ft.Column([_line(ui, done, step) for step in others], spacing=0),
    )  # fmt: skip


def _next(ui: Ui, done: Progress, put_off: Any) -> list[ft.Control]:
    """The one to do now; when none is left, the way on."""
    go, step = ft.context.page.navigate, done.next
    if step is None:
        words = ui.t("steps.some_later") if done.left else ui.t("steps.all_done")
        return [card(ui, text(ui, words), button(ui, ui.t("steps.end"), lambda: go("/"), identifier="steps.end",
                                                 primary=True))]  # fmt: skip
    what, why, act = _said(ui, step)
    return [
        card(
            ui, title(ui, what), text(ui, why),
            button(ui, act, lambda: go(_WHERE[step]), identifier="step.go", primary=True),
            ft.Row([link(ui, ui.t("steps.later"), lambda: put_off(step), identifier="step.later")], wrap=True),
        )
    ]  # fmt: skip


def _line(ui: Ui, done: Progress, step: Step) -> ft.Control:
    is_done = step in done.done
    state = ui.t("steps.done") if is_done else ui.t("steps.put_off") if step in done.later else ui.t("steps.to_do")
    if step == Step.SELF:
        worker = ui.session.worker
        state = ui.t("settings.you", name=worker.display_name, role=ui.words.label(worker.role))
    sign, ink = (ft.Icons.CHECK_CIRCLE, ui.palette.primary) if is_done else (
        ft.Icons.RADIO_BUTTON_UNCHECKED, ui.palette.muted)  # fmt: skip
    open_it = lambda: ft.context.page.navigate(_WHERE[step])  # noqa: E731
    return line(ui, _said(ui, step)[0], state, identifier=f"step.{step}", lead=icon(ui, sign, 24, ink),
                on_tap=open_it, key=step)  # fmt: skip


def _said(ui: Ui, step: Step) -> tuple[str, str, str]:
    """What, why, and the words of the button."""
    said: dict[Step, Callable[[], tuple[str, str, str]]] = {
        Step.SELF: lambda: (ui.t("steps.self"), "", ""),
        Step.SHEET: lambda: (ui.t("steps.sheet"), ui.t("steps.sheet_why"), ui.t("steps.sheet_go")),
        Step.TEAM: lambda: (ui.t("steps.team"), ui.t("steps.team_why"), ui.t("steps.team_go")),
        Step.TABLET: lambda: (ui.t("steps.tablet"), ui.t("steps.tablet_why"), ui.t("steps.tablet_go")),
        Step.PROGRAMME: lambda: (ui.t("steps.programme"), ui.t("steps.programme_why"), ui.t("steps.programme_go")),
        Step.SECOND: lambda: (ui.t("steps.second"), ui.t("steps.second_why"), ui.t("steps.second_go")),
    }
    return said[step]()
