"""Opening a file leaves a line, of whoever is signed in; supervisors read the lines, and nobody else sees any of it."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest

from espace_mobile.app import clock
from espace_mobile.app.actions import access_log as actions
from espace_mobile.app.routes import allowed
from espace_mobile.domain.export_entry import ExportEntry
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.report_vocabulary import ExportSort
from espace_mobile.domain.vocabulary import Role
from espace_mobile.errors import InputError, Unreachable
from espace_mobile.i18n import translator
from espace_mobile.protocol.access_log import Access
from espace_mobile.protocol.values import new_id
from espace_mobile.store import erasing
from espace_mobile.store.access_log import access_log
from tests.app.screens.access_server import MemoryLog
from tests.app.screens.register import CLAIRE, PAUL, open_file, person
from tests.app.tablet import AWA, NORTH, Tablet, play, unlock, unlocked, worker

COUNSEL = worker("Nour", Role.COUNSELLOR, (NORTH.id,))


def office(folder: Path, *facts: object, who: object = CLAIRE) -> Tablet:
    return Tablet(folder, [NORTH, who, *facts], device_role="supervisor")  # type: ignore[list-item]


def noted(tablet: Tablet) -> list[tuple[str, str, str]]:
    """(worker, what, person), the first one first."""
    return [(e.worker, e.what, e.person) for e in reversed(access_log(tablet.replica).entries())]


def access(n: int, by: str, of: str, *, days_ago: float = 0, what: str = "opened") -> Access:
    at = clock.now() - timedelta(days=days_ago)
    return Access(n, round(at.timestamp() * 1000), by, of, what)


def test_opening_a_file_leaves_one_line_however_often_it_is_drawn(tmp_path: Path) -> None:
    async def story() -> None:
        samir, lina = person("Samir"), person("Lina")
        tablet = office(tmp_path, samir, lina)
        async with unlocked(tablet) as app:
            await open_file(app, samir, "situation")
            tablet.replica.save(samir.but(phone="+33639980001"), by=CLAIRE.id)
            await app.settle()
            await app.go("/people")
            await open_file(app, samir, "story")
            assert noted(tablet) == [(CLAIRE.id, "opened", samir.id)]
            await app.go(f"/people/{lina.id}/edit")
            assert noted(tablet)[1:] == [(CLAIRE.id, "opened", lina.id)]
            await app.go(f"/people/{samir.id}/merge/{lina.id}")
            assert noted(tablet)[2:] == [(CLAIRE.id, "compared", samir.id), (CLAIRE.id, "compared", lina.id)]
            await app.go("/people")
            await app.go(f"/people/{new_id()}")
            assert len(noted(tablet)) == 4, "nothing was there to see"

    play(story)


def test_it_is_whoever_is_signed_in_also_on_the_screen_another_left_open(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = Tablet(tmp_path, [NORTH, AWA, samir])
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}")
            await app.go("/settings")
            bo = worker("Bo", Role.FIELD, (NORTH.id,))
            tablet.replica.save(bo, by=AWA.id)
            tablet.people[:] = [type(tablet.people[0])(bo.id, "Bo")]
            tablet.passphrases[bo.id] = tablet.passphrases[AWA.id]
            await app.go(f"/people/{samir.id}")
            app.page.data.lock()
            await app.settle()
            await unlock(app)
            await app.go(f"/people/{samir.id}")
        assert noted(tablet) == [(AWA.id, "opened", samir.id), (bo.id, "opened", samir.id)]

    play(story)


def test_a_talk_is_a_line_of_its_own(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        talk = Interview(id=new_id(), team=NORTH.id, person_id=samir.id, at=clock.now(), worker_id=COUNSEL.id)
        tablet = office(tmp_path, samir, talk, who=COUNSEL)
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}/interview/{talk.id}")
            assert noted(tablet) == [(COUNSEL.id, "interview", samir.id)]

    play(story)


def test_a_full_disk_keeps_nobody_from_a_file(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = office(tmp_path, samir)
        async with unlocked(tablet) as app:
            commit = tablet.storage.commit
            tablet.fill_disk()
            await app.go(f"/people/{samir.id}")
            assert app.sees("Samir")
            tablet.storage.commit = commit  # type: ignore[method-assign]
            assert noted(tablet) == []
            actions.note(tablet.replica, CLAIRE.id, actions.FileAccess.EXPORTED, [samir.id], now=clock.now())
        assert [what for _, what, _ in noted(tablet)] == ["opened", "exported"]

    play(story)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_supervisor_reads_it_by_worker_and_by_span(tmp_path: Path, language: str, width: int) -> None:
    async def story() -> None:
        samir, lina = person("Samir"), person("Lina")
        tablet = office(tmp_path, samir, lina, AWA)
        tablet.people = tablet.people[:1]
        log = MemoryLog(
            tablet, access(1, AWA.id, samir.id), access(2, CLAIRE.id, lina.id, days_ago=3),
            access(3, AWA.id, lina.id, days_ago=40), access(4, AWA.id, new_id(), what="teleported"),
        )  # fmt: skip
        async with unlocked(tablet, language, width=width) as app:
            await app.go("/office")
            await app.tap("office.room.access")
            await app.until(lambda: app.has("access.2"))
            assert not app.has("access.3"), "forty days ago"
            assert threading.get_ident() not in log.threads
            await app.tap("access.period.year")
            await app.until(lambda: app.has("access.3"))
            await app.tap("access.period.today")
            await app.until(lambda: not app.has("access.2"))
            assert app.sees("Samir")
            assert not app.sees("Lina")
            assert app.sees("Fiche absente" if language == "fr" else "not on this device")
            await app.tap("access.period.week")
            await app.choose("access.worker", CLAIRE.id)
            await app.until(lambda: app.has("access.0") and not app.has("access.1"))
            assert app.sees("Lina")
        assert noted(tablet) == [], "reading it opens no file"

    play(story)


def test_from_the_file_two_taps_lead_to_who_opened_it(tmp_path: Path) -> None:
    async def story() -> None:
        samir, lina = person("Samir"), person("Lina")
        tablet = office(tmp_path, samir, lina, AWA)
        tablet.people = tablet.people[:1]
        MemoryLog(tablet, access(1, AWA.id, samir.id, days_ago=200), access(2, CLAIRE.id, lina.id))
        async with unlocked(tablet) as app:
            await open_file(app, samir, "situation")
            await app.tap("file.opened_by")
            assert app.page.route == f"/access-log/{samir.id}"
            await app.until(lambda: app.has("access.0"))
            assert app.sees("Awa")
            assert not app.sees("Lina")
            assert not app.has("access.1")

    play(story)


def test_out_of_reach_it_says_so_and_shows_what_this_device_noted(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = office(tmp_path, samir)
        log = MemoryLog(tablet, access(1, CLAIRE.id, new_id(), days_ago=1))
        log.error = Unreachable(reason="network")
        async with unlocked(tablet) as app:
            await app.go(f"/people/{samir.id}")
            await app.go("/access-log")
            await app.until(lambda: app.has("access.offline"))
            assert app.sees("ouvert sur cet appareil")
            assert app.has("access.0")
            assert not app.has("access.1")
            assert not app.has("access.csv"), "half a log is no file"

    play(story)


def test_a_long_log_is_read_on(tmp_path: Path) -> None:
    async def story() -> None:
        samir = person("Samir")
        tablet = office(tmp_path, samir)
        MemoryLog(tablet, *(access(n, CLAIRE.id, samir.id) for n in range(1, 121)), page=60)
        async with unlocked(tablet) as app:
            await app.go("/access-log")
            await app.until(lambda: app.has("access.49"))
            assert app.sees("60 accès les plus récents")
            await app.tap("access.more")
            assert app.has("access.59")
            await app.tap("access.more")
            await app.until(lambda: app.has("access.119"))
            assert app.sees("120 accès")
            assert not app.has("access.more")

    play(story)


def test_an_erased_person_is_named_no_more(tmp_path: Path) -> None:
    samir = person("Samir")
    tablet = office(tmp_path, samir)
    words = translator("fr")
    assert actions.whose(tablet.replica, words, samir.id) == "Samir"
    actions.note(tablet.replica, CLAIRE.id, actions.FileAccess.OPENED, [samir.id], now=clock.now())
    erasing.erase(tablet.replica, Person.kind, samir.id, CLAIRE.id)
    assert actions.whose(tablet.replica, words, samir.id) == "Fiche effacée"
    assert noted(tablet) == [(CLAIRE.id, "opened", samir.id)], "that it was opened stays told"


def test_a_file_of_it_is_written_down_and_only_for_a_supervisor(tmp_path: Path) -> None:
    samir = person("=SUM(A1)")
    tablet = office(tmp_path, samir, AWA)
    entries = [access(2, AWA.id, samir.id), access(1, CLAIRE.id, new_id())]
    span = Span(clock.today(), clock.today())
    made = actions.csv_file(tablet.replica, translator("fr"), entries, CLAIRE, span, now=clock.now()).decode(
        "utf-8-sig"
    )
    assert made.splitlines()[0] == "Jour;Heure;Agent;Personne;Accès"
    assert "Awa;'=SUM(A1);Fiche ouverte" in made
    assert "Claire;Fiche absente de cet appareil" in made
    [entry] = tablet.replica.all(ExportEntry)
    assert (entry.sort, entry.named, entry.lines, entry.worker_id) == (ExportSort.ACCESS_LOG, True, 2, CLAIRE.id)
    with pytest.raises(InputError):
        actions.csv_file(tablet.replica, translator("fr"), entries, AWA, span, now=clock.now())
    assert len(tablet.replica.all(ExportEntry)) == 1


@pytest.mark.parametrize("who", [AWA, COUNSEL, PAUL])
def test_nobody_else_sees_anything_of_it(tmp_path: Path, who: object) -> None:
    assert not [screen for screen in allowed(who.role) if "access-log" in screen.path]  # type: ignore[attr-defined]

    async def story() -> None:
        samir = person("Samir")
        tablet = Tablet(tmp_path, [NORTH, who, samir])  # type: ignore[list-item]
        async with unlocked(tablet) as app:
            await app.go("/office")
            assert not app.has("office.room.access")
            if who is not PAUL:
                await open_file(app, samir, "situation")
                assert not app.has("file.opened_by")

    play(story)
