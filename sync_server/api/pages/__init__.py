"""The public pages: light, in French, without script nor cookie. They show what was published, and nothing else.

`router` is the way in; `views` says what is on each page, `templates` how it is written.
"""
