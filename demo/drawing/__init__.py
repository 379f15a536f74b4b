"""A recording as a visitor sees it: words, figures, and each part of the stage as data and markup.

Knows nothing of Gradio: the Compare page and the share page draw with the same code.
"""
