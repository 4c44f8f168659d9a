"""What of the register may be public, at most: which dates, stories and offers. Nothing is public by this alone."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Iterable
from datetime import date, timedelta

from espace_mobile.domain.outing import Outing
from espace_mobile.domain.path_vocabulary import Consent
from espace_mobile.domain.public_site import Opportunity, PublicSite, Testimonial
from espace_mobile.domain.schedule import TO_COME, in_order, is_off
from espace_mobile.domain.schedule_vocabulary import Moderation
from espace_mobile.domain.text import folded
from espace_mobile.domain.vocabulary import OutingStatus

STORY_LENGTH = 1500  # characters
KEPT = timedelta(weeks=4)  # what was held not long ago is still told: « elle était là »
TEAM_MONTHS = 18  # how far the calendar of a team reads
MONTHS_OFFERED = (3, 6, 12)

_ON = frozenset({*TO_COME, OutingStatus.HELD})
_LONGEST_SLUG = 40


def span(months_ahead: int, today: date) -> tuple[date, date]:
    """The days of which something is told, both included."""
    year, month = divmod(today.year * 12 + today.month - 1 + max(1, months_ahead), 12)
    return today - KEPT, date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def is_told(outing: Outing, site: PublicSite) -> bool:
    """Whether it may be told as taking place. A status of a newer version of the app is not told."""
    if outing.hidden or outing.status not in _ON:
        return False
    return not site.only_confirmed or outing.status != OutingStatus.PLANNED


def dates_told(outings: Iterable[Outing], site: PublicSite, today: date, told: Collection[str]) -> list[Outing]:
    """In order of time. What is off is only told to those who were told of it: the ids of `told`."""
    first, last = span(site.months_ahead, today)
    near = (o for o in outings if first <= o.on <= last)
    kept = (o for o in near if is_told(o, site) or (is_off(o) and not o.hidden and o.id in told))
    return sorted(kept, key=in_order)


def dates_of_team(outings: Iterable[Outing], team_id: str | None, today: date) -> list[Outing]:
    """What its calendar tells a team (None: all of them), in order of time: the hidden and the cancelled ones too."""
    first, last = span(TEAM_MONTHS, today)
    near = (o for o in outings if first <= o.on <= last and (o.status in _ON or is_off(o)))
    return sorted((o for o in near if team_id in (None, o.team_id)), key=in_order)


def may_be_told(story: Testimonial) -> bool:
    """Approved, and still agreed to. That its person was not erased, and that nobody disagrees, is the caller's to
    know."""
    agreed = story.consent == Consent.GIVEN and story.moderation == Moderation.APPROVED
    return agreed and bool(story.text and story.signed)


def is_taken_back(story: Testimonial) -> bool:
    """Whether somebody decided that it is not, or no longer, to be public."""
    said_no = story.consent in (Consent.REFUSED, Consent.WITHDRAWN)
    return said_no or story.moderation == Moderation.REFUSED


def is_offered(offer: Opportunity, today: date) -> bool:
    return offer.shown and (offer.until is None or offer.until >= today)


def slug_of(name: str) -> str:
    """An address made of a name: « Association Émeraude & Cie » → « association-emeraude-cie »; may be too short."""
    plain = re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-0123456789")
    return plain[:_LONGEST_SLUG].strip("-")
