"""What a campaign brings: the contacts that say they heard of us by its channel, before, during and after it.

People say one channel, and actions overlap: what is counted came « after », never « thanks to ».
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from espace_mobile.domain.campaign_action import CampaignAction
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.retention import LOCAL
from espace_mobile.domain.sheet_vocabulary import CampaignSort
from espace_mobile.domain.vocabulary import ReferralChannel

AROUND = 14  # days looked at before an action, and after it
Heard = Callable[[ReferralChannel, date, date], int]  # contacts of a channel from a day to another, both included
Month = tuple[date, ReferralChannel | None]  # the first day; None: nobody said how they heard of us

CHANNELS: Mapping[CampaignSort, ReferralChannel | None] = MappingProxyType(
    {
        CampaignSort.RADIO_SPOT: ReferralChannel.RADIO,
        CampaignSort.FLYER: ReferralChannel.FLYER,
        CampaignSort.POSTER: ReferralChannel.POSTER,
        CampaignSort.SOCIAL_NETWORK: ReferralChannel.SOCIAL_NETWORK,
        CampaignSort.ASSOCIATION: ReferralChannel.ASSOCIATION,
        CampaignSort.CITIZEN_COUNCIL: ReferralChannel.ASSOCIATION,  # « association ou conseil citoyen »
        CampaignSort.WEBSITE: ReferralChannel.WEBSITE,
        CampaignSort.PRESS: None,  # no channel says it
    }
)


@dataclass(frozen=True)
class Span:
    """Both days included. `contacts`: so far; `days`: of it, those that are past or today."""

    first: date
    last: date
    contacts: int
    days: int

    @property
    def weekly(self) -> float:
        """0 when none of it has passed."""
        return self.contacts * 7 / self.days if self.days else 0.0


@dataclass(frozen=True)
class Effect:
    """`after`: None while no end of the action is said."""

    channel: ReferralChannel
    before: Span
    during: Span
    after: Span | None

    @property
    def spans(self) -> dict[str, Span]:
        shown = {"before": self.before, "during": self.during, "after": self.after}
        return {name: span for name, span in shown.items() if span is not None}


def channel_of(sort: CampaignSort) -> ReferralChannel | None:
    """None when no channel says it, or this version does not know the sort."""
    return CHANNELS.get(sort)


def effect(action: CampaignAction, heard: Heard, today: date) -> Effect | None:
    """Two weeks before, the days of the action, two weeks after. None when no channel says it."""
    channel = channel_of(action.sort)
    if channel is None:
        return None
    ends = action.until if action.until is not None else max(today, action.since)
    near = timedelta(days=AROUND)

    def span(first: date, last: date) -> Span:
        past = min(last, today)
        days = max(0, (past - first).days + 1)
        return Span(first, last, heard(channel, first, past) if days else 0, days)

    one = timedelta(days=1)
    return Effect(
        channel, span(action.since - near, action.since - one), span(action.since, ends),
        span(ends + one, ends + near) if action.until is not None else None,
    )  # fmt: skip


def is_running(action: CampaignAction, today: date) -> bool:
    return action.since <= today and (action.until is None or today <= action.until)


def by_month(contacts: Iterable[Contact]) -> Counter[Month]:
    return Counter((c.at.astimezone(LOCAL).date().replace(day=1), c.heard_via) for c in contacts)
