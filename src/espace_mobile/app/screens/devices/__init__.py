"""Tablets: inviting, letting in, and taking access back."""

from __future__ import annotations

from espace_mobile.app.screens.devices.screen import Devices

__all__ = ["Devices"]
