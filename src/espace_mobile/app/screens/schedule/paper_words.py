"""The words of what is printed of the schedule."""

from __future__ import annotations

from datetime import date, datetime

from espace_mobile.app import clock
from espace_mobile.app.actions import schedule_paper
from espace_mobile.app.screens.schedule.signs import HOLIDAYS
from espace_mobile.app.screens.weekdays import weekday_words
from espace_mobile.app.screens.wording import place_name, team_name
from espace_mobile.app.ui import Ui
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.periods import grid_of
from espace_mobile.domain.phones import shown_phone
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule import is_off
from espace_mobile.domain.working_days import holiday_on
from espace_mobile.i18n.translator import sentence
from espace_mobile.protocol.publication import is_slug
from espace_mobile.reports.month_sheet import MonthDate, MonthSheet
from espace_mobile.reports.poster import Poster, PosterDate
from espace_mobile.sync.public_pages import publication_of, site_of


def poster_of(ui: Ui, size: str) -> Poster:
    site, now = site_of(ui.replica), clock.local(clock.now())
    dates = schedule_paper.of_poster(ui.replica, clock.today())
    contact = (shown_phone(site.phone) if site.phone else "", site.email or "")
    return Poster(
        title=_title(ui), intro=site.intro.split("\n\n")[0], heading=ui.t("paper.heading"),
        dates=tuple(_on_poster(ui, outing) for outing in dates), more=ui.t("paper.more_dates", n="{n}"),
        nothing=ui.t("paper.nothing"), scan=ui.t("paper.scan"), address=site_address(ui),
        contact=tuple(filter(None, contact)), printed=_printed(ui, now), printed_at=now, size=size,
        language=ui.words.language, demo=_demo(ui),
    )  # fmt: skip


def month_of(ui: Ui, month: date, team_id: str | None, size: str) -> MonthSheet:
    now = clock.local(clock.now())
    weeks = grid_of(month)
    holidays = ((day, holiday_on(day)) for week in weeks for day in week)
    site = site_of(ui.replica)
    return MonthSheet(
        title=team_name(ui, team_id) or _title(ui), month=sentence(ui.words.month(month)), first=month,
        weeks=tuple(map(tuple, weeks)), weekdays=tuple(sentence(weekday_words(ui, n)) for n in range(7)),
        dates=tuple(_in_month(ui, o, team_id) for o in schedule_paper.of_month(ui.replica, month, team_id)),
        holidays=tuple((day, ui.t(HOLIDAYS[found])) for day, found in holidays if found),
        more=ui.t("paper.more", n="{n}"), address=site_address(ui) if team_id is None else "",
        contact=shown_phone(site.phone) if site.phone and team_id is None else "", printed=_printed(ui, now),
        printed_at=now, size=size, language=ui.words.language, demo=_demo(ui),
    )  # fmt: skip


def site_address(ui: Ui) -> str:
    """Of the public pages, once there are any: nobody is sent to a page that is not there."""
    slug, published = site_of(ui.replica).slug, publication_of(ui.replica)
    return ui.session.publishing.pages_url(slug) if published and is_slug(slug) else ""


def _on_poster(ui: Ui, outing: Outing) -> PosterDate:
    return PosterDate(
        sentence(ui.words.day(outing.on)),
        ui.words.hours(outing.starts, outing.ends),
        place_name(ui, outing),
        _where(ui, outing),
    )


def _in_month(ui: Ui, outing: Outing, team_id: str | None) -> MonthDate:
    """A team's own sheet says the neighbourhood; the one of all, whose date it is too."""
    place = ui.replica.get(Place, outing.place_id) if outing.place_id else None
    town = (place.commune_name or place.neighbourhood or "") if place else ""
    team = team_name(ui, outing.team_id) if team_id is None else ""
    hours = ui.words.hours(outing.starts, outing.ends)
    head = ui.words.label(outing.status) if is_off(outing) else hours or ui.words.label(outing.type)
    return MonthDate(outing.on, head, tuple(filter(None, (place_name(ui, outing), town, team))), is_off(outing))


def _where(ui: Ui, outing: Outing) -> str:
    place = ui.replica.get(Place, outing.place_id) if outing.place_id else None
    return ", ".join(filter(None, (place.address, place.commune_name or place.neighbourhood))) if place else ""


def _title(ui: Ui) -> str:
    return site_of(ui.replica).title.strip() or ui.t("paper.title")


def _printed(ui: Ui, now: datetime) -> str:
    return ui.t("paper.printed", day=ui.words.day(now.date(), year=True))


def _demo(ui: Ui) -> str:
    return ui.t("sheet.demo") if ui.state.installation.demo else ""
