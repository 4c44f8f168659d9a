from __future__ import annotations

from datetime import date

from espace_mobile.domain.civic_counts import count_missions
from espace_mobile.domain.civic_mission import CivicMission
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_year import Span, whole, year_at
from espace_mobile.domain.sheet_vocabulary import CivicTheme, HostType, MissionStatus, Vocation

YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))


def mission(since: date | None, status: MissionStatus = MissionStatus.RUNNING, **more: object) -> CivicMission:
    told = {"id": "m", "programme_id": "p", "theme": CivicTheme.VISITS, "host": HostType.EHPAD, "since": since}
    return CivicMission.model_validate({**told, "status": status, **more})


def test_what_began_in_the_year_counts_and_what_is_only_planned_does_not() -> None:
    ended = {"until": date(2026, 8, 31), "vocation": Vocation.CARE_JOB}
    count = count_missions(
        [
            mission(date(2026, 1, 1)),
            mission(date(2026, 2, 1), MissionStatus.ENDED, theme=CivicTheme.AWARENESS, host=HostType.SAAD, **ended),
            mission(date(2025, 12, 31), MissionStatus.BROKEN_OFF, until=date(2026, 2, 1)),
            mission(date(2026, 3, 1), MissionStatus.PLANNED),
            mission(date(2026, 3, 1), MissionStatus.CANCELLED),
            mission(None, MissionStatus.OPEN),
        ],
        YEAR, 6,
    )  # fmt: skip
    assert (count.begun, count.target, count.open, count.running) == (2, 6, 1, 1)
    assert dict(count.themes) == {CivicTheme.VISITS: 1, CivicTheme.AWARENESS: 1}
    assert dict(count.hosts) == {HostType.EHPAD: 1, HostType.SAAD: 1}
    assert dict(count.vocations) == {Vocation.CARE_JOB: 1, None: 1}


def test_a_year_runs_from_the_first_day_of_the_programme() -> None:
    programme = Programme(id="p", name="P", since=date(2025, 9, 15), until=date(2027, 9, 14))
    assert year_at(programme, date(2026, 9, 14)) == Span(date(2025, 9, 15), date(2026, 9, 14))
    assert year_at(programme, date(2026, 9, 15)) == Span(date(2026, 9, 15), date(2027, 9, 14))
    assert year_at(programme, date(2020, 1, 1)).since == date(2025, 9, 15)
    assert year_at(programme, date(2030, 1, 1)).until == date(2027, 9, 14)
    assert whole(programme) == Span(date(2025, 9, 15), date(2027, 9, 14))


def test_a_programme_begun_on_29_february_has_years_without_gaps() -> None:
    programme = Programme(id="p", name="P", since=date(2024, 2, 29))
    for day in (date(2025, 2, 27), date(2025, 2, 28), date(2026, 3, 1), date(2028, 2, 28), date(2028, 2, 29)):
        assert day in year_at(programme, day)


def test_without_a_first_day_the_year_is_that_of_the_calendar() -> None:
    assert year_at(Programme(id="p", name="P"), date(2026, 5, 14)) == YEAR
    assert whole(Programme(id="p", name="P")) is None
