"""Many dates changed at once: the bar that says how many are ticked, and the sheet that says what would change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import flet as ft

from espace_mobile.app.actions import bulk, workers
from espace_mobile.app.actions.bulk import Left, Preview, Step
from espace_mobile.app.components import Option, button, chips, line, link, sheet, stepper
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.identity_form import error_text
from espace_mobile.app.screens.schedule.choices import hours_choice, one_of, team_options, times_of, van_options
from espace_mobile.app.screens.schedule.selection import Selection
from espace_mobile.app.theme import GAP, RADIUS, SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_records, use_ui, use_value
from espace_mobile.domain.vocabulary import CancelReason, offered
from espace_mobile.errors import InputError

WEEKS, DAYS = 26, 6  # the furthest dates are shifted by
_WEEK = 7
_NONE = "none"

# code -> (text, sign)
_ACTS: dict[str, tuple[str, ft.IconData]] = {
    "confirm": ("bulk.confirm", ft.Icons.EVENT_AVAILABLE_OUTLINED),
    "team": ("bulk.team", ft.Icons.GROUPS_OUTLINED),
    "van": ("bulk.van", ft.Icons.AIRPORT_SHUTTLE_OUTLINED),
    "hours": ("bulk.hours", ft.Icons.SCHEDULE),
    "shift": ("bulk.shift", ft.Icons.EAST),
    "cancel": ("bulk.cancel", ft.Icons.EVENT_BUSY_OUTLINED),
    "hide": ("bulk.hide", ft.Icons.VISIBILITY_OFF_OUTLINED),
    "show": ("bulk.show", ft.Icons.VISIBILITY_OUTLINED),
    "delete": ("bulk.delete", ft.Icons.DELETE_OUTLINE),
}
_SITE = frozenset({"hide", "show"})


@component
def BulkBar(selection: Selection, all_ids: Sequence[str] = ()) -> Any:
    """Nothing unless somebody is choosing dates. `all_ids`: those a tap ticks all at once, the ones that are listed.
    Tests: `bulk.change`, `bulk.all`, `bulk.leave`; those of the sheet."""
    ui = use_ui()
    ft.use_state(selection)
    opened, show = use_value(False)
    if not selection.on or not workers.may_plan(ui.session.worker):
        return ft.Container(visible=False)
    count = len(selection.ids)
    said = ft.Semantics(
        identifier="bulk.count", live_region=True, container=True, expand=not ui.large,
        content=label(ui, ui.tn("bulk.count", count) if count else ui.t("bulk.tick")),
    )  # fmt: skip
    others = len(set(all_ids) - selection.ids)
    tools: list[ft.Control] = [
        *([link(ui, ui.tn("bulk.all", len(all_ids)), lambda: selection.choose(all_ids), identifier="bulk.all")]
          if others else []),
        link(ui, ui.t("bulk.leave"), selection.clear, identifier="bulk.leave"),
    ]  # fmt: skip
    change = button(
        ui, ui.t("bulk.change"), (lambda: show(True)) if count else None, identifier="bulk.change", primary=True,
        icon_name=ft.Icons.EDIT_OUTLINED,
    )  # fmt: skip
    wide = ui.rail and not ui.large
    inside: ft.Control = (
        ft.Column([ft.Row([said, change], spacing=GAP), ft.Row(tools, spacing=0)], spacing=0, tight=True)
        if wide
        else ft.Column(
            [said, ft.Row(tools, wrap=True, spacing=0, run_spacing=0), change], spacing=GAP, tight=True,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        )
    )  # fmt: skip
    drawn = [ft.Container(BulkSheet(selection, lambda: show(False)))] if opened else []
    return ft.Container(
        ft.Column([inside, *drawn], spacing=0, tight=True), bgcolor=ui.palette.soft, border_radius=RADIUS,
        padding=ft.Padding.symmetric(horizontal=16, vertical=8),
        border=ft.Border.all(ui.palette.edge, ui.palette.line) if ui.palette.bold_edges else None,
    )  # fmt: skip


@component
def BulkSheet(selection: Selection, on_close: Callable[[], Any]) -> Any:
    """First what is to be done, then how, with what it would change. Tests: `bulk.do.{code}`, `bulk.team.{id}`,
    `bulk.van.{id}`, `bulk.reason.{code}`, `bulk.hours.0900-1200`, `bulk.weeks`, `bulk.days`, `bulk.apply`,
    `bulk.back`."""
    ui = use_ui()
    use_records("outing", "team", "vehicle")
    ft.use_state(selection)
    draft = use_draft("schedule.bulk")
    ft.use_state(draft)
    what = draft.get("what")

    def leave() -> None:
        draft.drop()
        on_close()

    shown = _how(ui, draft, what, selection, leave) if what in _ACTS else _what(ui, draft, selection, leave)
    ft.use_dialog(shown)
    return ft.Container(visible=False)


def _what(ui: Ui, draft: Draft, selection: Selection, leave: Callable[[], Any]) -> ft.DialogControl:
    def opener(code: str) -> Callable[[], None]:
        return lambda: draft.set("what", code, redraw=True)

    may_show = workers.may_supervise(ui.session.worker)
    lines: list[ft.Control] = [
        line(ui, ui.t(key), identifier=f"bulk.do.{code}", lead=icon(ui, sign, 22, ui.palette.primary),
             trail=icon(ui, ft.Icons.CHEVRON_RIGHT, 22, ui.palette.muted), on_tap=opener(code))
        for code, (key, sign) in _ACTS.items()
        if may_show or code not in _SITE
    ]  # fmt: skip
    return sheet(
        ui, ui.tn("bulk.count", len(selection.ids)),
        [ft.Column(lines, spacing=0, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)], leave,
    )  # fmt: skip


def _how(
    ui: Ui, draft: Draft, what: str, selection: Selection, leave: Callable[[], Any]
) -> ft.DialogControl:  # fmt: skip
    session = ui.session
    step, fault = _step_now(ui, draft, what)
    shown = bulk.preview(ui.replica, selection.ids, step) if step else None
    changing = len(shown.changed) if shown else 0

    def act() -> object:
        return bulk.apply(session.replica, session.worker, selection.ids, _step(ui, draft, what) or _chosen(what))

    def go() -> None:
        if note(ui, act, ui.tn("bulk.done", changing), draft, leave):
            selection.clear()

    words = ui.tn("bulk.apply", changing) if changing else ui.t("bulk.nothing")
    return sheet(
        ui, ui.t(_ACTS[what][0]),
        [*_choices(ui, draft, what), *error_text(ui, draft, "record"), *fault, *(_preview(ui, shown) if shown else [])],
        leave,
        actions=[
            button(ui, words, go if changing else None, identifier="bulk.apply", primary=True,
                   danger=what in ("delete", "cancel")),
            button(ui, ui.t("action.back"), lambda: draft.set("what", "", redraw=True), identifier="bulk.back"),
        ],
    )  # fmt: skip


def _choices(ui: Ui, draft: Draft, what: str) -> list[ft.Control]:
    nobody = Option(_NONE, ui.t("bulk.none"))
    if what == "team":
        return [one_of(ui, draft, "team", ui.t("schedule.team"), [*team_options(ui), nobody], identifier="bulk.team")]
    if what == "van":
        return [one_of(ui, draft, "van", ui.t("date.van"), [*van_options(ui), nobody], identifier="bulk.van")]
    if what == "hours":
        return [hours_choice(ui, draft, (), identifier="bulk.hours"), *_check_hours(ui, draft)]
    if what == "cancel":
        reasons = [Option(r, ui.words.label(r)) for r in offered(CancelReason)]
        choose = lambda code: draft.set("reason", code, redraw=True)  # noqa: E731
        return [
            muted(ui, ui.t("date.cancel_hint")),
            chips(ui, reasons, [draft.get("reason")], choose, identifier="bulk.reason", field=True),
        ]  # fmt: skip
    if what == "shift":
        return [_stepper(ui, draft, "weeks", ui.t("bulk.weeks"), WEEKS), _stepper(ui, draft, "days", ui.t("bulk.days"),
                DAYS), muted(ui, ui.t("bulk.shift_hint"), SMALL)]  # fmt: skip
    return [muted(ui, ui.t("bulk.delete_hint"))] if what == "delete" else []


def _check_hours(ui: Ui, draft: Draft) -> list[ft.Control]:
    """What is typed doesn't redraw: it is read when somebody asks."""
    if not draft.get("typing_hours"):
        return []
    see = lambda: draft.set("hours_touched", True, redraw=True)  # noqa: E731
    return [ft.Row([link(ui, ui.t("bulk.see"), see, identifier="bulk.see", icon_name=ft.Icons.REFRESH)])]


