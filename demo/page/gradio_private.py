"""What of Gradio we lean on without its documentation promising it, and why.

Gradio may change any of it in a minor version, so requirements.txt has a ceiling and a test asks
the installed Gradio for every entry. Whoever leans on more of it adds a line here.
"""

from __future__ import annotations

# (module, dotted name in it, why nothing documented does)
ATTRIBUTES = (
    ("gradio", "EventData", "its _data holds what our script sent along with an event; the public "
     "access by attribute raises where a key is missing"),
    ("gradio", "api", "the endpoint's types are read from the function's own annotations, so "
     "demo/page/api.py postpones none"),
    ("gradio.blocks", "Blocks.queue", "sets Blocks._queue, with one event queue a concurrency id"),
    ("gradio.routes", "App.create_app", "hands app_kwargs to FastAPI: our routes come before its "
     "own, which answer every address"),
    ("gradio.queueing", "Queue.push", "where a request is counted against max_size"),
    ("gradio.queueing", "Event", "one waiting run, with its session"),
    ("gradio.queueing", "EventQueue", "the runs that wait for one concurrency id"),
    ("gradio.queueing", "Queue.get_events", "where the next run to get a turn is chosen"),
    ("gradio.queueing", "Queue.process_events", "where a turn ends, so that its session can go"),
)

# Templates of gr.HTML are evaluated in the browser: {{x}} escapes, {{{x}}} and ${x} do not. Values
# go through demo/drawing/safe_html.py first, so nothing a visitor typed is ever evaluated.

# Names with an underscore that may be used beside these attributes, each in one place or two.
UNDERSCORED = {"_data", "_id", "_queue"}  # _id: of a waiting run, by which it is heard
