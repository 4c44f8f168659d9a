from __future__ import annotations

import math
from datetime import timedelta
from pathlib import Path
from typing import Any

import flet as ft
import flet.canvas as cv
import pytest

from espace_mobile.app import clock
from espace_mobile.app.actions import sessions, signing
from espace_mobile.app.components.signature_pad import Ink
from espace_mobile.domain import strokes
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.export_entry import ExportEntry
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.path_vocabulary import AttendanceStatus
from espace_mobile.domain.person import Person
from espace_mobile.domain.signature import Signature
from espace_mobile.domain.vocabulary import Role
from espace_mobile.protocol.values import new_id
from tests.app.harness import AppUnderTest
from tests.app.screens.register import person, undo
from tests.app.tablet import AWA, Tablet, at_work, play, unlock, unlocked

SIZE = (328.0, 400.0)  # px, of the pad
SESSION = GroupSession(
    id=new_id(), title="Mobilisation", starts_at=clock.now(), facilitator_ids=(AWA.id,), place_text="Les Tilleuls"
)
CURVE = [(40 + 8 * n, 200 + 90 * math.sin(n / 3)) for n in range(30)]


def seated(*people: Person, status: AttendanceStatus = AttendanceStatus.EXPECTED) -> list[Attendance]:
    return [
        Attendance(
            id=sessions.attendance_id(SESSION.id, p.id), session_id=SESSION.id, person_id=p.id,
            since=clock.now() - timedelta(days=9 - n), status=status,
        )
        for n, p in enumerate(people)
    ]  # fmt: skip


def tablet_of(folder: Path, *people: Person, **more: Any) -> Tablet:
    return at_work(folder, SESSION, *people, *seated(*people), **more)


async def at_session(app: AppUnderTest) -> None:
    await app.go(f"/sessions/{SESSION.id}")


async def begin(app: AppUnderTest, size: tuple[float, float] = SIZE, identifier: str = "signing.begin") -> None:
    await app.tap(identifier)
    await sized(app, *size)


async def sized(app: AppUnderTest, width: float, height: float) -> None:
    """What Flutter tells once it has laid the pad out."""
    pad = next(c for c in app.all(cv.Canvas) if c.on_resize)
    await app.event(pad, "resize", {"w": width, "h": height})


async def draw(app: AppUnderTest, *points: tuple[float, float]) -> None:
    """A finger comes down on the first, and is lifted at the last."""
    finger = app.one(ft.GestureDetector)
    await app.event(finger, "pan_start", _at(points[0]) | {"k": "touch"})
    for point in points[1:]:
        await app.event(finger, "pan_update", _at(point))
    await app.event(finger, "pan_end", _at(points[-1]) | {"v": {"x": 0, "y": 0}})


def _at(point: tuple[float, float]) -> dict[str, Any]:
    there = {"x": point[0], "y": point[1]}
    return {"l": there, "g": there}


def drawn(tablet: Tablet, who: Person) -> strokes.Drawing:
    found = signing.signature_of(tablet.replica, SESSION, who)
    return strokes.read(found.strokes) if found else ()


def status(tablet: Tablet, who: Person) -> AttendanceStatus | None:
    found = tablet.replica.get(Attendance, sessions.attendance_id(SESSION.id, who.id))
    return found.status if found else None


