"""What the programme will have, and what may differ from the template: name, first day, lead, key figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import starting
from espace_mobile.app.actions.undoing import Done, take_back
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import button, card, notify, text_field, title
from espace_mobile.app.components.text import muted, text
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.day_choice import DayChoice, day_of
from espace_mobile.app.screens.identity_form import beside, error_text, wide
from espace_mobile.app.screens.programmes.sheet.pieces import pair, stacked
from espace_mobile.app.screens.programmes.sheet.words import TARGET_WORDS
from espace_mobile.app.screens.programmes.starting.words import contents
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_ui
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.targets import read_target
from espace_mobile.domain.template import Template
from espace_mobile.domain.template_facts import NUMBERS, rules_of

_FAR = timedelta(days=starting.YEARS * 365)
_ALWAYS = ("participants",)


@component
def StartForm(name: str, template: Template, on_started: Callable[[], None]) -> Any:
    """`name`: of the template, for the draft. Tests: `since.{ISO day}`, `start.go`."""
    ui = use_ui()
    draft = use_draft(f"programme.start.{name}", _first(ui, template))
    ft.use_state(draft)

    def take_off(done: Done[Programme]) -> None:
        if attempt(ui, lambda: take_back(ui.session.replica, done, ui.session.worker)):
            ft.context.page.navigate("/programmes")

    def go() -> None:
        made: list[Done[Programme]] = []
        if attempt(ui, lambda: made.append(_begin(ui, template, draft)), draft):
            draft.drop()
            on_started()
            ft.context.page.navigate(f"/programmes/{made[0].fact.id}")
            notify(ui, ui.t("start.done"), undo=lambda: take_off(made[0]))

    capital = ft.TextCapitalization.SENTENCES
    figures = [
        text_field(ui, draft, each, ui.t(TARGET_WORDS[each]), keyboard_type=ft.KeyboardType.NUMBER)
        for each in asked(template)
    ]
    fields: list[ft.Control] = [
        wide(text_field(ui, draft, "programme", ui.t("start.name"), capitalization=capital)),
        DayChoice(draft, "since", ui.t("start.since"), _days(clock.today()), clock.today() - _FAR,
                  clock.today() + _FAR, "since"),
        wide(text_field(ui, draft, "lead", ui.t("sheet.lead"), capitalization=capital)),
        *([beside(ui, figures)] if ui.rail else map(wide, figures)),
        *error_text(ui, draft, "record"),
    ]  # fmt: skip
    start = button(ui, ui.t("start.go"), go, identifier="start.go", primary=True, field=True,
                   icon_name=ft.Icons.PLAY_ARROW)  # fmt: skip
    return ft.Column(
        [card(ui, *fields), start, _preview(ui, template)], spacing=16,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


def asked(template: Template) -> list[str]:
    """The figures of the parts the template has; the rest is for the programme's sheet."""
    said = rules_of(template)
    return [name for name in NUMBERS if name in _ALWAYS or (name in said and (name != "follow_months" or said[name]))]


def _first(ui: Ui, template: Template) -> dict[str, Any]:
    today = clock.today()
    said = rules_of(template)
    return {
        "programme": starting.free_name(ui.replica, template, today), "since": today.isoformat(),
        "lead": template.lead or "", **{name: str(said.get(name) or "") for name in asked(template)},
    }  # fmt: skip


def _days(today: date) -> list[date]:
    """Today, and the first of next month."""
    return [today, date(today.year + today.month // 12, today.month % 12 + 1, 1)]


def _begin(ui: Ui, template: Template, draft: Draft) -> Done[Programme]:
    session = ui.session
    numbers = {name: read_target(draft.get(name), name) for name in asked(template)}
    return starting.begin(
        session.replica, template, session.worker, since=day_of(draft, "since"), today=clock.today(),
        name=draft.get("programme"), lead=draft.get("lead"), numbers=numbers,
    )  # fmt: skip


def _preview(ui: Ui, template: Template) -> ft.Control:
    objective = [text(ui, template.objective)] if template.objective else []
    pairs = [pair(ui, what, words) for what, words in contents(ui, template)]
    return card(ui, title(ui, ui.t("start.holds")), *objective, stacked(*pairs, spacing=8),
                muted(ui, ui.t("start.later"), SMALL))  # fmt: skip
