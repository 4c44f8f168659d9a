from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

import pytest

from espace_mobile.calendars.happening import Happening, ReadCalendar
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.place import Place
from espace_mobile.domain.schedule_changes import Choice, ImportedSchedule
from espace_mobile.domain.schedule_doubts import Why
from espace_mobile.domain.schedule_import import propose
from espace_mobile.domain.schedule_sources import Note, of_calendar, of_csv, where
from espace_mobile.domain.team import Team
from espace_mobile.domain.vocabulary import OutingStatus, OutingType, PlaceType
from espace_mobile.protocol.values import derived_id

TODAY = date(2026, 11, 21)
HEADER = "date;début;fin;type;lieu;équipe;statut\n"
TILLEULS = Place(
    id="t" * 32, name="Marché des Tilleuls", type=PlaceType.MARKET, weekday=3, address="place des Tilleuls"
)
GARE = Place(id="9" * 32, name="Gare")
NORTH, SOUTH = Team(id="1" * 32, name="Équipe Nord"), Team(id="2" * 32, name="Équipe Sud")
ON = date(2027, 1, 14)  # a Thursday


def known(**more: Any) -> Outing:
    planned = {"id": "a" * 32, "on": ON, "starts": time(9), "ends": time(12), "place_id": GARE.id, "team_id": NORTH.id}
    return Outing(**{**planned, **more})


def read(lines: str, *facts: Fact, same: Mapping[str, str] | None = None) -> ImportedSchedule:
    everything = [TILLEULS, GARE, NORTH, SOUTH, *facts]
    return propose(of_csv(HEADER + lines), derived_id, everything, today=TODAY, same=same or {})


def whys(lines: str, *facts: Fact) -> list[Why]:
    (change,) = read(lines, *facts).changes
    return [doubt.why for doubt in change.doubts]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("20/11/2026;9h;;;Gare;;", [Why.PAST]),
        ("21/11/2026;9h;;;Gare;;", []),
        ("22/11/2028;9h;;;Gare;;", [Why.FAR]),
        ("15/01/2027;9h;;;Marché des Tilleuls;;", [Why.NOT_ITS_DAY]),
        ("14/01/2027;9h;;;Marché des Tilleuls;;", []),
        ("14/01;9h;;;Gare;;", [Why.NO_YEAR]),
        ("14/01;9h;;;Marche des Tileuls;;", [Why.NEAR_PLACE, Why.NO_YEAR]),
    ],
)
def test_a_line_is_doubtful_for_what_it_says(line: str, why: list[Why]) -> None:
    assert whys(line) == why


def test_a_doubtful_line_is_left_until_it_is_taken() -> None:
    found = read("20/11/2026;9h;;;Lieu nouveau;Équipe Est;\n")
    (change,) = found.changes
    assert (found.facts(), found.outings, found.places) == ([], [], [])
    taken = found.facts({change.at: Choice.TAKE})
    assert [type(fact) for fact in taken] == [Team, Place, Outing]
    assert found.facts({change.at: Choice.LEAVE}) == []


@pytest.mark.parametrize(
    ("line", "why", "changed"),
    [
        ("14/01/2027;10h;;;Gare;Équipe Nord;", Why.OTHER_HOUR, {"starts": time(10)}),
        ("14/01/2027;14h;17h;;Gare;;", Why.OTHER_HOUR, {"starts": time(14), "ends": time(17)}),
        ("14/01/2027;14h;;;Gare;;", Why.OTHER_HOUR, {"starts": time(14), "ends": None}),
        ("14/01/2027;9h;;;Gare;Équipe Sud;", Why.OTHER_TEAM, {"team_id": SOUTH.id}),
    ],
)
def test_another_hour_or_team_is_a_change_or_a_second_date(line: str, why: Why, changed: dict[str, Any]) -> None:
    before = known()
    found = read(line, before)
    (change,) = found.changes
    assert [doubt.why for doubt in change.doubts] == [why]
    assert found.facts({0: Choice.TAKE}) == [before.but(**changed)]
    (second,) = found.facts({0: Choice.SECOND})
    assert isinstance(second, Outing)
    assert (second.id != before.id, second.on, second.place_id) == (True, ON, GARE.id)


