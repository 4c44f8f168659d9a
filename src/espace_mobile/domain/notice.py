"""The information notice given to a person when a file is opened. Its texts: `templates/notices/{version}`."""

from __future__ import annotations

# A new text is a new version: what each person was told must stay known.
# Of 2026-01 there was no text: workers told it in their own words.
NOTICE_VERSIONS = ("2026-01", "2026-11")
NOTICE_VERSION = NOTICE_VERSIONS[-1]
