"""A power cut keeps what was synced; of what was not, any page may be new, old or empty."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from espace_mobile.store.storage import JournalStorage
from tests.store.files import KEY, contact, filled, frames, opened

PAGES = st.sampled_from([512, 4096])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three acknowledged commits, then a last one of several pages."""
    folder = filled(tmp_path_factory.mktemp("cut") / "store", 3)
    storage = JournalStorage(folder, KEY)
    storage.commit([("contacts", n, contact(n) | {"note": "x" * 300}) for n in range(4, 40)])
    storage.close()
    return folder


@given(page=PAGES, kept=st.lists(st.booleans(), min_size=1, max_size=30), length=st.floats(0, 1))
@settings(max_examples=60)
def test_pages_of_the_last_frame_that_were_not_written_cost_nothing_acknowledged(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, page: int, kept: list[bool], length: float
) -> None:
    whole = (folder / "journal-1").read_bytes()
    start, end = frames(folder / "journal-1")[-1]
    size = start + round((end - start) * length)  # the file's length may be on the disk or not
    after = bytearray(whole[:size])
    for n, at in enumerate(range(start // page * page, size, page)):
        if not kept[n % len(kept)]:
            first, last = max(at, start), min(at + page, size)
            after[first:last] = bytes(last - first)
    place = tmp_path_factory.mktemp("after")
    (place / "journal-1").write_bytes(after)
    tables, damage = opened(place)
    acknowledged = {n: contact(n) for n in (1, 2, 3)}
    assert {n: tables["contacts"][n] for n in (1, 2, 3)} == acknowledged
    if bytes(after) == whole:
        assert len(tables["contacts"]) == 39
        assert damage is None
    else:
        assert tables["contacts"] == acknowledged, "a frame is there as a whole or not at all"


def test_after_a_power_cut_saving_goes_on(folder: Path, tmp_path: Path) -> None:
    whole = bytearray((folder / "journal-1").read_bytes())
    start, end = frames(folder / "journal-1")[-1]
    whole[start + 600 : end] = bytes(end - start - 600)
    (tmp_path / "journal-1").write_bytes(whole)
    storage = JournalStorage(tmp_path, KEY)
    storage.commit([("contacts", 50, contact(50))])
    storage.close()
    assert list(opened(tmp_path)[0]["contacts"]) == [1, 2, 3, 50]
