"""A tablet with demonstration data for the whole module, and one Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.driver import CHROMIUM, chromium, station

needs_chromium = pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="no Chromium on this machine")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(needs_chromium)


@pytest.fixture(scope="module")
def tablet_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tablet")


@pytest.fixture(scope="module")
def tablet_url(tablet_folder: Path) -> Iterator[str]:
    with station(tablet_folder) as url:
        yield url


@pytest.fixture(scope="module")
def chromium_browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture
def launched(tmp_path: Path) -> Iterator[Browser]:
    """What every screen showed at the end is kept, for whoever must understand a failure."""
    with chromium() as browser:
        yield browser
        for n, context in enumerate(browser.contexts):
            for page in context.pages:
                page.screenshot(path=tmp_path / f"screen-{n}.png")
