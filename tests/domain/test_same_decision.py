from __future__ import annotations

import pytest

from espace_mobile.domain import same_decision
from espace_mobile.domain.kinds import KINDS


@pytest.mark.parametrize("table", [same_decision._TRACES, same_decision._COMPLEMENTS], ids=["traces", "complements"])
def test_the_tables_speak_of_fields_there_are(table) -> None:
    for kind, fields in table.items():
        known = set(KINDS[kind].model_fields) | {""}
        assert {*fields, *fields.values()} <= known, kind


def test_who_and_when_are_never_asked_what_was_decided_is() -> None:
    assert not same_decision.is_asked("follow_up", "closed_at", {"closed_at"})
    assert same_decision.is_asked("follow_up", "status", {"status", "closed_at"})
    assert same_decision.goes_along("follow_up", "closed_at", "status")
    assert not same_decision.goes_along("follow_up", "due_on", "status")


def test_what_completes_an_answer_is_asked_alone_or_goes_along() -> None:
    assert same_decision.is_asked("situation", "situation", {"situation"})
    assert not same_decision.is_asked("situation", "situation", {"situation", "answered"})
    assert same_decision.goes_along("situation", "situation", "answered")


def test_a_kind_of_a_newer_version_is_asked() -> None:
    assert same_decision.is_asked("of_a_newer_version", "anything", {"anything"})
