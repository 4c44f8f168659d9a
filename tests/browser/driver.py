"""A Playwright driver of the app in a real Chromium, through Flutter's semantics: what a screen reader finds.

with browser(360, 780) as page:
    app = Driver(page, url).open()
    app.fill("Phrase secrète", "…")
    app.tap("unlock.go")
    app.sees("Marché des Tilleuls")
"""

from __future__ import annotations

import os
import random
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect, sync_playwright

PATIENCE = 120_000  # ms: only what fails waits so long, and a loaded machine may need a tenth of it
expect.set_options(timeout=PATIENCE)
_BLANK = 9_000  # bytes: a picture of nothing compresses to less
CHROMIUM = "/usr/bin/chromium"
_ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port: int = s.getsockname()[1]
        return port


def free_run(count: int) -> int:
    """The first of `count` ports in a row that nobody listens on, below those the system gives to whoever connects."""
    while True:
        first = random.randrange(20_000, 30_000)
        with ExitStack() as held, suppress(OSError):
            for port in range(first, first + count):
                held.enter_context(socket.socket()).bind(("127.0.0.1", port))
            return first


@contextmanager
def running(command: Sequence[str], port: int, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """`python -m command…`, once it listens on `port`; ended at the end."""
    process = subprocess.Popen([sys.executable, "-m", *command], env={**os.environ, **environment})
    try:
        end = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < end:
            with socket.socket() as s:
                if s.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, f"{command[0]} stopped with {process.returncode}"
            time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait(PATIENCE / 1000)


@contextmanager
def station(folder: Path, *options: str) -> Iterator[str]:
    """A tablet with the demonstration data and no server (`--bare`: without anything); its address."""
    port = free_port()
    with running(["tests.browser.station", str(folder), str(port), *options], port):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def chromium() -> Iterator[Any]:
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS) as launched,
    ):
        yield launched


@contextmanager
def browser(width: int = 1280, height: int = 800, **context: Any) -> Iterator[Page]:
    with chromium() as launched:
        yield new_page(launched, width, height, **context)


def new_page(launched: Any, width: int, height: int, **context: Any) -> Page:
    # The zone matters: Flet's date picker answers in it.
    context = {"locale": "fr-FR", "timezone_id": "Europe/Paris", **context}
    page: Page = launched.new_context(viewport={"width": width, "height": height}, **context).new_page()
    page.set_default_timeout(PATIENCE)
    return page


class Driver:
    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url, self.host = page, url, page.locator("flt-semantics-host")

    def open(self, route: str = "/") -> Driver:
        """Load and wait for the semantics tree; a click on the placeholder before the first frame is ignored."""
        self.page.goto(self.url + route)
        placeholder = self.page.locator("flt-semantics-placeholder")
        placeholder.wait_for(state="attached")
        end = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < end:
            if self.page.locator("#flt-semantic-node-0").count():
                return self
            if placeholder.count():
                covers = (placeholder.bounding_box() or {"width": 1})["width"] > 1  # with an Android user agent
                placeholder.click(force=True) if covers else placeholder.dispatch_event("click")
            self.page.wait_for_timeout(100)
        raise AssertionError("no semantics tree")

    # Finding

    def marked(self, identifier: str) -> Locator:
        """By the identifier of its `ft.Semantics`."""
        return self.page.locator(f'[flt-semantics-identifier="{identifier}"]')

    def button(self, name: str) -> Locator:
        """By name; an `IconButton`'s is on its parent."""
        own = self.page.get_by_role("button", name=name, exact=True)
        return own.or_(self.page.get_by_label(name, exact=True).get_by_role("button")).first

    def tab(self, name: str) -> Locator:
        """A destination of the bar or the rail."""
        shape = re.compile(rf"^{re.escape(name)}(\s(Onglet|Tab) \d+ (sur|of) \d+)?$")
        return self.page.get_by_role("button", name=shape).or_(self.page.get_by_role("tab", name=shape)).first

    def field(self, label: str) -> Locator:
        """On focus the name becomes `label`, line break, hint."""
        text_field = '[data-semantics-role="text-field"][aria-label'
        return self.page.locator(f'{text_field}="{label}"], {text_field}^="{label}\\a "]').first

    # Doing

    def go(self, route: str) -> None:
        """As a click on a link does; what is open above the screen stays open."""
        self.page.evaluate(
            "route => { history.pushState({}, '', route); dispatchEvent(new PopStateEvent('popstate')) }", route
        )
        self.page.wait_for_timeout(700)

    def tap(self, identifier: str) -> None:
        self.marked(identifier).first.click()

    def fill(self, label: str, value: str) -> None:
        """Flutter attaches its editing a moment after the focus; a bare fill loses keys, and a busy machine more."""
        end = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < end:
            self.field(label).focus()
            self.page.wait_for_timeout(150)
            self.field(label).fill(value)
            # Attaching late puts back what Flutter knew: what stands a while is what it heard.
            stood = []
            for _ in range(3):
                self.page.wait_for_timeout(120)
                stood.append(self.field(label).input_value() == value)
            if all(stood):
                return
        raise AssertionError(f"{label} did not take the text")

    def choose(self, menu: Locator, option: str) -> None:
        menu.click()
        self.page.get_by_role("button", name=option, exact=True).last.click()

    def scroll_to(self, wanted: Locator, step: int = 400, tries: int = 60) -> Locator:
        """Lists hold only what is visible."""
        size = self.page.viewport_size or {"width": 800, "height": 600}
        self.page.mouse.move(size["width"] / 2, size["height"] / 2)
        end = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < end:  # a page that came late was at its end before it was there: again from its top
            for _ in range(tries):
                if wanted.count():
                    return wanted
                self.page.mouse.wheel(0, step)
                self.page.wait_for_timeout(60)
            self.page.mouse.wheel(0, -step * tries)
            self.page.wait_for_timeout(500)
        raise AssertionError("not found by scrolling")

    # Seeing

    def sees(self, text: str | re.Pattern[str], timeout: int = PATIENCE) -> None:
        """A text, or the name of something."""
        expect(self.host.get_by_text(text).or_(self.host.get_by_label(text)).first).to_be_attached(timeout=timeout)

    def shot(self, path: Path) -> None:
        """The picture once it stands still: the canvas is behind the semantics, and dialogs fade in."""
        path.parent.mkdir(parents=True, exist_ok=True)
        before = b""
        for _ in range(20):
            self.page.wait_for_timeout(250)
            now = self.page.screenshot()
            if now == before and len(now) > _BLANK:
                break
            before = now
        path.write_bytes(before)