def _stepper(ui: Ui, draft: Draft, field: str, name: str, most: int) -> ft.Control:
    now = int(draft.get(field, 0) or 0)

    def to(number: int) -> Callable[[], None] | None:
        return (lambda: draft.set(field, number, redraw=True)) if abs(number) <= most else None

    shown = f"+{now}" if now > 0 else str(now).replace("-", "−")
    return stepper(ui, name, shown, less=to(now - 1), more=to(now + 1), identifier=f"bulk.{field}", room=56)


def _step_now(ui: Ui, draft: Draft, what: str) -> tuple[Step | None, list[ft.Control]]:
    """What was chosen so far, or what is wrong with it."""
    try:
        return _step(ui, draft, what), []
    except InputError as e:
        return None, [label(ui, ui.error(e), SMALL, ui.palette.alert)]


def _step(ui: Ui, draft: Draft, what: str) -> Step | None:
    """None until it is said how. Raises `InputError` naming the field at fault."""
    if what == "confirm":
        return bulk.confirm()
    if what == "delete":
        return bulk.delete()
    if what in _SITE:
        return bulk.hide(what == "hide", ui.session.worker)
    if what == "shift":
        days = _WEEK * int(draft.get("weeks", 0) or 0) + int(draft.get("days", 0) or 0)
        return bulk.shift(days) if days else None
    if what == "hours":
        starts, ends = times_of(draft)
        return bulk.set_hours(starts, ends) if starts or ends else None
    chosen = draft.get(what if what != "cancel" else "reason")
    if not chosen:
        return None
    if what == "cancel":
        return bulk.cancel(CancelReason(chosen))
    id = None if chosen == _NONE else chosen
    return bulk.give_team(id) if what == "team" else bulk.give_van(id)


