"""What the person is entitled to: added in two taps, renewed or ended in two; what ended says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import rights
from espace_mobile.app.actions.files import person_of
from espace_mobile.app.components import Option, button, card, chips, line, link, pill, sheet, title
from espace_mobile.app.components.text import icon, muted
from espace_mobile.app.noting import note
from espace_mobile.app.screens.file.right_words import SIGNS, STATES, until_words
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_right import PersonRight
from espace_mobile.domain.rights import MONTHS, RightState, last_day, renewed_until, state
from espace_mobile.domain.sheet_vocabulary import RightSort
from espace_mobile.domain.vocabulary import offered
from espace_mobile.i18n.translator import sentence

_ALWAYS = "none"


@component
def Rights(person_id: str) -> Any:
    """Tests: `right.{n}`, `right.add.{code}`, `right.for.{months}`, `right.end`, `right.remove`."""
    ui = use_ui()
    use_records(PersonRight.kind, "merge")
    asked, ask = use_value("")  # a sort to add, or the id of a right
    person = person_of(ui.replica, person_id)
    found = rights.rights_of(ui.replica, person_id, clock.today())
    about = next((r for r in found if r.id == asked), None)
    ft.use_dialog(_sheet(ui, person, about, asked, lambda: ask("")) if person and asked else None)
    if person is None:
        return ft.Container()
    lines = [_line(ui, right, n, ask) for n, right in enumerate(found)]
    sorts = [RightSort(code) for code in offered(RightSort)]
    options = [Option(sort, ui.words.label(sort), SIGNS.get(sort, ft.Icons.ADD)) for sort in sorts]
    return card(
        ui, title(ui, ui.t("right.title")), *([] if found else [muted(ui, ui.t("right.none"))]),
        ft.Column(list(lines), spacing=0, visible=bool(lines)), muted(ui, ui.t("right.add"), SMALL),
        chips(ui, options, [], ask, identifier="right.add", field=True),
    )  # fmt: skip


def _line(ui: Ui, right: PersonRight, n: int, show: Callable[[str], None]) -> ft.Control:
    look = STATES[state(right, clock.today())]
    shown = pill(ui, look.sign, ui.t(look.key), look.tone)
    detail = sentence(until_words(ui, right))
    if not ui.rail and look.key != "right.is_expired":  # on a phone the words of a pill would cut the name
        detail = f"{ui.t(look.key)} · {detail}"
    return line(
        ui, ui.words.label(right.right), detail, identifier=f"right.{n}", on_tap=lambda: show(right.id), key=right.id,
        lead=icon(ui, look.sign, 22, getattr(ui.palette, look.tone)), trail=shown if ui.rail else None,
    )  # fmt: skip


def _sheet(
    ui: Ui, person: Person, about: PersonRight | None, asked: str, on_close: Callable[[], None]
) -> ft.DialogControl | None:
    """Until when, each a tap that saves; of a right there is, how to end it too."""
    sort = about.right if about else RightSort(asked) if asked in offered(RightSort) else None
    if sort is None:
        return None  # the right is gone
    today = clock.today()

    def choose(code: str) -> None:
        on_close()
        _give(ui, person, about, sort, None if code == _ALWAYS else int(code))

    def ends(months: int) -> date:
        return renewed_until(about, today, months) if about else last_day(today, months)

    def tap(months: int) -> ft.Control:
        words, day = ui.tn("right.months", months), ui.words.short_day(ends(months), year=True)
        return button(
            ui, words, lambda: choose(str(months)), identifier=f"right.for.{months}", field=True,
            description=f"{words}, {ui.t('right.until', day=day)}",
        )  # fmt: skip

    taps = [tap(months) for months in MONTHS]
    taps.append(
        button(ui, ui.t("right.no_end"), lambda: choose(_ALWAYS), identifier=f"right.for.{_ALWAYS}", field=True)
    )
    how = muted(ui, ui.t("right.renew" if about else "right.how_long"), SMALL)
    more = _ending(ui, about, on_close) if about else []
    stretch = ft.CrossAxisAlignment.STRETCH
    return sheet(
        ui, ui.words.label(sort),
        [ft.Column([how, *taps], spacing=GAP, tight=True, horizontal_alignment=stretch), *more], on_close,
    )  # fmt: skip


def _ending(ui: Ui, right: PersonRight, on_close: Callable[[], None]) -> list[ft.Control]:
    def end() -> None:
        on_close()
        session = ui.session
        words = ui.t("right.ended", right=ui.words.label(right.right))
        note(ui, lambda: rights.end(session.replica, right, session.worker, today=clock.today()), words)

    def remove() -> None:
        on_close()
        _remove(ui, right)

    ended = state(right, clock.today()) == RightState.EXPIRED
    ending = link(ui, ui.t("right.end"), end, identifier="right.end", field=True)
    removing = link(ui, ui.t("right.remove"), remove, identifier="right.remove", field=True, danger=True)
    return [ft.Row([*([] if ended else [ending]), removing], wrap=True, spacing=GAP)]


def _give(ui: Ui, person: Person, about: PersonRight | None, sort: RightSort, months: int | None) -> None:
    session, today, named = ui.session, clock.today(), ui.words.label(sort)
    if about is None:
        note(
            ui, lambda: rights.add(session.replica, person, sort, months, session.worker, today=today),
            ui.t("right.added", right=named),
        )  # fmt: skip
    else:
        note(
            ui, lambda: rights.renew(session.replica, about, months, session.worker, today=today),
            ui.t("right.renewed", right=named),
        )  # fmt: skip


def _remove(ui: Ui, right: PersonRight) -> None:
    session = ui.session
    note(
        ui, lambda: rights.remove(session.replica, right, session.worker),
        ui.t("right.removed", right=ui.words.label(right.right)),
        undo=lambda gone: rights.restore(session.replica, gone, session.worker),
    )  # fmt: skip
