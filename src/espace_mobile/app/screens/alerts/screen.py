"""The alerts: what facts broke together, and one tap to decide. What was decided can be read, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import alerts, workers
from espace_mobile.app.actions.alerts import Pending
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import (
    Option,
    button,
    card,
    chips,
    empty_state,
    header,
    link,
    loading,
    notify,
    page_body,
    segments,
    sheet,
    text_field,
)
from espace_mobile.app.components.text import icon, label, muted
from espace_mobile.app.drafts import Draft
from espace_mobile.app.noting import Keep
from espace_mobile.app.screens.alerts.dates import dates_links, keep_buttons, kept_days
from espace_mobile.app.screens.alerts.reading import use_alerts_ready
from espace_mobile.app.screens.alerts.words import decided, details, route, what
from espace_mobile.app.screens.conflicts.link import ConflictsLink
from espace_mobile.app.screens.file import parts
from espace_mobile.app.screens.office.way import way_back
from espace_mobile.app.screens.queues.keys import figure
from espace_mobile.app.screens.queues.sides import Waiting, two_sides
from espace_mobile.app.screens.queues.sitting import Sitting, use_sitting
from espace_mobile.app.screens.urgent import settle
from espace_mobile.app.sync_pill import SyncPill
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_draft, use_ui, use_value
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.path_vocabulary import AlertDecision, AlertRule

WINDOW = 6  # a tablet shows four
_SIGNS = {
    AlertRule.CAPACITY: ft.Icons.GROUPS_OUTLINED, AlertRule.DOUBLE_BOOKING: ft.Icons.EVENT_BUSY_OUTLINED,
    AlertRule.URGENT_SITUATION: ft.Icons.EMERGENCY_OUTLINED, AlertRule.MISSING_NOTICE: ft.Icons.DESCRIPTION_OUTLINED,
    AlertRule.MINOR: ft.Icons.ESCALATOR_WARNING, AlertRule.UNDER_16: ft.Icons.ESCALATOR_WARNING,
    AlertRule.MERGED_FILE_EDITED: ft.Icons.MERGE, AlertRule.HOURS_80: ft.Icons.HOURGLASS_BOTTOM,
    AlertRule.HOURS_100: ft.Icons.HOURGLASS_BOTTOM, AlertRule.OVERDRAWN_HOURS: ft.Icons.HOURGLASS_DISABLED,
    AlertRule.ENTERPRISE_HOURS: ft.Icons.HOURGLASS_DISABLED, AlertRule.VAN_TWICE: ft.Icons.AIRPORT_SHUTTLE_OUTLINED,
    AlertRule.TEAM_TWICE: ft.Icons.GROUPS_OUTLINED, AlertRule.WORKER_TWICE: ft.Icons.PERSON_OUTLINED,
    AlertRule.MOVED_TWICE: ft.Icons.CALL_SPLIT,
}  # fmt: skip
# A missing notice is asked for at the top of the file, whatever is read below.
_PARTS = {
    AlertRule.MINOR: parts.SITUATION, AlertRule.UNDER_16: parts.SITUATION, AlertRule.DOUBLE_BOOKING: parts.FOLLOWED,
    AlertRule.URGENT_SITUATION: parts.PATH, AlertRule.OVERLAPPING_SPELLS: parts.PATH,
    AlertRule.OUTCOME_BEFORE_ENTRY: parts.PATH, AlertRule.EXIT_WITHOUT_ENTRY: parts.PATH,
    AlertRule.MERGED_FILE_EDITED: parts.STORY, AlertRule.ENTERPRISE_HOURS: parts.PATH,
}  # fmt: skip


@component
def Alerts() -> Any:
    ui = use_ui()
    ready = use_alerts_ready()
    side, show_side = use_value("pending")
    shown, show = use_value(WINDOW)
    noting, note_on = use_value("")
    draft = use_draft("alert.note")
    names = workers.sees_identities(ui.session.worker)
    back = way_back(ui, "/" if names else "/schedule")
    head = header(ui, ui.t("alert.title"), back=back, trail=[SyncPill()], stacked=ui.panes)
    read = alerts.pending if side == "pending" else alerts.settled
    found = read(ui.replica, ui.session.worker, clock.today()) if ready else []
    sitting = use_sitting([p.id for p in found])
    if not ready:
        return page_body(ui, head, loading(ui, ui.t("alert.reading")))
    asked = next((p for p in found if p.id == noting), None)
    ft.use_dialog(_note(ui, asked, draft, lambda: note_on(""), sitting) if asked else None)
    sides = [Option("pending", ui.t("alert.pending")), Option("settled", ui.t("alert.settled"))]
    turn = segments(ui, sides, side, show_side, identifier="alerts", name=ui.t("alert.title"))
    if ui.panes and found and side == "pending":
        return _side_by_side(ui, [head, ConflictsLink(), turn], found, sitting, note_on, bool(asked))
    lines = [_card(ui, p, n, note_on) for n, p in enumerate(found[:shown])]
    if len(found) > shown:
        lines.append(link(ui, ui.t("timeline.more"), lambda: show(shown + WINDOW), identifier="alerts.more"))
    return page_body(
        ui, head, ConflictsLink(), muted(ui, ui.t("alert.hint" if names else "alert.hint_plan"), SMALL), turn,
        *(lines or [_nothing(ui, side)]),
    )  # fmt: skip


def _nothing(ui: Ui, side: str) -> ft.Control:
    if side == "settled":
        return empty_state(
            ui, ft.Icons.CHECK_CIRCLE_OUTLINE, ui.t("alert.none_settled"), ui.t("alert.none_settled_hint")
        )
    hint = "alert.none_hint" if workers.sees_identities(ui.session.worker) else "alert.none_hint_plan"
    return empty_state(ui, ft.Icons.CHECK_CIRCLE_OUTLINE, ui.t("alert.none"), ui.t(hint))


def _side_by_side(
    ui: Ui, top: list[ft.Control], found: list[Pending], sitting: Sitting, note_on: Callable[[str], Any], typing: bool
) -> ft.Control:
    chosen = found[sitting.place]
    acts = _acts(ui, chosen, sitting)
    pane = _card(ui, chosen, sitting.place, note_on, sitting)

    def waiting(n: int) -> Waiting:
        return Waiting(found[n].id, what(ui, found[n]), ui.words.label(found[n].alert.rule))

    keys = [figure(n, words, act) for n, (words, act) in enumerate(acts, 1)]
    return two_sides(top, waiting, sitting, pane, keys, typing)


def _acts(ui: Ui, waiting: Pending, sitting: Sitting) -> list[tuple[str, Callable[[], Any]]]:
    """The decisions it offers, in the order they stand in."""
    if interview := urgent_one(ui, waiting):
        return [(ui.t("urgent.settle").lower(), lambda: settle(ui, interview, clock.now(), sitting.decided))]
    if not alerts.may_decide(ui.session.worker, waiting):
        return []
    offered = [(o.label.lower(), _deciding(ui, waiting, o.code, sitting)) for o in _decisions(ui, waiting)]
    return [*kept_days(ui, waiting, sitting.decided), *offered]


def _deciding(ui: Ui, waiting: Pending, code: str, sitting: Sitting) -> Callable[[], Any]:
    return lambda: decide(ui, waiting, code, keep=sitting.decided)


def _card(
    ui: Ui, waiting: Pending, n: int, note_on: Callable[[str], Any], sitting: Sitting | None = None
) -> ft.Control:
    tone = ui.palette.muted if waiting.settled else ui.palette.alert
    sign = icon(ui, _SIGNS.get(waiting.alert.rule, ft.Icons.RULE), 24, tone)
    rule = label(ui, ui.words.label(waiting.alert.rule), SMALL, tone)
    words = ft.Column([rule, label(ui, what(ui, waiting), 18)], spacing=0, tight=True, expand=True)
    told = [muted(ui, line, SMALL) for line in details(ui, waiting) if line]
    return ft.Semantics(
        identifier=f"alert.{n}", container=True,
        content=card(
            ui, ft.Row([sign, words], spacing=12, vertical_alignment=ft.CrossAxisAlignment.START),
            ft.Column(list(told), spacing=2, tight=True), *_decision(ui, waiting, n, note_on, sitting),
        ),
    )  # fmt: skip


def _decision(
    ui: Ui, waiting: Pending, n: int, note_on: Callable[[str], Any], sitting: Sitting | None
) -> list[ft.Control]:
    keep = sitting.decided if sitting else None
    parts: list[ft.Control] = []
    if waiting.settled is not None:
        parts.append(label(ui, decided(ui, waiting), SMALL))
    elif interview := urgent_one(ui, waiting):
        parts.append(
            button(
                ui, ui.t("urgent.settle"), lambda: settle(ui, interview, clock.now(), keep),
                identifier=f"alert.{n}.settle", icon_name=ft.Icons.CHECK, description=ui.t("urgent.settle_it"),
            )
        )  # fmt: skip
    elif alerts.may_decide(ui.session.worker, waiting):
        parts += keep_buttons(ui, waiting, n, keep)
        options = _decisions(ui, waiting)
        parts.append(chips(ui, options, [], lambda code: decide(ui, waiting, code, keep=keep), identifier=f"alert.{n}"))
    else:
        parts.append(muted(ui, ui.t("alert.somebody"), SMALL))
    links: list[ft.Control] = dates_links(ui, waiting, n)
    if where := route(ui, waiting):
        links.append(link(ui, ui.t("alert.open"), lambda: _open(ui, waiting, where), identifier=f"alert.{n}.open",
                          icon_name=ft.Icons.OPEN_IN_NEW))  # fmt: skip
    decides = alerts.may_decide(ui.session.worker, waiting) and urgent_one(ui, waiting) is None
    if waiting.settled is None and decides and alerts.may_note(waiting):
        links.append(link(ui, ui.t("alert.note"), lambda: note_on(waiting.id), identifier=f"alert.{n}.note",
                          icon_name=ft.Icons.EDIT_NOTE))  # fmt: skip
    if waiting.settled is not None and alerts.may_decide(ui.session.worker, waiting):
        links.append(link(ui, ui.t("alert.reopen"), lambda: _reopen(ui, waiting), identifier=f"alert.{n}.reopen"))
    return [*parts, ft.Row(links, wrap=True, spacing=GAP, run_spacing=0)]


def _decisions(ui: Ui, waiting: Pending) -> list[Option]:
    return [Option(code, ui.words.label(code)) for code in alerts.decisions(waiting.alert)]


def urgent_one(ui: Ui, waiting: Pending) -> Interview | None:
    """What is not decided but taken care of, by anybody of the team."""
    return ui.replica.get(Interview, waiting.alert.subject_id)


def _open(ui: Ui, waiting: Pending, where: str) -> None:
    """A file opens on the part where the matter can be put right."""
    if waiting.people and (part := _PARTS.get(waiting.alert.rule)):
        parts.keep_read(ui.state, waiting.people[0].id, part)
    ft.context.page.navigate(where)


def decide(
    ui: Ui, waiting: Pending, code: str, note: str = "", draft: Draft | None = None, *, keep: Keep | None = None
) -> bool:
    session = ui.session
    kept: list[Any] = []

    def act() -> None:
        kept.append(
            alerts.settle(session.replica, waiting, AlertDecision(code), session.worker, now=clock.now(), note=note)
        )

    def undo() -> None:
        attempt(ui, lambda: alerts.reopen(session.replica, kept[0], session.worker))

    if attempt(ui, act, draft):
        words = ui.t("alert.done", decision=ui.words.label(AlertDecision(code)).lower())
        notify(ui, words, undo=keep(undo) if keep else undo)
        return True
    return False


def _reopen(ui: Ui, waiting: Pending) -> None:
    session, settled = ui.session, waiting.settled
    if settled is not None:
        attempt(ui, lambda: alerts.reopen(session.replica, settled, session.worker))


def _note(ui: Ui, waiting: Pending, draft: Draft, on_close: Callable[[], Any], sitting: Sitting) -> ft.DialogControl:
    """A decision with a word about it."""

    def choose(code: str) -> None:
        if decide(ui, waiting, code, draft.get("note"), draft, keep=sitting.decided):
            draft.drop()
            on_close()

    options = _decisions(ui, waiting)
    return sheet(
        ui, ui.words.label(waiting.alert.rule),
        [
            label(ui, what(ui, waiting)),
            text_field(ui, draft, "note", ui.t("alert.note_label"), multiline=True, min_lines=2, max_lines=5),
            chips(ui, options, [], choose, identifier="alert.noted", field=True),
        ],
        on_close,
        actions=[button(ui, ui.t("action.cancel"), on_close, identifier="alert.note_cancel")],
    )  # fmt: skip
