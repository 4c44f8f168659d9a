"""The information notice given to a person when a file is opened. Its texts are in the translations."""

from __future__ import annotations

# A new text is a new version: what each person was told must stay known.
NOTICE_VERSIONS = ("2026-01",)
NOTICE_VERSION = NOTICE_VERSIONS[-1]
