from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import flet as ft
import pytest

from espace_mobile.app import clock
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.path_vocabulary import Consent
from espace_mobile.domain.public_site import Opportunity, PublicSite, TeamCalendar
from espace_mobile.domain.public_site import Testimonial as Story  # pytest would take it for a test
from espace_mobile.domain.schedule_vocabulary import Moderation, OpportunitySort
from espace_mobile.domain.schedule_vocabulary import TestimonialBy as By
from espace_mobile.domain.vocabulary import OutingStatus
from espace_mobile.errors import Refused, Unreachable
from espace_mobile.protocol.values import new_id
from espace_mobile.sync.public_pages import SITE, publication_of, site_of
from tests.app.screens.public_server import MemoryServer
from tests.app.screens.register import CLAIRE, PAUL, open_file, person, undo
from tests.app.tablet import AWA, MARKET, NORTH, Tablet, at_work, outing, play, unlocked

READY = PublicSite(id=SITE, title="Espace Mobile", slug="espace-mobile")


def pc(folder: Path, *facts: Fact, used_by: Any = CLAIRE) -> tuple[Tablet, MemoryServer]:
    tablet, server = Tablet(folder, [NORTH, MARKET, used_by, *facts]), MemoryServer()
    tablet.publicity.client = server
    return tablet, server


def coming(**more: Any) -> Outing:
    return outing(on=clock.today() + timedelta(days=7), **more)


def story(**more: Any) -> Story:
    told = {"by": By.EMPLOYEE, "text": "On m’a écoutée.", "signed": "Lila", "written_on": clock.today()}
    return Story(**{"id": new_id(), **told, "consent": Consent.GIVEN, "consent_on": clock.today(), **more})


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_site_is_prepared_then_published_in_one_tap(tmp_path: Path, language: str) -> None:
    async def tell() -> None:
        tablet, server = pc(tmp_path, coming())
        async with unlocked(tablet, language) as app:
            await app.go("/public")
            assert not app.has("site.publish")
            await app.tap("site.texts")
            title, slug = ("Titre du site", "Adresse du site") if language == "fr" else ("Title of the site", "")
            assert app.field(title).value == "Association Nord"
            await app.tap("texts.save")
            assert site_of(tablet.replica).slug == "association-nord"
            assert app.has("site.change.new"), slug
            await app.tap("site.publish")
            await app.until(lambda: publication_of(tablet.replica))
            assert server.pages is not None
            assert len(server.pages.dates) == 1
            assert threading.get_ident() not in server.threads
            await app.until(lambda: not app.has("site.change.new"))
            assert app.sees("Le site est à jour" if language == "fr" else "The site is up to date")
            assert app.sees("/association-nord/")
            assert app.has("address.code")

    play(tell)


def test_an_address_that_is_none_is_said_under_its_field(tmp_path: Path) -> None:
    async def tell() -> None:
        tablet, _ = pc(tmp_path)
        async with unlocked(tablet) as app:
            await app.go("/public")
            await app.tap("site.texts")
            await app.type("Adresse du site", "v1")
            await app.tap("texts.save")
            assert app.sees_error("Adresse du site")
            assert not tablet.replica.all(PublicSite)

    play(tell)


@pytest.mark.parametrize("error", [Unreachable(reason="network"), Refused(reason="slug_taken", status=409)])
def test_what_did_not_go_through_is_said_and_can_be_tried_again(tmp_path: Path, error: Any) -> None:
    async def tell() -> None:
        tablet, server = pc(tmp_path, READY, coming())
        server.error = error
        async with unlocked(tablet) as app:
            await app.go("/public")
            await app.tap("site.publish")
            await app.until(lambda: app.has("site.trouble"))
            assert publication_of(tablet.replica) is None
            server.error = None
            await app.tap("site.publish")
            await app.until(lambda: publication_of(tablet.replica))
            await app.until(lambda: not app.has("site.trouble"))

    play(tell)


def test_a_cancelled_date_waits_to_be_taken_off_and_says_so(tmp_path: Path) -> None:
    async def tell() -> None:
        date = coming()
        tablet, _ = pc(tmp_path, READY, date)
        async with unlocked(tablet) as app:
            await app.go("/public")
            await app.tap("site.publish")
            await app.until(lambda: app.sees("Le site est à jour"))
            tablet.replica.save(date.but(status=OutingStatus.CANCELLED), by=CLAIRE.id)
            await app.until(lambda: app.has("site.due"))
            assert app.has("site.change.off")
            tablet.publicity.follow_up(lambda: None)
            await app.until(lambda: not app.has("site.due"))
            assert not app.has("site.change.off")

    play(tell)


def test_the_site_is_taken_off_once_its_name_was_read(tmp_path: Path) -> None:
    async def tell() -> None:
        tablet, server = pc(tmp_path, READY)
        async with unlocked(tablet) as app:
            await app.go("/public")
            await app.tap("site.publish")
            await app.until(lambda: app.has("site.withdraw"))
            await app.tap("site.withdraw")
            assert app.sees("Espace Mobile\u00a0»")
            await app.tap("dialog.yes")
            await app.until(lambda: publication_of(tablet.replica) is None)
            assert server.pages is None
            await app.until(lambda: app.sees("Rien n’est publié"))

    play(tell)


def test_a_setting_is_changed_by_a_tap_and_taken_back(tmp_path: Path) -> None:
    async def tell() -> None:
        tablet, _ = pc(tmp_path, READY)
        async with unlocked(tablet) as app:
            await app.go("/public")
            await app.tap("site.automatic")
            assert site_of(tablet.replica).automatic
            await undo(app)
            assert not site_of(tablet.replica).automatic
            await app.tap("site.months.12")
            assert site_of(tablet.replica).months_ahead == 12

    play(tell)


