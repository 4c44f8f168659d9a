"""Every screen that a planner may open, on a device of their own and on one of the office: no name of anybody met."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from espace_mobile.app import routes
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.person import Person
from espace_mobile.domain.place import Place
from espace_mobile.domain.vocabulary import OutingStatus, Role
from espace_mobile.protocol.messages import Pushed
from espace_mobile.protocol.values import new_id
from espace_mobile.store import incoming, unnaming
from tests.app.harness import AppUnderTest
from tests.app.screens.register import person
from tests.app.screens.schedule_dates import PC, on, planning
from tests.app.tablet import MARKET, Tablet, play, unlocked

WORD = "Introuvable"


def made_a_planner_s(tablet: Tablet) -> None:
    """As if the device had always had that role, and all it holds had come from the register."""
    tablet.replica.nameless = True
    incoming.accept(tablet.replica, Pushed(tablet.replica.outbox.last, 0, ""))
    unnaming.forget(tablet.replica)


def office(folder: Path) -> tuple[Tablet, Outing, Person]:
    outing = on(0, status=OutingStatus.CONFIRMED)
    met = person(WORD, WORD, phone="+33639980001", note=WORD, opened_at_outing_id=outing.id)
    contact = Contact(id=new_id(), outing_id=outing.id, at=datetime.now(UTC), person_id=met.id, note=WORD)
    return planning(folder, outing, met, contact), outing, met


async def look_at_all(app: AppUnderTest, outing: Outing) -> None:
    ids = {":id": outing.id, ":place": MARKET.id, ":day": outing.on.isoformat()}
    for screen in routes.allowed(Role.PLANNER):
        parts = [MARKET.id if part == ":id" and "places" in screen.path else ids.get(part, part)
                 for part in screen.path.split("/")]  # fmt: skip
        await app.go("/" + "/".join(parts))
        await app.settle()
        assert app.texts(), screen.path
        assert not any(WORD in text for text in app.texts()), screen.path


@pytest.mark.parametrize("own", [True, False], ids=["their own", "the office's"])
def test_no_screen_of_a_planner_names_anybody_met(tmp_path: Path, own: bool) -> None:
    async def story() -> None:
        tablet, outing, _ = office(tmp_path)
        if own:
            made_a_planner_s(tablet)
            assert WORD not in repr({k: t for k, t in tablet.replica.storage.tables.items() if not k.startswith("_")})
        async with unlocked(tablet, **PC) as app:
            await look_at_all(app, outing)

    play(story)


def test_a_planner_s_device_plans_as_any_other(tmp_path: Path) -> None:
    async def story() -> None:
        tablet, outing, met = office(tmp_path)
        made_a_planner_s(tablet)
        async with unlocked(tablet, **PC) as app:
            await app.go(f"/schedule/{outing.id}")
            assert app.sees("1 contact")
            await app.go(f"/schedule/places/{MARKET.id}/edit")
            await app.type("Nom du lieu", "Marché des Halles")
            await app.tap("place.save")
            await app.until(lambda: tablet.replica.get(Place, MARKET.id) == MARKET.but(name="Marché des Halles"))
        assert tablet.replica.get(Person, met.id) is not None

    play(story)
