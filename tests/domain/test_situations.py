from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.path_vocabulary import Answered, SituationMoment, WorkSituation
from espace_mobile.domain.situation import Situation
from espace_mobile.domain.situations import MISSING, Asking, check_situation, counts, expected, latest_waiting
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id

ENTERED, LEFT = date(2026, 1, 5), date(2026, 2, 28)


def spell(entered: date | None = ENTERED, exited: date | None = LEFT) -> Enrolment:
    return Enrolment(id=new_id(), programme_id="p" * 32, entered_on=entered, exited_on=exited)


def said(of: Enrolment, moment: SituationMoment, answered: Answered = Answered.ANSWERED) -> Situation:
    return Situation(id=new_id(), enrolment_id=of.id, moment=moment, answered=answered)


def asked(of: Enrolment, today: date, *situations: Situation) -> list[Asking]:
    return [e.asking for e in expected(of, situations, today)]


def test_each_moment_is_asked_in_its_time() -> None:
    one = spell()
    assert asked(spell(None, None), LEFT) == [Asking.NOT_YET] * 3
    assert asked(spell(exited=None), ENTERED) == [Asking.DUE, Asking.NOT_YET, Asking.NOT_YET]
    assert asked(one, LEFT) == [Asking.LATE, Asking.DUE, Asking.NOT_YET]
    assert asked(one, LEFT + timedelta(days=28))[1] == Asking.DUE
    assert asked(one, LEFT + timedelta(days=29))[1] == Asking.LATE
    assert asked(one, date(2026, 8, 27))[2] == Asking.NOT_YET
    assert asked(one, date(2026, 8, 28))[2] == Asking.DUE
    assert asked(one, date(2026, 9, 26))[2] == Asking.LATE


@pytest.mark.parametrize("answered", list(Answered))
def test_why_there_is_no_answer_is_an_answer_too(answered: Answered) -> None:
    one = spell()
    [entry, *_] = expected(one, [said(one, SituationMoment.ENTRY, answered)], LEFT)
    assert entry.asking == Asking.TOLD
    assert entry.said is not None
    assert entry.said.answered == answered


def test_whoever_left_long_ago_is_asked_first_how_they_are_today() -> None:
    one, later = spell(), date(2026, 9, 1)
    first = latest_waiting(expected(one, [], later))
    assert first is not None
    assert first.moment == SituationMoment.SIX_MONTHS
    then = latest_waiting(expected(one, [said(one, SituationMoment.SIX_MONTHS)], later))
    assert then is not None
    assert then.moment == SituationMoment.EXIT
    assert latest_waiting(expected(one, [said(one, m) for m in SituationMoment], later)) is None


def test_an_answer_says_which_and_silence_keeps_none() -> None:
    assert check_situation(Answered.UNREACHABLE, WorkSituation.EMPLOYED) is None
    assert check_situation(Answered.ANSWERED, WorkSituation.EMPLOYED) == WorkSituation.EMPLOYED
    with pytest.raises(InputError) as error:
        check_situation(Answered.ANSWERED, None)
    assert (error.value.field, error.value.reason) == ("situation", "required")


@given(st.lists(st.none() | st.sampled_from([*Answered, Answered("a_newer_one")]), max_size=20))
def test_refused_unanswered_unknown_unreachable_and_missing_stay_apart_and_add_up(answers) -> None:
    spells = [spell() for _ in answers]
    told = [said(e, SituationMoment.EXIT, a) for e, a in zip(spells, answers, strict=True) if a is not None]
    found = counts(spells, [*told, said(spell(), SituationMoment.EXIT)], SituationMoment.EXIT)
    assert sum(found.values()) == len(spells)
    assert found[MISSING] == answers.count(None)
    assert found[Answered.UNREACHABLE] == answers.count(Answered.UNREACHABLE)
    assert counts(spells, told, SituationMoment.SIX_MONTHS)[MISSING] == len(spells)
