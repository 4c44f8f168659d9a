"""The actions of a campaign, as they are typed, and the contacts that come after."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from espace_mobile.app.actions import campaign, contacts
from espace_mobile.app.actions.campaign import Described
from espace_mobile.domain.campaign_action import CampaignAction
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.sheet_vocabulary import CampaignSort
from espace_mobile.domain.vocabulary import ReferralChannel
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.store.replica import Replica

SINCE = date(2026, 5, 4)
SPOT = Described(CampaignSort.RADIO_SPOT, SINCE, SINCE + timedelta(days=6), quantity="40", cost="1 240,50 €")


@pytest.fixture
def spot(replica: Replica, programme: Programme, counsellor: Worker) -> CampaignAction:
    return campaign.add(replica, programme, SPOT, counsellor)


def test_an_action_is_kept_as_it_was_meant_and_shown_as_it_was_typed(spot: CampaignAction) -> None:
    assert (spot.sort, spot.quantity, spot.cents) == (CampaignSort.RADIO_SPOT, 40, 124050)
    assert Described.of(spot) == Described(SPOT.sort, SPOT.since, SPOT.until, "", "40", "1 240,50")


@pytest.mark.parametrize(
    ("typed", "field", "reason"),
    [
        ({"sort": None}, "sort", "required"),
        ({"since": None}, "since", "required"),
        ({"until": SINCE - timedelta(days=1)}, "until", "before_start"),
        ({"quantity": "beaucoup"}, "quantity", "format"),
        ({"quantity": "-3"}, "quantity", "format"),
        ({"quantity": "99999999"}, "quantity", "too_large"),
        ({"cost": "cher"}, "amount", "format"),
        ({"title": "t" * 121}, "title", "too_long"),
        ({"where": "w" * 121}, "place", "too_long"),
    ],
)
def test_what_cannot_be_kept_is_told_under_its_field(
    replica: Replica, programme: Programme, counsellor: Worker, typed: dict[str, Any], field: str, reason: str
) -> None:
    said = {name: getattr(SPOT, name) for name in Described.__dataclass_fields__} | typed
    with pytest.raises(InputError) as refused:
        campaign.add(replica, programme, Described(**said), counsellor)
    assert (refused.value.field, refused.value.reason) == (field, reason)
    assert replica.count(CampaignAction) == 0


def test_the_latest_action_comes_first_and_known_costs_add_up(
    replica: Replica, programme: Programme, spot: CampaignAction, counsellor: Worker
) -> None:
    flyers = campaign.add(
        replica, programme, Described(CampaignSort.FLYER, SINCE + timedelta(days=1), cost="60"), counsellor
    )
    site = campaign.add(replica, programme, Described(CampaignSort.WEBSITE, SINCE - timedelta(days=9)), counsellor)
    actions = campaign.actions_of(replica, programme.id)
    assert [a.id for a in actions] == [flyers.id, spot.id, site.id]
    assert campaign.cost(actions) == 130050
    assert campaign.cost([site]) is None  # unknown is not nothing


def test_an_action_is_corrected_removed_and_comes_back(
    replica: Replica, programme: Programme, spot: CampaignAction, counsellor: Worker
) -> None:
    corrected = campaign.correct(replica, spot, Described(CampaignSort.PRESS, SINCE), counsellor)
    assert (corrected.sort, corrected.until, corrected.cents) == (CampaignSort.PRESS, None, None)
    gone = campaign.remove(replica, spot, counsellor)
    assert campaign.actions_of(replica, programme.id) == []
    campaign.restore(replica, gone, counsellor)
    assert campaign.actions_of(replica, programme.id) == [corrected]


def test_in_the_field_the_campaign_is_only_read(
    replica: Replica, programme: Programme, spot: CampaignAction, worker: Worker
) -> None:
    for act in (
        lambda: campaign.add(replica, programme, SPOT, worker),
        lambda: campaign.correct(replica, spot, SPOT, worker),
        lambda: campaign.remove(replica, spot, worker),
    ):
        with pytest.raises(InputError):
            act()
    assert campaign.actions_of(replica, programme.id) == [spot]


def test_contacts_who_name_the_channel_are_its_effect_as_soon_as_they_say_it(
    replica: Replica, spot: CampaignAction, outing: Outing, worker: Worker, now: datetime, today: date
) -> None:
    met = contacts.log_contact(replica, outing, worker, now=now)
    before = campaign.effect(replica, spot, today)
    assert before is not None
    assert before.after is not None
    assert before.after.contacts == 0
    contacts.describe_contact(replica, met, worker, heard_via=ReferralChannel.RADIO)
    found = campaign.effect(replica, spot, today)
    assert found is not None
    assert {name: span.contacts for name, span in found.spans.items()} == {"before": 0, "during": 0, "after": 1}
    assert campaign.heard_by_month(replica) == {(date(2026, 5, 1), ReferralChannel.RADIO): 1}
