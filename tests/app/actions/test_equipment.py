from __future__ import annotations

import pytest

from espace_mobile.app.actions import equipment
from espace_mobile.app.actions.undoing import take_back
from espace_mobile.domain.equipment import EquipmentItem
from espace_mobile.domain.outing import Outing
from espace_mobile.domain.schedule_vocabulary import Equipment
from espace_mobile.domain.vocabulary import OutingType
from espace_mobile.errors import InputError
from espace_mobile.store.replica import Replica
from tests.app.tablet import AWA, outing

from tests.app.screens.register import PAUL  # isort: skip


def named(code: Equipment) -> str:
    return code.value.upper()


def listed(replica: Replica, date: Outing) -> list[tuple[str, bool]]:
    return [(one.name or str(one.code), one.checked) for one in equipment.of_date(replica, date)]


def test_a_new_association_loads_what_the_sheet_of_the_van_names(replica: Replica) -> None:
    assert [one.code for one in equipment.of_date(replica, outing())] == list(Equipment)


def test_two_tablets_that_tick_one_box_tick_one_record(replica: Replica) -> None:
    date = outing()
    first = equipment.tick(replica, date, Equipment.TABLES, True, AWA)
    second = equipment.tick(replica, date, Equipment.TABLES, False, PAUL)
    assert first.id == second.id
    assert not any(checked for _, checked in listed(replica, date))
    equipment.tick(replica, date, Equipment.TABLES, True, AWA)
    assert [code for code, checked in listed(replica, date) if checked] == ["tables"]
    assert not any(checked for _, checked in listed(replica, outing())), "another date is another list"


def test_the_first_item_added_brings_the_default_list_along_and_undo_takes_it_away(replica: Replica) -> None:
    done = equipment.add(replica, " Groupe  électrogène ", PAUL, named)
    assert [item.name for item in equipment.items(replica)] == [*map(named, Equipment), "Groupe électrogène"]
    take_back(replica, done, PAUL)
    assert equipment.items(replica) == []


def test_an_item_renamed_or_left_out_makes_the_list_ones_own(replica: Replica) -> None:
    canopy = equipment.default_items(named)[1]
    equipment.rename(replica, canopy, "Barnum rouge", PAUL, named)
    assert [item.name for item in equipment.items(replica)][:3] == ["VAN", "Barnum rouge", "TABLES"]
    equipment.leave_out(replica, equipment.items(replica)[0], PAUL, named)
    assert [item.name for item in equipment.items(replica)][:2] == ["Barnum rouge", "TABLES"]
    equipment.add(replica, "van", PAUL, named)
    assert [item.name for item in equipment.items(replica)][-1] == "van"


def test_an_item_of_markets_is_loaded_for_markets_alone(replica: Replica) -> None:
    replica.save(EquipmentItem(id="a" * 32, name="Tréteaux", types=(OutingType.MARKET,)), by=PAUL.id)
    assert listed(replica, outing(type=OutingType.VAN)) == []
    assert listed(replica, outing(type=OutingType.MARKET)) == [("Tréteaux", False)]


@pytest.mark.parametrize(("name", "reason"), [("", "required"), ("tables", "taken"), ("x" * 61, "too_long")])
def test_a_name_that_says_nothing_new_is_refused(replica: Replica, name: str, reason: str) -> None:
    with pytest.raises(InputError) as error:
        equipment.add(replica, name, PAUL, named)
    assert (error.value.field, error.value.reason) == ("name", reason)
    assert equipment.items(replica) == []


def test_the_last_line_stays(replica: Replica) -> None:
    for item in equipment.default_items(named)[:-1]:
        equipment.leave_out(replica, item, PAUL, named)
    (last,) = equipment.items(replica)
    with pytest.raises(InputError) as error:
        equipment.leave_out(replica, last, PAUL, named)
    assert error.value.reason == "last"


def test_the_list_is_planned_and_the_boxes_are_ticked_by_the_team(replica: Replica) -> None:
    with pytest.raises(InputError):
        equipment.add(replica, "Drapeau", AWA, named)
    assert equipment.may_tick(AWA, outing())
    assert not equipment.may_tick(AWA, outing(team_id="f" * 32))
    assert equipment.may_tick(PAUL, outing(team_id="f" * 32))
