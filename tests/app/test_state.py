from __future__ import annotations

import asyncio
import json
import threading
from pathlib import Path

import pytest

from espace_mobile.app import clock
from espace_mobile.app.drafts import Draft, Drafts
from espace_mobile.app.feed import Feed
from espace_mobile.app.preferences import FILE, Preferences, load, save
from espace_mobile.app.state import AppState
from espace_mobile.domain.contact import Contact
from espace_mobile.domain.vocabulary import AgeBand, Sex
from espace_mobile.protocol.values import new_id
from tests.app.tablet import AWA, PASSPHRASE, Tablet, at_work, outing, play, worker


def entered(tablet: Tablet) -> AppState:
    state = AppState.of(tablet)  # type: ignore[arg-type]
    state.enter(tablet.unlock(AWA.id, PASSPHRASE))  # type: ignore[arg-type]
    return state


# The automatic lock


class Hasty(AppState):
    idle_limit = 0.6  # type: ignore[assignment]  # seconds


def test_it_locks_itself_when_nobody_is_there(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path)
        state = Hasty.of(tablet)  # type: ignore[arg-type]
        state.enter(tablet.unlock(AWA.id, PASSPHRASE))  # type: ignore[arg-type]
        for _ in range(4):
            await asyncio.sleep(0.2)
            state.touch()
        assert state.session is not None, "each touch starts the wait again"
        for _ in range(50):
            await asyncio.sleep(0.1)
            if state.session is None:
                return
        raise AssertionError("it never locked")

    play(story)


def test_a_tablet_that_slept_locks_on_waking_even_if_its_timer_did_not_run(tmp_path: Path) -> None:
    async def story() -> None:
        state = entered(at_work(tmp_path))
        state.lock_if_idle()
        assert state.session is not None
        state._last_touch -= 121
        state.lock_if_idle()
        assert state.session is None

    play(story)


def test_a_tablet_whose_clock_was_set_back_still_locks(tmp_path: Path) -> None:
    async def story() -> None:
        state = entered(at_work(tmp_path))
        state._last_touch += 86_400
        state.lock_if_idle()
        assert state.session is None

    play(story)


def test_the_wait_is_the_one_of_the_settings(tmp_path: Path) -> None:
    state = AppState.of(at_work(tmp_path))  # type: ignore[arg-type]
    assert state.idle_limit == 120
    state.prefer(lock_minutes=5)
    assert state.idle_limit == 300


def test_locking_hears_no_more_of_the_replica(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path)
        state = entered(tablet)
        state.lock()
        state.lock()
        tablet.replica.save(Contact(id=new_id(), outing_id=new_id(), at=clock.now()), by=AWA.id)
        await asyncio.sleep(0)
        assert state.feed.of("contact").number == 0

    play(story)


# Counting while locked


def test_what_is_counted_while_locked_joins_the_outing_at_the_next_unlock(tmp_path: Path) -> None:
    async def story() -> None:
        today = outing()
        tablet = at_work(tmp_path, today)
        state = AppState.of(tablet)  # type: ignore[arg-type]
        state.count_for(today.id)
        state.count_locked(Sex.FEMALE, AgeBand.FROM_16_TO_25)
        assert tablet.replica.count(Contact) == 0
        state.enter(tablet.unlock(AWA.id, PASSPHRASE))  # type: ignore[arg-type]
        (contact,) = tablet.replica.all(Contact)
        assert (contact.outing_id, contact.sex) == (today.id, Sex.FEMALE)
        assert tablet.locked == []
        state.lock()
        state.enter(tablet.unlock(AWA.id, PASSPHRASE))  # type: ignore[arg-type]
        assert tablet.replica.count(Contact) == 1

    play(story)


def test_a_full_disk_keeps_the_locked_counts_and_lets_the_worker_in(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path, outing())
        state = AppState.of(tablet)  # type: ignore[arg-type]
        state.count_locked(Sex.MALE, AgeBand.UNSTATED)
        tablet.fill_disk()
        state.enter(tablet.unlock(AWA.id, PASSPHRASE))  # type: ignore[arg-type]
        assert state.session is not None
        assert len(tablet.locked) == 1

    play(story)


# Drafts


