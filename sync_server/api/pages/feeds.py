"""The dates for other programs: a calendar file, and a feed of news."""

from __future__ import annotations

from email.utils import format_datetime

from espace_mobile.calendars.writing import Entry, calendar
from sync_server.api import events
from sync_server.api.calendars import REFRESH
from sync_server.api.pages.agenda import Shown
from sync_server.api.pages.reading import Reading
from sync_server.api.pages.render import page
from sync_server.api.pages.text import plain

_NEWS = 60  # dates in the feed


def ics(site: Reading, insee: str) -> bytes:
    """Every date, those not long ago among them: what a calendar program no longer finds, it removes.

    The same at any moment and any address, so that it is written once: it takes long.
    """
    shown = [d for d in site.agenda.dates if not insee or d.commune_insee == insee]
    return calendar([_entry(site, Shown(d), "") for d in shown], _name(site, insee), REFRESH)


def one_ics(site: Reading, id: str) -> bytes | None:
    found = site.agenda.one(id, site.moment)
    return calendar([_entry(site, found, site.base)], site.pages.title) if found else None


def rss(site: Reading, insee: str) -> bytes:
    """The dates to come. One that is cancelled or moved is news again."""
    coming = site.agenda.coming(site.moment, insee)[:_NEWS]
    changes = [format_datetime(s.date.changed_at) for s in coming]
    name = _name(site, insee)
    return page("dates.rss", site, name=name, insee=insee, items=list(zip(coming, changes, strict=True)))


def _entry(site: Reading, shown: Shown, base: str) -> Entry:
    about = "\n".join(filter(None, (shown.told, shown.partners and f"Avec {shown.partners}", site.pages.phone)))
    url = f"{base}{site.root}/dates/{shown.id}" if base else ""
    return events.entry(shown.date, site.pages.title, about, url)


def _name(site: Reading, insee: str) -> str:
    commune = next((c.name for c in site.agenda.communes if c.insee == insee), "")
    return plain(" – ".join(filter(None, (site.pages.title, commune))))
