"""Scenes of the sheet of a programme, for `shots --office`, and the meetings that stand behind them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta

from espace_mobile.app import clock
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.path_vocabulary import SessionStatus
from espace_mobile.domain.programme_sheet import PartnerMeeting, ProgrammePartner
from espace_mobile.domain.sheet_vocabulary import MeetingSort
from espace_mobile.protocol.values import derived_id
from espace_mobile.sample.demonstration import Demonstration, demonstration
from tests.browser.driver import Driver

Scene = Callable[[Driver], None]
# (days from today, sort, how many of those asked came)
_MEETINGS = (
    (9, MeetingSort.WORKING_GROUP, 0), (-21, MeetingSort.WORKING_GROUP, 3), (-70, MeetingSort.DIAGNOSIS, 4),
    (0, MeetingSort.OTHER, 0),
)  # fmt: skip


def programme_of(sample: Demonstration, template: str) -> str:
    return next(p.id for p in sample.programmes if (p.template or "").startswith(template))


def facts(sample: Demonstration) -> list[Fact]:
    """Some meetings of the Noirmoutier partners."""
    programme = programme_of(sample, "Atelier Estime de soi")
    partners = [f for f in sample.sheets if isinstance(f, ProgrammePartner) and f.programme_id == programme]
    asked = tuple(p.organisation_id for p in partners)[:6]
    return [
        PartnerMeeting(
            id=derived_id("shots", "meeting", str(n)), programme_id=programme, sort=sort, organisation_ids=asked,
            starts_at=clock.instant(clock.today() + timedelta(days=days), time(14)), present_ids=asked[:came],
            status=SessionStatus.HELD if came else SessionStatus.PLANNED,
            notes="Chacun en parle à son accueil ; deux personnes ont déjà été orientées." if came else None,
        )
        for n, (days, sort, came) in enumerate(_MEETINGS)
    ]  # fmt: skip


def scenes(go: Callable[[str], Scene]) -> dict[str, Scene]:
    def sheet(template: str, *taps: str, to: str = "") -> Scene:
        def scene(app: Driver) -> None:
            go(f"/programmes/{programme_of(demonstration(clock.today()), template)}/sheet")(app)
            app.page.wait_for_timeout(900)
            for identifier in taps:
                app.scroll_to(app.marked(identifier))
                app.tap(identifier)
                app.page.wait_for_timeout(1000)
            if to:
                app.scroll_to(app.marked(to))
                app.page.mouse.wheel(0, 500)
                app.page.wait_for_timeout(400)

        return scene

    troyes, danjoutin, island = "Vestiaire Baltet", "Action territoriale", "Atelier Estime de soi"
    return {
        "sheet": sheet(troyes),
        "sheet-measures": sheet(troyes, to="measure.1"),
        "sheet-budget": sheet(troyes, to="budget.3"),
        "sheet-partners": sheet(danjoutin, to="sheet.partner.3"),
        "sheet-communes": sheet(danjoutin, to="commune.2"),
        "sheet-meetings": sheet(island, to="meeting.3"),
        "sheet-identity": sheet(danjoutin, "sheet.identity"),
        "sheet-measure": sheet(troyes, "measure.0"),
        "sheet-line": sheet(troyes, "budget.0"),
        "sheet-partner": sheet(danjoutin, "sheet.partner.new"),
        "sheet-commune": sheet(danjoutin, "commune.1"),
        "sheet-text": sheet(troyes, "text.new"),
        "sheet-meeting": sheet(island, "meeting.0"),
        "sheet-meeting-new": sheet(island, "meeting.new"),
    }
