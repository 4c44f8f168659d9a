"""Sending a person to a partner, noting one that a partner sent, and the answers."""
