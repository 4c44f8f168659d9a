from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from espace_mobile.store.collector import set_aside


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_only_a_large_register_is_set_aside() -> None:
    gc.unfreeze()
    set_aside(1_000)
    assert gc.get_freeze_count() == 0
    set_aside(100_000)
    assert gc.get_freeze_count() > 0
