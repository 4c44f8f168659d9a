"""Days counted back from one day, what is refused, and the relances of a spell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from espace_mobile.domain.attempt import Attempt
from espace_mobile.domain.follow_up import FollowUp
from espace_mobile.domain.path_vocabulary import (
    AttemptChannel,
    AttemptResult,
    ExitReason,
    FollowUpRule,
)
from espace_mobile.errors import InputError
from espace_mobile.protocol.values import new_id
from espace_mobile.store.replica import Replica

TODAY = date(2026, 5, 14)
REASON = ExitReason.END_OF_PATH


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def refused(act: Callable[[], Any]) -> tuple[str, str]:
    with pytest.raises(InputError) as error:
        act()
    return error.value.field, error.value.reason


def tasks(replica: Replica) -> dict[FollowUpRule, FollowUp]:
    return {t.rule: t for t in replica.all(FollowUp)}


def attempted(replica: Replica, task: FollowUp) -> None:
    tried = Attempt(
        id=new_id(), person_id=task.person_id, follow_up_id=task.id, at=datetime(2026, 5, 14, 9, tzinfo=UTC),
        channel=AttemptChannel.CALL, result=AttemptResult.NO_ANSWER, minutes=5,
    )  # fmt: skip
    replica.save(tried, by="setup")
