from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from espace_mobile.app.actions import dashboard, indicators, merging
from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.dashboard import Board, By, Filters
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.indicators import Of, by_code
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.outcome import Outcome
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.path_vocabulary import (
    Answered,
    AttemptChannel,
    AttemptResult,
    AttendanceStatus,
    SessionStatus,
    SituationMoment,
)
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.domain.place import Place
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.sheet_vocabulary import ProgrammePart
from espace_mobile.domain.situation import Situation
from espace_mobile.domain.vocabulary import AgeBand, OutcomeType, OutingStatus, Qpv, ReferralChannel, Sex
from espace_mobile.domain.worker import Worker
from espace_mobile.i18n import translator
from espace_mobile.protocol.values import Sealed, new_id
from espace_mobile.sample.demonstration import demonstration
from espace_mobile.store.replica import Replica
from tests.app.actions.counted_facts import DAYS, FIRST, contacts, facts, id_of, merges
from tests.store.test_search import WORKER, empty_replica

YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))
MAY = datetime(2026, 5, 5, 9, tzinfo=UTC)
# What a programme counts too, in the same words.
SHARED = (
    Of.CONTACTS, Of.FILES, Of.FIRST_INTERVIEWS, Of.IN_SESSIONS, Of.ENTERED, Of.WITH_OUTCOME, Of.OUTINGS_HELD,
    Of.SESSIONS_HELD, Of.PRESENCES, Of.EXITS, Of.ATTEMPTS,
)  # fmt: skip
PARTS = (ProgrammePart.OUTINGS, ProgrammePart.WORKSHOPS)


def board(replica: Replica, span: Span = YEAR, **only: str) -> Board:
    return dashboard.boards(replica).of(Filters(span, only={By(by): frozenset({value}) for by, value in only.items()}))


def numbers(found: Board) -> dict[Of, int | None]:
    return {card.of: card.value for card in (*found.funnel, *found.activity)}


def row(found: Board, by: By, of: Of) -> dict[str, int | None]:
    cut = next(cut for cut in found.cuts if cut.by == by)
    return {value: n for value, row in cut.rows if (n := row[cut.codes.index(of)])}


def of_programme(replica: Replica, programme: Programme, span: Span) -> dict[Of, int | None]:
    found = by_code(indicators.figures(replica).of(programme.id, span, span.until))
    return {of: found[of].value if of in found else 0 for of in SHARED}  # without a heading: nothing was counted


def saved(*some: Fact) -> Replica:
    replica = empty_replica()
    replica.save(*some, by=WORKER)
    return replica


# The same words mean the same thing


def test_on_the_demonstration_data_each_programme_says_the_same() -> None:
    drawn = demonstration(date(2026, 5, 14))
    replica = saved(*drawn.facts())
    for programme in drawn.programmes:
        with_van = programme.but(parts=tuple({*programme.parts, *PARTS}))
        replica.save(with_van, by=WORKER)
        for span in (YEAR, Span(date(2025, 3, 3), date(2026, 2, 17)), Span(MAY.date(), MAY.date())):
            found = numbers(board(replica, span, programme=programme.id))
            assert {of: found[of] for of in SHARED} == of_programme(replica, with_van, span), programme.name


@settings(max_examples=25)
@given(
    st.lists(facts, max_size=30), st.lists(merges, max_size=2), st.integers(0, DAYS - 1), st.integers(0, DAYS),
    st.integers(0, 1),
)  # fmt: skip
def test_on_drawn_facts_a_programme_says_the_same(
    some: list[Fact], links: list[Fact], first: int, length: int, which: int
) -> None:
    programme = Programme(id=id_of(Programme, which), name="Espace mobile", parts=PARTS)
    replica = empty_replica()
    for fact in (programme, *some, *links):
        replica.save(fact, by=WORKER)
    since = FIRST + timedelta(days=first)
    span = Span(since, since + timedelta(days=length))
    found = numbers(board(replica, span, programme=programme.id))
    assert {of: found[of] for of in SHARED} == of_programme(replica, programme, span)


