"""Every fault that comparable systems are known for has a test here that names it. This file keeps the list honest: a
test that is renamed or removed is missed."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
ENGINE, LOOP, REPLICA = "sync/test_engine.py", "sync/test_loop.py", "store/test_replica.py"

FAULTS: dict[str, list[tuple[str, str]]] = {
    "unsent work erased when a session expires": [
        (ENGINE, "test_no_failure_deletes_what_waits"),
        (LOOP, "test_a_failure_is_told_as_what_it_is_and_deletes_nothing"),
    ],
    "the queue kept in clear text": [
        (REPLICA, "test_personal_fields_leave_the_device_only_sealed"),
        ("test_bootstrap.py", "test_nothing_readable_is_on_any_disk"),
    ],
    "a failed download wiping the cache": [(ENGINE, "test_a_pull_cut_between_pages_goes_on_where_it_was")],
    "items left « processing » after a kill and never sent again": [
        (ENGINE, "test_a_lost_answer_costs_one_retry_and_stores_nothing_twice")
    ],
    "the first failure blocking the rest": [
        (ENGINE, "test_one_change_too_large_is_set_aside_with_its_reason_and_the_rest_is_sent"),
        (REPLICA, "test_a_record_this_version_cannot_read_does_not_hide_the_others"),
    ],
    "create without idempotency after a lost reply": [
        (ENGINE, "test_a_lost_answer_costs_one_retry_and_stores_nothing_twice")
    ],
    "a counter posted as an absolute value": [(ENGINE, "test_increments_of_two_tablets_add_up")],
    "delete without a base version": [(ENGINE, "test_an_edit_offline_survives_a_deletion_that_did_not_see_it")],
    "a failed conflict check read as « no conflict »": [
        (ENGINE, "test_a_conflict_found_behind_a_lost_answer_is_still_there")
    ],
    "the last write silently wins, the losers are hidden": [
        (ENGINE, "test_both_values_of_a_field_edited_on_two_tablets_are_kept_and_settled_offline")
    ],
    "« sync succeeded » after a timeout": [
        (LOOP, "test_a_failure_is_told_as_what_it_is_and_deletes_nothing"),
        ("sync/test_http.py", "test_a_server_that_never_answers_is_unreachable_in_the_end"),
    ],
    "the whole collection downloaded again at every change": [
        (ENGINE, "test_one_change_among_many_is_all_that_is_pulled")
    ],
    "unsynced data lost when another account signs in": [
        ("test_bootstrap.py", "test_another_account_signing_in_keeps_the_first_ones_unsent_work")
    ],
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_fault_has_its_test(fault: str) -> None:
    for path, name in FAULTS[fault]:
        assert name in _tests(TESTS / path), f"{path} has no {name}"


def _tests(path: Path) -> set[str]:
    return {node.name for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)}
