"""The exam: subjects with checkable questions, their split, grading and statistics.

Nothing here imports torch: whoever has a model asks it and hands the texts to `grading`.
"""
