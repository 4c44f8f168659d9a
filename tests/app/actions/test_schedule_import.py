from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from espace_mobile.app.actions import outings, schedule_import
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule_changes import Choice
from espace_mobile.domain.schedule_sources import Note
from espace_mobile.domain.sheet import MOST_LINES
from espace_mobile.domain.team import Team
from espace_mobile.domain.vocabulary import CancelReason, OutingStatus, OutingType

FILE = """date;start;end;kind;place;neighbourhood;commune INSEE code;QPV code;team;partners
14/05/2026;9h;13h;market;Marché des Tilleuls;Centre;35238;;Équipe Nord;CCAS
21/05/2026;14h30;17h;van;Square Voltaire;Villejean;35238;QP035001;Équipe Nord;CCAS | Mission locale
31/02/2026;9h;12h;van;Gare;;;;Équipe Nord;
04/06/2026;9h;12h;event;Forum;;3523;;Équipe Sud;
"""


def test_a_preview_shows_what_is_new_and_what_is_wrong_and_saves_nothing(replica, team, commits) -> None:
    commits()
    shown = schedule_import.preview(replica, FILE)
    assert [(o.on, o.starts, o.type) for o in shown.new] == [
        (date(2026, 5, 14), time(9), OutingType.MARKET), (date(2026, 5, 21), time(14, 30), OutingType.VAN)
    ]  # fmt: skip
    assert {o.team_id for o in shown.new} == {team.id}
    assert [(e.line, e.column, e.reason) for e in shown.errors] == [
        (4, "date", "impossible"), (5, "commune_insee", "lost_zero")
    ]  # fmt: skip
    assert commits() == 0


def test_the_good_lines_are_imported_in_one_commit(replica, supervisor, commits) -> None:
    commits()
    shown = schedule_import.preview(replica, FILE.encode("cp1252"))
    assert schedule_import.apply(replica, shown, supervisor) == 2
    assert commits() == 1
    assert sorted(p.name for p in replica.all(Place)) == ["Marché des Tilleuls", "Square Voltaire"]
    assert [t.name for t in replica.all(Team)] == ["Équipe Nord"]


def test_importing_again_changes_nothing(replica, supervisor, commits) -> None:
    schedule_import.apply(replica, schedule_import.preview(replica, FILE), supervisor)
    commits()
    again = schedule_import.preview(replica, FILE)
    assert (again.empty, again.unchanged) == (True, 2)
    assert schedule_import.apply(replica, again, supervisor) == 0
    assert commits() == 0
    assert replica.count(Outing) == 2


def test_a_later_file_completes_a_date_to_come_but_not_one_that_was_cancelled(replica, supervisor) -> None:
    schedule_import.apply(replica, schedule_import.preview(replica, FILE), supervisor)
    market, van = outings.schedule(replica)
    outings.cancel(replica, market, supervisor, CancelReason.PERMIT)
    later = schedule_import.preview(replica, FILE.replace("13h", "12h").replace("17h", "18h"))
    assert (len(later.new), [(o.id, o.ends) for o in later.completed]) == (0, [(van.id, time(18))])
    schedule_import.apply(replica, later, supervisor)
    assert replica.get(Outing, van.id).ends == time(18)
    assert replica.get(Outing, market.id).status == OutingStatus.CANCELLED


def test_an_import_can_be_undone(replica, supervisor) -> None:
    shown = schedule_import.preview(replica, FILE)
    schedule_import.apply(replica, shown, supervisor)
    schedule_import.undo(replica, shown, supervisor)
    assert replica.all(Outing) == []
    assert schedule_import.apply(replica, schedule_import.preview(replica, FILE), supervisor) == 2
    assert replica.count(Outing) == 2


@pytest.mark.parametrize("source", [b"", b"\x00\x01\x02", "n’importe quoi", 'date;lieu\n;;;;;;\n"', b"\xff\xfe"])
def test_a_file_that_is_no_schedule_is_told_and_changes_nothing(replica, supervisor, source) -> None:
    shown = schedule_import.preview(replica, source)
    assert shown.empty
    assert shown.errors
    assert schedule_import.apply(replica, shown, supervisor) == 0


