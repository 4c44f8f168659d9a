from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer
from typer.core import TyperGroup, TyperOption

from espace_mobile.cli.commands import commands as espace_mobile
from sync_server.cli import app as espace_sync
from tests.docs.pages import DOCS, ROOT, all_text, blocks, pages, text


def every(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    if isinstance(command, TyperGroup):
        for word, found in command.commands.items():
            yield from every(found, f"{name} {word}")
    else:
        yield name, command


COMMANDS = {
    name: command
    for script, app in (("espace-mobile", espace_mobile), ("espace-sync", espace_sync))
    for name, command in every(typer.main.get_command(app), script)
}


def test_the_commands_are_found() -> None:
    assert {"espace-mobile demo", "espace-sync serve", "espace-sync org create"} <= COMMANDS.keys()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name: str) -> None:
    said = all_text()
    assert f"`{name}" in said
    options = [o for parameter in COMMANDS[name].params if isinstance(parameter, TyperOption) for o in parameter.opts]
    assert [option for option in options if option not in said] == []


def test_no_page_names_a_command_that_is_not() -> None:
    told = "\n".join(text(page) for page in pages() if page.name != "sync-protocol.md")  # words its keys are made with
    said = re.findall(r"(?:`|^|bin/)(espace-(?:mobile|sync)(?: [a-z][a-z-]*)+)", told, re.MULTILINE)
    assert {command for command in said if not any(command.startswith(known) for known in COMMANDS)} == set()


def targets() -> dict[str, bool]:
    """{target: whether `make` tells what it is for}."""
    found = re.findall(r"^([a-z][a-z0-9-]*):(?!=)[^#\n]*(##)?", text(ROOT / "Makefile"), re.MULTILINE)
    return {name: bool(told) for name, told in found}


def test_every_make_target_named_exists() -> None:
    inline = re.findall(r"`make ([a-z0-9-]+)", all_text())
    shown = [re.findall(r"^make ([a-z0-9-]+)", block, re.MULTILINE) for block in blocks(all_text(), "sh")]
    named = {*inline, *(name for block in shown for name in block)}
    assert {"run", "test"} <= named <= targets().keys()


def test_every_make_target_that_tells_what_it_is_for_is_in_the_developers_page() -> None:
    page = text(DOCS / "developing.md")
    assert [name for name, told in targets().items() if told and f"make {name}" not in page] == ["help"]