def test_a_file_that_also_names_the_known_hour_means_a_second_date() -> None:
    found = read("14/01/2027;14h;;;Gare;Équipe Nord;\n14/01/2027;9h;12h;;Gare;Équipe Nord;\n", known())
    assert [o.starts for o in found.outings] == [time(14)]
    assert found.unchanged == 1


@pytest.mark.parametrize(
    ("before", "line", "changed"),
    [
        ({"team_id": None}, "14/01/2027;9h;12h;;Gare;Équipe Sud;", {"team_id": SOUTH.id}),
        ({"starts": None, "ends": None}, "14/01/2027;9h;12h;;Gare;Équipe Nord;", {"starts": time(9), "ends": time(12)}),
        ({"type": OutingType.EVENT}, "14/01/2027;9h;12h;;Gare;Équipe Nord;", {}),
        ({}, "14/01/2027;;;;Gare;;", {}),
        ({}, "14/01/2027;9h;13h;marché;Gare;;", {"ends": time(13), "type": OutingType.MARKET}),
    ],
)
def test_what_a_line_adds_is_a_change_and_what_it_leaves_out_is_not(
    before: dict[str, Any], line: str, changed: dict[str, Any]
) -> None:
    outing = known(**before)
    found = read(line, outing)
    assert found.facts() == ([outing.but(**changed)] if changed else [])
    assert found.unchanged == (not changed)


def test_a_date_changed_by_hand_since_its_import_is_not_put_back_unasked() -> None:
    line = "14/01/2027;9h;12h;;Gare;Équipe Nord;"
    (made,) = read(line).outings
    moved = made.but(starts=time(10), ends=time(13))
    found = read(line, moved)
    (change,) = found.changes
    assert ([doubt.why for doubt in change.doubts], change.second) == ([Why.OTHER_HOUR], None)
    assert found.facts() == []


@pytest.mark.parametrize("status", [OutingStatus.HELD, OutingStatus.CANCELLED, OutingStatus.MOVED])
def test_what_became_of_a_date_is_told_and_stays(status: OutingStatus) -> None:
    outing = known(status=status)
    found = read("14/01/2027;9h;13h;;Gare;Équipe Nord;", outing)
    assert (found.facts(), found.settled, found.unchanged) == ([], [outing], 1)


@pytest.mark.parametrize("status", ["annulée", "Déplacée", "cancelled"])
def test_a_date_that_the_file_cancels_is_asked_about(status: str) -> None:
    line = f"14/01/2027;9h;12h;;Gare;Équipe Nord;{status}"
    found = read(line, known())
    assert [doubt.why for doubt in found.changes[0].doubts] == [Why.CANCELLED]
    (cancelled,) = found.facts({0: Choice.TAKE})
    assert isinstance(cancelled, Outing)
    assert cancelled.status == OutingStatus.CANCELLED
    assert (read(line).changes, read(line).passed) == ([], 1)  # nobody knew it


def test_what_the_file_says_of_a_new_date_is_kept() -> None:
    found = read("14/01/2027;9h;;;Gare;;confirmée\n01/06/2026;9h;;;Gare;;tenue\n15/01/2027;9h;;;Gare;;tenue\n")
    assert [p.outing.status for p in found.changes] == [
        OutingStatus.CONFIRMED, OutingStatus.HELD, OutingStatus.PLANNED
    ]  # fmt: skip


def test_a_name_almost_known_is_asked_once_and_the_answer_is_followed() -> None:
    lines = "14/01/2027;9h;;;Marche des Tileuls;;\n21/01/2027;9h;;;marché des tileuls;;\n"
    asked = read(lines)
    ((near, n),) = asked.near
    assert (near.place, near.written, n) == (TILLEULS, "Marche des Tileuls", 2)
    assert asked.facts({0: Choice.TAKE, 1: Choice.TAKE}) == []
    same = read(lines, same={near.key: TILLEULS.id})
    assert ({o.place_id for o in same.outings}, same.places, same.near) == ({TILLEULS.id}, [], [])
    other = read(lines, same={near.key: ""})
    assert [place.name for place in other.places] == ["Marche des Tileuls"]