ICS = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:1@exemple
DTSTART;TZID=Europe/Paris:20260521T093000
DTEND;TZID=Europe/Paris:20260521T120000
SUMMARY:Camionnette
LOCATION:Marché des Tilleuls\\, place des Tilleuls
END:VEVENT
END:VCALENDAR
"""


def test_an_undo_makes_the_changed_dates_what_they_were_and_drops_what_nobody_needs(
    replica, supervisor, commits
) -> None:
    schedule_import.apply(replica, schedule_import.preview(replica, FILE), supervisor)
    before = {fact.id: fact for kind in (Outing, Place, Team, Organisation) for fact in replica.all(kind)}
    later = FILE.replace("13h", "12h").replace("Square Voltaire", "Halle neuve").replace("Mission locale", "Régie")
    shown = schedule_import.preview(replica, later)
    assert schedule_import.apply(replica, shown, supervisor) == 2
    commits()
    schedule_import.undo(replica, shown, supervisor)
    assert commits() == 1
    assert {fact.id: fact for kind in (Outing, Place, Team, Organisation) for fact in replica.all(kind)} == before


def test_an_undo_keeps_a_place_that_another_date_has_taken_meanwhile(replica, supervisor) -> None:
    shown = schedule_import.preview(replica, FILE)
    schedule_import.apply(replica, shown, supervisor)
    square = next(place for place in replica.all(Place) if place.name == "Square Voltaire")
    replica.save(Outing(id="0" * 32, on=date(2026, 6, 1), place_id=square.id), by=supervisor.id)
    schedule_import.undo(replica, shown, supervisor)
    assert {place.name for place in replica.all(Place)} >= {"Square Voltaire"}
    assert [outing.id for outing in replica.all(Outing)] == ["0" * 32]


def test_what_was_told_since_the_preview_stays(replica, supervisor) -> None:
    schedule_import.apply(replica, schedule_import.preview(replica, FILE), supervisor)
    shown = schedule_import.preview(replica, FILE.replace("13h", "12h").replace("17h", "18h"))
    market, van = outings.schedule(replica)
    outings.cancel(replica, market, supervisor, CancelReason.PERMIT)
    replica.save(van.but(status=OutingStatus.CONFIRMED), by=supervisor.id)
    assert schedule_import.apply(replica, shown, supervisor) == 1
    assert replica.get(Outing, market.id).ends == time(13)
    assert (replica.get(Outing, van.id).ends, replica.get(Outing, van.id).status) == (time(18), OutingStatus.CONFIRMED)


def test_choices_are_followed_and_an_answer_keeps_them(replica, supervisor, today) -> None:
    schedule_import.apply(replica, schedule_import.preview(replica, FILE), supervisor)
    said = "date;start;place\n13/05/2026;9h;Marché des Tilleuls\n28/05/2026;9h;Marche des Tileul\n"
    shown = schedule_import.preview(replica, said, today)
    assert (shown.empty, len(shown.doubtful), shown.taken) == (True, 1, 0)
    ((near, _),) = shown.read.near
    taken = schedule_import.choose(shown, Choice.TAKE)
    answered = schedule_import.answer(replica, taken, near.key, near.place.id)
    assert (answered.taken, [o.on.day for o in answered.new], answered.read.near) == (2, [28], [])
    assert schedule_import.apply(replica, answered, supervisor) == 2
    assert {o.place_id for o in replica.all(Outing) if o.on.day in (13, 28)} == {near.place.id}
    schedule_import.undo(replica, answered, supervisor)
    assert replica.count(Outing) == 2


def test_each_sort_of_file_is_known_by_what_it_is(replica, supervisor, today) -> None:
    schedule_import.apply(replica, schedule_import.preview(replica, FILE), supervisor)
    for source in (ICS, ICS.encode(), ICS.encode("utf-16"), b"\xef\xbb\xbf" + ICS.encode()):
        (new,) = schedule_import.preview(replica, source, today).new
        assert (new.on, new.starts, new.type) == (date(2026, 5, 21), time(9, 30), OutingType.MARKET)
    assert [e.reason for e in schedule_import.preview(replica, b"PK\x03\x04zip", today).errors] == ["damaged"]
    assert [e.reason for e in schedule_import.preview(replica, b"x" * (33 << 20), today).errors] == ["too_big"]


def test_who_waits_may_give_up(replica) -> None:
    def tick(_: int) -> None:
        raise schedule_import.Stopped

    lines = "\n".join(["date;lieu", *["14/05/2026;Gare"] * 600])
    with pytest.raises(schedule_import.Stopped):
        schedule_import.preview(replica, lines, None, tick)


def test_lines_beyond_reason_are_not_read_and_it_is_told(replica) -> None:
    shown = schedule_import.preview(replica, "date;lieu\n" + "14/05/2026;Gare\n" * (MOST_LINES + 1))
    assert shown.read.notes == [Note("cut", n=MOST_LINES)]
    assert len(shown.new) == 1


def test_ten_thousand_lines_are_one_commit(replica, supervisor, commits) -> None:
    days = [date(2027, 1, 1) + timedelta(days=n) for n in range(500)]
    lines = [f"{day:%d/%m/%Y};{6 + h // 2}h{h % 2 * 30:02};Lieu {h}" for day in days for h in range(20)]
    shown = schedule_import.preview(replica, "\n".join(["date;début;lieu", *lines]).encode("latin-1"))
    commits()
    assert schedule_import.apply(replica, shown, supervisor) == 10_000
    assert commits() == 1
