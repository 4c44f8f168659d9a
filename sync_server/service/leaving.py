"""Records that change teams: who may see one, and who must forget it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Set

from espace_mobile.protocol.change import Change
from espace_mobile.protocol.record import TEAM, Record
from sync_server.register.devices import ALL_TEAMS, Teams

Team = str | None


def is_seen(teams: Teams, team: Team) -> bool:
    """Whether a device of `teams` receives what belongs to `team`; None belongs to everybody."""
    return team is None or teams == ALL_TEAMS or team in teams


def former_teams(former: str | None) -> list[Team]:
    return json.loads(former) if former else []


def after_move(former: str | None, before: Team, after: Team) -> str | None:
    """The teams a record was of, now that it went from `before` to `after`."""
    return former if before == after else _packed({*former_teams(former), before} - {after})


def after_visit(former: str | None, teams: Teams, team: Team) -> str | None:
    """With those of a device that spoke of a record of another `team`: what it holds of it is to be forgotten."""
    return former if is_seen(teams, team) else with_teams(former, {*teams} or {None})


def teams_said(changes: Iterable[Change], state: Record) -> set[Team]:
    """The teams that the record was of when these changes were made, whatever it is of by now.

    They may come late, to a register restored from a backup; in its life before, devices of those teams received the
    record. One that is older than the last move, and names no team, may be of the time when it was everybody's.
    """
    moved = state.stamps.get(TEAM)
    said: set[Team] = set()
    for change in changes:
        if TEAM in change.set:
            said.add(change.set[TEAM])
        elif moved and change.set and change.at < moved.at:
            said.add(None)
    return said


def with_teams(former: str | None, teams: Set[Team]) -> str | None:
    return _packed({*former_teams(former), *teams}) if teams else former


def _packed(teams: set[Team]) -> str | None:
    return json.dumps(sorted(teams, key=lambda team: team or "")) if teams else None
