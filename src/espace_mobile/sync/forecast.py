"""The weather of a day to come, asked of two public services: where a commune is, and what is forecast there.

They are told the INSEE code of a commune and where that is, and see the address the question comes from: nothing about
anybody met. Only asked where a supervisor said so.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import httpx

from espace_mobile.domain.vocabulary import Weather
from espace_mobile.errors import NotOurServer
from espace_mobile.sync.http import TIMEOUT, send

COMMUNES, FORECASTS = "https://geo.api.gouv.fr", "https://api.open-meteo.com"
DAYS = 15  # how far it is forecast, today included
_MOST = 256 << 10  # bytes of an answer
_DAILY = "weather_code,temperature_2m_max,temperature_2m_min,precipitation_sum,wind_gusts_10m_max"

# Upper bounds of WMO 4677 codes, as the service groups them
_SKY = (
    (1, Weather.SUN), (48, Weather.CLOUD), (67, Weather.RAIN), (77, Weather.SNOW), (82, Weather.RAIN),
    (86, Weather.SNOW), (99, Weather.STORM),
)  # fmt: skip


@dataclass(frozen=True)
class DayForecast:
    """°C, mm of rain in the day, km/h of the strongest gust."""

    on: date
    sky: Weather
    low: int
    high: int
    rain: float
    gusts: int


class Forecaster:
    """Blocking. `communes`, `forecasts`: where the two services are."""

    def __init__(
        self,
        communes: str = COMMUNES,
        forecasts: str = FORECASTS,
        client: Callable[[str], httpx.Client] = lambda url: httpx.Client(base_url=url, timeout=TIMEOUT),
    ) -> None:
        self._communes, self._forecasts, self._client = communes, forecasts, client

    def days(self, commune_insee: str) -> list[DayForecast]:
        """From today on, `DAYS` of them. Raises `Unreachable` or another `SyncError`; `NotOurServer` when the answer
        can't be read or the commune is not known."""
        with self._client(self._communes) as http:
            found = _get(http, "/communes", code=commune_insee, fields="centre", format="json")
        try:
            longitude, latitude = (round(float(n), 2) for n in found[0]["centre"]["coordinates"])
        except (LookupError, TypeError, ValueError):
            raise NotOurServer() from None
        where = {"latitude": latitude, "longitude": longitude, "timezone": "Europe/Paris"}
        with self._client(self._forecasts) as http:
            told = _get(http, "/v1/forecast", daily=_DAILY, forecast_days=DAYS, **where)
        try:
            return _read(told["daily"])
        except (LookupError, TypeError, ValueError):
            raise NotOurServer() from None


def _get(http: httpx.Client, path: str, **params: Any) -> Any:
    response = send(http, "GET", path, params=params)
    if len(response.content) > _MOST:
        raise NotOurServer()
    try:
        return json.loads(response.content)
    except ValueError:
        raise NotOurServer() from None


def _read(daily: dict[str, list[Any]]) -> list[DayForecast]:
    """Days of which something is missing are left out: the last one often is."""
    rows = zip(daily["time"], *(daily[name] for name in _DAILY.split(",")), strict=True)
    return [
        DayForecast(date.fromisoformat(day), sky(code), round(low), round(high), round(float(rain), 1), round(gusts))
        for day, code, high, low, rain, gusts in rows
        if None not in (code, high, low, rain, gusts)
    ]


def sky(code: int) -> Weather:
    """Of a WMO code of present weather, in one word."""
    return next((weather for most, weather in _SKY if code <= most), Weather.CLOUD)
