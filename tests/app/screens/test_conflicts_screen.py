"""Values that two tablets wrote, whatever they are about: found, decided, taken back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from espace_mobile.app import clock
from espace_mobile.app.screens.file.conflict_words import name_of, value_of
from espace_mobile.app.theme import PALETTES
from espace_mobile.app.ui import Ui
from espace_mobile.domain import same_decision
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.kinds import KINDS
from espace_mobile.domain.path_vocabulary import FollowUpStatus
from espace_mobile.domain.person import Person
from espace_mobile.i18n import translator
from espace_mobile.protocol.values import new_id
from tests.app.screens.register import CLAIRE, disagree, open_file, person, undo, wait_for
from tests.app.screens.test_field_words import State
from tests.app.tablet import AWA, NORTH, Tablet, TabletSession, at_work, play, unlocked

LATER = str(clock.today() + timedelta(days=400))


def relance(about: Person, **more: object) -> FollowUp:
    return FollowUp(**{"id": new_id(), "team": NORTH.id, "person_id": about.id, "due_on": clock.today()} | more)


def session() -> GroupSession:
    return GroupSession(id=new_id(), title="Atelier CV", starts_at=clock.now() + timedelta(days=3))


def test_a_relance_with_two_days_is_found_from_the_alerts_and_decided_in_one_tap(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir", "Haddad")
        task = relance(samir)
        tablet = Tablet(tmp_path, [NORTH, CLAIRE, samir, task])
        disagree(tablet, task, "due_on", LATER, by=CLAIRE.id)
        async with unlocked(tablet) as app:
            await app.go("/alerts")
            await wait_for(app, lambda: app.sees("1 valeur à régler"))
            await app.tap("conflicts.open")
            assert app.sees("Samir Haddad")
            assert app.sees("Relance")
            assert app.sees("Deux valeurs\u00a0: à faire pour le")
            assert app.sees("Aujourd’hui") or app.sees("aujourd’hui")
            await app.tap("conflict.0.1")
            await wait_for(app, lambda: app.sees("Rien à régler"))
            assert str(tablet.replica.get(FollowUp, task.id).due_on) == LATER
            await undo(app)
            await wait_for(app, lambda: app.has("conflict.0.0"))
        assert tablet.replica.get(FollowUp, task.id).due_on == clock.today()

    play(story)


def test_from_a_value_one_tap_leads_to_the_part_of_the_file_that_shows_it(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        task = relance(samir, reason="Le CV")
        tablet = Tablet(tmp_path, [NORTH, CLAIRE, samir, task])
        disagree(tablet, task, "reason", "La lettre")
        async with unlocked(tablet) as app:
            await app.go("/conflicts")
            await app.tap("conflict.0.open")
            assert app.page.route == f"/people/{samir.id}"
            assert app.sees("Le CV")
            assert app.has("conflict.0.1")

    play(story)


def test_of_a_text_a_third_value_can_be_written(tmp_path: Path) -> None:
    async def story() -> None:
        atelier = session()
        tablet = Tablet(tmp_path, [NORTH, CLAIRE, atelier.but(guests="Le GRETA")])
        disagree(tablet, atelier, "guests", "France Travail")
        disagree(tablet, atelier, "capacity", 8)
        async with unlocked(tablet) as app:
            await app.go("/conflicts")
            assert app.sees("Atelier CV, ")
            assert not app.has("conflict.0.other")
            await app.tap("conflict.1.other")
            await app.type("Autres intervenants", "2 55 08 14 168 025 38")
            await app.tap("conflict.save")
            assert app.field("Autres intervenants").error
            await app.type("Autres intervenants", "Le GRETA et France Travail")
            await app.tap("conflict.save")
            await wait_for(app, lambda: not app.has("conflict.1.other"))
        assert tablet.replica.get(GroupSession, atelier.id).guests == "Le GRETA et France Travail"

    play(story)


def test_two_tablets_that_closed_one_relance_bother_nobody(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        task = relance(samir, status=FollowUpStatus.DONE, closed_at=clock.now(), closed_by=AWA.id)
        tablet = Tablet(tmp_path, [NORTH, CLAIRE, samir, task])
        disagree(tablet, task, "closed_by", CLAIRE.id)
        async with unlocked(tablet) as app:
            await app.go("/conflicts")
            assert app.sees("Rien à régler")

    play(story)


def test_in_the_field_the_list_of_all_is_not_offered(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        task = relance(samir)
        tablet = at_work(tmp_path, samir, task)
        disagree(tablet, task, "due_on", LATER)
        async with unlocked(tablet) as app:
            await app.go("/sync")
            assert not app.has("conflicts.open")
            await app.go("/conflicts")
            assert not app.sees("Samir")
            await open_file(app, samir, "story")
            assert app.sees("Deux valeurs\u00a0: à faire pour le")
            assert not app.has("conflict.0.0")

    play(story)


def test_many_values_come_a_page_at_a_time(tmp_path: Path) -> None:
    async def story() -> None:
        people = [person(f"Samir{n}", phone="+33639980001") for n in range(23)]
        tablet = Tablet(tmp_path, [NORTH, CLAIRE, *people])
        for each in people:
            disagree(tablet, each, "phone", "+33639980002")
        async with unlocked(tablet) as app:
            await app.go("/conflicts")
            assert app.has("conflict.19.0")
            assert not app.has("conflict.20.0")
            await app.tap("conflicts.more")
            assert app.has("conflict.22.0")

    play(story)


@pytest.fixture
def ui(tmp_path: Path) -> Ui:
    tablet = at_work(tmp_path)
    return Ui(State(TabletSession(tablet, AWA.id)), translator("fr"), PALETTES["day"], 1.0, 360)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_field_that_is_asked_has_a_name_and_says_nothing_raw(ui: Ui, kind: str) -> None:
    other = name_of(ui, kind, "of_a_newer_version")
    fields = [f for f in KINDS[kind].model_fields if f not in ("id", "barriers")]
    asked = [f for f in fields if same_decision.is_asked(kind, f, {f})]
    assert [f for f in asked if name_of(ui, kind, f) == other and f not in SET_ONCE.get(kind, ())] == []
    for field in asked:
        said = [value_of(ui, kind, field, value) for value in ("a" * 32, ["a" * 32], 3.5, b"\x00", [None])]
        assert all(said), field
        if field.endswith(("_id", "_ids")):
            assert "a" * 32 not in "".join(said), field


# No screen sets them a second time.
SET_ONCE = {
    "attendance": ("session_id",), "outcome": ("enrolment_id",), "situation": ("enrolment_id", "moment"),
    "participant_entry": ("enrolment_id",),
    "session_note": ("session_id",), "place": ("weekday", "qpv_vintage"), "programme": ("template",),
    "campaign_action": ("worker_id",), "person_right": ("worker_id",), "service_visit": ("worker_id",),
}  # fmt: skip
