"""Espace Mobile: an offline-first outreach register."""

__version__ = "0.1.0"
