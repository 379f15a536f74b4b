"""Asking a teacher over an API: any OpenAI-compatible endpoint, paid or not, up or down."""
