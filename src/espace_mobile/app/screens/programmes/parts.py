"""The parts of a programme's page, in the order they are read: add yours, with the word that is shown before a tap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import flet as ft

from espace_mobile.app.screens.programmes import (
    campaign,
    civic,
    hours,
    indicators,
    outings,
    people,
    reviews,
    services,
    sheet,
    workshops,
)
from espace_mobile.app.ui import Ui
from espace_mobile.domain import news
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.sheet_vocabulary import ProgrammePart

SHEET, PEOPLE, INDICATORS = "sheet", "people", "indicators"


_FOLLOWED = ("person", "merge", "enrolment", "group_session", *(kind.kind for kind in news.KINDS))
_PEOPLE = ("enrolment", "merge", "group_session", "attendance", "service_visit", "work_allocation", "work_shift")


@dataclass(frozen=True)
class Part:
    """`name`: a `ProgrammePart`, shown when the programme has it, or one of those that every programme has.

    `build`: a component that takes the programme's id. `said`: one short line, its key figure; it reads little, and is
    asked for again by a change of the programme or of one of `kinds`.
    """

    name: str
    icon: ft.IconData
    build: Callable[[str], Any]
    said: Callable[[Ui, Programme], str]
    kinds: tuple[str, ...]


PARTS: tuple[Part, ...] = (
    Part(SHEET, ft.Icons.DESCRIPTION_OUTLINED, sheet.Sheet, sheet.said, ("budget_line", "programme_partner")),
    Part(PEOPLE, ft.Icons.PEOPLE_OUTLINE, people.People, people.said, ("enrolment", "merge")),
    Part(ProgrammePart.OUTINGS.value, ft.Icons.AIRPORT_SHUTTLE_OUTLINED, outings.Outings, outings.said, ("outing",)),
    Part(
        ProgrammePart.CAMPAIGN.value, ft.Icons.CAMPAIGN_OUTLINED, campaign.Campaign, campaign.said, ("campaign_action",)
    ),
    Part(
        ProgrammePart.WORKSHOPS.value, ft.Icons.GROUPS_OUTLINED, workshops.WorkshopsPart, workshops.said,
        ("workshop", "group_session"),
    ),
    Part(
        ProgrammePart.SERVICES.value, ft.Icons.CHECKROOM_OUTLINED, services.Services, services.said, ("service_visit",)
    ),
    Part(
        ProgrammePart.HOURS.value, ft.Icons.HANDYMAN_OUTLINED, hours.HoursPart, hours.said,
        ("work_allocation", "work_shift"),
    ),
    Part(
        ProgrammePart.REVIEWS.value, ft.Icons.FACT_CHECK_OUTLINED, reviews.Reviews, reviews.said,
        ("case_review", "reviewed_case", *_FOLLOWED),
    ),
    Part(
        ProgrammePart.CIVIC_SERVICE.value, ft.Icons.VOLUNTEER_ACTIVISM_OUTLINED, civic.CivicService, civic.said,
        ("civic_mission",),
    ),
    Part(INDICATORS, ft.Icons.INSIGHTS_OUTLINED, indicators.Indicators, indicators.said, _PEOPLE),
)  # fmt: skip


def of(programme: Programme) -> list[Part]:
    has = {SHEET, PEOPLE, INDICATORS, *(part.value for part in programme.parts)}
    return [part for part in PARTS if part.name in has]


def words(ui: Ui, part: Part) -> str:
    own = {SHEET: "programme.sheet", PEOPLE: "programme.people", INDICATORS: "programme.indicators"}
    return ui.t(own[part.name]) if part.name in own else ui.words.label(ProgrammePart(part.name))


def named(name: str) -> Part | None:
    return next((part for part in PARTS if part.name == name), None)
