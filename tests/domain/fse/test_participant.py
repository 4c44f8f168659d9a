"""What is derived of a participant: age at the entry, work, answers and silences, what was told in time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from espace_mobile.domain.fse import ASKED, Missing, Silence, entry_among, missing, situations_among
from espace_mobile.domain.fse.participant import ages_at_entry, asked, exit_in_time, work
from espace_mobile.domain.participant_entry import ParticipantEntry
from espace_mobile.domain.path_vocabulary import Answered, SituationMoment, WorkSituation
from espace_mobile.domain.report_vocabulary import Declared, EducationLevel
from espace_mobile.domain.vocabulary import Sex
from tests.domain.fse.taking_part import TODAY, participant, said

ENTRY, EXIT, LATER = SituationMoment
LEFT = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("entered", "person", "ages"),
    [
        (date(2026, 5, 14), {"birth_on": date(2008, 5, 14)}, (18, 18)),  # the birthday is the day of the entry
        (date(2026, 5, 13), {"birth_on": date(2008, 5, 14)}, (17, 17)),
        (date(2026, 2, 28), {"birth_on": date(2008, 2, 29)}, (17, 17)),
        (date(2026, 3, 1), {"birth_on": date(2008, 2, 29)}, (18, 18)),
        (date(2028, 2, 29), {"birth_on": date(2008, 2, 29)}, (20, 20)),
        (date(2026, 5, 14), {"birth_year": 2008}, (17, 18)),
        (date(2026, 5, 14), {"birth_year": 2026}, (0, 0)),
        (date(2026, 5, 14), {"birth_on": date(2030, 1, 1)}, None),  # a slip: no age rather than a wrong one
        (date(2026, 5, 14), {}, None),
    ],
)
def test_the_age_is_that_of_the_day_of_the_entry(
    entered: date, person: dict[str, object], ages: tuple[int, int] | None
) -> None:
    assert ages_at_entry(participant(entered, **person)) == ages


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (WorkSituation.EMPLOYED, WorkSituation.EMPLOYED),
        (WorkSituation("freelance"), Silence.UNKNOWN),  # of a newer version
        (Answered.REFUSED, Silence.REFUSED),
        (Answered.UNANSWERED, Silence.UNANSWERED),
        (Answered.UNREACHABLE, Silence.UNREACHABLE),
        (Answered.UNKNOWN, Silence.UNKNOWN),
        (Answered.ANSWERED, Silence.UNKNOWN),  # two tablets together: answered, but not what
    ],
)
@pytest.mark.parametrize("moment", [*SituationMoment])
def test_each_silence_about_work_stays_what_it_is(
    moment: SituationMoment, answer: WorkSituation | Answered, told: WorkSituation | Silence
) -> None:
    assert work(participant(LEFT - timedelta(days=60), LEFT, said(moment, answer)), moment) == told


@pytest.mark.parametrize(
    ("left", "moment", "told"),
    [
        (None, ENTRY, Silence.MISSING),
        (None, EXIT, Silence.NOT_YET),
        (LEFT, EXIT, Silence.MISSING),
        (LEFT, LATER, Silence.NOT_YET),
        (date(2025, 11, 14), LATER, Silence.MISSING),  # six months ago today
        (date(2025, 11, 15), LATER, Silence.NOT_YET),
    ],
)
def test_what_was_not_asked_is_missing_once_its_moment_came(
    left: date | None, moment: SituationMoment, told: Silence
) -> None:
    assert work(participant(date(2025, 9, 1), left), moment) == told


@pytest.mark.parametrize(
    ("after", "in_time"), [(0, True), (27, True), (28, True), (29, False), (200, False)]
)  # fmt: skip
def test_the_exit_is_told_in_time_up_to_the_28th_day(after: int, in_time: bool) -> None:
    told = said(EXIT, WorkSituation.EMPLOYED, LEFT + timedelta(days=after))
    assert exit_in_time(participant(date(2026, 1, 5), LEFT, told)) is in_time


@pytest.mark.parametrize(
    ("days", "told", "gap"),
    [
        (27, Silence.NOT_YET, Missing.EXIT),
        (28, Silence.NOT_YET, Missing.EXIT),
        (29, Silence.MISSING, Missing.EXIT_LATE),
    ],
)
def test_the_exit_is_late_from_the_29th_day(days: int, told: Silence, gap: Missing) -> None:
    one = participant(date(2026, 1, 5), LEFT, today=LEFT + timedelta(days=days))
    assert exit_in_time(one) == told
    assert gap in missing(one)


@pytest.mark.parametrize("name", ASKED)
def test_an_answer_a_refusal_and_nobody_asking_are_three_things(name: str) -> None:
    yes = EducationLevel.ISCED_3_4 if name == "education" else Declared.YES
    codes = type(yes)
    assert asked(participant(entry={name: yes}), name) == yes
    assert asked(participant(entry={name: codes("refused")}), name) == Silence.REFUSED
    assert asked(participant(entry={name: codes("unanswered")}), name) == Silence.UNANSWERED
    assert asked(participant(entry={name: codes("unknown")}), name) == Silence.UNKNOWN
    assert asked(participant(entry={name: codes("perhaps")}), name) == Silence.UNKNOWN
    assert asked(participant(entry={}), name) == asked(participant(), name) == Silence.MISSING


def test_a_refusal_is_never_missing() -> None:
    refused = dict.fromkeys(ASKED, "refused")
    one = participant(
        date(2026, 1, 5), LEFT, said(ENTRY, Answered.REFUSED), said(EXIT, Answered.UNREACHABLE), entry=refused,
        birth_on=date(1990, 1, 1), sex=Sex.FEMALE,
    )  # fmt: skip
    assert missing(one) == ()


def test_all_that_is_missing_is_said_the_latest_moment_first() -> None:
    one = participant(date(2025, 6, 2), date(2025, 9, 1), entry={"rural": Declared.NO}, birth_year=1990)
    assert missing(one) == (
        Missing.SIX_MONTHS_LATE, Missing.EXIT_LATE, Missing.WORK_AT_ENTRY, Missing.ENTRY_PARTLY, Missing.BIRTH,
        Missing.SEX,
    )  # fmt: skip
    assert Missing.ENTRY in missing(participant())


def test_of_the_answers_of_merged_files_those_that_tell_most_count() -> None:
    little = ParticipantEntry(id="f" * 32, enrolment_id="1" * 32, rural=Declared.REFUSED)
    much = ParticipantEntry(id="e" * 32, enrolment_id="2" * 32, rural=Declared.NO)
    assert entry_among([little, much]) == entry_among([much, little]) == much
    silent = said(ENTRY, Answered.UNREACHABLE, TODAY, "1")
    told = said(ENTRY, WorkSituation.INACTIVE, LEFT, "2")
    assert situations_among([told, silent]) == situations_among([silent, told]) == {ENTRY: told}
