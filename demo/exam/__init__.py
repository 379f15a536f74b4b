"""The exam: subjects with checkable questions, their split, grading and statistics.

Nothing here imports torch except `sitting`, which runs models.
"""
