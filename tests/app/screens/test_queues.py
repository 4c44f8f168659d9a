"""Deciding one after the other where there is room for two panes: by taps, and by keys."""

from __future__ import annotations

from pathlib import Path

import flet as ft
import pytest

from espace_mobile.app.actions import files
from espace_mobile.domain.alert_settlement import AlertSettlement
from espace_mobile.domain.fact import Fact
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.not_same import NotSame
from espace_mobile.domain.person import Person
from espace_mobile.store.access_log import access_log
from tests.app.harness import AppUnderTest
from tests.app.screens.register import CLAIRE, disagree, person, undo, wait_for
from tests.app.screens.test_alerts_screen import full
from tests.app.tablet import NORTH, Tablet, play, unlocked

MINE, THEIRS = "+33639980001", "+33639980002"


async def press(app: AppUnderTest, *keys: str) -> None:
    for key in keys:
        await app.event(app.one(ft.KeyboardListener), "key_down", {"key": key})


def disputed(folder: Path, count: int = 3) -> tuple[Tablet, list[Person]]:
    """As many values to settle, in the order they are shown."""
    people = [person(f"Samir{n}", phone=MINE) for n in range(count)]
    tablet = Tablet(folder, [NORTH, CLAIRE, *people])
    for each in people:
        disagree(tablet, each, "phone", THEIRS)
    return tablet, people


def phones(tablet: Tablet) -> list[str | None]:
    return sorted(p.phone or "" for p in tablet.replica.all(Person))  # type: ignore[return-value]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_values_are_settled_one_after_the_other_by_keys_and_taken_back(tmp_path: Path, language: str) -> None:
    async def story() -> None:
        tablet, _ = disputed(tmp_path)
        async with unlocked(tablet, language, route="/conflicts", width=1280, height=800) as app:
            of = "sur" if language == "fr" else "of"
            assert app.sees(f"1 {of} 3")
            first = app.name("queue.0")
            await press(app, "2")
            assert phones(tablet) == [MINE, MINE, THEIRS]
            assert app.sees(f"2 {of} 3"), "the next one comes by itself"
            assert app.name("queue.0") != first
            await press(app, "Arrow Down", "&")  # the figure 1 of a French keyboard
            assert app.sees(f"3 {of} 3")
            offered = len(app.all(ft.SnackBar))
            await press(app, "U")
            assert app.sees(f"3 {of} 3"), "back on the one that was decided"
            assert len(app.all(ft.SnackBar)) == offered - 1, "the notice offered the same"
            await press(app, "u")
            assert phones(tablet) == [MINE, MINE, THEIRS], "what was taken back once is not taken back twice"
            await press(app, "Numpad 1")
            await press(app, "K", "Digit 9", "2")
            assert app.has("office.nothing") or app.sees("Rien à régler" if language == "fr" else "Nothing to settle")
        assert phones(tablet) == [MINE, THEIRS, THEIRS]

    play(story)


def test_by_taps_too_and_the_notice_takes_it_back(tmp_path: Path) -> None:
    async def story() -> None:
        tablet, _ = disputed(tmp_path, 2)
        async with unlocked(tablet, route="/conflicts", width=1280, height=800) as app:
            await app.tap("queue.1")
            assert app.marked("queue.1").selected
            chosen = app.name("queue.1")
            assert app.sees("Ce qui s’affiche")
            assert app.sees("L’autre valeur")
            await app.tap("conflict.1.1")
            assert not app.has("queue.1")
            assert app.marked("queue.0").selected
            await undo(app)
            assert app.name("queue.1") == chosen
            assert app.marked("queue.1").selected

    play(story)


def test_no_key_acts_while_somebody_types_and_escape_leads_back(tmp_path: Path) -> None:
    async def story() -> None:
        tablet, _ = disputed(tmp_path, 2)
        async with unlocked(tablet, route="/conflicts", width=1280, height=800) as app:
            await app.tap("conflict.0.other")
            await press(app, "1", "2", "Escape")
            assert phones(tablet) == [MINE, MINE]
            assert app.page.route == "/conflicts"
            await app.tap("conflict.cancel")
            await press(app, "?")
            assert app.sees("Les touches")
            await press(app, "2")
            assert phones(tablet) == [MINE, MINE]
            await app.tap("sheet.close")
            await press(app, "Escape")
            assert app.page.route == "/office"

    play(story)


def test_on_a_phone_and_in_large_letters_there_are_no_panes_and_no_keys(tmp_path: Path) -> None:
    async def story() -> None:
        tablet, _ = disputed(tmp_path, 2)
        async with unlocked(tablet, route="/conflicts") as app:
            for width in (360, 800):
                await app.resize(width, 800)
                assert app.has("conflict.1.1"), "one after the other in a column"
                assert not app.all(ft.KeyboardListener)
            await app.resize(1280, 800)
            assert app.has("queue.keys")

    play(story)