def test_a_contact_that_is_noted_days_after_its_date_counts_on_the_day_it_says(replica: Replica) -> None:
    date_in_april = Outing(id=new_id(), on=date(2026, 4, 20), status=OutingStatus.HELD)
    noted = Contact(id=new_id(), outing_id=date_in_april.id, at=MAY)
    van = Programme(id=new_id(), name="Espace mobile", parts=PARTS)
    replica.save(date_in_april, noted, van, by="setup")
    for month, many in ((4, 0), (5, 1)):
        span = Span(date(2026, month, 1), date(2026, month, 30))
        told = numbers(board(replica, span))[Of.CONTACTS]
        assert told == of_programme(replica, van, span)[Of.CONTACTS] == many


# Whatever the order, whatever the tablet


@settings(max_examples=20)
@given(st.lists(facts, max_size=25), st.lists(merges, max_size=2), st.randoms(use_true_random=False))
def test_two_tablets_that_hold_the_same_facts_say_the_same(some: list[Fact], links: list[Fact], random: Random) -> None:
    last = list({(fact.kind, fact.id): fact for fact in (*some, *links)}.values())
    mixed = list(last)
    random.shuffle(mixed)
    one, other = empty_replica(), empty_replica()
    dashboard.boards(other).warm()
    for replica, order in ((one, last), (other, mixed)):
        for fact in order:
            replica.save(fact, by=WORKER)
    span = Span(FIRST, FIRST + timedelta(days=DAYS))
    assert board(one, span) == board(other, span)


@given(contacts, st.none() | st.integers(0, 2))
def test_attaching_a_contact_changes_no_contact(met: Contact, whose: int | None) -> None:
    """But whether it was of a QPV, which only a file tells."""
    outing = Outing(id=met.outing_id, on=FIRST)
    people = [Person(id=id_of(Person, n), sex=Sex.MALE, qpv=Qpv.YES, birth_year=1960) for n in range(3)]
    replica, span = saved(outing, met, *people), Span(FIRST, FIRST + timedelta(days=DAYS))
    before = board(replica, span)
    replica.save(met.but(person_id=None if whose is None else id_of(Person, whose)), by=WORKER)
    after = board(replica, span)
    assert replace(after, cuts=()) == replace(before, cuts=())
    assert [c for c in after.cuts if c.by != By.QPV] == [c for c in before.cuts if c.by != By.QPV]


# What is told of whom


def somebody(**more: object) -> Person:
    return Person.model_validate({"id": new_id(), "opened_on": MAY.date(), **more})


def test_what_a_record_does_not_say_its_person_says(replica: Replica) -> None:
    market = Outing(id=new_id(), on=MAY.date(), place_id="m" * 32)
    who = somebody(
        sex=Sex.FEMALE, qpv=Qpv.YES, heard_via=ReferralChannel.RADIO, birth_on=date(2000, 5, 6),
        opened_at_outing_id=market.id,
    )  # fmt: skip
    room = GroupSession(id=new_id(), starts_at=MAY, place_id="r" * 32, status=SessionStatus.HELD)
    came = Attendance(id=new_id(), session_id=room.id, person_id=who.id, since=MAY, status=AttendanceStatus.PRESENT)
    talk = Interview(id=new_id(), person_id=who.id, at=MAY + timedelta(days=1))
    replica.save(market, who, room, came, talk, by="setup")
    found = board(replica)
    assert row(found, By.PLACE, Of.FILES) == row(found, By.PLACE, Of.INTERVIEWS) == {"m" * 32: 1}
    assert row(found, By.PLACE, Of.IN_SESSIONS) == {"r" * 32: 1}
    said = {By.SEX: "female", By.QPV: "yes", By.CHANNEL: "radio", By.AGE: "16_25"}
    assert all(row(found, by, Of.PRESENCES) == {value: 1} for by, value in said.items())
    assert row(found, By.AGE, Of.FIRST_INTERVIEWS) == {"26_44": 1}  # the day of a birthday
    replica.save(who.but(sex=Sex.UNSTATED), market.but(place_id="n" * 32), by="setup")
    found = board(replica)
    assert (row(found, By.SEX, Of.PRESENCES), row(found, By.PLACE, Of.INTERVIEWS)) == ({"": 1}, {"n" * 32: 1})


