from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.campaign_effect import by_month
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.vocabulary import ReferralChannel
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.values import new_id
from espace_mobile.store.heard import Heard
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.store.replica import Replica

WORKER, ZONE = "f" * 32, ZoneInfo("Europe/Paris")
RADIO, FLYER = ReferralChannel.RADIO, ReferralChannel.FLYER
moments = st.datetimes(datetime(2026, 4, 29), datetime(2026, 5, 3), timezones=st.just(UTC))  # noqa: DTZ001


def empty_replica() -> Replica:
    return Replica(MemoryStorage(), "0" * 16, Keychain("org", {1: new_org_key()}), lambda: 1_780_000_000_000)


def contact(at: datetime, heard_via: ReferralChannel | None) -> Contact:
    return Contact(id=new_id(), outing_id="o" * 32, at=at, heard_via=heard_via)


def test_contacts_move_with_what_is_said_of_them() -> None:
    replica = empty_replica()
    heard = Heard(replica)
    met = contact(datetime(2026, 5, 14, 9, tzinfo=UTC), None)
    replica.save(met, by=WORKER)
    day, may = date(2026, 5, 14), date(2026, 5, 1)
    assert heard.between(RADIO, day, day) == 0
    assert heard.months() == {(may, None): 1}
    replica.save(met.but(heard_via=RADIO), by=WORKER)
    assert (heard.between(RADIO, day, day), heard.between(FLYER, day, day)) == (1, 0)
    assert heard.months() == {(may, RADIO): 1}
    replica.delete(met, by=WORKER)
    assert (heard.between(RADIO, day, day), heard.months()) == (0, {})


@given(
    st.lists(st.tuples(moments, st.sampled_from([RADIO, FLYER, None])), max_size=8),
    st.dates(date(2026, 4, 28), date(2026, 5, 4)), st.integers(0, 6),
)  # fmt: skip
def test_the_index_says_what_counting_all_would(
    made: list[tuple[datetime, ReferralChannel | None]], first: date, days: int
) -> None:
    replica = empty_replica()
    heard = Heard(replica)
    contacts = [contact(at, via) for at, via in made]
    replica.save(*contacts, by=WORKER)
    assert heard.months() == by_month(contacts)
    last = date.fromordinal(first.toordinal() + days)
    local = [(c.at.astimezone(ZONE).date(), c.heard_via) for c in contacts]
    assert heard.between(RADIO, first, last) == sum(via == RADIO and first <= day <= last for day, via in local)
