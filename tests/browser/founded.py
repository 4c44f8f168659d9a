"""An association that is founded in the browser: a real server, and devices that belong to nobody yet."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, Page

from espace_mobile.cli.demo import Demonstration, Post
from tests.browser.driver import PATIENCE, Driver, new_page
from tests.browser.guide import FOLDER
from tests.browser.test_path import Screen

_TOLD = "e => (e.getAttribute('aria-label') || '') + ' ' + e.innerText"
_SAYS = f"""([id, words]) => [...document.querySelectorAll(`[flt-semantics-identifier="${{id}}"]`)]
  .some(e => new RegExp(words).test(({_TOLD})(e)))"""
_WHICH = f"""([id, words]) => [...document.querySelectorAll(`[flt-semantics-identifier^="${{id}}"]`)]
  .filter(e => new RegExp(words).test(({_TOLD})(e))).map(e => e.getAttribute('flt-semantics-identifier'))[0]"""
PHRASES = {
    "Mireille Fondatrice": "phare muguet cahier",
    "Awa Terrain": "sentier noisette brume",
    (PLANNER := "Yann Calendrier"): "banane clavier merle",
}


class Founded(Demonstration):
    """`labels`: of its devices. `org` and `code`: the first invitation, as the operator reads it out."""

    def __init__(self, port: int, folder: Path, today: date, *labels: str) -> None:
        super().__init__(port, folder, today)
        self.org = self.code = ""
        self.posts = [Post(label, [], folder / f"device-{n}", port + n) for n, label in enumerate(labels, 1)]

    def _prepare(self, org: str, code: str) -> None:
        self.org, self.code = org, code

    # The operator's side

    @property
    def database(self) -> Path:
        return self.folder / "register.db"

    def serve(self) -> None:
        """The server again, over whatever stands at its database's place."""
        here = ("--host", "127.0.0.1", "--port", str(self._port))
        self._spawn("Serveur", "sync_server", "serve", "--database", self._database, *here)
        self.await_port(self._port)

    def end(self, name: str) -> None:
        process = self.processes.pop(name)
        process.terminate()
        process.wait(PATIENCE / 1000)

    def operator(self, *arguments: object) -> tuple[int, str]:
        """`espace-sync arguments…`: its exit code and all it says."""
        asked = [sys.executable, "-m", "sync_server", *map(str, arguments)]
        done = subprocess.run(asked, capture_output=True, text=True, timeout=PATIENCE / 1000)
        return done.returncode, done.stdout + done.stderr

    def of_register(self, *arguments: object) -> tuple[int, str]:
        return self.operator(*arguments, "--database", self._database)

    def bodies(self, person: str) -> list[bytes]:
        """All that the register holds under this id: as it is, and as each change said it."""
        with sqlite3.connect(self.database) as register:
            held = register.execute("SELECT body FROM records WHERE id = ?", (person,)).fetchall()
            held += register.execute("SELECT body FROM history WHERE record = ?", (person,)).fetchall()
        register.close()
        return [body for (body,) in held if body is not None]


class Newcomer(Screen):
    """A device before and after it belongs; `name`: of the worker who opens it."""

    def __init__(self, browser: Browser, post: Post, name: str, width: int, height: int) -> None:
        self.width, self.post, self.name = width, post, name
        self.is_planner = name == PLANNER
        self.page: Page = new_page(browser, width, height)
        self.app = Driver(self.page, post.address).open()

    def unlock(self) -> None:
        """A device that nobody touched for a while has locked itself."""
        door = self.app.marked("unlock.go")
        if door.count():
            self.app.fill("Phrase secrète", PHRASES[self.name])
            self.app.tap("unlock.go")
            door.wait_for(state="detached")
            self.settle()

    def picture(self, name: str) -> None:
        """For the guide, when its pictures are made."""
        if folder := os.environ.get(FOLDER):
            self.app.shot(Path(folder) / f"{name}.png")

    def says(self, identifier: str, words: str) -> None:
        """Soon: figures are read beside the screen, and lists asked of the server."""
        self.page.wait_for_function(_SAYS, arg=[identifier, words])

    def saved(self, button: str) -> tuple[str, bytes]:
        """(name, content) of the file that a tap gives."""
        with self.page.expect_download() as saving:
            self.tap(button)
        return saving.value.suggested_filename, Path(saving.value.path()).read_bytes()

    def number(self, prefix: str, words: str) -> str:
        """The identifier, of those that begin so, of what says that."""
        found = self.page.wait_for_function(_WHICH, arg=[prefix, words])
        return str(found.json_value())

    def room(self, name: str) -> None:
        """Of the office's."""
        self.go("/office")
        self.tap(f"office.room.{name}")

    # The door

    def ask(self, address: str, invitation: str) -> None:
        """What is typed at the door of a device that belongs to nobody."""
        self.app.marked("join.ask").wait_for()
        for label, value in (
            ("Adresse du serveur", address),
            ("Invitation", invitation),
            ("Nom de cette tablette", self.post.label),
        ):
            self.app.fill(label, value)
        self.app.tap("join.ask")

    def words(self) -> str:
        """The six, as the door shows them: « a, b, … »."""
        self.app.marked("join.words").wait_for()
        return ", ".join(re.findall(r"\d\s+(\w+)", self.app.marked("join.words").first.inner_text()))

    def begin(self, *, listed: bool) -> None:
        """The account of whoever uses it first; `listed`: the office wrote the name already."""
        phrase = self.app.field("Nouvelle phrase secrète")
        phrase.wait_for()
        if listed:
            self.app.choose(self.app.marked("owner.worker").first, self.name)
        else:
            self.app.fill("Prénom et nom affichés", self.name)
        self.app.fill("Nouvelle phrase secrète", PHRASES[self.name])
        self.app.fill("La même, encore une fois", PHRASES[self.name])
        self.app.tap("owner.finish")
        phrase.wait_for(state="detached")
