"""How people, days and outings are named on every screen."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from espace_mobile.app import clock
from espace_mobile.app.ui import Ui
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.names import shown_name
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.person import Person
from espace_mobile.domain.place import Place
from espace_mobile.domain.programme_sheet import PartnerMeeting
from espace_mobile.domain.service_counts import ServiceCounts
from espace_mobile.domain.service_visit import ServiceVisit
from espace_mobile.domain.team import Team
from espace_mobile.domain.vocabulary import AgeBand, Sex
from espace_mobile.domain.worker import Worker
from espace_mobile.i18n.translator import sentence


def person_name(ui: Ui, person: Person) -> str:
    """Somebody whose names this device can't open, or who has none, still has a line."""
    return shown_name(person.first_name, person.last_name, person.nickname) or ui.t("person.unnamed")


def day_words(ui: Ui, day: date) -> str:
    """« aujourd’hui », « demain », « hier », else « jeudi 14 mai », with the year when it is another one."""
    today = clock.today()
    near = {today: "day.today", today + timedelta(days=1): "day.tomorrow", today - timedelta(days=1): "day.yesterday"}
    return ui.t(near[day]) if day in near else ui.words.day(day, year=day.year != today.year)


def moment(ui: Ui, at: datetime) -> str:
    """« mardi 19 mai à 14 h »."""
    wall = clock.local(at)
    return ui.t("day.at", day=day_words(ui, wall.date()), hour=ui.words.clock(wall))


def seen(ui: Ui, day: date | None) -> str:
    """« vue aujourd’hui », « vue le 14 mai », « vue le 14/05/2025 »: short, for it stands after a name."""
    today = clock.today()
    if day is None:
        return ""
    if day in (today, today - timedelta(days=1)):
        return ui.t("person.seen", day=day_words(ui, day))
    return ui.t("person.seen_on", day=ui.words.short_day(day) if day.year == today.year else f"{day:%d/%m/%Y}")


def traits(ui: Ui, sex: Sex, age_band: AgeBand) -> str:
    """« Femme, 26–44 »; empty when neither was stated."""
    said = [ui.words.label(code) for code in (sex, age_band) if code not in (Sex.UNSTATED, AgeBand.UNSTATED)]
    return sentence(", ".join(said))


def place_name(ui: Ui, outing: Outing) -> str:
    place = ui.replica.get(Place, outing.place_id) if outing.place_id else None
    return place.name if place else ui.words.label(outing.type)


def place_words(ui: Ui, booked: Appointment | GroupSession | PartnerMeeting) -> str:
    """« Marché des Tilleuls, près de la fontaine »."""
    place = ui.replica.get(Place, booked.place_id) if booked.place_id else None
    return ", ".join(filter(None, [place.name if place else "", booked.place_text]))


def team_name(ui: Ui, team_id: str | None) -> str:
    team = ui.replica.get(Team, team_id) if team_id else None
    return team.name if team else ""


def worker_name(ui: Ui, worker_id: str | None) -> str:
    worker = ui.replica.get(Worker, worker_id) if worker_id else None
    return worker.display_name if worker else ""


def given_words(ui: Ui, given: ServiceVisit | ServiceCounts) -> list[str]:
    """« 2 données », « 1 réparée »; nothing of what was not given."""
    return [
        *([ui.tn("service.donated_n", given.donated)] if given.donated else []),
        *([ui.tn("service.repaired_n", given.repaired)] if given.repaired else []),
    ]


def kind_words(ui: Ui, kind: str) -> str:
    """A kind of a newer version of the app shows as « autre »."""
    key = f"kind.{kind}"
    return ui.t(key if ui.words.has(key) else "kind.other")
