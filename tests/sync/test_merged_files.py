"""Files merged and taken apart on several tablets at once: all show the same in the end, and no fact is lost."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from espace_mobile.app.actions import files, merging
from espace_mobile.domain.merge import Merge, MergedValues
from espace_mobile.domain.person import Person
from espace_mobile.domain.person_note import PersonNote
from espace_mobile.domain.vocabulary import Need, Role
from espace_mobile.domain.worker import Worker
from espace_mobile.errors import InputError
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.values import new_id
from sync_server.register import Register, orgs
from sync_server.register.migrate import upgrade
from tests.sync.conftest import NOW_MS, ORG, Clock, Field, Post

CLAIRE = Worker(id=new_id(), display_name="Claire", role=Role.SUPERVISOR)
NOW = datetime.fromtimestamp(NOW_MS / 1000, UTC)
NEEDS = (Need.HEALTH, Need.TRAINING, Need.DIGITAL, Need.MOBILITY)
FILES = [Person(id=f"{n:032x}", first_name=f"Élodie {n}", phone=f"+3363998000{n}", needs=(NEEDS[n],)) for n in range(4)]
TABLETS, LAST = 3, len(FILES) - 1

files_ = st.integers(0, LAST)
tablets = st.integers(0, TABLETS - 1)
merges = st.tuples(st.just("merge"), tablets, files_, files_)
partings = st.tuples(st.just("part"), tablets, files_, files_)
edits = st.tuples(st.just("edit"), tablets, files_, st.integers(10, 99))
notes = st.tuples(st.just("note"), tablets, files_, st.just(0))
syncs = st.tuples(st.just("sync"), tablets, st.just(0), st.just(0))
histories = st.lists(st.one_of(merges, merges, partings, edits, notes, syncs), max_size=14)


@contextmanager
def office() -> Iterator[Field]:
    with tempfile.TemporaryDirectory() as folder:
        register = Register(f"sqlite:///{Path(folder) / 'register.db'}")
        upgrade(register)
        register.write(lambda c: orgs.create(c, ORG, "Association", NOW_MS))
        yield Field(register, Clock(), Keychain(ORG, {1: new_org_key()}))
        register.engine.dispose()


def everybody_hears(posts: list[Post]) -> None:
    for _ in range(2):
        for post in posts:
            post.sync()


def started(field_day: Field) -> list[Post]:
    posts = [field_day.post(role="supervisor") for _ in range(TABLETS)]
    posts[0].replica.save(*FILES, by=CLAIRE.id)
    everybody_hears(posts)
    return posts


def act(posts: list[Post], what: str, tablet: int, one: int, other: int) -> str | None:
    """The id of the note that was written, if one was."""
    replica, file = posts[tablet].replica, FILES[one].id
    if what == "sync":
        posts[tablet].sync()
    elif what == "edit":
        replica.save(replica.get(Person, file).but(address=f"{other} quai"), by=CLAIRE.id)  # type: ignore[union-attr]
    elif what == "note":
        note = PersonNote(id=new_id(), person_id=file, at=NOW, text="Rappeler")
        replica.save(note, by=CLAIRE.id)
        return note.id
    elif what == "part":
        merging.unmerge(replica, file, FILES[other].id, CLAIRE)
    elif what == "merge":
        pair = [replica.get(Person, FILES[n].id) for n in (one, other)]
        assert pair[0]
        assert pair[1]
        try:
            merging.merge(replica, pair[0], pair[1], {"phone": pair[0].phone}, CLAIRE, now=NOW)
        except InputError as e:
            assert e.reason == "same_file"  # noqa: PT017
    return None


def shown(post: Post) -> dict[str, Any]:
    """What a tablet shows: who stands for whom, what they say, what is told of them, what waits for a supervisor."""
    replica = post.replica
    return {
        file.id: (
            files.members(replica, file.id),
            files.person_of(replica, file.id),
            sorted(n.id for n in files.told_of(replica, PersonNote, file.id)),
            [merging.edited_since(replica, m) for m in merging.links_of(replica, file.id)],
        )
        for file in FILES
    }


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories)
def test_whatever_tablets_do_at_once_all_show_the_same_and_no_fact_is_lost(history: list[Any]) -> None:
    with office() as field_day:
        posts = started(field_day)
        written = [note for step in history if (note := act(posts, *step))]
        everybody_hears(posts)
        assert shown(posts[0]) == shown(posts[1]) == shown(posts[2])
        told = {n for file in shown(posts[0]).values() for n in file[2]}
        assert told == set(written)
        assert {p.id for p in posts[0].replica.all(Person)} == {f.id for f in FILES}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(files_, files_), min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_merged_in_any_way_and_taken_apart_in_any_order_each_says_what_it_said(pairs: Any, random: Any) -> None:
    with office() as field_day:
        posts = started(field_day)
        for n, (one, other) in enumerate(pairs):
            act(posts, "merge", n % TABLETS, one, other)
            everybody_hears(posts)
        links = [(m.person_id, m.into_id) for m in posts[0].replica.all(Merge)]
        random.shuffle(links)
        for n, (one, other) in enumerate(links):
            merging.unmerge(posts[n % TABLETS].replica, one, other, CLAIRE)
            everybody_hears(posts)
        for post in posts:
            assert post.replica.all(Merge) == post.replica.all(MergedValues) == []
            assert sorted(post.replica.all(Person), key=lambda p: p.id) == FILES


def test_merges_in_opposite_directions_agree_and_part_as_one(field_day: Field) -> None:
    posts = started(field_day)
    act(posts, "merge", 0, 0, 1)
    act(posts, "merge", 1, 1, 0)
    everybody_hears(posts)
    assert {files.head_id(p.replica, FILES[n].id) for p in posts for n in (0, 1)} == {FILES[0].id}
    act(posts, "part", 2, 0, 1)
    everybody_hears(posts)
    for post in posts:
        assert [post.replica.get(Person, f.id) for f in FILES] == FILES


def test_taken_apart_while_another_tablet_edits_the_edit_is_not_lost(field_day: Field) -> None:
    posts = started(field_day)
    act(posts, "merge", 0, 0, 1)
    everybody_hears(posts)
    head = posts[1].replica.get(Person, FILES[1].id)
    assert head is not None
    assert head.phone == FILES[0].phone
    act(posts, "part", 0, 0, 1)
    posts[1].replica.save(head.but(phone="+33639980077", address="quai"), by=CLAIRE.id)
    act(posts, "edit", 2, 0, 12)
    everybody_hears(posts)
    for post in posts:
        one, other = (post.replica.get(Person, FILES[n].id) for n in (0, 1))
        assert one is not None
        assert other is not None
        assert (one.phone, one.address, other.address) == (FILES[0].phone, "12 quai", "quai")
        offered = {e.value for c in post.replica.conflicts(other.id) for e in c.values} | {other.phone}
        assert "+33639980077" in offered


def test_an_edit_made_offline_of_a_file_that_was_taken_in_is_told_on_every_tablet(field_day: Field) -> None:
    posts = started(field_day)
    act(posts, "edit", 1, 0, 12)
    act(posts, "merge", 0, 0, 1)
    everybody_hears(posts)
    for post in posts:
        [link] = post.replica.all(Merge)
        assert merging.edited_since(post.replica, link) == ("address",)


@pytest.mark.parametrize("taken", [0, 1])
def test_a_tablet_that_holds_only_one_of_the_files_goes_on_showing_that_one(field_day: Field, taken: int) -> None:
    office, south, north = field_day.post(role="supervisor"), field_day.post(["south"]), field_day.post(["north"])
    both = FILES[0].but(team="south"), FILES[1].but(team="north")
    office.replica.save(*both, by=CLAIRE.id)
    everybody_hears([office, south, north])
    merging.merge(office.replica, both[taken], both[1 - taken], {}, CLAIRE, now=NOW)
    everybody_hears([office, south, north])
    for post, mine, other in ((south, *both), (north, *reversed(both))):
        shown = files.person_of(post.replica, other.id)
        assert shown is not None
        assert shown.id == mine.id
        assert mine.phone == shown.phone
        assert set(files.members(post.replica, mine.id)) == {f.id for f in both}
    held = {v.person_id for p in (south, north) for v in p.replica.all(MergedValues)}
    assert held == {both[1 - taken].id}
    note = PersonNote(id=new_id(), team="south", person_id=both[0].id, at=NOW, text="Rappeler")
    south.replica.save(note, by=new_id())
    everybody_hears([south, office])
    assert files.told_of(office.replica, PersonNote, both[1].id) == [note]
