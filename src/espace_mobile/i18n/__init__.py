"""French and English texts, dates and numbers. Public names: `Translator`, `translator`, `LANGUAGES`."""

from __future__ import annotations

from espace_mobile.i18n.translator import LANGUAGES, Translator, translator

__all__ = ["LANGUAGES", "Translator", "translator"]
