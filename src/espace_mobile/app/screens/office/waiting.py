"""What waits for a decision: a line each, the most urgent on top. Nothing is shown as waiting when nothing does."""

from __future__ import annotations

from datetime import date
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import office, workers
from espace_mobile.app.actions.office import Queue, Waits
from espace_mobile.app.components import empty_state, line, loading, title
from espace_mobile.app.components.text import icon, muted
from espace_mobile.app.screens.alerts.reading import use_alerts_ready
from espace_mobile.app.screens.devices.desk import Desk
from espace_mobile.app.screens.devices.health import ailing, newest_version
from espace_mobile.app.screens.people.likely import use_doubles
from espace_mobile.app.screens.rights.reading import use_keeping_ready
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_every, use_made, use_records, use_ui
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.public_site import Testimonial
from espace_mobile.domain.rights_entry import RightsEntry

ASK_EVERY = 15.0  # seconds between two questions to the server about the tablets

_ROOMS = {
    Queue.DEVICES: ("/devices", ft.Icons.TABLET_ANDROID), Queue.ALERTS: ("/alerts", ft.Icons.NOTIFICATIONS_NONE),
    Queue.REQUESTS: ("/rights", ft.Icons.GAVEL_OUTLINED), Queue.ENTRIES: ("/entries", ft.Icons.FLAG_OUTLINED),
    Queue.CONFLICTS: ("/conflicts", ft.Icons.CALL_SPLIT), Queue.DOUBLES: ("/people/duplicates", ft.Icons.CONTENT_COPY),
    Queue.STORIES: ("/public/testimonials", ft.Icons.FORMAT_QUOTE),
    Queue.RETENTION: ("/retention", ft.Icons.HOURGLASS_BOTTOM), Queue.AILING: ("/devices", ft.Icons.SENSORS_OFF),
}  # fmt: skip


@component
def WhatWaits() -> Any:
    """Tests: `office.{queue}`, `office.nothing`, `office.reading`."""
    ui = use_ui()
    use_records("conflict", Enrolment.kind, RightsEntry.kind, Testimonial.kind, late=True)
    known, paired, aged = use_alerts_ready(), use_doubles(ui), use_keeping_ready(late=True)
    desk = use_made(lambda: Desk(ui.session.office))
    use_every(ASK_EVERY, desk.refresh)
    worker, today = ui.session.worker, clock.today()
    if not workers.may_supervise(worker):
        return ft.Container(visible=False)
    found = office.in_order([
        *office.at_hand(ui.replica, worker, today), *_tablets(desk),
        office.of_alerts(ui.replica, worker, today) if known else None,
        office.of_doubles(ui.replica, worker) if paired else None,
        office.of_keeping(ui.replica, worker, today) if aged else None,
    ])  # fmt: skip
    ready = known and paired and aged
    lines = [_line(ui, waits, today) for waits in found]
    if not ready:
        lines.append(ft.Semantics(identifier="office.reading", content=loading(ui, ui.t("office.reading"))))
    if not lines:
        nothing = empty_state(ui, ft.Icons.CHECK_CIRCLE_OUTLINE, ui.t("office.nothing"), ui.t("office.nothing_hint"))
        lines = [ft.Semantics(identifier="office.nothing", container=True, content=nothing)]
    said = muted(ui, ui.tn("office.waiting", sum(w.count for w in found)), SMALL)
    stretch = ft.CrossAxisAlignment.STRETCH
    return ft.Column(
        [title(ui, ui.t("office.to_decide")), *([said] if found else []),
         ft.Column(lines, spacing=0, horizontal_alignment=stretch)],
        spacing=4, tight=True, horizontal_alignment=stretch,
    )  # fmt: skip


def _tablets(desk: Desk) -> list[Waits]:
    """What the server said of them; nothing while it can't be asked."""
    latest = newest_version(desk.devices)
    silent = [device for device in desk.devices if not device.is_sheet and ailing(device, latest)]
    return [Waits(Queue.DEVICES, len(desk.candidates), urgent=True), Waits(Queue.AILING, len(silent))]


def _line(ui: Ui, waits: Waits, today: date) -> ft.Control:
    route, sign = _ROOMS[waits.what]
    ink = ui.palette.alert if waits.urgent else ui.palette.primary
    told = filter(None, [ui.t("office.urgent") if waits.urgent else "", _age(ui, waits, today)])
    return line(
        ui, _what(ui, waits), " · ".join(told), identifier=f"office.{waits.what}",
        lead=icon(ui, sign, 24, ink), trail=icon(ui, ft.Icons.CHEVRON_RIGHT, 22), key=waits.what,
        on_tap=lambda: ft.context.page.navigate(route),
    )  # fmt: skip


def _what(ui: Ui, waits: Waits) -> str:
    n = waits.count
    said = {
        Queue.DEVICES: lambda: ui.tn("office.devices", n), Queue.ALERTS: lambda: ui.tn("office.alerts", n),
        Queue.REQUESTS: lambda: ui.tn("office.requests", n), Queue.ENTRIES: lambda: ui.tn("office.entries", n),
        Queue.CONFLICTS: lambda: ui.tn("office.conflicts", n), Queue.STORIES: lambda: ui.tn("office.stories", n),
        Queue.DOUBLES: lambda: ui.t("office.many_doubles", n=n) if waits.many else ui.tn("office.doubles", n),
        Queue.RETENTION: lambda: ui.tn("office.retention", n), Queue.AILING: lambda: ui.tn("office.ailing", n),
    }  # fmt: skip
    return said[waits.what]()


def _age(ui: Ui, waits: Waits, today: date) -> str:
    if waits.since is None:
        return ""
    days = (today - waits.since).days
    if days < 1:
        return ui.t("office.since_today")
    return ui.tn("office.oldest" if waits.count > 1 else "office.waits", days)