def test_a_long_queue_is_drawn_around_the_chosen_one(tmp_path: Path) -> None:
    async def story() -> None:
        tablet, _ = disputed(tmp_path, 40)
        async with unlocked(tablet, route="/conflicts", width=1280, height=800) as app:
            assert app.sees("1 sur 40")
            assert not app.has("queue.13")
            await app.tap("queue.more")
            assert app.has("queue.24")
            assert app.sees("13 sur 40")
            await app.tap("queue.more")
            await app.tap("queue.more")
            await press(app, "j", "j", "j", "j")
            assert app.marked("queue.39").selected, "the last: there is none after it"
            assert not app.has("queue.26")
            await app.tap("queue.above")
            assert app.sees("28 sur 40")

    play(story)


def twins(n: int) -> list[Person]:
    """Two files alike, unlike those of another `n`."""
    name = ("Çağlar", "Haddad", "Okafor")[n]
    first = ("Élodie", "Samir", "Blessing")[n]
    return [person(first, name, phone=f"+3363998010{n}"), person(first, name, phone=f"+3363998020{n}")]


def doubled(folder: Path) -> Tablet:
    return Tablet(folder, [NORTH, CLAIRE, *twins(0), *twins(1), *twins(2)])


def test_pairs_are_merged_or_told_apart_by_keys_side_by_side(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = doubled(tmp_path)
        async with unlocked(tablet, route="/people/duplicates", width=1280, height=800) as app:
            await wait_for(app, lambda: app.has("merge.confirm"))
            assert app.sees("1 sur 3")
            assert app.sees("Diffère")
            assert app.sees("Pareil\u00a0: prénom")
            await press(app, "2")
            assert app.marked("merge.field.phone.1").selected
            await press(app, "1")
            assert app.marked("merge.field.phone.0").selected
            await press(app, "2", "m")
            (link,) = tablet.replica.all(Merge)
            head = files.person_of(tablet.replica, link.into_id)
            assert head is not None
            assert str(head.phone).startswith("+336399802") or str(head.phone).startswith("+336399801")
            await wait_for(app, lambda: app.sees("2 sur 3"))
            assert app.page.route == "/people/duplicates"
            await press(app, "u")
            assert tablet.replica.all(Merge) == []
            await wait_for(app, lambda: app.sees("1 sur 3"))
            assert app.marked("merge.field.phone.1").selected, "what was chosen is still there"
            await press(app, "n")
            assert tablet.replica.count(NotSame) == 1
            await wait_for(app, lambda: app.sees("2 sur 3"))
            await app.tap("merge.not_same")
            await app.tap("merge.confirm")
            await wait_for(app, lambda: app.sees("Aucun doublon repéré"))
        assert (tablet.replica.count(NotSame), tablet.replica.count(Merge)) == (2, 1)

    play(story)


def test_each_pair_that_is_shown_is_noted_as_compared(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = doubled(tmp_path)
        async with unlocked(tablet, route="/people/duplicates", width=1280, height=800) as app:
            await wait_for(app, lambda: app.has("merge.confirm"))
            await press(app, "j")
        assert compared(tablet) == 4, "two files, then two others; the list says names only"

    play(story)


def compared(tablet: Tablet) -> int:
    return len({entry.person for entry in access_log(tablet.replica).entries()})


def test_alerts_are_decided_by_the_key_of_each_decision(tmp_path: Path) -> None:
    async def story() -> None:
        facts: list[Fact] = [*full(6), *full(6)]  # type: ignore[list-item]
        tablet = Tablet(tmp_path, [NORTH, CLAIRE, *facts])
        async with unlocked(tablet, route="/alerts", width=1280, height=800) as app:
            await wait_for(app, lambda: app.has("queue.1"))
            assert app.sees("1 sur 2")
            await press(app, "1")
            (kept,) = tablet.replica.all(AlertSettlement)
            assert kept.decision == "accepted"
            await wait_for(app, lambda: app.sees("2 sur 2"))
            await press(app, "u")
            assert tablet.replica.all(AlertSettlement) == []
            await wait_for(app, lambda: app.has("queue.1"))
            await app.tap("alert.0.note")
            await press(app, "1")
            assert tablet.replica.all(AlertSettlement) == []
            await app.tap("sheet.close")
            await press(app, "2")
            await wait_for(app, lambda: not app.has("queue.1"))
            await app.tap("alerts.settled")
            assert not app.all(ft.KeyboardListener)

    play(story)
