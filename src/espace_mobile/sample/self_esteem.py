"""The three programmes that work on self-esteem: Noirmoutier's eight sessions, Vern's Thursdays, Troyes' vestiaire."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta

from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.path_vocabulary import ExitReason
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_right import PersonRight
from espace_mobile.domain.service_visit import ServiceVisit
from espace_mobile.domain.sheet_vocabulary import Advice, MeetingSort, ProgrammeTextSort, RightSort, ServiceSort
from espace_mobile.domain.vocabulary import OutcomeType
from espace_mobile.domain.working_days import is_working
from espace_mobile.protocol.values import derived_id
from espace_mobile.sample.cast import SUPERVISOR
from espace_mobile.sample.lived import Crowd, Life, at, outcome, seats, session, situations

_THURSDAY, _AUGUST = 3, 8
_AFTER_NOIRMOUTIER = (OutcomeType.CDI, OutcomeType.CDD, OutcomeType.INTERIM, OutcomeType.CDD,
                      OutcomeType.QUALIFYING_TRAINING)  # fmt: skip
_BALANCES = {
    # Nothing in them tells a number that the balance hides.
    "noirmoutier": "Neuf personnes sont venues aux huit séances. Elles disent se tenir plus droites et oser appeler "
    "un employeur ; plusieurs travaillent déjà. Les horaires de la saison ont gêné la deuxième phase : la commencer "
    "en janvier.",
    "vern": "Un jeudi après l’autre, le groupe tient : on part, on revient, et personne n’a à se justifier. Relancer "
    "prend du temps et c’est ce qui fait venir. La cuisine reste l’atelier le plus demandé.",
    "troyes": "Le coaching a rempli ses séances ; le relooking mériterait une salle à lui. Au vestiaire, la plupart "
    "des visites restent anonymes, et c’est bien ainsi. Le coût des ateliers n’est toujours pas écrit dans la fiche.",
}
_DIAGNOSIS = "Constats partagés : mobilité, garde d’enfants, dossiers en ligne. L’épicerie est plus demandée."


def noirmoutier(life: Life, crowd: Crowd) -> Iterator[Fact]:
    """A working group, nine people, four and four sessions, three informal meetings, and what came after."""
    people, first = crowd.take(9), 301
    for days in (340, 333, 326):
        yield life.meeting(MeetingSort.WORKING_GROUP, life.ago(days), notes="Qui inviter, où, avec quels bénévoles.")
    spells = [life.enter(p, life.ago(first), life.ago(130), ExitReason.END_OF_PATH) for p in people]
    yield from spells
    workshop = life.workshop("Estime de soi")
    for k in range(8):
        held = session(workshop, life.ago(first - 7 * k), 12, phase=k // 4, volunteers=2 if k > 3 else 0)
        yield held
        yield from seats(held, people, () if k in (0, 7) else {p.id for n, p in enumerate(people) if (n + k) % 4 == 0})
    for days in (290, 276, 262):
        met = session(workshop, life.ago(days), 12, starts=time(17), informal=True)
        yield met
        yield from seats(met, people[: 2 + days % 3])
    for n, spell in enumerate(spells):
        type = _AFTER_NOIRMOUTIER[n] if n < len(_AFTER_NOIRMOUTIER) else None
        if type is not None:
            months = 4 if type in (OutcomeType.CDD, OutcomeType.INTERIM) else None
            yield outcome(spell, type, life.ago(220 - 12 * n), months)
        yield from situations(spell, type)
    yield life.text(ProgrammeTextSort.BALANCE, life.ago(120), _BALANCES["noirmoutier"])


def vern(life: Life, crowd: Crowd) -> Iterator[Fact]:
    """Every Thursday of the year but two of August; people who come and go; the épicerie and the Carte SORTIR."""
    people = crowd.take(10)
    spells = [life.enter(p, life.ago(360 - 20 * n), *_left(life, n)) for n, p in enumerate(people)]
    yield from spells
    closed = 0
    for week, on in enumerate(_thursdays(life.today)):
        held = not (on.month == _AUGUST and (closed := closed + 1) <= 2)
        meeting = session(life.workshop("Atelier du jeudi"), on, 15, held=held)
        yield meeting
        if held:
            there = [p for p, s in zip(people, spells, strict=True) if _is_in(s, on)]
            yield from seats(meeting, [p for n, p in enumerate(there) if (n + week) % 2 == 0])
    for n, type in ((2, OutcomeType.QUALIFYING_TRAINING), (5, OutcomeType.CDD)):
        exited = spells[n].exited_on
        assert exited is not None
        yield outcome(spells[n], type, exited, 3 if type == OutcomeType.CDD else None)
    yield from (said for s in spells for said in situations(s, None) if s.exited_on is None)
    yield life.meeting(MeetingSort.DIAGNOSIS, life.ago(200), notes=_DIAGNOSIS)
    yield from _rights(life, people)
    yield from _visits(life, ServiceSort.EPICERIE, people[:4], 50)
    yield life.text(ProgrammeTextSort.BALANCE, life.ago(20), _BALANCES["vern"])


def _is_in(spell: Enrolment, on: date) -> bool:
    return spell.entered_on is not None and spell.entered_on <= on < (spell.exited_on or date.max)


def _left(life: Life, n: int) -> tuple[date | None, ExitReason | None]:
    return (life.ago(60 + 5 * n), ExitReason.TRAINING if n == 2 else ExitReason.JOB) if n in (2, 5) else (None, None)


def _thursdays(today: date) -> Iterator[date]:
    """Of the year before `today`, without public holidays."""
    days = (today - timedelta(days=n) for n in range(364, 0, -1))
    return (day for day in days if day.weekday() == _THURSDAY and is_working(day))


def _rights(life: Life, people: list[Person]) -> Iterator[PersonRight]:
    granted = [(RightSort.EPICERIE, p) for p in people[:4]] + [(RightSort.CARTE_SORTIR, p) for p in people[2:5]]
    for right, person in granted:
        since = life.ago(150)
        yield PersonRight(
            id=derived_id("lived", "right", person.id, right), team=person.team, person_id=person.id, right=right,
            programme_id=life.programme.id, since=since, until=since + timedelta(days=365), worker_id=SUPERVISOR.id,
        )  # fmt: skip


def troyes(life: Life, crowd: Crowd) -> Iterator[Fact]:
    """Six sessions of coaching, two of relooking, a visit to the vestiaire each week; two found a job after."""
    people = crowd.take(12)
    spells = [life.enter(p, life.ago(250)) for p in people[:10]]
    yield from spells
    for k in range(6):
        held = session(life.workshop("Coaching dans les maisons de quartier"), life.ago(245 - 14 * k), 12)
        yield held
        yield from seats(held, people[k : k + 5])
    for k in range(2):
        held = session(life.workshop("Relooking"), life.ago(238 - 28 * k), 12)
        yield held
        yield from seats(held, people[:3])
    for n, type in ((0, OutcomeType.CDD), (4, OutcomeType.CDI), (1, OutcomeType.PREQUALIFYING_TRAINING)):
        yield outcome(spells[n], type, life.ago(120 - 9 * n), 6 if type == OutcomeType.CDD else None)
    yield from (said for spell in spells for said in situations(spell, None))
    yield from _visits(life, ServiceSort.VESTIAIRE, people[8:], 52)
    yield life.text(ProgrammeTextSort.BALANCE, life.ago(15), _BALANCES["troyes"])


def _visits(life: Life, service: ServiceSort, named: Iterable[Person], weeks: int) -> Iterator[ServiceVisit]:
    """One a week; every third is somebody's, the others stay anonymous."""
    known = list(named)
    clothes = service == ServiceSort.VESTIAIRE
    for k in range(weeks):
        on, who = life.ago(7 * (weeks - k)), known[k // 3 % len(known)] if k % 3 == 0 else None
        yield ServiceVisit(
            id=derived_id("lived", "visit", life.programme.id, str(k)), team=who.team if who else None,
            programme_id=life.programme.id, service=service, at=at(on, 10, k), person_id=who.id if who else None,
            donated=1 + k % 2 if clothes else 0, repaired=int(clothes and k % 4 == 0),
            advice=(Advice.CLOTHING, Advice.DRESSING) if clothes and who else (), worker_id=SUPERVISOR.id,
        )  # fmt: skip
