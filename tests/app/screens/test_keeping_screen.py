"""Files whose time is up, as a supervisor decides of them; and the register of what was done."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from espace_mobile.app import clock
from espace_mobile.app.actions import exports, register
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.person import Person
from espace_mobile.domain.report_vocabulary import ExportSort
from espace_mobile.domain.rights_entry import RightsEntry
from espace_mobile.domain.rights_vocabulary import RegisterSort
from espace_mobile.domain.vocabulary import PersonStatus, Role
from espace_mobile.errors import InputError
from espace_mobile.i18n import translator
from espace_mobile.protocol.values import new_id
from tests.app.screens.register import CLAIRE, person, undo
from tests.app.tablet import AWA, NORTH, Tablet, play, unlocked, worker

OLD = 800  # days


def office(folder: Path, *facts: Fact) -> Tablet:
    return Tablet(folder, [NORTH, CLAIRE, *facts], device_role="supervisor")


def test_from_the_list_of_people_old_files_are_archived_and_taken_back(tmp_path: Path) -> None:
    async def story() -> None:
        samir, lina = person("Samir", days_ago=OLD), person("Lina")
        tablet = office(tmp_path, samir, lina)
        async with unlocked(tablet) as app:
            await app.go("/people")
            await app.tap("people.retention")
            assert app.page.route == "/retention"
            assert app.sees("Samir")
            assert not app.sees("Lina")
            await app.tap("keeping.tick.0")
            await app.tap("keeping.put_away")
            assert tablet.replica.get(Person, samir.id).status == PersonStatus.ARCHIVED  # type: ignore[union-attr]
            assert app.sees("Rien à décider")
            await undo(app)
            assert app.sees("Samir")
            assert tablet.replica.all(RightsEntry) == []
            await app.tap("keeping.tick.0")
            await app.tap("keeping.put_away")
            await app.tap("keeping.archive")
            await app.tap("keeping.tick.0")
            await app.tap("keeping.take_out")
            assert tablet.replica.get(Person, samir.id).status == PersonStatus.ACTIVE  # type: ignore[union-attr]

    play(story)


def test_a_file_is_kept_with_a_reason(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path, person("Samir", days_ago=OLD))
        async with unlocked(tablet) as app:
            await app.go("/retention")
            await app.tap("keeping.tick.0")
            await app.tap("keeping.keep")
            await app.tap("keeping.save")
            assert app.sees("Touchez la raison")
            await app.tap("keeping.because.asked")
            await app.tap("keeping.save")
            assert app.sees("Rien à décider")
        [line] = tablet.replica.all(RightsEntry)
        assert (line.sort, line.met_on) == (RegisterSort.KEPT, clock.today())

    play(story)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_many_are_made_anonymous_when_their_number_is_typed(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        tablet = office(tmp_path, person("Samir", days_ago=OLD), person("Lina", days_ago=OLD + 1))
        async with unlocked(tablet, language) as app:
            await app.go("/retention")
            await app.tap("keeping.tick.0")
            await app.tap("keeping.tick.1")
            await app.tap("keeping.anonymise")
            await app.tap("dialog.yes")
            assert tablet.replica.count(Person) == 2
            await app.type("Confirmation", "2")
            await app.tap("dialog.yes")
            await app.until(lambda: not app.has("dialog.yes"))
            assert tablet.replica.count(Person) == 0
            await app.go("/rights")
            assert app.sees("2 personnes" if language == "fr" else "2 people")
            assert not app.sees("Samir")

    play(story)


def test_nobody_else_is_shown_any_of_it(tmp_path: Path) -> None:
    async def story() -> None:
        paul = worker("Paul", Role.COUNSELLOR, (NORTH.id,))
        tablet = Tablet(tmp_path, [NORTH, paul, person("Samir", days_ago=OLD)])
        async with unlocked(tablet) as app:
            for route in ("/retention", "/rights"):
                await app.go(route)
                assert not app.has("keeping.tick.0")
                assert app.page.route != route
            await app.go("/people")
            assert not app.has("people.retention")

    play(story)


def test_the_register_as_a_file_names_nobody_and_holds_no_formula(tmp_path: Path) -> None:
    clever = worker("=HYPERLINK(1)", Role.SUPERVISOR)
    samir = person("Samir")
    tablet = office(tmp_path, clever, AWA, samir)
    asked = clock.today() - timedelta(days=3)
    done = register.ask(
        tablet.replica, samir, RegisterSort.RECTIFICATION, clever, on=asked, today=clock.today(), text="Mon nom"
    )  # fmt: skip
    tablet.replica.save(RightsEntry(id=new_id(), sort=RegisterSort.ERASED, on=asked, files=2), by=CLAIRE.id)
    text = register.csv_file(tablet.replica, CLAIRE, translator("fr"), clock.now()).decode("utf-8-sig")
    assert f"{asked:%d/%m/%Y};Rectification;1;'=HYPERLINK(1);" in text
    assert f"{asked:%d/%m/%Y};Effacé;2;" in text
    assert "Samir" not in text
    assert "Mon nom" not in text
    assert [entry.id for entry, _ in register.waiting(tablet.replica, CLAIRE)] == [done.fact.id]
    [entry] = exports.log(tablet.replica, CLAIRE)
    assert (entry.sort, entry.worker_id, entry.lines, entry.named) == (ExportSort.RIGHTS_REGISTER, CLAIRE.id, 2, False)
    with pytest.raises(InputError, match="supervisor_only"):
        register.csv_file(tablet.replica, AWA, translator("fr"), clock.now())
