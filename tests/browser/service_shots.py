"""Scenes of services, rights and a campaign, for `shots --office`, and the year that stands behind them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random

from espace_mobile.app import clock
from espace_mobile.domain.campaign_action import CampaignAction
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.person_right import PersonRight
from espace_mobile.domain.rights import last_day
from espace_mobile.domain.service_visit import ServiceVisit
from espace_mobile.domain.sheet_vocabulary import Advice, CampaignSort, ProgrammePart, RightSort, ServiceSort
from espace_mobile.domain.vocabulary import ReferralChannel
from espace_mobile.protocol.values import derived_id
from espace_mobile.sample.cast import NORTH
from espace_mobile.sample.demonstration import DEMO_ACCOUNTS, Demonstration, demonstration
from tests.browser.driver import Driver

Scene = Callable[[Driver], None]
_SEED = 20260514


def programme_of(sample: Demonstration, part: ProgrammePart, service: ServiceSort | None = None) -> str:
    return next(p.id for p in sample.programmes if part in p.parts and (service is None or service in p.services))


def facts(sample: Demonstration) -> list[Fact]:
    """Half a year at the Vestiaire, who is entitled to what, and two months of campaign."""
    return [*_visits(sample), *_rights(sample), *_actions(sample), *_contacts(sample)]


def _visits(sample: Demonstration) -> list[Fact]:
    drawn, programme = Random(_SEED), programme_of(sample, ProgrammePart.SERVICES, ServiceSort.VESTIAIRE)
    people = [p for p in sample.people if p.team == NORTH.id][:40]
    made: list[Fact] = []
    for n in range(320):
        at = datetime.now(UTC) - timedelta(days=0 if n < 7 else drawn.randrange(1, 180), minutes=7 * n % 240)
        person = drawn.choice(people) if drawn.random() < 0.4 else None
        advice = tuple(drawn.sample(list(Advice), drawn.choice((0, 0, 1, 2))))
        made.append(
            ServiceVisit(
                id=derived_id("shots", "visit", str(n)), programme_id=programme, at=at, advice=advice,
                person_id=person.id if person else None, team=person.team if person else None,
                donated=drawn.choice((0, 0, 1, 2, 3)), repaired=drawn.choice((0, 0, 0, 1)),
                worker_id=DEMO_ACCOUNTS[0].worker_id if n else _supervisor(sample),
            )
        )  # fmt: skip
    return made


def _supervisor(sample: Demonstration) -> str:
    return next(a.worker_id for a in DEMO_ACCOUNTS if a.role == "supervisor")


def _rights(sample: Demonstration) -> list[Fact]:
    programme, today = programme_of(sample, ProgrammePart.SERVICES, ServiceSort.EPICERIE), clock.today()
    made: list[Fact] = []
    for n, person in enumerate(sample.people[:60]):
        since = today - timedelta(days=20 + 7 * (n % 14))
        sort = RightSort.EPICERIE if n % 3 else RightSort.CARTE_SORTIR
        made.append(
            PersonRight(
                id=derived_id("shots", "right", str(n)), team=person.team, person_id=person.id, right=sort, since=since,
                programme_id=programme, until=last_day(since, (3, 6, 12)[n % 3]) if n % 5 else None,
            )
        )  # fmt: skip
    return made


_CAMPAIGN = (
    (CampaignSort.RADIO_SPOT, 40, 13, 60, 96_000, "Radio Cité, 98.4"),
    (CampaignSort.FLYER, 55, 20, 2500, 21_000, "Commerces et administrations du quartier"),
    (CampaignSort.POSTER, 54, 40, 120, 7_050, "Mairie annexe, pharmacies"),
    (CampaignSort.SOCIAL_NETWORK, 90, None, 34, None, None),
    (CampaignSort.CITIZEN_COUNCIL, 12, 0, None, 0, "Salle des fêtes"),
    (CampaignSort.PRESS, 30, 0, 1, None, None),
    (CampaignSort.WEBSITE, 200, None, None, 0, None),
)


def _actions(sample: Demonstration) -> list[Fact]:
    programme, today = programme_of(sample, ProgrammePart.CAMPAIGN), clock.today()
    made: list[Fact] = []
    for n, (sort, days_ago, length, quantity, cents, where) in enumerate(_CAMPAIGN):
        since = today - timedelta(days=days_ago)
        made.append(
            CampaignAction(
                id=derived_id("shots", "action", str(n)), programme_id=programme, sort=sort, since=since, where=where,
                until=None if length is None else since + timedelta(days=length), quantity=quantity, cents=cents,
                title="Spot du matin" if sort == CampaignSort.RADIO_SPOT else "",
            )
        )  # fmt: skip
    return made


def _contacts(sample: Demonstration) -> list[Fact]:
    """Those who heard the spot, most of them while it ran."""
    outing = next(o for o in sample.outings if o.id == sample.today_outing_id)
    ago = (60, 52, 44, 39, 38, 36, 35, 33, 31, 30, 29, 28, 27, 22, 20, 18)
    return [
        Contact(
            id=derived_id("shots", "contact", str(n)), team=outing.team_id, outing_id=outing.id,
            at=datetime.now(UTC) - timedelta(days=days), heard_via=ReferralChannel.RADIO,
        )
        for n, days in enumerate(ago)
    ]  # fmt: skip


def scenes(go: Callable[[str], Scene]) -> dict[str, Scene]:
    def part(name: ProgrammePart, service: ServiceSort | None, *taps: str, end: bool = False) -> Scene:
        def scene(app: Driver) -> None:
            programme = programme_of(demonstration(clock.today()), name, service)
            go(f"/programmes/{programme}/{name}")(app)
            for identifier in taps:
                app.scroll_to(app.marked(identifier))
                app.tap(identifier)
                app.page.wait_for_timeout(600)
            if end:
                size = app.page.viewport_size or {"width": 800, "height": 600}
                app.page.mouse.move(size["width"] * 0.75, size["height"] * 0.5)
                app.page.mouse.wheel(0, 5000)
                app.page.wait_for_timeout(500)

        return scene

    def of_person(*taps: str) -> Scene:
        def scene(app: Driver) -> None:
            go(f"/people/{demonstration(clock.today()).people[1].id}")(app)
            for identifier in ("file.part.situation", *taps):
                app.scroll_to(app.marked(identifier))
                app.tap(identifier)
                app.page.wait_for_timeout(500)
            if not taps:
                size = app.page.viewport_size or {"width": 800, "height": 600}
                app.page.mouse.move(size["width"] * 0.75, size["height"] * 0.5)
                app.page.mouse.wheel(0, 800)
                app.page.wait_for_timeout(300)

        return scene

    services, campaign = ProgrammePart.SERVICES, ProgrammePart.CAMPAIGN
    vestiaire, epicerie = ServiceSort.VESTIAIRE, ServiceSort.EPICERIE
    return {
        "services": part(services, vestiaire),
        "services-counted": part(services, vestiaire, "service.anonymous", "last.donated.plus", "last.advice.hair"),
        "services-named": part(services, vestiaire, "service.named"),
        "services-end": part(services, vestiaire, end=True),
        "services-rights": part(services, epicerie),
        "services-holders": part(services, epicerie, "right.carte_sortir"),
        "rights": of_person(),
        "rights-add": of_person("right.add.carte_sortir"),
        "rights-renew": of_person("right.0"),
        "campaign": part(campaign, None),
        "campaign-end": part(campaign, None, end=True),
        "campaign-add": part(campaign, None, "campaign.add"),
        "campaign-effect": part(campaign, None, "campaign.2"),
        "campaign-heard": part(campaign, None, "campaign.heard"),
    }
