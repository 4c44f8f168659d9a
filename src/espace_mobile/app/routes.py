"""The registry of screens behind the lock: add yours to `SCREENS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import flet as ft

from espace_mobile.app import screens
from espace_mobile.app.screens.settings import Settings
from espace_mobile.app.screens.today import Today
from espace_mobile.domain.vocabulary import Role

EVERYONE = frozenset(Role)
FIELD_WORK = frozenset({Role.FIELD, Role.COUNSELLOR, Role.SUPERVISOR})  # those who may see a person
COUNSEL = frozenset({Role.COUNSELLOR, Role.SUPERVISOR})
PLANNING = frozenset({Role.PLANNER, Role.SUPERVISOR})
SUPERVISION = frozenset({Role.SUPERVISOR})

OFFICE = "/office"
MOST_IN_BAR = 5  # at 360 px each has 72: a word of eleven letters


@dataclass(frozen=True)
class Later:
    """A component, "module:Name" in `screens`, imported when its screen is first opened: what stands behind all of them
    is much, and would be waited for before the lock is even seen."""

    where: str

    def component(self) -> Callable[[], Any]:
        module, name = self.where.split(":")
        found: Callable[[], Any] = getattr(import_module(f"{screens.__name__}.{module}"), name)
        return found

    def __call__(self) -> Any:
        return self.component()()


@dataclass(frozen=True)
class Screen:
    """`path`: "people/:id" gives `ft.use_route_params()["id"]`. `build`: a component without arguments, or a `Later`.

    In the bar or rail when it has a `label` key and an `icon`. `parent`: where the system's back button leads, with the
    ids of `path`; `otherwise`: where it leads who has no office, when that is the parent.
    """

    path: str
    build: Callable[[], Any]
    label: str = ""
    icon: ft.IconData = ft.Icons.CIRCLE_OUTLINED
    selected_icon: ft.IconData = ft.Icons.CIRCLE
    parent: str | None = None
    otherwise: str = "/settings"
    roles: frozenset[Role] = EVERYONE


SCREENS: tuple[Screen, ...] = (
    Screen("", Today, "nav.today", ft.Icons.TODAY_OUTLINED, ft.Icons.TODAY, roles=FIELD_WORK),
    Screen("people", Later("people.screen:People"), "nav.people", ft.Icons.PEOPLE_OUTLINE, ft.Icons.PEOPLE,
           roles=FIELD_WORK),
    Screen("people/new", Later("new_file:NewFile"), parent="/people", roles=FIELD_WORK),
    Screen("people/import", Later("people_import.screen:ImportPeople"), parent="/office", roles=SUPERVISION),
    Screen("people/duplicates", Later("merging.doubles:Doubles"), parent="/office", roles=SUPERVISION),
    Screen("people/duplicates/:id/:other", Later("merging.comparing:Compare"), parent="/people/duplicates",
           roles=SUPERVISION),
    Screen("people/:id", Later("file.screen:File"), parent="/people", roles=FIELD_WORK),
    Screen("people/:id/edit", Later("file.edit:EditFile"), parent="/people/:id", roles=FIELD_WORK),
    Screen("people/:id/merge", Later("merging.searching:OtherFile"), parent="/people", roles=SUPERVISION),
    Screen("people/:id/merge/:other", Later("merging.comparing:Compare"), parent="/people", roles=SUPERVISION),
    Screen("people/:id/interview", Later("interview.beginning:BeginInterview"), parent="/people/:id", roles=COUNSEL),
    Screen("people/:id/interview/:interview", Later("interview.screen:InterviewScreen"), parent="/people/:id",
           roles=COUNSEL),
    Screen("agenda", Later("agenda.screen:Agenda"), "nav.agenda", ft.Icons.EVENT_NOTE_OUTLINED, ft.Icons.EVENT_NOTE,
           roles=FIELD_WORK),
    Screen("sessions/new", Later("sessions.planning:NewSession"), parent="/agenda", roles=FIELD_WORK),
    Screen("sessions/protocols", Later("sessions.protocols:Protocols"), parent="/agenda", roles=FIELD_WORK),
    Screen("sessions/:id", Later("sessions.screen:OneSession"), parent="/agenda", roles=FIELD_WORK),
    Screen("sessions/:id/edit", Later("sessions.planning:EditSession"), parent="/sessions/:id", roles=FIELD_WORK),
    Screen("sessions/:id/again", Later("sessions.planning:SessionAgain"), parent="/sessions/:id", roles=FIELD_WORK),
    Screen("schedule", Later("schedule.screen:Schedule"), "nav.schedule", ft.Icons.CALENDAR_MONTH_OUTLINED,
           ft.Icons.CALENDAR_MONTH),
    Screen("schedule/propose", Later("schedule.proposing.screen:Propose"), parent="/schedule", roles=PLANNING),
    Screen("schedule/import", Later("schedule.importing:ImportSchedule"), parent="/schedule", roles=PLANNING),
    Screen("schedule/export", Later("schedule.exporting:ExportSchedule"), parent="/schedule"),
    Screen("schedule/warnings", Later("schedule.all_warnings:Warnings"), parent="/schedule", roles=PLANNING),
    Screen("schedule/settings", Later("schedule.settings:ScheduleSettingsScreen"), parent="/schedule", roles=PLANNING),
    Screen("schedule/new", Later("schedule.new_date:NewDate"), parent="/schedule", roles=PLANNING),
    Screen("schedule/new/:day", Later("schedule.new_date:NewDate"), parent="/schedule", roles=PLANNING),
    Screen("schedule/new/at/:place", Later("schedule.new_date:NewDate"), parent="/schedule/places/:place",
           roles=PLANNING),
    Screen("schedule/places", Later("schedule.places.listing:Places"), parent="/schedule", roles=PLANNING),
    Screen("schedule/places/new", Later("schedule.places.editing:NewPlace"), parent="/schedule/places",
           roles=PLANNING),
    Screen("schedule/places/:id", Later("schedule.places.one_place:OnePlace"), parent="/schedule/places"),
    Screen("schedule/places/:id/edit", Later("schedule.places.editing:EditPlace"), parent="/schedule/places/:id",
           roles=PLANNING),
    Screen("schedule/vans", Later("schedule.vans:Vans"), parent="/schedule/places", roles=PLANNING),
    Screen("schedule/print", Later("schedule.printing:PrintSchedule"), parent="/schedule"),
    Screen("schedule/equipment", Later("schedule.day_sheet.items:EquipmentList"), parent="/schedule/settings",
           roles=PLANNING),
    Screen("schedule/:id", Later("schedule.one_date:OneDate"), parent="/schedule"),
    Screen("schedule/:id/day", Later("schedule.day_sheet.screen:DaySheet"), parent="/schedule/:id"),
    Screen("schedule/:id/edit", Later("schedule.edit_date:EditDate"), parent="/schedule/:id", roles=PLANNING),
    Screen("public", Later("public.site:Site"), parent="/office", roles=SUPERVISION),
    Screen("public/opportunities", Later("public.opportunities:Opportunities"), parent="/public", roles=SUPERVISION),
    Screen("public/testimonials", Later("public.stories:Stories"), parent="/office", roles=FIELD_WORK),
    Screen("public/testimonials/:id", Later("public.story:OneStory"), parent="/public/testimonials", roles=FIELD_WORK),
    Screen("public/calendars", Later("public.calendars:TeamCalendars"), parent="/public", roles=SUPERVISION),
    Screen("programmes", Later("programmes.listing:Programmes"), "nav.programmes", ft.Icons.HUB_OUTLINED,
           ft.Icons.HUB, roles=FIELD_WORK),
    Screen("programmes/new", Later("programmes.starting:NewProgramme"), parent="/programmes", roles=COUNSEL),
    Screen("programmes/new/:template", Later("programmes.starting:StartProgramme"), parent="/programmes/new",
           roles=COUNSEL),
    Screen("programmes/:id", Later("programmes.screen:OneProgramme"), parent="/programmes", roles=FIELD_WORK),
    Screen("programmes/:id/civic_service/new", Later("programmes.civic:NewMission"),
           parent="/programmes/:id/civic_service", roles=COUNSEL),
    Screen("programmes/:id/civic_service/:mission", Later("programmes.civic:OneMission"),
           parent="/programmes/:id/civic_service", roles=FIELD_WORK),
    Screen("programmes/:id/civic_service/:mission/edit", Later("programmes.civic:EditMission"),
           parent="/programmes/:id/civic_service/:mission", roles=COUNSEL),
    Screen("programmes/:id/fse", Later("programmes.fse.screen:FseParticipants"), parent="/programmes/:id",
           roles=SUPERVISION),
    Screen("programmes/:id/report", Later("programmes.report.screen:Report"), parent="/programmes/:id",
           roles=SUPERVISION),
    Screen("programmes/:id/:part", Later("programmes.screen:ProgrammePartScreen"), parent="/programmes/:id",
           roles=FIELD_WORK),
    Screen("programmes/:id/workshops/new", Later("programmes.workshops:NewWorkshop"),
           parent="/programmes/:id/workshops", roles=COUNSEL),
    Screen("programmes/:id/workshops/:workshop", Later("programmes.workshops:OneWorkshop"),
           parent="/programmes/:id/workshops", roles=FIELD_WORK),
    Screen("programmes/:id/workshops/:workshop/plan", Later("programmes.workshops:PlanWorkshop"),
           parent="/programmes/:id/workshops/:workshop", roles=COUNSEL),
    Screen("programmes/:id/workshops/:workshop/edit", Later("programmes.workshops:EditWorkshop"),
           parent="/programmes/:id/workshops/:workshop", roles=COUNSEL),
    Screen("reviews/:id", Later("programmes.reviews.screen:OneReview"), parent="/programmes", roles=FIELD_WORK),
    Screen("reviews/:id/cases/:person", Later("programmes.reviews.case:OneCase"), parent="/reviews/:id",
           roles=FIELD_WORK),
    Screen("indicators", Later("dashboard.screen:Indicators"), parent="/office", roles=COUNSEL | PLANNING),
    Screen("indicators/export", Later("dashboard.exporting:ExportFigures"), parent="/indicators", roles=SUPERVISION),
    Screen("documents", Later("documents.screen:Documents"), parent="/office", roles=SUPERVISION),
    Screen("exports", Later("exports.log:Exports"), parent="/office", roles=SUPERVISION),
    Screen("indicators/list", Later("dashboard.listing:Behind"), parent="/indicators", roles=COUNSEL),
    Screen("alerts", Later("alerts.screen:Alerts"), parent="/office", otherwise="/", roles=FIELD_WORK | PLANNING),
    Screen("entries", Later("enrolments:Entries"), parent="/office", otherwise="/", roles=COUNSEL),
    Screen("conflicts", Later("conflicts:Conflicts"), parent="/office", roles=SUPERVISION),
    Screen("retention", Later("rights.keeping:Keeping"), parent="/office", roles=SUPERVISION),
    Screen("rights", Later("rights.register:Register"), parent="/office", roles=SUPERVISION),
    Screen("access-log", Later("access_log.screen:AccessLog"), parent="/office", roles=SUPERVISION),
    Screen("access-log/:person", Later("access_log.screen:AccessLogOf"), parent="/people/:person", roles=SUPERVISION),
    Screen("sync", Later("sync:Sync"), parent="/"),
    Screen("devices", Later("devices.screen:Devices"), parent="/office", roles=SUPERVISION),
    Screen("recovery", Later("recovery.screen:Recovery"), parent="/devices", roles=SUPERVISION),
    Screen("workers", Later("staff.listing:Workers"), parent="/office", roles=SUPERVISION),
    Screen("workers/:id", Later("staff.one:OneWorker"), parent="/workers", roles=SUPERVISION),
    Screen("first-steps", Later("staff.first_steps:FirstSteps"), parent="/office", roles=SUPERVISION),
    Screen("teams", Later("staff.teams:Teams"), parent="/workers", roles=SUPERVISION),
    Screen("office", Later("office.screen:Office"), "nav.office", ft.Icons.DESK_OUTLINED, ft.Icons.DESK,
           roles=SUPERVISION),
    Screen("settings", Settings, "nav.settings", ft.Icons.SETTINGS_OUTLINED, ft.Icons.SETTINGS, parent="/"),
)  # fmt: skip


def allowed(role: Role) -> list[Screen]:
    """The screens a worker may open. A role of a newer version of the app gets what needs no person."""
    return [s for s in SCREENS if role in s.roles or s.roles == EVERYONE]


def destinations(role: Role) -> list[Screen]:
    return [s for s in allowed(role) if s.label]


def in_bar(role: Role) -> list[Screen]:
    """Those of a phone's bar. What makes room stays near: the screen of the day leads to the settings, the office to
    the programmes."""
    shown = destinations(role)
    for path in ("settings", "programmes"):
        if len(shown) > MOST_IN_BAR:
            shown = [s for s in shown if s.path != path]
    return shown


def parent_of(screen: Screen, role: Role) -> str | None:
    """Its `parent`, for those who may go there."""
    if screen.parent == OFFICE and role not in SUPERVISION:
        return screen.otherwise
    return screen.parent


def bring_in() -> Iterator[None]:
    """Imports what the bar leads to, a screen a turn."""
    for screen in SCREENS:
        if screen.label and isinstance(screen.build, Later):
            yield
            screen.build.component()


def route(screen: Screen) -> str:
    return f"/{screen.path}"
