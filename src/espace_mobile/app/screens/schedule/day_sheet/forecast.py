"""The weather of the day, when it is near and somebody said that it may be asked for; the last one heard, offline."""

from __future__ import annotations

import asyncio
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import forecasts, schedule_settings, workers
from espace_mobile.app.attempt import attempt
from espace_mobile.app.components import button, card, title
from espace_mobile.app.components.text import icon, muted, text
from espace_mobile.app.theme import SMALL
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.schedule import TO_COME
from espace_mobile.domain.vocabulary import Weather
from espace_mobile.errors import EspaceError
from espace_mobile.sync.forecast import DayForecast
from espace_mobile.sync.loop import State

_SIGNS = {
    Weather.SUN: ft.Icons.WB_SUNNY_OUTLINED, Weather.CLOUD: ft.Icons.CLOUD_OUTLINED,
    Weather.RAIN: ft.Icons.UMBRELLA_OUTLINED, Weather.STORM: ft.Icons.THUNDERSTORM_OUTLINED,
    Weather.SNOW: ft.Icons.AC_UNIT,
}  # fmt: skip
_STRONG = 60  # km/h: a canopy is not put up
_WAITING, _FAILED = "waiting", "failed"


@component
def Forecast(outing_id: str) -> Any:
    """Asked at most every three hours, of a date of the next fortnight. Tests: `forecast`, `forecast.allow`,
    `forecast.again`."""
    ui = use_ui()
    use_records("schedule_settings", "outing", "place")
    state, tell = use_value(_WAITING)
    session, today = ui.session, clock.today()
    outing = ui.replica.get(Outing, outing_id)
    allowed = schedule_settings.settings(ui.replica).forecast
    near = outing is not None and forecasts.is_near(outing, today) and outing.status in TO_COME
    commune = forecasts.commune_of(ui.replica, outing) if outing else ""

    async def ask() -> None:
        if session.sync.status.state == State.OFFLINE:
            tell(_FAILED)
            return
        tell(_WAITING)
        try:
            await asyncio.to_thread(forecasts.ask, session.replica, session.forecaster, commune, clock.now())
        except EspaceError:
            tell(_FAILED)
        else:
            tell("")

    async def ask_if_due() -> None:
        if allowed and near and commune and forecasts.is_due(session.replica, commune, clock.now()):
            await ask()

    ft.use_effect(ask_if_due, [allowed, near, commune])
    if outing is None or not near:
        return ft.Container(visible=False)
    if not allowed:
        return _allow(ui) if workers.may_plan(session.worker) else ft.Container(visible=False)
    return _card(ui, outing, commune, state, ask)


def _allow(ui: Ui) -> ft.Control:
    """What it would tell whom, before anybody is asked."""
    session = ui.session

    def allow() -> None:
        attempt(ui, lambda: schedule_settings.ask_forecasts(session.replica, True, session.worker))

    return card(
        ui, title(ui, ui.t("forecast.title")), muted(ui, ui.t("forecast.told"), SMALL),
        button(ui, ui.t("forecast.allow"), allow, identifier="forecast.allow",
               icon_name=ft.Icons.WB_CLOUDY_OUTLINED),
    )  # fmt: skip


def _card(ui: Ui, outing: Outing, commune: str, state: str, ask: Any) -> ft.Control:
    heard = forecasts.heard(ui.replica, commune, outing.on)
    parts: list[ft.Control] = [title(ui, ui.t("forecast.title"))]
    if heard:
        told, at = heard
        parts.append(_words(ui, told))
        parts.append(muted(ui, ui.t("forecast.heard", ago=ui.words.ago((clock.now() - at).total_seconds())), SMALL))
    elif not commune:
        parts.append(muted(ui, ui.t("forecast.no_commune")))
    elif state == _FAILED:
        parts.append(muted(ui, ui.t("forecast.failed")))
        parts.append(button(ui, ui.t("forecast.again"), ask, identifier="forecast.again"))
    else:
        parts.append(muted(ui, ui.t("forecast.waiting")))
    return ft.Semantics(identifier="forecast", container=True, live_region=True, content=card(ui, *parts))


def _words(ui: Ui, told: DayForecast) -> ft.Control:
    said = [
        ui.t("forecast.day", sky=ui.words.label(told.sky), low=told.low, high=told.high),
        ui.t("forecast.rain", rain=ui.words.number(told.rain, 1)) if told.rain >= 0.1 else ui.t("forecast.dry"),
    ]
    lines: list[ft.Control] = [text(ui, " · ".join(said))]
    if told.gusts >= _STRONG:
        sign = icon(ui, ft.Icons.AIR, 20, ui.palette.alert)
        lines.append(ft.Row([sign, text(ui, ui.t("forecast.gusts", gusts=told.gusts), color=ui.palette.alert,
                                        expand=True)], spacing=8))  # fmt: skip
    mark = icon(ui, _SIGNS.get(told.sky, ft.Icons.CLOUD_OUTLINED), 36, ui.palette.primary)
    return ft.Row([mark, ft.Column(lines, spacing=2, tight=True, expand=True)], spacing=16)
