"""What the public may read, once a supervisor has published it: texts, opportunities, stories, addresses of calendars.

Nothing here is public by itself. A supervisor's device sends the server a copy of what was chosen (`Publication` says
what); the facts themselves stay in the register.
"""

from __future__ import annotations

import datetime
from typing import ClassVar

from espace_mobile.domain.fact import Fact, Instant
from espace_mobile.domain.path_vocabulary import Consent
from espace_mobile.domain.schedule_vocabulary import Moderation, OpportunitySort, TestimonialBy


class PublicSite(Fact):
    """One for the org, its `id` derived. `slug`: where its pages are, `/slug/`. The contact is the association's own
    line, not a person's. `months_ahead`: how far dates are told; `only_confirmed`: planned ones are not.

    `automatic`: what changes in what was published is published by itself at a supervisor's next sync.
    """

    kind: ClassVar[str] = "public_site"

    title: str = ""
    slug: str = ""
    intro: str = ""
    declared_work: str = ""
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    months_ahead: int = 6
    only_confirmed: bool = False
    automatic: bool = False


class Opportunity(Fact):
    """What somebody can come for. `until`: the last day it is offered."""

    kind: ClassVar[str] = "opportunity"

    sort: OpportunitySort
    title: str
    text: str = ""
    commune_name: str | None = None
    organisation_id: str | None = None
    rome_code: str | None = None
    until: datetime.date | None = None
    shown: bool = True


class Testimonial(Fact):
    """A story told for the public pages. `signed`: the name shown, a first name or a pseudonym.

    Published only when approved and agreed to; withdrawn at once when the agreement is. It goes with its person.
    """

    kind: ClassVar[str] = "testimonial"
    sealed: ClassVar[frozenset[str]] = frozenset({"text", "signed"})
    indexed: ClassVar[tuple[str, ...]] = ("person_id",)
    about: ClassVar[str | None] = "person_id"

    by: TestimonialBy
    text: str = ""
    signed: str = ""
    person_id: str | None = None
    organisation_id: str | None = None
    written_on: datetime.date
    worker_id: str | None = None
    consent: Consent | None = None
    consent_on: datetime.date | None = None
    moderation: Moderation = Moderation.WAITING
    moderated_by: str | None = None


class Publication(Fact):
    """What is public at this moment; one for the org, its `id` derived. `revision`: the server's number for it.

    `outing_ids`: the dates told as going ahead; `testimonial_ids`: the stories told: what any device takes back as soon
    as it is cancelled or no longer agreed to. `off_ids`: the dates told as not taking place, having been told before.
    `digests`: of each thing told (`public_pages.digests_of`), to say what would change.
    """

    kind: ClassVar[str] = "publication"

    revision: int
    at: Instant
    worker_id: str | None = None
    outing_ids: tuple[str, ...] = ()
    off_ids: tuple[str, ...] = ()
    testimonial_ids: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()


class TeamCalendar(Fact):
    """An address at which a calendar program finds a team's dates (`team_id` None: every team's). Whoever knows
    `secret` may read them: it is sealed, and the server keeps a digest. Revoked: the address answers nobody.
    `worker_id`: who made it."""

    kind: ClassVar[str] = "team_calendar"
    sealed: ClassVar[frozenset[str]] = frozenset({"secret"})

    team_id: str | None = None
    name: str = ""
    secret: str = ""
    worker_id: str | None = None
    made_at: Instant
    revoked_at: Instant | None = None