def _chosen(what: str) -> Step:
    raise InputError(what, "required")


def _preview(ui: Ui, shown: Preview) -> list[ft.Control]:
    """Each figure with its sign, said aloud when it changes."""
    left = {
        Left.HELD: ui.tn("bulk.left_held", shown.left[Left.HELD]),
        Left.OFF: ui.tn("bulk.left_off", shown.left[Left.OFF]),
        Left.SAME: ui.tn("bulk.left_same", shown.left[Left.SAME]),
    }
    told = [(ft.Icons.CHECK, ui.tn("bulk.changes", len(shown.changed)), ui.palette.ink)]
    if shown.moved:
        told.append((ft.Icons.EAST, ui.tn("bulk.moved", shown.moved), ui.palette.ink))
    told += [(ft.Icons.LOCK_OUTLINE, words, ui.palette.muted) for why, words in left.items() if shown.left[why]]
    rows: list[ft.Control] = [
        ft.Row([icon(ui, sign, 20, ink), label(ui, words, 15, ink, expand=True)], spacing=12)
        for sign, words, ink in told
    ]  # fmt: skip
    return [
        ft.Semantics(
            identifier="bulk.preview", live_region=True, container=True, content=ft.Column(rows, spacing=6, tight=True)
        )
    ]  # fmt: skip
