"""What a planner changes in a proposal before it is saved: a date left out, a date on another day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

from espace_mobile.domain.proposal.accounts import Accounts
from espace_mobile.domain.proposal.board import Best, Board
from espace_mobile.domain.proposal.making import made_of
from espace_mobile.domain.proposal.openings import Openings
from espace_mobile.domain.proposal.plan import Proposal, ProposedDate, Visit

OFFERED = 8  # days instead of another


def without(proposal: Proposal, one: ProposedDate) -> Proposal:
    return _made(proposal, [visit for visit in _visits(proposal) if visit != _visit(one)])


def days_instead(proposal: Proposal, one: ProposedDate) -> list[date]:
    """Those that fit the rest best, `OFFERED` of them at most, in order."""
    board = _others(proposal, one)
    days = (day for day in Openings(proposal.request).days_at(one.place_id) if day != one.on)
    found = sorted((best.cost, day) for day in days if (best := board.best_on(one.place_id, day)))
    return sorted(day for _, day in found[:OFFERED])


def moved(proposal: Proposal, one: ProposedDate, day: date) -> Proposal:
    """With the team that can. The same when nobody can, or when the date is not there any more."""
    best: Best | None = _others(proposal, one).best_on(one.place_id, day)
    if best is None or one not in proposal.dates:
        return proposal
    return _made(proposal, [*(visit for visit in _visits(proposal) if visit != _visit(one)), best.visit])


def _others(proposal: Proposal, one: ProposedDate) -> Board:
    board = Board(Accounts(Openings(proposal.request)), Random(0))  # noqa: S311 - chance has no part in it
    for visit in _visits(proposal):
        if visit != _visit(one):
            board.put(visit)
    return board


def _made(proposal: Proposal, visits: list[Visit]) -> Proposal:
    """Its method stays: whose work the rest is."""
    in_order = sorted(visits, key=lambda visit: (visit.on, visit.place_id))
    made = made_of(Openings(proposal.request), proposal.seed, proposal.method, in_order)
    return replace(made, before=proposal.before)


def _visits(proposal: Proposal) -> list[Visit]:
    return [_visit(each) for each in proposal.dates]


def _visit(one: ProposedDate) -> Visit:
    return Visit(one.on, one.place_id, one.team_id)
