"""Hours of work in the file of a person: planned, validated, counted against 480 in firms, told month by month."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from espace_mobile.app import clock
from espace_mobile.domain.path_vocabulary import ShiftStatus
from espace_mobile.domain.work_allocation import WorkAllocation, WorkShift
from espace_mobile.protocol.values import new_id
from tests.app.screens.register import CLAIRE, open_file, wait_for
from tests.app.screens.spells import SAMIR, ago, spell
from tests.app.screens.test_hours_bank import BANK, GREEN, TOWN_HALL, named, reads, shifts, tablet, worked
from tests.app.tablet import NORTH, Tablet, play, unlocked

FIRM = WorkAllocation(id=new_id(), programme_id=BANK.id, task="Soudure", minutes=2000 * 60, enterprise=True)


def test_nothing_of_hours_is_shown_to_who_is_in_no_such_programme(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(tablet(tmp_path, GREEN)) as app:
            await open_file(app, SAMIR, "path")
            assert not reads(app, "Heures de travail")

    play(story)


def test_hours_already_worked_are_noted_in_the_file_and_told_in_its_story(tmp_path: Path) -> None:
    async def story() -> None:
        kept = tablet(tmp_path, GREEN, spell(40, programme_id=BANK.id))
        async with unlocked(kept) as app:
            await open_file(app, SAMIR, "path")
            assert reads(app, "Aucune heure prévue pour l’instant.")
            await app.tap("file.hours.plan")
            await app.tap("week.before")
            day = clock.today() - timedelta(days=clock.today().weekday() + 4)
            for _ in range(3):  # on, off, on
                await app.tap(f"week.{day.isoformat()}")
            await app.tap("plan.done")
            assert named(app, "plan.save") == "Noter ces heures"
            await app.tap("plan.save")
            assert shifts(kept) == [(day, 210, "validated")]
            assert reads(app, "3 h 30 faites · 0 h prévues")
            assert "Espaces verts" in named(app, "file.hours.0")
            await app.tap("file.part.story")
            assert reads(app, "3 h 30 de travail en")

    play(story)


def test_one_line_tells_a_month_of_shifts(tmp_path: Path) -> None:
    async def story() -> None:
        month = ago(60).replace(day=10)
        told = [worked(month + timedelta(days=n), 2, ShiftStatus.VALIDATED) for n in range(5)]
        async with unlocked(tablet(tmp_path, GREEN, *told, worked(month, 9))) as app:
            await open_file(app, SAMIR, "story")
            assert sum("10 h de travail en" in text for text in app.texts()) == 1
            assert reads(app, "Espaces verts · Mairie de Danjoutin")

    play(story)


def test_what_waits_stands_first_and_is_validated_from_the_file(tmp_path: Path) -> None:
    async def story() -> None:
        kept = tablet(tmp_path, GREEN, worked(ago(9), 2, ShiftStatus.VALIDATED), worked(ago(1)), worked(ago(-1), 4))
        async with unlocked(kept) as app:
            await open_file(app, SAMIR, "path")
            assert named(app, "file.hours.0").startswith("Hier, 3 h 30, Prévues")
            assert named(app, "file.hours.1").startswith("Demain, 4 h")
            assert not app.has("file.hours.1.validate")
            await app.tap("file.hours.0.validate")
            assert reads(app, "5 h 30 faites · 4 h prévues")

    play(story)


def test_the_480_hours_are_drawn_and_warned_of_before_they_are_passed(tmp_path: Path) -> None:
    async def story() -> None:
        told = worked(ago(30), 479, ShiftStatus.VALIDATED, allocation_id=FIRM.id)
        kept = tablet(tmp_path, GREEN, FIRM, told)
        async with unlocked(kept) as app:
            await open_file(app, SAMIR, "path")
            assert app.has("hours.firms")
            assert reads(app, "479 h en entreprise sur 480 h")
            assert reads(app, "Il ne reste que 1 h en entreprise.")
            await app.tap("file.hours.plan")
            await app.tap(f"week.{clock.today().isoformat()}")
            await app.tap("plan.save")
            assert reads(app, "Choisissez quelles heures.")
            await app.tap("plan.of.0")  # the town hall's never count
            assert not app.has("plan.firms")
            await app.tap("plan.chosen")
            await app.tap("plan.of.1")
            assert app.has("plan.firms")

    play(story)


def test_too_many_hours_in_firms_are_an_alert_that_opens_the_path_of_the_file(tmp_path: Path) -> None:
    async def story() -> None:
        told = [worked(ago(n * 30), 300, allocation_id=FIRM.id) for n in (1, 2)]
        kept = Tablet(tmp_path, [NORTH, CLAIRE, SAMIR, TOWN_HALL, BANK, FIRM, *told])
        async with unlocked(kept) as app:
            await app.go("/alerts")
            await wait_for(app, lambda: app.has("alert.0"))
            assert reads(app, "600 h en entreprise en 24 mois, pour 480 h au plus")
            await app.tap("alert.0.open")
            assert reads(app, "120 h de trop en entreprise.")
            assert len(kept.replica.all(WorkShift)) == 2

    play(story)
