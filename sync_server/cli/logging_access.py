"""The access log: is it as it was handed in, and removing what is older than twelve months."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from espace_mobile.errors import InputError
from espace_mobile.protocol.access_log import HASH_BYTES
from sync_server.cli.reaching import Database, opened
from sync_server.service import access_check, access_log, orgs, wall_ms
from sync_server.service.access_check import BEGUN, CHANGED, CUT, DIFFERS, GONE, Break, Checked

_SAID = {
    GONE: "row {seq}: missing, and perhaps others after it",
    CHANGED: "row {seq}: not what was received, or not where it was",
    CUT: "after row {seq}: the end is missing",
    BEGUN: "row {seq}: nothing says where this log begins",
    DIFFERS: "row {seq}: does not stand in its device's log as it did when it was received ({fault})",
}
_CUT_DEVICE = "after its entry {seq}: the end of this device's log is missing"
_NOTED = "row {seq}: did not follow in its device's log when it was received ({fault}); kept as it came"


def verify_log(
    database: Database = "",
    org: Annotated[str, typer.Option("--org", help="Of one organisation; without it, of all")] = "",
    head: Annotated[str, typer.Option("--head", help="A head that was noted before: is it still in the log?")] = "",
    as_json: Annotated[
        bool, typer.Option("--json", help="For a program: one JSON object for each organisation")
    ] = False,
) -> None:
    """Check that the access log is as it was handed in. Exit code 0: it is; 1: it is not; 3: it is, and rows of it did
    not follow in their device's log already then, as after a tablet was copied, or edited.

    Note the head that is told, somewhere else: whoever cuts the log later can't bring it back.
    """
    with opened(database) as register:
        known = [one.id for one in orgs.everyone(register)]
        if org and org not in known:
            raise InputError("org", "not_found", what=org)
        looked_for = _head(head)
        told = [access_check.check(register, id, looked_for) for id in known if org in ("", id)]
    if looked_for and any(one.found for one in told):
        for one in told:
            one.found = True  # it is of one organisation
    for one in told:
        typer.echo(json.dumps(_object(one)) if as_json else "\n".join(_lines(one)))
    if not all(one.whole for one in told):
        raise typer.Exit(1)
    raise typer.Exit(0 if all(one.followed for one in told) else 3)


def purge_log(database: Database = "") -> None:
    """Remove what was received more than twelve months ago. The rest can still be checked."""
    with opened(database) as register:
        removed = access_log.purge(register, wall_ms())
    typer.echo(f"Removed: {removed}.")


def _head(text: str) -> bytes | None:
    if not text:
        return None
    try:
        found = bytes.fromhex(text.strip())
    except ValueError:
        found = b""
    if len(found) != HASH_BYTES:
        raise InputError("head", "not_a_hash")
    return found


def _lines(one: Checked) -> list[str]:
    state = "whole" if one.whole else "NOT WHOLE"
    lines = [
        f"{one.org}: {state}. Rows: {one.rows}, of {one.logs} devices' logs.",
        f"Head: {one.head.hex()} (row {one.last})",
    ]
    if one.purged_at is not None:
        on = datetime.fromtimestamp(one.purged_at // 1000, UTC)
        lines.append(f"Purged after twelve months: rows 1 to {one.purged}, the last time on {on:%Y-%m-%d}.")
    if one.found is not None:
        lines.append("The head asked for is in the log." if one.found else "The head asked for is NOT in the log.")
    return [*lines, *(f"  {_said(found)}" for found in one.breaks)]


def _said(found: Break) -> str:
    words = _CUT_DEVICE if found.what == CUT and found.log else _SAID.get(found.what, _NOTED)
    of = f" [log {found.log[:8]}]" if found.log else ""
    return words.format(seq=found.seq, fault=found.fault) + of


def _object(one: Checked) -> dict[str, Any]:
    return asdict(one) | {"head": one.head.hex(), "whole": one.whole, "followed": one.followed}
