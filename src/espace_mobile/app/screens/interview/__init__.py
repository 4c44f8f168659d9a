"""A talk with the CIP: a conversation first, the form later.

Nothing is imported here: the file needs how a talk begins, and the talk needs the file.
"""
