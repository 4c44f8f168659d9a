"""A talk with the CIP: a conversation first, the form later."""

from __future__ import annotations

from espace_mobile.app.screens.interview.beginning import BeginInterview
from espace_mobile.app.screens.interview.screen import InterviewScreen

__all__ = ["BeginInterview", "InterviewScreen"]
