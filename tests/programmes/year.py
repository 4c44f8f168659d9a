"""A programme's year, lived through the actions of the app: what a script says in one line.

Whatever is told of the nth person is told on the same tablet, the others don't hear of it until `meet`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from espace_mobile import templates
from espace_mobile.app import clock
from espace_mobile.app.actions import (
    attendance,
    enrolments,
    indicators,
    outcomes,
    people,
    programmes,
    starting,
    workshop_planning,
    workshops,
)
from espace_mobile.app.actions.people import Identity, Opening
from espace_mobile.app.actions.workshop_planning import Asked
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.indicators import Figure, Of, by_code
from espace_mobile.domain.path_vocabulary import AttendanceStatus, EntryDecision, ExitReason
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.slots import Choice
from espace_mobile.domain.team import Team
from espace_mobile.domain.vocabulary import NoticeGiven, OutcomeType, Role
from espace_mobile.domain.worker import Worker
from espace_mobile.domain.workshop import Workshop
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica
from tests.sync.conftest import Field, Post

NORTH = Team(id=new_id(), name="Équipe Nord")
CLAIRE = Worker(id=new_id(), display_name="Claire", role=Role.SUPERVISOR, team_ids=(NORTH.id,))
TWO, NINE = time(14), time(9)
_NAMES = ("Samir", "Inès", "Awa", "Luc", "Mina", "Théo", "Zoé", "Omar", "Lina", "Paul", "Nour", "Yanis")


def noon(day: date) -> datetime:
    return clock.instant(day, time(12))


class Year:
    """`begun`: the programme, as it was started; `people`: in the order of their files."""

    def __init__(self, field_day: Field, posts: list[Post]) -> None:
        self._field, self._posts = field_day, posts
        self.tablets = [post.replica for post in posts]
        self.people: list[Person] = []
        self.begun: Programme

    def of(self, n: int) -> Replica:
        return self.tablets[n % len(self.tablets)]

    def meet(self) -> None:
        """Every tablet hears of all that every other has said."""
        self._field.server_clock.ms = max(post.clock.ms for post in self._posts)  # each save is a second there
        for _ in range(2):
            for post in self._posts:
                post.sync()

    # Before: the first tablet starts it, and all hear of it

    def start(self, template: str, since: date, seats: int | None = None, **numbers: int | None) -> Programme:
        """`seats`: how many come to a session, instead of what the template says."""
        here = self.tablets[0]
        said = templates.shipped(template)
        self.begun = starting.start(here, said, CLAIRE, since=since, today=since, numbers=numbers)
        if seats:
            self.begun = programmes.set_rules(
                here, self.begun, CLAIRE, validated=self.begun.validated, capacity=seats
            )  # fmt: skip
        return self.begun

    def workshop(self, title: str) -> Workshop:
        found = workshops.workshops_of(self.tablets[0], self.begun.id)
        return next(workshop for workshop in found if workshop.title == title)

    def plan(self, title: str, first: date, until: date | None = None, starts: time = TWO, **rest: int) -> None:
        """`rest`: of `Choice` (every, sessions)."""
        asked = Asked(Choice(first, until, **rest), starts, (CLAIRE.id,))
        workshop_planning.plan(self.tablets[0], self.workshop(title), asked, CLAIRE, today=first)

    # During: each tablet for itself

    def sessions(self, title: str) -> list[GroupSession]:
        """By time."""
        return workshops.sessions_of(self.tablets[0], self.workshop(title))

    def open(self, on: date, many: int = 1, **more: object) -> None:
        for _ in range(many):
            n = len(self.people)
            name = Identity(first_name=_NAMES[n % len(_NAMES)], last_name=f"Essai {n}")
            opening = Opening(name, NoticeGiven.ORAL, more=more)
            self.people.append(people.open_file(self.of(n), opening, CLAIRE, now=noon(on), today=on))

    def enter(self, n: int, on: date) -> Enrolment:
        here = self.of(n)
        spell = enrolments.propose(here, self.people[n], self.begun, CLAIRE, on)
        if self.begun.validated:
            enrolments.decide(here, spell, EntryDecision.VALIDATED, CLAIRE, on)
        return enrolments.enter(here, spell, CLAIRE, on, on).fact

    def leave(self, n: int, spell: Enrolment, on: date, reason: ExitReason = ExitReason.END_OF_PATH) -> None:
        enrolments.leave(self.of(n), spell, CLAIRE, on, on, reason)

    def outcome(self, n: int, spell: Enrolment, type: OutcomeType, on: date, months: int | None = None) -> None:
        outcomes.record_outcome(self.of(n), spell, CLAIRE, type, on, on, months)

    def come(self, session: GroupSession, ns: Iterable[int]) -> None:
        """Each is expected the day before and marked present on the day."""
        at = session.starts_at
        for n in ns:
            here, who = self.of(n), self.people[n]
            seat = attendance.expect(here, session, who, CLAIRE, now=at - timedelta(days=1)).fact
            attendance.mark(here, session, seat, AttendanceStatus.PRESENT, CLAIRE, now=at)

    # After

    def figures(self, since: date, until: date, today: date) -> list[dict[Of, Figure]]:
        """As each tablet counts them."""
        span = Span(since, until)
        return [by_code(indicators.figures(each).of(self.begun.id, span, today)) for each in self.tablets]

    def values(self, since: date, until: date, today: date) -> dict[Of, int | None]:
        """The same on every tablet; as a page shows them."""
        first, *others = self.figures(since, until, today)
        for other in others:
            assert other == first
        return {code: figure.value for code, figure in first.items()}


def parts(figure: Figure) -> dict[object, int | tuple[int, int | None]]:
    return {p.name: p.value if p.of is None else (p.value, p.of) for p in figure.parts}


def some(values: dict[Of, int | None], *codes: Of) -> list[int | None]:
    return [values[code] for code in codes]


def days(first: date, many: int, every: int = 7) -> Sequence[date]:
    return [first + timedelta(days=every * n) for n in range(many)]
