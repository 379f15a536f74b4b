"""The page: Gradio only. Draws recordings, live or replayed; measures nothing itself."""