@pytest.mark.parametrize("language", ["fr", "en"])
def test_one_signs_after_the_other_and_each_is_named(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        awa, samir = person("Awa", "Chimérin"), person("Samir")
        tablet = tablet_of(tmp_path, awa, samir)
        async with unlocked(tablet, language) as app:
            await at_session(app)
            assert app.sees("0 signature sur 2" if language == "fr" else "0 signatures of 2")
            await begin(app)
            assert app.sees("Awa Chimérin, signez ici" if language == "fr" else "Awa Chimérin, please sign here")
            await draw(app, *CURVE)
            await app.tap("signature.save")
            assert app.sees("Samir, signez ici" if language == "fr" else "Samir, please sign here")
            assert app.marked("signature.pad").value == ("vide" if language == "fr" else "empty")
            await sized(app, *SIZE)
            await draw(app, *CURVE)
            await app.tap("signature.save")
            assert not app.has("signature.pad")
            assert app.sees("2 signatures sur 2" if language == "fr" else "2 signatures of 2")
        assert status(tablet, awa) == status(tablet, samir) == AttendanceStatus.PRESENT
        assert drawn(tablet, awa) == drawn(tablet, samir) != ()

    play(story)


def test_what_is_signed_is_in_thousandths_of_the_pad(tmp_path: Path) -> None:
    async def story() -> None:
        awa = person("Awa")
        tablet = tablet_of(tmp_path, awa)
        async with unlocked(tablet) as app:
            await at_session(app)
            await begin(app, (400.0, 300.0))
            await draw(app, (0, 0), (200, 150), (400, 0))
            await draw(app, (100, 300))
            await app.tap("signature.save")
        assert drawn(tablet, awa) == (((0, 0), (500, 375), (1000, 0)), ((250, 750),))
        (signature,) = tablet.replica.all(Signature)
        assert signature.height == 750

    play(story)


def test_a_tablet_that_turns_keeps_what_was_begun(tmp_path: Path) -> None:
    async def story() -> None:
        awa = person("Awa")
        tablet = tablet_of(tmp_path, awa)
        async with unlocked(tablet) as app:
            await at_session(app)
            await begin(app, (400.0, 400.0))
            await draw(app, (0, 0), (200, 400))
            await app.resize(780, 360)  # there the screens stand beside a rail
            for sheet in app.page._dialogs.controls:  # Flutter tells that those of the old screens are gone
                if isinstance(sheet, ft.BottomSheet) and not sheet.open:
                    await app.event(sheet, "dismiss")
            await sized(app, 800.0, 200.0)  # the square is now 200 px wide, in the middle
            await draw(app, (300, 0), (400, 200))
            await app.tap("signature.save")
        assert drawn(tablet, awa) == (((0, 0), (500, 1000)), ((0, 0), (500, 1000)))

    play(story)


def test_the_back_button_of_the_system_puts_the_pen_down(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = tablet_of(tmp_path, person("Awa"))
        async with unlocked(tablet) as app:
            await at_session(app)
            await begin(app)
            await draw(app, *CURVE)
            await app.event(app.one(ft.BottomSheet), "dismiss")
            assert not app.has("signature.pad")
            await begin(app)
            assert app.marked("signature.pad").value == "vide"

    play(story)


def test_an_empty_pad_is_refused_where_the_person_looks(tmp_path: Path) -> None:
    async def story() -> None:
        awa = person("Awa")
        tablet = tablet_of(tmp_path, awa)
        async with unlocked(tablet) as app:
            await at_session(app)
            await begin(app)
            await app.tap("signature.save")
            assert app.sees("Le cadre est vide")
            await draw(app, *CURVE)
            await app.tap("signature.clear")
            await app.tap("signature.save")
            assert app.sees("Le cadre est vide")
        assert status(tablet, awa) == AttendanceStatus.EXPECTED

    play(story)


def test_a_sync_does_not_take_the_pen_away_but_a_lock_does(tmp_path: Path) -> None:
    async def story() -> None:
        awa, samir = person("Awa"), person("Samir")
        tablet = tablet_of(tmp_path, awa, samir)
        async with unlocked(tablet) as app:
            await at_session(app)
            await begin(app)
            await draw(app, *CURVE)
            tablet.replica.save(samir.but(first_name="Samira"), by="elsewhere")
            await app.settle()
            assert app.marked("signature.pad").value == "une signature est tracée"
            app.page.data.lock()
            await app.settle()
            assert not app.has("signature.pad")
            await unlock(app)
            await at_session(app)
            await begin(app)
            assert app.marked("signature.pad").value == "vide"
        assert b"[[" not in repr(tablet.storage.tables.get("_meta")).encode()

    play(story)


def test_signing_on_paper_marks_present_and_leaves_the_box_empty(tmp_path: Path) -> None:
    async def story() -> None:
        awa, samir = person("Awa"), person("Samir")
        tablet = tablet_of(tmp_path, awa, samir)
        async with unlocked(tablet) as app:
            await at_session(app)
            await begin(app)
            await app.tap("signature.paper")
            assert app.sees("Samir, signez ici")
            await app.tap("signing.skip")
            assert app.sees("0 signature sur 2")
        assert (status(tablet, awa), status(tablet, samir)) == (AttendanceStatus.PRESENT, AttendanceStatus.EXPECTED)
        assert drawn(tablet, awa) == ()

    play(story)


def test_whoever_signed_can_sign_again_or_have_it_removed_and_put_back(tmp_path: Path) -> None:
    async def story() -> None:
        awa = person("Awa")
        tablet = tablet_of(tmp_path, awa)
        signing.sign(tablet.replica, SESSION, awa, [[(0, 0), (900, 90)]], 500, AWA, now=clock.now())
        async with unlocked(tablet) as app:
            await at_session(app)
            await begin(app, identifier="signing.0")
            assert app.sees("Signer de nouveau remplace")
            await draw(app, *CURVE)
            await app.tap("signature.save")
            again = drawn(tablet, awa)
            assert len(again[0]) > 2
            await app.tap("signing.0")
            await app.tap("signing.unsign")
            assert drawn(tablet, awa) == ()
            await undo(app)
            assert drawn(tablet, awa) == again

    play(story)


def test_only_who_leads_the_session_has_people_sign(tmp_path: Path) -> None:
    async def story() -> None:
        alone = SESSION.but(facilitator_ids=())
        async with unlocked(at_work(tmp_path, alone, *seated(person("Awa")))) as app:
            await at_session(app)
            assert not app.has("signing.begin")

    assert AWA.role == Role.FIELD
    play(story)


def test_the_sheet_is_handed_over_under_a_name_that_names_nobody(tmp_path: Path) -> None:
    async def story() -> None:
        awa = person("Awa", "Chimérin")
        tablet = tablet_of(tmp_path, awa)
        async with unlocked(tablet, platform=ft.PagePlatform.ANDROID) as app:
            await at_session(app)
            await app.tap("sheet.pdf")
            (saved,) = [args for name, args in app.client.calls if name == "save_file"]
            assert saved["file_name"] == f"emargement-{clock.today():%Y-%m-%d}.pdf"
            assert saved["src_bytes"].startswith(b"%PDF")
            [entry] = tablet.replica.all(ExportEntry)  # a field worker may, and it is written down
            assert (entry.sort, entry.named, entry.worker_id) == ("signed_sheet", True, AWA.id)

    play(story)


def test_a_finger_that_trembles_leaves_no_heap_of_points() -> None:
    ink = Ink()
    ink.resize(500, 300)
    ink.begin(100, 100)
    for n in range(200):
        ink.move(100 + n % 2 * 0.4, 100)
    ink.lift()
    assert len(ink.strokes[0]) == 1


def test_a_pad_that_was_never_laid_out_takes_no_ink() -> None:
    ink = Ink()
    ink.begin(10, 10)
    ink.move(20, 20)
    assert ink.empty
