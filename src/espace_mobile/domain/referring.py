"""By when a partner, or we, should have answered, and when whoever sent somebody should know what became of them."""

from __future__ import annotations

from datetime import date, timedelta

from espace_mobile.domain.nir import holds_nir
from espace_mobile.domain.path_vocabulary import ReferralAnswer, ReferralDirection
from espace_mobile.domain.referral import Referral
from espace_mobile.domain.text import tidy
from espace_mobile.errors import InputError

ANSWER_DAYS = timedelta(days=14)
FEEDBACK_DAYS = timedelta(days=30)
MAX_NAME = 80  # characters


def expected_on(referral: Referral) -> date:
    """By when it is to be answered; two weeks when nobody said."""
    return referral.expected_on or referral.on + ANSWER_DAYS


def feedback_expected_on(referral: Referral) -> date | None:
    """By when whoever sent the person is to be told; None when nobody sent them, or they know."""
    if referral.direction != ReferralDirection.FROM_PARTNER or referral.feedback_on is not None:
        return None
    return referral.on + FEEDBACK_DAYS


def awaits_answer(referral: Referral) -> bool:
    """Who sends somebody to us waits for word back; nobody waits for their answer."""
    return referral.answer == ReferralAnswer.WAITING and referral.direction != ReferralDirection.FROM_PARTNER


def answer_overdue(referral: Referral, today: date) -> bool:
    return awaits_answer(referral) and expected_on(referral) < today


def feedback_overdue(referral: Referral, today: date) -> bool:
    by = feedback_expected_on(referral)
    return by is not None and by < today


def check_day(day: date | None, field: str, today: date, after: date | None = None) -> date:
    """A day that is over, or today; not before the referral (`after`).

    Raises `InputError` (`field`, `required`, `future` or `before_referral`).
    """
    if day is None:
        raise InputError(field, "required")
    if day > today:
        raise InputError(field, "future")
    if after is not None and day < after:
        raise InputError(field, "before_referral")
    return day


def check_partner_name(text: str) -> str:
    """Raises `InputError` (`partner_name`, `required`, `too_long` or `nir`): the name is in clear."""
    name = tidy(text)
    if not any(c.isalnum() for c in name):
        raise InputError("partner_name", "required")
    if holds_nir(name):
        raise InputError("partner_name", "nir")
    if len(name) > MAX_NAME:
        raise InputError("partner_name", "too_long", max=MAX_NAME, length=len(name))
    return name
