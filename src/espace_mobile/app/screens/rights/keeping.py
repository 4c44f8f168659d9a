"""Files not met for two years, or nearly: ticked, then kept, archived or made anonymous. And the archive."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import keeping, people
from espace_mobile.app.actions.keeping import MOST, Aging
from espace_mobile.app.components import (
    Option,
    button,
    empty_state,
    header,
    heading,
    line,
    link,
    loading,
    page_body,
    segments,
)
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import note
from espace_mobile.app.screens.rights.deciding import anonymising, keeping_longer
from espace_mobile.app.screens.rights.reading import use_keeping_ready
from espace_mobile.app.screens.wording import person_name
from espace_mobile.app.sync_pill import SyncPill
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_made, use_ui, use_value
from espace_mobile.domain.person import Person
from espace_mobile.domain.retention import Retention

WINDOW = 30
_DUE, _SOON, _ARCHIVE = "due", "soon", "archive"
_HINTS = {_DUE: "keeping.due_hint", _SOON: "keeping.soon_hint", _ARCHIVE: "keeping.archive_hint"}
_SIGNS = {
    Retention.DUE: (ft.Icons.HOURGLASS_DISABLED, "alert"), Retention.LAST_WARNING: (ft.Icons.HOURGLASS_BOTTOM, "alert"),
    Retention.FIRST_WARNING: (ft.Icons.HOURGLASS_TOP, "muted"),
}  # fmt: skip
Ticked = tuple[str, ...]


@component
def Keeping() -> Any:
    """Tests: `keeping.{due|soon|archive}`, `keeping.tick.{n}`, `keeping.open.{n}`, `keeping.keep`, `keeping.put_away`,
    `keeping.anonymise`, `keeping.take_out`, `keeping.more`."""
    ui = use_ui()
    ready = use_keeping_ready()
    side, show_side = use_value(_DUE)
    window, widen = use_value(WINDOW)
    nobody: Ticked = ()
    ticked, tick = use_value(nobody)
    asked, ask = use_value("")
    longer = use_draft("keeping.longer")
    typed = use_made(lambda: Draft("keeping.anonymise"))  # never kept: it names who is about to be forgotten
    aging = keeping.aging(ui.replica, ui.session.worker, clock.today()) if ready else []
    listed = _listed(ui, aging, side) if ready else []
    known = {id for id, _ in listed}
    chosen: Ticked = tuple(id for id in ticked if id in known)

    def close() -> None:
        typed.drop()
        ask("")

    def done() -> None:
        close()
        tick(())

    sheets = {"keep": lambda: keeping_longer(ui, chosen, longer, close, done),
              "anonymise": lambda: anonymising(ui, chosen, typed, close, done)}  # fmt: skip
    ft.use_dialog(sheets[asked]() if asked and chosen else None)

    def choose_side(code: str) -> None:
        tick(())
        widen(WINDOW)
        show_side(code)

    sides = [
        Option(code, ui.t(words))
        for code, words in (
            (_DUE, "keeping.side_due"),
            (_SOON, "keeping.side_soon"),
            (_ARCHIVE, "keeping.side_archive"),
        )
    ]
    rows = _lines(ui, listed[:window], chosen, tick)
    if len(listed) > window:
        rows.append(link(ui, ui.t("timeline.more"), lambda: widen(window + WINDOW), identifier="keeping.more"))
    nothing = empty_state(ui, ft.Icons.CHECK_CIRCLE_OUTLINE, ui.t("keeping.none"), ui.t("keeping.none_hint"))
    head = header(ui, ui.t("keeping.title"), back="/office", trail=[SyncPill()])
    if not ready:
        return page_body(ui, head, loading(ui, ui.t("keeping.reading")))
    return page_body(
        ui,
        head,
        segments(ui, sides, side, choose_side, identifier="keeping", name=ui.t("keeping.title")),
        *([heading(ui, ui.tn("register.people", len(listed)), 2)] if listed else []),
        muted(ui, ui.t(_HINTS[side]), SMALL),
        *([nothing] if not rows else [ft.Column(list(rows), spacing=0)]),
        *([_bar(ui, side, chosen, ask, lambda: tick(()))] if chosen else []),
    )


def _listed(ui: Ui, aging: list[Aging], side: str) -> list[tuple[str, Aging | None]]:
    if side == _ARCHIVE:
        return [(person.id, None) for person in keeping.archived(ui.replica, ui.session.worker)]
    return [(a.person_id, a) for a in aging if (a.state == Retention.DUE) == (side == _DUE)]


def _lines(
    ui: Ui, listed: list[tuple[str, Aging | None]], chosen: Ticked, tick: Callable[[Ticked], object]
) -> list[ft.Control]:
    rows: list[ft.Control] = []
    for n, (id, age) in enumerate(listed):
        person = ui.replica.get(Person, id)
        if person is not None:
            rows.append(_line(ui, person, age, n, chosen, tick))
    return rows


def _line(
    ui: Ui, person: Person, age: Aging | None, n: int, chosen: Ticked, tick: Callable[[Ticked], object]
) -> ft.Control:
    on = person.id in chosen

    def turn() -> None:
        if on:
            tick(tuple(id for id in chosen if id != person.id))
        elif len(chosen) < MOST:
            tick((*chosen, person.id))

    box = icon(ui, ft.Icons.CHECK_BOX if on else ft.Icons.CHECK_BOX_OUTLINE_BLANK, 24, ui.palette.primary)
    opening = link(
        ui,
        ui.t("keeping.open"),
        _opener(person.id),
        identifier=f"keeping.open.{n}",
        description=person_name(ui, person),
    )
    return line(
        ui,
        person_name(ui, person),
        _age_words(ui, age),
        identifier=f"keeping.tick.{n}",
        on_tap=turn,
        selected=on,
        lead=box,
        trail=opening,
        key=person.id,
        detail_lines=3,
    )


def _age_words(ui: Ui, age: Aging | None) -> str:
    if age is None:
        return ""
    if age.last_on is None or age.due_on is None:
        return ui.t("keeping.no_day")
    last, due = (ui.words.short_day(day, year=True) for day in (age.last_on, age.due_on))
    return ui.t("keeping.over" if age.state == Retention.DUE else "keeping.will_be", last=last, due=due)


def _opener(id: str) -> Callable[[], None]:
    return lambda: ft.context.page.navigate(f"/people/{id}")


def _bar(ui: Ui, side: str, chosen: Ticked, ask: Callable[[str], object], untick: Callable[[], object]) -> ft.Control:
    """What is done of those who are ticked."""
    session, today = ui.session, clock.today()

    def archive() -> None:
        note(
            ui,
            lambda: keeping.archive(session.replica, chosen, session.worker, today=today),
            ui.tn("keeping.archived", len(chosen)),
            on_close=untick,
            undo=lambda lines: keeping.take_back(session.replica, lines, session.worker),
        )

    def take_out() -> None:
        note(
            ui,
            lambda: keeping.take_out(session.replica, chosen, session.worker, today=today),
            ui.tn("keeping.taken_out", len(chosen)),
            on_close=untick,
            undo=lambda lines: keeping.take_back(session.replica, lines, session.worker),
        )

    acts: list[ft.Control] = []
    if side == _ARCHIVE:
        acts.append(
            button(
                ui,
                ui.t("keeping.take_out"),
                take_out,
                identifier="keeping.take_out",
                primary=True,
                icon_name=ft.Icons.UNARCHIVE_OUTLINED,
            )
        )
    else:
        acts.append(
            button(
                ui,
                ui.t("keeping.keep"),
                lambda: ask("keep"),
                identifier="keeping.keep",
                primary=True,
                icon_name=ft.Icons.UPDATE,
            )
        )
        acts.append(
            button(
                ui,
                ui.t("keeping.put_away"),
                archive,
                identifier="keeping.put_away",
                icon_name=ft.Icons.INVENTORY_2_OUTLINED,
            )
        )
    if side != _SOON and people.may_erase(session.worker, session.membership.role):
        acts.append(
            button(
                ui,
                ui.t("keeping.anonymise"),
                lambda: ask("anonymise"),
                identifier="keeping.anonymise",
                danger=True,
                icon_name=ft.Icons.PERSON_OFF_OUTLINED,
            )
        )
    stretch = ft.CrossAxisAlignment.STRETCH
    return ft.Column(
        [label(ui, ui.tn("keeping.ticked", len(chosen))), *acts], spacing=GAP, tight=True, horizontal_alignment=stretch
    )
