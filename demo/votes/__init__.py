"""Blind votes: what a visitor preferred before knowing whose answer is whose, and what comes of it.

A vote is a file; a tally and preference rows are computed from votes. Nothing here knows the page.
`python -m demo.votes --help`.
"""
