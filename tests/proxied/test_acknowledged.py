"""What a 2xx said is held is held, whoever is killed in the very moment after it."""

from __future__ import annotations

from collections.abc import Callable
from signal import SIGKILL

import pytest

from espace_mobile.sync.loop import State
from tests.proxied.conftest import Post
from tests.proxied.fleet import Fleet
from tests.proxied.verdict import check_acknowledged
from tests.proxied.wire import Message

TIMES = 2


def _killed_after_each_push(post: Post, kill: Callable[[], None], again: Callable[[], None]) -> None:
    """The answer to the push still reaches the device; to what it asks next there is none."""

    def heard(request: Message, answer: Message) -> None:
        if request.path == "/v1/push" and answer.words[1] == "200":
            kill()

    for _ in range(TIMES):
        for _ in range(5):
            post.save()
        post.way.on_answer = heard
        assert post.sync().state == State.OFFLINE
        assert post.session.replica.pending() == 0
        post.way.on_answer = lambda request, answer: None
        again()
        check_acknowledged(post.ships)
        post.check_all_held()
        post.ships.restart()
        assert post.sync().state == State.DONE


def test_a_2xx_survives_kill_9_of_the_api_right_after_it(ships: Fleet, post: Callable[[int], Post]) -> None:
    _killed_after_each_push(post(1), lambda: ships.server.stop(SIGKILL), lambda: None)


@pytest.mark.parametrize("ships", ["postgresql"], indirect=True)
@pytest.mark.postgres
def test_a_2xx_survives_kill_9_of_postgresql_right_after_it(ships: Fleet, post: Callable[[int], Post]) -> None:
    postgres = ships.postgres
    assert postgres is not None
    _killed_after_each_push(post(1), postgres.crash, postgres.start)


@pytest.mark.parametrize("ships", ["postgresql"], indirect=True)
@pytest.mark.postgres
def test_without_its_database_the_server_says_later_and_goes_on_when_it_is_back(
    ships: Fleet, post: Callable[[int], Post]
) -> None:
    postgres, tablet = ships.postgres, post(1)
    assert postgres is not None
    tablet.save()
    postgres.crash()
    try:
        status = tablet.sync()
        assert (status.state, status.pending) == (State.OFFLINE, 1)
        assert status.error is not None
        assert (status.error.code, status.error.params["status"]) == ("server_busy", 503)
    finally:
        postgres.start()
    assert tablet.sync().state == State.DONE
    tablet.check_all_held()
