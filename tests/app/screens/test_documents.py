"""The papers of the association are saved by a tap, by who supervises."""

from __future__ import annotations

from pathlib import Path

import flet as ft

from espace_mobile.domain.notice import NOTICE_VERSION
from espace_mobile.domain.public_site import PublicSite
from espace_mobile.protocol.values import new_id
from espace_mobile.templates.notices import LANGUAGES
from tests.app.harness import AppUnderTest
from tests.app.screens.register import CLAIRE, PAUL
from tests.app.screens.test_dashboard import tablet_of
from tests.app.screens.test_exports_screens import office, saved
from tests.app.tablet import play, unlocked


async def saved_after(app: AppUnderTest, tap: str) -> dict[str, object]:
    before = len(saved(app))
    await app.tap(tap)
    await app.until(lambda: len(saved(app)) > before, 20)
    return saved(app)[-1]


def test_every_paper_is_saved_by_a_tap(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path)
        async with unlocked(tablet, platform=ft.PagePlatform.ANDROID) as app:
            await app.go("/documents")
            assert app.has("documents.unread")
            workbook = await saved_after(app, "documents.register.xlsx")
            assert workbook["file_name"] == "registre-des-traitements.xlsx"
            pdf = await saved_after(app, "documents.dpia.pdf")
            assert bytes(pdf["src_bytes"]).startswith(b"%PDF")  # type: ignore[call-overload]

    play(story)


def test_the_notice_is_printed_in_the_languages_chosen(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = office(tmp_path)
        tablet.replica.save(PublicSite(id=new_id(), title="Chez nous", phone="+33546000000"), by=CLAIRE.id)
        async with unlocked(tablet, platform=ft.PagePlatform.ANDROID) as app:
            await app.go("/documents")
            assert all(app.marked(f"documents.in.{code}").selected for code in LANGUAGES)
            for code in LANGUAGES[1:]:
                await app.tap(f"documents.in.{code}")
            pdf = await saved_after(app, "documents.notices")
            assert pdf["file_name"] == f"notice-{NOTICE_VERSION}-fr.pdf"

    play(story)


def test_the_papers_are_for_who_supervises(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(tablet_of(tmp_path, PAUL)) as app:
            await app.go("/documents")
            assert not app.has("documents.notices")

    play(story)
