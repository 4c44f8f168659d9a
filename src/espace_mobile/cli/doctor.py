"""`espace-mobile doctor`: this device looked at, opened or not, while the app runs or not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from platformdirs import user_data_path

from espace_mobile.bootstrap.doctor import Finding, State, holdings, outside
from espace_mobile.bootstrap.doctor import folder as folders
from espace_mobile.bootstrap.membership import read_membership
from espace_mobile.errors import EspaceError, NotOurServer, StoreError, StoreInUse, TooManyAttempts, WrongPassphrase
from espace_mobile.i18n.translator import LANGUAGES, Translator
from espace_mobile.store.device_secret import FileSecret
from espace_mobile.store.disk import LOCK, FolderLock
from espace_mobile.store.replay import replay
from espace_mobile.store.vault import Vault
from espace_mobile.sync.engine import wall_clock_ms
from espace_mobile.sync.http import client

_STATUS = {State.OK: 0, State.LOOK: 1, State.WRONG: 2}


def doctor(
    folder: Annotated[Path, typer.Option(help="This device's own folder")] = Path(user_data_path("espace-mobile")),
    server: Annotated[str, typer.Option(help="The server's address, when the device is not opened")] = "",
    unlock: Annotated[bool, typer.Option("--unlock", help="Ask for a pass phrase: queue, keys, every byte")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For a program: one JSON object a line")] = False,
    language: Annotated[str, typer.Option(help="fr or en")] = LANGUAGES[0],
) -> None:
    """Look at the clock, the room, the versions, the server, permissions, the queue, the register of this device.

    Nothing is written (with --unlock, a wrong pass phrase counts as one at the door). Exit code 0: all is well;
    1: something to look at; 2: something is wrong.
    """
    if language not in LANGUAGES:
        raise typer.BadParameter(language)
    words, worst = Translator(language), State.OK
    passphrase = typer.prompt("Phrase de passe", hide_input=True, err=True) if unlock else None
    for found in _findings(folder, server, passphrase):
        worst = max(worst, found.state, key=_STATUS.__getitem__)
        told = words.t(found.said, **found.params)
        row = {"name": found.name, "state": str(found.state), "code": found.said, "said": told}
        typer.echo(json.dumps(row, ensure_ascii=False) if as_json else f"{found.state:6} {found.name:12} {told}")
    raise typer.Exit(_STATUS[worst])


def _findings(folder: Path, server: str, passphrase: str | None) -> Iterator[Finding]:
    if passphrase is None or not (folder / "store").is_dir():
        yield from folders.examine(folder)
        yield Finding("opened", State.OK, "doctor.not_opened")
    else:
        try:
            with FolderLock(folder / "store", LOCK):
                yield from _opened(folder, passphrase)
            return
        except StoreInUse:
            yield from folders.examine(folder)
            yield Finding("opened", State.LOOK, "doctor.in_use")
    if server:
        yield from _asked(server)


def _opened(folder: Path, passphrase: str) -> Iterator[Finding]:
    try:
        key = _data_key(folder, passphrase)
    except (WrongPassphrase, TooManyAttempts):
        yield from folders.examine(folder)
        yield Finding("opened", State.LOOK, "doctor.wrong_passphrase")
        return
    except StoreError:
        yield from folders.examine(folder)  # says what is wrong with the door
        return
    yield from folders.examine(folder, key)
    try:
        tables = replay(folder / "store", key).tables
        member = read_membership(tables)
    except EspaceError:
        return  # said of the journal
    yield from holdings.examine(tables, member, wall_clock_ms())
    yield from _asked(member.address)


def _data_key(folder: Path, passphrase: str) -> bytes:
    """By whichever account has this pass phrase. Raises `WrongPassphrase`, `TooManyAttempts`, `StoreError`."""
    vault = Vault.open_folder(folder, FileSecret(folder / "device.key"))
    for account in vault.accounts():
        try:
            return vault.unlock(account.id, passphrase)
        except WrongPassphrase:
            continue
    raise WrongPassphrase()


def _asked(server: str) -> Iterator[Finding]:
    try:
        http = client(server)
    except NotOurServer:
        yield Finding("server", State.WRONG, "doctor.not_our_server")
        return
    with http:
        yield from outside.examine(http, wall_clock_ms)
