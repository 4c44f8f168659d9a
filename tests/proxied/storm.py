"""Storms: real tablets, a real server, a real database, a faulty network between them, and kill -9 of each.

`python -m tests.proxied.storm [--storms 20] [--seconds 12] [--seed SEED] [--on sqlite|postgresql]` plays fresh ones and
says what they were made of; `make torture-sync` too. A seed gives what each device does, what each of its requests
meets, and who is killed when; not in which order processes get their turn.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL

from tests import postgresql
from tests.proxied.faults import Storm as Weather
from tests.proxied.fleet import Fleet, fleet
from tests.proxied.nursery import nursery
from tests.proxied.verdict import check, check_acknowledged

TABLET, API, DATABASE, BOTH = "a tablet", "the API", "the database", "the API and the database"
PAUSE = (0.1, 0.8)  # seconds between two kills
SETTLING = 0.05  # seconds for answers under way to be heard before they count as acknowledged


@dataclass
class Storm:
    """`seconds`: how long it blows, kills included. `kills`: made so far, of each sort."""

    fleet: Fleet
    seed: int
    seconds: float
    kills: int = 0

    def __post_init__(self) -> None:
        self.rng = random.Random(f"{self.seed}/kills")

    def blow(self) -> None:
        for tablet in self.fleet.tablets:
            tablet.way.weather = Weather(f"{self.seed}/{tablet.name}")
            tablet.start(self.fleet.nursery, f"{self.seed}/{tablet.name}")
        try:
            for tablet in self.fleet.tablets:
                tablet.wait_until_busy()
            self._kill_now_and_then()
            for tablet in self.fleet.tablets:
                tablet.kill()
        finally:
            for tablet in self.fleet.tablets:
                if tablet.process is not None:
                    tablet.process.send_signal(SIGKILL)
            self.fleet.restart()
            self.fleet.calm()

    def _kill_now_and_then(self) -> None:
        """Each sort at least once, however slow the machine is."""
        end, left = time.monotonic() + self.seconds, self._victims()
        while left or time.monotonic() < end:
            left = left or self._victims()
            time.sleep(self.rng.uniform(*PAUSE))
            self._kill(left.pop())
        time.sleep(PAUSE[1])

    def _victims(self) -> list[str]:
        sorts = [TABLET, API, DATABASE, BOTH] if self.fleet.postgres else [TABLET, API, TABLET]
        self.rng.shuffle(sorts)
        return sorts

    def _kill(self, victim: str) -> None:
        self.kills += 1
        self.fleet.witness.happened(f"kill -9 of {victim}")
        if victim == TABLET:
            tablet = self.rng.choice(self.fleet.tablets)
            tablet.kill()
            tablet.start(self.fleet.nursery, f"{self.seed}/{tablet.name}/{self.kills}")
        else:
            self._kill_server(victim)

    def _kill_server(self, victim: str) -> None:
        """Nothing gets through until it is known that all that was acknowledged is still there."""
        if victim in (DATABASE, BOTH) and self.fleet.postgres is not None:
            self.fleet.postgres.crash()
        if victim in (API, BOTH):
            self.fleet.server.stop(SIGKILL)
        self._open(False)
        time.sleep(SETTLING)
        if self.fleet.postgres is not None and self.fleet.postgres.process.poll() is not None:
            self.fleet.postgres.start()
        check_acknowledged(self.fleet)
        self.fleet.restart()
        self._open(True)

    def _open(self, way: bool) -> None:
        for tablet in self.fleet.tablets:
            tablet.way.open = way


def play(storm: Storm) -> str:
    """Returns what it was made of. An `AssertionError` names the seed, and what each request met."""
    witness = storm.fleet.witness
    begun, heard = sum(witness.faults.values()), len(witness.plan)
    calm = witness.faults["none"]
    try:
        storm.blow()
        requests = sum(witness.faults.values()) - begun
        faults = requests - (witness.faults["none"] - calm)
        compared = check(storm.fleet)
    except AssertionError as e:
        plan = "\n".join(witness.plan[heard:])
        raise AssertionError(f"{plan}\n{e}\nseed {storm.seed}, {storm.seconds:g} s: see above what it did") from e
    return f"seed {storm.seed}: {requests} requests, {faults} faults, {storm.kills} kills, {compared}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--storms", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=12)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    parser.add_argument("--on", choices=("sqlite", "postgresql"))
    asked = parser.parse_args()
    with ExitStack() as running:
        forks = running.enter_context(nursery())
        postgres = postgresql.Postgres(postgresql.binaries()) if asked.on != "sqlite" else None
        if postgres is not None:
            running.callback(postgres.stop)
        for seed in range(asked.seed, asked.seed + asked.storms):
            for where in [None, postgres] if asked.on is None else [postgres]:
                with tempfile.TemporaryDirectory() as folder, fleet(Path(folder), forks, where, 6) as ships:
                    said = play(Storm(ships, seed, asked.seconds))
                    print("postgresql" if where else "sqlite", said, f"{dict(ships.witness.statuses)}", flush=True)


if __name__ == "__main__":
    main()
