"""What the list of relances and a person's file share: a try in two taps, the words, the effort.

Nothing is imported here: files show parts of the agenda, and the agenda shows files.
"""
