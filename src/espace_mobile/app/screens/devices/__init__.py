"""Tablets: inviting, letting in, and taking access back."""
