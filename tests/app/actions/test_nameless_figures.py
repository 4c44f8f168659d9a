"""The figures of a planner's device are those of every other, although it can name nobody whom they count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from espace_mobile.app.actions import dashboard, finding, indicators, outings
from espace_mobile.domain.dashboard import By, Filters
from espace_mobile.domain.programme_year import Span
from espace_mobile.domain.vocabulary import Role
from espace_mobile.protocol.record import Record
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.stamp import Stamp
from espace_mobile.sample.cast import WORKERS
from espace_mobile.sample.demonstration import demonstration
from espace_mobile.store.incoming import apply_page
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.store.replica import Replica

TODAY = date(2026, 11, 21)
SAMPLE = demonstration(TODAY)
STAMP = Stamp(1 << 16, "0" * 16)
YANN = next(w for w in WORKERS if w.role == Role.PLANNER)
SPANS = (Span(date(2026, 1, 1), date(2026, 12, 31)), Span(date(2025, 11, 1), date(2026, 4, 30)))


def of(nameless: bool) -> Replica:
    replica = Replica(
        MemoryStorage(), "d" * 16, Keychain("org", {1: new_org_key()}), lambda: 1_795_000_000_000, nameless
    )
    told = ((fact, {n: v for n, v in fact.fields().items() if v is not None}) for fact in SAMPLE.facts())
    records = [Record(fact.id, fact.kind, fields, dict.fromkeys(fields, STAMP)) for fact, fields in told]
    apply_page(replica, records, "")
    return replica


@pytest.fixture(scope="module")
def both() -> tuple[Replica, Replica]:
    return of(nameless=False), of(nameless=True)


@pytest.mark.parametrize("span", SPANS, ids=["year", "months"])
def test_every_figure_of_every_programme_is_the_same(both: tuple[Replica, Replica], span: Span) -> None:
    counted = 0
    for programme in SAMPLE.programmes:
        office, plans = (indicators.Figures(replica).of(programme.id, span, TODAY) for replica in both)
        assert office == plans, programme.name
        counted += sum(not group.empty for group in office)
    assert counted > 3


def test_the_figures_of_the_association_are_the_same_but_for_ages_known_by_a_birth(
    both: tuple[Replica, Replica],
) -> None:
    for span in SPANS:
        boards = [dashboard.boards(replica).of(Filters(span)) for replica in both]
        office, plans = (replace(b, cuts=tuple(c for c in b.cuts if c.by != By.AGE)) for b in boards)
        assert office == plans
        assert office.funnel[0].value


def test_the_schedule_and_what_each_date_came_to_are_the_same(both: tuple[Replica, Replica]) -> None:
    schedules = [outings.schedule(replica) for replica in both]
    assert schedules[0] == schedules[1]
    assert len(schedules[0]) == len(SAMPLE.outings)
    for outing in schedules[0][:10]:
        assert outings.recap(both[0], outing) == outings.recap(both[1], outing)


def test_no_word_about_anybody_met_is_in_the_store(both: tuple[Replica, Replica]) -> None:
    _, plans = both
    held = repr(plans.storage.tables)
    for person in SAMPLE.people:
        for word in (person.phone, person.note, person.email, person.birth_on, person.address):
            assert word is None or f"'{word}'" not in held
    words = [text for note in SAMPLE.notes for text in (note.text,)] + [r.name for r in SAMPLE.relatives if r.name]
    assert not any(word in held for word in words)
    assert finding.recent(plans, YANN) == []
