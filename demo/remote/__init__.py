"""Models behind an OpenAI-compatible API: asking one, reading what it says, and what its refusals
mean; for a side of a race and for a teacher that is asked many questions."""
