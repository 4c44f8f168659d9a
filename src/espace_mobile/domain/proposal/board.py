"""The visits put down so far, what one more would cost, and where it is cheapest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from random import Random
from typing import NamedTuple

from espace_mobile.domain.proposal.accounts import AREA_STRETCH, NEEDED, Accounts, Alike, Keys
from espace_mobile.domain.proposal.plan import Visit

_DEAR = 1 << 60


class Best(NamedTuple):
    cost: int
    visit: Visit


class Board:
    """`visits`: in the order in which they were put down. `cost`: of all of them. Of two that cost the same, chance
    chooses, by `random`."""

    def __init__(self, accounts: Accounts, random: Random) -> None:
        self._accounts, self._random = accounts, random
        self.visits: dict[Visit, None] = {}
        self.cost = 0
        self._held = list(accounts.held)
        self._alike = {id: _shuffled(alike, random) for id, alike in accounts.alike.items()}
        self._places = [id for id, alike in self._alike.items() if alike]
        self._teams_on = {day: random.sample(ids, len(ids)) for day, ids in accounts.openings.teams_on.items()}
        self._keys: dict[Visit, Keys] = {}
        random.shuffle(self._places)

    def put(self, visit: Visit) -> None:
        for key in self._of(visit):
            self.cost += self._step(key)
            self._held[key] += 1
        self.visits[visit] = None

    def take(self, visit: Visit) -> None:
        for key in self._of(visit):
            self._held[key] -= 1
            self.cost -= self._step(key)
        del self.visits[visit]

    def put_best(self, blind: float = 0) -> bool:
        """One more visit, where it costs least. False: there is no room for any. `blind`: to what part of the places,
        by chance: what is cheapest now may leave no room for others."""
        of_day = self._floor("week") + self._floor("team") + 2 * AREA_STRETCH  # no day costs less, whatever the place
        of_month = self._floor("month") + self._floor("weekday")
        found: Best | None = None
        seen = [id for id in self._places if not blind or self._random.random() >= blind]
        for place_id in seen:
            found = self._best_at(place_id, of_month, of_day, found)
        if found is None:
            return self.put_best() if len(seen) < len(self._places) else False
        self.put(found.visit)
        return True

    def best_on(self, place_id: str, day: date) -> Best | None:
        """What it costs to go there on that day, with the team whose turn it is; None when one can't."""
        place = self._accounts.of_place[place_id]
        alike = next((each.keys for each in self._alike[place_id] if day in each.days), None)
        if alike is None or not self._allowed(place):
            return None
        return self._on(place_id, day, self._price(place) + self._price(alike), _DEAR)

    def _best_at(self, place_id: str, of_month: int, of_day: int, best: Best | None) -> Best | None:
        """`best` unless the place has something cheaper."""
        keys = self._accounts.of_place[place_id]
        if not self._allowed(keys):
            return best
        base, least = self._price(keys), best.cost if best else _DEAR
        may_need = NEEDED if self._accounts.openings.places[place_id].qpv_code else 0
        if base - may_need + of_month + of_day >= least:
            return best
        priced = sorted((self._price(alike.keys), n) for n, alike in enumerate(self._alike[place_id]))
        for price, n in priced:
            if base + price + of_day >= least:
                break
            for day in self._alike[place_id][n].days:
                found = self._on(place_id, day, base + price, least)
                if found is not None:
                    best, least = found, found.cost
        return best

    def _on(self, place_id: str, day: date, so_far: int, least: int) -> Best | None:
        """What the place costs that day with the team whose turn it is, if less than `least`."""
        keys = self._accounts.of_day[place_id, day]
        if not self._allowed(keys):
            return None
        cost = so_far + self._price(keys)
        if not self._accounts.openings.request.teams:
            return Best(cost, Visit(day, place_id)) if cost < least else None
        found = None
        for team_id in self._teams_on[day] if cost < least else ():
            of_team = self._accounts.of_team[team_id, day]
            if (price := cost + self._price(of_team)) < least and self._allowed(of_team):
                found, least = Best(price, Visit(day, place_id, team_id)), price
        return found

    def _floor(self, sort: str) -> int:
        """The least that one more costs in any account of a sort."""
        return min((self._step(key) for key in self._accounts.groups[sort]), default=0)

    def _of(self, visit: Visit) -> Keys:
        if visit not in self._keys:
            self._keys[visit] = tuple(self._accounts.keys(visit))
        return self._keys[visit]

    def _step(self, key: int) -> int:
        """What one more in an account costs."""
        held, accounts = self._held[key], self._accounts
        return accounts.weights[key] * (2 * held + 1) - (NEEDED if held < accounts.needs[key] else 0)

    def _price(self, keys: Keys) -> int:
        held, weights, needs = self._held, self._accounts.weights, self._accounts.needs
        total = 0
        for key in keys:
            total += weights[key] * (2 * held[key] + 1)
            if held[key] < needs[key]:
                total -= NEEDED
        return total

    def _allowed(self, keys: Keys) -> bool:
        held, limits = self._held, self._accounts.limits
        return all(held[key] < limits[key] for key in keys)


def cost_of(accounts: Accounts, visits: Iterable[Visit]) -> int:
    """Of a plan, whoever made it: smaller is better among plans of as many visits."""
    board = Board(accounts, Random(0))  # noqa: S311 - chance has no part in it
    for visit in visits:
        board.put(visit)
    return board.cost


def _shuffled(alike: tuple[Alike, ...], random: Random) -> list[Alike]:
    found = [Alike(each.keys, tuple(random.sample(each.days, len(each.days)))) for each in alike]
    random.shuffle(found)
    return found
