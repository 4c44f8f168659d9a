"""The page of the hours bank: promised, planned, validated, and told when it is too much."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from espace_mobile.app import clock
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.path_vocabulary import ShiftStatus
from espace_mobile.domain.periods import monday
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.sheet_vocabulary import ProgrammePart
from espace_mobile.domain.work_allocation import WorkAllocation, WorkShift
from espace_mobile.protocol.values import new_id
from tests.app.harness import AppUnderTest
from tests.app.screens.register import CLAIRE, disagree, undo, wait_for
from tests.app.screens.spells import OMAR, SAMIR, ago
from tests.app.tablet import AWA, NORTH, Tablet, play, unlocked

TOWN_HALL = Organisation(id=new_id(), name="Mairie de Danjoutin")
BANK = Programme(id=new_id(), name="Danjoutin", work_minutes=4200 * 60, parts=(ProgrammePart.HOURS,))
GREEN = WorkAllocation(
    id=new_id(), programme_id=BANK.id, organisation_id=TOWN_HALL.id, task="Espaces verts", minutes=1200 * 60
)


def tablet(folder: Path, *facts: Fact) -> Tablet:
    return Tablet(folder, [NORTH, OMAR, SAMIR, TOWN_HALL, BANK, *facts])


def worked(on: date, hours: float = 3.5, status: ShiftStatus = ShiftStatus.PLANNED, **more: object) -> WorkShift:
    told = {"id": new_id(), "allocation_id": GREEN.id, "person_id": SAMIR.id, "on": on, "minutes": round(hours * 60)}
    return WorkShift.model_validate({**told, "status": status, **more})


def shifts(tablet: Tablet) -> list[tuple[date, int, str]]:
    return sorted((s.on, s.minutes, str(s.status)) for s in tablet.replica.all(WorkShift))


def reads(app: AppUnderTest, words: str) -> bool:
    """Whatever spaces keep a number and its unit together."""
    return any(words in _plain(shown) for shown in app.texts())


def named(app: AppUnderTest, identifier: str) -> str:
    return _plain(app.name(identifier))


def _plain(words: str) -> str:
    return words.replace("\u00a0", " ")


async def bank(app: AppUnderTest) -> None:
    await app.go(f"/programmes/{BANK.id}/hours")


def test_hours_are_offered_with_a_warning_beside_the_field_when_it_is_more_than_promised(tmp_path: Path) -> None:
    async def story() -> None:
        kept = tablet(tmp_path)
        async with unlocked(kept) as app:
            await bank(app)
            await app.tap("hours.promise")
            await app.tap("promise.save")
            assert reads(app, "Choisissez un partenaire")
            await app.type("Partenaire", "danj")
            await app.tap("partner.0")
            await app.tap("promise.save")
            assert app.sees_error("Tâche")
            await app.type("Tâche", "Espaces verts")
            await app.type("Heures", "-120")
            await app.tap("promise.save")
            assert app.field("Heures").error == "Des heures ne peuvent pas être au-dessous de zéro."
            assert app.field("Tâche").value == "Espaces verts"
            await app.type("Heures", "4 260")
            assert reads(app, "60 h de plus que les 4 200 h")
            await app.tap("promise.save")
            assert named(app, "hours.promised.0").startswith("Espaces verts, 4 260 h restantes sur 4 260 h")
            await undo(app)
            assert kept.replica.all(WorkAllocation) == []

    play(story)


def test_a_promise_is_corrected_and_closed_and_nothing_can_be_planned_on_it_then(tmp_path: Path) -> None:
    async def story() -> None:
        kept = tablet(tmp_path, GREEN)
        async with unlocked(kept) as app:
            await bank(app)
            await app.tap("hours.promised.0")
            assert app.field("Heures").value == "1200"
            await app.type("Heures", "7 h 30")
            await app.tap("promise.enterprise")
            await app.tap("promise.save")
            found = kept.replica.get(WorkAllocation, GREEN.id)
            assert found
            assert (found.minutes, found.enterprise, found.task) == (450, True, "Espaces verts")
            await app.tap("hours.promised.0")
            assert app.has("promise.remove")
            await app.tap("promise.close")
            await app.settle()
            assert "Terminé" not in named(app, "hours.promised.0")  # up to today included
            await app.tap("hours.promised.0")
            await app.tap("promise.reopen")
            assert kept.replica.get(WorkAllocation, GREEN.id) == found

    play(story)


def test_what_is_promised_in_all_is_set_by_the_field(tmp_path: Path) -> None:
    async def story() -> None:
        kept = tablet(tmp_path, GREEN)
        async with unlocked(kept) as app:
            await bank(app)
            assert reads(app, "1 200 h réparties")
            await app.tap("hours.in_all")
            await app.type("Heures promises en tout", "beaucoup")
            await app.tap("in_all.save")
            assert app.sees_error("Heures promises en tout")
            await app.type("Heures promises en tout", "")
            await app.tap("in_all.save")
            assert reads(app, "1 200 h restantes")
            assert not reads(app, "réparties")

    play(story)


def test_hours_are_planned_for_somebody_on_several_days_by_taps_alone(tmp_path: Path) -> None:
    async def story() -> None:
        kept = tablet(tmp_path, GREEN)
        first = monday(clock.today()) + timedelta(weeks=1)
        async with unlocked(kept) as app:
            await bank(app)
            await app.tap("hours.plan")
            await wait_for(app, lambda: app.has("choose.person.0"))
            await app.tap("choose.person.0")
            await app.tap("plan.save")
            assert reads(app, "Touchez un jour au moins.")
            await app.tap("week.after")
            for day in (first, first + timedelta(days=1), first + timedelta(days=3)):
                await app.tap(f"week.{day.isoformat()}")
            await app.tap("plan.minutes.plus")
            assert reads(app, "3 jours de 4 h : 12 h")
            assert reads(app, "Il restera 1 188 h.")
            assert not app.has("plan.done")
            await app.tap("plan.save")
            assert shifts(kept) == [(first + timedelta(days=n), 240, "planned") for n in (0, 1, 3)]
            assert reads(app, "12 h prévues")
            await undo(app)
            assert shifts(kept) == []

    play(story)


def test_more_than_what_is_left_is_asked_once(tmp_path: Path) -> None:
    async def story() -> None:
        kept = tablet(tmp_path, GREEN.but(minutes=180))
        async with unlocked(kept) as app:
            await bank(app)
            await app.tap("hours.plan")
            await wait_for(app, lambda: app.has("choose.person.0"))
            await app.tap("choose.person.0")
            await app.tap(f"week.{clock.today().isoformat()}")
            assert app.has("plan.beyond")
            assert reads(app, "Il ne reste que 3 h : ce sera 30 min de trop.")
            await app.tap("plan.save")
            assert shifts(kept) == []
            assert named(app, "plan.save") == "Prévoir quand même"
            await app.tap("plan.minutes.plus")  # another number is asked again
            assert named(app, "plan.save") == "Prévoir"
            await app.tap("plan.save")
            await app.tap("plan.save")
            assert shifts(kept) == [(clock.today(), 240, "planned")]
            assert reads(app, "1 h de trop")

    play(story)


def test_what_is_past_is_validated_by_a_tap_or_all_at_once(tmp_path: Path) -> None:
    async def story() -> None:
        kept = tablet(tmp_path, GREEN, *(worked(ago(n)) for n in (1, 2, 3)), worked(ago(-2)), worked(ago(-20)))
        async with unlocked(kept) as app:
            await bank(app)
            assert reads(app, "3 jours à valider")
            assert reads(app, "17 h 30 prévues")
            await app.tap("hours.late.0.validate")
            assert reads(app, "2 jours à valider")
            assert reads(app, "3 h 30 faites")
            await app.tap("hours.late.all")
            assert not app.has("hours.late.0")
            assert [status for _, _, status in shifts(kept)] == ["validated"] * 3 + ["planned"] * 2
            await undo(app)
            assert reads(app, "2 jours à valider")
            assert app.has("hours.coming.0")
            assert not app.has("hours.coming.1")  # in three weeks
            assert not app.has("hours.coming.0.validate")

    play(story)


def test_a_shift_went_otherwise_or_did_not_take_place(tmp_path: Path) -> None:
    async def story() -> None:
        kept = tablet(tmp_path, GREEN, worked(ago(1)), worked(ago(2)))
        async with unlocked(kept) as app:
            await bank(app)
            await app.tap("hours.late.0")
            await app.tap("shift.minutes.minus")
            await app.tap("shift.save")
            await app.tap("hours.late.0")
            await app.tap("shift.cancel")
            assert shifts(kept) == [(ago(2), 180, "validated"), (ago(1), 210, "cancelled")]
            assert reads(app, "1 197 h restantes") or reads(app, "4 197 h restantes")

    play(story)


def test_in_the_field_one_sees_what_is_left_and_changes_nothing(tmp_path: Path) -> None:
    async def story() -> None:
        stranger = worked(ago(1), person_id=new_id())
        kept = Tablet(tmp_path, [NORTH, AWA, SAMIR, TOWN_HALL, BANK, GREEN, worked(ago(2)), stranger])
        async with unlocked(kept) as app:
            await bank(app)
            assert reads(app, "Samir Haddad")
            assert reads(app, "Personne suivie par une autre équipe")
            for act in ("hours.plan", "hours.promise", "hours.in_all", "hours.late.0.validate", "hours.late.all"):
                assert not app.has(act)

    play(story)


def test_the_alert_leads_to_the_bank_and_says_how_many_of_how_many(tmp_path: Path) -> None:
    async def story() -> None:
        over = worked(ago(-3), 1201)
        kept = Tablet(tmp_path, [NORTH, CLAIRE, SAMIR, TOWN_HALL, BANK, GREEN, over])
        async with unlocked(kept) as app:
            await app.go("/alerts")
            await wait_for(app, lambda: app.has("alert.0"))
            assert reads(app, "Heures dépassées")
            assert reads(app, "1 201 h prévues et faites pour 1 200 h promises")
            assert reads(app, "Mairie de Danjoutin, Danjoutin")
            await app.tap("alert.0.open")
            assert app.has("hours.whole")

    play(story)


def test_two_hours_typed_for_one_promise_are_told_in_words(tmp_path: Path) -> None:
    async def story() -> None:
        kept = Tablet(tmp_path, [NORTH, CLAIRE, TOWN_HALL, BANK, GREEN])
        disagree(kept, GREEN, "minutes", 1500 * 60, by=CLAIRE.id)
        async with unlocked(kept) as app:
            await app.go("/conflicts")
            assert reads(app, "1 500 h")
            assert not reads(app, "Autre donnée")

    play(story)
