"""The chain of the access log: whatever is edited, removed or swapped is found."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.protocol.access_log import EDITED, FORKED, MISSING, Access, Chain, Linked, beginning, faults, link

NAME = "a" * 32
IDS = st.integers(0, 5).map(lambda n: f"{n:032x}")
PARTS = st.tuples(st.integers(0, 2**45), IDS, IDS, st.sampled_from(["opened", "compared", "exported"]))
LOGS = st.lists(PARTS, min_size=1, max_size=12)


def made(parts: list[tuple[int, str, str, str]]) -> list[Linked]:
    chain = Chain.new(NAME)
    return [chain.add(*each) for each in parts]


def whole(entries: list[Linked], end: Chain) -> bool:
    """As a check of the log finds it, knowing where it ended."""
    chain = Chain.new(NAME)
    return not faults(chain, entries) and chain == end


def ended(entries: list[Linked]) -> Chain:
    return Chain(entries[-1][0].n, entries[-1][1])


@given(LOGS)
def test_what_was_made_follows(parts: list[tuple[int, str, str, str]]) -> None:
    assert whole(made(parts), ended(made(parts)))


@given(LOGS, st.data())
def test_an_edited_part_is_found(parts: list[tuple[int, str, str, str]], data: st.DataObject) -> None:
    entries = made(parts)
    i = data.draw(st.integers(0, len(entries) - 1))
    name = data.draw(st.sampled_from(["at", "worker", "person", "what"]))
    other = {"at": entries[i][0].at + 1, "worker": "f" * 32, "person": "f" * 32, "what": "printed"}[name]
    edited = [*entries]
    edited[i] = replace(entries[i][0], **{name: other}), entries[i][1]
    assert faults(Chain.new(NAME), edited) == [(i + 1, EDITED)]


@given(LOGS, st.data())
def test_an_edited_entry_linked_anew_is_found_at_the_next_or_at_the_end(
    parts: list[tuple[int, str, str, str]], data: st.DataObject
) -> None:
    entries = made(parts)
    i = data.draw(st.integers(0, len(entries) - 1))
    before = entries[i - 1][1] if i else beginning(NAME)
    other = replace(entries[i][0], person="f" * 32)
    edited = [*entries[:i], (other, link(before, other.told())), *entries[i + 1 :]]
    assert not whole(edited, ended(entries))


@given(LOGS, st.data())
def test_a_removed_entry_is_found(parts: list[tuple[int, str, str, str]], data: st.DataObject) -> None:
    entries = made(parts)
    i = data.draw(st.integers(0, len(entries) - 1))
    left = entries[:i] + entries[i + 1 :]
    assert not whole(left, ended(entries))
    if i + 1 < len(entries):
        assert faults(Chain.new(NAME), left) == [(i + 2, MISSING)]


@given(LOGS.filter(lambda parts: len(parts) > 1), st.data())
def test_swapped_entries_are_found(parts: list[tuple[int, str, str, str]], data: st.DataObject) -> None:
    entries = made(parts)
    i = data.draw(st.integers(0, len(entries) - 2))
    j = data.draw(st.integers(i + 1, len(entries) - 1))
    swapped = [*entries]
    swapped[i], swapped[j] = entries[j], entries[i]
    assert {fault for _, fault in faults(Chain.new(NAME), swapped)} & {MISSING, FORKED}


@given(LOGS, st.integers(1, 12))
def test_an_end_cut_off_is_found_by_who_knows_it(parts: list[tuple[int, str, str, str]], cut: int) -> None:
    entries = made(parts)
    assert not whole(entries[:-cut], ended(entries))


def test_logs_of_two_names_never_meet() -> None:
    one, other = Chain.new(NAME), Chain.new("b" * 32)
    told = (1, "0" * 32, "1" * 32, "opened")
    assert one.add(*told)[0] == other.add(*told)[0]
    assert one.head != other.head


def test_parts_can_not_run_into_each_other() -> None:
    entry = Access(1, 2, "0" * 32, "1" * 32, "opened")
    assert entry.sound
    assert not replace(entry, what="opened\n1").sound
    assert not replace(entry, worker="0" * 31).sound
    assert not replace(entry, n=0).sound
