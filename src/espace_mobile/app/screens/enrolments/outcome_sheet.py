"""What an enrolment came to: type, day, length, evidence; the class that follows shows at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import outcomes
from espace_mobile.app.actions.undoing import Done
from espace_mobile.app.components import Option, button, chips, sheet, touchable
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.enrolments.noting import ON, Day, actions, chosen_day, one_of, part
from espace_mobile.app.screens.enrolments.words import class_pill
from espace_mobile.app.screens.identity_form import error_text
from espace_mobile.app.theme import GAP, RADIUS, SMALL, TOUCH_FIELD
from espace_mobile.app.ui import Ui, component, use_draft, use_ui
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.outcome_class import JOBS, LIMITED, MONTHS, TRAININGS
from espace_mobile.domain.path_vocabulary import Evidence
from espace_mobile.domain.vocabulary import OutcomeType, offered
from espace_mobile.errors import InputError

_USUAL = (3, 6, 12)  # months
_OTHERS = (OutcomeType.OTHER_SIAE, OutcomeType.CIVIC_SERVICE, OutcomeType.RE_REGISTERED, OutcomeType.RIGHTS_OPENED)
_NOTHING = (OutcomeType.NONE, OutcomeType.LOST, OutcomeType.UNKNOWN)


@component
def OutcomeSheet(person_id: str, enrolment: Enrolment, known: Outcome | None, on_close: Callable[[], None]) -> Any:
    """`known`: one already noted, to correct or delete."""
    ui = use_ui()
    about = known.id if known else enrolment.id
    draft = use_draft(f"enrolment.outcome.{person_id}.{about}", _values(known) if known else None)

    def act() -> Done[Outcome]:
        session, today = ui.session, clock.today()
        if not draft.get("type"):
            raise InputError("type", "required")
        said = (OutcomeType(draft.get("type")), chosen_day(draft), today, _months(draft), _evidence(draft))
        if known is not None:
            return outcomes.correct_outcome(session.replica, known, session.worker, *said)
        return outcomes.record_outcome(session.replica, enrolment, session.worker, *said)

    def save() -> None:
        note(ui, act, ui.t("outcome.saved"), draft=draft, on_close=on_close)

    def delete() -> None:
        session = ui.session
        if known is not None:
            gone = lambda: outcomes.delete_outcome(session.replica, known, session.worker)  # noqa: E731
            note(ui, gone, ui.t("outcome.deleted"), draft=draft, on_close=on_close)

    content: list[ft.Control] = [_types(ui, draft), *_class(ui, draft)]
    if draft.get("type") in LIMITED:
        content.append(_length(ui, draft))
    content.append(Day(draft, ui.t("outcome.day"), (ON,), True))
    content.append(one_of(ui, draft, "evidence", ui.t("outcome.evidence"), Evidence))
    if known is not None:
        content.append(button(ui, ui.t("outcome.delete"), delete, identifier="outcome.delete", danger=True, field=True))
    title = ui.t("outcome.correct" if known else "outcome.new")
    ft.use_dialog(sheet(ui, title, content, on_close, actions=actions(ui, save, on_close)))
    return ft.Container(visible=False)


def _values(outcome: Outcome) -> dict[str, Any]:
    said = {"type": str(outcome.type), ON: outcome.on.isoformat(), "evidence": str(outcome.evidence)}
    return {**said, "months": outcome.months}


def _months(draft: Draft) -> int | None:
    said = draft.get("months", None)
    return int(said) if said else None


def _evidence(draft: Draft) -> Evidence:
    return Evidence(draft.get("evidence") or Evidence.NONE)


def _types(ui: Ui, draft: Draft) -> ft.Control:
    """In groups, so that the one that is meant is found at a glance."""
    listed = [OutcomeType(code) for code in offered(OutcomeType)]
    groups = {
        "outcome.jobs": [t for t in listed if t in JOBS],
        "outcome.trainings": [t for t in listed if t in TRAININGS],
        "outcome.others": [t for t in _OTHERS if t in listed],
        "outcome.nothing": [t for t in _NOTHING if t in listed],
    }

    def choose(code: str) -> None:
        draft.set("type", "" if draft.get("type") == code else code, redraw=True)

    rows = [
        part(
            ui, ui.t(key),
            chips(ui, [Option(t, ui.words.label(t)) for t in types], [draft.get("type")], choose, identifier="outcome",
                  field=True),
            draft,
        )
        for key, types in groups.items()
    ]  # fmt: skip
    return ft.Column([*rows, *error_text(ui, draft, "type")], spacing=12, tight=True)


def _class(ui: Ui, draft: Draft) -> list[ft.Control]:
    if not draft.get("type"):
        return []
    shown = class_pill(ui, OutcomeType(draft.get("type")), _months(draft))
    said = ft.Semantics(identifier="outcome.class", live_region=True, container=True, content=shown)
    return [ft.Row([muted(ui, ui.t("outcome.counts_as"), SMALL), said], wrap=True, spacing=GAP)]


def _length(ui: Ui, draft: Draft) -> ft.Control:
    """The usual lengths in one tap, any other month by month; unknown until it is told."""
    least, most = MONTHS
    months = _months(draft)

    def set_to(value: int | None) -> None:
        draft.set("months", None if value is None else min(max(value, least), most), redraw=True)

    def step(sign: ft.IconData, by: int, identifier: str, name: str) -> ft.Control:
        return touchable(
            ui, icon(ui, sign), identifier=identifier, name=name, on_tap=lambda: set_to((months or 0) + by),
            width=ui.size(TOUCH_FIELD), height=ui.size(TOUCH_FIELD), border_radius=RADIUS, bgcolor=ui.palette.soft,
            alignment=ft.Alignment.CENTER, border=ft.Border.all(ui.palette.edge, ui.palette.line),
        )  # fmt: skip

    said = ui.t("outcome.length_unknown") if months is None else ui.tn("enrolment.months", months)
    figure = ft.Semantics(identifier="months", live_region=True, container=True, content=label(ui, said))
    stepper = ft.Row(
        [step(ft.Icons.REMOVE, -1, "months.less", ui.t("outcome.month_less")), figure,
         step(ft.Icons.ADD, 1, "months.more", ui.t("outcome.month_more"))],
        spacing=16, wrap=True,
    )  # fmt: skip
    usual = [Option(str(n), ui.tn("enrolment.months", n)) for n in _USUAL]
    usual.append(Option("unknown", ui.t("outcome.length_unknown")))
    on = ["unknown" if months is None else str(months)]
    fast = chips(
        ui, usual, on, lambda code: set_to(int(code) if code.isdigit() else None), identifier="months", field=True
    )
    return part(ui, ui.t("outcome.length"), ft.Column([fast, stepper], spacing=GAP, tight=True), draft, "months")
