"""Two supervisors who decide the same things offline, each in the queue: the register says one thing in the end."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from espace_mobile.app.actions.conflicts import open_conflicts
from espace_mobile.domain.merge import Merge
from espace_mobile.domain.not_same import NotSame
from espace_mobile.domain.person import Person
from tests.app.screens.register import CLAIRE, person, wait_for
from tests.app.screens.test_queues import MINE, THEIRS, press
from tests.app.tablet import NORTH, Tablet, play, unlocked
from tests.sync.conftest import Post
from tests.sync.test_merged_files import everybody_hears, office


def tablet_of(folder: Path, post: Post) -> Tablet:
    folder.mkdir()
    tablet = Tablet(folder, [CLAIRE], device_role="supervisor")
    tablet.replica = post.replica
    return tablet


async def decide(tablet: Tablet, route: str, waits_for: str, *keys: str) -> None:
    async with unlocked(tablet, route=route, width=1280, height=800) as app:
        await wait_for(app, lambda: app.has(waits_for))
        await press(app, *keys)


@pytest.mark.parametrize("second", ["1", "2"])
def test_a_value_settled_twice_offline_is_one_value_everywhere(tmp_path: Path, second: str) -> None:
    samir = person("Samir", phone="+33639980009")

    async def story() -> None:
        with office() as field:
            posts = [field.post(role="supervisor") for _ in range(2)]
            posts[0].replica.save(NORTH, CLAIRE, samir, by=CLAIRE.id)
            everybody_hears(posts)
            for post, phone in zip(posts, (MINE, THEIRS), strict=True):
                post.replica.save(samir.but(phone=phone), by=CLAIRE.id)
            everybody_hears(posts)
            for n, (post, key) in enumerate(zip(posts, ("1", second), strict=True)):
                await decide(tablet_of(tmp_path / str(n), post), "/conflicts", "conflict.0.0", key)
            everybody_hears(posts)
            said = [post.replica.get(Person, samir.id).phone for post in posts]  # type: ignore[union-attr]
            assert said[0] == said[1]
            waiting = [[d.id for d in open_conflicts(post.replica)] for post in posts]
            assert waiting[0] == waiting[1]
            if second == "1":
                assert waiting == [[], []], "they chose the same: nobody is asked again"

    play(story)


def test_a_pair_merged_here_and_told_apart_there_is_shown_alike(tmp_path: Path) -> None:
    twins = [person("Blessing", "Okafor", phone=phone) for phone in (MINE, THEIRS)]

    async def story(*keys: str) -> tuple[int, int]:
        with office() as field:
            posts = [field.post(role="supervisor") for _ in range(2)]
            posts[0].replica.save(NORTH, CLAIRE, *twins, by=CLAIRE.id)
            everybody_hears(posts)
            for n, (post, key) in enumerate(zip(posts, keys, strict=True)):
                tablet = tablet_of(tmp_path / f"{''.join(keys)}{n}", post)
                await decide(tablet, "/people/duplicates", "merge.confirm", key)
            everybody_hears(posts)
            found = [(post.replica.count(Merge), post.replica.count(NotSame)) for post in posts]
            assert found[0] == found[1]
            return found[0]

    assert asyncio.run(story("n", "n")) == (0, 1)
    merges, apart = asyncio.run(story("m", "m"))
    assert (merges > 0, apart) == (True, 0)
    assert asyncio.run(story("m", "n")) == (1, 1)
