"""Records that change teams: who may see one, and who must forget it."""

from __future__ import annotations

import json

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
    if is_seen(teams, team):
        return former
    visitors: set[Team] = {*teams} or {None}
    return _packed(visitors.union(former_teams(former)))


def _packed(teams: set[Team]) -> str | None:
    return json.dumps(sorted(teams, key=lambda team: team or "")) if teams else None
