"""What is chosen for a date, or for many: hours, a team, a van, workers. Nothing is typed that can be tapped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import time
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import vehicles, workers
from espace_mobile.app.components import Option, chips, text_field
from espace_mobile.app.components.text import muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.screens.identity_form import beside, error_text
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui
from espace_mobile.domain.team import Team
from espace_mobile.domain.times import parse_time
from espace_mobile.domain.vehicle import Vehicle

USUAL = ((time(9), time(12)), (time(14), time(17)), (time(9), time(17)))
Hours = tuple[time, time]
_OTHER = "other"


def times_of(draft: Draft) -> tuple[time | None, time | None]:
    """Local wall times. Raises `InputError` (`starts` or `ends`, `unreadable`)."""
    return parse_time(draft.get("starts") or "", "starts"), parse_time(draft.get("ends") or "", "ends")


def time_text(at: time | None) -> str:
    return f"{at:%H:%M}" if at else ""


def hours_choice(ui: Ui, draft: Draft, offered: Sequence[Hours], *, identifier: str) -> ft.Control:
    """Sets `starts` and `ends` of the draft, in words. `offered` by a tap, after them the usual ones; others are typed.
    Tests: `{identifier}.0900-1200`, `{identifier}.other`."""
    pairs = {f"{s:%H%M}-{e:%H%M}": (s, e) for s, e in dict.fromkeys([*offered, *USUAL])}
    now = (draft.get("starts") or "", draft.get("ends") or "")
    chosen = next((code for code, (s, e) in pairs.items() if (time_text(s), time_text(e)) == now), "")
    typing = bool(draft.get("typing_hours")) or (any(now) and not chosen)

    def choose(code: str) -> None:
        starts, ends = pairs.get(code, (None, None))
        if code != _OTHER:
            same = code == chosen
            draft.set("starts", "" if same else time_text(starts))
            draft.set("ends", "" if same else time_text(ends))
        draft.set("hours_touched", True)
        draft.set("typing_hours", code == _OTHER and not typing, redraw=True)

    options = [*(Option(code, ui.words.hours(s, e)) for code, (s, e) in pairs.items()),
               Option(_OTHER, ui.t("date.other_hours"), ft.Icons.EDIT_OUTLINED)]  # fmt: skip
    fields = [text_field(ui, draft, "starts", ui.t("date.starts")), text_field(ui, draft, "ends", ui.t("date.ends"))]
    # Their names stand above them: apart from the chips.
    typed = (
        [ft.Container(beside(ui, fields), padding=ft.Padding.only(top=GAP))]
        if typing
        else error_text(ui, draft, "starts", "ends")
    )
    return _named(ui, ui.t("date.hours"), [
        chips(ui, options, [_OTHER if typing else chosen], choose, identifier=identifier, field=True), *typed,
    ])  # fmt: skip


def one_of(
    ui: Ui,
    draft: Draft,
    field: str,
    name: str,
    options: Sequence[Option],
    *,
    identifier: str,
    clears: str = "",
    on_choose: Callable[[str], Any] | None = None,
) -> ft.Control:
    """One, or none: a second tap takes it back. Sets `field` and `{field}_touched`, empties `clears`; or tells
    `on_choose` the code."""
    now = draft.get(field) or ""

    def choose(code: str) -> None:
        if on_choose is not None:
            on_choose(code)
            return
        draft.set(f"{field}_touched", True)
        if clears:
            draft.set(clears, [])
        draft.set(field, "" if code == now else code, redraw=True)

    return _named(ui, name, [
        chips(ui, options, [now], choose, identifier=identifier, field=True), *error_text(ui, draft, field),
    ])  # fmt: skip


def several_of(
    ui: Ui, draft: Draft, field: str, name: str, options: Sequence[Option], *, identifier: str, few: int = 8
) -> ft.Control:
    """Any number. More than a `few` are folded behind a last chip; those chosen always show."""
    chosen: list[str] = list(draft.get(field, None) or ())
    folded = not draft.get(f"{field}_unfolded") and len(options) > few

    def choose(code: str) -> None:
        if code == _OTHER:
            draft.set(f"{field}_unfolded", True, redraw=True)
            return
        draft.set(field, [c for c in chosen if c != code] if code in chosen else [*chosen, code], redraw=True)

    shown = [o for n, o in enumerate(options) if not folded or n < few or o.code in chosen]
    more = [Option(_OTHER, ui.t("date.more"), ft.Icons.EXPAND_MORE)] if len(shown) < len(options) else []
    return _named(ui, name, [chips(ui, [*shown, *more], chosen, choose, identifier=identifier, field=True)])


def team_options(ui: Ui, keep: str = "") -> list[Option]:
    return [Option(t.id, t.name, ft.Icons.GROUPS_OUTLINED) for t in vehicles.in_use(ui.replica, Team, keep)]


def van_options(ui: Ui, keep: str = "") -> list[Option]:
    found = vehicles.in_use(ui.replica, Vehicle, keep)
    return [Option(v.id, v.name, ft.Icons.AIRPORT_SHUTTLE_OUTLINED) for v in found]


def worker_options(ui: Ui, team_id: str, chosen: Sequence[str]) -> list[Option]:
    """Those of the team, and those chosen already."""
    here = (w for w in workers.workers(ui.replica) if w.id in chosen or workers.is_here(w, clock.today()))
    found = (w for w in here if w.id in chosen or team_id in w.team_ids)
    return [Option(w.id, w.display_name, ft.Icons.PERSON_OUTLINE) for w in found]


def _named(ui: Ui, name: str, parts: Sequence[ft.Control]) -> ft.Control:
    stretch = ft.CrossAxisAlignment.STRETCH
    return ft.Column([muted(ui, name, SMALL), *parts], spacing=GAP, tight=True, horizontal_alignment=stretch)
