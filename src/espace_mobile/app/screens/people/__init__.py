"""People: search as you type, those met lately.

Imports nothing: a line of somebody is shown by screens that the screen of people shows itself.
"""