def test_a_draft_survives_the_lock_without_waiting_for_its_delay(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path)
        state = entered(tablet)
        state.draft("new_file").set("first_name", "Samir")
        state.lock()
        state.enter(tablet.unlock(AWA.id, PASSPHRASE))  # type: ignore[arg-type]
        assert state.draft("new_file").get("first_name") == "Samir"

    play(story)


def test_a_draft_is_written_a_moment_after_the_last_key(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path)
        draft = Drafts(tablet.replica, "me").open("note")
        for n in range(1, 6):
            draft.set("text", "bonjour"[:n])
        assert tablet.replica.meta("draft.me.note") is None
        await asyncio.sleep(0.5)
        assert tablet.replica.meta("draft.me.note") == {"text": "bonjo"}

    play(story)


def test_a_dropped_draft_does_not_come_back(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path)
        drafts = Drafts(tablet.replica, "me")
        draft = drafts.open("note", {"text": "un"})
        draft.set("text", "deux")
        draft.drop()
        await asyncio.sleep(0.5)
        drafts.flush()
        assert draft.empty
        assert drafts.open("note").empty

    play(story)


def test_on_a_shared_tablet_nobody_finds_anothers_draft(tmp_path: Path) -> None:
    async def story() -> None:
        bruno = worker("Bruno")
        tablet = at_work(tmp_path, bruno)
        state = entered(tablet)
        state.draft("new_file").set("first_name", "Samir")
        state.lock()
        state.enter(tablet.unlock(bruno.id, PASSPHRASE))  # type: ignore[arg-type]
        assert state.draft("new_file").empty

    play(story)


def test_a_full_disk_costs_no_draft_even_through_the_lock(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = at_work(tmp_path)
        state = entered(tablet)
        free = tablet.storage.commit
        tablet.fill_disk()
        state.draft("new_file").set("first_name", "Samir")
        state.lock()
        state.enter(tablet.unlock(AWA.id, PASSPHRASE))  # type: ignore[arg-type]
        assert state.draft("new_file").get("first_name") == "Samir"
        tablet.storage.commit = free  # type: ignore[method-assign]
        state.lock()
        assert tablet.replica.meta(f"draft.{AWA.id}.new_file") == {"first_name": "Samir"}

    play(story)


def test_typing_clears_the_error_of_its_own_field_only() -> None:
    draft = Draft("note", errors={"text": "trop long", "title": "vide"})
    draft.set("text", "court")
    assert draft.errors == {"title": "vide"}


# What the screens hear


def test_a_burst_of_saves_from_other_threads_is_told_once_a_kind() -> None:
    async def story() -> None:
        feed = Feed()
        feed.bind()
        threads = [threading.Thread(target=feed.tell, args=([("contact", str(n)), ("tally", "x")],)) for n in range(20)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        await asyncio.sleep(0.05)
        assert (feed.of("contact").number, feed.of("tally").number, feed.of("person").number) == (1, 1, 0)

    play(story)


def test_a_save_after_the_page_is_gone_harms_nothing() -> None:
    feed = Feed()

    async def story() -> None:
        feed.bind()

    play(story)
    feed.tell([("contact", "1")])
    assert feed.of("contact").number == 0


# Preferences


def test_preferences_are_kept_beside_the_store(tmp_path: Path) -> None:
    save(tmp_path, Preferences(language="en", theme="night", text_scale=1.5, lock_minutes=4, account="abc"))
    assert load(tmp_path) == Preferences("en", "night", 1.5, 4, "abc")
    assert [p.name for p in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize("found", ["", "nonsense", "[]", '{"language": "de", "theme": 3}', '{"later": 1}'])
def test_what_can_not_be_read_gives_the_defaults(tmp_path: Path, found: str) -> None:
    (tmp_path / FILE).write_text(found, "utf-8")
    assert load(tmp_path) == Preferences()


def test_one_odd_preference_does_not_cost_the_others(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(json.dumps({"language": "en", "theme": "sepia"}), "utf-8")
    assert load(tmp_path) == Preferences(language="en")


# The window


@pytest.mark.parametrize(("width", "snapped"), [(None, 360), (320, 360), (599, 480), (600, 600), (1279, 1200)])
def test_the_width_only_changes_where_the_layout_may(tmp_path: Path, width: float | None, snapped: int) -> None:
    state = AppState.of(at_work(tmp_path))  # type: ignore[arg-type]
    state.resize(width, 700)
    assert state.width == snapped
