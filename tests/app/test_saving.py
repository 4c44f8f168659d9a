from __future__ import annotations

from pathlib import Path

import flet as ft
import pytest

from espace_mobile.app.saving import save_bytes
from espace_mobile.app.theme import PALETTES
from espace_mobile.app.ui import Ui
from espace_mobile.i18n import translator
from tests.app.harness import AppUnderTest
from tests.app.tablet import at_work, play, unlocked

DATA = b"BEGIN:VCALENDAR"


def ui_of(app: AppUnderTest) -> Ui:
    return Ui(app.page.data, translator("fr"), PALETTES["day"], 1.0, 360)


def answer(app: AppUnderTest, path: str | None, error: str | None = None) -> None:
    """What the dialog of the system will say."""

    async def say(call: object) -> None:
        said = path if call.name == "save_file" else None  # type: ignore[attr-defined]
        failed = error if call.name == "save_file" else None  # type: ignore[attr-defined]
        app.session.handle_invoke_method_results(call.control_id, call.call_id, said, failed)  # type: ignore[attr-defined]

    app.client._answer = say  # type: ignore[method-assign]


@pytest.mark.parametrize(
    ("path", "error", "saved", "said"),
    [
        ("/there/agenda.ics", None, True, "Fichier enregistré"),
        (None, None, False, ""),
        (None, "no dialog", False, "n’a pas pu être enregistré"),
    ],
)
def test_a_file_is_handed_over_and_what_became_of_it_is_said(
    tmp_path: Path, path: str | None, error: str | None, saved: bool, said: str
) -> None:
    async def story() -> None:
        async with unlocked(at_work(tmp_path), platform=ft.PagePlatform.ANDROID) as app:
            answer(app, path, error)
            assert await save_bytes(ui_of(app), "agenda.ics", DATA) is saved
            await app.settle()
            [args] = [a for n, a in app.client.calls if n == "save_file"]
            assert (args["src_bytes"], args["file_name"]) == (DATA, "agenda.ics")
            assert bool(app.all(ft.SnackBar)) is bool(said)
            assert app.sees(said)

    play(story)


def test_in_a_browser_a_download_is_enough(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(at_work(tmp_path), web=True) as app:
            assert await save_bytes(ui_of(app), "agenda.ics", DATA)

    play(story)
