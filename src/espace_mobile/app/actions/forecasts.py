"""The weather of a date, as it was last heard: kept on this device only, so that it is there without a network."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, timedelta

from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.vocabulary import Weather
from espace_mobile.store.replica import Replica
from espace_mobile.sync.forecast import DAYS, DayForecast, Forecaster

_META = "forecasts"  # {INSEE code: [when it was heard, in ISO; the days]}
FRESH = timedelta(hours=3)
_KEPT = 40  # communes


def commune_of(replica: Replica, outing: Outing) -> str:
    """The INSEE code of where it is; empty when it is not known."""
    place = replica.get(Place, outing.place_id) if outing.place_id else None
    return (place.commune_insee or "") if place else ""


def is_near(outing: Outing, today: date) -> bool:
    """Whether its day is forecast at all."""
    return today <= outing.on < today + timedelta(days=DAYS)


def heard(replica: Replica, commune: str, day: date) -> tuple[DayForecast, datetime] | None:
    """What was last heard of a day, and when."""
    told = replica.meta(_META, {}).get(commune)
    found = next((each for each in told[1] if each["on"] == day.isoformat()), None) if told else None
    if found is None:
        return None
    said = {**found, "on": day, "sky": Weather(found["sky"])}
    return DayForecast(**said), datetime.fromisoformat(told[0])


def is_due(replica: Replica, commune: str, now: datetime) -> bool:
    told = replica.meta(_META, {}).get(commune)
    return told is None or not timedelta() <= now - datetime.fromisoformat(told[0]) < FRESH


def ask(replica: Replica, forecaster: Forecaster, commune: str, now: datetime) -> None:
    """Blocking. Keeps what is told. Raises `SyncError` or `NotOurServer`; what was heard before stays then."""
    days = [{**asdict(day), "on": day.on.isoformat(), "sky": day.sky.value} for day in forecaster.days(commune)]
    kept = {**replica.meta(_META, {}), commune: [now.isoformat(), days]}
    latest = sorted(kept, key=lambda code: str(kept[code][0]))[-_KEPT:]
    replica.set_meta(_META, {code: kept[code] for code in latest})
