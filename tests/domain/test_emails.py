from __future__ import annotations

import pytest

from espace_mobile.domain.emails import parse_email
from espace_mobile.errors import InputError


@pytest.mark.parametrize("typed", ["awa@exemple.fr", "a.b+c@mail.exemple.org", "élodie@exemple.fr"])
def test_an_address_is_kept_as_typed(typed: str) -> None:
    assert parse_email(f"  {typed} ") == typed


def test_no_address_is_none() -> None:
    assert parse_email(" ") is None
    assert parse_email(None) is None


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("awa", "invalid"), ("awa@exemple", "invalid"), ("awa exemple.fr", "invalid"), ("a@b@c.fr", "invalid"),
        ("a@exemple.fr, b@exemple.fr", "invalid"), (f"{'a' * 250}@exemple.fr", "too_long"),
        ("185057800608436@exemple.fr", "nir"),
    ],
)  # fmt: skip
def test_a_mistake_is_told(typed: str, reason: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_email(typed)
    assert (refused.value.field, refused.value.reason) == ("email", reason)
