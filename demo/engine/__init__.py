"""Tokens and time: models, lanes, clocks, memory and the race. Knows nothing of Gradio."""

import os

# torch's profiler, which measures a CPU's working peak, else prints two lines on every use.
os.environ.setdefault("KINETO_LOG_LEVEL", "6")
