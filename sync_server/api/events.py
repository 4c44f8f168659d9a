"""Dates as entries of a calendar file: the public's, and the teams'."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from espace_mobile.calendars.writing import CANCELLED, CONFIRMED, PUBLIC, ZONE, Entry
from espace_mobile.protocol.publication import PublicDate

_NAMES = {"van": "Camionnette", "market": "Marché", "event": "Événement"}


def entry(date: PublicDate, title: str, about: str = "", url: str = "", visibility: str = PUBLIC) -> Entry:
    """`title`: whose date it is. A date that is cancelled or moved away says so in its name too: some calendar programs
    do not show the status."""
    off = date.cancelled or date.moved_to is not None
    told = "Déplacée\u00a0: " if date.moved_to else "Annulée\u00a0: " if date.cancelled else ""
    starts = datetime.combine(date.on, date.starts or time.min, ZoneInfo(ZONE))
    return Entry(
        date.id,
        starts,
        _minutes(date),
        told + " – ".join(filter(None, (title, date.place or _NAMES[date.type]))),
        date.changed_at,
        CANCELLED if off else CONFIRMED,
        place(date),
        about,
        url,
        visibility,
        all_day=date.starts is None,
    )


def place(date: PublicDate) -> str:
    """Marché des Tilleuls, place de la Paix, Les Essais, Belfort."""
    parts = (date.place, date.address, date.neighbourhood, date.commune)
    return ", ".join(dict.fromkeys(filter(None, parts)))


def _minutes(date: PublicDate) -> int:
    if date.starts is None or date.ends is None or date.ends <= date.starts:
        return 0  # nobody said how long
    apart = datetime.combine(date.on, date.ends) - datetime.combine(date.on, date.starts)
    return apart // timedelta(minutes=1)
