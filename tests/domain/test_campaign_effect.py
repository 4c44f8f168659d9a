from __future__ import annotations

from datetime import date, timedelta

import pytest

from espace_mobile.domain.campaign_action import CampaignAction
from espace_mobile.domain.campaign_effect import CHANNELS, channel_of, effect, is_running
from espace_mobile.domain.sheet_vocabulary import CampaignSort
from espace_mobile.domain.vocabulary import ReferralChannel
from espace_mobile.protocol.values import new_id

SINCE, UNTIL = date(2026, 5, 4), date(2026, 5, 17)
LATER = date(2026, 8, 1)


def action(sort: CampaignSort = CampaignSort.RADIO_SPOT, until: date | None = UNTIL) -> CampaignAction:
    return CampaignAction(id=new_id(), programme_id=new_id(), sort=sort, since=SINCE, until=until)


class Contacts:
    def __init__(self, channel: ReferralChannel, days: list[date]) -> None:
        self.channel, self.days = channel, days

    def between(self, channel: ReferralChannel, first: date, last: date) -> int:
        return sum(channel == self.channel and first <= day <= last for day in self.days)


def test_each_contact_of_the_channel_is_before_during_or_after() -> None:
    edges = [SINCE - timedelta(days=15), SINCE - timedelta(days=14), SINCE - timedelta(days=1), SINCE, UNTIL,
             UNTIL + timedelta(days=1), UNTIL + timedelta(days=14), UNTIL + timedelta(days=15)]  # fmt: skip
    found = effect(action(), Contacts(ReferralChannel.RADIO, edges).between, LATER)
    assert found is not None
    assert found.after is not None
    assert (found.before.contacts, found.during.contacts, found.after.contacts) == (2, 2, 2)
    assert (found.before.days, found.during.days, found.after.days) == (14, 14, 14)
    assert found.during.weekly == 1.0


def test_contacts_of_another_channel_are_not_its_effect() -> None:
    found = effect(action(), Contacts(ReferralChannel.FLYER, [SINCE]).between, LATER)
    assert found is not None
    assert {name: span.contacts for name, span in found.spans.items()} == {"before": 0, "during": 0, "after": 0}


def test_days_to_come_count_for_nothing_yet() -> None:
    today = SINCE + timedelta(days=6)
    found = effect(action(), Contacts(ReferralChannel.RADIO, [SINCE, today + timedelta(days=1)]).between, today)
    assert found is not None
    assert found.after is not None
    assert (found.during.contacts, found.during.days, found.during.weekly) == (1, 7, 1.0)
    assert (found.after.contacts, found.after.days, found.after.weekly) == (0, 0, 0.0)


def test_an_action_without_an_end_goes_on() -> None:
    on = action(until=None)
    found = effect(on, Contacts(ReferralChannel.RADIO, [SINCE]).between, LATER)
    assert found is not None
    assert found.after is None
    assert (found.during.first, found.during.last) == (SINCE, LATER)
    assert is_running(on, LATER)
    assert not is_running(action(), LATER)
    assert not is_running(on, SINCE - timedelta(days=1))


@pytest.mark.parametrize("sort", list(CampaignSort))
def test_every_sort_says_by_which_channel_it_is_heard_or_that_none_is(sort: CampaignSort) -> None:
    assert sort in CHANNELS
    known = effect(action(sort), Contacts(ReferralChannel.RADIO, []).between, LATER)
    assert (known is None) == (channel_of(sort) is None) == (sort == CampaignSort.PRESS)


def test_a_sort_of_a_newer_version_has_no_channel() -> None:
    assert channel_of(CampaignSort("drone")) is None
