"""What a balance shares: few people are told by no month, nor by what they did together."""

from __future__ import annotations

from datetime import UTC, date, datetime

from espace_mobile.app.actions import balance
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.campaign_action import CampaignAction
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.indicators import Of
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.path_vocabulary import AttendanceStatus, SessionStatus
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.sheet_vocabulary import CampaignSort, ProgrammePart
from espace_mobile.domain.vocabulary import ReferralChannel
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica

TODAY = date(2026, 11, 21)
YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
PROGRAMME = Programme(id=new_id(), name="Estime de soi", parts=(ProgrammePart.WORKSHOPS, ProgrammePart.CAMPAIGN))


def came(month: int, *people: str) -> list[Fact]:
    at = datetime(2026, month, 3, 13, tzinfo=UTC)
    held = GroupSession(id=new_id(), programme_id=PROGRAMME.id, title="S", starts_at=at, status=SessionStatus.HELD)
    status = AttendanceStatus.PRESENT
    return [held, *(Attendance(id=new_id(), session_id=held.id, person_id=one, since=at, status=status)
                    for one in people)]  # fmt: skip


def test_two_people_who_came_often_in_a_month_are_not_told_by_their_presences(replica: Replica) -> None:
    two = [fact for _ in range(4) for fact in came(5, "a", "b")]  # eight presences of two people
    replica.save(PROGRAMME, *two, *came(3, *"abcdefg"), *came(4, *"abcdef"), by="setup")
    shared, internal = (
        {f.code: f for f in balance.gather(replica, PROGRAMME, YEAR, TODAY, internal=each).counts.months}
        for each in (False, True)
    )
    assert Of.PRESENCES in internal
    assert Of.PRESENCES not in shared
    parts = shared[Of.PARTICIPANTS].parts
    assert [part.name for part in parts] == sorted(part.name for part in parts)  # type: ignore[type-var]
    assert {part.name: part.value for part in parts}[date(2026, 5, 1)] is None


def heard(*days: tuple[int, int, int], via: ReferralChannel = ReferralChannel.RADIO) -> list[Fact]:
    """(month, day, how many) contacts, at a date of the van."""
    van = Outing(id=new_id(), on=date(2026, 1, 2))
    return [van, *(Contact(id=new_id(), outing_id=van.id, at=datetime(2026, month, day, 12, tzinfo=UTC), heard_via=via)
                   for month, day, many in days for _ in range(many))]  # fmt: skip


def spot(since: date, until: date) -> CampaignAction:
    return CampaignAction(
        id=new_id(), programme_id=PROGRAMME.id, sort=CampaignSort.RADIO_SPOT, since=since, until=until
    )  # fmt: skip


IN_MARCH = spot(date(2026, 3, 1), date(2026, 3, 10))


def around(replica: Replica) -> list[dict[str, int | None]]:
    return [dict(one.contacts) for one in balance.gather(replica, PROGRAMME, YEAR, TODAY).campaign]


def test_few_contacts_around_an_action_are_hidden_in_what_is_shared(replica: Replica) -> None:
    replica.save(PROGRAMME, IN_MARCH, *heard((2, 20, 2), (3, 5, 6), (8, 1, 12)), by="setup")
    internal = balance.gather(replica, PROGRAMME, YEAR, TODAY, internal=True).campaign[0].contacts
    assert dict(internal) == {"before": 2, "during": 6, "after": 0}
    assert around(replica) == [{"before": None, "during": 6, "after": 0}]


def test_what_a_channel_brought_in_all_does_not_tell_of_few_around_an_action(replica: Replica) -> None:
    replica.save(PROGRAMME, IN_MARCH, *heard((2, 20, 2), (3, 5, 6)), by="setup")
    assert around(replica) == [{"before": None, "during": None, "after": 0}]


def test_a_channel_that_hides_another_is_not_told_by_an_action_of_the_whole_year(replica: Replica) -> None:
    radio, flyers = heard((5, 5, 10)), heard((6, 6, 3), via=ReferralChannel.FLYER)
    replica.save(PROGRAMME, spot(YEAR.since, YEAR.until), *radio, *flyers, by="setup")
    (one,) = around(replica)
    assert one["during"] is None


def test_two_actions_a_few_days_apart_do_not_tell_of_the_days_between(replica: Replica) -> None:
    longer = spot(date(2026, 3, 1), date(2026, 3, 12))
    replica.save(PROGRAMME, IN_MARCH, longer, *heard((3, 5, 6), (3, 11, 2), (9, 9, 9)), by="setup")
    assert sorted(one["during"] or 0 for one in around(replica)) in ([0, 6], [0, 8])


def test_how_many_are_hidden_is_known_before_a_file_is_made(replica: Replica) -> None:
    replica.save(PROGRAMME, *came(3, "a", "b"), by="setup")
    assert balance.counts(replica, PROGRAMME, YEAR, TODAY, 5).hidden > 0
    assert balance.counts(replica, PROGRAMME, YEAR, TODAY, None).hidden == 0
