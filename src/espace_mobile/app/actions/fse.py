"""The FSE+ participants of a programme over some days, read from the register, and the file of them.

Reading takes a look at every spell of the programme: on another thread than the page's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from espace_mobile.app import clock
from espace_mobile.app.actions import exports, fse_mapping
from espace_mobile.app.actions.files import head_id, person_of
from espace_mobile.app.actions.participant_entries import entry_of, met
from espace_mobile.app.actions.restricted import everybody
from espace_mobile.domain import fse
from espace_mobile.domain.appointment import Appointment
from espace_mobile.domain.enrolment import Enrolment
from espace_mobile.domain.fse import Indicator, Missing, Participant, Participation, WhyNot
from espace_mobile.domain.interview import Interview
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.participant_entry import ParticipantEntry
from espace_mobile.domain.person import Person
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.report_settings import ReportSettings
from espace_mobile.domain.report_vocabulary import ExportFormat, ExportSort
from espace_mobile.domain.rights_entry import RightsEntry
from espace_mobile.domain.situation import Situation
from espace_mobile.domain.worker import Worker
from espace_mobile.reports.workbook import Table, write_workbook
from espace_mobile.store.replica import Replica

# A change of one of these asks for another reading.
KINDS = tuple(
    kind.kind
    for kind in (
        Programme, Enrolment, ParticipantEntry, Situation, Interview, Appointment, Person, Merge, RightsEntry,
        ReportSettings,
    )
)  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """`missing`: beside `participants`, only of those of whom something is. `others`: spells of these days that make
    nobody a participant, by why; `erased`: of people who were forgotten, of whom nothing can be told any more;
    `withheld`: people counted in the indicators alone, whose file is only kept, as they asked."""

    participants: tuple[Participant, ...] = ()
    missing: tuple[tuple[Participant, tuple[Missing, ...]], ...] = ()
    indicators: tuple[Indicator, ...] = ()
    others: Mapping[WhyNot, int] | None = None
    erased: int = 0
    withheld: int = 0


def read(replica: Replica, programme_id: str, span: Span, today: date, *, present: bool = False) -> Reading:
    """Of who entered in these days; `present`: of who was there for one of them. Work: the spells of the programme."""
    programme = replica.get(Programme, programme_id)
    if programme is None:
        return Reading()
    spells, erased = _by_person(replica, programme_id)
    found: list[Participant] = []
    others: Counter[WhyNot] = Counter()
    lost = sum(_counts(p, span, present) for each in erased for p in fse.participations([each]))
    for head, of_person in spells.items():
        for told in _of_person(replica, programme, head, of_person, today):
            if not _counts(told[0].part, span, present):
                continue
            if told[1] is None:
                found.append(told[0])
            else:
                others[told[1]] += 1
    found.sort(key=lambda p: (p.part.entered_on, p.part.id))
    restricted = everybody(replica)
    named = tuple(p for p in found if p.person.id not in restricted)
    lacking = sorted(
        ((p, gaps) for p in named if (gaps := fse.missing(p))), key=lambda each: [*Missing].index(each[1][0])
    )
    return Reading(named, tuple(lacking), fse.indicators(found), others, lost, len(found) - len(named))


def file(
    replica: Replica, programme_id: str, span: Span, form: ExportFormat, worker: Worker, now: datetime, *,
    present: bool = False,
) -> bytes:  # fmt: skip
    """The participants' file as CSV or XLSX, written down as an export. The same facts, the same bytes of a day.

    Raises `InputError` (`record`, `supervisor_only`; `fse_mapping`, …), `ImportError` for XLSX on a tablet.
    """
    exports.check_may_export(replica, worker)
    columns = fse_mapping.columns(replica)
    today = clock.local(now).date()
    found = read(replica, programme_id, span, today, present=present)
    table = Table("Participants", fse.headings(columns), fse.rows(columns, found.participants))
    data = (
        write_workbook([table], table.name, datetime.combine(today, time.min, UTC))
        if form == ExportFormat.XLSX
        else exports.csv_bytes(table)
    )
    exports.write_down(
        replica, ExportSort.FSE_PARTICIPANTS, form, worker, now=now, programme_id=programme_id, span=span, named=True,
        lines=len(table.rows), digest=exports.digest_of([table]),
    )  # fmt: skip
    return data


def _by_person(replica: Replica, programme_id: str) -> tuple[dict[str, list[Enrolment]], list[Enrolment]]:
    """The spells of each person whose file is here, by the id that stands for them; and those of nobody any more."""
    found: dict[str, list[Enrolment]] = {}
    erased: list[Enrolment] = []
    for id in replica.ids(Enrolment, programme_id=programme_id):
        spell = replica.get(Enrolment, id)
        if spell is not None and spell.person_id is not None:
            found.setdefault(head_id(replica, spell.person_id), []).append(spell)
        elif spell is not None:
            erased.append(spell)
    return found, erased


def _of_person(
    replica: Replica, programme: Programme, head: str, of_person: Iterable[Enrolment], today: date
) -> Iterator[tuple[Participant, WhyNot | None]]:
    person = person_of(replica, head)
    if person is None:
        return
    days = met(replica, head)
    for nth, part in enumerate(fse.participations(of_person), 1):
        during = sum(part.entered_on <= day <= min(part.exited_on or today, today) for day in days)
        entries = (entry_of(replica, e) for e in part.enrolments)
        said = [s for e in part.enrolments for s in replica.where(Situation, enrolment_id=e.id)]
        yield Participant(
            person, programme, part, today, nth, during, fse.entry_among(e for e in entries if e is not None),
            fse.situations_among(said),
        ), fse.why_not(part, days, today)  # fmt: skip


def _counts(part: Participation, span: Span, present: bool) -> bool:
    if not present:
        return part.entered_on in span
    return part.entered_on <= span.until and (part.exited_on is None or part.exited_on >= span.since)
