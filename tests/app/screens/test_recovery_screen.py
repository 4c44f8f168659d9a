from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from espace_mobile.app import clock
from espace_mobile.app.actions import alerts
from espace_mobile.app.screens.recovery import making
from espace_mobile.domain.device_key import DeviceKey
from espace_mobile.errors import Unreachable
from espace_mobile.protocol.recovery import Secret, sheet_name, spaced, whole
from espace_mobile.protocol.values import new_id
from tests.app.harness import AppUnderTest
from tests.app.screens.office import MemoryOffice, OfficePC, device, sheet
from tests.app.screens.register import CLAIRE
from tests.app.tablet import NORTH, at_work, play, unlocked
from tests.reports.test_poster import read_code

OWN = device("Bureau", own=True, role="supervisor")


def pc(folder: Path, office: MemoryOffice) -> OfficePC:
    return OfficePC(folder, office, [NORTH, CLAIRE])


def shown(app: AppUnderTest) -> list[str]:
    """The four lines on the screen."""
    return [t.replace(" ", "") for t in app.texts(app.marked("recovery.secret")) if len(t) > 2]


async def type_back(app: AppUnderTest, lines: list[str], language: str = "fr") -> None:
    word = "Ligne" if language == "fr" else "Line"
    for n, line in enumerate(lines, 1):
        if app.sees(f"{word} {n}"):
            await app.type(f"{word} {n}", spaced(line).lower())
    await app.tap("recovery.verify")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_sheet_is_made_by_four_taps_and_two_lines_typed_back(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        office = MemoryOffice([OWN])
        async with unlocked(pc(tmp_path, office), language) as app:
            await app.go("/devices")
            await app.until(lambda: app.has("devices.no_sheet"))
            await app.tap("devices.make_sheet")
            await app.until(lambda: app.has("recovery.none"))
            await app.tap("recovery.make")
            await app.until(lambda: app.has("recovery.secret"))
            lines = shown(app)
            assert [len(line) for line in lines] == [8, 8, 8, 8]
            assert app.sees("https://espace.exemple.fr")
            assert office.asked == []
            await app.tap("recovery.on_paper")
            assert not any(app.sees(spaced(line)) for line in lines)
            await type_back(app, lines, language)
            await app.until(lambda: app.has("recovery.kept"))
            [(what, secret)] = office.asked
            assert (what, secret) == ("keep_sheet", Secret("nord", tuple(lines)))
            assert isinstance(secret, Secret)
            assert app.sees(sheet_name(secret.pair.public))
            assert app.has("recovery.valid.0")
            assert not any(app.sees(spaced(line)) or app.sees(line) for line in lines)
            await app.go("/devices")
            await app.until(lambda: app.has("devices.sheet.0"))
            assert not app.has("devices.1")  # it is no tablet
        assert not any(line in repr(app.page.data) for line in lines)

    play(story)


def test_what_is_typed_wrong_is_told_on_its_line_and_nothing_is_kept(tmp_path: Path) -> None:
    async def story() -> None:
        office = MemoryOffice([OWN])
        async with unlocked(pc(tmp_path, office)) as app:
            await app.go("/recovery")
            await app.until(lambda: app.has("recovery.make"))
            await app.tap("recovery.make")
            await app.until(lambda: app.has("recovery.secret"))
            lines = shown(app)
            await app.tap("recovery.on_paper")
            asked = [n for n in range(1, 5) if app.sees(f"Ligne {n}")]
            assert len(asked) == 2
            await app.tap("recovery.verify")
            assert app.sees_error(f"Ligne {asked[0]}")
            wrong = lines[asked[0] - 1]
            await app.type(f"Ligne {asked[0]}", wrong[:-1] + ("3" if wrong[-1] != "3" else "4"))
            await app.type(f"Ligne {asked[1]}", lines[asked[0] - 1])
            await app.tap("recovery.verify")
            assert "ne tombe pas juste" in str(app.field(f"Ligne {asked[0]}").error)
            assert app.sees_error(f"Ligne {asked[1]}")
            await app.tap("recovery.again")
            assert shown(app) == lines
            await app.tap("recovery.cancel")
            assert app.has("recovery.none")
        assert office.asked == []

    play(story)


def test_offline_nothing_is_drawn_and_what_is_on_paper_is_not_said_to_be_kept(tmp_path: Path) -> None:
    async def story() -> None:
        office = MemoryOffice([OWN])
        async with unlocked(pc(tmp_path, office)) as app:
            await app.go("/recovery")
            await app.until(lambda: app.has("recovery.make"))
            office.error = Unreachable()
            await app.tap("recovery.make")
            await app.until(lambda: app.has("recovery.trouble"))
            assert not app.has("recovery.secret")
            office.error = None
            await app.tap("recovery.retry")
            await app.until(lambda: app.has("recovery.make"))
            await app.tap("recovery.make")
            await app.until(lambda: app.has("recovery.secret"))
            lines = shown(app)
            await app.tap("recovery.on_paper")
            office.error = Unreachable()
            await type_back(app, lines)
            await app.until(lambda: app.has("recovery.trouble"))
            assert app.sees("pas encore enregistrée")
            assert not app.has("recovery.kept")
            office.error = None
            await app.tap("recovery.verify")  # nothing is typed again
            await app.until(lambda: app.has("recovery.kept"))
        [(_, secret)] = office.asked
        assert secret == Secret("nord", tuple(lines))

    play(story)


def test_the_paper_is_a_pdf_and_leaves_no_file_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved: list[tuple[str, bytes]] = []

    async def keep(ui: Any, name: str, data: bytes) -> bool:
        saved.append((name, data))
        return True

    monkeypatch.setattr(making, "save_bytes", keep)

    async def story() -> None:
        async with unlocked(pc(tmp_path, MemoryOffice([OWN]))) as app:
            await app.go("/recovery")
            await app.until(lambda: app.has("recovery.make"))
            await app.tap("recovery.make")
            await app.until(lambda: app.has("recovery.secret"))
            lines = shown(app)
            await app.tap("recovery.save")
            [(name, data)] = saved
            assert name.startswith("recuperation-")
            assert name.endswith(".pdf")
            assert not any(line in name for line in lines)
            assert read_code(data) == [whole("https://espace.exemple.fr", Secret("nord", tuple(lines)))]
        for path in tmp_path.rglob("*"):
            assert path.is_dir() or not any(line.encode() in path.read_bytes() for line in lines)

    play(story)


def test_a_new_one_is_offered_quietly_and_who_came_in_is_told(tmp_path: Path) -> None:
    async def story() -> None:
        back = device("PC de secours", role="supervisor", recovered_ms=1_790_000_000_000)
        async with unlocked(pc(tmp_path, MemoryOffice([OWN, back, sheet()])), width=1280) as app:
            await app.go("/recovery")
            await app.until(lambda: app.has("recovery.valid.0"))
            assert app.sees("PC de secours\u00a0: entré avec la feuille de récupération")
            assert app.sees("n’ouvrira plus rien")
            await app.go("/devices")
            await app.until(lambda: app.has("devices.sheet.0"))
            assert app.sees("entré avec la feuille de récupération")
            assert not app.has("devices.no_sheet")
            await app.tap("devices.sheet.0")
            assert app.page.route == "/recovery"

    play(story)


def test_only_a_supervisor_reaches_it(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(at_work(tmp_path)) as app:
            await app.go("/recovery")
            assert not app.has("recovery.make")

    play(story)


def test_every_supervisor_hears_that_a_device_came_in_with_it(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = pc(tmp_path, MemoryOffice([OWN]))
        key = DeviceKey(id=new_id(), public_key="ab" * 32, key="0" * 16, voucher="00", recovered_at=datetime.now(UTC))
        tablet.replica.save(key, key.but(id=new_id(), recovered_at=None), by="")
        [pending] = alerts.pending(tablet.replica, CLAIRE, clock.today())
        assert pending.alert.subject_id == key.id
        async with unlocked(tablet) as app:
            await app.go("/alerts")
            await app.until(lambda: app.sees("Un appareil est entré avec elle aujourd’hui"))
            await app.tap("alert.0.open")
            assert app.page.route == "/devices"

    play(story)
