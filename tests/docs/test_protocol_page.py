from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import espace_mobile.protocol
import sync_server
from espace_mobile import errors
from espace_mobile.protocol import change, messages
from sync_server.api import create_app
from sync_server.api.public import LIMITS
from sync_server.api.site import Site
from sync_server.register import Register
from tests.docs.pages import DOCS, spans, text

PAGE = text(DOCS / "sync-protocol.md")
CODES = spans(PAGE)
# Said to whoever runs the server, in words, or to the program that raised it: never sent.
_NOT_SENT = {errors.EspaceError.code, errors.InputError.code, errors.Refused.code}


def calls(*folders: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """(what is called, its keywords that are plain strings)."""
    for path in (path for folder in folders for path in sorted(folder.rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                plain = ((k.arg, k.value.value) for k in node.keywords if isinstance(k.value, ast.Constant))
                yield node.func.id, {name: value for name, value in plain if name and isinstance(value, str)}


SERVER = Path(sync_server.__file__).parent
PROTOCOL = Path(espace_mobile.protocol.__file__).parent


def sent() -> set[str]:
    """The codes and reasons of every error the server raises."""
    found = set[str]()
    for name, said in calls(SERVER / "api", SERVER / "service"):
        error = getattr(errors, name, None)
        if isinstance(error, type) and issubclass(error, errors.EspaceError):
            found |= {error.code, *(said[key] for key in ("reason", "about") if key in said)}
    return found - _NOT_SENT


def test_every_error_code_and_reason_on_the_wire_is_named() -> None:
    assert {"unauthorised", "clock_ahead", "own_device", "revoked", "not_issuer", "slow_body"} <= sent()
    assert sent() - CODES == set()
    assert "unexpected" in CODES


def test_every_verdict_and_what_makes_a_change_refused_is_named() -> None:
    assert {messages.HAD, messages.CONFLICT, messages.REFUSED} <= CODES
    found = {
        node.value
        for path in (SERVER / "service").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    reasons = {word for word in found if re.fullmatch(r"(malformed|too_large):[a-z]+|out_of_scope", word)}
    assert {"out_of_scope", "too_large:change"} <= reasons
    assert {reason for reason in reasons if not reason.startswith("malformed:")} <= CODES
    assert "malformed:<part>" in CODES
    assert {reason.removeprefix("malformed:") for reason in reasons if reason.startswith("malformed:")} <= CODES


def test_every_part_of_a_change_that_can_be_malformed_is_named() -> None:
    source = Path(str(change.__file__)).read_text("utf-8")
    parts = set(re.findall(r"Malformed\(field=\"(\w+)\"\)", source))
    assert parts - CODES == set()


def test_every_limit_is_told_with_its_value() -> None:
    limits = {name: value for name, value in vars(messages).items() if name.startswith("MAX_")}
    assert len(limits) >= 4
    for name, value in limits.items():
        row = re.search(rf"^\| `{name.removeprefix('MAX_').lower()}` \| ([^|]*) \|", PAGE, re.MULTILINE)
        assert row, name
        assert shown(value) in row[1], name
    [hello] = re.findall(r'"limits": (\{[^}]*\})', PAGE)
    assert json.loads(hello) == LIMITS


def shown(value: int) -> str:
    for size, unit in ((20, "MiB"), (10, "KiB")):
        if not value % (1 << size):
            return f"{value >> size} {unit}"
    return f"{value:,}"


def test_the_versions_and_numbers_are_those_of_the_code() -> None:
    assert f"**Version {messages.VERSION}**" in PAGE


@pytest.fixture(scope="module")
def routes(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    register = Register(f"sqlite:///{tmp_path_factory.mktemp('docs') / 'register.db'}")
    try:
        described = create_app(Site(register)).openapi()["paths"]
    finally:
        register.close()
    return {f"{method.upper()} {path}" for path, methods in described.items() for method in methods}


def test_every_route_is_described_and_no_other(routes: set[str]) -> None:
    told = {span.partition("?")[0] for span in CODES if re.match(r"(GET|POST|PUT|DELETE) /(v1|calendars)/", span)}
    assert told == routes
