"""What a tablet of another team holds of a person: ids, dates and codes where seats are counted, and not a word."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from espace_mobile.app.actions import alerts, attendance, merging, protocols, sessions, signing
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.group_session import GroupSession
from espace_mobile.domain.kinds import KINDS
from espace_mobile.domain.path_vocabulary import AlertDecision
from espace_mobile.domain.person import Person
from espace_mobile.domain.vocabulary import Role
from espace_mobile.domain.worker import Worker
from espace_mobile.protocol.record import RESERVED
from espace_mobile.protocol.values import Sealed, new_id
from tests.domain.drawn_facts import facts
from tests.sync.conftest import NOW_MS, Field, Post

NOW = datetime.fromtimestamp(NOW_MS / 1000, UTC)
NORTH, SOUTH = new_id(), new_id()
WORD = "introuvable"
NORA = Worker(id=new_id(), display_name="Nora", role=Role.COUNSELLOR, team_ids=(NORTH,))
CLAIRE = Worker(id=new_id(), display_name="Claire", role=Role.SUPERVISOR, team_ids=(NORTH, SOUTH))

# Kinds of no team, known to every tablet: none may hold a sealed word about anybody accompanied.
OF_ALL = {
    "organisation", "team", "worker", "place", "programme", "session_protocol", "group_session", "attendance", "merge",
    "not_same", "work_allocation", "work_shift", "device_key", "coverage", "programme_partner", "programme_place",
    "measure", "budget_line", "programme_text", "partner_meeting", "workshop", "campaign_action", "case_review",
    "vehicle", "schedule_settings", "equipment_item", "equipment_check", "public_site", "opportunity", "publication",
    "team_calendar", "report_settings", "export_entry",
}  # fmt: skip
# What they seal is about places and people at work.
OF_WORK = {"organisation": {"contact_name", "phone", "email"}, "worker": {"display_name"}, "group_session": {
    "place_text", "guests"}, "place": {
    "contact_name", "phone", "access"}, "team_calendar": {"secret"}, "programme_text": {"text"}, "partner_meeting": {
    "place_text", "news", "practices", "difficulties", "needs", "notes"}}  # fmt: skip


def heard(*posts: Post) -> None:
    for _ in range(2):
        for post in posts:
            post.sync()


def words(post: Post) -> str:
    """All that it holds, and what it could send."""
    return repr(post.replica.storage.tables)


def test_no_kind_that_every_tablet_holds_seals_a_word_about_a_person() -> None:
    for name in OF_ALL:
        assert KINDS[name].sealed <= OF_WORK.get(name, set()), name


@given(data=st.data(), name=st.sampled_from(sorted(k for k, f in KINDS.items() if f.about and k not in OF_ALL)))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_told_in_a_team_reaches_no_other_team_s_tablet(
    data: st.DataObject, name: str, field_day: Field
) -> None:
    office, south = field_day.post(), field_day.post([SOUTH])
    kind: type[Fact] = KINDS[name]
    texts = {n: WORD for n in kind.sealed if kind.model_fields[n].annotation in (str, str | None)}
    drawn = data.draw(facts(kind)).fields()
    told = kind.of(new_id(), {**drawn, **texts, str(kind.about): new_id(), "team": NORTH})
    office.replica.save(told, by="setup")
    heard(office, south)
    assert south.replica.record(name, told.id) is None
    assert WORD not in words(south)


def test_a_session_of_two_teams_tells_neither_of_the_other_s_people(field_day: Field) -> None:
    office, north, south = field_day.post(), field_day.post([NORTH]), field_day.post([SOUTH])
    session = GroupSession(
        id=new_id(), title="Oser dire", starts_at=NOW + timedelta(days=1), facilitator_ids=(NORA.id,), capacity=1
    )
    people = [Person(id=new_id(), team=team, first_name=WORD, phone="+33639980001") for team in (NORTH, SOUTH)]
    office.replica.save(NORA, CLAIRE, session, *people, by="setup")
    heard(office, north, south)
    for post, person in ((north, people[0]), (south, people[1])):
        attendance.expect(post.replica, session, person, NORA, now=NOW)
    signing.sign(north.replica, session, people[0], [[(1.0, 1.0), (500.0, 400.0)]], 400, NORA, now=NOW)
    protocols.write(north.replica, session, "Vécu", f"{WORD} a tenu un étal", NORA)
    heard(office, north, south)
    over = next(p for p in alerts.pending(office.replica, CLAIRE, NOW.date()) if p.alert.rule == "capacity")
    assert not alerts.may_note(over)
    alerts.settle(office.replica, over, AlertDecision.ACCEPTED, CLAIRE, now=NOW)
    merging.merge(office.replica, people[1], people[0], {}, CLAIRE, now=NOW)
    heard(office, north, south)
    assert [sessions.seats_of(post.replica, session).taken for post in (north, south)] == [1, 1]
    assert [p.id for p in south.replica.all(Person)] == [people[1].id]
    assert "étal" not in words(south)
    for kind in ("signature", "session_note", "merged_values", "follow_up"):
        assert not south.replica.storage.tables.get(kind), kind
    assert "étal" in words(north)
    assert _sealed(south) == []


def _sealed(post: Post) -> list[object]:
    rows = [row for kind, t in post.replica.storage.tables.items() if not kind.startswith("_") for row in t.values()]
    return [v for row in rows for n, v in row.items() if type(v) is Sealed and n not in RESERVED]
