"""Every failure that sync must pass has tests that go through it for real. This file keeps the list honest: a test that
is renamed or removed is missed, and so is one that is only expected to fail."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
ENGINE, ORDEALS, CLOCKS, NEWER = (f"sync/test_{name}.py" for name in ("engine", "ordeals", "clocks", "newer_versions"))
DAMAGE, POWER, FULL, COMPACTION = (f"store/test_{n}.py" for n in ("damage", "power_cut", "full_disk", "compaction"))
PUSH, PULL, CONFLICTS, AT_ONCE = (
    f"sync_server/service/test_{name}.py" for name in ("push", "pull", "conflicts", "concurrency")
)
HOSTILE, HTTP, VERSIONS = (f"sync_server/api/test_http_{name}.py" for name in ("hostile", "sync", "versions"))
CUTS, TOGETHER, ACKNOWLEDGED, STORMS = (
    f"proxied/test_{name}.py" for name in ("cuts", "at_once", "acknowledged", "storms")
)
MOVING, MOVING_LIVE = "sync_server/register/test_moving.py", "sync_server/register/test_moving_live.py"
KILL, KILL_PULL = "torture/test_kill.py", "torture/test_kill_pull.py"
WITHDRAWAL = "test_withdrawal.py"

FAILURES: dict[str, list[tuple[str, str]]] = {
    "kill -9 while inserting": [(KILL, "test_every_acknowledged_save_survives_kill_9")],
    "kill -9 while updating": [(KILL, "test_every_acknowledged_save_survives_kill_9")],
    "kill -9 while compacting": [
        (KILL, "test_every_acknowledged_save_survives_kill_9"),
        (COMPACTION, "test_cut_short_while_the_snapshot_is_being_written"),
        (COMPACTION, "test_cut_short_once_the_snapshot_has_its_name"),
        (COMPACTION, "test_cut_short_while_older_files_are_removed"),
    ],
    "kill -9 while applying a pull": [
        (KILL_PULL, "test_a_page_and_its_cursor_survive_kill_9_together"),
        (STORMS, "test_after_a_storm_with_kills_everybody_agrees_and_nothing_acknowledged_is_lost"),
    ],
    "power cut with dropped unsynced pages": [
        (POWER, "test_pages_of_the_last_frame_that_were_not_written_cost_nothing_acknowledged"),
        (DAMAGE, "test_a_journal_cut_at_any_byte_of_its_last_frame_opens_with_the_rest"),
    ],
    "power cut with mixed unsynced pages": [
        (POWER, "test_pages_of_the_last_frame_that_were_not_written_cost_nothing_acknowledged"),
        (POWER, "test_after_a_power_cut_saving_goes_on"),
        (DAMAGE, "test_a_lost_stretch_in_the_middle_is_skipped"),
    ],
    "disk full, then freed": [
        (FULL, "test_the_save_says_so_and_nothing_is_corrupted"),
        (FULL, "test_saving_works_again_in_the_same_session_once_there_is_room"),
        (FULL, "test_a_compaction_without_room_changes_nothing"),
    ],
    "flipped byte": [
        (DAMAGE, "test_a_bit_flipped_at_any_byte_of_a_journal_costs_one_frame_at_most"),
        (DAMAGE, "test_a_bit_flipped_at_any_byte_of_a_snapshot_costs_one_frame_at_most"),
    ],
    "wrong key": [
        ("store/test_storage.py", "test_another_key_opens_nothing_and_harms_nothing"),
        ("test_bootstrap.py", "test_a_wrong_pass_phrase_opens_nothing_and_the_right_one_opens_what_was_saved"),
    ],
    "cut at every byte offset of a body, going up": [
        (CUTS, "test_a_push_cut_at_any_byte_stores_nothing_and_the_next_one_is_right"),
        (CUTS, "test_a_compressed_push_cut_at_any_byte_stores_nothing"),
        (HOSTILE, "test_a_body_cut_at_any_byte_stores_nothing"),
    ],
    "cut at every byte offset of a body, coming down": [
        (CUTS, "test_an_answer_to_a_push_cut_at_any_byte_is_asked_again_and_stored_once"),
        (CUTS, "test_a_page_cut_at_any_byte_changes_nothing_and_the_next_one_is_right"),
        ("sync/test_cut_answers.py", "test_an_answer_cut_at_any_byte_changes_nothing"),
    ],
    "reply lost after commit": [
        (ENGINE, "test_a_lost_answer_costs_one_retry_and_stores_nothing_twice"),
        (ENGINE, "test_a_conflict_found_behind_a_lost_answer_is_still_there"),
        (PUSH, "test_a_refusal_whose_answer_was_lost_is_said_again"),
        (CUTS, "test_a_reply_lost_after_commit_costs_one_retry"),
    ],
    "duplicated batches": [
        (PUSH, "test_sending_again_is_harmless"),
        (AT_ONCE, "test_one_device_pushing_twice_at_once_stores_once"),
    ],
    "reordered batches": [
        (HOSTILE, "test_old_pushes_replayed_in_any_order_change_nothing"),
        (PUSH, "test_a_hole_stops_the_batch_there"),
    ],
    "replayed batches": [
        (HOSTILE, "test_old_pushes_replayed_in_any_order_change_nothing"),
        (HOSTILE, "test_a_push_replayed_under_another_token_of_the_org_makes_no_second_record"),
        (HOSTILE, "test_a_push_replayed_in_another_org_stays_there"),
    ],
    "two sync loops at once": [
        (TOGETHER, "test_two_sync_loops_at_once_over_one_replica_lose_and_double_nothing"),
        (ORDEALS, "test_two_sync_loops_over_one_replica_lose_and_double_nothing"),
        ("sync/test_loop.py", "test_two_exchanges_never_run_at_once"),
    ],
    "local edit during a push": [(ENGINE, "test_an_edit_made_while_a_push_is_under_way_is_sent_next")],
    "concurrent writers with a poller: none skipped, both databases": [
        (AT_ONCE, "test_a_poller_misses_nothing_of_concurrent_writers"),
        (PULL, "test_a_commit_between_two_pages_is_not_missed"),
    ],
    "a 2xx survives kill -9 of the server": [
        (ACKNOWLEDGED, "test_a_2xx_survives_kill_9_of_the_api_right_after_it"),
        (ACKNOWLEDGED, "test_a_2xx_survives_kill_9_of_postgresql_right_after_it"),
        ("sync_server/test_process.py", "test_what_was_acknowledged_survives_kill_9"),
    ],
    "a 2xx survives a bad neighbour in its batch": [
        (PUSH, "test_a_bad_change_is_refused_alone"),
        (HOSTILE, "test_a_full_batch_of_empty_changes_is_set_aside_and_the_next_one_stored"),
    ],
    "50 clients without a « database is locked »": [
        (TOGETHER, "test_fifty_clients_at_once_are_all_served"),
        (HTTP, "test_fifty_tablets_push_at_once_without_an_error"),
    ],
    "server restored from a backup": [
        (ENGINE, "test_a_server_restored_from_yesterdays_backup_is_completed_by_the_tablets")
    ],
    "server emptied": [
        (ORDEALS, "test_a_server_emptied_of_its_records_is_filled_again_by_the_tablets"),
        (ORDEALS, "test_a_server_emptied_without_a_word_is_filled_again_too"),
        (ORDEALS, "test_a_server_that_forgot_its_devices_deletes_nothing_on_them"),
    ],
    "tablet restored": [(ENGINE, "test_a_tablet_restored_from_an_old_backup_takes_a_new_identity_and_loses_nothing")],
    "tablet cloned": [
        (ENGINE, "test_a_cloned_tablet_is_told_apart_at_its_first_exchange_and_neither_loses"),
        (PUSH, "test_another_content_under_a_number_is_loud_and_stores_nothing"),
    ],
    "clocks a year off": [
        (CLOCKS, "test_after_one_exchange_a_device_stamps_by_the_registers_clock"),
        (CLOCKS, "test_stamps_of_the_future_are_corrected_before_they_are_stored_and_keep_their_order"),
        (ENGINE, "test_a_tablet_in_1970_or_2099_loses_nothing_and_does_not_win_for_ever"),
    ],
    "clocks jumping back": [
        (CLOCKS, "test_a_clock_set_back_between_two_saves_keeps_the_second"),
        (CLOCKS, "test_a_clock_set_back_between_two_openings_keeps_the_second_edit"),
        (CLOCKS, "test_a_clock_that_steps_during_an_exchange_loses_no_save_made_after_it"),
        (PUSH, "test_a_server_clock_set_back_does_not_condemn_a_resend"),
    ],
    "clocks that change hour or zone": [
        (CLOCKS, "test_saves_across_a_change_of_hour_keep_their_instant_day_and_order"),
        (CLOCKS, "test_a_tablet_that_changes_zone_between_its_saves_keeps_their_instants_and_order"),
    ],
    "device offline beyond any pruning": [
        (ORDEALS, "test_a_tablet_three_years_in_a_drawer_hands_in_its_work_and_learns_all_that_happened"),
        (CONFLICTS, "test_a_tombstone_stays_for_ever"),
    ],
    "delete against edit": [
        (ENGINE, "test_an_edit_offline_survives_a_deletion_that_did_not_see_it"),
        (CONFLICTS, "test_an_edit_against_a_deletion_keeps_the_edit"),
    ],
    "create and update out of order": [
        (CONFLICTS, "test_a_value_that_comes_after_the_one_that_replaced_it_lost_no_race"),
        (PUSH, "test_an_older_stamp_arriving_late_changes_nothing_it_lost"),
        (AT_ONCE, "test_first_pushes_of_one_deterministic_id_at_once_meet"),
    ],
    "three-way edits in every permutation": [
        (CONFLICTS, "test_three_tablets_keep_three_values_in_any_order"),
        ("protocol/test_change.py", "test_three_devices_editing_one_field_keep_three_values_in_every_order"),
    ],
    "poison record": [
        (ENGINE, "test_a_record_that_cannot_be_read_is_kept_aside_and_stops_nobody"),
        (NEWER, "test_one_bad_change_among_good_ones_is_set_aside_alone_and_outlives_a_restart"),
        ("sync_server/service/test_push_fuzz.py", "test_any_bytes_leave_a_register_that_can_be_read"),
    ],
    "oversize record": [
        (ENGINE, "test_one_change_too_large_is_set_aside_with_its_reason_and_the_rest_is_sent"),
        (PUSH, "test_a_record_cannot_grow_past_its_limit"),
    ],
    "token expired in mid-sync": [
        (ORDEALS, "test_a_token_that_expires_in_mid_sync_keeps_what_got_through_and_what_waits"),
        (ENGINE, "test_no_failure_deletes_what_waits"),
    ],
    "access revoked with edits pending": [
        (WITHDRAWAL, "test_a_withdrawn_tablet_hands_in_its_work_and_holds_nothing_while_the_others_go_on"),
        (WITHDRAWAL, "test_a_tablet_cut_off_in_the_middle_of_handing_in_keeps_everything"),
        (WITHDRAWAL, "test_whatever_is_lost_on_the_way_out_nothing_is_lost"),
        (PUSH, "test_a_revoked_device_hands_in_what_it_has_and_receives_nothing"),
        ("test_bootstrap.py", "test_a_tablet_revoked_without_a_notice_is_told_and_erases_nothing"),
    ],
    "old client with a new schema": [
        (NEWER, "test_fields_of_a_newer_version_survive_an_edit_by_an_older_tablet"),
        (NEWER, "test_a_kind_of_a_newer_version_is_carried_byte_for_byte_and_over_a_restart"),
        (NEWER, "test_a_change_of_a_newer_version_with_more_parts_reaches_older_tablets_and_is_kept_whole"),
        (VERSIONS, "test_a_client_of_version_1_is_answered_in_version_1"),
        (VERSIONS, "test_a_server_of_another_age_is_told_to_the_worker_and_nothing_is_deleted"),
    ],
    "register moved from SQLite to PostgreSQL under live cursors": [
        (MOVING_LIVE, "test_cursors_and_unsent_changes_live_on_in_the_new_register"),
        (MOVING, "test_what_was_acknowledged_during_a_move_is_in_the_target"),
        (MOVING, "test_killed_at_any_commit_one_register_answers_and_the_next_try_ends_well"),
    ],
    "captive portal": [(CUTS, "test_a_captive_portal_is_told_as_not_our_server_and_deletes_nothing")],
}


@pytest.mark.parametrize("failure", FAILURES)
def test_the_failure_has_its_test(failure: str) -> None:
    for path, name in FAILURES[failure]:
        assert name in _tests(path), f"{path} has no {name}"
        assert "xfail" not in _tests(path)[name], f"{name} is expected to fail: it proves nothing"


@cache
def _tests(path: str) -> dict[str, str]:
    """Each test of a file, with what stands above it."""
    tree = ast.walk(ast.parse((TESTS / path).read_text()))
    return {n.name: " ".join(map(ast.unparse, n.decorator_list)) for n in tree if isinstance(n, ast.FunctionDef)}