def test_where_a_birth_is_sealed_the_band_stands_for_it(replica: Replica) -> None:
    """As on the device of a planner."""
    who = somebody(birth_year=1960, age_band=AgeBand.FROM_26_TO_29)
    replica.save(who, by="setup")
    assert row(board(replica), By.AGE, Of.FILES) == {"55_plus": 1}
    document = {**replica.storage.tables["person"][who.id], "birth_year": Sealed(1, b"\x01" * 40)}
    replica.write({("person", who.id): document})
    assert row(board(replica), By.AGE, Of.FILES) == {"26_44": 1}


def test_an_answer_at_six_months_is_of_somebody_who_left(replica: Replica) -> None:
    left = Enrolment(id=new_id(), person_id=new_id(), programme_id="p" * 32, entered_on=date(2025, 1, 1),
                     exited_on=date(2025, 11, 5))  # fmt: skip
    said = Situation(
        id=new_id(), person_id=left.person_id, enrolment_id=left.id, moment=SituationMoment.SIX_MONTHS,
        answered=Answered.ANSWERED, on=MAY.date(),
    )  # fmt: skip
    replica.save(left, said, by="setup")
    assert row(board(replica), By.PROGRAMME, Of.AT_SIX_MONTHS) == {"p" * 32: 1}
    replica.save(left.but(programme_id="q" * 32), by="setup")
    assert row(board(replica), By.PROGRAMME, Of.AT_SIX_MONTHS) == {"q" * 32: 1}
    for silent in (said.but(answered=Answered.REFUSED), said.but(moment=SituationMoment.EXIT)):
        replica.save(silent, by="setup")
        assert numbers(board(replica))[Of.AT_SIX_MONTHS] == 0
    replica.save(said, left.but(exited_on=None), by="setup")
    assert numbers(board(replica))[Of.AT_SIX_MONTHS] == 0


def test_an_outcome_moves_with_the_path_it_is_noted_in(replica: Replica) -> None:
    spell = Enrolment(id=new_id(), person_id=new_id(), programme_id="p" * 32, entered_on=MAY.date())
    job = Outcome(
        id=new_id(), person_id=spell.person_id, enrolment_id=spell.id, type=OutcomeType.CDI, on=MAY.date()
    )  # fmt: skip
    replica.save(spell, job, by="setup")
    assert row(board(replica), By.PROGRAMME, Of.WITH_OUTCOME) == {"p" * 32: 1}
    replica.save(spell.but(entered_on=None), by="setup")
    assert numbers(board(replica))[Of.WITH_OUTCOME] == 0


def test_a_call_is_of_each_programme_of_its_person_and_counts_once(replica: Replica) -> None:
    who, held = new_id(), GroupSession(id=new_id(), starts_at=MAY, programme_id="q" * 32)
    call = Attempt(id=new_id(), person_id=who, at=MAY, channel=AttemptChannel.CALL, result=AttemptResult.NO_ANSWER)
    replica.save(held, call, by="setup")
    assert row(board(replica), By.PROGRAMME, Of.ATTEMPTS) == {"": 1}
    asked = Attendance(id=new_id(), session_id=held.id, person_id=who, since=MAY)
    replica.save(Enrolment(id=new_id(), person_id=who, programme_id="p" * 32), asked, by="setup")
    assert row(board(replica), By.PROGRAMME, Of.ATTEMPTS) == {"p" * 32: 1, "q" * 32: 1}
    assert numbers(board(replica))[Of.ATTEMPTS] == 1
    replica.delete(asked, by="setup")
    assert row(board(replica), By.PROGRAMME, Of.ATTEMPTS) == {"p" * 32: 1}


def test_two_files_of_one_person_count_once_from_the_merge_to_its_undoing(replica: Replica, supervisor: Worker) -> None:
    one, other, held = somebody(), somebody(), GroupSession(id=new_id(), starts_at=MAY)
    came = [Attendance(id=new_id(), session_id=held.id, person_id=who.id, since=MAY, status=AttendanceStatus.PRESENT)
            for who in (one, other)]  # fmt: skip
    replica.save(one, other, held, *came, by="setup")
    counted = (Of.FILES, Of.IN_SESSIONS, Of.PRESENCES)
    assert [numbers(board(replica))[of] for of in counted] == [2, 2, 2]
    link = merging.merge(replica, one, other, {}, supervisor, now=MAY)
    assert [numbers(board(replica))[of] for of in counted] == [1, 1, 1]
    replica.delete(link, by=supervisor.id)
    assert [numbers(board(replica))[of] for of in counted] == [2, 2, 2]


