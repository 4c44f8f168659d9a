"""The registry of screens behind the lock: add yours to `SCREENS`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import flet as ft

from espace_mobile.app.screens import (
    alerts,
    conflicts,
    devices,
    enrolments,
    file,
    merging,
    new_file,
    public,
    schedule,
    settings,
    sync,
    today,
)
from espace_mobile.app.screens.agenda.screen import Agenda
from espace_mobile.app.screens.interview.beginning import BeginInterview
from espace_mobile.app.screens.interview.screen import InterviewScreen
from espace_mobile.app.screens.people.screen import People
from espace_mobile.app.screens.programmes import (
    NewProgramme,
    OneProgramme,
    ProgrammePartScreen,
    Programmes,
    StartProgramme,
    civic,
    workshops,
)
from espace_mobile.app.screens.programmes.reviews.case import OneCase
from espace_mobile.app.screens.programmes.reviews.screen import OneReview
from espace_mobile.app.screens.sessions.planning import EditSession, NewSession, SessionAgain
from espace_mobile.app.screens.sessions.protocols import Protocols
from espace_mobile.app.screens.sessions.screen import OneSession
from espace_mobile.domain.vocabulary import Role

EVERYONE = frozenset(Role)
FIELD_WORK = frozenset({Role.FIELD, Role.COUNSELLOR, Role.SUPERVISOR})  # those who may see a person
COUNSEL = frozenset({Role.COUNSELLOR, Role.SUPERVISOR})
PLANNING = frozenset({Role.PLANNER, Role.SUPERVISOR})
SUPERVISION = frozenset({Role.SUPERVISOR})

MOST_IN_BAR = 5  # at 360 px each has 72: a word of eleven letters


@dataclass(frozen=True)
class Screen:
    """`path`: "people/:id" gives `ft.use_route_params()["id"]`. `build`: a component without arguments.

    In the bar or rail when it has a `label` key and an `icon`. `parent`: where the system's back button leads, with the
    ids of `path`.
    """

    path: str
    build: Callable[[], Any]
    label: str = ""
    icon: ft.IconData = ft.Icons.CIRCLE_OUTLINED
    selected_icon: ft.IconData = ft.Icons.CIRCLE
    parent: str | None = None
    roles: frozenset[Role] = EVERYONE


SCREENS: tuple[Screen, ...] = (
    Screen("", today.Today, "nav.today", ft.Icons.TODAY_OUTLINED, ft.Icons.TODAY, roles=FIELD_WORK),
    Screen("people", People, "nav.people", ft.Icons.PEOPLE_OUTLINE, ft.Icons.PEOPLE, roles=FIELD_WORK),
    Screen("people/new", new_file.NewFile, parent="/people", roles=FIELD_WORK),
    Screen("people/duplicates", merging.Doubles, parent="/people", roles=SUPERVISION),
    Screen("people/duplicates/:id/:other", merging.Compare, parent="/people/duplicates", roles=SUPERVISION),
    Screen("people/:id", file.File, parent="/people", roles=FIELD_WORK),
    Screen("people/:id/edit", file.EditFile, parent="/people/:id", roles=FIELD_WORK),
    Screen("people/:id/merge", merging.OtherFile, parent="/people", roles=SUPERVISION),
    Screen("people/:id/merge/:other", merging.Compare, parent="/people", roles=SUPERVISION),
    Screen("people/:id/interview", BeginInterview, parent="/people/:id", roles=COUNSEL),
    Screen("people/:id/interview/:interview", InterviewScreen, parent="/people/:id", roles=COUNSEL),
    Screen("agenda", Agenda, "nav.agenda", ft.Icons.EVENT_NOTE_OUTLINED, ft.Icons.EVENT_NOTE, roles=FIELD_WORK),
    Screen("sessions/new", NewSession, parent="/agenda", roles=FIELD_WORK),
    Screen("sessions/protocols", Protocols, parent="/agenda", roles=FIELD_WORK),
    Screen("sessions/:id", OneSession, parent="/agenda", roles=FIELD_WORK),
    Screen("sessions/:id/edit", EditSession, parent="/sessions/:id", roles=FIELD_WORK),
    Screen("sessions/:id/again", SessionAgain, parent="/sessions/:id", roles=FIELD_WORK),
    Screen("schedule", schedule.Schedule, "nav.schedule", ft.Icons.CALENDAR_MONTH_OUTLINED, ft.Icons.CALENDAR_MONTH),
    Screen("schedule/propose", schedule.Propose, parent="/schedule", roles=PLANNING),
    Screen("schedule/import", schedule.ImportSchedule, parent="/schedule", roles=PLANNING),
    Screen("schedule/export", schedule.ExportSchedule, parent="/schedule"),
    Screen("schedule/warnings", schedule.Warnings, parent="/schedule", roles=PLANNING),
    Screen("schedule/settings", schedule.ScheduleSettingsScreen, parent="/schedule", roles=PLANNING),
    Screen("schedule/new", schedule.NewDate, parent="/schedule", roles=PLANNING),
    Screen("schedule/new/:day", schedule.NewDate, parent="/schedule", roles=PLANNING),
    Screen("schedule/new/at/:place", schedule.NewDate, parent="/schedule/places/:place", roles=PLANNING),
    Screen("schedule/places", schedule.Places, parent="/schedule", roles=PLANNING),
    Screen("schedule/places/new", schedule.NewPlace, parent="/schedule/places", roles=PLANNING),
    Screen("schedule/places/:id", schedule.OnePlace, parent="/schedule/places"),
    Screen("schedule/places/:id/edit", schedule.EditPlace, parent="/schedule/places/:id", roles=PLANNING),
    Screen("schedule/vans", schedule.Vans, parent="/schedule/places", roles=PLANNING),
    Screen("schedule/print", schedule.PrintSchedule, parent="/schedule"),
    Screen("schedule/equipment", schedule.EquipmentList, parent="/schedule/settings", roles=PLANNING),
    Screen("schedule/:id", schedule.OneDate, parent="/schedule"),
    Screen("schedule/:id/day", schedule.DaySheet, parent="/schedule/:id"),
    Screen("schedule/:id/edit", schedule.EditDate, parent="/schedule/:id", roles=PLANNING),
    Screen("public", public.Site, parent="/schedule", roles=SUPERVISION),
    Screen("public/opportunities", public.Opportunities, parent="/public", roles=SUPERVISION),
    Screen("public/testimonials", public.Stories, parent="/settings", roles=FIELD_WORK),
    Screen("public/testimonials/:id", public.OneStory, parent="/public/testimonials", roles=FIELD_WORK),
    Screen("public/calendars", public.TeamCalendars, parent="/public", roles=SUPERVISION),
    Screen("programmes", Programmes, "nav.programmes", ft.Icons.HUB_OUTLINED, ft.Icons.HUB, roles=FIELD_WORK),
    Screen("programmes/new", NewProgramme, parent="/programmes", roles=COUNSEL),
    Screen("programmes/new/:template", StartProgramme, parent="/programmes/new", roles=COUNSEL),
    Screen("programmes/:id", OneProgramme, parent="/programmes", roles=FIELD_WORK),
    Screen("programmes/:id/civic_service/new", civic.NewMission, parent="/programmes/:id/civic_service", roles=COUNSEL),
    Screen("programmes/:id/civic_service/:mission", civic.OneMission, parent="/programmes/:id/civic_service",
           roles=FIELD_WORK),
    Screen("programmes/:id/civic_service/:mission/edit", civic.EditMission,
           parent="/programmes/:id/civic_service/:mission", roles=COUNSEL),
    Screen("programmes/:id/:part", ProgrammePartScreen, parent="/programmes/:id", roles=FIELD_WORK),
    Screen("programmes/:id/workshops/new", workshops.NewWorkshop, parent="/programmes/:id/workshops", roles=COUNSEL),
    Screen("programmes/:id/workshops/:workshop", workshops.OneWorkshop, parent="/programmes/:id/workshops",
           roles=FIELD_WORK),
    Screen("programmes/:id/workshops/:workshop/plan", workshops.PlanWorkshop,
           parent="/programmes/:id/workshops/:workshop", roles=COUNSEL),
    Screen("programmes/:id/workshops/:workshop/edit", workshops.EditWorkshop,
           parent="/programmes/:id/workshops/:workshop", roles=COUNSEL),
    Screen("reviews/:id", OneReview, parent="/programmes", roles=FIELD_WORK),
    Screen("reviews/:id/cases/:person", OneCase, parent="/reviews/:id", roles=FIELD_WORK),
    Screen("alerts", alerts.Alerts, parent="/", roles=FIELD_WORK | PLANNING),
    Screen("entries", enrolments.Entries, parent="/", roles=COUNSEL),
    Screen("conflicts", conflicts.Conflicts, parent="/alerts", roles=SUPERVISION),
    Screen("sync", sync.Sync, parent="/"),
    Screen("devices", devices.Devices, parent="/sync", roles=frozenset({Role.SUPERVISOR})),
    Screen(
        "settings", settings.Settings, "nav.settings", ft.Icons.SETTINGS_OUTLINED, ft.Icons.SETTINGS, parent="/"
    ),
)  # fmt: skip


def allowed(role: Role) -> list[Screen]:
    """The screens a worker may open. A role of a newer version of the app gets what needs no person."""
    return [s for s in SCREENS if role in s.roles or s.roles == EVERYONE]


def destinations(role: Role) -> list[Screen]:
    return [s for s in allowed(role) if s.label]


def in_bar(role: Role) -> list[Screen]:
    """Those of a phone's bar. When there are too many, the screen of the day leads to the settings."""
    shown = destinations(role)
    return shown if len(shown) <= MOST_IN_BAR else [s for s in shown if s.build is not settings.Settings]


def route(screen: Screen) -> str:
    return f"/{screen.path}"