@pytest.mark.parametrize("name", ["Marché des Tilleuls 2", "Marché du Songe", "Gare routière"])
def test_another_name_is_another_place(name: str) -> None:
    assert read(f"14/01/2027;9h;;;{name};;").near == []


def calendar(*happenings: Happening, facts: tuple[Fact, ...] = ()) -> ImportedSchedule:
    source = of_calendar(ReadCalendar(list(happenings), events=len(happenings)), [TILLEULS, GARE])
    return propose(source, derived_id, [TILLEULS, GARE, NORTH, SOUTH, *facts], today=TODAY)


def happens(**more: Any) -> Happening:
    return Happening(**{"number": 1, "uid": "x@google.com", "on": ON, "last": ON, "starts": time(9), **more})


@pytest.mark.parametrize(
    ("location", "summary", "place"),
    [
        ("Marché des Tilleuls, place des Tilleuls, Exempleville", "Sortie", TILLEULS.name),
        (where(TILLEULS), "Sortie", TILLEULS.name),
        ("Halle, 1 rue du Songe\n35000 Rennes", "Sortie", "Halle"),
        ("", "Gare", "Gare"),
    ],
)
def test_the_place_of_an_event_is_where_it_is_else_what_it_is_called(location: str, summary: str, place: str) -> None:
    found = calendar(happens(location=location, summary=summary))
    names = {p.id: p.name for p in (TILLEULS, GARE, *found.places)}
    assert [names[o.place_id or ""] for o in found.outings] == [place]


def test_categories_and_what_is_told_below_an_event_are_read_and_the_rest_is_not() -> None:
    told = "Équipe : Équipe Sud<br>Quartier&nbsp;: Centre\nCommune : Rennes\nÀ bientôt : Marie"
    (outing,) = calendar(happens(location="Gare", description=told, categories=("Travail", "MARCHE"))).outings
    assert (outing.type, outing.team_id) == (OutingType.MARKET, SOUTH.id)


def test_doubts_of_a_calendar_are_those_of_its_lines() -> None:
    found = calendar(
        happens(location="Gare", zone="Nulle/Part"),
        happens(number=2, location="Halle", starts=None, last=date(2027, 1, 15)),
        happens(number=3, location="Camp", last=date(2027, 2, 15)),
        happens(number=4, location="Autre", cancelled=True),
    )
    assert [(p.outing.on.day, p.doubts[0].why) for p in found.changes] == [
        (14, Why.ZONE), (14, Why.SEVERAL_DAYS), (15, Why.SEVERAL_DAYS)
    ]  # fmt: skip
    assert [(e.line, e.reason) for e in found.errors] == [(3, "many_days")]
    assert (found.passed, found.unit) == (1, "event")


def test_an_event_of_ours_is_the_date_it_was_made_of_whatever_became_of_it() -> None:
    before = known()
    ours = happens(uid=f"{before.id}@espace-mobile", starts=time(10), ends=time(13), location="Gare")
    assert calendar(ours, facts=(before,)).facts() == [before.but(starts=time(10), ends=time(13))]
    later = happens(uid=f"{before.id}@espace-mobile", on=date(2027, 1, 15), last=date(2027, 1, 15), location="Gare")
    (change,) = calendar(later, facts=(before,)).changes
    assert [doubt.why for doubt in change.doubts] == [Why.OTHER_DAY]
    assert change.outing.on == date(2027, 1, 15)


def test_an_event_of_ours_without_a_place_makes_none() -> None:
    before = known(place_id=None, ends=None)
    found = calendar(happens(uid=f"{before.id}@espace-mobile", summary="Camionnette"), facts=(before,))
    assert (found.facts(), found.unchanged) == ([], 1)


def test_a_calendar_of_nothing_says_so() -> None:
    source = of_calendar(ReadCalendar(endless=0), [])
    assert [e.reason for e in source.errors] == ["no_event"]
    assert of_calendar(ReadCalendar([happens()], endless=2, events=1), []).notes == [Note("endless", n=2)]