def test_days_are_those_on_the_wall(replica: Replica) -> None:
    eve = Outing(id=new_id(), on=date(2025, 12, 31), starts=time(20), status=OutingStatus.HELD)
    met = Contact(id=new_id(), outing_id=eve.id, at=datetime(2025, 12, 31, 23, 30, tzinfo=UTC))
    replica.save(eve, met, by="setup")
    found = numbers(board(replica))
    assert (found[Of.CONTACTS], found[Of.OUTINGS_HELD]) == (1, 0)


# Kept until something changes


def test_a_board_is_kept_until_something_it_counts_changes(replica: Replica) -> None:
    boards, asked = dashboard.boards(replica), Filters(YEAR)
    assert boards.known(asked) is None
    first = boards.of(asked)
    assert boards.known(Filters(YEAR)) is boards.of(asked) is first
    who = somebody()
    replica.save(PersonNote(id=new_id(), person_id=who.id, at=MAY, text="Bonjour"), by="setup")
    assert boards.known(asked) is first
    replica.save(who, by="setup")
    assert boards.known(asked) is None
    assert numbers(boards.of(asked))[Of.FILES] == 1


def test_what_changed_kind_alone_is_counted_again(replica: Replica, monkeypatch: pytest.MonkeyPatch) -> None:
    replica.save(somebody(), by="setup")
    board(replica)
    again: list[Of] = []
    column = dashboard.counting.column
    monkeypatch.setattr(
        dashboard.counting, "column", lambda events, of, filters: again.append(of) or column(events, of, filters)
    )  # fmt: skip
    replica.save(somebody(), by="setup")
    assert numbers(board(replica))[Of.FILES] == 2
    assert again == [Of.FILES]


def test_the_first_reading_tells_how_far_it_is(replica: Replica, monkeypatch: pytest.MonkeyPatch) -> None:
    replica.save(*(somebody() for _ in range(600)), by="setup")
    boards = dashboard.boards(replica)
    assert (boards.ready, boards.progress) == (False, 0)
    seen: list[float] = []
    monkeypatch.setattr("time.sleep", lambda seconds: seen.append(boards.progress))
    boards.warm()
    assert boards.ready
    assert seen == sorted(seen)
    assert 0 < seen[0] < 1 == seen[-1]
    assert numbers(board(replica))[Of.FILES] == 600


def test_the_replica_is_not_kept_alive() -> None:
    replica = saved(somebody())
    boards = dashboard.boards(replica)
    assert numbers(boards.of(Filters(YEAR)))[Of.FILES] == 1
    gone = weakref.ref(replica)
    del replica
    gc.collect()
    assert gone() is None
    boards.warm()  # nothing more can be read
    assert numbers(boards.of(Filters(YEAR)))[Of.FILES] == 1


def test_each_number_opens_the_records_it_counts(replica: Replica) -> None:
    place, who = "m" * 32, somebody()
    dates = [Outing(id=new_id(), on=on, place_id=place) for on in (MAY.date(), date(2026, 6, 2))]
    met = [Contact(id=new_id(), outing_id=o.id, at=datetime.combine(o.on, time(9), UTC)) for o in dates]
    replica.save(who, *dates, *met, by="setup")
    behind = dashboard.boards(replica).behind
    assert behind(Filters(YEAR), Of.CONTACTS) == [("contact", met[1].id), ("contact", met[0].id)]
    assert behind(Filters(YEAR), Of.CONTACTS, month=date(2026, 5, 1)) == [("contact", met[0].id)]
    assert behind(Filters(YEAR), Of.CONTACTS, By.PLACE, "x" * 32) == []
    assert behind(Filters(YEAR), Of.FILES) == [("person", who.id)]


def test_values_of_a_cut_have_names(replica: Replica) -> None:
    market = Place(id=new_id(), name="Marché des Tilleuls")
    replica.save(market, by="setup")
    named = {by: dashboard.labels(replica, translator("fr"), by) for by in By}
    assert named[By.PLACE] == {market.id: "Marché des Tilleuls", "": "non précisé"}
    assert (named[By.SEX]["female"], named[By.CHANNEL]["radio"]) == ("Femme", "Radio")
