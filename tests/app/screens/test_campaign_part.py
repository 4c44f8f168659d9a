"""The campaign of a programme: its actions by date, what they cost, and what contacts say before, during and after."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from espace_mobile.app import clock
from espace_mobile.domain.campaign_action import CampaignAction
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.sheet_vocabulary import CampaignSort, ProgrammePart
from espace_mobile.domain.vocabulary import ReferralChannel
from espace_mobile.protocol.values import new_id
from tests.app.screens.register import undo
from tests.app.screens.seats import NORA
from tests.app.tablet import MARKET, NORTH, Tablet, at_work, play, unlocked

MOBILE = Programme(id=new_id(), name="Espace mobile", parts=(ProgrammePart.CAMPAIGN,), channels=(CampaignSort.FLYER,))
WEEK = timedelta(days=7)


def tablet_of(folder: Path, *facts: Fact) -> Tablet:
    return Tablet(folder, [NORTH, MARKET, NORA, MOBILE, *facts])


def action(since: date, days: int | None = 7, **more: object) -> CampaignAction:
    until = None if days is None else since + timedelta(days=days - 1)
    said = {"id": new_id(), "programme_id": MOBILE.id, "sort": CampaignSort.RADIO_SPOT, "since": since, "until": until}
    return CampaignAction.model_validate({**said, **more})


def contact(days_ago: int, heard_via: ReferralChannel | None = ReferralChannel.RADIO) -> Contact:
    return Contact(id=new_id(), outing_id=new_id(), at=clock.now() - timedelta(days=days_ago), heard_via=heard_via)


def test_an_action_is_added_by_taps_and_its_cost_counts(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = tablet_of(tmp_path, action(clock.today() - 9 * WEEK, cents=120_000))
        async with unlocked(tablet) as app:
            await app.go(f"/programmes/{MOBILE.id}/campaign")
            await app.tap("campaign.add")
            await app.tap("campaign.save")
            assert app.sees("Choisissez de quelle sorte")
            await app.tap("campaign.sort.flyer")
            await app.tap(f"campaign.until.{clock.today() + timedelta(days=6)}")
            await app.type("Nombre (spots, exemplaires, publications)", "1 500")
            await app.type("Coût, en euros", "40 €")
            await app.tap(f"place.{MARKET.id}")
            await app.tap("campaign.save")
            [flyers] = [a for a in tablet.replica.all(CampaignAction) if a.sort == CampaignSort.FLYER]
            assert (flyers.since, flyers.quantity, flyers.cents) == (clock.today(), 1500, 4000)
            assert flyers.place_id == MARKET.id
            assert "2 communications · 1\u00a0240\u00a0€" in app.texts(app.marked("campaign.figure"))
            assert app.sees("1 en cours")
            assert app.name("campaign.0").startswith("Flyer")
            await app.go(f"/programmes/{MOBILE.id}")
            assert app.name("programme.campaign").endswith("2 communications · 1\u00a0240\u00a0€")

    play(story)


def test_what_was_typed_is_there_after_a_lock_and_an_error_stands_under_its_field(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = tablet_of(tmp_path)
        async with unlocked(tablet) as app:
            await app.go(f"/programmes/{MOBILE.id}/campaign")
            await app.tap("campaign.add")
            await app.tap("campaign.sort.poster")
            await app.type("Coût, en euros", "pas cher")
            await app.tap("campaign.save")
            assert app.sees_error("Coût, en euros")
            app.page.data.lock()
        async with unlocked(tablet) as app:
            await app.go(f"/programmes/{MOBILE.id}/campaign")
            await app.tap("campaign.add")
            assert app.field("Coût, en euros").value == "pas cher"
            await app.type("Coût, en euros", "12,50")
            await app.tap("campaign.save")
            [kept] = tablet.replica.all(CampaignAction)
            assert (kept.sort, kept.cents) == (CampaignSort.POSTER, 1250)

    play(story)


def test_an_action_is_corrected_then_deleted_and_comes_back(tmp_path: Path) -> None:
    async def story() -> None:
        spot = action(clock.today() - WEEK, title="Spot du matin", cents=30_000)
        tablet = tablet_of(tmp_path, spot)
        async with unlocked(tablet) as app:
            await app.go(f"/programmes/{MOBILE.id}/campaign")
            await app.tap("campaign.0")
            await app.tap("campaign.edit")
            assert app.field("Coût, en euros").value == "300"
            await app.type("Coût, en euros", "")
            await app.tap("campaign.save")
            known = tablet.replica.get(CampaignAction, spot.id)
            assert known is not None
            assert (known.cents, known.title, known.until) == (None, "Spot du matin", spot.until)
            await app.tap("campaign.0")
            await app.tap("campaign.remove")
            assert app.sees("Aucune communication pour l’instant")
            await undo(app)
            assert app.has("campaign.0")

    play(story)


def test_the_effect_of_an_action_is_told_in_figures(tmp_path: Path) -> None:
    async def story() -> None:
        spot = action(clock.today() - 3 * WEEK)  # and two weeks since
        met = [contact(30), contact(20), contact(18), contact(18, ReferralChannel.FLYER), contact(3)]
        async with unlocked(tablet_of(tmp_path, spot, *met)) as app:
            await app.go(f"/programmes/{MOBILE.id}/campaign")
            await app.tap("campaign.0")
            said = {when: app.texts(app.marked(f"effect.{when}")) for when in ("before", "during", "after")}
            assert said["before"] == ["14 jours avant", "1 contact · 0,5 par semaine"]
            assert said["during"] == ["Pendant", "2 contacts · 2,0 par semaine"]
            assert said["after"] == ["14 jours après", "1 contact · 0,5 par semaine"]
            assert app.sees("Contacts qui citent «\u00a0Radio\u00a0»")

    play(story)


def test_days_to_come_and_sorts_without_a_channel_say_so(tmp_path: Path) -> None:
    async def story() -> None:
        today = clock.today()
        actions = [action(today - timedelta(days=1)), action(today - WEEK, sort=CampaignSort.PRESS)]
        async with unlocked(tablet_of(tmp_path, *actions)) as app:
            await app.go(f"/programmes/{MOBILE.id}/campaign")
            await app.tap("campaign.0")
            assert "à venir" in app.texts(app.marked("effect.after"))
            assert "0 contact · 0,0 par semaine · 2 jours écoulés" in app.texts(app.marked("effect.during"))
            await app.tap("sheet.close")
            await app.tap("campaign.1")
            assert app.sees("son effet ne peut pas être mesuré")

    play(story)


def test_months_say_how_people_heard_of_us(tmp_path: Path) -> None:
    async def story() -> None:
        met = [contact(0), contact(0), contact(0, ReferralChannel.FLYER), contact(0, None)]
        async with unlocked(tablet_of(tmp_path, *met)) as app:
            await app.go(f"/programmes/{MOBILE.id}/campaign")
            await app.tap("campaign.heard")
            said = app.texts(app.marked(f"heard.month.{clock.today().replace(day=1)}"))
            assert said[1:] == ["4 contacts · 3 disent comment", "Radio", "2", "Flyer", "1"]

    play(story)


def test_in_the_field_the_campaign_is_only_read(tmp_path: Path) -> None:
    async def story() -> None:
        async with unlocked(at_work(tmp_path, MOBILE, action(clock.today()))) as app:
            await app.go(f"/programmes/{MOBILE.id}/campaign")
            assert not app.has("campaign.add")
            await app.tap("campaign.0")
            assert app.has("effect.during")
            assert not app.has("campaign.edit")
            assert not app.has("campaign.remove")

    play(story)
