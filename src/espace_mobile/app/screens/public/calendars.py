"""Secret addresses of the teams' calendars: made, copied, scanned from a phone, revoked for good."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import team_calendars
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import banner, button, card, confirm, header, link, notify, page_body, sheet, title
from espace_mobile.app.components.text import muted
from espace_mobile.app.screens.public.address import address, code
from espace_mobile.app.screens.wording import moment, worker_name
from espace_mobile.app.theme import GAP, SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.public_site import TeamCalendar


@component
def TeamCalendars() -> Any:
    """Tests, with « all » for the calendar of every team: `subscription.make.{team}`, `subscription.{team}` and its
    `.copy`, `subscription.code.{team}`, `subscription.revoke.{team}`."""
    ui = use_ui()
    use_records("team_calendar", "team", "worker")
    revoking, revoke = use_value("")
    shown, show = use_value("")
    known = team_calendars.calendars(ui.replica)
    by_id = {calendar.id: calendar for calendar in known.values()}
    asked, drawn = by_id.get(revoking), by_id.get(shown)
    ft.use_dialog(_question(ui, asked, lambda: revoke("")) if asked else None)
    ft.use_dialog(_code(ui, drawn, lambda: show("")) if drawn else None)
    cards = [
        _team(ui, team_id, name or ui.t("subscription.all"), known.get(team_id), show, revoke)
        for team_id, name in team_calendars.teams(ui.replica)
    ]  # fmt: skip
    return page_body(
        ui, header(ui, ui.t("subscription.title"), back="/public"), muted(ui, ui.t("subscription.hint")),
        banner(ui, ui.t("subscription.secret"), tone="ink", identifier="subscription.secret"), *cards,
    )  # fmt: skip


def _team(
    ui: Ui, team_id: str | None, name: str, calendar: TeamCalendar | None, show: Callable[[str], None],
    revoke: Callable[[str], None],
) -> ft.Control:  # fmt: skip
    of = team_id or "all"
    if calendar is None:
        make = button(ui, ui.t("subscription.make"), _maker(ui, team_id, name), identifier=f"subscription.make.{of}",
                      description=f"{ui.t('subscription.make')}, {name}", icon_name=ft.Icons.ADD_LINK)  # fmt: skip
        return card(ui, title(ui, name), ft.Row([make], wrap=True))
    by = worker_name(ui, calendar.worker_id)
    made = ui.t("subscription.made", when=moment(ui, calendar.made_at), name=by or "…")
    url = ui.session.publishing.calendar_url(calendar.secret)
    acts = [
        link(ui, ui.t("subscription.code"), lambda: show(calendar.id), identifier=f"subscription.code.{of}",
             description=f"{ui.t('subscription.code')}, {name}", icon_name=ft.Icons.QR_CODE_2),
        link(ui, ui.t("subscription.revoke"), lambda: revoke(calendar.id), identifier=f"subscription.revoke.{of}",
             description=f"{ui.t('subscription.revoke')}, {name}", icon_name=ft.Icons.LINK_OFF, danger=True),
    ]  # fmt: skip
    return card(
        ui, title(ui, name), muted(ui, made, SMALL), address(ui, url, f"subscription.{of}", opens=False),
        ft.Row(list(acts), spacing=GAP, wrap=True),
    )  # fmt: skip


def _maker(ui: Ui, team_id: str | None, name: str) -> Callable[[], None]:
    session = ui.session

    def make() -> None:
        act = lambda: team_calendars.make(session.replica, team_id, name, session.worker, now=clock.now())  # noqa: E731
        if attempt(ui, act):
            notify(ui, ui.t("subscription.now_made"))
            session.sync.wake()  # the address answers once the server knows of it

    return make


def _code(ui: Ui, calendar: TeamCalendar, on_close: Callable[[], None]) -> ft.DialogControl:
    url = ui.session.publishing.calendar_url(calendar.secret)
    drawn = code(ui, url, calendar.name)
    return sheet(ui, calendar.name, [muted(ui, ui.t("subscription.scan")), *drawn], on_close)


def _question(ui: Ui, calendar: TeamCalendar, on_close: Callable[[], None]) -> ft.DialogControl:
    session = ui.session

    def go() -> None:
        on_close()
        if attempt(ui, lambda: team_calendars.revoke(session.replica, calendar, session.worker, now=clock.now())):
            notify(ui, ui.t("subscription.revoked"))
            session.sync.wake()

    return confirm(
        ui, ui.t("subscription.revoke_title", name=calendar.name), ui.t("subscription.revoke_words"),
        yes=ui.t("subscription.revoke"), on_yes=go, on_close=on_close, danger=True,
    )  # fmt: skip
