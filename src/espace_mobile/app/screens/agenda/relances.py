"""Whom to reach: the late ones first, then today, this week and later; the answers that did not come; the effort."""

from __future__ import annotations

from typing import Any

import flet as ft

from espace_mobile.app import clock
from espace_mobile.app.actions import follow_ups, referrals
from espace_mobile.app.actions.agenda import Whose
from espace_mobile.app.actions.follow_ups import Line
from espace_mobile.app.actions.referrals import Expected
from espace_mobile.app.components import Option, button, chips, empty_state, line, link, title
from espace_mobile.app.components.text import icon
from espace_mobile.app.screens.agenda.looked import Looked, looked
from espace_mobile.app.screens.relances.effort import EffortOfTheWeek
from espace_mobile.app.screens.relances.state import Trying
from espace_mobile.app.screens.relances.trying import TryingSheet, call_button
from espace_mobile.app.screens.relances.words import line_words
from espace_mobile.app.screens.wording import person_name
from espace_mobile.app.ui import Ui, component, use_made, use_records, use_ui, use_value
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.relances import When

WINDOW = 10  # lines at first, and of the answers that are late: each takes a moment to draw
_KINDS = (
    "follow_up", "attempt", "person", "merge", "appointment", "group_session", "attendance", "enrolment", "situation",
    "referral", "organisation", "worker",
)  # fmt: skip
_HEADS = {
    When.LATE: "relance.late", When.TODAY: "relance.today", When.THIS_WEEK: "relance.this_week",
    When.LATER: "relance.later",
}  # fmt: skip


@component
def Relances() -> Any:
    """Tests: `relance.{n}.open`, `relance.{n}.call`, `relances.mine`, `relances.team`, `relances.more`,
    `referral.expected.{n}`, `effort.open`."""
    ui = use_ui()
    use_records(*_KINDS, late=True)
    looking = use_made(lambda: looked(ui.session))
    shown, show = use_value(WINDOW)
    trying = use_made(Trying)
    replica, worker, today, mine = ui.replica, ui.session.worker, clock.today(), looking.whose == Whose.MINE
    groups = follow_ups.due(replica, worker, today, mine=mine, limit=shown + 1)
    expected = referrals.overdue(replica, worker, today, mine=mine, limit=shown + 1)
    found = max(sum(map(len, groups.values())), len(expected))
    more = link(ui, ui.t("relance.show_more"), lambda: show(shown + WINDOW), identifier="relances.more", field=True)
    return ft.Column(
        [
            EffortOfTheWeek(mine), _whose(ui, looking), *_groups(ui, groups, trying, shown),
            *_expected(ui, expected[:shown]), *([ft.Row([more], wrap=True)] if found > shown else []),
            *([] if found or expected else [_nothing(ui, looking)]), TryingSheet(trying),
        ],
        spacing=16, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


def _whose(ui: Ui, looking: Looked) -> ft.Control:
    options = [Option(Whose.MINE.value, ui.t("agenda.mine")), Option(Whose.TEAM.value, ui.t("agenda.team"))]
    choose = lambda code: looking.choose(Whose(code))  # noqa: E731
    return chips(ui, options, [looking.whose.value], choose, identifier="relances", field=True)


def _groups(ui: Ui, groups: dict[When, list[Line]], trying: Trying, shown: int) -> list[ft.Control]:
    """Numbered from one group to the next."""
    parts: list[ft.Control] = []
    n = 0
    for when, some in groups.items():
        lines = [_line(ui, each, n + i, trying) for i, each in enumerate(some[: shown - n])]
        n += len(lines)
        if lines:
            parts.append(ft.Column([title(ui, ui.t(_HEADS[when])), *lines], spacing=0, horizontal_alignment=_WIDE))
    return parts


_WIDE = ft.CrossAxisAlignment.STRETCH


def _line(ui: Ui, due: Line, n: int, trying: Trying) -> ft.Control:
    person, task = due.person, due.task
    return line(
        ui, person_name(ui, person), line_words(ui, due), identifier=f"relance.{n}.open", detail_lines=4, key=task.id,
        on_tap=lambda: trying.open(person.id, task.id),
        trail=call_button(ui, person, trying, task.id, identifier=f"relance.{n}.call"),
    )  # fmt: skip


def _expected(ui: Ui, expected: list[Expected]) -> list[ft.Control]:
    if not expected:
        return []
    lines = [_expected_line(ui, each, n) for n, each in enumerate(expected)]
    return [ft.Column([title(ui, ui.t("referral.expected")), *lines], spacing=0, horizontal_alignment=_WIDE)]


def _expected_line(ui: Ui, expected: Expected, n: int) -> ft.Control:
    partner = ui.replica.get(Organisation, expected.referral.organisation_id or "")
    said = ui.t(
        "referral.answer_expected" if expected.what == "answer" else "referral.feedback_expected",
        partner=partner.name if partner else ui.t("referral.unknown_partner"), day=ui.words.short_day(expected.by),
    )  # fmt: skip
    page = ft.context.page
    return line(
        ui, person_name(ui, expected.person), said, identifier=f"referral.expected.{n}", detail_lines=3,
        key=expected.referral.id, on_tap=lambda: page.navigate(f"/people/{expected.person.id}"),
        trail=icon(ui, ft.Icons.CHEVRON_RIGHT, 22, ui.palette.muted),
    )  # fmt: skip


def _nothing(ui: Ui, looking: Looked) -> ft.Control:
    all_ = button(
        ui, ui.t("relance.see_team"), lambda: looking.choose(Whose.TEAM), identifier="relances.see_team", field=True
    )
    return empty_state(
        ui, ft.Icons.TASK_ALT, ui.t("relance.nothing"), ui.t("relance.nothing_hint"),
        actions=[all_] if looking.whose == Whose.MINE else [],
    )  # fmt: skip
