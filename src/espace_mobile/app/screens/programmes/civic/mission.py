"""One mission: what it is and for whom, what is to be noted now, its checklist, what came of it."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app.actions import civic_missions, files, workers
from espace_mobile.app.components import banner, card, empty_state, header, page_body, pill, touchable
from espace_mobile.app.components.text import icon, label, muted, text
from espace_mobile.app.screens.mission_words import host_words
from espace_mobile.app.screens.programmes.civic.acting import NextAct, OtherActs
from espace_mobile.app.screens.programmes.civic.checklist import Checklist
from espace_mobile.app.screens.programmes.civic.vocation import VocationCard
from espace_mobile.app.screens.programmes.civic.words import (
    days_words,
    theme_words,
    volunteer_words,
)
from espace_mobile.app.theme import RADIUS, SMALL, TOUCH
from espace_mobile.app.ui import Ui, component, use_records, use_ui
from espace_mobile.domain import civic_rules
from espace_mobile.domain.civic_mission import CivicMission
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.person import Person
from espace_mobile.domain.sheet_vocabulary import MissionStatus

_SIGNS = {
    MissionStatus.OPEN: ft.Icons.PERSON_SEARCH,
    MissionStatus.PLANNED: ft.Icons.EVENT_OUTLINED,
    MissionStatus.RUNNING: ft.Icons.PLAY_CIRCLE_OUTLINE,
    MissionStatus.ENDED: ft.Icons.CHECK_CIRCLE_OUTLINE,
    MissionStatus.BROKEN_OFF: ft.Icons.STOP_CIRCLE_OUTLINED,
    MissionStatus.CANCELLED: ft.Icons.BLOCK,
}


@component
def OneMission() -> Any:
    """Keyed: a sheet begun for one mission is never found on the next."""
    params = ft.use_route_params()
    id = params.get("mission", "")
    return ft.Container(MissionView(id, params.get("id", "")), key=id, expand=True)


@component
def MissionView(mission_id: str, programme_id: str) -> Any:
    ui = use_ui()
    use_records(CivicMission.kind, Organisation.kind, Person.kind, Merge.kind)
    mission = ui.replica.get(CivicMission, mission_id)
    back = f"/programmes/{programme_id}/civic_service"
    if mission is None:
        gone = empty_state(ui, ft.Icons.VOLUNTEER_ACTIVISM_OUTLINED, ui.t("civic.gone"), ui.t("file.gone_hint"))
        return page_body(ui, header(ui, ui.t("kind.civic_mission"), back=back), gone)
    may = workers.may_counsel(ui.session.worker)
    state = pill(ui, _SIGNS.get(mission.status), ui.words.label(mission.status))
    return page_body(
        ui, header(ui, host_words(ui, mission), above=ui.t("kind.civic_mission"), back=back), ft.Row([state]),
        *_warnings(ui, mission), *([NextAct(mission.id)] if may else []), _facts(ui, mission),
        *([VocationCard(mission.id)] if mission.status in civic_rules.OVER else []),
        *([Checklist(mission.id)] if mission.person_id else []), *([OtherActs(mission.id)] if may else []),
    )  # fmt: skip


def _warnings(ui: Ui, mission: CivicMission) -> list[ft.Control]:
    """The rules it breaks, and an age that nobody knows: what the volunteer's team is to look at."""
    person = files.person_of(ui.replica, mission.person_id)
    faults = [ui.error(fault) for fault in civic_rules.broken(mission, person)]
    drawn: list[ft.Control] = [banner(ui, words, identifier=f"civic.fault.{n}") for n, words in enumerate(faults)]
    if mission.status != MissionStatus.CANCELLED and civic_rules.age_unknown(mission, person):
        said = ui.t("civic.age_unknown", least=civic_rules.LEAST_AGE, most=civic_rules.most_age(mission))
        drawn.append(banner(ui, said, tone="ink", identifier="civic.age"))
    return drawn


def _facts(ui: Ui, mission: CivicMission) -> ft.Control:
    hours = ui.t("civic.a_week", hours=mission.weekly_hours)
    days = days_words(ui, mission) or ui.t("civic.no_days")
    limit = ui.t("civic.until_30") if mission.until_30 else ""
    lines = [
        (ft.Icons.APARTMENT, "" if mission.organisation_id is None else ui.words.label(mission.host)),
        (ft.Icons.SCHEDULE, f"{days} · {hours}"),
        (ft.Icons.SUPERVISOR_ACCOUNT_OUTLINED, _tutor(ui, mission)),
        (ft.Icons.CAKE_OUTLINED, limit),
    ]
    return card(
        ui, muted(ui, ui.t("civic.theme"), SMALL), text(ui, theme_words(ui, mission.theme)), _volunteer(ui, mission),
        *(
            ft.Row([icon(ui, sign, 20, ui.palette.muted), text(ui, said, expand=True)], spacing=12)
            for sign, said in lines
            if said
        ),
    )  # fmt: skip


def _tutor(ui: Ui, mission: CivicMission) -> str:
    return ui.t("civic.tutor_is", name=mission.tutor) if mission.tutor else ui.t("civic.no_tutor")


def _volunteer(ui: Ui, mission: CivicMission) -> ft.Control:
    """A tap opens the file."""
    person = civic_missions.volunteer(ui.replica, mission, ui.session.worker)
    name = volunteer_words(ui, mission)
    said = ft.Row([icon(ui, ft.Icons.PERSON_OUTLINE, 20, ui.palette.muted), label(ui, name, expand=True)], spacing=12)
    if person is None:
        return said
    return touchable(
        ui, said, identifier="civic.volunteer", name=name, border_radius=RADIUS, height=ui.size(TOUCH + 4),
        on_tap=lambda: ft.context.page.navigate(f"/people/{person.id}"),
    )  # fmt: skip
