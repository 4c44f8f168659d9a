"""The generator: the dates of a period, proposed from places, teams and quotas.

`request` is what is asked, `plan` what is proposed, `making.propose` goes from one to the other by a solver: `greedy`
here, on any device, or the office's.
"""
