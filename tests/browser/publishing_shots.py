"""Scenes of the public site, for `shots --office` (the file's: for `shots`)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from espace_mobile.app import clock
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.public_site import Publication, Testimonial
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.sample.cast import SUPERVISOR
from espace_mobile.sample.demonstration import Demonstration, demonstration
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.store.replica import Replica
from espace_mobile.sync.public_pages import PUBLICATION, digests_of, pages
from tests.browser.driver import Driver

Scene = Callable[[Driver], None]


def facts(sample: Demonstration) -> list[Fact]:
    """Published yesterday; since then two dates are new, one text is withdrawn."""
    replica = Replica(MemoryStorage(), "e" * 16, Keychain("org", {1: new_org_key()}), lambda: 0)
    replica.save(*sample.organisations, *sample.places, *sample.outings, *sample.publicity, by=SUPERVISOR.id)
    made = pages(replica, sample.today, clock.now(), demo=True)
    told = tuple(d.id for d in made.dates if not d.cancelled)[:-2]
    stories = [f.id for f in sample.publicity if isinstance(f, Testimonial)]
    return [
        Publication(
            id=PUBLICATION, revision=1, at=clock.now() - timedelta(days=1), worker_id=SUPERVISOR.id, outing_ids=told,
            testimonial_ids=(stories[0], stories[2]), digests=tuple(digests_of(made).values())[:-2],
        )
    ]  # fmt: skip


def scenes(go: Callable[[str], Scene]) -> dict[str, Scene]:
    """What waits for a supervisor is the second of the demonstration's stories, whatever the day."""

    def at(route: str, *taps: str, to: str = "") -> Scene:
        def scene(app: Driver) -> None:
            go(route)(app)
            app.page.wait_for_timeout(900)
            for identifier in taps:
                app.scroll_to(app.marked(identifier))
                app.tap(identifier)
                app.page.wait_for_timeout(800)
            if to:
                app.scroll_to(app.marked(to))
                app.page.wait_for_timeout(400)

        return scene

    def story(app: Driver) -> None:
        told = [f for f in demonstration(clock.today()).publicity if isinstance(f, Testimonial)]
        at(f"/public/testimonials/{told[1].id}")(app)

    return {
        "public": at("/public"),
        "public-settings": at("/public", to="site.automatic"),
        "public-texts": at("/public", "site.texts"),
        "public-offers": at("/public/opportunities"),
        "public-offer": at("/public/opportunities", "offer.0"),
        "public-stories": at("/public/testimonials"),
        "public-story": story,
        "public-telling": at("/public/testimonials", "story.new"),
        "public-calendars": at("/public/calendars", "subscription.make.all"),
    }
