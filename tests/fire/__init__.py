"""The fire drill: what strangers, kills and failing machines do to Apprentice, on purpose.

    python -m tests.fire                 every drill, short: some minutes
    python -m tests.fire --long          the same by hand, before a release: an hour
    python -m tests.fire hangs kills     some of them

One file a drill. Each gives counts; the last line is one JSON object with all of them, and the exit
status is 1 when anything was lost, broken or late.
"""
