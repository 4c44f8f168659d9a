"""Pictures of workshops: those of a programme, dates proposed, hours owed, a form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from espace_mobile.domain.sheet_vocabulary import WorkshopForm
from espace_mobile.domain.workshop import Workshop
from espace_mobile.sample.programmes import started
from tests.browser.driver import Driver

Scene = Callable[[Driver], None]


def scenes(go: Callable[[str], Scene]) -> dict[str, Scene]:
    """As a supervisor sees them, of the demonstration's programmes."""
    found = [fact for fact in started(date.today())[1] if isinstance(fact, Workshop)]  # noqa: DTZ011  as the station

    def one(form: WorkshopForm, tail: str = "", *taps: str) -> Scene:
        of = next(w for w in found if w.form == form)
        return opened(f"/programmes/{of.programme_id}/workshops/{of.id}{tail}", *taps)

    def part(form: WorkshopForm, *taps: str) -> Scene:
        return opened(f"/programmes/{next(w for w in found if w.form == form).programme_id}/workshops", *taps)

    def opened(route: str, *taps: str) -> Scene:
        def scene(app: Driver) -> None:
            go(route)(app)
            for identifier in taps:
                app.scroll_to(app.marked(identifier))
                app.tap(identifier)
                app.page.wait_for_timeout(1000)

        return scene

    def seen(scene: Scene, identifier: str) -> Scene:
        def then(app: Driver) -> None:
            scene(app)
            app.scroll_to(app.marked(identifier))
            app.page.wait_for_timeout(600)

        return then

    series, weekly, monthly = WorkshopForm.SERIES, WorkshopForm.WEEKLY, WorkshopForm.MONTHLY
    return {
        "workshops-many": part(monthly),
        "workshop-empty": part(series),
        "workshop-plan": one(series, "/plan"),
        "workshop-plan-hour": one(series, "/plan", "when.hour.14"),
        "workshop-planned": one(series, "/plan", "plan.save"),
        "workshop-session": opened_first,
        "workshop-informal": one(series, "", "workshop.informal"),
        "workshop-plan-year": one(weekly, "/plan", "plan.until.12"),
        "workshop-owed": one(monthly),
        "workshop-short": one(weekly, "/edit", "workshop.compulsory", "workshop.save"),
        "workshop-holiday": seen(one(weekly, "/plan", "plan.until.3"), "plan.leave"),
        "workshop-everybody": part(weekly),
        "workshop-week": one(WorkshopForm.CONTRACT),
        "workshop-edit": one(series, "/edit"),
        "workshop-new": part(monthly, "workshop.add"),
    }


def opened_first(app: Driver) -> None:
    """On the workshop that is open."""
    app.tap("workshop.session.0")
    app.page.wait_for_timeout(700)
