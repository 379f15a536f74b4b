"""Tokens and time: models, lanes, clocks, memory and the race. Knows nothing of Gradio."""
