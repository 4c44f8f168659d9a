from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace_mobile.domain.times import parse_time
from espace_mobile.errors import InputError


@given(
    st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0)),
    st.sampled_from(["{}:{:02}", "{}h{:02}", "{} h {:02}", "{:02}:{:02}:00", "{}H{:02}"]),
)
def test_a_time_comes_back_from_each_way_of_writing_it(at: time, form: str) -> None:
    assert parse_time(form.format(at.hour, at.minute)) == at


@pytest.mark.parametrize(
    ("typed", "at"),
    [("9h", time(9)), ("9 h", time(9)), ("9 heures", time(9)), ("9h30 min", time(9, 30)), ("", None), (" ", None)],
)
def test_hours_alone_and_nothing_are_times(typed: str, at: time | None) -> None:
    assert parse_time(typed) == at


@pytest.mark.parametrize("typed", ["9", "24h", "9h60", "9h5", "midi", "9:30 pm", "-9h"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_time(typed, "start")
    assert (caught.value.field, caught.value.reason) == ("start", "unreadable")
