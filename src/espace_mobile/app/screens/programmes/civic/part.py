"""The civic-service part of a programme: the year's figure, the missions by what they wait for, the referents."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import civic_missions, workers
from espace_mobile.app.components import bar, button, card, empty_state, line, link, pill, title
from espace_mobile.app.components.text import label, muted, text
from espace_mobile.app.screens.mission_words import host_words
from espace_mobile.app.screens.programmes.civic.referents import Referents
from espace_mobile.app.screens.programmes.civic.words import days_words, volunteer_words, waits_words
from espace_mobile.app.screens.programmes.civic.yearly import YearlySheet
from espace_mobile.app.theme import SMALL, TITLE
from espace_mobile.app.ui import Ui, component, use_records, use_ui, use_value
from espace_mobile.domain.civic_counts import MissionCount
from espace_mobile.domain.civic_mission import CivicMission
from espace_mobile.domain.code import Code
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_year import year_at
from espace_mobile.domain.sheet_vocabulary import MissionStatus

AT_FIRST = 8  # of each group
_GROUPS: tuple[tuple[str, frozenset[str]], ...] = (
    ("civic.group_open", frozenset({MissionStatus.OPEN})),
    ("civic.group_running", frozenset({MissionStatus.RUNNING})),
    ("civic.group_planned", frozenset({MissionStatus.PLANNED})),
    ("civic.group_over", frozenset({MissionStatus.ENDED, MissionStatus.BROKEN_OFF, MissionStatus.CANCELLED})),
)


@component
def CivicService(programme_id: str) -> Any:
    """Tests: `civic.add`, `civic.number`, `civic.more`, `civic.{n}` for the missions in the order shown."""
    ui = use_ui()
    use_records(Programme.kind, CivicMission.kind, Organisation.kind, Person.kind, Merge.kind)
    setting, set_number = use_value(False)
    everything, show_all = use_value(False)
    programme = ui.replica.get(Programme, programme_id)
    if programme is None:
        return ft.Container()
    missions = civic_missions.missions_of(ui.replica, programme_id)
    may = workers.may_counsel(ui.session.worker)
    add = button(
        ui, ui.t("civic.add"), lambda: ft.context.page.navigate(f"/programmes/{programme_id}/civic_service/new"),
        identifier="civic.add", primary=True, field=True, icon_name=ft.Icons.ADD,
    )  # fmt: skip
    nothing = empty_state(ui, ft.Icons.VOLUNTEER_ACTIVISM_OUTLINED, ui.t("civic.none"), ui.t("civic.none_hint"))
    parts: list[ft.Control] = [
        _year(ui, programme, may, lambda: set_number(True)), *([add] if may else []),
        *([] if missions else [nothing]), *_lists(ui, missions, everything, lambda: show_all(True)),
        Referents(programme_id),
    ]  # fmt: skip
    if setting:
        parts.append(YearlySheet(programme_id, lambda: set_number(False)))
    return ft.Column(parts, spacing=16, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _year(ui: Ui, programme: Programme, may: bool, change: Any) -> ft.Control:
    """How many began of the number wanted, for which themes and at which kinds of host."""
    counted = civic_missions.count(ui.replica, programme, clock.today())
    year = year_at(programme, clock.today())
    target = counted.target
    words = ui.tn("civic.begun", counted.begun) if target is None else ui.tn(
        "civic.begun_of", counted.begun, target=ui.words.number(target))  # fmt: skip
    figure = ft.Row(
        [text(ui, ui.words.number(counted.begun), 28, TITLE, ui.palette.primary), muted(ui, words, expand=True)],
        spacing=10,
    )
    span = ui.t("civic.year", since=ui.words.short_day(year.since, year=True),
                until=ui.words.short_day(year.until, year=True))  # fmt: skip
    unset = [ft.Row([pill(ui, ft.Icons.HELP_OUTLINE, ui.t("civic.no_number"))], wrap=True)]
    setting = ui.t("civic.fix_number" if target is None else "civic.set_number")
    number = link(ui, setting, change, identifier="civic.number", field=True, icon_name=ft.Icons.EDIT_OUTLINED)
    card_ = card(
        ui, figure, *([bar(ui, counted.begun, target)] if target else []), muted(ui, span, SMALL),
        *(unset if target is None else []), *_split(ui, counted), *([ft.Row([number], wrap=True)] if may else []),
    )  # fmt: skip
    return ft.Semantics(identifier="civic.year", container=True, content=card_)


def _split(ui: Ui, counted: MissionCount) -> list[ft.Control]:
    themes, hosts = _counts(ui, counted.themes), _counts(ui, counted.hosts)
    return [*_table(ui, ui.t("civic.by_theme"), themes), *_table(ui, ui.t("civic.by_host"), hosts)]


def _counts(ui: Ui, counted: Mapping[Any, int]) -> list[tuple[str, int]]:
    ordered = sorted(counted.items(), key=lambda item: (-item[1], str(item[0])))
    return [(ui.words.label(code), n) for code, n in ordered if isinstance(code, Code) and n]


def _table(ui: Ui, name: str, rows: list[tuple[str, int]]) -> list[ft.Control]:
    if not rows:
        return []
    lines = [ft.Row([text(ui, what, 15, expand=True), label(ui, ui.words.number(n), 15)]) for what, n in rows]
    return [ft.Column([muted(ui, name, SMALL), *lines], spacing=4, tight=True)]


def _lists(ui: Ui, missions: list[CivicMission], everything: bool, show_all: Any) -> list[ft.Control]:
    """What waits for somebody first; what is over last, the latest first."""
    numbered, parts, more = count(), [], 0
    for name, statuses in _GROUPS:
        found = [m for m in missions if m.status in statuses]
        found = found[::-1] if MissionStatus.ENDED in statuses else found
        shown = found if everything else found[:AT_FIRST]
        more += len(found) - len(shown)
        if shown:
            lines = [_line(ui, mission, next(numbered)) for mission in shown]
            parts += [title(ui, ui.t(name)), ft.Column(list(lines), spacing=0)]
    if more:
        others = link(ui, ui.t("civic.more", n=more), show_all, identifier="civic.more", field=True)
        parts.append(ft.Row([others], wrap=True))
    return parts


def _line(ui: Ui, mission: CivicMission, n: int) -> ft.Control:
    def open_it() -> None:
        ft.context.page.navigate(f"/programmes/{mission.programme_id}/civic_service/{mission.id}")

    waits = waits_words(ui, mission)
    state = ui.words.label(mission.status) if mission.status in _GROUPS[-1][1] else ""
    # On a phone a pill would leave no room for the host: what waits is said in the detail.
    detail = [waits if not ui.rail else "", state, volunteer_words(ui, mission), days_words(ui, mission)]
    trail = pill(ui, ft.Icons.SCHEDULE, waits, "alert") if waits and ui.rail and not ui.large else None
    return line(
        ui, host_words(ui, mission), " · ".join(filter(None, detail)), identifier=f"civic.{n}", on_tap=open_it,
        key=mission.id, trail=trail, detail_lines=3 if ui.large else 0,
    )  # fmt: skip
