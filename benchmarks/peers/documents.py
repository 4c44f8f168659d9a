"""The same contacts for everybody: facts of our domain, and a file of their JSON for the others.

About 400 bytes of compact JSON each. What would identify somebody (a first name, a phone number, what was said) is in
the note, which our domain seals. Ids and times spread over a season, as real ones do, so that nothing compresses better
than it would in the field.
"""

from __future__ import annotations

import json
import os
import random
from datetime import UTC, datetime
from pathlib import Path

from espace_mobile.domain.contact import Contact
from espace_mobile.domain.vocabulary import AgeBand, Need, Sex

FIRST_NAMES = "Amina Jean-Luc Fatou Igor Maëlle Youssef Léa Omar Nadia Pavel Chloé Moussa".split()
WORDS = (
    "vu ce soir devant la gare demande un duvet et un rendez-vous chez le médecin "
    "revient demain avec ses papiers calme accompagné de son chien préfère rester"
).split()
NOTE = 100  # characters
DAY_MS = 86_400_000
SEASON_MS = 90 * DAY_MS


def contacts(n: int, until_ms: int, seed: int = 1) -> list[Contact]:
    """`n` contacts of one season, oldest first; `until_ms`: its end, ms since 1970."""
    draw = random.Random(seed)
    outings = [_id(until_ms - SEASON_MS + day * DAY_MS // 2) for day in range(180)]
    workers = [_id(until_ms - 400 * DAY_MS) for _ in range(12)]
    times = sorted(draw.randrange(until_ms - SEASON_MS, until_ms) for _ in range(n))
    return [_contact(at_ms, outings, workers, draw, until_ms) for at_ms in times]


def _contact(at_ms: int, outings: list[str], workers: list[str], draw: random.Random, until_ms: int) -> Contact:
    half_day = (at_ms - until_ms + SEASON_MS) * 2 // DAY_MS
    return Contact(
        id=_id(at_ms), outing_id=outings[half_day], at=datetime.fromtimestamp(at_ms // 1000, UTC),
        team=f"team-{draw.randint(1, 8)}", sex=draw.choice(list(Sex)), age_band=draw.choice(list(AgeBand)),
        needs=tuple(draw.sample(list(Need), draw.randint(0, 2))), person_id=_id(draw.randrange(at_ms)),
        worker_id=draw.choice(workers), note=note(draw),
    )  # fmt: skip


def note(draw: random.Random) -> str:
    text = f"{draw.choice(FIRST_NAMES)} +336{draw.randrange(10**8):08d}"
    while len(text) < NOTE:
        text += " " + draw.choice(WORDS)
    return text[:NOTE]


def _id(ms: int) -> str:
    """As `protocol.values.new_id` makes them, at another time than now."""
    tail = int.from_bytes(os.urandom(10), "big")
    high, low = tail >> 68, tail & ((1 << 62) - 1)
    return f"{ms << 80 | 0x7 << 76 | (high & 0xFFF) << 64 | 0x2 << 62 | low:032x}"


def clear(contact: Contact) -> str:
    """Compact JSON, without what is not set."""
    fields = {name: value for name, value in contact.fields().items() if value is not None}
    return json.dumps({"id": contact.id, **fields}, ensure_ascii=False, separators=(",", ":"))


def write_file(contacts: list[Contact], path: Path) -> Path:
    path.write_text("".join(clear(contact) + "\n" for contact in contacts), "utf-8")
    return path
