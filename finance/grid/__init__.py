"""A statement kept cell by cell: its page, the moment that somebody had before their eyes, and what a save does."""
