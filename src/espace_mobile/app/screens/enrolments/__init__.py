"""Entries, exits, outcomes and situations: the sheets that note them, and the entries that wait for a CIP."""

from __future__ import annotations

from espace_mobile.app.screens.enrolments.waiting import Entries, EntriesToValidate

__all__ = ["Entries", "EntriesToValidate"]
