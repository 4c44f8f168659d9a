"""Search as you type over 20,000 people: the median keystroke, the slowest one, and building the index.

In processor time: nothing here waits for a disk, and neighbours on the machine are not what is measured.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from statistics import median
from typing import Any

from benchmarks.record import all_reached, print_table, report
from espace_mobile.domain.person import Person
from espace_mobile.protocol.record import Record
from espace_mobile.protocol.sealing import Keychain, new_org_key
from espace_mobile.protocol.stamp import Stamp
from espace_mobile.protocol.values import new_id
from espace_mobile.store import document, spelling
from espace_mobile.store.memory import MemoryStorage
from espace_mobile.store.replica import Replica
from espace_mobile.store.search import PeopleSearch

PEOPLE = 20_000
FIRST = (
    "Élodie Mohamed Mohammed Samir Aïcha Fatoumata Mamadou Ousmane Jean Jean-Pierre Marie-Claude Sylvie Karim Yacine "
    "Youssef Khadija Oleksandr Tatiana Ibrahim Moussa Sékou Leïla Zineb Nadia Rachid Djamel Abdoulaye Philippe Thierry"
).split()
SYLLABLES = (
    "mo ha med ka di ja ben sa id ou che rif el am ra ni phi lip pe gou lo ba cau tre mon vi lle ron ier ard".split()
)
TYPED = ("mohamed elamrani", "elodi caglar", "marie claude m", "0612344412", "smair ben", "abdulay ndiaye")


def register_of(n: int) -> Replica:
    replica = Replica(MemoryStorage(), "0" * 16, Keychain("bench", {1: new_org_key()}), lambda: 0)
    table = replica.storage.tables.setdefault(Person.kind, {})
    drawn = random.Random(7)
    stamp = Stamp(1, "0" * 16)
    for _ in range(n):
        invented = "".join(drawn.choices(SYLLABLES, k=drawn.randint(2, 4))).title()
        first = drawn.choice(FIRST) if drawn.random() < 0.7 else "".join(drawn.choices(SYLLABLES, k=2)).title()
        phone = f"+336{drawn.randrange(10**8):08d}"
        fields = Person(id=new_id(), first_name=first, last_name=invented, phone=phone).fields()
        record = Record(new_id(), Person.kind, fields, dict.fromkeys(fields, stamp))
        table[record.id] = document.of_record(record)
    return replica


def build(replica: Replica) -> PeopleSearch:
    spelling.fold.cache_clear()
    spelling.sound.cache_clear()
    search = PeopleSearch(replica)
    search.prepare()
    return search


def ms(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def main() -> int:
    replica = register_of(PEOPLE)
    built = median(ms(lambda: build(replica)) for _ in range(3))
    report("search: build the index", PEOPLE, built, "ms of processor", None, None, "< 1000", built < 1000)
    search = build(replica)

    keystrokes = [text[:length] for text in TYPED for length in range(1, len(text) + 1)]
    times = [median(ms(lambda typed=typed: search.search(typed)) for _ in range(3)) for typed in keystrokes]
    report("search: median keystroke", PEOPLE, median(times), "ms of processor", None, None, "< 50", median(times) < 50)
    report("search: slowest keystroke", PEOPLE, max(times), "ms of processor", None, None, "< 50", max(times) < 50)

    warned = median(ms(lambda: search.similar("Mohamed", "Elamrani", phone="0612344412")) for _ in range(9))
    report("search: duplicate warning", PEOPLE, warned, "ms of processor", None, None, "< 50", warned < 50)

    saved = Person(id=new_id(), first_name="Zoé", last_name="Martin")
    replica.save(saved, by="f" * 32)
    after = ms(lambda: search.search("zoe martin"))
    report("search: first keystroke after a save", PEOPLE, after, "ms of processor", None, None, "< 50", after < 50)
    print_table()
    return 0 if all_reached() else 1


if __name__ == "__main__":
    raise SystemExit(main())
