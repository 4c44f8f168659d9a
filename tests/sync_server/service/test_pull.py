"""Reading the register: each record once, newest, in order; nothing missed wherever a page is cut."""

from __future__ import annotations

from typing import Any

import pytest

from espace_mobile.errors import Malformed
from espace_mobile.protocol.cursor import Cursor
from espace_mobile.protocol.messages import MAX_CHANGE, MAX_PAGE, Page
from espace_mobile.protocol.values import new_id, pack
from sync_server.register import Register, orgs
from sync_server.service.pull import MAX_PAGE_BYTES


def test_a_new_register_has_nothing_and_says_so(fleet: Any) -> None:
    page = fleet.tablet().pull()
    assert (page.records, page.more, page.have, page.now) == ([], False, 0, fleet.now)


def test_each_record_comes_once_in_its_newest_state(fleet: Any, record: str) -> None:
    a, b = fleet.tablet(), fleet.tablet()
    stamp = a.save(record, x=1)
    a.save(record, base={"x": stamp}, x=2)
    page = b.pull()
    assert [(r.id, r.fields) for r in page.opened()] == [(record, {"x": 2})]


def test_bodies_are_those_of_the_wire(fleet: Any, record: str) -> None:
    a = fleet.tablet()
    a.save(record, x=1, y=[None, True])
    page = a.pull()
    assert Page.decode(page.encode()) == page
    assert page.opened()[0].body() == page.records[0][1]


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 100])
def test_pages_cut_anywhere_miss_nothing(fleet: Any, limit: int) -> None:
    a, b = fleet.tablet(), fleet.tablet()
    for size in (1, 4, 3):
        a.push(*[a.change(new_id(), x=size) for _ in range(size)])
    seen: list[str] = []
    cursor, more = "", True
    while more:
        page = b.pull(cursor, limit)
        assert len(page.records) <= limit
        seen += [id for id, _ in page.records]
        cursor, more = page.cursor, page.more
    assert len(seen) == len(set(seen)) == 8
    assert b.pull(cursor).records == []


def test_a_commit_between_two_pages_is_not_missed(fleet: Any) -> None:
    a, b = fleet.tablet(), fleet.tablet()
    changes = [a.change(new_id(), x=n) for n in range(6)]
    a.push(*changes)
    first = b.pull(limit=2)
    # Already read, changed again: it comes again; not read yet, changed: it comes once, later.
    by_id = sorted(changes, key=lambda c: c.record)
    a.push(*[a.change(c.record, base={"x": c.stamp}, x="new") for c in (by_id[0], by_id[5])])
    rest = b.everything(first.cursor)
    assert {id for id, _ in first.records} | set(rest) == {c.record for c in changes}
    assert rest[by_id[0].record].fields == rest[by_id[5].record].fields == {"x": "new"}


def test_a_page_is_bounded_in_bytes(fleet: Any) -> None:
    a, b = fleet.tablet(), fleet.tablet()
    count = MAX_PAGE_BYTES // MAX_CHANGE + 8
    for start in range(0, count, 40):
        some = range(start, min(start + 40, count))
        a.push(*[a.change(new_id(), x=b"x" * (MAX_CHANGE - 200)) for _ in some])
    first = b.pull()
    assert first.more
    assert sum(len(body) for _, body in first.records) <= MAX_PAGE_BYTES
    assert len(first.records) + len(b.everything(first.cursor)) == count


def test_a_cursor_of_another_epoch_starts_over(fleet: Any, register: Register, record: str) -> None:
    a = fleet.tablet()
    a.save(record, x=1)
    cursor = a.pull().cursor
    assert a.pull(cursor).records == []
    epoch = register.write(lambda c: orgs.renew_epoch(c, fleet.org))
    page = a.pull(cursor)
    assert page.epoch == epoch
    assert [id for id, _ in page.records] == [record]
    assert a.pull(page.cursor).records == []


def test_a_cursor_ahead_of_the_register_starts_over(fleet: Any, record: str) -> None:
    a = fleet.tablet()
    a.save(record, x=1)
    ahead = Cursor(a.pull().epoch, 999).encode()
    assert [id for id, _ in a.pull(ahead).records] == [record]


@pytest.mark.parametrize("cursor", ["!", "AAAA", "é", pack([1, 2]).hex(), Cursor("e", 1, "x").encode()])
def test_a_cursor_that_is_none_is_malformed(fleet: Any, cursor: str) -> None:
    with pytest.raises(Malformed) as refused:
        fleet.tablet().pull(cursor)
    assert refused.value.params == {"field": "cursor"}


@pytest.mark.parametrize("limit", [0, -1, MAX_PAGE + 1])
def test_a_limit_outside_the_bounds_is_malformed(fleet: Any, limit: int) -> None:
    with pytest.raises(Malformed) as refused:
        fleet.tablet().pull(limit=limit)
    assert refused.value.params == {"field": "limit"}


def test_have_is_told_with_every_page(fleet: Any) -> None:
    a, b = fleet.tablet(), fleet.tablet()
    a.save(new_id(), x=1)
    assert (a.pull().have, b.pull().have) == (1, 0)
