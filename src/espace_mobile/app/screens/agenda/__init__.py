"""The agenda: appointments, relances, group sessions.

Nothing is imported here: files show parts of the agenda, and the agenda shows files.
"""