def test_an_offer_is_written_hidden_and_read_in_the_preview(tmp_path: Path) -> None:
    async def tell() -> None:
        tablet, _ = pc(tmp_path, READY)
        async with unlocked(tablet) as app:
            await app.go("/public/opportunities")
            await app.tap("offer.new")
            await app.tap("offer.save")
            assert app.sees("Choisissez de quelle sorte.")
            await app.tap(f"offer.sort.{OpportunitySort.JOB}")
            await app.type("Titre", "Agente d’entretien")
            await app.tap("offer.save")
            [offer] = tablet.replica.all(Opportunity)
            await app.go("/public")
            assert app.sees("Emploi · Agente d’entretien")
            await app.go("/public/opportunities")
            await app.tap("offer.0")
            await app.tap("offer.shown")
            assert not tablet.replica.all(Opportunity)[0].shown
            await undo(app)
            assert tablet.replica.get(Opportunity, offer.id) == offer

    play(tell)


def test_a_story_is_taken_down_in_a_file_after_the_sentence_was_read(tmp_path: Path) -> None:
    async def tell() -> None:
        lila = person("Lila", "Exemple")
        tablet = at_work(tmp_path, lila)
        async with unlocked(tablet) as app:
            await open_file(app, lila, "situation")
            await app.tap("testimonial.new")
            assert app.field("Signé\u202f: prénom ou pseudonyme".replace("\u202f", "\u00a0")).value == "Lila"
            await app.type("Ses mots", "On m’a écoutée.")
            await app.tap("telling.save")
            assert app.sees("Lisez la phrase")
            assert not tablet.replica.all(Story)
            await app.tap("telling.consent.given")
            await app.tap("telling.save")
            [kept] = tablet.replica.all(Story)
            assert (kept.person_id, kept.consent, kept.worker_id) == (lila.id, Consent.GIVEN, AWA.id)
            await app.tap("testimonial.0")
            assert app.sees("« On m’a écoutée. »")
            assert not app.has("story.approve")
            await app.tap("story.withdraw")
            assert tablet.replica.all(Story)[0].consent == Consent.WITHDRAWN
            await undo(app)
            assert tablet.replica.all(Story)[0].consent == Consent.GIVEN
            await app.go(f"/people/{lila.id}")
            await app.tap("file.part.story")
            assert app.sees("A témoigné")

    play(tell)


def test_a_supervisor_approves_what_waits_first(tmp_path: Path) -> None:
    async def tell() -> None:
        lila = person("Lila")
        waiting, refused = story(person_id=lila.id), story(moderation=Moderation.REFUSED, signed="Momo")
        tablet, _ = pc(tmp_path, READY, lila, waiting, refused)
        async with unlocked(tablet) as app:
            await app.go("/public/testimonials")
            assert "Lila" in app.name("story.0")
            await app.tap("story.0")
            await app.tap("story.approve")
            found = tablet.replica.get(Story, waiting.id)
            assert found is not None
            assert (found.moderation, found.moderated_by) == (Moderation.APPROVED, CLAIRE.id)
            assert app.sees("À la prochaine publication")
            await app.go("/public")
            assert app.has("site.change.stories_new")

    play(tell)


def test_a_planner_reaches_none_of_it(tmp_path: Path) -> None:
    async def tell() -> None:
        told = story(person_id=person("Lila").id)
        tablet, _ = pc(tmp_path, READY, told, used_by=PAUL)
        async with unlocked(tablet) as app:
            for route in ("/public", "/public/testimonials", f"/public/testimonials/{told.id}", "/public/calendars"):
                await app.go(route)
                assert not app.sees("On m’a écoutée."), route
                assert not app.has("site.state"), route
            await app.go("/settings")
            assert not app.has("settings.public")
            await app.go("/office")
            assert not app.has("office.room.public")

    play(tell)


def test_a_worker_of_another_team_reads_no_story_of_this_one(tmp_path: Path) -> None:
    async def tell() -> None:
        elsewhere = person("Lila", team=new_id())
        told = story(person_id=elsewhere.id)
        tablet = at_work(tmp_path, elsewhere, told)
        async with unlocked(tablet) as app:
            await app.go("/settings")
            await app.tap("settings.public")
            assert app.sees("Aucun témoignage")
            await app.go(f"/public/testimonials/{told.id}")
            assert app.sees("Ce témoignage n’est plus là")

    play(tell)


def test_a_calendar_is_made_copied_and_revoked(tmp_path: Path) -> None:
    async def tell() -> None:
        tablet, _ = pc(tmp_path)
        async with unlocked(tablet) as app:
            await app.go("/public/calendars")
            await app.tap(f"subscription.make.{NORTH.id}")
            [made] = tablet.replica.all(TeamCalendar)
            assert (made.team_id, made.worker_id) == (NORTH.id, CLAIRE.id)
            assert app.sees(f"/calendars/{made.secret}.ics")
            await app.tap(f"subscription.{NORTH.id}.copy")
            assert ("set", {"data": tablet.publishing.calendar_url(made.secret)}) in app.client.calls
            await app.tap(f"subscription.code.{NORTH.id}")
            assert app.all(ft.Image)
            await app.tap("sheet.close")
            await app.tap(f"subscription.revoke.{NORTH.id}")
            await app.tap("dialog.yes")
            assert tablet.replica.all(TeamCalendar)[0].revoked_at is not None
            assert app.has(f"subscription.make.{NORTH.id}")

    play(tell)
