"""At the top of a file: that it is only kept, as the person asked, and that an objection waits for its consequence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import people, register, restricted, restricting, workers
from espace_mobile.app.actions.files import person_of
from espace_mobile.app.components import Option, banner, button, chips, note_field, sheet
from espace_mobile.app.components.text import icon, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.enrolments.noting import Day, chosen_day
from espace_mobile.app.screens.identity_form import error_text
from espace_mobile.app.screens.rights.deciding import anonymising
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_made, use_records, use_ui, use_value
from espace_mobile.domain.code import Code
from espace_mobile.domain.person import Person
from espace_mobile.domain.rights_entry import RightsEntry
from espace_mobile.domain.rights_vocabulary import AllowedBecause

KINDS = (RightsEntry.kind, "merge")
_ALLOW, _LIFT, _ERASE, _KEEP = "allow", "lift", "erase", "keep"
Ask = Callable[[str], Any]


@component
def Restricted(person_id: str) -> Any:
    """Tests: `restriction`, `restriction.allow`, `restriction.lift`, `objection`, `objection.erase`, `objection.keep`;
    in the sheets `allowed.because.{code}`, `allowed.days.{n}`, `restriction.save`."""
    ui = use_ui()
    use_records(*KINDS)
    asked, ask = use_value("")
    allowing, lifting = use_draft(f"file.allow.{person_id}"), use_draft(f"file.lift.{person_id}")
    keeping = use_draft(f"file.by_law.{person_id}")
    typed = use_made(lambda: Draft("file.anonymise"))  # never kept: it names who is about to be forgotten
    person = person_of(ui.replica, person_id)

    def close() -> None:
        typed.drop()
        ask("")

    def gone() -> None:
        close()
        ft.context.page.navigate("/people")

    sheets: dict[str, Callable[[Person], ft.DialogControl]] = {
        _ALLOW: lambda of: _allowing(ui, of, allowing, close), _LIFT: lambda of: _lifting(ui, of, lifting, close),
        _ERASE: lambda of: anonymising(ui, (of.id,), typed, close, gone),
        _KEEP: lambda of: _keeping(ui, of, keeping, close),
    }  # fmt: skip
    ft.use_dialog(sheets[asked](person) if asked and person else None)
    shown = [*_restriction(ui, person, ask), *_objection(ui, person, ask)] if person else []
    return ft.Column(shown, spacing=GAP, tight=True, visible=bool(shown))


def use_shut(person_id: str) -> bool:
    """Whether nobody writes in this file today; redraws when that may change. A hook."""
    ui = use_ui()
    use_records(*KINDS)
    return restricted.is_shut(ui.replica, person_id, clock.today())


def shut_words(ui: Ui) -> ft.Control:
    """Where one would write."""
    sign = icon(ui, ft.Icons.PAUSE_CIRCLE_OUTLINED, 20, ui.palette.muted)
    return ft.Row([sign, ft.Container(muted(ui, ui.t("restriction.shut"), SMALL), expand=True)], spacing=12)


def _restriction(ui: Ui, person: Person, ask: Ask) -> list[ft.Control]:
    found, today = restricted.restriction_of(ui.replica, person.id), clock.today()
    if found is None:
        return []
    day = ui.words.short_day(found.since, year=True)
    until = restricted.allowed_until(ui.replica, person.id, today)
    if until is not None:
        words = ui.t("restriction.allowed", day=day, until=ui.words.short_day(until, year=True))
    else:
        words = ui.t("restriction.provisional" if found.provisional else "restriction.granted", day=day)
    acts: list[ft.Control] = []
    if not workers.may_supervise(ui.session.worker):
        words = words if until else f"{words} {ui.t('restriction.ask')}"
    else:
        if until is None:
            acts.append(button(ui, ui.t("restriction.allow"), lambda: ask(_ALLOW), identifier="restriction.allow"))
        if not found.provisional:
            acts.append(button(ui, ui.t("restriction.lift"), lambda: ask(_LIFT), identifier="restriction.lift"))
    return [banner(ui, words, tone="ink" if until else "alert", identifier="restriction", actions=acts)]


def _objection(ui: Ui, person: Person, ask: Ask) -> list[ft.Control]:
    """What follows of an objection that was accepted is decided at once, or stays at the top of the file."""
    accepted, worker = register.objected(ui.replica, person.id), ui.session.worker
    if accepted is None or accepted.answered_on is None:
        return []
    words = ui.t("objection.decide", day=ui.words.short_day(accepted.answered_on, year=True))
    acts: list[ft.Control] = []
    if people.may_erase(worker, ui.session.membership.role):
        acts.append(button(ui, ui.t("objection.erase"), lambda: ask(_ERASE), identifier="objection.erase", danger=True))
    if workers.may_supervise(worker):
        acts.append(button(ui, ui.t("objection.keep"), lambda: ask(_KEEP), identifier="objection.keep"))
    words = words if acts else f"{words} {ui.t('objection.ask')}"
    return [banner(ui, words, identifier="objection", actions=acts)]


def _allowing(ui: Ui, person: Person, draft: Draft, on_close: Callable[[], None]) -> ft.DialogControl:
    session = ui.session

    def save() -> None:
        because = AllowedBecause(draft.get("allowed_because")) if draft.get("allowed_because") else None
        days = int(draft.get("days") or restricting.DAYS[0])
        note(
            ui, lambda: restricting.allow(session.replica, person, because, session.worker, today=clock.today(),
                                          days=days, text=draft.get("note")),
            ui.t("restriction.allowed_now"), draft, on_close,
        )  # fmt: skip

    return sheet(
        ui, ui.t("restriction.allow"),
        [muted(ui, ui.t("restriction.allow_hint"), SMALL), _Because(draft), muted(ui, ui.t("restriction.how_long")),
         _Days(draft), note_field(ui, draft, "note", ui.t("note.label"))],
        on_close, actions=_acts(ui, on_close, save, ui.t("restriction.allow")),
    )  # fmt: skip


def _lifting(ui: Ui, person: Person, draft: Draft, on_close: Callable[[], None]) -> ft.DialogControl:
    session = ui.session

    def save() -> None:
        note(
            ui, lambda: restricting.lift(session.replica, person, session.worker, on=chosen_day(draft),
                                         today=clock.today()),
            ui.t("restriction.lifted"), draft, on_close,
        )  # fmt: skip

    return sheet(
        ui, ui.t("restriction.lift"),
        [muted(ui, ui.t("restriction.lift_hint"), SMALL), Day(draft, ui.t("restriction.lift_day"), ("day",))],
        on_close, actions=_acts(ui, on_close, save, ui.t("restriction.lift")),
    )  # fmt: skip


def _keeping(ui: Ui, person: Person, draft: Draft, on_close: Callable[[], None]) -> ft.DialogControl:
    session = ui.session

    def save() -> None:
        note(
            ui, lambda: register.keep_by_law(session.replica, person, session.worker, today=clock.today(),
                                             text=draft.get("note")),
            ui.t("objection.kept"), draft, on_close,
        )  # fmt: skip

    return sheet(
        ui, ui.t("objection.keep"),
        [muted(ui, ui.t("objection.keep_hint"), SMALL), note_field(ui, draft, "note", ui.t("objection.law"))],
        on_close, actions=_acts(ui, on_close, save, ui.t("action.save")),
    )  # fmt: skip


@component
def _Because(draft: Draft) -> Any:
    ui = use_ui()
    ft.use_state(draft)
    options = [Option(code, ui.words.label(code)) for code in AllowedBecause]
    choose = _chooser(draft, "allowed_because")
    chosen = chips(ui, options, [draft.get("allowed_because")], choose, identifier="allowed.because")
    return ft.Column([chosen, *error_text(ui, draft, "allowed_because")], spacing=GAP, tight=True)


@component
def _Days(draft: Draft) -> Any:
    ui = use_ui()
    ft.use_state(draft)
    options = [Option(str(n), ui.tn("restriction.days", n)) for n in restricting.DAYS]
    chosen = draft.get("days") or str(restricting.DAYS[0])
    return chips(ui, options, [chosen], _chooser(draft, "days"), identifier="allowed.days")


def _chooser(draft: Draft, field: str) -> Callable[[Code | str], None]:
    return lambda code: draft.set(field, code, redraw=True)


def _acts(ui: Ui, on_close: Callable[[], None], save: Callable[[], None], words: str) -> list[ft.Control]:
    return [
        button(ui, ui.t("action.cancel"), on_close, identifier="restriction.cancel"),
        button(ui, words, save, identifier="restriction.save", primary=True),
    ]
