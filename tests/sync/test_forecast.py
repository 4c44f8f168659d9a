from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from espace_mobile.domain.vocabulary import Weather
from espace_mobile.errors import NotOurServer, ServerBusy, Unreachable
from espace_mobile.sync.forecast import DAYS, DayForecast, Forecaster, sky

TROYES = [{"nom": "Troyes", "code": "10387", "centre": {"type": "Point", "coordinates": [4.0784, 48.2967]}}]
DAILY = {
    "time": ["2026-11-21", "2026-11-22", "2026-11-23"],
    "weather_code": [3, 61, None],
    "temperature_2m_max": [8.6, 5.2, None],
    "temperature_2m_min": [1.4, -0.6, None],
    "precipitation_sum": [0.0, 7.43, None],
    "wind_gusts_10m_max": [31.7, 72.0, None],
}


@contextmanager
def services(communes: object, forecast: object, status: int = 200) -> Iterator[tuple[str, list[str]]]:
    """Both, as one real server that answers as they do; the paths it was asked."""
    asked: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            told = communes if self.path.startswith("/communes") else forecast
            body = told if isinstance(told, bytes) else json.dumps(told).encode()
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_days_are_read_and_those_not_forecast_are_left_out() -> None:
    with services(TROYES, {"daily": DAILY}) as (url, _):
        days = Forecaster(url, url).days("10387")
    assert days == [
        DayForecast(date(2026, 11, 21), Weather.CLOUD, 1, 9, 0.0, 32),
        DayForecast(date(2026, 11, 22), Weather.RAIN, -1, 5, 7.4, 72),
    ]


def test_nothing_is_told_but_a_commune_and_where_it_is() -> None:
    with services(TROYES, {"daily": DAILY}) as (url, asked):
        Forecaster(url, url).days("10387")
    first, second = (parse_qs(urlsplit(path).query) for path in asked)
    assert first == {"code": ["10387"], "fields": ["centre"], "format": ["json"]}
    assert (second.pop("latitude"), second.pop("longitude")) == (["48.3"], ["4.08"])
    assert second.pop("daily")
    assert second == {"forecast_days": [str(DAYS)], "timezone": ["Europe/Paris"]}


@pytest.mark.parametrize("communes", [[], {}, [{"centre": None}], b"<html>", [{"centre": {"coordinates": ["a", 1]}}]])
def test_a_commune_that_is_not_known_is_told(communes: object) -> None:
    with services(communes, {"daily": DAILY}) as (url, _), pytest.raises(NotOurServer):
        Forecaster(url, url).days("90901")


@pytest.mark.parametrize("forecast", [{}, [], b"\xff", {"daily": {"time": ["hier"]}}, {"daily": {**DAILY, "time": []}}])
def test_an_answer_that_cannot_be_read_is_told(forecast: object) -> None:
    with services(TROYES, forecast) as (url, _), pytest.raises(NotOurServer):
        Forecaster(url, url).days("10387")


def test_a_service_that_is_down_or_away_is_told() -> None:
    with services(TROYES, {}, 503) as (url, _), pytest.raises(ServerBusy):
        Forecaster(url, url).days("10387")
    with pytest.raises(Unreachable):
        Forecaster("http://127.0.0.1:9", "http://127.0.0.1:9").days("10387")


@pytest.mark.parametrize(
    ("code", "expected"),
    [(0, Weather.SUN), (1, Weather.SUN), (2, Weather.CLOUD), (45, Weather.CLOUD), (51, Weather.RAIN),
     (67, Weather.RAIN), (71, Weather.SNOW), (80, Weather.RAIN), (86, Weather.SNOW), (95, Weather.STORM),
     (99, Weather.STORM), (120, Weather.CLOUD)],
)  # fmt: skip
def test_each_code_is_one_word(code: int, expected: Weather) -> None:
    assert sky(code) == expected
