"""What each page shows. A view takes what was published and gives a whole page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

from espace_mobile.protocol.publication import PublicOffer, PublicStory
from sync_server.api.pages import agenda
from sync_server.api.pages.agenda import Month, Shown
from sync_server.api.pages.reading import Reading
from sync_server.api.pages.render import page

T = TypeVar("T")
NEXT = 5  # dates on the first page, after the first one
OFFERS = 3
PER_PAGE = 60  # dates of one page of the list: some 30 KB
TOLD_PER_PAGE = 12  # stories or opportunities of one page: some 20 KB of text, at most
AS_LINKS = 6  # communes shown as links; more are a menu


def home(site: Reading) -> bytes:
    coming = site.agenda.coming(site.moment)
    first = next((s for s in coming if s.goes), None)
    after = [s for s in coming if s is not first][:NEXT]
    latest = _stories(site)[:1]
    return page(
        "home.html",
        site,
        "/",
        first=first,
        soon=_soon(first, site.moment.today) if first else "",
        after=after,
        more=len(coming) - len(after) - bool(first),
        offers=_offers(site)[:OFFERS],
        story=latest[0] if latest else None,
    )


def dates(site: Reading, insee: str, number: int) -> bytes | None:
    """The list, `number` from 1. None: there is no such page of it."""
    coming = site.agenda.coming(site.moment, insee)
    last = _last(coming, PER_PAGE)
    if not 1 <= number <= last:
        return None
    return page(
        "dates.html",
        site,
        "/dates",
        months=agenda.by_month(_of(coming, number, PER_PAGE)),
        count=len(coming),
        number=number,
        last=last,
        **_filter(site, insee),
    )


def month(site: Reading, first: date, insee: str) -> bytes | None:
    """None: nothing was ever planned so far from today."""
    earliest, latest = site.agenda.months(site.moment)
    if not earliest <= first <= latest:
        return None
    shown = site.agenda.of_month(first, site.moment, insee)
    before, after = (first - timedelta(days=1)).replace(day=1), (first + timedelta(days=31)).replace(day=1)
    return page(
        "month.html",
        site,
        "/dates/mois",
        month=Month(first, shown),
        weeks=agenda.weeks(first, shown),
        today=site.moment.today,
        before=before if before >= earliest else None,
        after=after if after <= latest else None,
        **_filter(site, insee),
    )


def one_date(site: Reading, id: str) -> bytes | None:
    shown = site.agenda.one(id, site.moment)
    if shown is None:
        return None
    there = site.agenda.going_on(shown.date.moved_to, shown.date.place) if shown.date.moved_to else None
    soon = "" if shown.past else _soon(shown, site.moment.today)
    return page("date.html", site, "/dates/date", date=shown, instead=there, soon=soon)


def opportunities(site: Reading, number: int) -> bytes | None:
    """None: there is no such page of them."""
    return _told("opportunities.html", site, "/opportunites", _offers(site), number)


def declared_work(site: Reading) -> bytes:
    return page("declared_work.html", site, "/travail-declare")


def testimonials(site: Reading, number: int) -> bytes | None:
    """None: there is no such page of them."""
    return _told("testimonials.html", site, "/temoignages", _stories(site), number)


def contact(site: Reading) -> bytes:
    return page("contact.html", site, "/contact")


def subscribe(site: Reading) -> bytes:
    return page("subscribe.html", site, "/abonnement", calendar=_webcal(site), communes=site.agenda.communes)


def accessibility(site: Reading) -> bytes:
    return page("accessibility.html", site, "/accessibilite")


def _told(template: str, site: Reading, here: str, told: Sequence[object], number: int) -> bytes | None:
    last = _last(told, TOLD_PER_PAGE)
    if not 1 <= number <= last:
        return None
    return page(template, site, here, told=_of(told, number, TOLD_PER_PAGE), number=number, last=last)


def _last(items: Sequence[object], per_page: int) -> int:
    return max((len(items) - 1) // per_page + 1, 1)


def _of(items: Sequence[T], number: int, per_page: int) -> Sequence[T]:
    return items[(number - 1) * per_page : number * per_page]


def _offers(site: Reading) -> list[PublicOffer]:
    """Those still offered, the first to end first."""
    open_ = [o for o in site.pages.offers if o.until is None or o.until >= site.moment.today]
    return sorted(open_, key=lambda o: (o.until or date.max, o.title.casefold(), o.id))


def _stories(site: Reading) -> list[PublicStory]:
    return sorted(site.pages.stories, key=lambda s: (s.on, s.id), reverse=True)


def _soon(shown: Shown, today: date) -> str:
    return {0: "Aujourd’hui", 1: "Demain"}.get((shown.date.on - today).days, "")


def _filter(site: Reading, insee: str) -> dict[str, object]:
    communes = site.agenda.communes
    chosen = next((c for c in communes if c.insee == insee), None)
    return {"communes": communes, "chosen": chosen, "insee": insee, "as_links": len(communes) <= AS_LINKS}


def _webcal(site: Reading) -> str:
    """The address a calendar program subscribes to; relative when its reader's own is not known."""
    _, _, host = site.base.partition("://")
    return f"webcal://{host}{site.root}/dates.ics" if host else f"{site.root}/dates.ics"
