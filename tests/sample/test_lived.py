"""A year of each programme, with the numbers of their sheets, counted as the app counts them."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from espace_mobile import templates
from espace_mobile.app.actions import alerts, indicators
from espace_mobile.app.actions.programme_texts import TEXT_LENGTH
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.indicators import Figure, Of, by_code
from espace_mobile.domain.notes import check_note
from espace_mobile.domain.path_vocabulary import AlertRule
from espace_mobile.domain.programme_sheet import ProgrammeText
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.sheet_vocabulary import ProgrammeTextSort, Vocation
from espace_mobile.sample.cast import SUPERVISOR
from espace_mobile.sample.demonstration import Demonstration, demonstration
from tests.app.tablet import Tablet

TODAY = date(2026, 5, 14)


@pytest.fixture(scope="module")
def demo() -> Demonstration:
    return demonstration(TODAY)


@pytest.fixture(scope="module")
def tablet(demo: Demonstration, tmp_path_factory: pytest.TempPathFactory) -> Tablet:
    return Tablet(tmp_path_factory.mktemp("demo"), demo.facts())


def figures(demo: Demonstration, tablet: Tablet, template: str) -> dict[Of, Figure]:
    """Of the two years that the demonstration tells."""
    programme = dict(zip(templates.SHIPPED, demo.programmes, strict=True))[template]
    span = Span(date(TODAY.year - 1, 1, 1), TODAY)
    return by_code(indicators.figures(tablet.replica).of(programme.id, span, TODAY))


def values(found: dict[Of, Figure], *codes: Of) -> list[int | None]:
    return [found[code].value for code in codes]


def test_danjoutin_has_the_balance_of_its_sheet(demo: Demonstration, tablet: Tablet) -> None:
    found = figures(demo, tablet, "danjoutin")
    assert values(found, Of.PEOPLE, Of.EXITS, Of.JOBS, Of.TRAININGS) == [42, 42, 7, 7]
    assert values(found, Of.RE_REGISTERED, Of.UNKNOWN) == [6, 22]
    assert values(found, Of.HOURS_PROMISED, Of.HOURS_VALIDATED, Of.HOURS_LEFT) == [4200 * 60, 4200 * 60, 0]
    assert (found[Of.REVIEWS_HELD].value or 0) >= 17
    assert found[Of.CASES_DECIDED].value == 3 * (found[Of.REVIEWS_HELD].value or 0)


def test_noirmoutier_has_nine_people_in_eight_sessions_of_two_phases(demo: Demonstration, tablet: Tablet) -> None:
    found = figures(demo, tablet, "noirmoutier")
    assert values(found, Of.PARTICIPANTS, Of.SESSIONS_HELD, Of.INFORMAL, Of.MEETINGS) == [9, 8, 3, 3]
    assert values(found, Of.JOBS, Of.TRAININGS) == [4, 1]


def test_vern_meets_on_thursdays_and_people_are_fed(demo: Demonstration, tablet: Tablet) -> None:
    found = figures(demo, tablet, "vern")
    weekly = [s for s in demo.lived if isinstance(s, GroupSession) and s.title == "Atelier du jeudi"]
    assert {s.starts_at.weekday() for s in weekly} == {3}
    assert 44 <= (found[Of.SESSIONS_HELD].value or 0) <= 50
    assert values(found, Of.SESSIONS_OFF, Of.VISITS, Of.RIGHT_HOLDERS) == [2, 50, 5]
    assert (found[Of.RETURNS].value or 0) >= 1


def test_troyes_dresses_and_coaches(demo: Demonstration, tablet: Tablet) -> None:
    found = figures(demo, tablet, "troyes")
    assert values(found, Of.SESSIONS_HELD, Of.PARTICIPANTS, Of.VISITS, Of.AFTER_WORKSHOP) == [8, 10, 52, 2]
    assert (found[Of.VISITS_ANONYMOUS].value or 0) > (found[Of.VISITORS].value or 0)


def test_the_van_has_its_campaign_its_missions_and_their_referents(demo: Demonstration, tablet: Tablet) -> None:
    found = figures(demo, tablet, "espace-mobile")
    assert values(found, Of.CAMPAIGN_COST, Of.MISSIONS, Of.REFERENTS) == [1705_00, 4, 2]
    assert {part.name for part in found[Of.VOCATIONS].parts} >= {Vocation.CARE_JOB, Vocation.CARE_TRAINING}


def test_each_programme_says_how_the_year_went(demo: Demonstration) -> None:
    told = [fact for fact in demo.lived if isinstance(fact, ProgrammeText)]
    assert {t.programme_id for t in told if t.sort == ProgrammeTextSort.BALANCE} == {p.id for p in demo.programmes}
    assert all(check_note(t.text, "text", TEXT_LENGTH) == t.text and t.on < demo.today for t in told)


@pytest.mark.parametrize("today", [TODAY, date(2026, 1, 3), date(2026, 12, 31), date(2028, 2, 29)], ids=str)
def test_people_were_met_before_they_enter_and_nobody_is_in_two_programmes_of_the_sheets(today: date) -> None:
    demo = demonstration(today)
    opened = {person.id: person.opened_on for person in demo.people}
    spells = [fact for fact in demo.lived if isinstance(fact, Enrolment)]
    assert all((opened[s.person_id or ""] or today) <= (s.entered_on or today) <= today for s in spells)
    assert set(Counter(s.person_id for s in spells).values()) == {1}
    assert not {s.person_id for s in spells} & {e.person_id for e in demo.enrolments}
    assert max(s.exited_on or today - timedelta(days=1) for s in spells) <= today
    assert len({fact.id for fact in demo.facts()}) == len(demo.facts())


def test_they_break_no_rule_but_that_all_hours_are_taken(demo: Demonstration, tablet: Tablet) -> None:
    told = Counter(found.alert.rule for found in alerts.pending(tablet.replica, SUPERVISOR, TODAY))
    lived = {fact.id for fact in demo.lived}
    before = Tablet(Path(), [fact for fact in demo.facts() if fact.id not in lived])
    known = Counter(found.alert.rule for found in alerts.pending(before.replica, SUPERVISOR, TODAY))
    assert set(told - known) == {AlertRule.HOURS_100}
