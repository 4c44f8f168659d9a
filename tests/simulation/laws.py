"""What else must be true of people's paths once everything has gone quiet: on every tablet, and of its indexes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from espace_mobile.app.actions import alerts, files, indicator_facts, indicators, schedule_warnings
from espace_mobile.app.actions.watch import Watch
from espace_mobile.domain.attendance import Attendance
from espace_mobile.domain.case_review import CaseReview, ReviewedCase
from espace_mobile.domain.check_in import CheckIn
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.indicators import Group, groups
from espace_mobile.domain.path_vocabulary import FollowUpRule
from espace_mobile.domain.programme import Programme
from espace_mobile.domain.signature import Signature
from espace_mobile.domain.situation import Situation
from espace_mobile.store.merged import Merged
from espace_mobile.store.replica import Replica
from tests.simulation.indexes import YEARS, indexes_are_as_if_new

if TYPE_CHECKING:
    from tests.simulation.path_history import PathHistory


def one_person_everywhere(history: PathHistory) -> None:
    """The same files are one person's on every tablet; the same one stands for all where all of them are."""
    office = files.merged(history.office.replica)
    for post in history.here:
        merged = files.merged(post.replica)
        assert {id: frozenset(ids) for id, ids in merged.items()} == {id: frozenset(ids) for id, ids in office.items()}
        assert merged == Merged(post.replica).all(), f"{post.name} remembers other merges"
        if post.teams == "*":
            assert merged == office, f"{post.name} shows another file of somebody"


def same_alerts(history: PathHistory) -> None:
    for post in history.here:
        found = _alerts(alerts._watch(post.replica), history.today)
        assert found == _alerts(Watch(post.replica, alerts.RULES), history.today), f"{post.name} watched badly"
        if post.teams == "*":
            office = _alerts(Watch(history.office.replica, alerts.RULES), history.today)
            assert found == office, f"{post.name} and the office see other alerts"


def same_warnings(history: PathHistory) -> None:
    """Kept week by week or read now, here or elsewhere: the schedule is every team's."""
    days = history.today, history.today + timedelta(days=400)
    office = schedule_warnings._found(schedule_warnings._Kept(history.office.replica), *days, history.today)
    for post in history.here:
        found = schedule_warnings.between(post.replica, *days, history.today)
        new = schedule_warnings._found(schedule_warnings._Kept(post.replica), *days, history.today)
        assert found == new, f"{post.name} kept old warnings"
        assert found == office, f"{post.name} and the office warn of other things"


def nothing_twice(history: PathHistory) -> None:
    """One task a cause, one attendance and one signature a person and session, one situation a moment."""
    replica = history.office.replica
    made = [t for t in replica.all(FollowUp) if t.rule != FollowUpRule.BY_HAND]
    _once("task", ((t.rule, t.source_id, t.person_id) for t in made))
    _once("attendance", ((a.session_id, a.person_id) for a in replica.all(Attendance)))
    _once("signature", ((s.session_id, s.person_id) for s in replica.all(Signature)))
    _once("situation", ((s.enrolment_id, s.moment) for s in replica.all(Situation)))
    _once("news", ((c.person_id, c.on) for c in replica.all(CheckIn)))
    _once("case", ((c.review_id, c.person_id) for c in replica.all(ReviewedCase)))
    _once("review", ((r.programme_id, r.planned_on) for r in replica.all(CaseReview)))


def nothing_saved_is_gone(history: PathHistory) -> None:
    """What a tablet said it saved is known as it is, as deleted or as erased: never not at all."""
    tables = history.office.replica.storage.tables
    gone = [(kind, id) for kind, id in sorted(history.acknowledged) if id not in tables.get(kind, {})]
    assert not gone, f"saved once, and nobody knows of it: {gone}"


def same_figures(history: PathHistory) -> None:
    """Kept from before or computed now, on every tablet that holds all teams."""
    office = history.office.replica
    for post in (p for p in history.here if p.teams == "*"):
        assert {p.id for p in post.replica.all(Programme)} == {p.id for p in office.all(Programme)}
        for programme in post.replica.all(Programme):
            assert kept_figures(post.replica, programme), f"{post.name} kept old figures of {programme.name}"
            one, other = (_figures(replica, programme) for replica in (post.replica, office))
            assert one == other, f"{post.name} and the office count {programme.name} otherwise"


def kept_figures(replica: Replica, programme: Programme) -> bool:
    """Whether the figures that a page is given are those of now."""
    kept = indicators.figures(replica).of(programme.id, YEARS, YEARS.until)
    here = replica.get(Programme, programme.id)
    return kept == (_figures(replica, here) if here else ())


def _figures(replica: Replica, programme: Programme) -> tuple[Group, ...]:
    return groups(indicator_facts.told(replica, programme, YEARS), YEARS, YEARS.until)


def _alerts(watch: Watch, today: date) -> list[str]:
    return sorted(map(repr, watch.alerts(today)))


def _once(what: str, of: Iterable[tuple[Hashable, ...]]) -> None:
    twice = [key for key, count in Counter(of).items() if count > 1 and None not in key]
    assert not twice, f"{what} twice: {twice}"


LAWS = (
    one_person_everywhere, same_alerts, same_warnings, nothing_twice, nothing_saved_is_gone, same_figures,
    indexes_are_as_if_new,
)  # fmt: skip
