"""Records, changes and stamps as Hypothesis draws them."""

from __future__ import annotations

from hypothesis import strategies as st

from espace_mobile.protocol.change import Change
from espace_mobile.protocol.record import Record
from espace_mobile.protocol.stamp import Stamp
from espace_mobile.protocol.values import Sealed

DEVICES = ("00000000000000a1", "00000000000000b2", "00000000000000c3")
RECORD = "0190a000000070008000000000000001"
NAMES = ("a", "b", "c", "deleted")

stamps = st.builds(Stamp, st.integers(0, 40), st.sampled_from(DEVICES))
scalars = st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.text(max_size=40) | st.binary(max_size=20)
sealed = st.builds(Sealed, st.integers(0, 65535), st.binary(min_size=16, max_size=40))
values = st.recursive(
    scalars | sealed | st.floats(allow_nan=False) | st.uuids().map(lambda u: u.hex),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """States of one record in which a stamp names one value, as it does when no tablet was cloned."""
    chosen = draw(st.dictionaries(st.sampled_from(NAMES), stamps, max_size=4))
    fields = {name: f"{name}@{stamp.text()}" for name, stamp in chosen.items()}
    return Record(RECORD, "person", fields, chosen)


changes = st.builds(
    Change,
    st.sampled_from(DEVICES),
    st.integers(1, 2**40),
    st.uuids().map(lambda u: u.hex),
    st.sampled_from(("person", "contact", "from_a_newer_version")),
    st.integers(0, 2**60),
    st.uuids().map(lambda u: u.hex),
    st.dictionaries(st.sampled_from(NAMES), values, max_size=4),
).flatmap(
    lambda c: st.dictionaries(st.sampled_from(sorted(c.set) or ["a"]), stamps, max_size=3).map(
        lambda base: Change(c.device, c.n, c.record, c.kind, c.at, c.by, c.set, base if c.set else {})
    )
)
