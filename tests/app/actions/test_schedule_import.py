from __future__ import annotations

from datetime import date, time

import pytest

from espace_mobile.app.actions import outings, schedule_import
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
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
